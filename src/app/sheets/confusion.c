/* The confusion matrix. */
#include "app/sheets/sheets.h"

#include "base/attributes.h"
#include "view/sheets/confusion.h"

static void draw(struct app *app UNUSED, const struct view *view, struct rect window)
{
    confusion_view(view, window, (struct ui_action){COMMAND_CLOSE, 0.0});
}

const struct sheet_row sheet_confusion = {
    .draw = draw,
};
