/* What stands around matrices: captions, shapes, signs. */
#include "view/matrices/matrix_parts.h"

#include "base/number.h"
#include "view/frame/label.h"

#include <math.h>

enum { FOOT_LINES = 4 };

/* ---- sizes of what stands between matrices ---- */

float matrix_em(const struct matrix_page *page)
{
    return (float)page->fit.size_px;
}

int matrix_caption_px(const struct matrix_page *page)
{
    return view_symbol_px(fmaxf(matrix_em(page), (float)page->view->size.label_px));
}

static int sign_px(const struct matrix_page *page)
{
    return (int)roundf(LINE_CLOSE * matrix_em(page));
}

float matrix_text_width(const struct matrix_page *page, enum font_face face, int size_px,
                        const char *text)
{
    return canvas_text_width(page->view->canvas, face, size_px, text);
}

/* ---- captions ---- */

float matrix_caption(const struct matrix_page *page, const struct matrices_term *term, float x,
                     float y, int size_px, color ink, bool measure)
{
    const struct view *view = page->view;
    bool wrapped = term->function != NULL && !term->applied;
    float start = x;

    if (term->symbol == NULL)
        return 0.0f;
    if (ink >> 24 == 0)
        ink = view->theme->role[term->role];
    for (int part = 0; part < 3; part++) {
        const char *text = part == 0
                               ? arena_printf(view->arena, "%s(", wrapped ? term->function : "")
                               : ")";

        if (part == 1)
            x += label_symbol(view, term->symbol, x, y, size_px, ink, measure);
        else if (wrapped && measure)
            x += matrix_text_width(page, FONT_MATH, size_px, text);
        else if (wrapped)
            x += canvas_text(view->canvas, x, y, CANVAS_LEFT, FONT_MATH, size_px, ink, text);
    }
    return x - start;
}

/* The lines below a matrix: its shape, and of a heat map what it leaves out and its range. */
static size_t foot_lines(const struct matrix_page *page, const struct matrix_box *box,
                         const char *lines[FOOT_LINES])
{
    struct arena *arena = page->view->arena;
    struct number_style style = {.decimals = 3, .brief = true};
    char least[NUMBER_TEXT_SIZE], most[NUMBER_TEXT_SIZE];
    size_t count = 0;

    if (box->term->scalar)
        return 0;
    lines[count++] = arena_printf(arena, "%zu×%zu", box->term->rows, box->term->cols);
    if (box->row_stride * box->col_stride > 1)
        lines[count++] = box->row_stride == 1 ? words_in(arena, W_N1_COLUMN_IN, box->col_stride)
                         : box->col_stride == 1
                             ? words_in(arena, W_N1_ROW_IN, box->row_stride)
                             : words_in(arena, W_N1_CELL_IN, box->row_stride, box->col_stride);
    if (!box->heat || box->least > box->most)
        return count;
    number_format(least, box->least, style);
    number_format(most, box->most, style);
    if (page->view->bare) { /* a line that the cells need more */
        lines[count++] = words_in(arena, W_LEAST_TO_MOST, least, most);
        return count;
    }
    lines[count++] = words_in(arena, W_MIN, least);
    lines[count++] = words_in(arena, W_MAX, most);
    return count;
}

static float foot_px(const struct matrix_page *page)
{
    return LINE_CLOSE * (float)page->view->size.label_px;
}

float matrix_foot_width(const struct matrix_page *page, const struct matrix_box *box)
{
    const char *lines[FOOT_LINES];
    size_t count = foot_lines(page, box, lines);
    float width = 0.0f;

    for (size_t i = 0; i < count; i++)
        width = fmaxf(width,
                      matrix_text_width(page, FONT_TEXT, page->view->size.label_px, lines[i]));
    return width;
}

/* A heat map has room for its range from the start, so that nothing moves when it becomes known. */
float matrix_foot_height(const struct matrix_page *page, const struct matrix_box *box)
{
    size_t lines = box->term->scalar ? 0 : 1;

    if (box->heat)
        lines += (box->row_stride * box->col_stride > 1 ? 3 : 2) - (page->view->bare ? 1 : 0);
    return (float)lines * foot_px(page);
}

void matrix_foot(const struct matrix_page *page, const struct matrix_box *box, float middle,
                 float y)
{
    const char *lines[FOOT_LINES];
    size_t count = foot_lines(page, box, lines);

    for (size_t i = 0; i < count; i++)
        ui_text(page->view->canvas, middle, y + (GAP_PART + (float)i) * foot_px(page),
                CANVAS_CENTER, view_soft(page->view), lines[i]);
}

/* ---- signs ---- */

const char *matrix_sign(const struct matrices_term *term)
{
    switch (term->sign) {
    case MATRICES_HADAMARD:
        return "⊙";
    case MATRICES_OVER:
        return "⊘";
    case MATRICES_PLUS:
        return "+";
    case MATRICES_MINUS:
        return "−";
    case MATRICES_EQUALS:
        return "=";
    case MATRICES_TIMES:
        break;
    }
    return NULL;
}

float matrix_write_sign(const struct matrix_page *page, const char *sign, float before, float after,
                        float x, float middle, bool measure)
{
    float width = matrix_text_width(page, FONT_MATH, sign_px(page), sign);

    if (!measure)
        canvas_text(page->view->canvas, x + before, middle + GAP_NEAR * (float)sign_px(page),
                    CANVAS_LEFT, FONT_MATH, sign_px(page), page->view->theme->text, sign);
    return before + width + after;
}

/* The room of a term: for its matrix, its caption and its foot. */
float matrix_term_width(const struct matrix_page *page, const struct matrix_box *box)
{
    struct matrix_cache *cache = box->cache;

    if (cache->caption_px != matrix_caption_px(page)) {
        cache->caption_px = matrix_caption_px(page);
        cache->caption = matrix_caption(page, box->term, 0, 0, cache->caption_px, 0, true);
    }
    return fmaxf(fmaxf(matrix_box_width(box), cache->caption), matrix_foot_width(page, box));
}
