/* All commands; a click on a line gives its command. */
#include "app/sheets/sheets.h"

#include "view/sheets/overlay.h"

enum { HELP_LINES_MAX = 96, HELP_KEYS_SIZE = 64 };

static void draw(struct app *app, const struct view *view, struct rect window)
{
    static const char *const legend[][2] = {
        {"blue, solid line", "a weight above 0"},
        {"orange, dashed line", "a weight below 0"},
        {"thick line", "a large weight"},
        {"bundle of lines", "many weights; hatched: below 0"},
        {"\xe2\x88\x92 in a cell", "a value below 0"},
        {"triangle at an output", "the class it says"},
        {"?", "not computed yet"},
        {"grey number", "from before the weights moved"},
    };
    struct overlay_row rows[HELP_LINES_MAX];
    struct command_help help;
    size_t count = 0;

    (void)app;
    while (count < HELP_LINES_MAX) {
        char *keys = arena_alloc(view->arena, HELP_KEYS_SIZE);

        if (!command_help(count, &help, keys, HELP_KEYS_SIZE))
            break;
        rows[count++] = (struct overlay_row){help.section, help.keys, help.text,
                                               {(int)help.command, help.argument}};
    }
    for (size_t i = 0; i < sizeof legend / sizeof legend[0] && count < HELP_LINES_MAX; i++)
        rows[count++] = (struct overlay_row){
            "Reading the picture", legend[i][0], legend[i][1], {0}};
    overlay_help(view, window, rows, count, (struct ui_action){COMMAND_CLOSE, 0.0});
}

static bool key(struct app *app, struct key key, enum command command, bool repeat)
{
    (void)key;
    if (repeat || command != COMMAND_GLOSSARY)
        return false;
    sheet_open(app, SHEET_GLOSSARY);
    return true;
}

const struct sheet_row sheet_help = {
    .key = key,
    .draw = draw,
};
