#include "app/run.h"

#include "app/app.h"
#include "app/diverged.h"
#include "app/travel.h"

#include <math.h>
#include <time.h>

/* Between two looks at the clock: work in parameters moved, some tenths of a millisecond. */
enum { SLICE = 300000 };

/* Thirty frames a second, and a little less; what training gets of it at least. */
static const double frame_ms = 32.0, least_ms = 10.0;

/* Milliseconds of a clock that starts anywhere. */
static double now_ms(void)
{
    struct timespec now;

    timespec_get(&now, TIME_UTC);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

void run_epochs(struct app *app, int step)
{
    const struct program *program = &app->stepper.program;
    uint64_t an_epoch = (program->samples + program->batch - 1) / program->batch, epoch;
    struct place place;

    stepper_place(&app->stepper, &place);
    epoch = place.epoch;
    if (step > 0 && place.iteration == epoch * an_epoch && travel_has_moved(app))
        epoch++;
    travel_to_iteration(app, (step > 0 ? epoch : epoch - 1) * an_epoch);
}

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
    /* As far as the run has been before, its checkpoints lead there at once. */
    if (app->cursor.step < cursor.step && app->cursor.step < app->history.furthest)
        travel_to_step(app, cursor.step < app->history.furthest ? cursor.step : app->history.furthest);
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

/* So many iterations more, or to the goal; false there and at the end. */
static bool go_on(struct app *app, uint64_t count)
{
    struct place here, goal;

    if (app->run_goal.step > 0) {
        stepper_place(&app->stepper, &here);
        program_locate(&app->stepper.program, app->run_goal.step, 0, &goal);
        if (here.iteration + count >= goal.iteration) {
            travel_to(app, app->run_goal);
            return false;
        }
    }
    return travel_iterations_forward(app, count) && app->stepper.state.stop_step == 0;
}

/* Half of what a frame has beside its drawing, which is the longest time lately between two ticks: the
 * platform ticks twice a frame. */
static double budget_ms(struct app *app, double now)
{
    double outside = now - app->run_ended_ms;

    if (outside >= 0.0 && outside < frame_ms)
        app->run_outside_ms = fmax(outside, 0.9 * app->run_outside_ms);
    return app->run_share * fmax(frame_ms - app->run_outside_ms, least_ms) / 2.0;
}

void run_tick(struct app *app)
{
    double start = now_ms(), budget;
    size_t cost;

    if (!app->running)
        return;
    budget = budget_ms(app, start);
    cost = (app->scenario.net.param_count + 50) * app->scenario.training.batch;
    do {
        app->running = go_on(app, SLICE / cost + 1);
        /* A clock that was set back ends the slice, too. */
    } while (app->running && now_ms() >= start && now_ms() - start < budget);
    app->run_ended_ms = now_ms();
    if (!app->running)
        diverged_say(app);
    app->explanation = NULL;
    app->motion_length_ms = 0.0;
    app->dirty = true;
}
