#include "view/mistake.h"

#include "view/label.h"
#include "view/richtext.h"

#include <math.h>
#include <string.h>

float mistake_band_height(const struct view *view)
{
    return 1.75f * (float)view->size.label_px;
}

void mistake_band(const struct view *view, struct rect band, enum mistake mistake)
{
    const struct theme *theme = view->theme;
    float size = (float)view->size.label_px, y = band.y + 0.5f * band.h, x = band.x + size;
    const char *head = "Wrong on purpose", *title = mistake_title(mistake), *key = "marks what differs";
    float key_width = canvas_text_width(view->canvas, FONT_TEXT, view->size.label_px, key);
    struct rect before;

    canvas_box_dashed(view->canvas, band, 0.3f * size, theme->panel, theme->error, 2.5f * view->size.unit,
                      9.0f * view->size.unit);
    before = canvas_within(view->canvas, band);
    view_cross(view, (struct point){x, y}, size);
    x += canvas_text(view->canvas, x + 0.8f * size, y + 0.36f * size, CANVAS_LEFT, FONT_TEXT_BOLD,
                     view->size.label_px, theme->error, head) + 1.4f * size;
    if (x + canvas_text_width(view->canvas, FONT_TEXT, view->size.label_px, title) < band.x + band.w - 0.5f * size)
        x += canvas_text(view->canvas, x, y + 0.36f * size, CANVAS_LEFT, FONT_TEXT, view->size.label_px,
                         theme->text, title);
    if (x + key_width + 3.0f * size < band.x + band.w) {
        view_cross(view, (struct point){band.x + band.w - key_width - 1.3f * size, y}, size);
        canvas_text(view->canvas, band.x + band.w - 0.6f * size, y + 0.36f * size, CANVAS_RIGHT, FONT_TEXT,
                    view->size.label_px, theme->text_soft, key);
    }
    canvas_within(view->canvas, before);
}

/* ---- the card ---- */

struct columns {
    float symbol, right, wrong; /* left end; right ends */
    float width;                /* of a number */
};

static void numbers(const struct view *view, const struct columns *columns, float y, double right, double wrong)
{
    char left[NUMBER_TEXT_SIZE], text[NUMBER_TEXT_SIZE];
    int size_px = view->size.number_px;
    bool same = right == wrong || (isnan(right) && isnan(wrong));
    struct view finer = *view;

    /* As many digits as it takes to see that they differ. */
    for (;; finer.decimals++) {
        view_number(&finer, right, false, columns->width, size_px, left);
        view_number(&finer, wrong, false, columns->width, size_px, text);
        if (same || finer.decimals >= NUMBER_DECIMALS_MAX || strcmp(left, text) != 0)
            break;
    }
    canvas_text(view->canvas, columns->right, y, CANVAS_RIGHT, FONT_MONO, size_px, view->theme->text, left);
    canvas_text(view->canvas, columns->wrong, y, CANVAS_RIGHT, FONT_MONO, size_px,
                same ? view->theme->text_soft : view->theme->error, text);
}

static float row(const struct view *view, const struct columns *columns, float y, const struct formula *symbol,
                 double right, double wrong)
{
    label_symbol(view, symbol, columns->symbol, y, (int)roundf(1.1f * (float)view->size.number_px), view->theme->text,
                 false);
    numbers(view, columns, y, right, wrong);
    return y + 1.55f * (float)view->size.number_px;
}

static float named_row(const struct view *view, const struct columns *columns, float y, const char *name,
                       double right, double wrong)
{
    canvas_text(view->canvas, columns->symbol, y, CANVAS_LEFT, FONT_TEXT, view->size.label_px, view->theme->text, name);
    numbers(view, columns, y, right, wrong);
    return y + 1.55f * (float)view->size.number_px;
}

static float heads(const struct view *view, const struct columns *columns, float y)
{
    float size = (float)view->size.label_px;
    float width = canvas_text_width(view->canvas, FONT_TEXT_BOLD, view->size.label_px, "wrong");

    canvas_text(view->canvas, columns->right, y, CANVAS_RIGHT, FONT_TEXT_BOLD, view->size.label_px, view->theme->text,
                "right");
    canvas_text(view->canvas, columns->wrong, y, CANVAS_RIGHT, FONT_TEXT_BOLD, view->size.label_px, view->theme->error,
                "wrong");
    view_cross(view, (struct point){columns->wrong - width - 0.6f * size, y - 0.34f * size}, size);
    return y + 1.6f * (float)view->size.number_px;
}

/* A button that goes there, with the numbers that differ. */
static float first_difference(const struct view *view, const struct columns *columns, float y,
                              const struct mistake_card *card)
{
    float label = (float)view->size.label_px, below;
    const char *brief = arena_printf(view->arena, "first difference: iteration %llu",
                                     (unsigned long long)card->first.iteration);
    const char *text = arena_printf(view->arena, "%s (X goes there)", brief);
    struct rect button = {columns->symbol - 0.4f * label, y - 1.1f * label,
                          columns->wrong - columns->symbol + 0.8f * label, 0.0f};

    below = y + 1.5f * label + 1.55f * (float)view->size.number_px;
    button.h = below - 1.15f * label - button.y;
    if (ui_hovers(view->ui, button))
        canvas_box(view->canvas, button, 0.3f * label, view->theme->phase_soft[PHASE_FORWARD], 0, 0.0f);
    ui_target(view->ui, button, card->go_there, false);
    if (canvas_text_width(view->canvas, FONT_TEXT, view->size.label_px, text) > columns->wrong - columns->symbol)
        text = brief;
    canvas_text(view->canvas, columns->symbol, y, CANVAS_LEFT, FONT_TEXT, view->size.label_px,
                view->theme->text_soft, text);
    row(view, columns, y + 1.5f * label, quantity_symbol(view->arena, view->snapshot, card->first.quantity),
        card->first.right, card->first.wrong);
    return below;
}

float mistake_card_height(const struct view *view)
{
    return 8.4f * (float)view->size.number_px + 6.4f * (float)view->size.label_px;
}

void mistake_card_view(const struct view *view, struct rect rect, const struct mistake_card *card)
{
    const struct snapshot *right = view->snapshot, *wrong = card->wrong;
    struct quantity loss = {QUANTITY_LOSS, right->net->layer_count, 0, 0};
    float pad = 0.8f * (float)view->size.body_px, label = (float)view->size.label_px, y;
    struct rect inner = rect_inset(rect, pad, 0.6f * pad), before;
    struct columns columns = {inner.x, inner.x + 0.66f * inner.w, inner.x + inner.w, 0.32f * inner.w};
    struct richtext_style style = {.size_px = view->size.label_px, .ink = view->theme->text, .line_height = 1.28f};
    const char *words = card->without_effect != NULL ? card->without_effect : mistake_sentence(card->mistake);

    canvas_box_dashed(view->canvas, rect, 0.7f * (float)view->size.body_px, view->theme->panel, view->theme->error,
                      2.0f * view->size.unit, 9.0f * view->size.unit);
    before = canvas_within(view->canvas, rect);
    y = heads(view, &columns, inner.y + label);
    if (card->quantity.kind != QUANTITY_NONE && view_known(view, card->quantity) != KNOWN_NOT_YET)
        y = row(view, &columns, y, quantity_symbol(view->arena, right, card->quantity),
                quantity_value(right, card->quantity), quantity_value(wrong, card->quantity));
    if (view_known(view, loss) != KNOWN_NOT_YET && !(view->move > 0.0f))
        y = named_row(view, &columns, y, "loss", quantity_value(right, loss), quantity_value(wrong, loss));
    if (view->move > 0.0f && !isnan(right->loss_after))
        y = named_row(view, &columns, y, "new loss", right->loss_after, wrong->loss_after);
    if (card->first.iteration > 0)
        y = first_difference(view, &columns, y, card);
    y += 0.1f * label;
    style.max_lines = (size_t)fmaxf((inner.y + inner.h - y) / (1.28f * label) + 0.6f, 0.0f);
    if (style.max_lines > 0)
        richtext_draw(view, inner.x, y - label, inner.w, richtext_plain(view->arena, words), &style, false);
    canvas_within(view->canvas, before);
}
