/* What happens as time goes on; see app.h. */
#include "app/app.h"

#include "app/keep/recovery.h"
#include "app/keep/study.h"
#include "app/run/hurry.h"
#include "app/sheets/hint.h"

#include <math.h>

/* What playing may take of a tick, two of which make a frame, and how long the speed is said. */
static const double play_budget_ms = 10.0, spoken_ms = 2500.0;

static double play_interval_ms(const struct app *app)
{
    return 1000.0 / app->shown.settings.speed;
}

/* One step, iteration or epoch; an epoch goes in slices, and playing waits for it. What was said
 * about the speed stays meanwhile. */
static void play(struct app *app)
{
    static const enum command ways[PLAY_COUNT][2] = {
        {COMMAND_STEP_FORWARD, COMMAND_STEP_BACK},
        {COMMAND_ITERATION_FORWARD, COMMAND_ITERATION_BACK},
        {COMMAND_EPOCH_FORWARD, COMMAND_EPOCH_BACK}};
    struct notice said = app->shown.notice;
    uint64_t before = app->run.cursor.step;

    app_apply(app, ways[app->shown.settings.play_by][app->run.playing_back], 0.0);
    /* To hurry stops playing; a short epoch has ended by now. */
    app->run.playing = app->run.playing || app->run.hurry.on
        || (app->shown.settings.play_by == PLAY_EPOCHS && app->run.cursor.step != before);
    if (app->run.playing_back && app->run.cursor.step == 0)
        app->run.playing = false;
    if (app->shown.notice.text[0] == '\0' && app->run.now_ms - app->shown.spoken_ms < spoken_ms)
        app->shown.notice = said;
}

/* All that is due; of more than a tick has time for, the rest is left out. */
static void play_due(struct app *app, double now_ms)
{
    double interval = play_interval_ms(app), begun = pace_clock_ms();

    do {
        play(app);
        app->run.next_play_ms += interval;
    } while (app->run.playing && !app->run.hurry.on && now_ms >= app->run.next_play_ms
             && pace_clock_ms() - begun < play_budget_ms);
    if (app->run.next_play_ms < now_ms)
        app->run.next_play_ms = now_ms + (interval < 1.0 ? 0.0 : interval);
    if (app->shown.motion.length_ms > 0.8 * interval)
        app->shown.motion.length_ms = 0.8 * interval;
}

void app_tick(struct app *app, double now_ms)
{
    app->run.now_ms = now_ms;
    app->run.hurry.now_ms = now_ms;
    hurry_tick(&app->run);
    app_heed(app);
    recovery_tick(&app->keep, &app->run, &app->shown.notice);
    study_tick(app);
    app_heed(app);
    app->shown.dirty = app->shown.dirty || jobs_are_busy(&app->shown.jobs)
                    || compare_is_busy(&app->compare) || hint_wait_ms(app) == 0.0;
    if (app->run.playing && !app->run.hurry.on && now_ms >= app->run.next_play_ms)
        play_due(app, now_ms);
    if (app->shown.turn.length_ms > 0.0) {
        app->shown.dirty = true;
        if (shown_turn_part(&app->shown, now_ms) >= 1.0f)
            app->shown.turn.length_ms = 0.0;
    }
    if (app->shown.motion.length_ms > 0.0) {
        app->shown.dirty = true;
        if (now_ms >= app->shown.motion.start_ms + app->shown.motion.length_ms) {
            app->shown.motion.length_ms = 0.0;
            app->shown.motion.back = false;
        }
    }
}

void app_release(struct app *app)
{
    hurry_release(&app->run);
    if (!app->run.hurry.beside.on)
        other_route_release(&app->shown.jobs.other_route);
}

void app_release_shown(struct app *app)
{
    hurry_release_shown(&app->run);
}

void app_hold(struct app *app)
{
    hurry_hold(&app->run);
    other_route_hold(&app->shown.jobs.other_route);
}

double app_sleep_ms(const struct app *app)
{
    double sleep, study, hint, play;

    if (app->run.hurry.beside.on) /* nothing more of the run may be looked at */
        return 0.0;
    sleep = recovery_sleep_ms(&app->keep.recovery, &app->run);
    study = study_sleep_ms(app);
    hint = hint_wait_ms(app);
    play = fmax(app->run.next_play_ms - app->run.now_ms, 0.0);
    if (app->shown.dirty || app->run.hurry.on || jobs_are_busy(&app->shown.jobs)
        || compare_is_busy(&app->compare) || app->shown.motion.length_ms > 0.0
        || app->shown.turn.length_ms > 0.0)
        return 0.0;
    if (study >= 0.0 && (sleep < 0.0 || study < sleep))
        sleep = study;
    if (hint >= 0.0 && (sleep < 0.0 || hint < sleep))
        sleep = hint;
    if (app->run.playing && (sleep < 0.0 || play < sleep))
        sleep = play;
    return sleep;
}

