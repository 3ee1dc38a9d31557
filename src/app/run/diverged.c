#include "app/run/diverged.h"

#include "app/app.h"
#include "app/run/travel.h"

#include <stdio.h>

const struct divergence *diverged_find(struct app *app)
{
    const struct stepper_state *state = &app->run.stepper.state;

    if (!app_has_lesson(app) || state->stopped != STOP_DIVERGENCE)
        return NULL;
    if (app->run.diverged_step != state->stop_step) {
        app->run.diverged_step = state->stop_step;
        divergence_find(&app->run.history, &app->run.divergence);
    }
    return app->run.divergence.kind != DIVERGENCE_NONE ? &app->run.divergence : NULL;
}

void diverged_say(struct app *app)
{
    const struct divergence *divergence = diverged_find(app);
    char what[DIVERGENCE_TEXT_SIZE], text[ERROR_TEXT_SIZE];

    if (divergence == NULL)
        return;
    divergence_describe(divergence, &app->run.scenario.net, what);
    words_print(text, sizeof text, W_RUN_HAS_DIVERGED_CTRL_HOME, what);
    app_say(app, false, text);
}

/* Where the moment is shown, at the least of the steps that have it. */
static struct cursor shown_at(const struct app *app, uint64_t step, struct moment moment)
{
    const struct net *net = &app->run.scenario.net;
    struct reveal_unit unit = reveal_unit_of(&app->run.stepper, step);
    size_t at = reveal_find(net, unit, moment), rank;

    if (at == 0)
        return (struct cursor){step, reveal_count(net, unit)};
    rank = reveal_rank(net, unit, app->shown.settings.granularity, at - 1) + 1;
    if (rank > reveal_steps(net, unit, app->shown.settings.granularity))
        return (struct cursor){step, at};
    return (struct cursor){step, reveal_boundary(net, unit, app->shown.settings.granularity, rank)};
}

void diverged_go(struct app *app)
{
    const struct divergence *divergence = &app->run.divergence;
    struct quantity quantity = quantity_diverged(&app->run.scenario.net, divergence),
        own = quantity;
    uint64_t step = divergence->place.step;
    struct moment moment = {.kind = MOMENT_MOVE};
    enum unit_kind unit;

    if (divergence->kind == DIVERGENCE_NONE) {
        app_say(app, false, words(W_NO_NUMBER_OF_RUN_IS));
        return;
    }
    if (own.kind == QUANTITY_BATCH_GRADIENT)
        own = quantity_as(own, QUANTITY_GRADIENT);
    /* New values are all shown when the last layer's steps are. */
    if (divergence->place.unit.kind == UNIT_UPDATE)
        step = program_iteration_start(&app->run.stepper.program, divergence->place.iteration + 1);
    else
        reveal_shown_by(&app->run.scenario.net, own, &unit, &moment);
    /* A mean gradient is there when the batch's last sample is through. */
    if (divergence->of_batch && divergence->kind != DIVERGENCE_LOSS)
        step += (divergence->place.batch_count - 1 - divergence->place.batch_index)
            * app->run.stepper.program.sample_count;
    travel_to(app, shown_at(app, step, moment));
    if (divergence->of_batch && divergence->kind == DIVERGENCE_LOSS)
        quantity = (struct quantity){0}; /* the step itself says it */
    app->asked.selected = quantity;
    app->asked.hovered = (struct quantity){0};
    app->asked.opened = false;
}
