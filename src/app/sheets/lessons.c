/* The lessons, as cards. */
#include "app/keep/study.h"
#include "app/sheets/sheet.h"
#include "app/sheets/sheets.h"

#include "base/attributes.h"
#include "lesson/catalogue.h"
#include "view/pictures/pictures.h"
#include "view/sheets/cards.h"

static struct card card_of(const struct app *app, const struct catalogue_entry *entry)
{
    return (struct card){.part = words(entry->part),
                         .title = entry->title,
                         .question = words(entry->asks),
                         .picture = pictures_of_lesson(entry->name),
                         .minutes = entry->minutes,
                         .state = study_is_done(app, entry->name)      ? CARD_DONE
                                  : study_has_begun(app, entry->name) ? CARD_BEGUN
                                                                       : CARD_NEW};
}

static const struct card *cards_of(struct app *app, size_t *count)
{
    const struct catalogue_entry *entries = catalogue_entries(count);
    struct card *cards = arena_alloc(&app->shown.frame_arena, *count * sizeof *cards);

    for (size_t i = 0; i < *count; i++)
        cards[i] = card_of(app, &entries[i]);
    return cards;
}

static void draw(struct app *app, const struct view *view, struct rect window)
{
    struct cards cards = {
        .title = words(W_LESSONS),
        .chosen = app->sheet.choice,
        .open = app->run.lesson >= 0 && app_has_lesson(app) ? (size_t)app->run.lesson : SIZE_MAX,
        .message = app->shown.notice.text[0] != '\0' ? app->shown.notice.text : NULL,
        .is_error = app->shown.notice.is_error,
        .take = COMMAND_OPEN_LESSON,
        .close = {app_has_lesson(app) ? COMMAND_CLOSE : COMMAND_NONE, 0.0}};

    cards.cards = cards_of(app, &cards.count);
    app->sheet.count = cards.count;
    if (cards.chosen >= cards.count)
        cards.chosen = 0;
    app->sheet.columns = cards_view(view, window, &cards);
}

/* Keys that choose nothing are commands, as without the list. */
static bool key(struct app *app, struct key key, enum command command UNUSED, bool repeat UNUSED)
{
    bool down = key.code == KEY_DOWN;
    const struct card *cards;
    double to;

    cards = cards_of(app, &app->sheet.count);
    if (key.code == KEY_ENTER) {
        app_apply(app, COMMAND_OPEN_LESSON, (double)app->sheet.choice);
        return true;
    }
    if (key.modifiers == 0 && (down || key.code == KEY_UP) && app->sheet.columns > 0)
        to = (double)cards_step(cards, app->sheet.count, app->sheet.columns, app->sheet.choice,
                                down ? 1 : -1);
    else if (!sheet_moves(app, key, &to))
        return false;
    sheet_choose(app, to);
    return true;
}

const struct sheet_row sheet_lessons = {
    .key = key,
    .draw = draw,
};
