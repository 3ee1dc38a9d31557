/* The symbols and terms of the equations in matrix form. */
#include "explain/matrices_parts.h"

#include <assert.h>
#include <ctype.h>
#include <math.h>

/* ---- symbols ---- */

struct formula *matrices_letter(const struct matrices_sheet *sheet, const char *base, size_t layer,
                                const char *plus)
{
    const char *sup = plus;

    if (sheet->net->layer_count > 1)
        sup = arena_printf(sheet->arena, "(%zu)%s", layer, plus != NULL ? plus : "");
    return formula_symbol(sheet->arena, base, NULL, sup, (double)NAN);
}

/* L of this sample, or of the batch. */
static const struct formula *loss_symbol(const struct matrices_sheet *sheet, bool batch)
{
    size_t last = sheet->net->layer_count;

    if (batch)
        return quantity_batch_loss_symbol(sheet->arena, sheet->snapshot->batch_loss);
    return quantity_symbol(sheet->arena, sheet->snapshot, quantity_at(QUANTITY_LOSS, last, 0, 0));
}

static const struct formula *slope(const struct matrices_sheet *sheet, const char *by, size_t layer,
                                   bool batch)
{
    return formula_partial(sheet->arena, loss_symbol(sheet, batch), matrices_letter(sheet, by, layer, NULL),
                           (double)NAN);
}

/* M or V of the weights, m or v of the biases; plus: after the update; with a hat: corrected. */
static const struct formula *buffer_symbol(const struct matrices_sheet *sheet, enum quantity_kind kind,
                                           size_t layer)
{
    const char *letter = quantity_buffer_letter(&sheet->snapshot->state->optimizer, kind);
    bool fresh = quantity_fresh_buffer(quantity_at(kind, layer, 0, 0)).kind == kind;
    char capital[2] = {(char)toupper((unsigned char)letter[0])};
    struct formula *symbol = matrices_letter(sheet, quantity_is_of_weight(kind) ? capital : letter,
                                             layer, fresh ? "+" : NULL);

    symbol->hat = !fresh && !quantity_is_old_buffer(kind);
    return symbol;
}

const struct formula *matrices_symbol(const struct matrices_sheet *sheet, enum quantity_kind kind,
                                      size_t layer)
{
    switch (kind) {
    case QUANTITY_X:
        return formula_symbol(sheet->arena, "x", NULL, NULL, (double)NAN);
    case QUANTITY_W:
        return matrices_letter(sheet, "W", layer, NULL);
    case QUANTITY_B:
        return matrices_letter(sheet, "b", layer, NULL);
    case QUANTITY_Z:
        return matrices_letter(sheet, "z", layer, NULL);
    case QUANTITY_A:
        return matrices_letter(sheet, "a", layer, NULL);
    case QUANTITY_LOSS_PART:
        return formula_symbol(sheet->arena, "L", "k", NULL, (double)NAN);
    case QUANTITY_DA:
        return slope(sheet, "a", layer, false);
    case QUANTITY_DZ:
        return matrices_letter(sheet, "δ", layer, NULL);
    case QUANTITY_DW:
    case QUANTITY_GW:
        return slope(sheet, "W", layer, kind == QUANTITY_GW);
    case QUANTITY_DB:
    case QUANTITY_GB:
        return slope(sheet, "b", layer, kind == QUANTITY_GB);
    case QUANTITY_STEP_W:
        return matrices_letter(sheet, "ΔW", layer, NULL);
    case QUANTITY_STEP_B:
        return matrices_letter(sheet, "Δb", layer, NULL);
    case QUANTITY_NEW_W:
        return matrices_letter(sheet, "W", layer, "+");
    case QUANTITY_NEW_B:
        return matrices_letter(sheet, "b", layer, "+");
    case QUANTITY_LOSS:
        return loss_symbol(sheet, false);
    case QUANTITY_PENALTY:
        return formula_symbol(sheet->arena, "s", NULL, NULL, (double)NAN);
    case QUANTITY_OBJECTIVE:
        return formula_symbol(sheet->arena, "J", NULL, NULL, (double)NAN);
    case QUANTITY_JW:
        return formula_partial(sheet->arena, formula_symbol(sheet->arena, "J", NULL, NULL, (double)NAN),
                               matrices_letter(sheet, "W", layer, NULL), (double)NAN);
    default:
        if (quantity_is_buffer(kind))
            return buffer_symbol(sheet, kind, layer);
        return formula_symbol(sheet->arena, "t", NULL, NULL, (double)NAN);
    }
}

static enum formula_role role_of(enum quantity_kind kind)
{
    switch (kind) {
    case QUANTITY_X:
    case QUANTITY_A:
    case QUANTITY_Z:
        return FORMULA_ROLE_INPUT;
    case QUANTITY_W:
    case QUANTITY_B:
        return FORMULA_ROLE_WEIGHT;
    case QUANTITY_DA:
        return FORMULA_ROLE_LOSS_SLOPE;
    case QUANTITY_DZ:
        return FORMULA_ROLE_ERROR;
    case QUANTITY_DW:
    case QUANTITY_DB:
    case QUANTITY_GW:
    case QUANTITY_GB:
    case QUANTITY_JW:
        return FORMULA_ROLE_GRADIENT;
    case QUANTITY_STEP_W:
    case QUANTITY_STEP_B:
        return FORMULA_ROLE_STEP;
    default:
        return FORMULA_ROLE_NONE;
    }
}

const char *matrices_function(const struct matrices_sheet *sheet, size_t layer, bool slope_of)
{
    const char *letter = activation_row(sheet->net->layers[layer].activation)->letter;

    if (!slope_of)
        return letter;
    return arena_printf(sheet->arena, "%s′", letter != NULL ? letter : "f");
}

/* ---- terms ---- */

struct matrices_equation *matrices_add_equation(struct matrices_sheet *sheet, const char *tag,
                                                const char *words)
{
    struct matrices_equation *equation;

    assert(sheet->out->count < MATRICES_EQUATIONS);
    equation = &sheet->out->equations[sheet->out->count++];
    equation->tag = tag;
    equation->words = words;
    return equation;
}

struct matrices_term *matrices_add_term(struct matrices_equation *equation, enum matrices_sign sign)
{
    struct matrices_term *term;

    assert(equation->count < MATRICES_TERMS);
    term = &equation->terms[equation->count++];
    term->sign = sign;
    term->rows = term->cols = 1;
    return term;
}

static bool is_one_number(enum quantity_kind kind)
{
    return kind == QUANTITY_LOSS || kind == QUANTITY_PENALTY || kind == QUANTITY_OBJECTIVE;
}

struct matrices_term *matrices_add(const struct matrices_sheet *sheet,
                                   struct matrices_equation *equation, enum matrices_sign sign,
                                   enum quantity_kind kind, size_t layer)
{
    const struct net_layer *at = &sheet->net->layers[layer];
    struct matrices_term *term = matrices_add_term(equation, sign);

    term->kind = kind;
    term->layer = layer;
    term->symbol = matrices_symbol(sheet, kind, layer);
    term->role = role_of(kind);
    term->rows = is_one_number(kind) ? 1 : at->out;
    term->cols = quantity_is_of_weight(kind) ? at->in : 1;
    return term;
}

struct matrices_term *matrices_add_input(const struct matrices_sheet *sheet,
                                         struct matrices_equation *equation,
                                         enum matrices_sign sign, size_t layer)
{
    return matrices_add(sheet, equation, sign, layer == 1 ? QUANTITY_X : QUANTITY_A, layer - 1);
}

void matrices_transpose(const struct matrices_sheet *sheet, struct matrices_term *term)
{
    size_t rows = term->rows;
    struct formula *symbol = formula_in_role(sheet->arena, term->symbol, FORMULA_ROLE_NONE);

    symbol->sup = arena_printf(sheet->arena, "%sT", symbol->sup != NULL ? symbol->sup : "");
    symbol->roman_sup = true;
    term->symbol = symbol;
    term->source = MATRICES_TRANSPOSED;
    term->rows = term->cols;
    term->cols = rows;
}

struct matrices_term *matrices_add_numbers(const struct matrices_sheet *sheet,
                                           struct matrices_equation *equation,
                                           enum matrices_sign sign, size_t rows, double **values)
{
    struct matrices_term *term = matrices_add_term(equation, sign);

    *values = arena_alloc(sheet->arena, rows * sizeof **values);
    term->source = MATRICES_NUMBERS;
    term->values = *values;
    term->rows = rows;
    term->kind = QUANTITY_T;
    term->layer = sheet->net->layer_count;
    return term;
}

struct matrices_term *matrices_add_scalar(const struct matrices_sheet *sheet,
                                          struct matrices_equation *equation,
                                          enum matrices_sign sign, double value, const char *text)
{
    double *values;
    struct matrices_term *term = matrices_add_numbers(sheet, equation, sign, 1, &values);

    values[0] = value;
    term->scalar = true;
    term->text = text;
    return term;
}

bool matrices_add_mean(const struct matrices_sheet *sheet, struct matrices_equation *equation,
                       enum matrices_sign sign, size_t numerator)
{
    size_t outputs = net_output(sheet->net)->out;
    double factor = loss_factor(sheet->net->loss, outputs);
    const char *text;

    if (factor == 1 && numerator == 1)
        return false;
    text = factor == 1 ? arena_printf(sheet->arena, "%zu", numerator)
                       : arena_printf(sheet->arena, "%zu/%zu", numerator, outputs);
    matrices_add_scalar(sheet, equation, sign, factor * (double)numerator, text);
    return true;
}

struct matrices_term *matrices_add_difference(const struct matrices_sheet *sheet,
                                              struct matrices_equation *equation,
                                              enum matrices_sign sign)
{
    size_t last = sheet->net->layer_count;
    struct matrices_term *target;

    matrices_add(sheet, equation, sign, QUANTITY_A, last)->opens++;
    target = matrices_add(sheet, equation, MATRICES_MINUS, QUANTITY_T, last);
    target->closes++;
    return target;
}

/* ---- cells ---- */

struct quantity matrices_quantity(const struct matrices_term *term, size_t row, size_t col)
{
    bool transposed = term->source == MATRICES_TRANSPOSED;

    if (term->source != MATRICES_QUANTITIES && !transposed)
        return (struct quantity){0};
    return transposed ? quantity_at(term->kind, term->layer, col, row)
                      : quantity_at(term->kind, term->layer, row, col);
}

double matrices_value(const struct snapshot *snapshot, const struct matrices_term *term, size_t row,
                      size_t col)
{
    const struct net_layer *layer = &snapshot->net->layers[term->layer];
    const double *now = snapshot->now;

    switch (term->source) {
    case MATRICES_NUMBERS:
        return term->values[row * term->cols + col];
    case MATRICES_SLOPES:
        return activation_slope(layer->activation, layer->slope, now[layer->z + row],
                                now[layer->a + row]);
    case MATRICES_SLOPES_ACROSS:
        return activation_softmax_slope(&now[layer->a], col, row);
    case MATRICES_QUANTITIES:
    case MATRICES_TRANSPOSED:
        break;
    }
    return quantity_value(snapshot, matrices_quantity(term, row, col));
}

enum known matrices_known(const struct snapshot *snapshot, struct cursor from, struct cursor cursor,
                          const struct matrices_term *term, size_t row, size_t col)
{
    struct quantity shown = matrices_quantity(term, row, col);

    if (shown.kind == QUANTITY_NONE)
        shown = quantity_at(term->kind, term->layer, row, 0);
    return reveal_known(snapshot, from, cursor, shown);
}
