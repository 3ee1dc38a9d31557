#include "app/app.h"

#include "app/run/diverged.h"
#include "app/run/run.h"
#include "app/scene.h"
#include "app/run/travel.h"
#include "base/memory.h"
#include "explain/answers/ask.h"
#include "lesson/catalogue.h"
#include "view/view.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void app_init(struct app *app)
{
    *app = (struct app){
        .settings = {
            .granularity = GRANULARITY_NEURON,
            .decimals = 4,
            .brackets = true,
            .animation = true,
            .speed = 1.0,
            .memory = HISTORY_BUDGET_DEFAULT,
        },
        .lesson = -1,
        .last_travel_ms = -1e9,
        .run_share = 1.0,
        .recovery = {.lock = -1},
        .lessons_open = true,
        .dirty = true,
    };
}

static void close_lesson(struct app *app)
{
    journal_finish(&app->journal);
    saving_finish(&app->saving);
    compare_finish(&app->compare);
    other_route_finish(&app->other_route);
    score_finish(&app->score);
    responding_finish(&app->responding);
    table_finish(&app->table);
    record_finish(&app->record);
    steady_finish(&app->steady);
    history_finish(&app->history);
    stepper_finish(&app->stepper);
    scenario_finish(&app->scenario);
    free(app->scratch);
    app->scratch = NULL;
    app->loss_after_step = app->diverged_step = 0;
    app->divergence = (struct divergence){0};
    app->cursor = (struct cursor){0};
    app->ask = (struct ask){0};
    app->editor = (struct editor){0};
    app->doubt = (struct doubt){.on = app->doubt.on};
    app->motion_length_ms = 0.0;
    app->playing = app->running = false;
    app->explanation = NULL;
}

void app_finish(struct app *app)
{
    recovery_finish(app);
    close_lesson(app);
    free(app->requests.clipboard);
    arena_finish(&app->arena);
    arena_finish(&app->frame_arena);
    *app = (struct app){0};
}

bool app_has_lesson(const struct app *app)
{
    return app->scenario.params != NULL;
}

void app_say(struct app *app, bool is_error, const char *text)
{
    snprintf(app->notice, sizeof app->notice, "%s", text);
    app->notice_is_error = is_error;
    app->dirty = true;
}

/* What the plots keep of an iteration. */
static void iteration_ended(void *context, const struct stepper *stepper)
{
    struct app *app = context;

    record_look(&app->record, stepper);
    score_record(app);
}

/* The scenario's run at its start, with the stepper's own memory. */
static bool begin_run(struct app *app, struct error *err)
{
    if (!stepper_init(&app->stepper, &app->scenario.net, &app->scenario.data,
                      &app->scenario.training, app->scenario.params, err))
        return false;
    app->stepper.watch = (struct stepper_watch){iteration_ended, app};
    if (!history_init(&app->history, &app->stepper, app->settings.memory - compare_memory(app),
                      err))
        return error_prefix(err, "with %zu MiB to travel back in", app->settings.memory >> 20);
    app->scratch = malloc((app->scenario.net.block_size + 1) * sizeof *app->scratch);
    if (app->scratch == NULL)
        return error_set(err, "not enough memory for the network's numbers");
    responding_begin(app);
    return true;
}

/* Puts a scenario that was read in place of the open one; the scenario must stay where it is, since
 * the stepper borrows its parts. */
static bool start_lesson(struct app *app, const struct scenario *read, struct error *err)
{
    app->scenario = *read;
    return begin_run(app, err) && score_begin(app, err);
}

/* Another block for the same run, at its start. */
static bool begin_again(struct app *app, size_t buffers, struct error *err)
{
    struct edit_log log = {0};
    bool ok;

    edit_log_copy(&log, &app->stepper.edits);
    compare_finish(&app->compare);
    other_route_finish(&app->other_route);
    steady_finish(&app->steady);
    history_finish(&app->history);
    stepper_finish(&app->stepper);
    free(app->scratch);
    app->scratch = NULL;
    net_reserve_buffers(&app->scenario.net, buffers);
    ok = begin_run(app, err);
    if (ok)
        history_edit(&app->history, &log, 0);
    edit_log_finish(&log);
    return ok;
}

bool app_reserve_buffers(struct app *app, size_t count, struct error *err)
{
    struct variant variant = app->compare.variant;
    struct cursor cursor = app->cursor;

    if (count <= app->scenario.net.buffer_count)
        return true;
    if (!begin_again(app, count, err)) {
        close_lesson(app);
        app->lessons_open = app->dirty = true;
        return false;
    }
    travel_resume(app, cursor);
    app->doubt = (struct doubt){.on = app->doubt.on};
    app->loss_after_step = 0;
    app->explanation = NULL;
    app->dirty = true;
    return compare_set(app, variant, err);
}

static int built_in_index(const char *path)
{
    size_t count;
    const struct catalogue_entry *entries = catalogue_entries(&count);
    char file[FILE_PATH_SIZE];

    for (size_t i = 0; i < count; i++) {
        if (catalogue_resolve(entries[i].name, file, NULL) && strcmp(file, path) == 0)
            return (int)i;
    }
    return -1;
}

/* Where the scenario's session says, if it has one. */
static bool resume_session(struct app *app, struct error *err)
{
    struct scenario *scenario = &app->scenario;
    struct session *session = &scenario->session;
    struct cursor cursor = {session->step, 0};
    size_t moments;

    saving_opened(app);
    if (!session->present)
        return true;
    journal_adopt(app, &session->edits);
    moments = session->step == 0
                  ? 0 : reveal_count(&scenario->net, reveal_unit_of(&app->stepper, session->step));
    if (session->moment != SESSION_ALL && (size_t)session->moment > moments)
        return error_set(err,
                         "%.300s: session.moment: found %ld, expected 0 to %zu, the moments of "
                         "step %llu",
                         scenario->path, session->moment, moments,
                         (unsigned long long)session->step);
    cursor.moment = session->moment == SESSION_ALL ? moments : (size_t)session->moment;
    app->settings.granularity = (enum granularity)session->granularity;
    run_to(app, cursor);
    app->run_saved = app->running;
    if (session->of != NULL) {
        free(scenario->path);
        scenario->path = memory_string(session->of);
    }
    return true;
}

/* The map of names comes before the first run of a lesson, not of what was under way. */
static void show_names(struct app *app)
{
    uint64_t bit = app->lesson >= 0 && app->lesson < 64 ? (uint64_t)1 << app->lesson : 0;

    if (!app->settings.name_map || app->cursor.step > 0 || app->stepper.edits.count > 0
        || (app->names_seen & bit) != 0)
        return;
    app->names_seen |= bit;
    sheet_open(app, SHEET_NAMES);
}

bool app_open(struct app *app, const char *path, struct error *err)
{
    const struct scenario_opening opening = app->opening;
    struct scenario read;
    struct error why;

    app->opening = (struct scenario_opening){0};
    if (!scenario_open(&read, path, &opening, &why)) {
        app_say(app, true, why.text);
        app->lessons_open = app->lessons_open || !app_has_lesson(app);
        if (err != NULL)
            *err = why;
        return false;
    }
    recovery_leave(app);
    close_lesson(app);
    if (!start_lesson(app, &read, &why) || !resume_session(app, &why)) {
        close_lesson(app);
        app_say(app, true, why.text);
        app->lessons_open = true;
        if (err != NULL)
            *err = why;
        return false;
    }
    app->notice[0] = '\0';
    if (!compare_set(app, app->scenario.beside, &why))
        app_say(app, true, why.text);
    app->lesson = built_in_index(app->scenario.path);
    app->lessons_open = false;
    sheet_close(app);
    show_names(app);
    app->dirty = true;
    return true;
}

void app_snapshot_of(const struct stepper *stepper, struct history *history,
                     struct snapshot *snapshot)
{
    const struct place *place = &snapshot->place;

    *snapshot = (struct snapshot){
        .net = stepper->net,
        .program = &stepper->program,
        .training = &stepper->training,
        .state = &stepper->state,
        .now = stepper->block,
        .before = history_before(history),
        .edits = &stepper->edits,
        .batch_loss = (double)NAN,
        .loss_after = (double)NAN,
        .validation = stepper->data->validation,
        .data = stepper->data,
    };
    stepper_place(stepper, &snapshot->place);
    snapshot->sample = stepper_sample(stepper, place->batch_index);
    if (place->step > 0 && place->batch_index + 1 == place->batch_count
        && place->unit.kind != UNIT_FORWARD)
        snapshot->batch_loss = stepper->state.batch_loss / (double)place->divisor;
}

void app_snapshot(struct app *app, struct snapshot *snapshot)
{
    const struct stepper *stepper = &app->stepper;
    const struct place *place = &snapshot->place;
    const struct divergence *divergence = diverged_find(app); /* moves the history */

    app_snapshot_of(stepper, &app->history, snapshot);
    snapshot->divergence = divergence;
    if (place->step > 0 && place->index >= place->count) {
        if (app->loss_after_step != place->step) {
            app->loss_after = stepper_batch_loss_now(stepper, app->scratch);
            app->loss_after_step = place->step;
        }
        snapshot->loss_after = app->loss_after;
    }
    score_result(app, snapshot);
}

/* ---- time ---- */

static double play_interval_ms(const struct app *app)
{
    return 1000.0 / app->settings.speed;
}

void app_tick(struct app *app, double now_ms)
{
    app->now_ms = now_ms;
    run_tick(app);
    recovery_tick(app);
    other_route_tick(app);
    responding_tick(app);
    if (app->playing && now_ms >= app->next_play_ms) {
        double interval = play_interval_ms(app);

        app_apply(app, app->playing_back ? COMMAND_STEP_BACK : COMMAND_STEP_FORWARD, 0.0);
        if (app->playing_back && app->cursor.step == 0)
            app->playing = false;
        app->next_play_ms += interval;
        if (app->next_play_ms < now_ms)
            app->next_play_ms = now_ms + interval;
        if (app->motion_length_ms > 0.8 * interval)
            app->motion_length_ms = 0.8 * interval;
    }
    if (app->motion_length_ms > 0.0) {
        app->dirty = true;
        if (now_ms >= app->motion_start_ms + app->motion_length_ms) {
            app->motion_length_ms = 0.0;
            app->moving_back = false;
        }
    }
}

double app_sleep_ms(const struct app *app)
{
    double sleep = recovery_sleep_ms(app), play = fmax(app->next_play_ms - app->now_ms, 0.0);

    if (app->dirty || app->running || app->other_route.computing || app->responding.computing
        || app->motion_length_ms > 0.0)
        return 0.0;
    if (app->playing && (sleep < 0.0 || play < sleep))
        sleep = play;
    return sleep;
}

/* ---- frame ---- */

static float motion_part(const struct app *app)
{
    if (app->motion_length_ms <= 0.0)
        return 1.0f;
    return (float)fmin(fmax((app->now_ms - app->motion_start_ms) / app->motion_length_ms, 0.0),
                       1.0);
}

static float move_part(const struct app *app, float motion)
{
    if (travel_has_moved(app)) {
        /* Only the step that moves them animates the parameters. */
        return view_ease(motion);
    }
    return app->moving_back ? 1.0f - view_ease(motion) : 0.0f;
}

/* Of what is asked about, else of the step. */
static const struct explanation *make_explanation(struct app *app, const struct snapshot *snapshot)
{
    struct quantity asked = app_asked(app);

    if (app->running) {
        struct explain_run run;

        run_describe(app, &run);
        return explain_running(&app->arena, snapshot, app->cursor, &run);
    }
    if (asked.kind != QUANTITY_NONE)
        return explain_quantity(&app->arena, snapshot, app->cursor, asked, app->ask.opened);
    if (app->other_route.on && app->cursor.moment > 0 && snapshot->place.unit.kind == UNIT_BACKWARD)
        return explain_differences(&app->arena, snapshot, app->cursor);
    return explain(&app->arena, snapshot, app->cursor, app->settings.granularity,
                   app->scenario.about);
}

const struct explanation *app_explanation(struct app *app, const struct snapshot *snapshot)
{
    if (app->explanation == NULL) {
        arena_reset(&app->arena);
        app->explanation = make_explanation(app, snapshot);
    }
    return app->explanation;
}

size_t app_matrices_layer(const struct app *app)
{
    bool here = app->layer_cursor.step == app->cursor.step
                && app->layer_cursor.moment == app->cursor.moment;

    return here ? app->layer : 0;
}

static void fill_view(struct app *app, struct view *view, struct snapshot *snapshot,
                      struct view_score *score)
{
    app_snapshot(app, snapshot);
    score_make(app, snapshot, score);
    view->score = score;
    app_explanation(app, snapshot);
    view->snapshot = snapshot;
    view->other = compare_follow(app);
    view->wrong = compare_mistake(&app->compare) != MISTAKE_NONE;
    view->cursor = app->cursor;
    view->from = travel_origin(app, app->settings.granularity);
    view->asked = app_asked(app);
    view->selected = app->ask.selected;
    view->layer = app_matrices_layer(app);
    view->select_command = COMMAND_SELECT;
    view->explanation = app->explanation;
    view->nudged = doubt_parameter(app, snapshot, app->explanation, view->asked);
    view->motion = app->moving_back ? 1.0f : motion_part(app);
    view->move = move_part(app, motion_part(app));
    view->other_route = app->other_route.on;
}

void app_frame(struct app *app, struct canvas *canvas, float width, float height)
{
    const struct theme *theme = theme_get(app->settings.theme);
    struct snapshot snapshot;
    struct view_score score;
    struct view view = {
        .canvas = canvas,
        .ui = &app->ui,
        .theme = theme,
        .size = view_sizes(width, height, app->settings.text_size),
        .decimals = app->settings.decimals,
        .granularity = app->settings.granularity,
        .arena = &app->frame_arena,
        .bare = app->settings.text_size > 0,
    };

    canvas_begin(canvas, width, height, theme->background);
    ui_begin(&app->ui);
    arena_reset(&app->frame_arena);
    if (app_has_lesson(app))
        fill_view(app, &view, &snapshot, &score);
    scene_draw(app, &view, width, height);
    app->dirty = false;
}
