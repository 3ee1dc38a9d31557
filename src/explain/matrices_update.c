/* The update in matrix form: what each optimiser makes of the gradients, cell by cell. */
#include "explain/matrices_parts.h"

/* A layer's weights or its biases. */
struct side {
    struct matrices_sheet *sheet;
    const struct optimizer *optimizer;
    size_t layer;
    bool bias;
    const char *by; /* of the first equation that uses the gradient of a batch */
};

static enum quantity_kind of(const struct side *side, enum quantity_kind weight, enum quantity_kind bias)
{
    return side->bias ? bias : weight;
}

/* What the optimiser gets: ∂J/∂W with L2, else ∂L/∂W. */
static enum quantity_kind followed(const struct side *side)
{
    if (side->optimizer->l2 != 0 && !side->bias)
        return QUANTITY_JW;
    return of(side, QUANTITY_GW, QUANTITY_GB);
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
    return matrices_add(side->sheet, equation, sign, kind, side->layer);
}

static struct formula *letter(const struct side *side, const char *base, const char *sub, double value)
{
    return formula_symbol(side->sheet->arena, base, sub, NULL, value);
}

static struct matrices_term *add_constant(const struct side *side, struct matrices_equation *equation,
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
    term->kind = QUANTITY_RATE;
    term->layer = 0;
}

/* ---- on the way to a step ---- */

static void penalty_equation(struct side *side)
{
    struct matrices_equation *equation;

    if (followed(side) != QUANTITY_JW)
        return;
    equation = begin(side, "gradient of the objective: with the penalty’s", true);
    add(side, equation, MATRICES_TIMES, QUANTITY_JW);
    add(side, equation, MATRICES_EQUALS, QUANTITY_GW);
    add_constant(side, equation, MATRICES_PLUS, letter(side, "λ", NULL, side->optimizer->l2));
    add(side, equation, MATRICES_TIMES, QUANTITY_W);
}

static const struct formula *kept(const struct side *side, bool second)
{
    const struct optimizer *o = side->optimizer;

    if (o->kind == OPTIMIZER_ADAM)
        return second ? letter(side, "β", "2", o->beta2) : letter(side, "β", "1", o->beta1);
    return second ? letter(side, "α", NULL, o->decay) : letter(side, "μ", NULL, o->momentum);
}

static const struct formula *rest(const struct side *side, const struct formula *share)
{
    return formula_subtract(side->sheet->arena, formula_number(side->sheet->arena, 1), share);
}

/* V⁺ = μV + G, or of a mean β₁M + (1 - β₁)G, of squares with G². */
static void buffer_equation(struct side *side, bool second)
{
    bool mean = second || side->optimizer->kind == OPTIMIZER_ADAM;
    struct matrices_equation *equation = begin(side, second ? "mean of the squares, cell by cell"
                                                     : mean ? "mean of the gradients"
                                                            : "velocity", true);
    struct matrices_term *gradient;

    add(side, equation, MATRICES_TIMES, second ? of(side, QUANTITY_SECOND_W, QUANTITY_SECOND_B)
                                               : of(side, QUANTITY_FIRST_W, QUANTITY_FIRST_B));
    add_constant(side, equation, MATRICES_EQUALS, kept(side, second));
    add(side, equation, MATRICES_TIMES, second ? of(side, QUANTITY_OLD_SECOND_W, QUANTITY_OLD_SECOND_B)
                                               : of(side, QUANTITY_OLD_FIRST_W, QUANTITY_OLD_FIRST_B));
    if (mean)
        add_constant(side, equation, MATRICES_PLUS, rest(side, kept(side, second)));
    gradient = add(side, equation, mean ? MATRICES_TIMES : MATRICES_PLUS, followed(side));
    if (second) {
        gradient->opens = gradient->closes = 1;
        gradient->squared = true;
    }
}

/* M̂ = 1/(1 - β₁ᵗ) M⁺ */
static void hat_equation(struct side *side, bool second)
{
    const struct matrices_sheet *sheet = side->sheet;
    struct arena *arena = sheet->arena;
    double t = (double)stepper_update_number(sheet->snapshot->state, &sheet->snapshot->place);
    const struct formula *power = formula_power(arena, kept(side, second), letter(side, "t", NULL, t));
    struct matrices_equation *equation =
        begin(side, arena_printf(arena, "corrected at update t = %.0f", t), false);

    add(side, equation, MATRICES_TIMES,
        second ? of(side, QUANTITY_SECOND_HAT_W, QUANTITY_SECOND_HAT_B)
               : of(side, QUANTITY_FIRST_HAT_W, QUANTITY_FIRST_HAT_B));
    add_constant(side, equation, MATRICES_EQUALS,
                 formula_fraction(arena, formula_number(arena, 1), rest(side, power)));
    add(side, equation, MATRICES_TIMES, second ? of(side, QUANTITY_SECOND_W, QUANTITY_SECOND_B)
                                               : of(side, QUANTITY_FIRST_W, QUANTITY_FIRST_B));
}

static void buffer_equations(struct side *side)
{
    bool adam = side->optimizer->kind == OPTIMIZER_ADAM;

    if (optimizer_has_first(side->optimizer))
        buffer_equation(side, false);
    if (optimizer_has_second(side->optimizer))
        buffer_equation(side, true);
    if (adam) {
        hat_equation(side, false);
        hat_equation(side, true);
    }
}

/* ---- the step ---- */

/* ⊘ (√V + ε) */
static void add_scale(const struct side *side, struct matrices_equation *equation, enum quantity_kind mean)
{
    struct matrices_term *root = add(side, equation, MATRICES_OVER, mean);

    root->opens = 1;
    root->function = "√";
    root->applied = true;
    add_constant(side, equation, MATRICES_PLUS, letter(side, "ε", NULL, side->optimizer->epsilon))->closes = 1;
}

static void add_pace(const struct side *side, struct matrices_equation *equation)
{
    const struct optimizer *o = side->optimizer;

    if (o->kind == OPTIMIZER_ADAM) {
        add(side, equation, MATRICES_TIMES, of(side, QUANTITY_FIRST_HAT_W, QUANTITY_FIRST_HAT_B));
        add_scale(side, equation, of(side, QUANTITY_SECOND_HAT_W, QUANTITY_SECOND_HAT_B));
    } else if (o->kind == OPTIMIZER_RMSPROP) {
        add(side, equation, MATRICES_TIMES, followed(side));
        add_scale(side, equation, of(side, QUANTITY_SECOND_W, QUANTITY_SECOND_B));
    } else if (o->nesterov) {
        add(side, equation, MATRICES_TIMES, followed(side))->opens = 1;
        add_constant(side, equation, MATRICES_PLUS, kept(side, false));
        add(side, equation, MATRICES_TIMES, of(side, QUANTITY_FIRST_W, QUANTITY_FIRST_B))->closes = 1;
    } else if (o->momentum != 0) {
        add(side, equation, MATRICES_TIMES, of(side, QUANTITY_FIRST_W, QUANTITY_FIRST_B));
    } else {
        add(side, equation, MATRICES_TIMES, followed(side));
    }
}

static void step_equations(struct side *side)
{
    bool divides = optimizer_has_second(side->optimizer);
    const char *words = arena_printf(side->sheet->arena, "step: %s%s", optimizer_title(side->optimizer),
                                     divides ? ", cell by cell" : "");
    enum quantity_kind step = of(side, QUANTITY_STEP_W, QUANTITY_STEP_B);
    struct matrices_equation *equation = begin(side, side->bias ? "step" : words, true);

    add(side, equation, MATRICES_TIMES, step);
    add_rate(side, equation);
    add_pace(side, equation);
    equation = matrices_add_equation(side->sheet, NULL, side->bias ? "new biases" : "new weights");
    add(side, equation, MATRICES_TIMES, of(side, QUANTITY_NEW_W, QUANTITY_NEW_B));
    add(side, equation, MATRICES_EQUALS, of(side, QUANTITY_W, QUANTITY_B));
    add(side, equation, MATRICES_PLUS, step);
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
