/* The symbols and terms of the equations in matrix form. */
#include "explain/equations/matrices_parts.h"
#include "quantity/quantity_facts.h"

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

/* A capital: a matrix. */
static const char *capital(struct arena *arena, const char *letter)
{
    return arena_printf(arena, "%c", toupper((unsigned char)letter[0]));
}

/* A layer's: W, ΔW, b⁺; M or V of the optimiser's buffers of the weights, m or v of the biases'. */
static const struct formula *parameter_symbol(const struct matrices_sheet *sheet,
                                              struct quantity first)
{
    const struct quantity_facts *facts = quantity_facts(first.kind);
    bool weight = first.of != QUANTITY_OF_BIAS;
    const char *letter = first.of == QUANTITY_OF_RECURRENT ? "r" : weight ? "w" : "b";
    struct formula *symbol;

    if (quantity_is_buffer(first.kind))
        letter = quantity_buffer_letter(&sheet->snapshot->state->optimizer, first.kind);
    if (weight)
        letter = capital(sheet->arena, letter);
    if (first.kind == QUANTITY_CLIPPED)
        letter = weight ? "G" : "g";
    if (facts->before != NULL)
        letter = arena_printf(sheet->arena, "%s%s", facts->before, letter);
    symbol = matrices_letter(sheet, letter, first.layer, facts->after);
    symbol->hat = facts->hat;
    return symbol;
}

const struct formula *matrices_symbol(const struct matrices_sheet *sheet, struct quantity first)
{
    const struct quantity_facts *facts = quantity_facts(first.kind);
    struct formula *symbol;

    if (first.kind == QUANTITY_LOSS || first.kind == QUANTITY_TIME_LOSS)
        return quantity_symbol(sheet->arena, sheet->snapshot, first);
    if (quantity_is_partial(first.kind))
        return formula_partial(sheet->arena,
                               quantity_numerator(sheet->arena, sheet->snapshot, first.kind),
                               matrices_symbol(sheet, quantity_as(first, facts->by)), (double)NAN);
    if (quantity_is_of_parameter(first))
        return parameter_symbol(sheet, first);
    if (first.of == QUANTITY_OF_RUN || facts->stage == QUANTITY_GIVEN
        || first.kind == QUANTITY_LOSS_PART)
        return formula_symbol(sheet->arena, facts->letter,
                              first.kind == QUANTITY_LOSS_PART ? "k" : NULL, NULL, (double)NAN);
    symbol = matrices_letter(sheet, facts->letter, first.layer, NULL);
    if (quantity_has_time(sheet->net, first)) /* of which time */
        symbol->sub = arena_printf(sheet->arena, "%zu", quantity_time(sheet->snapshot, first));
    return symbol;
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

struct matrices_term *matrices_add(const struct matrices_sheet *sheet,
                                   struct matrices_equation *equation, enum matrices_sign sign,
                                   struct quantity first)
{
    const struct net_layer *at = &sheet->net->layers[first.layer];
    struct matrices_term *term = matrices_add_term(equation, sign);

    term->first = first = quantity_settled(sheet->snapshot, first);
    term->symbol = matrices_symbol(sheet, first);
    term->role = quantity_facts(first.kind)->role;
    term->rows = first.of == QUANTITY_OF_RUN ? 1 : at->out;
    term->cols = first.of == QUANTITY_OF_WEIGHT ? at->in
                 : first.of == QUANTITY_OF_RECURRENT ? at->out : 1;
    return term;
}

struct matrices_term matrices_whole(struct arena *arena, const struct snapshot *snapshot,
                                    struct quantity first)
{
    const struct matrices_sheet sheet = {arena, snapshot, snapshot->net, NULL};
    struct matrices_equation equation = {.count = 0};

    return *matrices_add(&sheet, &equation, MATRICES_TIMES, first);
}

struct matrices_term *matrices_add_units(const struct matrices_sheet *sheet,
                                         struct matrices_equation *equation,
                                         enum matrices_sign sign, enum quantity_kind kind,
                                         size_t layer)
{
    return matrices_add(sheet, equation, sign, quantity_at(kind, layer, 0, 0));
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
    term->first = quantity_at(QUANTITY_T, sheet->net->layer_count, 0, 0);
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

bool matrices_add_times(const struct matrices_sheet *sheet, struct matrices_equation *equation,
                        enum matrices_sign sign)
{
    double share = sheet->net->recurrent ? sheet->snapshot->now[sheet->net->time_share] : 1.0;

    if (share == 1.0)
        return false;
    matrices_add_scalar(sheet, equation, sign, share,
                        arena_printf(sheet->arena, "1/%.0f", round(1.0 / share)));
    return true;
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

/* ---- cells ---- */

struct quantity matrices_quantity(const struct matrices_term *term, size_t row, size_t col)
{
    bool transposed = term->source == MATRICES_TRANSPOSED;
    struct quantity cell = term->first;

    if (term->source != MATRICES_QUANTITIES && !transposed)
        return (struct quantity){0};
    cell.to = transposed ? col : row;
    cell.from = transposed ? row : col;
    return cell;
}

double matrices_value(const struct snapshot *snapshot, const struct matrices_term *term, size_t row,
                      size_t col)
{
    const struct net_layer *layer = &snapshot->net->layers[term->first.layer];
    const double *now = quantity_now(snapshot, term->first);

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

    if (shown.kind == QUANTITY_NONE) {
        shown = term->first;
        shown.to = row;
    }
    return reveal_known(snapshot, from, cursor, shown);
}
