#include "app/sheets/sheet.h"
#include "app/sheets/sheets.h"

static const struct sheet_row *const sheets[] = {
    [SHEET_HELP] = &sheet_help,
    [SHEET_MISTAKES] = &sheet_mistakes,
    [SHEET_RUN] = &sheet_run,
    [SHEET_COMPARE] = &sheet_compare,
    [SHEET_OPTIMIZERS] = &sheet_optimizers,
    [SHEET_RECOVERY] = &sheet_recovery,
    [SHEET_GLOSSARY] = &sheet_glossary,
    [SHEET_CONFUSION] = &sheet_confusion,
    [SHEET_NAMES] = &sheet_names,
    [SHEET_GO_ON] = &sheet_go_on,
    [SHEET_CLICKER] = &sheet_clicker,
    [SHEET_ANSWERS] = &sheet_answers,
};

void sheet_open(struct app *app, enum app_sheet sheet)
{
    if (sheet == SHEET_NAMES && run_is_graph(&app->run))
        sheet = SHEET_NONE; /* the names of a graph stand in it */
    app->sheet.which = sheet;
    app->sheet.choice = 0;
    app->sheet.count = 1;
    app->sheet.typed[0] = '\0';
    app->run.playing = false;
    app->shown.dirty = true;
    if (sheet != SHEET_NONE && sheets[sheet]->open != NULL)
        sheets[sheet]->open(app);
}

bool sheet_close(struct app *app)
{
    bool open = app->sheet.which != SHEET_NONE;

    app->sheet.which = SHEET_NONE;
    app->shown.dirty = true;
    return open;
}

void sheet_follow(struct app *app)
{
    if (app->sheet.which == SHEET_RUN)
        sheets[SHEET_RUN]->open(app);
}

void sheet_choose(struct app *app, double index)
{
    double last = app->sheet.count > 0 ? (double)(app->sheet.count - 1) : 0.0;

    app->sheet.choice = (size_t)(index > 0.0 ? (index < last ? index : last) : 0.0);
    app->shown.dirty = true;
}

/* What a sheet never keeps to itself. */
static bool passes(enum command command)
{
    switch (command) {
    case COMMAND_QUIT:
    case COMMAND_SCREENSHOT:
    case COMMAND_FULL_SCREEN:
    case COMMAND_THEME:
    case COMMAND_TEXT_LARGER:
    case COMMAND_TEXT_SMALLER:
    case COMMAND_TEXT_DEFAULT:
        return true;
    default:
        return false;
    }
}

bool sheet_is_searched(const struct app *app)
{
    return app->sheet.which == SHEET_HELP && app->sheet.typed[0] == '/';
}

bool sheet_moves(const struct app *app, struct key key, double *to)
{
    double at = (double)app->sheet.choice;

    switch (key.code) {
    case KEY_UP:
    case KEY_LEFT:
    case KEY_PAGE_UP:
    case KEY_BACKSPACE:
        *to = at - 1.0;
        return true;
    case KEY_DOWN:
    case KEY_RIGHT:
    case KEY_PAGE_DOWN:
    case KEY_SPACE:
        *to = at + 1.0;
        return true;
    case KEY_HOME:
        *to = 0.0;
        return true;
    case KEY_END:
        *to = (double)app->sheet.count;
        return true;
    default:
        return false;
    }
}

/* What a key means on any sheet: on a list it moves the choice or takes it, else it closes. */
static void usual_key(struct app *app, struct key key, enum command take, bool repeat)
{
    double to;

    if (take != COMMAND_NONE && key.code == KEY_ENTER)
        app_apply(app, take, (double)app->sheet.choice);
    else if (take != COMMAND_NONE && sheet_moves(app, key, &to))
        sheet_choose(app, to);
    else if (!repeat)
        sheet_close(app);
}

bool sheet_key(struct app *app, struct key key, enum command command, bool repeat)
{
    const struct sheet_row *sheet;

    if (passes(command) && !sheet_is_searched(app))
        return false;
    if (app->sheet.which == SHEET_NONE)
        return app->sheet.lessons_open && sheet_lessons.key(app, key, command, repeat);
    sheet = sheets[app->sheet.which];
    if (sheet->key == NULL || !sheet->key(app, key, command, repeat))
        usual_key(app, key, sheet->take, repeat);
    return true;
}

bool sheet_press(struct app *app, struct ui_action action)
{
    enum command command = (enum command)action.command;

    if (app->sheet.which == SHEET_NONE || command == COMMAND_NONE || command == COMMAND_CHOOSE)
        return false;
    if (app->sheet.which == SHEET_GLOSSARY)
        sheet_close(app);
    if (app->sheet.which == SHEET_HELP) {
        sheet_close(app);
        /* Of the help itself these two say no more than that. */
        return command == COMMAND_HELP || command == COMMAND_CLOSE;
    }
    return false;
}

bool sheet_draw(struct app *app, const struct view *view, struct rect window)
{
    const struct sheet_row *sheet = app->sheet.lessons_open
        || view->snapshot == NULL ? &sheet_lessons
                                : app->sheet.which != SHEET_NONE
                                ? sheets[app->sheet.which]
                                                                            : NULL;

    if (sheet != NULL)
        sheet->draw(app, view, window);
    return sheet != NULL;
}
