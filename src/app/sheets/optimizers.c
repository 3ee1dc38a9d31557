/* The step of each optimiser from the same gradients; the choice is an optimizer_kind. */
#include "app/sheets/sheets.h"

#include "view/sheets/optimizers.h"

static void open(struct app *app)
{
    app->sheet.choice = app->sheet.alternatives.now;
    app->sheet.count = optimizer_count();
}

static void draw(struct app *app, const struct view *view, struct rect window)
{
    optimizers_view(view, window, &app->sheet.alternatives, app->sheet.choice, COMMAND_CHOOSE,
                    COMMAND_USE_OPTIMIZER, (struct ui_action){COMMAND_CLOSE, 0.0});
}

const struct sheet_row sheet_optimizers = {
    .open = open,
    .draw = draw,
    .take = COMMAND_USE_OPTIMIZER,
};
