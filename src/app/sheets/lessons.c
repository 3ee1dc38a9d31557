/* The list of lessons. */
#include "app/sheets/sheet.h"
#include "app/sheets/sheets.h"

#include "lesson/catalogue.h"
#include "view/sheets/overlay.h"

static void draw(struct app *app, const struct view *view, struct rect window)
{
    size_t count, current;
    const struct catalogue_entry *entries = catalogue_entries(&count);
    struct overlay_row *rows = arena_alloc(view->arena, count * sizeof *rows);

    current = count;
    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct overlay_row){NULL, entries[i].name, entries[i].title, {0}};
        if (app->run.lesson == (int)i)
            current = i;
    }
    overlay_list(view, window, words(W_LESSONS), rows, count, current,
                 app->shown.notice.text[0] != '\0' ? app->shown.notice.text : NULL,
                 app->shown.notice.is_error, COMMAND_OPEN_LESSON,
                 (struct ui_action){app_has_lesson(app) ? COMMAND_CLOSE : COMMAND_NONE, 0.0});
}

/* Keys that choose nothing are commands, as without the list. */
static bool key(struct app *app, struct key key, enum command command, bool repeat)
{
    size_t count;
    double to;

    (void)command;
    (void)repeat;
    catalogue_entries(&count);
    app->sheet.count = count;
    if (key.code == KEY_ENTER) {
        app_apply(app, COMMAND_OPEN_LESSON, (double)app->sheet.choice);
        return true;
    }
    if (!sheet_moves(app, key, &to))
        return false;
    sheet_choose(app, to);
    return true;
}

const struct sheet_row sheet_lessons = {
    .key = key,
    .draw = draw,
};
