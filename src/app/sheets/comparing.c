/* Another run, one setting changed: see app/sheets/choosing.h. */
#include "app/sheets/choosing.h"
#include "app/sheets/sheets.h"

static void open(struct app *app)
{
    app->sheet.choice = choosing_begin(app, &app->sheet.count);
}

static bool key(struct app *app, struct key key, enum command command, bool repeat)
{
    (void)command;
    (void)repeat;
    return choosing_key(app, key);
}

const struct sheet_row sheet_compare = {
    .open = open,
    .key = key,
    .draw = choosing_draw,
    .take = COMMAND_COMPARE_WITH,
};
