/* What happens as time goes on; see app.h. */
#include "app/app.h"

#include "app/keep/recovery.h"
#include "app/keep/study.h"
#include "app/run/hurry.h"
#include "app/sheets/hint.h"

#include <math.h>

static double play_interval_ms(const struct app *app)
{
    return 1000.0 / app->shown.settings.speed;
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
                    || hint_wait_ms(app) == 0.0;
    if (app->run.playing && now_ms >= app->run.next_play_ms) {
        double interval = play_interval_ms(app);

        app_apply(app, app->run.playing_back ? COMMAND_STEP_BACK : COMMAND_STEP_FORWARD, 0.0);
        if (app->run.playing_back && app->run.cursor.step == 0)
            app->run.playing = false;
        app->run.next_play_ms += interval;
        if (app->run.next_play_ms < now_ms)
            app->run.next_play_ms = now_ms + interval;
        if (app->shown.motion.length_ms > 0.8 * interval)
            app->shown.motion.length_ms = 0.8 * interval;
    }
    if (app->shown.motion.length_ms > 0.0) {
        app->shown.dirty = true;
        if (now_ms >= app->shown.motion.start_ms + app->shown.motion.length_ms) {
            app->shown.motion.length_ms = 0.0;
            app->shown.motion.back = false;
        }
    }
}

double app_sleep_ms(const struct app *app)
{
    double sleep = recovery_sleep_ms(&app->keep.recovery, &app->run),
        study = study_sleep_ms(app), hint = hint_wait_ms(app),
        play = fmax(app->run.next_play_ms - app->run.now_ms, 0.0);

    if (app->shown.dirty || app->run.hurry.on || jobs_are_busy(&app->shown.jobs)
        || app->shown.motion.length_ms > 0.0)
        return 0.0;
    if (study >= 0.0 && (sleep < 0.0 || study < sleep))
        sleep = study;
    if (hint >= 0.0 && (sleep < 0.0 || hint < sleep))
        sleep = hint;
    if (app->run.playing && (sleep < 0.0 || play < sleep))
        sleep = play;
    return sleep;
}

