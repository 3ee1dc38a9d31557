#include "view/frame/label.h"

#include "draw/math/mathbox.h"

#include <math.h>
#include <string.h>

static struct mathbox_style symbol_style(const struct view *view, int size_px, color ink)
{
    return (struct mathbox_style){
        .size_px = size_px,
        .min_px = view->size.min_px,
        .show = FORMULA_SYMBOLS,
        .numbers = {.decimals = view->decimals},
        .inline_fractions = true,
        .ink = ink,
    };
}

float label_symbol_depth(const struct view *view, const struct formula *symbol, int size_px)
{
    struct mathbox_style style = symbol_style(view, size_px, view->theme->text);

    return mathbox_measure(view->canvas, symbol, &style).descent;
}

float label_symbol_height(const struct view *view, const struct formula *symbol, int size_px)
{
    struct mathbox_style style = symbol_style(view, size_px, view->theme->text);
    struct mathbox_size size = mathbox_measure(view->canvas, symbol, &style);

    return size.ascent + size.descent;
}

float label_symbol(const struct view *view, const struct formula *symbol, float x, float y,
                   int size_px, color ink, bool measure)
{
    struct mathbox_style style = symbol_style(view, size_px, ink);

    if (measure)
        return mathbox_measure(view->canvas, symbol, &style).width;
    return mathbox_draw(view->canvas, x, y, symbol, &style).width;
}

float label_cut(const struct view *view, struct formula *symbol, const char **part, size_t least,
                size_t most, int size_px, float width)
{
    const char *whole = *part;
    float wide;

    do {
        *part = arena_cut(view->arena, whole, most);
        wide = label_symbol(view, symbol, 0, 0, size_px, view->theme->text, true);
    } while (wide > width && most-- > least);
    return wide;
}

void label_broken_symbol(const struct view *view, const struct formula *symbol, struct rect place,
                         int size_px, color ink)
{
    struct mathbox_style style = symbol_style(view, size_px, ink);

    mathbox_equation(view->canvas, place.x, place.y, place.w, NULL, NULL, symbol, &style, true);
}

struct label_parts {
    char number[NUMBER_TEXT_SIZE];
    const char *text;
    float symbol_width, gap, text_width;
};

static struct ui_type number_type(const struct label *label)
{
    return (struct ui_type){label->strong ? FONT_MONO_BOLD : FONT_MONO, label->size_px, label->ink};
}

static void split(const struct view *view, const struct label *label, float width,
                  struct label_parts *parts)
{
    struct view coarser = *view;

    if (label->decimals > 0)
        coarser.decimals = label->decimals;
    parts->number[0] = '\0';
    parts->symbol_width = 0.0f;
    parts->gap = 0.0f;
    if (label->symbol != NULL) {
        /* Symbols of the mathematical face look small beside the mono digits. */
        parts->symbol_width = label_symbol(view, label->symbol, 0.0f, 0.0f,
                                           view_symbol_px((float)label->size_px),
                                           label->symbol_ink, true);
        parts->gap = (label->symbol == label->brief ? GAP_TIGHT : GAP_NEAR) * (float)label->size_px;
    }
    parts->text = label->text;
    if (label->text == NULL)
        parts->text = view_number(&coarser, label->value, label->sign,
                                          width - parts->symbol_width - parts->gap, label->size_px,
                                          parts->number);
    parts->text_width = ui_text_width(view->canvas, number_type(label), parts->text);
}

float label_width(const struct view *view, const struct label *label, float width)
{
    struct label_parts parts;

    split(view, label, width, &parts);
    return parts.symbol_width + parts.gap + parts.text_width;
}

/* The number as it will be written in that width. Returns out. */
static const char *number_in(const struct view *view, const struct label *label,
                             float width, char out[NUMBER_TEXT_SIZE])
{
    struct label_parts parts;

    split(view, label, width, &parts);
    memcpy(out, parts.number, sizeof parts.number);
    return out;
}

bool label_fit(const struct view *view, struct label *label, float width)
{
    const struct formula *symbols[] = {label->symbol, label->brief};
    char number[NUMBER_TEXT_SIZE];

    for (size_t i = 0; i < 2; i++) {
        label->symbol = symbols[i];
        if (view_says_number(number_in(view, label, width, number)))
            return true;
    }
    return false;
}

bool label_fit_smaller(const struct view *view, struct label *label, float width, int least_px)
{
    while (!label_fit(view, label, width)) {
        if (label->size_px <= least_px)
            return false;
        label->size_px--;
    }
    return true;
}

bool label_fit_whole(const struct view *view, struct label *label, float width, int least_px)
{
    char whole[NUMBER_TEXT_SIZE], text[NUMBER_TEXT_SIZE];

    for (struct label smaller = *label; smaller.size_px >= least_px; smaller.size_px--) {
        number_in(view, &smaller, 4.0f * width, whole);
        if (strcmp(number_in(view, &smaller, width, text), whole) != 0)
            continue;
        *label = smaller;
        return true;
    }
    return label_fit(view, label, width);
}

void label_draw(const struct view *view, const struct label *label, float x, float y, float width)
{
    struct label_parts parts;
    float left;

    split(view, label, width, &parts);
    left = x - (parts.symbol_width + parts.gap + parts.text_width) / 2.0f;
    if (label->symbol != NULL)
        label_symbol(view, label->symbol, left, y, view_symbol_px((float)label->size_px),
                     label->symbol_ink, false);
    ui_text(view->canvas, left + parts.symbol_width + parts.gap, y, CANVAS_LEFT, number_type(label),
            parts.text);
}

void label_line(const struct view *view, struct rect card, float left,
                const struct label_line *line)
{
    float size = (float)view->size.label_px, pad = GAP_NEAR * size, sample = 2.0f * size;
    float room = card.w - left - 2.0f * pad, right = card.x + card.w - pad;
    float y = card.y + LINE_CLOSE * size, middle = y - ui_text_drop(size);
    struct ui_type type = ui_inked(view_plain(view), line->ink);
    const char *name = line->name;

    if (line->brief != NULL && ui_text_width(view->canvas, type, name) + sample + size > room)
        name = line->brief;
    if (ui_text_width(view->canvas, type, name) > room)
        return;
    right -= ui_text(view->canvas, right, y, CANVAS_RIGHT, type, name) + GAP_WORD * size;
    if (right - sample > card.x + left + GAP_WORD * size)
        canvas_line(view->canvas, (struct point){right - sample, middle},
                    (struct point){right, middle}, line->width, line->ink, line->dash);
}
