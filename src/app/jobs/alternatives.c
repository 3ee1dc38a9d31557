#include "app/jobs/alternatives.h"

#include "app/app.h"
#include "app/run/journal.h"
#include "app/sheets/sheet.h"
#include "app/jobs/nudge.h"
#include "base/memory.h"
#include "quantity/parameters.h"

#include <math.h>
#include <stdio.h>
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
static void look_ahead(const struct app *app, const struct snapshot *snapshot,
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
        nudge_load(app, snapshot, true, &model);
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

static void make(struct app *app, const struct snapshot *snapshot)
{
    struct optimizers_card *card = &app->sheet.alternatives;
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
        look_ahead(app, snapshot, (enum optimizer_kind)c, card);
    }
}

void alternatives_open(struct app *app)
{
    const struct net *net = &app->run.scenario.net;
    struct snapshot snapshot;

    app_snapshot(app, &snapshot);
    if (reveal_known(&snapshot, app->run.cursor, app->run.cursor,
                     quantity_of_weight(QUANTITY_BATCH_GRADIENT, net->layer_count, 0, 0))
            == KNOWN_NOT_YET
        || reveal_known(&snapshot, app->run.cursor, app->run.cursor,
                        quantity_of_weight(QUANTITY_BATCH_GRADIENT, 1, 0, 0))
               == KNOWN_NOT_YET
        || snapshot.place.unit.kind == UNIT_STOP) {
        app_say(app, false, words(W_GRADIENTS_COME_FIRST_GO_ON));
        return;
    }
    make(app, &snapshot);
    sheet_open(app, SHEET_OPTIMIZERS);
}

const char *alternatives_now(struct app *app)
{
    struct snapshot snapshot;

    app_snapshot(app, &snapshot);
    return explain_optimizer_title(&snapshot);
}

/* The cursor may have gone back: what the old optimiser had already done is not true any more. */
static void say_choice(struct app *app, struct cursor before)
{
    bool back = before.step != app->run.cursor.step || before.moment != app->run.cursor.moment;
    char text[256];

    words_print(text, sizeof text, W_FROM_UPDATE_ON_MAKES_STEPS,
                back ? words(W_BACK_AT_END_OF_BACKWARD) : "", alternatives_now(app));
    app_say(app, false, text);
}

void alternatives_use(struct app *app, enum optimizer_kind choice)
{
    struct cursor before = app->run.cursor;
    struct error err;

    sheet_close(app);
    if (choice == app->sheet.alternatives.now)
        return;
    if (journal_optimizer(app, choice, &err))
        say_choice(app, before);
    else
        app_say(app, true, err.text);
}
