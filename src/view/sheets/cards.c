#include "view/sheets/cards.h"

#include "view/panel/richtext.h"
#include "view/pictures/pictures.h"

#include <math.h>
#include <string.h>

/* In ems of labels: a card's least width and its height, its picture's share of that, gaps. */
static const float least_width = ROOM(29), card_lines = ROOM(12), heading_lines = LINE_BUTTON,
                   gap_em = GAP_WORD;

enum { COLUMNS_MAX = 6 };

static bool begins_part(const struct card *cards, size_t i)
{
    return i == 0 || strcmp(cards[i].part, cards[i - 1].part) != 0;
}

/* The row and column of a card. */
static size_t row_of(const struct card *cards, size_t columns, size_t index, size_t *column)
{
    size_t row = 0;

    *column = 0;
    for (size_t i = 1; i <= index; i++) {
        bool next = begins_part(cards, i) || *column + 1 == columns;

        row += next;
        *column = next ? 0 : *column + 1;
    }
    return row;
}

size_t cards_step(const struct card *cards, size_t count, size_t columns, size_t chosen, int way)
{
    size_t column, other, row = row_of(cards, columns, chosen, &column), best = chosen;

    for (size_t i = 0; i < count; i++) {
        size_t there = row_of(cards, columns, i, &other);

        if (way > 0 ? there == row + 1 : there + 1 == row)
            best = best == chosen || other <= column ? i : best;
    }
    return best;
}

/* Where a card stands below the first, in pixels, with the headings above it. */
static float top_of(const struct card *cards, size_t columns, size_t index, float row,
                    float heading)
{
    size_t column;
    float top = (float)row_of(cards, columns, index, &column) * row;

    for (size_t i = 0; i <= index; i++)
        top += begins_part(cards, i) ? heading : 0.0f;
    return top;
}

/* Below the picture how long it takes, or whether it was done: a check mark or a half disc with a
 * word, so that it is not told by colour. */
static void draw_foot(const struct view *view, const struct card *card, float x, float y)
{
    bool done = card->state == CARD_DONE;
    float size = (float)view->size.label_px;
    const char *text = done ? words(W_LESSON_DONE)
        : card->state != CARD_NEW ? words(W_LESSON_BEGUN)
                                  : words_in(view->arena, W_LESSON_MINUTES, card->minutes);
    color ink = view->theme->phase[done ? PHASE_UPDATE : PHASE_FORWARD];

    if (card->state == CARD_NEW) {
        ui_text(view->canvas, x, y, CANVAS_CENTER, view_soft(view), text);
        return;
    }
    ui_text(view->canvas, x + GAP_WORD * size, y, CANVAS_CENTER, ui_inked(view_bold(view), ink),
            text);
    x -= 0.5f * ui_text_width(view->canvas, view_bold(view), text) + GAP_WORD * size;
    if (done)
        ui_check(view->canvas, x, y, size, ink);
    else
        canvas_disc(view->canvas, (struct point){x + GAP_NEAR * size, y - ui_text_drop(size)},
                    GAP_NEAR * size, 0, ink, GAP_HAIR * size);
}

static void draw_card(const struct view *view, struct rect rect, const struct cards *cards,
                      size_t index)
{
    const struct theme *theme = view->theme;
    const struct card *card = &cards->cards[index];
    bool chosen = index == cards->chosen, hover = ui_hovers(view->ui, rect);
    int size_px = view->size.label_px;
    float size = (float)size_px, pad = 0.5f * size, picture = 0.28f * rect.w;
    struct rect before, text = {rect.x + picture + 2.0f * pad, rect.y + pad,
                                rect.w - picture - pad - size, rect.h - size};
    struct richtext_style bold = {
        .size_px = size_px, .bold = true, .ink = theme->text, .tight = true, .max_lines = 2};
    struct richtext_style plain = {.size_px = size_px, .ink = theme->text, .tight = true,
                                   .max_lines = 3};
    float y;

    canvas_box(view->canvas, rect, view->size.card,
               hover ? theme->phase_soft[PHASE_FORWARD] : theme->panel,
               chosen ? theme->focus : theme->panel_border,
               chosen ? view->size.bold : view->size.thin);
    before = canvas_within(view->canvas, rect);
    pictures_draw(view, (struct rect){rect.x + pad, rect.y + pad, picture,
                                      rect.h - size - LINE_ROW * size},
                  card->picture);
    draw_foot(view, card, rect.x + pad + 0.5f * picture, rect.y + rect.h - pad);
    y = text.y
      + richtext_draw(view, text.x, text.y, text.w,
                      richtext_plain(view->arena, arena_printf(view->arena, "%zu  %s", index + 1,
                                                               card->title)), &bold, false);
    richtext_draw(view, text.x, y, text.w, richtext_plain(view->arena, card->question), &plain,
                  false);
    canvas_within(view->canvas, before);
    ui_target(view->ui, rect, (struct ui_action){cards->take, (double)index}, false);
}

/* How many are above and below those shown, and the keys where these leave them room. */
static void more(const struct view *view, struct rect area, size_t above, size_t below)
{
    const char *arrows[] = {"↑", "↓"};
    const size_t counts[] = {above, below};
    float size = (float)view->size.label_px, x = area.x + ROOM(15) * size;
    float keys = ui_text_width(view->canvas, view_plain(view), words(W_CARDS_HINT));

    for (size_t i = 0; i < 2; i++)
        if (counts[i] > 0)
            x += ui_text(view->canvas, x, area.y + (float)view->size.title_px, CANVAS_LEFT,
                         view_soft(view), words_in(view->arena, W_ARROW_MORE, arrows[i], counts[i]))
               + size;
    if (x + keys <= area.x + area.w)
        ui_text(view->canvas, area.x + area.w, area.y + (float)view->size.title_px, CANVAS_RIGHT,
                view_soft(view), words(W_CARDS_HINT));
}

/* The heading of all, and what is to be said; returns where the cards begin. */
static float draw_title(const struct view *view, struct rect area, const struct cards *cards)
{
    const struct theme *theme = view->theme;
    float y = area.y + (float)view->size.title_px;
    struct richtext_style style = {.size_px = view->size.body_px,
                                   .max_lines = 6,
                                   .ink = cards->is_error ? theme->error : theme->text};

    canvas_text(view->canvas, area.x, y, CANVAS_LEFT, FONT_TEXT_BOLD, view->size.title_px,
                theme->text, cards->title);
    y += GAP_WORD * (float)view->size.title_px;
    if (cards->message != NULL)
        y += richtext_draw(view, area.x, y, area.w, richtext_plain(view->arena, cards->message),
                           &style, false);
    return y;
}

/* Where a row with its heading begins, at `scroll` or the first after it: above nothing is left
 * empty. */
static float snapped(const struct cards *cards, size_t columns, float row, float heading,
                     float scroll)
{
    for (size_t i = 0; i <= cards->chosen; i++) {
        float top = top_of(cards->cards, columns, i, row, heading)
                  - (begins_part(cards->cards, i) ? heading : 0.0f);

        if (top >= scroll - 0.5f)
            return top;
    }
    return scroll;
}

size_t cards_view(const struct view *view, struct rect window, const struct cards *cards)
{
    float size = (float)view->size.label_px, margin = size, gap = gap_em * size;
    float row = card_lines * size + gap, heading = heading_lines * size, first, last, scroll;
    struct rect area = rect_inset(window, GAP_APART * margin, margin), before, grid;
    size_t columns = (size_t)fmaxf(1.0f, fminf((float)COLUMNS_MAX, (area.w + gap)
                                                                   / (least_width * size + gap)));
    float width = (area.w - (float)(columns - 1) * gap) / (float)columns;
    size_t above = 0, below = 0;

    canvas_box(view->canvas, window, 0.0f, view->theme->background, 0, 0.0f);
    ui_begin(view->ui); /* nothing below can be clicked */
    ui_target(view->ui, window, cards->close, false);
    before = canvas_within(view->canvas, window);
    grid = area;
    grid.y = draw_title(view, area, cards);
    grid.h = area.y + area.h - grid.y;
    first = top_of(cards->cards, columns, cards->chosen, row, heading);
    last = top_of(cards->cards, columns, cards->count - 1, row, heading) + row - gap;
    scroll = fmaxf(0.0f, fminf(first + 0.5f * row - 0.5f * grid.h, last - grid.h));
    scroll = snapped(cards, columns, row, heading, scroll);
    for (size_t i = 0; i < cards->count; i++) {
        /* A rounding error is not a card that sticks out. */
        float y = grid.y - scroll + top_of(cards->cards, columns, i, row, heading),
              top = grid.y - 0.5f, foot = grid.y + grid.h + 0.5f;
        size_t column;

        row_of(cards->cards, columns, i, &column);
        above += y < top;
        below += y + row - gap > foot;
        if (y < top || y + row - gap > foot)
            continue;
        if (begins_part(cards->cards, i) && y - heading >= top)
            ui_text(view->canvas, grid.x, y - 0.5f * size, CANVAS_LEFT,
                    ui_inked(view_bold(view), view->theme->phase[PHASE_FORWARD]),
                    cards->cards[i].part);
        draw_card(view, (struct rect){grid.x + (float)column * (width + gap), y, width, row - gap},
                  cards, i);
    }
    more(view, area, above, below);
    canvas_within(view->canvas, before);
    return columns;
}
