/* The update in matrix form: what each optimiser makes of the gradients, cell by cell. */
#include "explain/explain.h"
#include "explain/equations/matrices_rule.h"

#include "explain/equations/expression.h"
#include "explain/row_words.h"

/* A layer's weights or its biases. */
struct side {
    struct matrices_sheet *sheet;
    const struct optimizer *optimizer;
    size_t layer;
    bool bias;
    const char *by; /* of the first equation that uses the gradient of a batch */
};

/* Of its first parameter. */
static struct quantity of(const struct side *side, enum quantity_kind kind)
{
    return side->bias ? quantity_of_bias(kind, side->layer, 0)
                      : quantity_of_weight(kind, side->layer, 0, 0);
}

/* What the optimiser gets: ∂J/∂W with L2, else ∂L/∂W. */
static enum quantity_kind followed(const struct side *side)
{
    return side->optimizer->l2 != 0 && !side->bias ? QUANTITY_OBJECTIVE_GRADIENT
                                                   : QUANTITY_BATCH_GRADIENT;
}

static struct matrices_equation *begin(struct side *side, const char *words, bool uses_gradient)
{
    struct matrices_equation *equation = matrices_add_equation(
        side->sheet, NULL,
        arena_printf(side->sheet->arena, "%s%s%s", side->bias ? "biases: " : "", words,
                     uses_gradient ? side->by : ""));

    if (uses_gradient)
        side->by = "";
    return equation;
}

static struct matrices_term *add(const struct side *side, struct matrices_equation *equation,
                                 enum matrices_sign sign, enum quantity_kind kind)
{
    return matrices_add(side->sheet, equation, sign, of(side, kind));
}

static struct formula *letter(const struct side *side, const char *base, const char *sub,
                              double value)
{
    return formula_symbol(side->sheet->arena, base, sub, NULL, value);
}

static struct matrices_term *add_constant(const struct side *side,
                                          struct matrices_equation *equation,
                                          enum matrices_sign sign, const struct formula *symbol)
{
    struct matrices_term *term = matrices_add_scalar(side->sheet, equation, sign,
                                                     formula_evaluate(symbol), NULL);

    term->symbol = symbol;
    return term;
}

/* = -η */
static void add_rate(const struct side *side, struct matrices_equation *equation)
{
    struct matrices_term *term =
        add_constant(side, equation, MATRICES_EQUALS,
                     quantity_symbol(side->sheet->arena, side->sheet->snapshot,
                                     quantity_at(QUANTITY_RATE, 0, 0, 0)));

    term->minus = true;
    term->source = MATRICES_QUANTITIES;
    term->first = quantity_at(QUANTITY_RATE, 0, 0, 0);
}

/* ---- on the way to a step ---- */

static void penalty_equation(struct side *side)
{
    struct matrices_equation *equation;

    if (followed(side) != QUANTITY_OBJECTIVE_GRADIENT)
        return;
    equation = begin(side, "gradient of the objective: with the penalty’s", true);
    add(side, equation, MATRICES_TIMES, QUANTITY_OBJECTIVE_GRADIENT);
    add(side, equation, MATRICES_EQUALS, QUANTITY_BATCH_GRADIENT);
    add_constant(side, equation, MATRICES_PLUS, letter(side, "λ", NULL, side->optimizer->l2));
    add(side, equation, MATRICES_TIMES, QUANTITY_VALUE);
}

/* ---- rules of the optimiser's row ---- */

/* What its rules call g, w, t, and its constants and buffers. */
static const struct matrices_name *names(const struct side *side)
{
    static const char *const marks[] = {"", "'", "\u0302"};
    const struct matrices_sheet *sheet = side->sheet;
    const struct optimizer_row *row = optimizer_row(side->optimizer->kind);
    struct matrices_name *all = arena_alloc(sheet->arena, MATRICES_NAMES_MAX * sizeof *all);
    double t = (double)stepper_update_number(sheet->snapshot->state, &sheet->snapshot->place);
    size_t count = 0;

    all[count++] = (struct matrices_name){"g", of(side, followed(side)), NULL};
    all[count++] = (struct matrices_name){"w", of(side, QUANTITY_VALUE), NULL};
    all[count++] = (struct matrices_name){"t", {0}, letter(side, "t", NULL, t)};
    for (size_t i = 0; i < OPTIMIZER_CONSTANTS_MAX && row->constants[i].key != NULL; i++)
        all[count++] = (struct matrices_name){row->constants[i].letter, {0},
                                              expression_letter(sheet->arena,
                                                                row->constants[i].letter,
                                                                side->optimizer->constants[i])};
    for (int i = 0; i < 6; i++) {
        const char *base = i < 3 ? row->first.letter : row->second.letter, *name;

        if (base == NULL)
            continue;
        name = arena_printf(sheet->arena, "%s%s", base, marks[i % 3]);
        all[count++] = (struct matrices_name){
            name,
            of(side, expression_buffer_kind(side->optimizer, name)), NULL};
    }
    all[count] = (struct matrices_name){0};
    return all;
}

static void rule_equation(struct side *side, const char *words, bool uses_gradient,
                          enum quantity_kind result, const char *text)
{
    struct matrices_equation *equation = begin(side, words, uses_gradient);

    add(side, equation, MATRICES_TIMES, result);
    matrices_rule(side->sheet, equation, MATRICES_EQUALS, text, names(side), false);
}

/* V⁺ = μV + G; of those that are corrected M̂ = 1/(1 - β₁ᵗ) M⁺, too. */
static void buffer_equations(struct side *side)
{
    const struct optimizer_row *row = optimizer_row(side->optimizer->kind);
    const struct matrices_sheet *sheet = side->sheet;
    const char *corrected = arena_printf(
        sheet->arena, "corrected at update t = %.0f",
        (double)stepper_update_number(sheet->snapshot->state, &sheet->snapshot->place));

    if (row->first.letter != NULL)
        rule_equation(side, words(buffer_words(side->optimizer, false, "matrix")), true,
                      QUANTITY_FIRST, row->first.rule);
    if (row->second.letter != NULL)
        rule_equation(side, words(buffer_words(side->optimizer, true, "matrix")), true,
                      QUANTITY_SECOND, row->second.rule);
    if (row->first.corrected != NULL)
        rule_equation(side, corrected, false, QUANTITY_FIRST_HAT,
                      row->first.corrected);
    if (row->second.corrected != NULL)
        rule_equation(side, corrected, false, QUANTITY_SECOND_HAT,
                      row->second.corrected);
}

/* ---- the step ---- */

static void step_equations(struct side *side)
{
    bool divides = optimizer_has_second(side->optimizer);
    const char *words = arena_printf(side->sheet->arena, "step: %s%s",
                                     explain_optimizer_title(side->sheet->snapshot),
                                     divides ? ", cell by cell" : "");
    struct matrices_equation *equation = begin(side, side->bias ? "step" : words, true);

    add(side, equation, MATRICES_TIMES, QUANTITY_STEP);
    add_rate(side, equation);
    matrices_rule(side->sheet, equation, MATRICES_TIMES,
                  optimizer_direction(side->optimizer, !side->bias), names(side), true);
    equation = matrices_add_equation(side->sheet, NULL, side->bias ? "new biases" : "new weights");
    add(side, equation, MATRICES_TIMES, QUANTITY_NEW);
    add(side, equation, MATRICES_EQUALS, QUANTITY_VALUE);
    add(side, equation, MATRICES_PLUS, QUANTITY_STEP);
}

void matrices_update(struct matrices_sheet *sheet, size_t layer)
{
    bool batch = sheet->snapshot->place.batch_count > 1;

    for (int bias = 0; bias <= (sheet->net->layers[layer].train_biases ? 1 : 0); bias++) {
        struct side side = {
            .sheet = sheet,
            .optimizer = &sheet->snapshot->state->optimizer,
            .layer = layer,
            .bias = bias == 1,
            .by = !batch || bias > 0               ? ""
                  : sheet->snapshot->training->sum ? ", by the summed gradient"
                                                   : ", by the mean gradient",
        };

        penalty_equation(&side);
        buffer_equations(&side);
        step_equations(&side);
    }
}
