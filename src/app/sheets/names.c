/* What the letters mean: the map is drawn on the network itself, a click anywhere closes it. */
#include "app/sheets/sheets.h"
#include "base/attributes.h"

static void draw(struct app *app UNUSED, const struct view *view, struct rect window)
{
    ui_begin(view->ui);
    ui_target(view->ui, window, (struct ui_action){COMMAND_CLOSE, 0.0}, false);
}

const struct sheet_row sheet_names = {
    .draw = draw,
};
