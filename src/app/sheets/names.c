/* What the letters mean: the map is drawn on the network itself, a click anywhere closes it. */
#include "app/sheets/sheets.h"

static void draw(struct app *app, const struct view *view, struct rect window)
{
    (void)app;
    ui_begin(view->ui);
    ui_target(view->ui, window, (struct ui_action){COMMAND_CLOSE, 0.0}, false);
}

const struct sheet_row sheet_names = {
    .draw = draw,
};
