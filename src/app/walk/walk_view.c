#include "app/walk/walk_view.h"

#include "app/app.h"
#include "app/walk/station.h"
#include "words/words.h"

/* So many wrong answers are listed; more are a click away. */
enum { WRONG_MAX = 3 };

static const char key[] = "Page Down";

void walk_draw_station(const struct app *app, const struct view *view, struct rect *sentence)
{
    const char *words = station_words(&app->run, &app->walk, view->arena);
    int size_px = view->size.label_px;
    float pad = 0.6f * (float)size_px, high = 1.7f * (float)size_px;
    float width = canvas_text_width(view->canvas, FONT_TEXT, size_px, key) + 2.0f * pad;
    float top = sentence->y + 0.5f * (sentence->h - high - 1.3f * (float)size_px);
    struct rect button = {sentence->x + sentence->w - width, top + 1.3f * (float)size_px, width,
                          high};

    if (*words == '\0' || view->still)
        return;
    canvas_text(view->canvas, button.x + 0.5f * width, top + 0.5f * (float)size_px, CANVAS_CENTER,
                FONT_TEXT, size_px, view->theme->text_soft, words);
    ui_button(view->ui, view->canvas, view->theme, button, key, size_px, UI_PLAIN,
              (struct ui_action){COMMAND_STATION_FORWARD, 0.0});
    sentence->w -= width + 2.0f * pad;
}

void walk_draw_way(const struct view *view, struct rect *panel, const char *label,
                   struct ui_action action)
{
    float gap = 0.5f * (float)view->size.body_px, height = 1.9f * (float)view->size.body_px;
    int size_px = view->size.label_px;

    while (size_px > view->size.min_px
           && canvas_text_width(view->canvas, FONT_TEXT, size_px, label) > panel->w - 2.0f * gap)
        size_px--;
    panel->h -= height + gap;
    ui_button(view->ui, view->canvas, view->theme,
              (struct rect){panel->x, panel->y + panel->h + gap, panel->w, height}, label, size_px,
              UI_PLAIN, action);
}

void walk_draw_on(const struct app *app, const struct view *view, struct rect *panel)
{
    const char *words = station_words(&app->run, &app->walk, view->arena);

    if (*words != '\0' && !view->still)
        walk_draw_way(view, panel, arena_printf(view->arena, "%s · %s", key, words),
                      (struct ui_action){COMMAND_STATION_FORWARD, 0.0});
}

/* What was answered wrong, at the end of the lesson: each leads to its step. */
static void draw_wrong(const struct app *app, const struct view *view, struct rect *panel)
{
    const struct quiz *quiz = &app->quiz;
    size_t number, row = 0, wrong = quiz->count - quiz->right;
    bool last = station_here(&app->run, &app->walk, &number) != NULL
             && number == app->run.scenario.script.count;

    if (view->still || wrong == 0 || (!last && view->snapshot->place.unit.kind != UNIT_STOP)
        || view->snapshot->place.step == 0)
        return;
    if (wrong > WRONG_MAX)
        walk_draw_way(view, panel, words_in(view->arena, W_ALL_WRONG_ANSWERS, wrong),
                      (struct ui_action){COMMAND_ANSWERS, 0.0});
    /* The rows of the sheet of answers: the wrong ones first, the last of them on top. */
    for (size_t i = quiz->count; i-- > 0 && row < WRONG_MAX;)
        if (!quiz->answers[i].right) {
            walk_draw_way(view, panel,
                          words_in(view->arena, W_ANSWERED_WRONG, quiz->answers[i].title),
                          (struct ui_action){COMMAND_TO_ANSWER, (double)row});
            row++;
        }
}

void walk_draw_next(const struct app *app, const struct view *view, struct rect *panel)
{
    const char *next = station_next(&app->run, &app->walk, view->arena);

    if (view->snapshot->place.step == 0 && !view->still)
        walk_draw_way(view, panel, words(W_PRESS_RIGHT_ARROW),
                      (struct ui_action){COMMAND_STEP_FORWARD, 0.0});
    draw_wrong(app, view, panel);
    if (*next != '\0' && !view->still)
        walk_draw_way(view, panel, words_in(view->arena, W_NEXT_LESSON_IS, next),
                      (struct ui_action){COMMAND_STATION_FORWARD, 0.0});
}

void walk_draw_word_mark(const struct view *view, struct rect panel)
{
    /* Off the card's round corner, and off what stands inside. */
    float inset = 4.0f * view->size.unit, side = 1.1f * (float)view->size.body_px - inset;

    if (!view->still)
        ui_button(view->ui, view->canvas, view->theme,
                  (struct rect){panel.x + panel.w - inset - side, panel.y + inset, side, side}, "G",
                  view->size.min_px, UI_PLAIN, (struct ui_action){COMMAND_GLOSSARY, 0.0});
}
