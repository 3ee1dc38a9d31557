#include "app/jobs/alternatives.h"

#include "app/jobs/nudge.h"
#include "base/memory.h"
#include "quantity/parameters.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What the optimiser makes of a parameter; the run's own with its buffers, any other at rest. */
static struct optimizer_move move_of(const struct snapshot *snapshot, struct quantity parameter,
                                     enum optimizer_kind choice)
{
    const struct net *net = snapshot->net;
    struct optimizer optimizer = snapshot->state->optimizer;
    size_t param = quantity_parameter(net, parameter);
    double first, second;

    if (choice == optimizer.kind)
        return quantity_move(snapshot, parameter, &first, &second);
    optimizer_choose(&optimizer, choice);
    return optimizer_move(&optimizer, parameter.of == QUANTITY_OF_WEIGHT, 1,
                          snapshot->before[param], snapshot->now[net->param_count + param],
                          snapshot->place.divisor, 0.0, 0.0);
}

/* What that optimiser's update leads to: the loss of the batch (NaN without memory) and the
 * penalty. */
static void look_ahead(const struct run *run, const struct snapshot *snapshot,
                       enum optimizer_kind choice, struct optimizers_card *card)
{
    const struct net *net = snapshot->net;
    double *moved = memory_new(net->param_count, sizeof *moved), loss = (double)NAN;
    struct nudge_model model = {0};

    memcpy(moved, snapshot->before, net->param_count * sizeof *moved);
    for (size_t i = 0; i < parameters_count(net); i++) {
        struct quantity parameter = parameters_at(net, i);

        if (!parameters_fixed(net, parameter))
            moved[quantity_parameter(net, parameter)] = move_of(snapshot, parameter, choice).value;
    }
    if (nudge_model_init(&model, net, moved, snapshot->place.batch_count, NULL)) {
        nudge_load(run, snapshot, true, &model);
        loss = nudge_loss(&model, 0, moved[0]);
        nudge_model_finish(&model);
    }
    card->loss_after[choice] = loss;
    card->penalty_after[choice] = net_penalty(net, moved, snapshot->state->optimizer.l2);
    free(moved);
}

/* Into its place among the largest gradients. */
static void insert(struct optimizers_card *card, struct quantity parameter, double gradient)
{
    size_t at = card->count;

    while (at > 0 && fabs(card->rows[at - 1].gradient) < fabs(gradient))
        at--;
    if (at == OPTIMIZERS_ROWS_MAX) {
        card->left_out++;
        return;
    }
    if (card->count == OPTIMIZERS_ROWS_MAX)
        card->left_out++;
    else
        card->count++;
    memmove(&card->rows[at + 1], &card->rows[at], (card->count - 1 - at) * sizeof *card->rows);
    card->rows[at] = (struct optimizers_row){.parameter = parameter, .gradient = gradient};
}

static void make(const struct run *run, const struct snapshot *snapshot,
                 struct optimizers_card *card)
{
    const struct net *net = snapshot->net;

    double l2 = snapshot->state->optimizer.l2;

    *card = (struct optimizers_card){.loss = snapshot->batch_loss,
                                     .penalty = net_penalty(net, snapshot->before, l2),
                                     .has_penalty = l2 != 0,
                                     .now = snapshot->state->optimizer.kind,
                                     .rate = snapshot->state->optimizer.learning_rate};
    for (size_t i = 0; i < parameters_count(net); i++) {
        struct quantity parameter = parameters_at(net, i);
        struct quantity gradient = quantity_as(parameter, l2 != 0 ? QUANTITY_OBJECTIVE_GRADIENT
                                                                : QUANTITY_BATCH_GRADIENT);

        if (!parameters_fixed(net, parameter))
            insert(card, parameter, quantity_value(snapshot, gradient));
    }
    for (size_t c = 0; c < optimizer_count(); c++) {
        for (size_t i = 0; i < card->count; i++)
            card->rows[i].step[c] =
                move_of(snapshot, card->rows[i].parameter, (enum optimizer_kind)c).step;
        look_ahead(run, snapshot, (enum optimizer_kind)c, card);
    }
}

bool alternatives_make(struct run *run, struct optimizers_card *card)
{
    struct snapshot snapshot;
    size_t ends[] = {run->scenario.net.layer_count, 1};

    run_snapshot(run, &snapshot);
    if (snapshot.place.unit.kind == UNIT_STOP)
        return false;
    for (size_t i = 0; i < 2; i++)
        if (reveal_known(&snapshot, run->cursor, run->cursor,
                         quantity_of_weight(QUANTITY_BATCH_GRADIENT, ends[i], 0, 0))
            == KNOWN_NOT_YET)
            return false;
    make(run, &snapshot, card);
    return true;
}
