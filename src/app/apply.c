/* What commands and keys change; see app.h. */
#include "app/app.h"

#include "app/asking.h"
#include "app/clipboard.h"
#include "app/diverged.h"
#include "app/editor.h"
#include "app/run.h"
#include "app/scene.h"
#include "app/sheet.h"
#include "app/travel.h"
#include "explain/matrices.h"
#include "lesson/catalogue.h"

#include <math.h>

static const double step_motion_ms = 320.0;
static const double move_motion_ms = 600.0;
/* Steps that follow faster than this are not animated: a held key runs smoothly. */
static const double pressing_on_ms = 160.0;
/* Playing, in steps per second. */
static const double slowest = 0.25, fastest = 32.0;

/* After the cursor moved by a command: what moves on the screen, and what has to be redone. */
static void after_travel(struct app *app, bool moved_before, bool forward)
{
    bool moved = travel_has_moved(app);
    bool pressing_on = app->now_ms - app->last_travel_ms < pressing_on_ms;

    app->last_travel_ms = app->now_ms;
    app->explanation = NULL;
    app->layer = 0;
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
    app_say(app, false, "The run is over: the stopping criterion holds. Left steps back, Home starts again.");
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
        forward = went = travel_iterations_forward(app, 1);
        break;
    case COMMAND_ITERATION_BACK:
        travel_iteration_back(app);
        break;
    case COMMAND_EPOCH_FORWARD:
        if (app->stepper.state.stop_step != 0)
            went = false;
        else
            run_epochs(app, 1);
        break;
    case COMMAND_EPOCH_BACK:
        run_epochs(app, -1);
        break;
    case COMMAND_START:
        travel_start(app);
        break;
    case COMMAND_END:
        travel_end(app);
        break;
    case COMMAND_DIFFERENCE:
        if (app->compare.first.iteration == 0) {
            app_say(app, false, app->compare.variant.kind > VARIANT_MISTAKE
                                    ? "The losses of the two runs have not parted yet: they differ by less than 1 %."
                                    : "No other run differs: W makes a mistake on purpose, Shift+C changes a setting, "
                                      "beside this run.");
            return true;
        }
        travel_to(app, app->compare.first.cursor);
        if (app->compare.variant.kind == VARIANT_MISTAKE)
            app->ask.selected = app->compare.first.quantity;
        break;
    case COMMAND_DIVERGED:
        diverged_go(app);
        break;
    case COMMAND_SEEK_RUN:
        travel_to_run_fraction(app, argument);
        sheet_follow(app);
        break;
    case COMMAND_TO_ITERATION:
        sheet_close(app);
        if (argument >= 1.0)
            travel_to_iteration(app, (uint64_t)argument);
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
    asking_unpoint(app);
    if (!went)
        say_end(app);
    if (old.step != app->cursor.step || old.moment != app->cursor.moment)
        after_travel(app, moved, forward);
    if (old.step != app->cursor.step)
        diverged_say(app);
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
        settings->speed = fmin(2.0 * settings->speed, fastest);
        break;
    case COMMAND_SLOWER:
        settings->speed = fmax(0.5 * settings->speed, slowest);
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
        app_say(app, false, settings->animation ? "Motion is on." : "Motion is off.");
        break;
    case COMMAND_LOGARITHMIC:
        settings->logarithmic = !settings->logarithmic;
        break;
    case COMMAND_MORE_DIGITS:
        settings->decimals = clamp(settings->decimals + 1, 3, NUMBER_DECIMALS_MAX);
        break;
    case COMMAND_FEWER_DIGITS:
        settings->decimals = clamp(settings->decimals - 1, 3, NUMBER_DECIMALS_MAX);
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
        app_say(app, true, err.text);
    else
        app_open(app, path, &err);
}

/* Nobody wants a lecture to end with one key too many: that is what Q is for. */
static void close_something(struct app *app)
{
    app->dirty = true;
    if (sheet_close(app))
        return;
    if (app->lessons_open && app_has_lesson(app)) {
        app->lessons_open = false;
        app->notice[0] = '\0';
    } else if (app->notice[0] != '\0' && app_has_lesson(app)) {
        app->notice[0] = '\0';
    } else if (asking_clear(app)) {
        return;
    } else if (app->playing) {
        app->playing = false;
    } else if (app->full_screen) {
        app->requests.toggle_full_screen = true;
    } else if (app->notice[0] == '\0') {
        app_say(app, false, "Nothing is open. Q quits.");
    }
}

/* Pauses, or plays; backwards while it plays forward turns round. */
static void toggle_play(struct app *app, bool back)
{
    bool turns = app->playing && back && !app->playing_back;

    app->playing = (!app->playing || turns) && app_has_lesson(app);
    app->playing_back = back;
    app->next_play_ms = app->now_ms;
    app->dirty = true;
}

static void toggle_sheet(struct app *app, enum app_sheet sheet)
{
    if (app->sheet == sheet)
        sheet_close(app);
    else
        sheet_open(app, sheet);
}

static bool is_copying(enum command command)
{
    return command == COMMAND_COPY_TEXT || command == COMMAND_COPY_LATEX || command == COMMAND_COPY_TABLE;
}

/* The matrices of the layer before or after. */
static void change_layer(struct app *app, int way)
{
    struct snapshot snapshot;
    size_t shown = app_matrices_layer(app), layer;

    if (scene_picture(app) != PICTURE_MATRICES) {
        app_say(app, false, "That is for the matrices, layer by layer: V leads to them.");
        return;
    }
    app_snapshot(app, &snapshot);
    if (shown == 0)
        shown = matrices_layer_of(&snapshot);
    layer = way < 0 ? shown - 1 : shown + 1;
    if (layer < 1 || layer > app->scenario.net.layer_count)
        return;
    app->layer = layer;
    app->layer_cursor = app->cursor;
}

static bool apply_picture(struct app *app, enum command command, double argument)
{
    switch (command) {
    case COMMAND_PICTURE:
        app->settings.picture = scene_next_picture(app);
        break;
    case COMMAND_MAP:
        app->settings.picture = PICTURE_MAP;
        break;
    case COMMAND_LAYER:
        change_layer(app, (int)argument);
        break;
    case COMMAND_SORT:
        app->table.by_size = app->settings.picture == PICTURE_TABLE ? !app->table.by_size : true;
        app->settings.picture = PICTURE_TABLE;
        break;
    case COMMAND_SORT_BY:
        app->table.by_size = argument > 0.0;
        break;
    case COMMAND_SCROLL_TO:
        table_scroll_to(&app->table, argument);
        break;
    case COMMAND_SCROLL_BY:
        table_scroll_by(&app->table, argument);
        break;
    default:
        return false;
    }
    app->dirty = true;
    return true;
}

static void apply_mistake(struct app *app, double argument)
{
    struct error err = {{0}};

    sheet_close(app);
    if (argument >= 0 && argument < MISTAKE_COUNT && app_has_lesson(app)
        && !compare_set(app, (struct variant){VARIANT_MISTAKE, argument}, &err))
        app_say(app, true, err.text);
}

static void apply_program(struct app *app, enum command command, double argument)
{
    switch (command) {
    case COMMAND_PLAY:
        toggle_play(app, argument < 0.0);
        break;
    case COMMAND_NUDGE:
        doubt_toggle(app);
        break;
    case COMMAND_OTHER_ROUTE:
        other_route_toggle(app);
        break;
    case COMMAND_FULL_SCREEN:
        app->requests.toggle_full_screen = true;
        break;
    case COMMAND_SCREENSHOT:
        app->requests.screenshot = true;
        break;
    case COMMAND_SAVE:
        app->requests.save = app_has_lesson(app);
        break;
    case COMMAND_OPTIMIZERS:
        if (app_has_lesson(app))
            alternatives_open(app);
        break;
    case COMMAND_USE_OPTIMIZER:
        alternatives_use(app, (enum optimizer_choice)argument);
        break;
    case COMMAND_RECOVER:
        recovery_answer(app, (enum recovery_answer)argument);
        break;
    case COMMAND_LESSONS:
        app->lessons_open = !app->lessons_open || !app_has_lesson(app);
        app->sheet_choice = app->lesson > 0 ? (size_t)app->lesson : 0;
        break;
    case COMMAND_WHOLE_RUN:
        if (app_has_lesson(app))
            toggle_sheet(app, SHEET_RUN);
        break;
    case COMMAND_HELP:
        toggle_sheet(app, SHEET_HELP);
        break;
    case COMMAND_MISTAKES:
        if (app_has_lesson(app))
            toggle_sheet(app, SHEET_MISTAKES);
        break;
    case COMMAND_COMPARE:
        if (app_has_lesson(app))
            toggle_sheet(app, SHEET_COMPARE);
        break;
    case COMMAND_COMPARE_WITH:
        choosing_take(app, (size_t)argument);
        break;
    case COMMAND_MISTAKE:
        apply_mistake(app, argument);
        break;
    case COMMAND_GLOSSARY:
        toggle_sheet(app, SHEET_GLOSSARY);
        break;
    case COMMAND_NAMES:
        if (app_has_lesson(app))
            toggle_sheet(app, SHEET_NAMES);
        break;
    case COMMAND_CONFUSION:
        if (app_has_lesson(app) && app->score.has_classes)
            toggle_sheet(app, SHEET_CONFUSION);
        else if (app_has_lesson(app))
            app_say(app, false, "The targets of this lesson are no classes, so nothing is taken for another.");
        break;
    case COMMAND_CHOOSE:
        sheet_choose(app, argument);
        break;
    case COMMAND_CLOSE:
        close_something(app);
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

/* What whoever wants a run to stop may press: it stops, and no more. Anything else is done, too. */
static bool only_stops(enum command command)
{
    return command == COMMAND_CLOSE || command == COMMAND_PLAY || command == COMMAND_RUN
        || command == COMMAND_REWIND
        || command == COMMAND_STEP_FORWARD || command == COMMAND_STEP_BACK;
}

void app_apply(struct app *app, enum command command, double argument)
{
    if (command == COMMAND_NONE)
        return;
    if (command != COMMAND_CLOSE && command != COMMAND_SCREENSHOT && app_has_lesson(app)
        && app->notice[0] != '\0' && !app->lessons_open)
        app->notice[0] = '\0';
    if (run_stop(app) && only_stops(command))
        return;
    if (app_has_lesson(app) && (command == COMMAND_RUN || command == COMMAND_REWIND)) {
        if (command == COMMAND_RUN)
            run_start(app);
        else
            run_rewind(app);
        return;
    }
    if (app_has_lesson(app) && apply_travel(app, command, argument))
        return;
    if ((app_has_lesson(app)
         && (asking_apply(app, command, argument) || editor_apply(app, command)
             || apply_picture(app, command, argument)
             || (is_copying(command) && clipboard_apply(app, command))))
        || apply_setting(app, command, argument))
        return;
    apply_program(app, command, argument);
}

bool app_key(struct app *app, struct key key, bool repeat)
{
    double argument = 0.0;
    enum command command;

    if (editor_key(app, key))
        return true;
    command = command_for_key(key, &argument);

    if (sheet_key(app, key, command, repeat))
        return true;
    if (command == COMMAND_NONE)
        return !repeat && run_stop(app);
    if (!repeat || command_repeats(command))
        app_apply(app, command, argument);
    return true;
}
