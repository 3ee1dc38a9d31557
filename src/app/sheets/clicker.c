/* The menu of a presenter's clicker, at the bottom of the full screen: its page keys choose, the
 * key that opened it takes. */
#include "app/sheets/sheet.h"
#include "app/sheets/sheets.h"

#include "base/attributes.h"
#include "lesson/catalogue.h"
#include "view/sheets/strip.h"
#include "words/words.h"

struct entry {
    enum word text;
    enum command command;
    double argument;
};

enum { LESSON_AFTER = 5, LESSON_BEFORE = 6 };

static const struct entry entries[] = {
    {W_BACK_TO_LESSON, COMMAND_NONE, 0},
    {W_PHASE_STEP, COMMAND_GRANULARITY, GRANULARITY_PHASE},
    {W_LAYER_STEP, COMMAND_GRANULARITY, GRANULARITY_LAYER},
    {W_NEURON_STEP, COMMAND_GRANULARITY, GRANULARITY_NEURON},
    {W_SINGLE_TERM_STEP, COMMAND_GRANULARITY, GRANULARITY_TERM},
    [LESSON_AFTER] = {W_LESSON_AFTER, COMMAND_OPEN_LESSON, 1},
    [LESSON_BEFORE] = {W_LESSON_BEFORE, COMMAND_OPEN_LESSON, -1},
    {W_QUESTIONS_BEFORE_ANSWER, COMMAND_QUESTIONS, 0},
    {W_LEAVE_FULL_SCREEN, COMMAND_FULL_SCREEN, 0},
};

enum { ENTRIES = sizeof entries / sizeof entries[0] };

/* The index in the catalogue of the lesson that an entry opens; from the last to the first. */
static size_t lesson_of(const struct app *app, size_t entry)
{
    size_t count;

    catalogue_entries(&count);
    if (app->run.lesson < 0)
        return entry == LESSON_AFTER ? 0 : count - 1;
    return ((size_t)app->run.lesson + (entry == LESSON_AFTER ? 1 : count - 1)) % count;
}

static const char *text_of(const struct app *app, struct arena *arena, size_t entry)
{
    size_t count;
    const struct catalogue_entry *lessons = catalogue_entries(&count);

    if (entry == LESSON_AFTER || entry == LESSON_BEFORE)
        return words_in(arena, entries[entry].text, lessons[lesson_of(app, entry)].title);
    return words(entries[entry].text);
}

static void open(struct app *app)
{
    app->sheet.count = ENTRIES;
}

void sheet_clicker_take(struct app *app, double choice)
{
    size_t entry = choice > 0 && choice < ENTRIES ? (size_t)choice : 0;
    double argument = entries[entry].argument;

    sheet_close(app);
    if (entry == LESSON_AFTER || entry == LESSON_BEFORE)
        argument = (double)lesson_of(app, entry);
    if (entries[entry].command != COMMAND_NONE)
        app_apply(app, entries[entry].command, argument);
}

static bool key(struct app *app, struct key key, enum command command UNUSED, bool repeat)
{
    if (key.code != KEY_F5 && key.code != KEY_ESCAPE && key.code != KEY_ENTER)
        return false;
    if (!repeat)
        sheet_clicker_take(app, (double)app->sheet.choice);
    return true;
}

static void draw(struct app *app, const struct view *view, struct rect window)
{
    const char **texts = arena_alloc(view->arena, ENTRIES * sizeof *texts);

    for (size_t i = 0; i < ENTRIES; i++)
        texts[i] = text_of(app, view->arena, i);
    strip_view(view, window, texts, ENTRIES, app->sheet.choice, words(W_CLICKER_HINT),
               COMMAND_CLICKER_TAKE);
}

const struct sheet_row sheet_clicker = {
    .open = open,
    .key = key,
    .draw = draw,
    .take = COMMAND_CLICKER_TAKE,
};
