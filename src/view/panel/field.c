#include "view/panel/field.h"

#include "view/frame/label.h"
#include "base/text.h"
#include "view/panel/richtext.h"

#include <math.h>
#include <string.h>

static int text_px(const struct view *view)
{
    return view_symbol_px((float)view->size.number_px);
}

float field_height(const struct view *view)
{
    return LINE_TWO * (float)text_px(view) + 2.0f * LINE_STEP * (float)view->size.label_px;
}

/* The end of the text that fits the width, with the caret in it. */
static const char *visible(const struct view *view, const struct field *field, float width)
{
    const char *text = field->text;

    while (canvas_text_width(view->canvas, FONT_MONO, text_px(view), text) > width
           && text < field->text + field->caret)
        text_next_utf8(&text);
    return text;
}

/* So much of it as fits the width. */
static const char *cut(const struct view *view, const char *text, float width)
{
    char *copy = arena_printf(view->arena, "%s", text);
    size_t length = strlen(copy);

    while (length > 0 && canvas_text_width(view->canvas, FONT_MONO, text_px(view), copy) > width) {
        copy[--length] = '\0';
        text_cut_utf8(copy);
        length = strlen(copy);
    }
    return copy;
}

void field_line(const struct view *view, struct rect box, const struct field *field)
{
    float size = (float)text_px(view), pad = GAP_WORD * size,
          y = box.y + 0.5f * box.h + ui_text_drop(size);
    const char *text = visible(view, field, box.w - 2.0f * pad);
    size_t before = field->caret - (size_t)(text - field->text);
    const char *head = arena_printf(view->arena, "%.*s", (int)before, text);
    float caret = box.x + pad + canvas_text_width(view->canvas, FONT_MONO, text_px(view), head);
    struct rect within;

    canvas_box(view->canvas, box, view->size.corner, view->theme->background, view->theme->focus,
               view->size.strong);
    if (field->selected)
        canvas_box(view->canvas,
                   (struct rect){box.x + 0.7f * pad, y - size, caret - box.x - 0.4f * pad,
                                 LINE_CLOSE * size},
                   0.5f * view->size.corner,
                   color_mix(view->theme->background, view->theme->focus, TINT_FAINT), 0, 0.0f);
    within = canvas_within(view->canvas, box);
    canvas_text(view->canvas, box.x + pad, y, CANVAS_LEFT, FONT_MONO, text_px(view),
                view->theme->text, cut(view, text, box.w - 2.0f * pad));
    canvas_within(view->canvas, within);
    canvas_box(
        view->canvas,
        (struct rect){caret, y - size, fmaxf(2.0f, view->size.line), LINE_CLOSE * size},
        0.0f, view->theme->text, 0, 0.0f);
}

void field_view(const struct view *view, struct rect card, const struct field *field)
{
    float size = (float)text_px(view), pad = GAP_PART * (float)view->size.body_px, width;
    int symbol_px = view_symbol_px(size);
    struct rect inner = rect_inset(card, pad, 0.5f * pad), box;
    const char *hint = field->problem != NULL ? field->problem
                       : field->hint != NULL  ? field->hint
                                              : words(W_ENTER_SETS_IT_ESCAPE_LEAVES);
    struct richtext_style style = {.size_px = view->size.label_px, .tight = true,
                                   .max_lines = 2,
                                   .ink = field->problem != NULL ? view->theme->error
                                                                 : view->theme->text_soft};
    struct rect before;
    bool named = field->symbol != NULL;

    canvas_box(view->canvas, card, view->size.card, view->theme->panel, view->theme->focus,
               view->size.line);
    before = canvas_within(view->canvas, card);
    width = named ? 0.5f * size + label_symbol(view, field->symbol, 0.0f, 0.0f, symbol_px,
                                               view->theme->text, true)
                  : 0.0f;
    box = (struct rect){inner.x + width, inner.y, inner.w - width, LINE_BUTTON * size};
    if (named)
        label_symbol(view, field->symbol, inner.x, box.y + 0.5f * box.h + ui_text_drop(size),
                     symbol_px, view->theme->text, false);
    canvas_within(view->canvas, before);
    field_line(view, box, field);
    before = canvas_within(view->canvas, card);
    richtext_draw(view, inner.x, box.y + box.h + GAP_NEAR * size, inner.w,
                  richtext_plain(view->arena, hint), &style, false);
    canvas_within(view->canvas, before);
}
