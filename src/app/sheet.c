#include "app/sheet.h"

#include "app/app.h"
#include "explain/glossary.h"
#include "lesson/catalogue.h"

#include <stdlib.h>
#include <string.h>

static size_t phase_word(const struct app *app)
{
    struct place place;

    if (!app_has_lesson(app) || app->cursor.step == 0)
        return 0;
    stepper_place(&app->stepper, &place);
    return glossary_of_unit(place.unit.kind);
}

/* The choice is the iteration shown. */
static void open_run(struct app *app)
{
    struct place place;

    stepper_place(&app->stepper, &place);
    app->sheet_choice = (size_t)place.iteration - 1;
    app->sheet_count = app->record.count > 0 ? app->record.count : 1;
    if (app->sheet_choice >= app->sheet_count)
        app->sheet_choice = app->sheet_count - 1;
}

void sheet_open(struct app *app, enum app_sheet sheet)
{
    app->sheet = sheet;
    app->sheet_choice = 0;
    app->sheet_count = 1;
    app->playing = false;
    app->dirty = true;
    if (sheet == SHEET_MISTAKES) {
        app->sheet_choice = compare_mistake(&app->compare);
        app->sheet_count = MISTAKE_COUNT;
    }
    app->typed[0] = '\0';
    if (sheet == SHEET_RUN)
        open_run(app);
    if (sheet == SHEET_COMPARE)
        app->sheet_choice = choosing_begin(app, &app->sheet_count);
    if (sheet == SHEET_OPTIMIZERS) {
        app->sheet_choice = app->alternatives.now;
        app->sheet_count = OPTIMIZER_CHOICES;
    }
    if (sheet == SHEET_RECOVERY)
        app->sheet_count = RECOVERY_ANSWERS;
    if (sheet != SHEET_GLOSSARY)
        return;
    app->sheet_choice = phase_word(app);
    app->sheet_count = glossary_count();
}

bool sheet_close(struct app *app)
{
    bool open = app->sheet != SHEET_NONE;

    app->sheet = SHEET_NONE;
    app->dirty = true;
    return open;
}

void sheet_follow(struct app *app)
{
    if (app->sheet == SHEET_RUN)
        open_run(app);
}

void sheet_choose(struct app *app, double index)
{
    double last = app->sheet_count > 0 ? (double)(app->sheet_count - 1) : 0.0;

    app->sheet_choice = (size_t)(index > 0.0 ? (index < last ? index : last) : 0.0);
    app->dirty = true;
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

/* Whether the key moves the choice of a list, and where to. */
static bool moves(const struct app *app, struct key key, double *to)
{
    double at = (double)app->sheet_choice;

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
        *to = (double)app->sheet_count;
        return true;
    default:
        return false;
    }
}

static bool closes(struct key key, enum command command)
{
    return command == COMMAND_CLOSE || command == COMMAND_GLOSSARY || key.code == KEY_ENTER;
}

/* The list of lessons: the arrows choose, Enter opens. It is not a sheet of its own: without a
 * lesson it is all there is. */
static bool lessons_key(struct app *app, struct key key)
{
    size_t count;
    double to;

    catalogue_entries(&count);
    app->sheet_count = count;
    if (key.code == KEY_ENTER) {
        app_apply(app, COMMAND_OPEN_LESSON, (double)app->sheet_choice);
        return true;
    }
    if (!moves(app, key, &to))
        return false;
    sheet_choose(app, to);
    return true;
}

/* The number of an iteration: digits, and Enter to go there. */
static bool run_key(struct app *app, struct key key, enum command command, bool repeat)
{
    size_t length = strlen(app->typed);
    double to;

    app->dirty = true;
    if (key.code >= '0' && key.code <= '9' && length + 1 < sizeof app->typed) {
        app->typed[length] = (char)key.code;
        app->typed[length + 1] = '\0';
    } else if (key.code == KEY_BACKSPACE && length > 0) {
        app->typed[length - 1] = '\0';
    } else if (key.code == KEY_ENTER) {
        app_apply(app, COMMAND_TO_ITERATION,
                  length > 0 ? strtod(app->typed, NULL) : (double)app->sheet_choice + 1.0);
    } else if (key.code == 'l' && (key.modifiers & ~(unsigned)KEY_SHIFT) == 0) {
        app_apply(app, COMMAND_LOGARITHMIC, 0.0);
    } else if (moves(app, key, &to)) {
        app->typed[0] = '\0';
        sheet_choose(app, to);
    } else if (!repeat && (closes(key, command) || command == COMMAND_WHOLE_RUN)) {
        sheet_close(app);
    }
    return true;
}

/* A list whose rows are taken with Enter. */
static void list_key(struct app *app, struct key key, enum command take, bool repeat)
{
    double to;

    if (key.code == KEY_ENTER)
        app_apply(app, take, (double)app->sheet_choice);
    else if (moves(app, key, &to))
        sheet_choose(app, to);
    else if (!repeat)
        sheet_close(app);
}

bool sheet_key(struct app *app, struct key key, enum command command, bool repeat)
{
    double to;

    if (passes(command))
        return false;
    switch (app->sheet) {
    case SHEET_NONE:
        return app->lessons_open && lessons_key(app, key);
    case SHEET_HELP:
        if (!repeat && command == COMMAND_GLOSSARY)
            sheet_open(app, SHEET_GLOSSARY);
        else if (!repeat)
            sheet_close(app);
        return true;
    case SHEET_MISTAKES:
        if (key.code >= '0' && key.code < '0' + MISTAKE_COUNT)
            app_apply(app, COMMAND_MISTAKE, (double)(key.code - '0'));
        else
            list_key(app, key, COMMAND_MISTAKE, repeat);
        return true;
    case SHEET_RUN:
        return run_key(app, key, command, repeat);
    case SHEET_COMPARE:
        if (!choosing_key(app, key))
            list_key(app, key, COMMAND_COMPARE_WITH, repeat);
        return true;
    case SHEET_OPTIMIZERS:
        list_key(app, key, COMMAND_USE_OPTIMIZER, repeat);
        return true;
    case SHEET_RECOVERY:
        if (key.code == KEY_ENTER)
            app_apply(app, COMMAND_RECOVER, (double)app->sheet_choice);
        else if (command == COMMAND_CLOSE)
            app_apply(app, COMMAND_RECOVER, RECOVERY_LATER);
        else if (moves(app, key, &to))
            sheet_choose(app, to);
        return true;
    case SHEET_CONFUSION:
    case SHEET_NAMES:
        if (!repeat)
            sheet_close(app);
        return true;
    case SHEET_GLOSSARY:
        if (moves(app, key, &to))
            sheet_choose(app, to);
        else if (!repeat && command == COMMAND_HELP)
            sheet_open(app, SHEET_HELP);
        else if (!repeat && closes(key, command))
            sheet_close(app);
        return true;
    }
    return false;
}

bool sheet_press(struct app *app, struct ui_action action)
{
    enum command command = (enum command)action.command;

    if (app->sheet == SHEET_NONE || command == COMMAND_NONE || command == COMMAND_CHOOSE)
        return false;
    if (app->sheet == SHEET_HELP) {
        sheet_close(app);
        /* Of the help itself these two say no more than that. */
        return command == COMMAND_HELP || command == COMMAND_CLOSE;
    }
    return false;
}
