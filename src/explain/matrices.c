#include "explain/matrices_parts.h"

#include <math.h>

/* ---- forward ---- */

static void forward_equations(struct matrices_sheet *sheet, size_t layer)
{
    const struct net_layer *at = &sheet->net->layers[layer];
    struct matrices_equation *sums = matrices_add_equation(sheet, NULL, "weighted sums");
    struct matrices_equation *values = matrices_add_equation(sheet, NULL, "activations");
    struct matrices_term *z;

    matrices_add(sheet, sums, MATRICES_TIMES, QUANTITY_Z, layer);
    matrices_add(sheet, sums, MATRICES_EQUALS, QUANTITY_W, layer);
    matrices_add_input(sheet, sums, MATRICES_TIMES, layer);
    if (at->has_biases)
        matrices_add(sheet, sums, MATRICES_PLUS, QUANTITY_B, layer);
    matrices_add(sheet, values, MATRICES_TIMES, QUANTITY_A, layer);
    z = matrices_add(sheet, values, MATRICES_EQUALS, QUANTITY_Z, layer);
    z->function = matrices_function(at, false);
    z->applied = z->function != NULL;
}

/* ---- loss ---- */

/* (a - t) */
static struct matrices_term *add_difference(const struct matrices_sheet *sheet,
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

/* ln a (rest: ln(1 - a)) with the digits that a has lost, as the engine has them: the cross-entropy
 * against targets of 1, or the binary one against targets of 0. */
static struct matrices_term *add_logarithm(const struct matrices_sheet *sheet,
                                           struct matrices_equation *equation, enum matrices_sign sign,
                                           bool rest)
{
    const struct net_layer *output = net_output(sheet->net);
    const double *now = sheet->snapshot->now;
    double *values, *targets = arena_alloc(sheet->arena, output->out * sizeof *targets);
    struct matrices_term *term = matrices_add_numbers(sheet, equation, sign, output->out, &values);
    const struct formula *a = matrices_letter(sheet, "a", sheet->net->layer_count, NULL);

    for (size_t k = 0; k < output->out; k++)
        targets[k] = rest ? 0.0 : 1.0;
    loss_forward(rest ? LOSS_BINARY_CROSS_ENTROPY : LOSS_CROSS_ENTROPY, output->activation,
                 output->out, &now[output->z], &now[output->a], targets, values);
    for (size_t k = 0; k < output->out; k++)
        values[k] = -values[k];
    term->function = "ln";
    term->symbol = rest ? formula_subtract(sheet->arena, formula_number(sheet->arena, 1), a) : a;
    term->kind = QUANTITY_LOSS_PART;
    return term;
}

/* 1 - t */
static struct matrices_term *add_other_target(const struct matrices_sheet *sheet,
                                              struct matrices_equation *equation)
{
    size_t outputs = net_output(sheet->net)->out;
    double *values;
    struct matrices_term *term = matrices_add_numbers(sheet, equation, MATRICES_PLUS, outputs, &values);

    for (size_t k = 0; k < outputs; k++)
        values[k] = 1.0 - sheet->snapshot->now[sheet->net->t + k];
    term->symbol = formula_subtract(sheet->arena, formula_number(sheet->arena, 1),
                                    matrices_symbol(sheet, QUANTITY_T, sheet->net->layer_count));
    return term;
}

static void loss_rule(const struct matrices_sheet *sheet, struct matrices_equation *equation)
{
    size_t last = sheet->net->layer_count;
    struct matrices_term *first;

    switch (sheet->net->loss) {
    case LOSS_BINARY_CROSS_ENTROPY:
        first = matrices_add(sheet, equation, MATRICES_EQUALS, QUANTITY_T, last);
        first->minus = true;
        first->opens++;
        add_logarithm(sheet, equation, MATRICES_HADAMARD, false);
        add_other_target(sheet, equation);
        add_logarithm(sheet, equation, MATRICES_HADAMARD, true)->closes++;
        return;
    case LOSS_CROSS_ENTROPY:
        matrices_add(sheet, equation, MATRICES_EQUALS, QUANTITY_T, last)->minus = true;
        add_logarithm(sheet, equation, MATRICES_HADAMARD, false);
        return;
    case LOSS_HALF_SQUARED_ERROR:
        matrices_add_scalar(sheet, equation, MATRICES_EQUALS, 0.5, "1/2");
        add_difference(sheet, equation, MATRICES_TIMES)->squared = true;
        return;
    case LOSS_MEAN_SQUARED_ERROR:
    case LOSS_COUNT:
        add_difference(sheet, equation, MATRICES_EQUALS)->squared = true;
        return;
    }
}

static void loss_equations(struct matrices_sheet *sheet)
{
    size_t last = sheet->net->layer_count, outputs = net_output(sheet->net)->out;
    struct matrices_equation *parts, *total;
    struct matrices_term *ones;
    double *values;

    if (outputs == 1) {
        total = matrices_add_equation(sheet, NULL, "loss");
        matrices_add(sheet, total, MATRICES_TIMES, QUANTITY_LOSS, last);
        loss_rule(sheet, total);
        return;
    }
    parts = matrices_add_equation(sheet, NULL, "parts of the loss");
    matrices_add(sheet, parts, MATRICES_TIMES, QUANTITY_LOSS_PART, last);
    loss_rule(sheet, parts);
    total = matrices_add_equation(sheet, NULL, loss_factor(sheet->net->loss, outputs) == 1
                                          ? "loss: the sum of its parts"
                                          : "loss: the mean of its parts");
    matrices_add(sheet, total, MATRICES_TIMES, QUANTITY_LOSS, last);
    ones = matrices_add_mean(sheet, total, MATRICES_EQUALS, 1)
               ? matrices_add_numbers(sheet, total, MATRICES_TIMES, outputs, &values)
               : matrices_add_numbers(sheet, total, MATRICES_EQUALS, outputs, &values);
    for (size_t k = 0; k < outputs; k++)
        values[k] = 1.0;
    ones->symbol = formula_symbol(sheet->arena, "1", NULL, NULL, (double)NAN);
    matrices_transpose(sheet, ones);
    ones->source = MATRICES_NUMBERS;
    matrices_add(sheet, total, MATRICES_TIMES, QUANTITY_LOSS_PART, last);
}

/* ---- backward ---- */

/* f'(z), cell by cell. */
static void add_slopes(const struct matrices_sheet *sheet, struct matrices_equation *equation, size_t layer)
{
    struct matrices_term *term = matrices_add(sheet, equation, MATRICES_HADAMARD, QUANTITY_DZ, layer);

    term->source = MATRICES_SLOPES;
    term->function = matrices_function(&sheet->net->layers[layer], true);
    term->symbol = matrices_letter(sheet, "z", layer, NULL);
    term->role = FORMULA_ROLE_ACTIVATION_SLOPE;
}

/* δ = (a - t): what is left of two derivatives. */
static void fused_rule(const struct matrices_sheet *sheet, struct matrices_equation *equation)
{
    size_t last = sheet->net->layer_count, outputs = net_output(sheet->net)->out;
    double total = 0;

    for (size_t k = 0; k < outputs; k++)
        total += sheet->snapshot->now[sheet->net->t + k];
    if (sheet->net->loss == LOSS_CROSS_ENTROPY && total != 1) {
        matrices_add_scalar(sheet, equation, MATRICES_EQUALS, total, NULL)->symbol =
            formula_symbol(sheet->arena, "Σt", NULL, NULL, total);
        matrices_add(sheet, equation, MATRICES_TIMES, QUANTITY_A, last);
        matrices_add(sheet, equation, MATRICES_MINUS, QUANTITY_T, last);
    } else if (matrices_add_mean(sheet, equation, MATRICES_EQUALS, 1)) {
        add_difference(sheet, equation, MATRICES_TIMES);
    } else {
        matrices_add(sheet, equation, MATRICES_EQUALS, QUANTITY_A, last);
        matrices_add(sheet, equation, MATRICES_MINUS, QUANTITY_T, last);
    }
}

/* ∂L/∂a, with where it comes from if that is a matter of a - t. */
static void add_loss_slopes(const struct matrices_sheet *sheet, struct matrices_equation *equation,
                            enum matrices_sign sign)
{
    size_t last = sheet->net->layer_count, first = equation->count;

    if (sheet->net->loss == LOSS_HALF_SQUARED_ERROR) {
        matrices_add(sheet, equation, sign, QUANTITY_A, last);
        matrices_add(sheet, equation, MATRICES_MINUS, QUANTITY_T, last);
    } else if (sheet->net->loss == LOSS_MEAN_SQUARED_ERROR) {
        matrices_add_mean(sheet, equation, sign, 2);
        add_difference(sheet, equation, MATRICES_TIMES);
    } else {
        matrices_add(sheet, equation, sign, QUANTITY_DA, last);
        return;
    }
    equation->terms[first].opens++;
    matrices_add(sheet, equation, MATRICES_EQUALS, QUANTITY_DA, last)->closes++;
}

static void output_error(struct matrices_sheet *sheet, struct matrices_equation *equation, size_t layer)
{
    const struct net_layer *at = &sheet->net->layers[layer];
    struct matrices_term *across;

    if (loss_is_fused(sheet->net->loss, at->activation)) {
        fused_rule(sheet, equation);
        return;
    }
    if (!activation_couples_units(at->activation)) {
        add_loss_slopes(sheet, equation, MATRICES_EQUALS);
        add_slopes(sheet, equation, layer);
        return;
    }
    across = matrices_add_term(equation, MATRICES_EQUALS);
    across->source = MATRICES_SLOPES_ACROSS;
    across->kind = QUANTITY_DZ;
    across->layer = layer;
    across->rows = across->cols = at->out;
    across->function = matrices_function(at, true);
    across->symbol = matrices_letter(sheet, "z", layer, NULL);
    across->role = FORMULA_ROLE_ACTIVATION_SLOPE;
    matrices_add(sheet, equation, MATRICES_TIMES, QUANTITY_DA, layer);
}

static void hidden_error(struct matrices_sheet *sheet, struct matrices_equation *equation, size_t layer)
{
    struct matrices_term *weights = matrices_add(sheet, equation, MATRICES_EQUALS, QUANTITY_W, layer + 1);

    weights->opens++;
    matrices_transpose(sheet, weights);
    matrices_add(sheet, equation, MATRICES_TIMES, QUANTITY_DZ, layer + 1);
    matrices_add(sheet, equation, MATRICES_EQUALS, QUANTITY_DA, layer)->closes++;
    add_slopes(sheet, equation, layer);
}

static void backward_equations(struct matrices_sheet *sheet, size_t layer)
{
    bool output = layer == sheet->net->layer_count;
    const char *name = quantity_layer_name(sheet->arena, sheet->net, layer);
    struct matrices_equation *equation =
        matrices_add_equation(sheet, output ? "BP1" : "BP2",
                     arena_printf(sheet->arena, "error signal of the %s", name));

    matrices_add(sheet, equation, MATRICES_TIMES, QUANTITY_DZ, layer);
    if (output)
        output_error(sheet, equation, layer);
    else
        hidden_error(sheet, equation, layer);
    if (sheet->net->layers[layer].has_biases) {
        equation = matrices_add_equation(sheet, "BP3", "gradient of the biases");
        matrices_add(sheet, equation, MATRICES_TIMES, QUANTITY_DB, layer);
        matrices_add(sheet, equation, MATRICES_EQUALS, QUANTITY_DZ, layer);
    }
    equation = matrices_add_equation(sheet, "BP4", "gradient of the weights: an outer product");
    equation->outer = true;
    matrices_add(sheet, equation, MATRICES_TIMES, QUANTITY_DW, layer);
    matrices_add(sheet, equation, MATRICES_EQUALS, QUANTITY_DZ, layer);
    matrices_transpose(sheet, matrices_add_input(sheet, equation, MATRICES_TIMES, layer));
}

/* ---- update ---- */

static void add_rate(const struct matrices_sheet *sheet, struct matrices_equation *equation)
{
    const struct optimizer *optimizer = &sheet->snapshot->state->optimizer;
    struct matrices_term *term = matrices_add_scalar(sheet, equation, MATRICES_EQUALS,
                                                     optimizer->learning_rate, NULL);

    term->minus = true;
    term->symbol = quantity_symbol(sheet->arena, sheet->snapshot, quantity_at(QUANTITY_RATE, 0, 0, 0));
    term->source = MATRICES_QUANTITIES;
    term->kind = QUANTITY_RATE;
    term->layer = 0;
}

/* ∂L/∂W + λW, or what the optimiser makes of ∂L/∂W. */
static void add_pace(const struct matrices_sheet *sheet, struct matrices_equation *equation,
                     enum quantity_kind gradient, enum quantity_kind step, size_t layer)
{
    const struct optimizer *optimizer = &sheet->snapshot->state->optimizer;
    bool plain = !optimizer_has_first(optimizer) && !optimizer_has_second(optimizer);
    struct matrices_term *term = matrices_add(sheet, equation, MATRICES_TIMES, gradient, layer);

    if (!plain) {
        term->source = MATRICES_PACES;
        term->kind = step;
        term->function = optimizer_title(optimizer);
    } else if (optimizer->l2 != 0 && step == QUANTITY_STEP_W) {
        term->opens++;
        matrices_add_scalar(sheet, equation, MATRICES_PLUS, optimizer->l2, NULL)->symbol =
            formula_symbol(sheet->arena, "λ", NULL, NULL, optimizer->l2);
        matrices_add(sheet, equation, MATRICES_TIMES, QUANTITY_W, layer)->closes++;
    }
}

static void update_pair(struct matrices_sheet *sheet, size_t layer, bool bias)
{
    const char *by = sheet->snapshot->place.batch_count > 1 ? ", by the mean gradient" : "";
    struct matrices_equation *equation =
        matrices_add_equation(sheet, NULL,
                     bias ? "biases"
                          : arena_printf(sheet->arena, "step: %s%s",
                                         optimizer_title(&sheet->snapshot->state->optimizer), by));
    enum quantity_kind step = bias ? QUANTITY_STEP_B : QUANTITY_STEP_W;

    matrices_add(sheet, equation, MATRICES_TIMES, step, layer);
    add_rate(sheet, equation);
    add_pace(sheet, equation, bias ? QUANTITY_GB : QUANTITY_GW, step, layer);
    equation = matrices_add_equation(sheet, NULL, bias ? "new biases" : "new weights");
    matrices_add(sheet, equation, MATRICES_TIMES, bias ? QUANTITY_NEW_B : QUANTITY_NEW_W, layer);
    matrices_add(sheet, equation, MATRICES_EQUALS, bias ? QUANTITY_B : QUANTITY_W, layer);
    matrices_add(sheet, equation, MATRICES_PLUS, step, layer);
}

/* ---- the whole ---- */

/* The gradients of a bias and of the weights come together: BP4 shows δ too. */
static size_t current_equation(const struct matrices_sheet *sheet, struct cursor cursor)
{
    const struct snapshot *snapshot = sheet->snapshot;
    struct reveal_unit unit;

    if (snapshot->place.index == 0 || cursor.moment == 0)
        return 0;
    unit = reveal_unit_in(snapshot, snapshot->place.index);
    switch (reveal_moment(snapshot->net, unit, cursor.moment).kind) {
    case MOMENT_ACTIVATION:
    case MOMENT_MOVE:
        return 1;
    case MOMENT_LOSS_TOTAL:
    case MOMENT_DW:
    case MOMENT_DB:
        return sheet->out->count - 1;
    case MOMENT_STEP_B:
        return 2;
    case MOMENT_STOP:
        return 1;
    default:
        return 0;
    }
}

const struct matrices *matrices_make(struct arena *arena, const struct snapshot *snapshot,
                                     struct cursor cursor)
{
    struct matrices_sheet sheet = {arena, snapshot, snapshot->net, arena_alloc(arena, sizeof *sheet.out)};
    struct unit unit = snapshot->place.unit;

    if (snapshot->place.index == 0)
        unit = snapshot->program->sample[0];
    else if (unit.kind == UNIT_STOP)
        unit = snapshot->program->update[snapshot->program->update_count - 1];
    sheet.out->kind = unit.kind;
    sheet.out->layer = unit.layer;
    switch (unit.kind) {
    case UNIT_FORWARD:
        forward_equations(&sheet, unit.layer);
        break;
    case UNIT_LOSS:
        loss_equations(&sheet);
        break;
    case UNIT_BACKWARD:
        backward_equations(&sheet, unit.layer);
        break;
    case UNIT_UPDATE:
    case UNIT_STOP:
        update_pair(&sheet, unit.layer, false);
        if (snapshot->net->layers[unit.layer].train_biases)
            update_pair(&sheet, unit.layer, true);
        break;
    }
    sheet.out->current = current_equation(&sheet, cursor);
    return sheet.out;
}
