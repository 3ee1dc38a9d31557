#include "app/apply.h"

#include "app/app.h"
#include "app/sheets/sheets.h"
#include "app/jobs/alternatives.h"
#include "app/sheets/sheet.h"
#include "app/asked.h"
#include "app/command_row.h"
#include "app/run/diverged.h"
#include "app/run/hurry.h"
#include "app/scene.h"
#include "app/run/stepping.h"
#include "app/run/travel.h"
#include "explain/equations/matrices.h"
#include "lesson/catalogue.h"

/* Pauses, or plays; backwards while it plays forward turns round. */
void apply_play(struct app *app, double way)
{
    bool back = way < 0.0, turns = app->run.playing && back && !app->run.playing_back;

    app->run.playing = (!app->run.playing || turns) && app_has_lesson(app);
    app->run.playing_back = back;
    app->run.next_play_ms = app->shown.now_ms;
}

void apply_run(struct app *app, double way)
{
    if (way < 0.0)
        hurry_rewind(app);
    else
        hurry_start(app);
}

void apply_diverged(struct app *app, double unused)
{
    (void)unused;
    diverged_go(app);
}

void apply_nudge(struct app *app, double unused)
{
    (void)unused;
    nudge_toggle(app);
}

void apply_other_route(struct app *app, double unused)
{
    (void)unused;
    other_route_toggle(app);
}

void apply_full_screen(struct app *app, double unused)
{
    (void)unused;
    app->requests.toggle_full_screen = true;
}

void apply_clicker(struct app *app, double unused)
{
    (void)unused;
    if (app->shown.full_screen)
        sheet_open(app, SHEET_CLICKER);
    else
        app->requests.toggle_full_screen = true;
}

void apply_screenshot(struct app *app, double unused)
{
    (void)unused;
    app->requests.screenshot = true;
}

void apply_save(struct app *app, double unused)
{
    (void)unused;
    app->requests.save = app_has_lesson(app);
}

void apply_quit(struct app *app, double unused)
{
    (void)unused;
    app->requests.quit = true;
}

/* Nobody wants a lecture to end with one key too many: that is what Q is for. */
void apply_close(struct app *app, double unused)
{
    (void)unused;
    if (sheet_close(app))
        return;
    if (app->sheet.lessons_open && app_has_lesson(app)) {
        app->sheet.lessons_open = false;
        app->shown.notice.text[0] = '\0';
    } else if (app->shown.notice.text[0] != '\0' && app_has_lesson(app)) {
        app->shown.notice.text[0] = '\0';
    } else if (quiz_close(app) || asked_clear(app)) {
        return;
    } else if (app->run.playing) {
        app->run.playing = false;
    } else if (app->shown.full_screen) {
        sheet_open(app, SHEET_CLICKER);
    } else if (app->shown.notice.text[0] == '\0') {
        app_say(app, false, words(W_NOTHING_IS_OPEN_Q_QUITS));
    }
}

void apply_picture(struct app *app, double unused)
{
    (void)unused;
    app->shown.settings.picture = scene_next_picture(app);
}

void apply_map(struct app *app, double unused)
{
    (void)unused;
    app->shown.settings.picture = PICTURE_MAP;
}

/* The matrices of the layer before or after. */
void apply_layer(struct app *app, double way)
{
    struct snapshot snapshot;
    size_t shown = app_matrices_layer(app), layer;

    if (scene_picture(app) != PICTURE_MATRICES) {
        app_say(app, false, words(W_IS_FOR_MATRICES_LAYER_BY));
        return;
    }
    app_snapshot(app, &snapshot);
    if (shown == 0)
        shown = matrices_layer_of(&snapshot);
    layer = way < 0.0 ? shown - 1 : shown + 1;
    if (layer < 1 || layer > app->run.scenario.net.layer_count)
        return;
    app->shown.layer = layer;
    app->shown.layer_cursor = app->run.cursor;
}

void apply_sort(struct app *app, double unused)
{
    (void)unused;
    app->shown.table.by_size = app->shown.settings.picture == PICTURE_TABLE
        ? !app->shown.table.by_size : true;
    app->shown.settings.picture = PICTURE_TABLE;
}

void apply_sort_by(struct app *app, double by_size)
{
    app->shown.table.by_size = by_size > 0.0;
}

void apply_scroll_to(struct app *app, double fraction)
{
    table_scroll_to(&app->shown.table, fraction);
}

void apply_scroll_by(struct app *app, double lines)
{
    table_scroll_by(&app->shown.table, lines);
}

void apply_sheet(struct app *app, double sheet)
{
    if (app->sheet.which == (enum app_sheet)sheet)
        sheet_close(app);
    else
        sheet_open(app, (enum app_sheet)sheet);
}

void apply_confusion(struct app *app, double unused)
{
    (void)unused;
    if (app->run.accuracy.has_classes)
        apply_sheet(app, SHEET_CONFUSION);
    else
        app_say(app, false, words(W_TARGETS_OF_LESSON_ARE_NO));
}

void apply_lessons(struct app *app, double unused)
{
    (void)unused;
    app->sheet.lessons_open = !app->sheet.lessons_open || !app_has_lesson(app);
    app->sheet.choice = app->run.lesson > 0 ? (size_t)app->run.lesson : 0;
}

void apply_open_lesson(struct app *app, double index)
{
    size_t count;
    const struct catalogue_entry *entries = catalogue_entries(&count);
    char path[FILE_PATH_SIZE];
    struct error err;

    if (index < 0.0 || index >= (double)count)
        return;
    if (!catalogue_resolve(entries[(size_t)index].name, path, &err))
        app_say(app, true, err.text);
    else
        app_open(app, path, &err);
}

void apply_optimizers(struct app *app, double unused)
{
    (void)unused;
    alternatives_open(app);
}

void apply_use_optimizer(struct app *app, double choice)
{
    alternatives_use(app, (enum optimizer_kind)choice);
}

void apply_mistake(struct app *app, double mistake)
{
    struct error err = {{0}};

    sheet_close(app);
    if (mistake >= 0 && mistake < MISTAKE_COUNT && app_has_lesson(app)
        && !compare_set(app, (struct variant){VARIANT_MISTAKE, mistake}, &err))
        app_say(app, true, err.text);
}

void apply_compare_with(struct app *app, double row)
{
    sheet_compare_take(app, (size_t)row);
}

void apply_recover(struct app *app, double answer)
{
    recovery_answer(app, (enum recovery_answer)answer);
}

void app_apply(struct app *app, enum command command, double argument)
{
    const struct command_row *row = command_row(command);
    bool has_lesson = app_has_lesson(app), moved;
    struct cursor old;

    if (row == NULL)
        return;
    if (command != COMMAND_CLOSE && command != COMMAND_SCREENSHOT && has_lesson
        && app->shown.notice.text[0] != '\0' && !app->sheet.lessons_open)
        app->shown.notice.text[0] = '\0';
    if (hurry_stop(app) && (row->is & COMMAND_IS_STOPPING))
        return;
    if (!(row->is & COMMAND_IS_OF_ARGUMENT))
        argument = row->argument;
    if ((row->is & COMMAND_IS_OF_LESSON) && !has_lesson) {
        app->shown.dirty = true;
        return;
    }
    old = app->run.cursor;
    moved = has_lesson && travel_has_moved(app);
    row->run(app, argument);
    if (row->is & COMMAND_IS_TRAVEL)
        stepping_done(app, old, moved, (row->is & COMMAND_IS_ANIMATED) != 0);
    else
        app->shown.dirty = true;
}

/* A clicker's key for the black screen; there any key brings the picture back, and does no more. */
static bool blackens(struct app *app, struct key key)
{
    bool black = app->shown.full_screen && key.modifiers == 0 && !app_is_typing(app)
              && (key.code == '.' || key.code == 'b');

    if (!black && !app->shown.black)
        return false;
    app->shown.black = !app->shown.black;
    app->run.playing = app->run.playing && !app->shown.black;
    app->shown.dirty = true;
    return true;
}

bool app_key(struct app *app, struct key key, bool repeat)
{
    double argument = 0.0;
    enum command command;

    app->quiz.held = repeat;
    if (editor_key(app, key) || blackens(app, key))
        return true;
    command = command_for_key(key, &argument);

    if (sheet_key(app, key, command, repeat) || quiz_key(app, key))
        return true;
    if (command == COMMAND_NONE)
        return !repeat && hurry_stop(app);
    if (!repeat || command_repeats(command))
        app_apply(app, command, argument);
    return true;
}

bool app_is_typing(const struct app *app)
{
    return app->asked.editor.open
        || (app->sheet.which == SHEET_COMPARE && variant_is_number(app->sheet.compare.kind));
}
