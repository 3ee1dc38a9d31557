#include "app/alternatives.h"

#include "app/app.h"
#include "app/doubt.h"
#include "base/memory.h"
#include "explain/parameters.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What the optimiser makes of a parameter; the run's own with its buffers, any other at rest. */
static struct optimizer_move move_of(const struct snapshot *snapshot, struct quantity parameter,
                                     enum optimizer_choice choice)
{
    const struct net *net = snapshot->net;
    struct optimizer optimizer = snapshot->state->optimizer;
    size_t param = quantity_parameter(net, parameter);
    double first, second;

    if (choice == optimizer_choice_of(&optimizer))
        return quantity_move(snapshot, parameter, &first, &second);
    optimizer_choose(&optimizer, choice);
    return optimizer_move(&optimizer, parameter.kind == QUANTITY_W, 1, snapshot->before[param],
                          snapshot->now[net->param_count + param], snapshot->place.batch_count, 0.0, 0.0);
}

/* The loss of the batch after that optimiser's update; NaN without memory. */
static double loss_after(const struct app *app, const struct snapshot *snapshot, enum optimizer_choice choice)
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
        doubt_load(app, snapshot, true, &model);
        loss = nudge_loss(&model, 0, moved[0]);
        nudge_model_finish(&model);
    }
    free(moved);
    return loss;
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

static void make(struct app *app, const struct snapshot *snapshot)
{
    struct optimizers_card *card = &app->alternatives;
    const struct net *net = snapshot->net;

    *card = (struct optimizers_card){.loss = snapshot->batch_loss,
                                     .now = optimizer_choice_of(&snapshot->state->optimizer),
                                     .rate = snapshot->state->optimizer.learning_rate};
    for (size_t i = 0; i < parameters_count(net); i++) {
        struct quantity parameter = parameters_at(net, i), gradient = parameter;

        gradient.kind = parameter.kind == QUANTITY_W ? QUANTITY_GW : QUANTITY_GB;
        if (!parameters_fixed(net, parameter))
            insert(card, parameter, quantity_value(snapshot, gradient));
    }
    for (size_t c = 0; c < OPTIMIZER_CHOICES; c++) {
        for (size_t i = 0; i < card->count; i++)
            card->rows[i].step[c] = move_of(snapshot, card->rows[i].parameter, (enum optimizer_choice)c).step;
        card->loss_after[c] = loss_after(app, snapshot, (enum optimizer_choice)c);
    }
}

void alternatives_open(struct app *app)
{
    const struct net *net = &app->scenario.net;
    struct snapshot snapshot;

    app_snapshot(app, &snapshot);
    if (reveal_known(&snapshot, app->cursor, app->cursor, quantity_at(QUANTITY_GW, net->layer_count, 0, 0))
            == KNOWN_NOT_YET
        || reveal_known(&snapshot, app->cursor, app->cursor, quantity_at(QUANTITY_GW, 1, 0, 0)) == KNOWN_NOT_YET
        || snapshot.place.unit.kind == UNIT_STOP) {
        app_say(app, false, "The gradients come first: go on to the end of the backward pass, then see what "
                            "another optimiser makes of them.");
        return;
    }
    make(app, &snapshot);
    sheet_open(app, SHEET_OPTIMIZERS);
}

void alternatives_use(struct app *app, enum optimizer_choice choice)
{
    struct error err;

    sheet_close(app);
    if (choice != app->alternatives.now && !journal_optimizer(app, choice, &err))
        app_say(app, true, err.text);
}
