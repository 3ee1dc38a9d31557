/* Common mistakes, to be made beside the right run. */
#include "app/sheets/sheets.h"

#include "base/attributes.h"
#include "view/sheets/overlay.h"

static void open(struct app *app)
{
    app->sheet.choice = compare_mistake(&app->compare);
    app->sheet.count = mistake_count(&app->run.scenario.net);
}

/* A mistake's number makes it at once. */
static bool key(struct app *app, struct key key, enum command command UNUSED, bool repeat UNUSED)
{
    if (key.code < '0' || key.code - '0' >= app->sheet.count)
        return false;
    app_apply(app, COMMAND_MISTAKE, (double)(key.code - '0'));
    return true;
}

static void draw(struct app *app, const struct view *view, struct rect window)
{
    size_t count = app->sheet.count;
    struct overlay_row *rows = arena_alloc(view->arena, count * sizeof *rows);

    for (size_t i = 0; i < count; i++)
        rows[i] = (struct overlay_row){NULL,
                                       arena_printf(view->arena, "%zu", i),
                                       i == MISTAKE_NONE ? words(W_RIGHT_RUN_ALONE)
                                                         : words(words_named(
                                             mistake_name((enum mistake)i), "title")),
                                       {0}};
    overlay_list(view, window, words(W_WRONG_ON_PURPOSE), rows, count, app->sheet.choice,
                 words(W_SECOND_RUN_MAKES_MISTAKE_BESIDE), false, COMMAND_MISTAKE,
                 (struct ui_action){COMMAND_CLOSE, 0.0});
}

const struct sheet_row sheet_mistakes = {
    .open = open,
    .key = key,
    .draw = draw,
    .take = COMMAND_MISTAKE,
};
