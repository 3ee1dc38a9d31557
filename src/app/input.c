/* Keys and the pointer, and the commands they give; see app.h. */
#include "app/app.h"
#include "app/walk/station.h"

#include "app/commands/change.h"
#include "app/graph/graph_another.h"
#include "app/commands/commands.h"
#include "app/quiz/quiz.h"
#include "app/run/hurry.h"
#include "app/run/travel.h"
#include "app/scene.h"
#include "app/sheets/hint.h"
#include "app/sheets/sheet.h"
#include "app/commands/stepping.h"

void app_apply(struct app *app, enum command command, double argument)
{
    const struct command_row *row = command_row(command);
    bool has_lesson = app_has_lesson(app), stopped, moved, skips;
    struct cursor old;

    if (row == NULL)
        return;
    if (command != COMMAND_CLOSE && command != COMMAND_SCREENSHOT && has_lesson
        && app->shown.notice.text[0] != '\0' && !app->sheet.lessons_open)
        app->shown.notice.text[0] = '\0';
    skips = command == COMMAND_STATION_FORWARD && station_runs(&app->run, &app->walk);
    stopped = hurry_stop(&app->run) && !skips;
    if (stopped)
        app->run.playing = false;
    app_heed(app);
    if (stopped && (row->is & COMMAND_IS_STOPPING))
        return;
    if ((row->is & COMMAND_IS_OF_NETWORK) && run_is_graph(&app->run)) {
        app_say(app, false, words(command_no_graph(command)));
        return;
    }
    if (!(row->is & COMMAND_IS_OF_ARGUMENT))
        argument = row->argument;
    if ((row->is & COMMAND_IS_OF_LESSON) && !has_lesson) {
        app->shown.dirty = true;
        return;
    }
    old = app->run.cursor;
    moved = has_lesson && travel_has_moved(&app->run);
    row->run(app, argument);
    app_heed(app);
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
    bool stopped;

    app->quiz.held = repeat;
    if (graph_another_key(app, key) || change_key(app, key) || blackens(app, key))
        return true;
    command = command_for_key(key, &argument);
    if (sheet_key(app, key, command, repeat) || quiz_key(app, key))
        return true;
    if (command == COMMAND_NONE) {
        stopped = !repeat && hurry_stop(&app->run);
        app_heed(app);
        return stopped;
    }
    if (!repeat || command_repeats(command))
        app_apply(app, command, argument);
    return true;
}

bool app_is_typing(const struct app *app)
{
    return app->asked.editor.open || app->shown.graph.line.open || quiz_is_typed(app)
        || sheet_is_searched(app)
        || (app->sheet.which == SHEET_COMPARE && variant_is_number(app->sheet.compare.kind));
}

/* ---- the pointer ---- */

/* Two presses in that time are a double click. */
static const double twice_ms = 400.0;

void app_pointer_move(struct app *app, struct point at)
{
    struct ui_action action = ui_move(&app->shown.ui, at);

    hint_forget(app);
    app->shown.dirty = true;
    if (change_drag(app, at))
        return;
    if (action.command != COMMAND_NONE)
        app_apply(app, (enum command)action.command, action.argument);
    else if (asked_point(&app->asked, &app->shown.ui, at))
        shown_renew(&app->shown);
}

void app_pointer_press(struct app *app, struct point at)
{
    struct ui_action action = ui_press(&app->shown.ui, at);
    struct quantity quantity = {0};
    const char *hint;
    bool again;

    app->quiz.held = false;
    app->shown.dirty = true;
    if (app->shown.black) {
        app->shown.black = false;
        return;
    }
    if (action.command == COMMAND_SELECT)
        quantity = quantity_unpack(action.argument);
    again = quantity_equal(quantity, app->asked.pressed)
        && app->run.now_ms - app->asked.press_ms < twice_ms;
    app->asked.pressed = quantity;
    app->asked.press_ms = app->run.now_ms;
    hint = change_leave(app);
    if (action.command != COMMAND_NONE && !sheet_press(app, action))
        app_apply(app, (enum command)action.command, action.argument);
    change_press(app, quantity, at, again);
    if (hint != NULL)
        app_say(app, true, hint);
}

void app_pointer_release(struct app *app, struct point at)
{
    ui_move(&app->shown.ui, at);
    hint_forget(app);
    ui_release(&app->shown.ui);
    change_release(app);
    app->shown.dirty = true;
}

void app_tap(struct app *app, struct point at)
{
    const struct ui_target *item = ui_item_at(&app->shown.ui, at);
    bool nothing = ui_press(&app->shown.ui, at).command == COMMAND_NONE;

    ui_release(&app->shown.ui);
    if ((item != NULL || nothing) && app_has_lesson(app) && app->sheet.which == SHEET_NONE
        && !app->sheet.lessons_open && !app->asked.editor.open) {
        app_apply(app, COMMAND_STEP_FORWARD, 0.0);
        app_pointer_leave(app);
        return;
    }
    app_pointer_press(app, at);
    app_pointer_release(app, at);
}

void app_pointer_wheel(struct app *app, struct point at, int ticks)
{
    const struct ui_target *item = ui_item_at(&app->shown.ui, at);

    if (app->sheet.which == SHEET_HELP) {
        sheet_choose(app, (double)app->sheet.choice - (double)ticks);
        return;
    }
    if (run_is_graph(&app->run) && app->sheet.which == SHEET_NONE
        && (item == NULL || item->action.command != COMMAND_SELECT)) {
        app->shown.graph.scroll -= ticks;
        app->shown.dirty = true;
        return;
    }
    if (scene_has_table(app) && ticks != 0 && app->sheet.which == SHEET_NONE
        && app_has_lesson(app)) {
        app_apply(app, COMMAND_SCROLL_BY, -3.0 * (double)ticks);
        return;
    }
    if (app->asked.editor.open || ticks == 0 || item == NULL
        || item->action.command != COMMAND_SELECT)
        return;
    change_turn(app, quantity_unpack(item->action.argument), ticks);
    app->shown.dirty = true;
}

void app_pointer_leave(struct app *app)
{
    if (app->shown.ui.pointer_inside)
        app->shown.dirty = true;
    app->shown.ui.pointer_inside = false;
    if (asked_unpoint(&app->asked))
        shown_renew(&app->shown);
}
