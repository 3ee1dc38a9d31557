#include "app/sheets/hint.h"

#include "app/commands/change.h"
#include "app/commands/commands.h"
#include "view/sheets/overlay.h"

#include <math.h>

/* So long the pointer rests before anything is said. */
static const double rest_ms = 600.0;

void hint_forget(struct app *app)
{
    app->shown.pointed_ms = app->run.now_ms;
    app->shown.hinted = false;
}

double hint_wait_ms(const struct app *app)
{
    const struct shown *shown = &app->shown;

    if (!shown->ui.pointer_inside || shown->ui.pressed || shown->hinted || shown->black)
        return -1.0;
    return fmax(0.0, shown->pointed_ms + rest_ms - app->run.now_ms);
}

/* "step forward (Right, Space)"; "": there is nothing to be said of it. */
static const char *text_of(struct app *app, const struct ui_target *target)
{
    const struct command_row *row = command_row_of((enum command)target->action.command,
                                                   target->action.argument);
    char keys[64];
    struct text text;

    if (target->action.command == COMMAND_SELECT)
        return change_is_possible(app, quantity_unpack(target->action.argument))
                   ? words(W_HOW_TO_CHANGE_NUMBER) : "";
    if (row == NULL || row->text == W_NONE)
        return "";
    text_init(&text, keys, sizeof keys);
    for (size_t k = 0; k < COMMAND_KEYS_MAX && row->keys[k] != NULL; k++)
        text_printf(&text, "%s%s", k > 0 ? ", " : "", row->keys[k]);
    if (keys[0] == '\0')
        return words(row->text);
    return words_in(&app->shown.frame_arena, W_BUTTON_AND_KEYS, words(row->text), keys);
}

void hint_draw(struct app *app, const struct view *view, struct rect window)
{
    const struct ui *ui = &app->shown.ui;
    const struct ui_target *target = ui_target_at(ui, ui->pointer);
    const char *text;

    if (hint_wait_ms(app) != 0.0)
        return;
    app->shown.hinted = true;
    /* The help says it itself; and all that lies around a sheet closes it, where pointers rest. */
    if (target == NULL || app->sheet.which == SHEET_HELP || target->rect.w >= window.w)
        return;
    text = text_of(app, target);
    if (text[0] != '\0')
        overlay_hint(view, window, target->rect, ui->pointer, text);
}
