/* An equation for whose matrices there is no room, as a line of symbols. */
#include "view/matrices/matrix_parts.h"

#include <math.h>

float matrix_symbols_draw(const struct matrix_page *page, const struct matrix_block *block, float x,
                          float y, bool measure)
{
    const struct view *view = page->view;
    color ink = view->theme->text_soft;
    float start = x;
    int size = view_symbol_px((float)view->size.label_px);

    for (size_t i = 0; i < block->equation->count; i++) {
        const struct matrices_term *term = &block->equation->terms[i];
        const char *sign = matrix_sign(term);
        bool sum = term->scalar && term->symbol != NULL && term->symbol->kind == FORMULA_ADD;
        const char *lead = arena_printf(view->arena, "%s%s%s%s%.*s%s", sign != NULL ? " " : "",
                                        sign != NULL ? sign
                                        : i > 0      ? " "
                                                     : "",
                                        sign != NULL ? " " : "", term->minus ? "−" : "",
                                        (int)term->opens + (sum ? 1 : 0), "((((",
                                        term->applied ? term->function : "");
        const char *trail = arena_printf(view->arena, "%.*s%s", (int)term->closes + (sum ? 1 : 0),
                                         "))))", term->squared ? "²" : "");
        const char *texts[] = {lead, term->symbol == NULL && term->text != NULL ? term->text : "",
                               trail};

        if (term->applied)
            texts[0] = arena_printf(view->arena, "%s ", lead);
        for (int part = 0; part < 3; part++) {
            x += matrix_text_width(page, FONT_MATH, size, texts[part]);
            if (!measure && texts[part][0] != '\0')
                canvas_text(view->canvas, x, y, CANVAS_RIGHT, FONT_MATH, size, ink, texts[part]);
            if (part == 0)
                x += matrix_caption(page, term, x, y, size, ink, measure);
        }
    }
    return x - start;
}

/* Whether a matrix of the page has the quantity. */
static bool is_drawn(const struct matrix_page *page, struct quantity quantity)
{
    const struct matrices *matrices = page->matrices;

    for (size_t e = page->fit.first; e < page->fit.last; e++) {
        const struct matrices_equation *equation = &matrices->equations[e];

        for (size_t t = 0; t < equation->count; t++) {
            if (quantity_together(matrices_quantity(&equation->terms[t], 0, 0), quantity))
                return true;
        }
    }
    return false;
}

void matrix_symbols_item(const struct matrix_page *page, const struct matrix_block *block)
{
    const struct view *view = page->view;
    struct quantity quantity = matrices_quantity(&block->equation->terms[0], 0, 0);
    float pad = GAP_NEAR * (float)view->size.label_px;
    struct rect rect = {block->at.x - pad, block->at.y + pad, block->width + 2.0f * pad,
                        block->height - 2.0f * pad};

    if (quantity.kind == QUANTITY_NONE)
        return;
    ui_group(view->ui, is_drawn(page, quantity) ? UI_GROUP_NONE : 0);
    ui_item(view->ui, rect, (struct ui_action){view->select_command, quantity_pack(quantity)});
    ui_group(view->ui, 0);
    if (quantity_equal(view->asked, quantity))
        canvas_box(view->canvas, rect, pad, 0, view->theme->focus, view->size.strong);
}
