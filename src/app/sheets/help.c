/* All commands; a click on a line gives its command. A search shows the lines, and the words of the
 * glossary, that have what is typed in them. */
#include "app/commands/commands.h"
#include "app/sheets/sheet.h"
#include "app/sheets/sheets.h"
#include "explain/glossary.h"
#include "view/sheets/overlay.h"

#include <string.h>

enum { HELP_LINES_MAX = 144, HELP_KEYS_SIZE = 64 };

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Whether the text has what is searched for in it, large or small; everything has nothing. */
static bool has(const char *text, const char *wanted)
{
    size_t length = strlen(wanted);

    for (; strlen(text) >= length; text++) {
        size_t i = 0;

        while (i < length && small(text[i]) == wanted[i])
            i++;
        if (i == length)
            return true;
    }
    return false;
}

static bool found(const struct overlay_row *row, const char *wanted)
{
    return has(row->section, wanted) || has(row->left, wanted) || has(row->right, wanted);
}

static size_t add(struct overlay_row *rows, size_t count, struct overlay_row row,
                  const char *wanted)
{
    if (count < HELP_LINES_MAX && found(&row, wanted))
        rows[count++] = row;
    return count;
}

/* The lines that a search finds; all of them without one. */
static size_t lines_of(struct arena *arena, const char *wanted, struct overlay_row *rows)
{
    static const enum word legend[][2] = {
        {W_BLUE_SOLID_LINE, W_WEIGHT_ABOVE_0}, {W_ORANGE_DASHED_LINE, W_WEIGHT_BELOW_0},
        {W_THICK_LINE, W_LARGE_WEIGHT},        {W_BUNDLE_OF_LINES, W_MANY_WEIGHTS_HATCHED_BELOW_0},
        {W_IN_CELL, W_VALUE_BELOW_0},          {W_TRIANGLE_AT_OUTPUT, W_CLASS_IT_SAYS},
        {W_QUESTION_MARK, W_NOT_COMPUTED_YET}, {W_GREY_NUMBER, W_FROM_BEFORE_WEIGHTS_MOVED},
    };
    struct command_help help;
    size_t count = 0;

    for (size_t i = 0;; i++) {
        char *keys = arena_alloc(arena, HELP_KEYS_SIZE);

        if (!command_help(i, &help, keys, HELP_KEYS_SIZE))
            break;
        count = add(rows, count, (struct overlay_row){help.section, help.keys, help.text,
                                                      {(int)help.command, help.argument}}, wanted);
    }
    for (size_t i = 0; i < sizeof legend / sizeof legend[0]; i++)
        count = add(rows, count, (struct overlay_row){words(W_READING_PICTURE), words(legend[i][0]),
                                                      words(legend[i][1]), {0}}, wanted);
    for (size_t i = 0; *wanted != '\0' && i < glossary_count(); i++)
        count = add(rows, count, (struct overlay_row){words(W_GLOSSARY_TITLE),
                                                      words(glossary_get(i)->word), "",
                                                      {COMMAND_WORD, (double)i}}, wanted);
    return count;
}

static const char *wanted_of(const struct app *app)
{
    return sheet_is_searched(app) ? app->sheet.typed + 1 : "";
}

static void draw(struct app *app, const struct view *view, struct rect window)
{
    struct overlay_row rows[HELP_LINES_MAX];
    struct overlay_help_texts texts = {words(W_KEYS), words(W_ANY_KEY_CLOSES_CLICK_DOES)};
    size_t count = lines_of(view->arena, wanted_of(app), rows);

    if (sheet_is_searched(app)) {
        texts.title = words_in(view->arena, W_SEARCH_FOR,
                               arena_printf(view->arena, "%s|", wanted_of(app)));
        texts.aside = words(W_ENTER_TAKES_FIRST);
        if (count == 0)
            rows[count++] = (struct overlay_row){words(W_NOTHING_FOUND), "", "", {0}};
    }
    app->sheet.count = overlay_help(view, window, rows, count, texts,
                                    (struct overlay_help_page){app->sheet.choice, COMMAND_CHOOSE,
                                                               {COMMAND_CLOSE, 0.0}});
}

/* The first line that the search has found. */
static void take_first(struct app *app)
{
    struct overlay_row rows[HELP_LINES_MAX];
    size_t count = lines_of(&app->shown.frame_arena, wanted_of(app), rows);

    sheet_close(app);
    for (size_t i = 0; i < count; i++)
        if (rows[i].action.command != COMMAND_NONE) {
            app_apply(app, (enum command)rows[i].action.command, rows[i].action.argument);
            return;
        }
}

static void search(struct app *app, struct key key)
{
    char *typed = app->sheet.typed;
    size_t length = strlen(typed);

    app->shown.dirty = true;
    if (key.code == KEY_ENTER)
        take_first(app);
    else if (key.code == KEY_ESCAPE)
        sheet_close(app);
    else if (key.code == KEY_BACKSPACE)
        typed[length - 1] = '\0';
    else if (key.code >= ' ' && key.code < 0x7f && length + 1 < sizeof app->sheet.typed) {
        typed[length] = small((char)key.code);
        typed[length + 1] = '\0';
    }
}

static bool key(struct app *app, struct key key, enum command command, bool repeat)
{
    double to;

    if (sheet_is_searched(app) || key.code == '/') {
        search(app, key);
        return true;
    }
    if (app->sheet.count > 1 && sheet_moves(app, key, &to)) { /* in a narrow window: its pages */
        sheet_choose(app, to);
        return true;
    }
    if (repeat || command != COMMAND_GLOSSARY)
        return false;
    sheet_open(app, SHEET_GLOSSARY);
    return true;
}

const struct sheet_row sheet_help = {
    .key = key,
    .draw = draw,
};
