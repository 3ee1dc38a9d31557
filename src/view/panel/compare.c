#include "view/panel/compare.h"

#include "explain/rich.h"
#include "view/frame/label.h"
#include "view/panel/richtext.h"

#include <math.h>
#include <string.h>

/* In ems: from the middle of the band to the baseline; a row of numbers; the line above one. */
static const float row_em = LINE_ROW, line_em = LINE_ROW;

/* Of the other run. */
static color other_ink(const struct view *view)
{
    return view->wrong ? view->theme->error : view->theme->text;
}

float compare_band_height(const struct view *view)
{
    return LINE_BUTTON * (float)view->size.label_px;
}

void compare_band(const struct view *view, struct rect band, const char *title)
{
    const struct theme *theme = view->theme;
    float size = (float)view->size.label_px, y = band.y + 0.5f * band.h, x = band.x + size;
    const char *head = view->wrong ? words(W_WRONG_ON_PURPOSE) : words(W_BESIDE_IT),
               *key = words(W_MARKS_WHAT_DIFFERS);
    float key_width = ui_text_width(view->canvas, view_plain(view), key);
    struct rect before;

    canvas_box_dashed(view->canvas, band, view->size.corner, theme->panel,
                      view->wrong ? theme->error : theme->line_strong, view->size.line,
                      view->size.dash);
    before = canvas_within(view->canvas, band);
    view_difference(view, (struct point){x, y}, size);
    x += ui_text(view->canvas, x + GAP_PART * size, y + ui_text_drop(size), CANVAS_LEFT,
                 ui_inked(view_bold(view), other_ink(view)), head)
       + GAP_APART * size;
    if (x + ui_text_width(view->canvas, view_plain(view), title) < band.x + band.w - 0.5f * size)
        x += ui_text(view->canvas, x, y + ui_text_drop(size), CANVAS_LEFT, view_plain(view), title);
    if (x + key_width + 3.0f * size < band.x + band.w) {
        view_difference(view, (struct point){band.x + band.w - key_width - GAP_FAR * size, y},
                        size);
        ui_text(view->canvas, band.x + band.w - GAP_WIDE * size, y + ui_text_drop(size),
                CANVAS_RIGHT, view_soft(view), key);
    }
    canvas_within(view->canvas, before);
}

/* ---- the card ---- */

struct columns {
    float symbol, shown, other; /* left end; right ends */
    float width;                /* of a number */
    float bottom;               /* below which there are none */
};

static void texts(const struct view *view, const struct columns *columns, float y, int size_px,
                  const char *shown, const char *other, bool same)
{
    canvas_text(view->canvas, columns->shown, y, CANVAS_RIGHT, FONT_MONO, size_px,
                view->theme->text, shown);
    canvas_text(view->canvas, columns->other, y, CANVAS_RIGHT, FONT_MONO, size_px,
                same ? view->theme->text_soft : other_ink(view), other);
}

static bool are_same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

/* Both in that width, with as many digits as it takes to see that they differ; false where there
 * is no room for so many. */
static bool both(const struct view *view, float width, int size_px, double shown, double other,
                 char left[NUMBER_TEXT_SIZE], char text[NUMBER_TEXT_SIZE])
{
    struct view finer = *view;

    for (;; finer.decimals++) {
        view_number(&finer, shown, false, width, size_px, left);
        view_number(&finer, other, false, width, size_px, text);
        if (are_same(shown, other) || strcmp(left, text) != 0)
            return true;
        if (finer.decimals >= NUMBER_DECIMALS_MAX)
            return false;
    }
}

static void numbers(const struct view *view, const struct columns *columns, float y, double shown,
                    double other)
{
    char left[NUMBER_TEXT_SIZE], text[NUMBER_TEXT_SIZE];
    int size_px = view->size.number_px;

    while (!both(view, columns->width, size_px, shown, other, left, text)
           && size_px > view->size.min_px)
        size_px--; /* rather than numbers that look alike */
    texts(view, columns, y, size_px, left, text, are_same(shown, other));
}

/* Whether both numbers need a line of their own, below their name. */
static bool below_name(const struct view *view, float width, double shown, double other)
{
    char left[NUMBER_TEXT_SIZE], text[NUMBER_TEXT_SIZE];
    int size_px = view->size.number_px;

    return !view_says_number(view_number(view, shown, false, width, size_px, text))
        || !view_says_number(view_number(view, other, false, width, size_px, text))
        || !both(view, width, size_px, shown, other, left, text);
}

/* The numbers beside their name, which is a word or a symbol, or below it. Returns where
 * the next row is; what has no room is left out. */
static float row_of(const struct view *view, const struct columns *columns, float y,
                    const struct formula *symbol, const char *name, double shown, double other)
{
    struct columns at = *columns;
    float number = (float)view->size.number_px, next = y;
    bool below;

    if (name != NULL)
        at.width = fminf(at.width, at.shown - at.symbol - GAP_WORD * (float)view->size.label_px
                                       - ui_text_width(view->canvas, view_plain(view), name));
    below = below_name(view, at.width, shown, other);
    if (below) {
        next += GAP_FAR * number;
        at.shown = 0.5f * (at.symbol + at.other) - GAP_NEAR * number;
        at.width = at.shown - at.symbol;
    }
    if (next > at.bottom)
        return y;
    if (name != NULL)
        ui_text(view->canvas, at.symbol, y, CANVAS_LEFT, view_plain(view), name);
    else
        label_symbol(view, symbol, at.symbol, y, view_symbol_px(number), view->theme->text, false);
    numbers(view, &at, next, shown, other);
    return next + row_em * number;
}

static float row(const struct view *view, const struct columns *columns, float y,
                 const struct formula *symbol, double shown, double other)
{
    return row_of(view, columns, y, symbol, NULL, shown, other);
}

static float named_row(const struct view *view, const struct columns *columns, float y,
                       const char *name, double shown, double other)
{
    return row_of(view, columns, y, NULL, name, shown, other);
}

static float heads(const struct view *view, const struct columns *columns, float y)
{
    float size = (float)view->size.label_px;
    const char *shown = view->wrong ? words(W_RIGHT) : words(W_RUN),
               *other = view->wrong ? words(W_WRONG) : words(W_OTHER);
    float width = ui_text_width(view->canvas, view_bold(view), other);

    ui_text(view->canvas, columns->shown, y, CANVAS_RIGHT, view_bold(view), shown);
    ui_text(view->canvas, columns->other, y, CANVAS_RIGHT,
            ui_inked(view_bold(view), other_ink(view)), other);
    view_difference(
        view, (struct point){columns->other - width - GAP_WIDE * size, y - ui_text_drop(size)},
        size);
    return y + LINE_ROW * (float)view->size.number_px;
}

/* A button that goes there, with the numbers that differ. */
static float first_difference(const struct view *view, const struct columns *columns, float y,
                              const struct compare_card *card)
{
    float label = (float)view->size.label_px, below;
    const char *brief =
        words_in(view->arena, W_ITERATION_3,
                 view->wrong ? words(W_FIRST_DIFFERENCE) : words(W_THEIR_LOSSES_PART),
                 number_counted(view->arena, card->first.iteration));
    const char *text = words_in(view->arena, W_X_GOES_THERE, brief);
    const char *loss = view->snapshot->program->batch > 1 ? words(W_BATCHS_LOSS) : words(W_LOSS);
    struct rect button = {columns->symbol - GAP_WORD * label, y - label,
                          columns->other - columns->symbol + GAP_PART * label, 0.0f};

    below = y + line_em * label + row_em * (float)view->size.number_px;
    button.h = below - LINE_CLOSE * label - button.y;
    if (ui_hovers(view->ui, button))
        canvas_box(view->canvas, button, view->size.corner, view->theme->phase_soft[PHASE_FORWARD],
                   0, 0.0f);
    ui_target(view->ui, button, card->go_there, false);
    if (ui_text_width(view->canvas, view_plain(view), text) > columns->other - columns->symbol)
        text = brief;
    ui_text(view->canvas, columns->symbol, y, CANVAS_LEFT, view_soft(view), text);
    if (view->wrong)
        row(view, columns, y + line_em * label,
            quantity_symbol(view->arena, view->snapshot, card->first.quantity),
            card->first.shown, card->first.other);
    else
        named_row(view, columns, y + line_em * label, loss, card->first.shown, card->first.other);
    return below;
}

/* The loss of both, as far as it has come. */
static float loss_now(const struct view *view, const struct columns *columns, float y)
{
    const struct snapshot *shown = view->snapshot, *other = view->other;
    struct quantity loss = quantity_at(QUANTITY_LOSS, shown->net->layer_count, 0, 0);
    bool batch = !view->wrong && shown->place.batch_count > 1 && !isnan(shown->batch_loss);

    if (view_fall(view) >= 1.0f && !isnan(shown->loss_after))
        return named_row(view, columns, y, words(W_NEW_LOSS), shown->loss_after,
                         other->loss_after);
    if (view_known(view, loss) == KNOWN_NOT_YET || view->move > 0.0f)
        return y;
    return named_row(view, columns, y, batch ? words(W_BATCHS_LOSS) : words(W_LOSS),
                     batch ? shown->batch_loss : quantity_value(shown, loss),
                     batch ? other->batch_loss : quantity_value(other, loss));
}

/* What both have now: what the step is about, then the loss; once the step has changed that it
 * comes first. */
static float rows_now(const struct view *view, const struct columns *columns, float y,
                      struct quantity quantity)
{
    const struct snapshot *shown = view->snapshot, *other = view->other;
    bool changed = view_fall(view) >= 1.0f && view->asked.kind == QUANTITY_NONE;

    if (changed)
        y = loss_now(view, columns, y);
    if (quantity.kind != QUANTITY_NONE && quantity.kind != QUANTITY_LOSS
        && view_known(view, quantity) != KNOWN_NOT_YET)
        y = row(view, columns, y, quantity_symbol(view->arena, shown, quantity),
                quantity_value(shown, quantity), quantity_value(other, quantity));
    return changed ? y : loss_now(view, columns, y);
}

float compare_card_height(const struct view *view)
{
    return ROOM(14) * (float)view->size.number_px + ROOM(11) * (float)view->size.label_px;
}

/* How good both are with their final parameters. */
static float rows_of_end(const struct view *view, const struct columns *columns, float y,
                         const struct evaluation *other)
{
    const struct evaluation *shown = &view->snapshot->training_result;
    char left[NUMBER_TEXT_SIZE], right[NUMBER_TEXT_SIZE];

    y = named_row(view, columns, y, words(W_LOSS), shown->loss, other->loss);
    if (!shown->classes)
        return y;
    ui_text(view->canvas, columns->symbol, y, CANVAS_LEFT, view_plain(view), words(W_ACCURACY));
    texts(view, columns, y, view->size.number_px,
          number_percent(left, shown->right, shown->samples),
          number_percent(right, other->right, other->samples), shown->right == other->right);
    return y + row_em * (float)view->size.number_px;
}

void compare_card_view(const struct view *view, struct rect rect,
                          const struct compare_card *card)
{
    struct ui_paper paper = view_paper(view);
    struct ui_frame frame = ui_card_dashed(&paper, rect, view->wrong ? view->theme->error
                                                                     : view->theme->line_strong);
    struct rect inner = frame.inner;
    float label = (float)view->size.label_px, y;
    struct columns columns = {inner.x, inner.x + 0.66f * inner.w, inner.x + inner.w,
                              0.32f * inner.w, inner.y + inner.h};
    struct richtext_style style = {
        .size_px = view->size.label_px, .ink = view->theme->text, .tight = true};
    struct rich said = richtext_plain(view->arena, card->words);

    y = heads(view, &columns, inner.y + label);
    if (card->result.samples > 0)
        y = rows_of_end(view, &columns, y, &card->result);
    else if (view->other != NULL)
        y = rows_now(view, &columns, y, card->quantity);
    if (card->first.iteration > 0 && y + LINE_BUTTON * label < rect.y + rect.h)
        y = first_difference(view, &columns, y, card);
    y += GAP_HAIR * label;
    /* As many whole sentences as fit. */
    while (said.count > 0
           && richtext_draw(view, 0.0f, 0.0f, inner.w, said, &style, true)
                  > inner.y + inner.h - y + label)
        said = rich_shorter(view->arena, said);
    richtext_draw(view, inner.x, y - label, inner.w, said, &style, false);
    ui_frame_end(&paper, &frame);
}
