/* All commands; a click on a line gives its command. */
#include "app/commands/commands.h"
#include "app/sheets/sheet.h"
#include "app/sheets/sheets.h"
#include "view/sheets/overlay.h"

enum { HELP_LINES_MAX = 96, HELP_KEYS_SIZE = 64 };

static void draw(struct app *app, const struct view *view, struct rect window)
{
    static const enum word legend[][2] = {
        {W_BLUE_SOLID_LINE, W_WEIGHT_ABOVE_0}, {W_ORANGE_DASHED_LINE, W_WEIGHT_BELOW_0},
        {W_THICK_LINE, W_LARGE_WEIGHT},        {W_BUNDLE_OF_LINES, W_MANY_WEIGHTS_HATCHED_BELOW_0},
        {W_IN_CELL, W_VALUE_BELOW_0},          {W_TRIANGLE_AT_OUTPUT, W_CLASS_IT_SAYS},
        {W_QUESTION_MARK, W_NOT_COMPUTED_YET}, {W_GREY_NUMBER, W_FROM_BEFORE_WEIGHTS_MOVED},
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
            words(W_READING_PICTURE), words(legend[i][0]), words(legend[i][1]), {0}};
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
