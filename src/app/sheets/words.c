/* The glossary; the choice is the entry. It opens at the word of the phase shown. */
#include "app/sheets/sheet.h"
#include "app/sheets/sheets.h"

#include "explain/glossary.h"
#include "view/sheets/glossary.h"

static size_t phase_word(const struct app *app)
{
    struct place place;

    if (!app_has_lesson(app) || app->run.cursor.step == 0)
        return 0;
    stepper_place(&app->run.stepper, &place);
    return glossary_of_unit(place.unit.kind);
}

static void open(struct app *app)
{
    app->sheet.choice = phase_word(app);
    app->sheet.count = glossary_count();
}

static bool key(struct app *app, struct key key, enum command command, bool repeat)
{
    double to;

    if (sheet_moves(app, key, &to))
        sheet_choose(app, to);
    else if (!repeat && command == COMMAND_HELP)
        sheet_open(app, SHEET_HELP);
    else if (!repeat
             && (command == COMMAND_CLOSE || command == COMMAND_GLOSSARY || key.code == KEY_ENTER))
        sheet_close(app);
    return true;
}

static void draw(struct app *app, const struct view *view, struct rect window)
{
    glossary_view(view, window, app->sheet.choice, COMMAND_CHOOSE,
                  (struct ui_action){COMMAND_CLOSE, 0.0});
}

const struct sheet_row sheet_glossary = {
    .open = open,
    .key = key,
    .draw = draw,
};
