/* The glossary; the choice is the entry. It opens at the word of the phase shown. */
#include "app/run/run.h"
#include "app/sheets/sheet.h"
#include "app/sheets/sheets.h"

#include "explain/glossary.h"
#include "lesson/catalogue.h"
#include "view/frame/phases.h"
#include "view/sheets/glossary.h"

#include <string.h>

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
    struct quantity asked = asked_about(&app->asked);

    app->sheet.choice = asked.kind != QUANTITY_NONE && !run_is_graph(&app->run)
                            ? glossary_of_quantity(asked) : phase_word(app);
    app->sheet.count = glossary_count();
}

/* The phase that the word is in first, strictly if it is so anywhere. */
static bool phase_of(const struct glossary_entry *entry, size_t *phase)
{
    const struct glossary_use *use = entry->uses;

    for (size_t i = 0; i < GLOSSARY_USES_MAX && entry->uses[i].label != W_NONE; i++)
        if (use->loose && !entry->uses[i].loose)
            use = &entry->uses[i];
    *phase = (size_t)use->first;
    return use->label != W_NONE;
}

static struct glossary_links links_of(struct app *app, const struct glossary_entry *entry)
{
    struct arena *arena = &app->shown.frame_arena;
    struct glossary_links links = {.phase = NULL};
    const struct catalogue_entry *lesson =
        entry->lesson != NULL ? catalogue_find(entry->lesson) : NULL;
    size_t phase, count;
    int at = lesson != NULL ? (int)(lesson - catalogue_entries(&count)) : -1;

    if (app_has_lesson(app) && phase_of(entry, &phase)) {
        links.phase = words_in(arena, W_SHOW_IT_IN, phases_name(phase));
        links.to_phase = (struct ui_action){COMMAND_SEEK_PHASE, (double)phase};
    }
    if (lesson != NULL && app->run.lesson != at) {
        links.lesson = words_in(arena, W_LESSON_ABOUT_IT, lesson->title);
        links.to_lesson = (struct ui_action){COMMAND_OPEN_LESSON, (double)at};
    }
    return links;
}

/* Enter follows the first link of the word. */
static void follow(struct app *app)
{
    struct glossary_links links = links_of(app, glossary_get(app->sheet.choice));
    struct ui_action first = links.to_phase.command != 0 ? links.to_phase : links.to_lesson;

    sheet_close(app);
    if (first.command != 0)
        app_apply(app, (enum command)first.command, first.argument);
}

static bool key(struct app *app, struct key key, enum command command, bool repeat)
{
    double to;

    if (sheet_moves(app, key, &to))
        sheet_choose(app, to);
    else if (!repeat && command == COMMAND_HELP)
        sheet_open(app, SHEET_HELP);
    else if (!repeat && key.code == KEY_ENTER)
        follow(app);
    else if (!repeat && (command == COMMAND_CLOSE || command == COMMAND_GLOSSARY))
        sheet_close(app);
    return true;
}

static void draw(struct app *app, const struct view *view, struct rect window)
{
    struct glossary_links links = links_of(app, glossary_get(app->sheet.choice));

    glossary_view(view, window, app->sheet.choice, COMMAND_CHOOSE,
                  (struct ui_action){COMMAND_CLOSE, 0.0}, &links);
}

const struct sheet_row sheet_glossary = {
    .open = open,
    .key = key,
    .draw = draw,
};
