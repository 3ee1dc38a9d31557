#include "app/run/hurry.h"

#include "app/app.h"
#include "app/run/diverged.h"
#include "app/run/travel.h"

#include <math.h>
#include <time.h>

/* Between two looks at the clock: work in parameters moved, some tenths of a millisecond. And the
 * ticks in which a run goes back, two a frame. */
enum { SLICE = 300000, REWIND_TICKS = 240 };

/* Thirty frames a second, and a little less; what training gets of it at least. */
static const double frame_ms = 32.0, least_ms = 10.0;

/* Milliseconds of a clock that starts anywhere. */
static double now_ms(void)
{
    struct timespec now;

    timespec_get(&now, TIME_UTC);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

void hurry_epochs(struct app *app, int step)
{
    const struct program *program = &app->run.stepper.program;
    uint64_t an_epoch = program_epoch_iterations(program), epoch;
    struct place place;

    stepper_place(&app->run.stepper, &place);
    epoch = place.epoch;
    if (step > 0 && place.iteration == epoch * an_epoch && travel_has_moved(app))
        epoch++;
    epoch -= step > 0 ? 0 : 1;
    travel_to_iteration(app, epoch * an_epoch);
    if (app->run.hurry.on)
        app->run.hurry.epoch = epoch;
}

/* From where it stands to the goal; step 0: to the stopping criterion. */
static void begin(struct app *app, struct cursor goal)
{
    app->run.hurry.on = true;
    app->run.hurry.goal = goal;
    app->run.hurry.epoch = 0;
    app->run.hurry.saved = false;
    app->run.hurry.back = 0;
    app->run.playing = false;
    app->shown.dirty = true;
    pace_begin(&app->run.hurry.pace, now_ms(), app->run.stepper.here.iteration);
    steady_begin(app);
}

void hurry_start(struct app *app)
{
    if (stop_is_set(&app->run.scenario.training.stop))
        begin(app, (struct cursor){0});
    else
        app_say(app, false, words(W_LESSON_HAS_NO_STOPPING_CRITERION));
}

void hurry_rewind(struct app *app)
{
    if (app->run.cursor.step == 0)
        return;
    begin(app, (struct cursor){0});
    app->run.hurry.back = app->run.stepper.here.iteration / REWIND_TICKS + 1;
}

bool hurry_stop(struct app *app)
{
    bool was = app->run.hurry.on;

    app->run.hurry.on = false;
    if (was)
        app->shown.explanation = NULL; /* the page about it */
    app->shown.dirty = app->shown.dirty || was;
    return was;
}

void hurry_to(struct app *app, struct cursor cursor)
{
    /* As far as the run has been before, its checkpoints lead there at once. */
    if (app->run.cursor.step < cursor.step && app->run.cursor.step < app->run.history.furthest)
        travel_to_step(app,
                       cursor.step < app->run.history.furthest ? cursor.step
                       : app->run.history.furthest);
    app->run.playing = false;
    if (cursor.step == 0)
        return;
    begin(app, cursor);
    hurry_tick(app);
}

void hurry_finish(struct app *app)
{
    while (app->run.hurry.on)
        hurry_tick(app);
}

/* So many iterations more, or to the goal; false there and at the end. */
static bool go_on(struct app *app, uint64_t count)
{
    struct place here, goal;

    if (app->run.hurry.goal.step > 0) {
        stepper_place(&app->run.stepper, &here);
        program_locate(&app->run.stepper.program, app->run.hurry.goal.step, 0, &goal);
        if (here.iteration + count >= goal.iteration) {
            travel_to(app, app->run.hurry.goal);
            return false;
        }
    }
    return travel_iterations_forward(app, count) && app->run.stepper.state.stop_step == 0;
}

/* So many iterations back; false at the start of the run. */
static bool go_back(struct app *app)
{
    uint64_t iteration = app->run.stepper.here.iteration;

    if (iteration <= app->run.hurry.back) {
        travel_start(app);
        return false;
    }
    travel_to_iteration(app, iteration - app->run.hurry.back);
    return true;
}

/* Half of what a frame has beside its drawing, which is the longest time lately between two ticks:
 * the platform ticks twice a frame. */
static double budget_ms(struct app *app, double now)
{
    double outside = now - app->run.hurry.ended_ms;

    if (outside >= 0.0 && outside < frame_ms)
        app->run.hurry.outside_ms = fmax(outside, 0.9 * app->run.hurry.outside_ms);
    return app->run.hurry.share * fmax(frame_ms - app->run.hurry.outside_ms, least_ms) / 2.0;
}

/* As many iterations as the budget has time for. */
static void go_on_in_time(struct app *app, double start)
{
    size_t cost = (app->run.scenario.net.param_count + 50) * app->run.scenario.training.batch;
    double budget = budget_ms(app, start);

    do {
        app->run.hurry.on = go_on(app, SLICE / cost + 1);
        /* A clock that was set back ends the slice, too. */
    } while (app->run.hurry.on && now_ms() >= start && now_ms() - start < budget);
}

void hurry_tick(struct app *app)
{
    if (!app->run.hurry.on)
        return;
    if (app->run.hurry.back > 0)
        app->run.hurry.on = go_back(app);
    else
        go_on_in_time(app, now_ms());
    app->run.hurry.ended_ms = now_ms();
    if (!app->run.hurry.on)
        diverged_say(app);
    if (!app->run.hurry.on
        || pace_look(&app->run.hurry.pace, app->run.hurry.ended_ms,
                     app->run.stepper.here.iteration))
        app->shown.explanation = NULL;
    app->shown.motion.length_ms = 0.0;
    app->shown.dirty = true;
}

void hurry_describe(const struct app *app, struct explain_run *out)
{
    const struct program *program = &app->run.stepper.program;
    uint64_t an_epoch = program_epoch_iterations(program), last;
    const struct record *record = &app->run.record;
    struct place here, goal;

    *out = (struct explain_run){.sample = app->run.scenario.data.count > 1
                                ? app->shown.steady.sample + 1 : 0,
                                .epoch = app->run.hurry.epoch,
                                .saved = app->run.hurry.saved,
                                .back = app->run.hurry.back > 0,
                                .rate = app->run.hurry.pace.rate,
                                .seconds = (double)NAN};
    stepper_place(&app->run.stepper, &here);
    last = stop_last_iteration(&app->run.scenario.training.stop, an_epoch);
    if (app->run.hurry.goal.step > 0) {
        program_locate(program, app->run.hurry.goal.step, 0, &goal);
        out->iteration = last = goal.iteration;
    }
    if (out->back)
        last = here.iteration;
    if (last > here.iteration && out->rate > 0.0)
        out->seconds = (double)(last - here.iteration) / out->rate;
    out->epochs = here.iteration / an_epoch < record->epochs ? here.iteration / an_epoch
                                                             : record->epochs;
    if (out->epochs <= record->first_epoch)
        out->epochs = 0;
    if (out->epochs > 0) {
        out->epoch_loss = record->epoch_losses[out->epochs - 1 - record->first_epoch];
        out->epoch_norm = record->epoch_norms[out->epochs - 1 - record->first_epoch];
    }
}
