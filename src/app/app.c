#include "app/app.h"

#include "app/scene.h"
#include "app/travel.h"
#include "lesson/catalogue.h"
#include "view/view.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Steps per second of playing. */
static const double speeds[] = {0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0};
enum { SPEED_COUNT = sizeof speeds / sizeof speeds[0], SPEED_DEFAULT = 2 };

static const double step_motion_ms = 320.0;
static const double move_motion_ms = 600.0;
/* Steps that follow faster than this are not animated: a held key runs smoothly. */
static const double pressing_on_ms = 160.0;

void app_init(struct app *app)
{
    *app = (struct app){
        .settings = {
            .granularity = GRANULARITY_NEURON,
            .decimals = 4,
            .brackets = true,
            .animation = true,
            .speed = SPEED_DEFAULT,
        },
        .lesson = -1,
        .last_travel_ms = -1e9,
        .lessons_open = true,
        .dirty = true,
    };
}

static void close_lesson(struct app *app)
{
    history_finish(&app->history);
    stepper_finish(&app->stepper);
    scenario_finish(&app->scenario);
    free(app->scratch);
    free(app->losses);
    app->scratch = NULL;
    app->losses = NULL;
    app->loss_count = app->loss_capacity = 0;
    app->loss_after_step = 0;
    app->cursor = (struct cursor){0};
    app->motion_length_ms = 0.0;
    app->playing = false;
    app->explanation = NULL;
}

void app_finish(struct app *app)
{
    close_lesson(app);
    arena_finish(&app->arena);
    arena_finish(&app->frame_arena);
    *app = (struct app){0};
}

bool app_has_lesson(const struct app *app)
{
    return app->scenario.params != NULL;
}

static void say(struct app *app, bool is_error, const char *text)
{
    snprintf(app->notice, sizeof app->notice, "%s", text);
    app->notice_is_error = is_error;
    app->dirty = true;
}

/* Puts a scenario that was read in place of the open one; the scenario must stay where it is, since
 * the stepper borrows its parts. */
static bool start_lesson(struct app *app, const struct scenario *read, struct error *err)
{
    app->scenario = *read;
    if (!stepper_init(&app->stepper, &app->scenario.net, &app->scenario.data, &app->scenario.training,
                      app->scenario.params, err))
        return false;
    if (!history_init(&app->history, &app->stepper, HISTORY_BUDGET_DEFAULT, err))
        return false;
    app->scratch = malloc((app->scenario.net.block_size + 1) * sizeof *app->scratch);
    if (app->scratch == NULL)
        return error_set(err, "not enough memory for the network's numbers");
    return true;
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

bool app_open(struct app *app, const char *path, struct error *err)
{
    struct scenario read;
    struct error why;

    if (!scenario_read(&read, path, &why)) {
        say(app, true, why.text);
        app->lessons_open = app->lessons_open || !app_has_lesson(app);
        if (err != NULL)
            *err = why;
        return false;
    }
    close_lesson(app);
    if (!start_lesson(app, &read, &why)) {
        close_lesson(app);
        say(app, true, why.text);
        app->lessons_open = true;
        if (err != NULL)
            *err = why;
        return false;
    }
    app->lesson = built_in_index(path);
    app->notice[0] = '\0';
    app->lessons_open = app->help_open = false;
    app->dirty = true;
    return true;
}

void app_snapshot(struct app *app, struct snapshot *snapshot)
{
    const struct stepper *stepper = &app->stepper;
    const struct place *place = &snapshot->place;

    *snapshot = (struct snapshot){
        .net = &app->scenario.net,
        .program = &stepper->program,
        .training = &stepper->training,
        .state = &stepper->state,
        .now = stepper->block,
        .before = history_before(&app->history),
        .batch_loss = (double)NAN,
        .loss_after = (double)NAN,
    };
    stepper_place(stepper, &snapshot->place);
    snapshot->sample = stepper_sample(stepper, place->batch_index);
    if (place->step > 0 && place->batch_index + 1 == place->batch_count
        && place->unit.kind != UNIT_FORWARD)
        snapshot->batch_loss = stepper->state.batch_loss / (double)place->batch_count;
    if (place->step > 0 && place->index >= place->count) {
        if (app->loss_after_step != place->step) {
            app->loss_after = stepper_batch_loss_now(stepper, app->scratch);
            app->loss_after_step = place->step;
        }
        snapshot->loss_after = app->loss_after;
    }
}

/* ---- commands ---- */

/* After the cursor moved by a command: what moves on the screen, and what has to be redone. */
static void after_travel(struct app *app, bool moved_before, bool forward)
{
    bool moved = travel_has_moved(app);
    bool pressing_on = app->now_ms - app->last_travel_ms < pressing_on_ms;

    app->last_travel_ms = app->now_ms;
    app->explanation = NULL;
    app->motion_length_ms = 0.0;
    app->moving_back = false;
    app->dirty = true;
    if (!app->settings.animation || (pressing_on && !app->playing))
        return;
    app->motion_start_ms = app->now_ms;
    if (forward)
        app->motion_length_ms = moved ? move_motion_ms : step_motion_ms;
    else if (moved_before && !moved) {
        app->motion_length_ms = move_motion_ms;
        app->moving_back = true;
    }
}

static void say_end(struct app *app)
{
    app->playing = false;
    say(app, false, "The run is over: the stopping criterion holds. Left steps back, Home starts again.");
}

static bool apply_travel(struct app *app, enum command command, double argument)
{
    bool moved = travel_has_moved(app), forward = false, went = true;
    struct cursor old = app->cursor;

    switch (command) {
    case COMMAND_STEP_FORWARD:
        forward = went = travel_forward(app, app->settings.granularity);
        break;
    case COMMAND_STEP_BACK:
        travel_back(app, app->settings.granularity);
        break;
    case COMMAND_PHASE_FORWARD:
        forward = went = travel_forward(app, GRANULARITY_PHASE);
        break;
    case COMMAND_PHASE_BACK:
        travel_back(app, GRANULARITY_PHASE);
        break;
    case COMMAND_ITERATION_FORWARD:
        forward = went = travel_iteration_forward(app);
        break;
    case COMMAND_ITERATION_BACK:
        travel_iteration_back(app);
        break;
    case COMMAND_START:
        travel_start(app);
        break;
    case COMMAND_END:
        travel_end(app);
        break;
    case COMMAND_SEEK:
        travel_to_fraction(app, argument);
        break;
    case COMMAND_SEEK_PHASE:
        travel_to_phase(app, (enum theme_phase)argument);
        break;
    default:
        return false;
    }
    if (!went)
        say_end(app);
    if (old.step != app->cursor.step || old.moment != app->cursor.moment)
        after_travel(app, moved, forward);
    return true;
}

static void set_granularity(struct app *app, int granularity)
{
    if (granularity < 0 || granularity >= GRANULARITY_COUNT)
        return;
    app->settings.granularity = (enum granularity)granularity;
    app->explanation = NULL;
    app->motion_length_ms = 0.0;
}

static int clamp(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

static bool apply_setting(struct app *app, enum command command, double argument)
{
    struct app_settings *settings = &app->settings;

    switch (command) {
    case COMMAND_FASTER:
        settings->speed = clamp(settings->speed + 1, 0, SPEED_COUNT - 1);
        break;
    case COMMAND_SLOWER:
        settings->speed = clamp(settings->speed - 1, 0, SPEED_COUNT - 1);
        break;
    case COMMAND_COARSER:
        set_granularity(app, (int)settings->granularity - 1);
        break;
    case COMMAND_FINER:
        set_granularity(app, (int)settings->granularity + 1);
        break;
    case COMMAND_GRANULARITY:
        set_granularity(app, (int)argument);
        break;
    case COMMAND_THEME:
        settings->theme = settings->theme == THEME_LIGHT ? THEME_DARK : THEME_LIGHT;
        break;
    case COMMAND_BRACKETS:
        settings->brackets = !settings->brackets;
        break;
    case COMMAND_ANIMATION:
        settings->animation = !settings->animation;
        say(app, false, settings->animation ? "Motion is on." : "Motion is off.");
        break;
    case COMMAND_MORE_DIGITS:
        settings->decimals = clamp(settings->decimals + 1, 2, NUMBER_DECIMALS_MAX);
        break;
    case COMMAND_FEWER_DIGITS:
        settings->decimals = clamp(settings->decimals - 1, 2, NUMBER_DECIMALS_MAX);
        break;
    case COMMAND_TEXT_LARGER:
        settings->text_size = clamp(settings->text_size + 1, -1, 2);
        break;
    case COMMAND_TEXT_SMALLER:
        settings->text_size = clamp(settings->text_size - 1, -1, 2);
        break;
    case COMMAND_TEXT_DEFAULT:
        settings->text_size = 0;
        break;
    default:
        return false;
    }
    app->dirty = true;
    return true;
}

static void open_built_in(struct app *app, size_t index)
{
    size_t count;
    const struct catalogue_entry *entries = catalogue_entries(&count);
    char path[FILE_PATH_SIZE];
    struct error err;

    if (index >= count)
        return;
    if (!catalogue_resolve(entries[index].name, path, &err))
        say(app, true, err.text);
    else
        app_open(app, path, &err);
}

static void close_or_quit(struct app *app)
{
    app->dirty = true;
    if (app->help_open) {
        app->help_open = false;
    } else if (app->lessons_open && app_has_lesson(app)) {
        app->lessons_open = false;
        app->notice[0] = '\0';
    } else if (app->notice[0] != '\0' && app_has_lesson(app)) {
        app->notice[0] = '\0';
    } else {
        app->requests.quit = true;
    }
}

static void toggle_play(struct app *app)
{
    app->playing = !app->playing && app_has_lesson(app);
    app->next_play_ms = app->now_ms;
    app->dirty = true;
}

static void apply_program(struct app *app, enum command command, double argument)
{
    switch (command) {
    case COMMAND_PLAY:
        toggle_play(app);
        break;
    case COMMAND_FULL_SCREEN:
        app->requests.toggle_full_screen = true;
        break;
    case COMMAND_SCREENSHOT:
        app->requests.screenshot = true;
        break;
    case COMMAND_LESSONS:
        app->lessons_open = !app->lessons_open || !app_has_lesson(app);
        break;
    case COMMAND_HELP:
        app->help_open = !app->help_open;
        break;
    case COMMAND_CLOSE:
        close_or_quit(app);
        break;
    case COMMAND_QUIT:
        app->requests.quit = true;
        break;
    case COMMAND_OPEN_LESSON:
        open_built_in(app, (size_t)argument);
        break;
    default:
        break;
    }
    app->dirty = true;
}

void app_apply(struct app *app, enum command command, double argument)
{
    if (command == COMMAND_NONE)
        return;
    if (command != COMMAND_CLOSE && command != COMMAND_SCREENSHOT && app_has_lesson(app)
        && app->notice[0] != '\0' && !app->lessons_open)
        app->notice[0] = '\0';
    if (app_has_lesson(app) && apply_travel(app, command, argument))
        return;
    if (apply_setting(app, command, argument))
        return;
    apply_program(app, command, argument);
}

bool app_key(struct app *app, struct key key, bool repeat)
{
    double argument = 0.0;
    enum command command = command_for_key(key, &argument);

    if (app->help_open && command != COMMAND_QUIT && command != COMMAND_SCREENSHOT
        && command != COMMAND_FULL_SCREEN && command != COMMAND_THEME) {
        if (!repeat)
            app_apply(app, COMMAND_HELP, 0.0);
        return true;
    }
    if (command == COMMAND_NONE)
        return false;
    if (!repeat || command_repeats(command))
        app_apply(app, command, argument);
    return true;
}

/* ---- pointer ---- */

void app_pointer_move(struct app *app, struct point at)
{
    struct ui_action action = ui_move(&app->ui, at);

    app->dirty = true;
    if (action.command != COMMAND_NONE)
        app_apply(app, (enum command)action.command, action.argument);
}

void app_pointer_press(struct app *app, struct point at)
{
    struct ui_action action = ui_press(&app->ui, at);

    app->dirty = true;
    if (action.command != COMMAND_NONE)
        app_apply(app, (enum command)action.command, action.argument);
}

void app_pointer_release(struct app *app, struct point at)
{
    ui_move(&app->ui, at);
    ui_release(&app->ui);
    app->dirty = true;
}

void app_pointer_leave(struct app *app)
{
    if (app->ui.pointer_inside)
        app->dirty = true;
    app->ui.pointer_inside = false;
}

/* ---- time ---- */

static double play_interval_ms(const struct app *app)
{
    return 1000.0 / speeds[app->settings.speed];
}

void app_tick(struct app *app, double now_ms)
{
    app->now_ms = now_ms;
    if (app->playing && now_ms >= app->next_play_ms) {
        double interval = play_interval_ms(app);

        app_apply(app, COMMAND_STEP_FORWARD, 0.0);
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
    if (app->dirty || app->motion_length_ms > 0.0)
        return 0.0;
    if (app->playing)
        return fmax(app->next_play_ms - app->now_ms, 0.0);
    return -1.0;
}

/* ---- frame ---- */

static float motion_part(const struct app *app)
{
    if (app->motion_length_ms <= 0.0)
        return 1.0f;
    return (float)fmin(fmax((app->now_ms - app->motion_start_ms) / app->motion_length_ms, 0.0), 1.0);
}

static float move_part(const struct app *app, float motion)
{
    if (travel_has_moved(app)) {
        /* Only the step that moves them animates the parameters. */
        return view_ease(motion);
    }
    return app->moving_back ? 1.0f - view_ease(motion) : 0.0f;
}

static void fill_view(struct app *app, struct view *view, struct snapshot *snapshot)
{
    app_snapshot(app, snapshot);
    if (app->explanation == NULL) {
        arena_reset(&app->arena);
        app->explanation = explain(&app->arena, snapshot, app->cursor, app->settings.granularity,
                                   app->scenario.about);
    }
    view->snapshot = snapshot;
    view->cursor = app->cursor;
    view->from = travel_origin(app, app->settings.granularity);
    view->explanation = app->explanation;
    view->motion = app->moving_back ? 1.0f : motion_part(app);
    view->move = move_part(app, motion_part(app));
}

void app_frame(struct app *app, struct canvas *canvas, float width, float height)
{
    const struct theme *theme = theme_get(app->settings.theme);
    struct snapshot snapshot;
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
        fill_view(app, &view, &snapshot);
    scene_draw(app, &view, width, height);
    app->dirty = false;
}
