/* What the pointer changes; see app.h. */
#include "app/app.h"

#include "app/asked.h"
#include "app/editor.h"
#include "app/scene.h"
#include "app/sheets/sheet.h"

/* Two presses in that time are a double click. */
static const double twice_ms = 400.0;

void app_pointer_move(struct app *app, struct point at)
{
    struct ui_action action = ui_move(&app->shown.ui, at);

    app->shown.dirty = true;
    if (editor_drag(app, at))
        return;
    if (action.command != COMMAND_NONE)
        app_apply(app, (enum command)action.command, action.argument);
    else
        asked_point(app, at);
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
        && app->shown.now_ms - app->asked.press_ms < twice_ms;
    app->asked.pressed = quantity;
    app->asked.press_ms = app->shown.now_ms;
    hint = editor_leave(app);
    if (action.command != COMMAND_NONE && !sheet_press(app, action))
        app_apply(app, (enum command)action.command, action.argument);
    editor_press(app, quantity, at, again);
    if (hint != NULL)
        app_say(app, true, hint);
}

void app_pointer_release(struct app *app, struct point at)
{
    ui_move(&app->shown.ui, at);
    ui_release(&app->shown.ui);
    editor_release(app);
    app->shown.dirty = true;
}

void app_pointer_wheel(struct app *app, struct point at, int ticks)
{
    const struct ui_target *item = ui_item_at(&app->shown.ui, at);

    if (scene_has_table(app) && ticks != 0 && app->sheet.which == SHEET_NONE
        && app_has_lesson(app)) {
        app_apply(app, COMMAND_SCROLL_BY, -3.0 * (double)ticks);
        return;
    }
    if (app->asked.editor.open || ticks == 0 || item == NULL
        || item->action.command != COMMAND_SELECT)
        return;
    editor_turn(app, quantity_unpack(item->action.argument), ticks);
    app->shown.dirty = true;
}

void app_pointer_leave(struct app *app)
{
    if (app->shown.ui.pointer_inside)
        app->shown.dirty = true;
    app->shown.ui.pointer_inside = false;
    asked_unpoint(app);
}
