#include "app/commands/stepping.h"

#include "app/app.h"
#include "app/quiz/quiz.h"
#include "app/sheets/sheet.h"
#include "app/run/diverged.h"
#include "app/run/hurry.h"
#include "app/run/travel.h"
#include "base/attributes.h"

#include <math.h>

static const double step_motion_ms = 320.0, most_steps = 4.0;
/* Numbers travel for a good second of it. */
static const double move_motion_ms = 1500.0, back_motion_ms = 600.0;
/* Steps that follow faster than this are not animated: a held key runs smoothly. */
static const double pressing_on_ms = 160.0;

/* What moves on the screen after the cursor did, and what has to be redone. */
static void after_travel(struct app *app, bool moved_before, bool forward)
{
    bool moved = travel_has_moved(&app->run);
    bool pressing_on = app->run.now_ms - app->shown.motion.last_ms < pressing_on_ms;
    struct cursor from = travel_origin(&app->run, app->run.granularity);
    /* Of a phase the light goes from layer to layer. */
    double layers = fmin(fmax((double)app->run.cursor.step - (double)from.step, 1.0), most_steps);

    app->shown.motion.last_ms = app->run.now_ms;
    app->shown.explanation = NULL;
    app->shown.layer = 0;
    app->shown.graph.scroll = 0.0;
    app->shown.motion.length_ms = 0.0;
    app->shown.turn.length_ms = 0.0;
    app->shown.motion.back = false;
    app->shown.dirty = true;
    if (!app->shown.settings.animation || (pressing_on && !app->run.playing))
        return;
    app->shown.motion.start_ms = app->run.now_ms;
    if (forward)
        app->shown.motion.length_ms = moved ? move_motion_ms : step_motion_ms * layers;
    else if (moved_before && !moved) {
        app->shown.motion.length_ms = back_motion_ms;
        app->shown.motion.back = true;
    }
}

static void say_end(struct app *app)
{
    app->run.playing = false;
    app_say(app, false, words(W_RUN_IS_OVER_STOPPING_CRITERION));
}

static void step(struct app *app, enum granularity granularity, bool forward)
{
    if (!forward) {
        if (!hurry_back(&app->run, travel_origin(&app->run, granularity)))
            travel_back(&app->run, granularity);
    } else if (!travel_forward(&app->run, granularity))
        say_end(app);
}

void stepping_step(struct app *app, double way)
{
    if (way > 0.0 && quiz_takes_step(app))
        return;
    step(app, app->run.granularity, way > 0.0);
    if (way > 0.0)
        quiz_after_step(app);
}

void stepping_phase(struct app *app, double way)
{
    step(app, GRANULARITY_PHASE, way > 0.0);
}

void stepping_iteration(struct app *app, double way)
{
    if (way < 0.0 && hurry_back(&app->run, travel_iteration_before(&app->run)))
        return;
    if (way < 0.0)
        travel_iteration_back(&app->run);
    else if (!travel_iterations_forward(&app->run, 1))
        say_end(app);
}

void stepping_epoch(struct app *app, double way)
{
    if (way > 0.0 && app->run.stepper.state.stopped != STOP_NONE)
        say_end(app);
    else
        hurry_epochs(&app->run, (int)way);
}

void stepping_start(struct app *app, double unused UNUSED)
{
    travel_start(&app->run);
}

void stepping_end(struct app *app, double unused UNUSED)
{
    travel_end(&app->run);
}

static const char *not_parted(const struct compare *compare)
{
    return compare->missed ? words(W_WHERE_TWO_RUNS_PART_LIES) : words(W_LOSSES_OF_TWO_RUNS_HAVE);
}

void stepping_difference(struct app *app, double unused UNUSED)
{
    const struct compare *compare = &app->compare;

    if (compare->first.iteration == 0) {
        app_say(app, false,
                compare->variant.kind > VARIANT_MISTAKE ? not_parted(compare)
                                                        : words(W_NO_OTHER_RUN_DIFFERS_W));
        return;
    }
    travel_to(&app->run, compare->first.cursor);
    if (compare->variant.kind == VARIANT_MISTAKE)
        app->asked.selected = compare->first.quantity;
}

void stepping_seek(struct app *app, double fraction)
{
    travel_to_fraction(&app->run, fraction);
}

void stepping_seek_run(struct app *app, double fraction)
{
    hurry_to_run_fraction(&app->run, fraction);
    sheet_follow(app);
}

void stepping_to_iteration(struct app *app, double iteration)
{
    sheet_close(app);
    if (iteration >= 1.0)
        hurry_to_iteration(&app->run, (uint64_t)iteration);
}

void stepping_to_phase(struct app *app, double phase)
{
    travel_to_phase(&app->run, (enum theme_phase)phase);
}

static void say_diverged(struct app *app)
{
    char text[ERROR_TEXT_SIZE];

    if (diverged_describe(&app->run, text))
        app_say(app, false, text);
}

void stepping_done(struct app *app, struct cursor old, bool moved, bool animated)
{
    asked_unpoint(&app->asked);
    if (old.step != app->run.cursor.step || old.moment != app->run.cursor.moment)
        after_travel(app, moved, animated);
    if (old.step != app->run.cursor.step)
        say_diverged(app);
}
