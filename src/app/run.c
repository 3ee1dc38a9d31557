#include "app/run.h"

#include "app/app.h"
#include "app/diverged.h"
#include "app/travel.h"

/* Work of a tick, in parameters moved: some milliseconds. */
enum { SLICE = 300000 };

void run_start(struct app *app)
{
    app->running = stop_is_set(&app->scenario.training.stop);
    app->run_goal = (struct cursor){0};
    app->playing = false;
    app->dirty = true;
    if (!app->running)
        app_say(app, false, "This lesson has no stopping criterion: it would run for ever.");
}

bool run_stop(struct app *app)
{
    bool was = app->running;

    app->running = false;
    app->dirty = app->dirty || was;
    return was;
}

void run_to(struct app *app, struct cursor cursor)
{
    app->run_goal = cursor;
    app->running = cursor.step > 0;
    app->playing = false;
    run_tick(app);
}

void run_finish(struct app *app)
{
    while (app->running)
        run_tick(app);
}

/* Whole iterations while the goal is not in the one that follows; then just to it. */
static bool go_on_to_goal(struct app *app)
{
    struct place place;

    program_locate(&app->stepper.program, app->run_goal.step, 0, &place);
    if (app->stepper.state.step < program_iteration_start(&app->stepper.program, place.iteration)
        && travel_iteration_forward(app) && app->stepper.state.stop_step == 0)
        return true;
    travel_resume(app, app->run_goal);
    return false;
}

/* One iteration more; false at the end. */
static bool go_on(struct app *app)
{
    if (app->run_goal.step > 0)
        return go_on_to_goal(app);
    return travel_iteration_forward(app) && app->stepper.state.stop_step == 0;
}

void run_tick(struct app *app)
{
    size_t cost, count;

    if (!app->running)
        return;
    cost = (app->scenario.net.param_count + 50) * app->scenario.training.batch;
    count = SLICE / cost + 1;
    for (size_t i = 0; app->running && i < count; i++)
        app->running = go_on(app);
    if (!app->running)
        diverged_say(app);
    app->explanation = NULL;
    app->motion_length_ms = 0.0;
    app->dirty = true;
}
