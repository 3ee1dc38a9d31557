/* The loss in matrix form, and with L2 the objective. */
#include "explain/equations/matrices_rule.h"

#include <math.h>

/* ln a (rest: ln(1 - a)) with the digits that a has lost, as the engine has them: the cross-entropy
 * against targets of 1, or the binary one against targets of 0. */
struct matrices_term *matrices_add_logarithm(const struct matrices_sheet *sheet,
                                             struct matrices_equation *equation,
                                             enum matrices_sign sign, bool rest)
{
    const struct net_layer *output = net_output(sheet->net);
    const double *now = quantity_now(sheet->snapshot,
                                     quantity_at(QUANTITY_A, sheet->net->layer_count, 0, 0));
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
    term->first = quantity_as(term->first, QUANTITY_LOSS_PART);
    return term;
}

/* The squares of a layer's weights, added up. */
static double squares(const struct matrices_sheet *sheet, size_t layer)
{
    const struct net_layer *at = &sheet->net->layers[layer];
    double sum = 0;

    /* Those of a recurrent layer from itself stand behind the others. */
    for (size_t i = 0; i < at->out * (at->in + (at->recurrent ? at->out : 0)); i++)
        sum += sheet->snapshot->before[at->w + i] * sheet->snapshot->before[at->w + i];
    return sum;
}

/* (‖W‖² of the first layer + ... of the last), or that of all in one where they are many. */
static void add_norms(const struct matrices_sheet *sheet, struct matrices_equation *equation)
{
    enum { NORMS_MAX = MATRICES_TERMS - 2 };
    size_t layers = sheet->net->layer_count, shown = layers <= NORMS_MAX ? layers : 1;

    for (size_t l = 1; l <= shown; l++) {
        double value = shown == layers ? squares(sheet, l)
                                       : net_penalty(sheet->net, sheet->snapshot->before, 2);
        struct matrices_term *term = matrices_add_scalar(
            sheet, equation, l == 1 ? MATRICES_TIMES : MATRICES_PLUS, value, NULL);

        term->symbol = formula_symbol(sheet->arena, "‖W‖",
                                      shown > 1 ? arena_printf(sheet->arena, "(%zu)", l) : NULL,
                                      "2", value);
        term->role = FORMULA_ROLE_WEIGHT;
        term->opens = l == 1 && shown > 1;
        term->closes = l == shown && shown > 1;
    }
}

static void objective_equations(struct matrices_sheet *sheet)
{
    const struct snapshot *snapshot = sheet->snapshot;
    size_t last = sheet->net->layer_count;
    double l2 = snapshot->state->optimizer.l2;
    struct matrices_equation *penalty, *objective;

    if (l2 == 0 || snapshot->place.batch_index + 1 < snapshot->place.batch_count)
        return;
    penalty = matrices_add_equation(sheet, NULL, words(W_PENALTY_NAME));
    matrices_add_units(sheet, penalty, MATRICES_TIMES, QUANTITY_PENALTY, last)->scalar = true;
    matrices_add_scalar(sheet, penalty, MATRICES_EQUALS, l2 / 2, NULL)->symbol =
        formula_fraction(sheet->arena, formula_symbol(sheet->arena, "λ", NULL, NULL, l2),
                         formula_number(sheet->arena, 2));
    add_norms(sheet, penalty);
    objective = matrices_add_rule(sheet, NULL, words(W_OBJECTIVE_NAME),
                                  quantity_at(QUANTITY_OBJECTIVE, last, 0, 0));
    objective->terms[1].first = quantity_at(QUANTITY_LOSS, last, 0, 0); /* known with the batch's */
}

/* Of a sequence: L = 1ᵀ l, the column of the losses of its times, or their mean. */
static void sequence_equations(struct matrices_sheet *sheet)
{
    const struct snapshot *snapshot = sheet->snapshot;
    size_t last = sheet->net->layer_count, times = net_times(sheet->net, snapshot->now), count = 0;
    struct matrices_equation *total = matrices_add_equation(sheet, NULL, words(W_SUM_OVER_TIMES));
    struct matrices_term *ones, *losses;
    double *values, *of_times;

    matrices_add_units(sheet, total, MATRICES_TIMES, QUANTITY_LOSS, last)->scalar = true;
    for (size_t time = 1; time <= times; time++)
        count += net_has_target(sheet->net, snapshot->now, time);
    ones = matrices_add_numbers(sheet, total,
                                matrices_add_times(sheet, total, MATRICES_EQUALS)
                                    ? MATRICES_TIMES : MATRICES_EQUALS, count, &values);
    losses = matrices_add_numbers(sheet, total, MATRICES_TIMES, count, &of_times);
    count = 0;
    for (size_t time = 1; time <= times; time++) {
        struct quantity own = quantity_then(quantity_at(QUANTITY_TIME_LOSS, last, 0, 0), time);

        if (!quantity_happens(snapshot, own))
            continue;
        of_times[count] = quantity_value(snapshot, own);
        values[count++] = 1.0;
    }
    ones->symbol = formula_symbol(sheet->arena, "1", NULL, NULL, (double)NAN);
    matrices_transpose(sheet, ones);
    ones->source = MATRICES_NUMBERS;
    losses->symbol = formula_symbol(sheet->arena, "L", "t", NULL, (double)NAN);
    ones->first = losses->first = quantity_at(QUANTITY_RATE, 0, 0, 0); /* known all along */
    objective_equations(sheet);
}

void matrices_loss(struct matrices_sheet *sheet)
{
    size_t last = sheet->net->layer_count, outputs = net_output(sheet->net)->out;
    enum quantity_kind loss = sheet->net->recurrent ? QUANTITY_TIME_LOSS : QUANTITY_LOSS;
    struct matrices_equation *total;
    struct matrices_term *ones;
    double *values;

    if (sheet->net->recurrent && sheet->snapshot->place.unit.time == 0) {
        sequence_equations(sheet);
        return;
    }
    if (outputs == 1) {
        total = matrices_add_equation(sheet, NULL, words(W_LOSS));
        matrices_add_units(sheet, total, MATRICES_TIMES, loss, last);
        matrices_rule(sheet, total, MATRICES_EQUALS, quantity_at(QUANTITY_LOSS_PART, last, 0, 0));
        objective_equations(sheet);
        return;
    }
    matrices_add_rule(sheet, NULL, words(W_PARTS_OF_LOSS),
                      quantity_at(QUANTITY_LOSS_PART, last, 0, 0));
    total = matrices_add_equation(sheet, NULL, loss_factor(sheet->net->loss, outputs) == 1
                                          ? words(W_LOSS_SUM_OF_PARTS)
                                          : words(W_LOSS_MEAN_OF_PARTS));
    matrices_add_units(sheet, total, MATRICES_TIMES, loss, last);
    ones = matrices_add_mean(sheet, total, MATRICES_EQUALS, 1)
               ? matrices_add_numbers(sheet, total, MATRICES_TIMES, outputs, &values)
               : matrices_add_numbers(sheet, total, MATRICES_EQUALS, outputs, &values);
    for (size_t k = 0; k < outputs; k++)
        values[k] = 1.0;
    ones->symbol = formula_symbol(sheet->arena, "1", NULL, NULL, (double)NAN);
    matrices_transpose(sheet, ones);
    ones->source = MATRICES_NUMBERS;
    matrices_add_units(sheet, total, MATRICES_TIMES, QUANTITY_LOSS_PART, last);
    objective_equations(sheet);
}
