#include "app/app.h"

#include "app/run/diverged.h"
#include "app/run/journal.h"
#include "app/run/hurry.h"
#include "app/scene.h"
#include "app/sheets/sheet.h"
#include "app/run/travel.h"
#include "base/memory.h"
#include "explain/answers/ask.h"
#include "lesson/catalogue.h"
#include "lesson/friendly.h"
#include "lesson/variant_run.h"
#include "view/view.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void app_init(struct app *app)
{
    *app = (struct app){
        .run = {.lesson = -1, .memory = HISTORY_BUDGET_DEFAULT, .hurry = {.share = 1.0}},
        .shown = {
            .settings = {
                .granularity = GRANULARITY_NEURON,
                .decimals = 4,
                .brackets = true,
                .animation = true,
                .speed = 1.0,
            },
            .motion = {.last_ms = -1e9},
            .dirty = true,
        },
        .sheet = {.lessons_open = true},
        .keep = {.recovery = {.lock = -1}},
    };
}

static void close_lesson(struct app *app)
{
    journal_finish(&app->run.journal);
    saving_finish(&app->keep.saving);
    compare_finish(&app->compare);
    other_route_finish(&app->shown.other_route);
    accuracy_finish(&app->run.accuracy);
    map_job_finish(&app->shown.map);
    table_finish(&app->shown.table);
    record_finish(&app->run.record);
    steady_finish(&app->shown.steady);
    history_finish(&app->run.history);
    stepper_finish(&app->run.stepper);
    scenario_finish(&app->run.scenario);
    free(app->run.scratch);
    app->run.scratch = NULL;
    app->run.loss_after_step = app->run.diverged_step = 0;
    app->run.divergence = (struct divergence){0};
    app->run.cursor = (struct cursor){0};
    app->asked = (struct asked){.press_ms = app->asked.press_ms, .pressed = app->asked.pressed};
    app->shown.nudge = (struct nudge_job){.on = app->shown.nudge.on};
    app->shown.motion.length_ms = 0.0;
    app->run.playing = app->run.hurry.on = false;
    app->shown.explanation = NULL;
    quiz_forget(&app->quiz);
}

void app_finish(struct app *app)
{
    recovery_finish(app);
    study_finish(app);
    close_lesson(app);
    quiz_finish(&app->quiz);
    free(app->requests.clipboard);
    arena_finish(&app->shown.arena);
    arena_finish(&app->shown.frame_arena);
    *app = (struct app){0};
}

bool app_has_lesson(const struct app *app)
{
    return app->run.scenario.params != NULL;
}

void app_say(struct app *app, bool is_error, const char *text)
{
    snprintf(app->shown.notice.text, sizeof app->shown.notice.text, "%s", text);
    app->shown.notice.is_error = is_error;
    app->shown.dirty = true;
}

/* What the plots keep of an iteration. */
static void iteration_ended(void *context, const struct stepper *stepper)
{
    struct app *app = context;

    record_look(&app->run.record, stepper);
    accuracy_record(app);
}

/* The scenario's run at its start, with the stepper's own memory. */
static bool begin_run(struct app *app, struct error *err)
{
    if (!stepper_init(&app->run.stepper, &app->run.scenario.net, &app->run.scenario.data,
                      &app->run.scenario.training, app->run.scenario.params, err))
        return false;
    app->run.stepper.watch = (struct stepper_watch){iteration_ended, app};
    if (!history_init(&app->run.history, &app->run.stepper, app->run.memory - compare_memory(app),
                      err))
        return error_prefix(err, "with %zu MiB to travel back in", app->run.memory >> 20);
    app->run.scratch = malloc((app->run.scenario.net.block_size + 1) * sizeof *app->run.scratch);
    if (app->run.scratch == NULL)
        return error_set(err, "not enough memory for the network's numbers");
    map_job_begin(app);
    return true;
}

/* Puts a scenario that was read in place of the open one; the scenario must stay where it is, since
 * the stepper borrows its parts. */
static bool start_lesson(struct app *app, const struct scenario *read, struct error *err)
{
    app->run.scenario = *read;
    return begin_run(app, err) && accuracy_begin(app, err);
}

/* Another block for the same run, at its start. */
static bool begin_again(struct app *app, size_t buffers, struct error *err)
{
    struct edit_log log = {0};
    bool ok;

    edit_log_copy(&log, &app->run.stepper.edits);
    compare_finish(&app->compare);
    other_route_finish(&app->shown.other_route);
    steady_finish(&app->shown.steady);
    history_finish(&app->run.history);
    stepper_finish(&app->run.stepper);
    free(app->run.scratch);
    app->run.scratch = NULL;
    net_reserve_buffers(&app->run.scenario.net, buffers);
    ok = begin_run(app, err);
    if (ok)
        history_edit(&app->run.history, &log, 0);
    edit_log_finish(&log);
    return ok;
}

bool app_reserve_buffers(struct app *app, size_t count, struct error *err)
{
    struct variant variant = app->compare.variant;
    struct cursor cursor = app->run.cursor;

    if (count <= app->run.scenario.net.buffer_count)
        return true;
    if (!begin_again(app, count, err)) {
        close_lesson(app);
        app->sheet.lessons_open = app->shown.dirty = true;
        return false;
    }
    travel_resume(app, cursor);
    app->shown.nudge = (struct nudge_job){.on = app->shown.nudge.on};
    app->run.loss_after_step = 0;
    app->shown.explanation = NULL;
    app->shown.dirty = true;
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
    struct scenario *scenario = &app->run.scenario;
    struct session *session = &scenario->session;
    struct cursor cursor = {session->step, 0};
    size_t moments;

    saving_opened(app);
    if (!session->present)
        return true;
    journal_adopt(app, &session->edits);
    moments = session->step == 0
                  ? 0 : reveal_count(&scenario->net,
                                     reveal_unit_of(&app->run.stepper, session->step));
    if (session->moment != SESSION_ALL && (size_t)session->moment > moments)
        return error_set(err,
                         "%.300s: session.moment: found %ld, expected 0 to %zu, the moments of "
                         "step %llu",
                         scenario->path, session->moment, moments,
                         (unsigned long long)session->step);
    cursor.moment = session->moment == SESSION_ALL ? moments : (size_t)session->moment;
    app->shown.settings.granularity = (enum granularity)session->granularity;
    hurry_to(app, cursor);
    app->run.hurry.saved = app->run.hurry.on;
    if (session->of != NULL) {
        free(scenario->path);
        scenario->path = memory_string(session->of);
    }
    return true;
}

/* The map of names comes before the first run of a lesson, not of what was under way. */
static void show_names(struct app *app)
{
    uint64_t bit = app->run.lesson >= 0
        && app->run.lesson < 64 ? (uint64_t)1 << app->run.lesson : 0;

    if (!app->shown.settings.name_map || app->run.cursor.step > 0
        || app->run.stepper.edits.count > 0
        || (app->sheet.names_seen & bit) != 0)
        return;
    app->sheet.names_seen |= bit;
    sheet_open(app, SHEET_NAMES);
}

/* Of graphs there is no picture yet. */
static bool is_graph(struct scenario *scenario, const char *path, struct error *err)
{
    if (!scenario_is_graph(scenario))
        return false;
    scenario_finish(scenario);
    error_set(err, "'%.200s' is a graph, which cannot be drawn yet; 'backstep trace', 'train' and "
                   "'check' work with it", path);
    return true;
}

/* The file's scenario, with the setting that is to be another. */
static bool read_scenario(struct scenario *read, const char *path,
                          const struct scenario_opening *opening, struct error *err)
{
    if (!scenario_open(read, path, opening, err) || is_graph(read, path, err))
        return false;
    if (opening->friendly)
        friendly_numbers(read, opening->seed);
    if (opening->with.kind == VARIANT_NONE || variant_apply_asked(&opening->with, read, err))
        return true;
    scenario_finish(read);
    return false;
}

bool app_open(struct app *app, const char *path, struct error *err)
{
    const struct scenario_opening opening = app->opening;
    struct scenario read;
    struct error why;

    app->opening = (struct scenario_opening){0};
    if (!read_scenario(&read, path, &opening, &why)) {
        app_say(app, true, why.text);
        app->sheet.lessons_open = app->sheet.lessons_open || !app_has_lesson(app);
        if (err != NULL)
            *err = why;
        return false;
    }
    recovery_leave(app);
    study_leave(app);
    close_lesson(app);
    if (!start_lesson(app, &read, &why) || !resume_session(app, &why)) {
        close_lesson(app);
        app_say(app, true, why.text);
        app->sheet.lessons_open = true;
        if (err != NULL)
            *err = why;
        return false;
    }
    app->shown.notice.text[0] = '\0';
    if (!compare_set(app, app->run.scenario.compare, &why))
        app_say(app, true, why.text);
    app->run.lesson = built_in_index(app->run.scenario.path);
    app->sheet.lessons_open = false;
    sheet_close(app);
    show_names(app);
    study_opened(app);
    app->shown.dirty = true;
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
    const struct stepper *stepper = &app->run.stepper;
    const struct place *place = &snapshot->place;
    const struct divergence *divergence = diverged_find(app); /* moves the history */

    app_snapshot_of(stepper, &app->run.history, snapshot);
    snapshot->divergence = divergence;
    if (place->step > 0 && place->index >= place->count) {
        if (app->run.loss_after_step != place->step) {
            app->run.loss_after = stepper_batch_loss_now(stepper, app->run.scratch);
            app->run.loss_after_step = place->step;
        }
        snapshot->loss_after = app->run.loss_after;
    }
    accuracy_result(app, snapshot);
}

/* ---- time ---- */

static double play_interval_ms(const struct app *app)
{
    return 1000.0 / app->shown.settings.speed;
}

void app_tick(struct app *app, double now_ms)
{
    app->shown.now_ms = now_ms;
    hurry_tick(app);
    recovery_tick(app);
    study_tick(app);
    other_route_tick(app);
    map_job_tick(app);
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
    double sleep = recovery_sleep_ms(app), study = study_sleep_ms(app),
        play = fmax(app->run.next_play_ms - app->shown.now_ms, 0.0);

    if (app->shown.dirty || app->run.hurry.on || app->shown.other_route.computing
        || app->shown.map.computing
        || app->shown.motion.length_ms > 0.0)
        return 0.0;
    if (study >= 0.0 && (sleep < 0.0 || study < sleep))
        sleep = study;
    if (app->run.playing && (sleep < 0.0 || play < sleep))
        sleep = play;
    return sleep;
}

/* ---- frame ---- */

static float motion_part(const struct app *app)
{
    const struct motion *motion = &app->shown.motion;

    if (motion->length_ms <= 0.0)
        return 1.0f;
    return (float)fmin(fmax((app->shown.now_ms - motion->start_ms) / motion->length_ms, 0.0), 1.0);
}

static float move_part(const struct app *app, float motion)
{
    if (travel_has_moved(app)) {
        /* Only the step that moves them animates the parameters. */
        return view_ease(motion);
    }
    return app->shown.motion.back ? 1.0f - view_ease(motion) : 0.0f;
}

/* Of what is asked about, else of the step. */
static const struct explanation *make_explanation(struct app *app, const struct snapshot *snapshot)
{
    struct quantity asked = app_asked(app);

    if (app->run.hurry.on) {
        struct explain_run run;

        hurry_describe(app, &run);
        return explain_running(&app->shown.arena, snapshot, app->run.cursor, &run);
    }
    if (asked.kind != QUANTITY_NONE)
        return explain_quantity(&app->shown.arena, snapshot, app->run.cursor, asked,
                                app->asked.opened);
    if (app->shown.other_route.on && app->run.cursor.moment > 0
        && snapshot->place.unit.kind == UNIT_BACKWARD)
        return explain_differences(&app->shown.arena, snapshot, app->run.cursor);
    return explain(&app->shown.arena, snapshot, app->run.cursor, app->shown.settings.granularity,
                   app->run.scenario.about);
}

const struct explanation *app_explanation(struct app *app, const struct snapshot *snapshot)
{
    if (app->shown.explanation == NULL) {
        arena_reset(&app->shown.arena);
        app->shown.explanation = make_explanation(app, snapshot);
    }
    return app->shown.explanation;
}

size_t app_matrices_layer(const struct app *app)
{
    bool here = app->shown.layer_cursor.step == app->run.cursor.step
                && app->shown.layer_cursor.moment == app->run.cursor.moment;

    return here ? app->shown.layer : 0;
}

static void fill_view(struct app *app, struct view *view, struct snapshot *snapshot,
                      struct view_accuracy *accuracy, struct question_card *card)
{
    app_snapshot(app, snapshot);
    accuracy_make(app, snapshot, accuracy);
    view->accuracy = accuracy;
    app_explanation(app, snapshot);
    view->snapshot = snapshot;
    view->other = compare_follow(app);
    view->wrong = compare_mistake(&app->compare) != MISTAKE_NONE;
    view->cursor = app->run.cursor;
    view->from = travel_origin(app, app->shown.settings.granularity);
    view->asked = app_asked(app);
    view->selected = app->asked.selected;
    view->layer = app_matrices_layer(app);
    view->select_command = COMMAND_SELECT;
    view->explanation = app->shown.explanation;
    view->nudged = nudge_parameter(app, snapshot, app->shown.explanation, view->asked);
    view->motion = app->shown.motion.back ? 1.0f : motion_part(app);
    view->move = move_part(app, motion_part(app));
    view->other_route = app->shown.other_route.on;
    view->question = quiz_card(app, card);
    if (question_open_in(view) != NULL)
        view->nudged = question_parameter(card->question);
}

void app_frame(struct app *app, struct canvas *canvas, float width, float height)
{
    const struct framing *framing = &app->shown.settings.framing;
    struct theme theme = *theme_get(app->shown.settings.theme);
    struct snapshot snapshot;
    struct view_accuracy accuracy;
    struct question_card card;
    struct view view = {
        .canvas = canvas,
        .ui = &app->shown.ui,
        .theme = &theme,
        .size = scene_sizes(framing, width, height, app->shown.settings.text_size),
        .decimals = app->shown.settings.decimals,
        .granularity = app->shown.settings.granularity,
        .arena = &app->shown.frame_arena,
        .bare = app->shown.settings.text_size > 0 || framing->least_number > 0.0f,
        .still = framing->no_controls,
    };

    if (framing->paper >> 24 != 0)
        theme.background = framing->paper;
    canvas_begin(canvas, width, height, app->shown.black ? 0xff000000 : theme.background);
    ui_begin(&app->shown.ui);
    app->shown.dirty = false;
    if (app->shown.black)
        return;
    arena_reset(&app->shown.frame_arena);
    if (app_has_lesson(app))
        fill_view(app, &view, &snapshot, &accuracy, &card);
    scene_draw(app, &view, width, height);
    app->shown.dirty = false;
}
