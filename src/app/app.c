#include "app/app.h"
#include "app/walk/station.h"

#include "app/run/diverged.h"
#include "app/run/hurry.h"
#include "explain/answers/ask.h"

/* The run that is compared goes along with the slices, lest a frame has all of it to do. */
static void keep_up(void *context, const struct run *run)
{
    struct app *app = context;

    compare_keep_up(&app->compare, run);
}

void app_init(struct app *app)
{
    *app = (struct app){
        .run = {
            .lesson = -1,
            .granularity = GRANULARITY_NEURON,
            .memory = HISTORY_BUDGET_DEFAULT,
            .hurry = {.share = 1.0, .also = keep_up, .also_context = app},
        },
        .shown = {
            .settings = {
                .decimals = 4,
                .brackets = true,
                .sentence = true,
                .animation = true,
                .speed = 1.0,
            },
            .motion = {.last_ms = -1e9},
            .dirty = true,
        },
        .sheet = {.lessons_open = true},
        .keep = {.recovery = {.lock = -1}},
        .page = "",
    };
}

bool app_has_lesson(const struct app *app)
{
    return run_is_open(&app->run);
}

void app_heed(struct app *app)
{
    struct run_news news = app->run.news;
    char text[ERROR_TEXT_SIZE];

    app->run.news = (struct run_news){0};
    if (news.changed)
        app->shown.explanation = NULL;
    if (news.still)
        app->shown.motion = (struct motion){.last_ms = app->shown.motion.last_ms};
    if (news.stands && diverged_describe(&app->run, text))
        notice_say(&app->shown.notice, false, text);
    app->shown.dirty = app->shown.dirty || news.changed || news.still || news.stands
        || app->shown.notice.is_new;
    app->shown.notice.is_new = false;
}

void app_say(struct app *app, bool is_error, const char *text)
{
    app_heed(app);
    notice_say(&app->shown.notice, is_error, text);
    app_heed(app);
}

/* Of what is asked about, else of the step. */
static const struct explanation *make_explanation(struct app *app, const struct snapshot *snapshot)
{
    struct quantity asked = asked_about(&app->asked);
    struct snapshot looking = *snapshot;

    if (run_is_graph(&app->run))
        return graph_shown_explain(&app->run, &app->shown.arena, asked);
    if (app->run.hurry.on) {
        struct explain_run run;

        hurry_describe(&app->run, &run);
        return explain_running(&app->shown.arena, snapshot, app->run.cursor, &run);
    }
    if (asked.kind != QUANTITY_NONE)
        return explain_quantity(&app->shown.arena, snapshot, app->run.cursor, asked,
                                app->asked.opened);
    if (app->shown.jobs.other_route.job.on && app->run.cursor.moment > 0
        && snapshot->place.unit.kind == UNIT_BACKWARD)
        return explain_differences(&app->shown.arena, snapshot, app->run.cursor);
    station_look(&app->run, &app->walk, &looking);
    return explain(&app->shown.arena, &looking, app->run.cursor, app->run.granularity,
                   app->run.scenario.about);
}

const struct explanation *app_explanation(struct app *app, const struct snapshot *snapshot)
{
    app_heed(app);
    if (app->shown.explanation == NULL) {
        arena_reset(&app->shown.arena);
        app->shown.explanation = make_explanation(app, snapshot);
        /* What is asked about lights what it depends on, wherever that is asked. */
        if (asked_about(&app->asked).kind == QUANTITY_NONE)
            app->shown.explanation = station_explanation(&app->run, &app->walk, &app->shown.arena,
                                                         snapshot, app->shown.explanation);
    }
    return app->shown.explanation;
}

size_t app_matrices_layer(const struct app *app)
{
    return cursor_equal(app->shown.layer_cursor, app->run.cursor) ? app->shown.layer : 0;
}
