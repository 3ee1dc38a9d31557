/* An equation with its matrices. */
#include "view/matrices/matrix_parts.h"

#include <math.h>

/* ---- from term to term ---- */

static float paren_width(const struct matrix_page *page)
{
    return GAP_WIDE * matrix_em(page);
}

static void draw_paren(const struct matrix_page *page, float x, float middle, float height,
                       bool opens)
{
    float width = GAP_NEAR * matrix_em(page),
          near = opens ? x + GAP_HAIR * matrix_em(page) : x + 0.5f * matrix_em(page);
    float far = opens ? near + width : near - width, 
          half = 0.5f * height + GAP_HAIR * matrix_em(page);
    const struct point p[4] = {{far, middle - half}, {near, middle - 0.5f * half},
                               {near, middle + 0.5f * half}, {far, middle + half}};

    canvas_curve(page->view->canvas, p, fmaxf(1.0f, page->view->size.line), page->view->theme->text,
                 0.0f);
}

/* What stands before a term: parentheses, signs, a function to be applied. */
static float draw_lead(const struct matrix_page *page, const struct matrices_term *term, bool first,
                       float x, float middle, float height, bool measure)
{
    const char *sign = matrix_sign(term);
    float start = x, gap = GAP_WORD * matrix_em(page);

    if (sign != NULL)
        x += matrix_write_sign(page, sign, gap, gap, x, middle, measure);
    else if (!first)
        x += GAP_WORD * matrix_em(page);
    if (term->minus)
        x += matrix_write_sign(page, "−", 0.0f, GAP_TIGHT * matrix_em(page), x, middle, measure);
    for (unsigned i = 0; i < term->opens; i++, x += paren_width(page)) {
        if (!measure)
            draw_paren(page, x, middle, height, true);
    }
    if (term->applied)
        x += matrix_write_sign(page, term->function, 0.0f, GAP_TIGHT * matrix_em(page), x, middle,
                               measure);
    return x - start;
}

/* What stands after a term: closing parentheses, perhaps a square. */
static float draw_trail(const struct matrix_page *page, const struct matrices_term *term, float x,
                        float middle, float height, bool measure)
{
    float start = x;

    for (unsigned i = 0; i < term->closes; i++, x += paren_width(page)) {
        if (!measure)
            draw_paren(page, x, middle, height, false);
    }
    if (term->squared)
        x += matrix_write_sign(page, "²", 0.0f, GAP_HAIR * matrix_em(page), x,
                               middle - 0.5f * height, measure);
    return x - start;
}

/* With what stands before and after it. */
static float whole_width(const struct matrix_page *page, const struct matrix_block *block,
                         size_t index)
{
    const struct matrix_box *box = &block->boxes[index];

    return draw_lead(page, box->term, index == 0, 0, 0, 0, true) + matrix_term_width(page, box)
        + draw_trail(page, box->term, 0, 0, 0, true);
}

static void draw_term(const struct matrix_page *page, const struct matrix_block *block,
                      size_t index, float x, float top)
{
    const struct matrix_box *box = &block->boxes[index];
    float middle = top + 0.5f * block->body, width = matrix_term_width(page, box);
    float caption = matrix_caption(page, box->term, 0, 0, matrix_caption_px(page), 0, true);

    x += draw_lead(page, box->term, index == 0, x, middle, block->body, false);
    matrix_caption(page, box->term, x + 0.5f * (width - caption),
                   top - GAP_WORD * (float)matrix_caption_px(page), matrix_caption_px(page), 0,
                   false);
    matrix_box_draw(page, box, x + 0.5f * (width - matrix_box_width(box)),
                    middle - 0.5f * matrix_box_height(box));
    matrix_foot(page, box, x + 0.5f * width, top + block->body + GAP_TIGHT * matrix_em(page));
    draw_trail(page, box->term, x + width, middle, block->body, false);
}

/* Lines that go on begin here. */
static float indent(const struct matrix_page *page)
{
    return GAP_FAR * matrix_em(page);
}

static void draw_chain(const struct matrix_page *page, const struct matrix_block *block)
{
    float x = block->at.x,
          line = block->caption + block->body + block->foot + GAP_NEAR * matrix_em(page);

    for (size_t i = 0; i < block->equation->count; i++) {
        if (i > 0 && block->line[i] > block->line[i - 1])
            x = block->at.x + indent(page);
        draw_term(page, block, i, x,
                  block->at.y + block->title + block->caption + (float)block->line[i] * line);
        x += whole_width(page, block, i);
    }
}

static void measure_chain(const struct matrix_page *page, struct matrix_block *block)
{
    float x = 0.0f;

    block->lines = 1;
    for (size_t i = 0; i < block->equation->count; i++) {
        const struct matrix_box *box = &block->boxes[i];
        float width = whole_width(page, block, i);

        if (page->fit.wraps && i > 0 && x + width > page->area.w) {
            x = indent(page);
            block->lines++;
        }
        block->line[i] = block->lines - 1;
        x += width;
        block->width = fmaxf(block->width, x);
        block->body = fmaxf(block->body, matrix_box_height(box));
        block->foot = fmaxf(block->foot, matrix_foot_height(page, box));
    }
    block->caption = LINE_ROW * (float)matrix_caption_px(page);
}

/* ---- the outer product: the result as the table of products, its factors at its edges ---- */

enum { RESULT, COLUMN, ROW };

/* What a symbol in front of the table takes, with its =. */
static float draw_result_symbol(const struct matrix_page *page, const struct matrix_block *block,
                                float x, float middle, bool measure)
{
    float width = matrix_caption(page, block->boxes[RESULT].term, x,
                                 middle + GAP_NEAR * (float)matrix_caption_px(page),
                                 matrix_caption_px(page), 0, measure);

    return width
           + matrix_write_sign(page, "=", GAP_WORD * matrix_em(page), GAP_WORD * matrix_em(page),
                               x + width, middle, measure);
}

static float row_zone(const struct matrix_page *page, const struct matrix_block *block)
{
    return fmaxf(matrix_box_height(&block->boxes[ROW]), LINE_ROW * (float)matrix_caption_px(page));
}

static float outer_gap(const struct matrix_page *page)
{
    return GAP_WORD * matrix_em(page);
}

static void measure_outer(const struct matrix_page *page, struct matrix_block *block)
{
    const struct matrix_box *boxes = block->boxes;
    float shape = matrix_foot_width(page, &boxes[ROW]) + 0.5f * matrix_em(page);

    matrix_box_share(page, &block->boxes[RESULT], &block->boxes[ROW]);
    block->width = draw_result_symbol(page, block, 0, 0, true)
                   + matrix_term_width(page, &boxes[COLUMN]) + outer_gap(page)
                   + fmaxf(matrix_box_width(&boxes[RESULT]),
                           matrix_foot_width(page, &boxes[RESULT]))
                   + (boxes[ROW].heat ? 0.0f : shape);
    block->caption = LINE_ROW * (float)matrix_caption_px(page);
    block->body = row_zone(page, block) + outer_gap(page) + matrix_box_height(&boxes[RESULT]);
    block->foot = matrix_foot_height(page, &boxes[RESULT]);
}

static void draw_outer(const struct matrix_page *page, const struct matrix_block *block)
{
    const struct view *view = page->view;
    const struct matrix_box *boxes = block->boxes;
    float top = block->at.y + block->title + block->caption, zone = row_zone(page, block);
    float table = top + zone + outer_gap(page), height = matrix_box_height(&boxes[RESULT]);
    float column = matrix_term_width(page, &boxes[COLUMN]), x = block->at.x, caption, foot;
    int size = matrix_caption_px(page);

    foot = table + height + GAP_TIGHT * matrix_em(page);
    x += draw_result_symbol(page, block, x, table + 0.5f * height, false);
    caption = matrix_caption(page, boxes[COLUMN].term, 0, 0, size, 0, true);
    matrix_caption(page, boxes[COLUMN].term, x + 0.5f * (column - caption),
                   table - GAP_WORD * (float)size, size, 0, false);
    matrix_box_draw(page, &boxes[COLUMN], x + 0.5f * (column - matrix_box_width(&boxes[COLUMN])),
                    table);
    matrix_foot(page, &boxes[COLUMN], x + 0.5f * column, foot);
    x += column + outer_gap(page);
    caption = matrix_caption(page, boxes[ROW].term, 0, 0, size, 0, true);
    matrix_caption(page, boxes[ROW].term, x + 0.5f * (matrix_box_width(&boxes[ROW]) - caption),
                   top - GAP_WORD * (float)size, size, 0, false);
    matrix_box_draw(page, &boxes[ROW], x, top + zone - matrix_box_height(&boxes[ROW]));
    if (!boxes[ROW].heat)
        ui_text(view->canvas, x + matrix_box_width(&boxes[ROW]) + 0.5f * matrix_em(page),
                top + zone - 0.5f * boxes[ROW].row_px + ui_text_drop((float)view->size.label_px),
                CANVAS_LEFT, view_soft(view),
                arena_printf(view->arena, "%zu×%zu", boxes[ROW].term->rows, boxes[ROW].term->cols));
    matrix_box_draw(page, &boxes[RESULT], x, table);
    matrix_foot(
        page, &boxes[RESULT],
        x + 0.5f * fmaxf(matrix_box_width(&boxes[RESULT]), matrix_foot_width(page, &boxes[RESULT])),
        foot);
}

/* ---- blocks ---- */

static float tag_width(const struct matrix_page *page, const struct matrix_block *block)
{
    if (block->equation->tag == NULL)
        return 0.0f;
    return matrix_text_width(page, FONT_TEXT_BOLD, page->view->size.label_px, block->equation->tag)
        + GAP_WIDE * (float)page->view->size.label_px;
}

static float words_width(const struct matrix_page *page, const struct matrix_block *block)
{
    return matrix_text_width(page, FONT_TEXT, page->view->size.label_px, block->equation->words);
}

static bool same_quantities(const struct matrices_term *a, const struct matrices_term *b)
{
    return matrices_quantity(a, 0, 0).kind != QUANTITY_NONE
        && quantity_equal(matrices_quantity(a, 0, 0), matrices_quantity(b, 0, 0));
}

/* Among the matrices of the equations from `first` on. */
static bool shown_before(const struct matrices *matrices, size_t first, size_t index, size_t term)
{
    const struct matrices_term *self = &matrices->equations[index].terms[term];

    for (size_t e = first; e <= index; e++) {
        const struct matrices_equation *equation = &matrices->equations[e];

        for (size_t t = 0; t < (e < index ? equation->count : term); t++) {
            if (same_quantities(&equation->terms[t], self))
                return true;
        }
    }
    return false;
}

/* Whether Tab comes to the term's cells in another place: to η in the header. Where some equations
 * are lines of symbols, asking about a cell leads to the equation that is about it: it counts
 * there. */
static bool is_elsewhere(const struct matrix_page *page, size_t index, size_t term)
{
    const struct matrices *matrices = page->matrices;
    struct quantity first = matrices_quantity(&matrices->equations[index].terms[term], 0, 0);

    if (shown_before(matrices, page->fit.first, index, term)
        || (first.kind == QUANTITY_RATE && !page->view->bare))
        return true;
    return page->fit.last - page->fit.first < matrices->count && first.kind != QUANTITY_NONE
        && matrices_find(matrices, first, page->own) != index;
}

static void make_boxes(const struct matrix_page *page, size_t index, struct matrix_block *block)
{
    const struct matrices_equation *equation = block->equation;
    bool heat = false;

    for (size_t i = 0; equation->outer && i < equation->count; i++)
        heat = heat || equation->terms[i].rows > page->fit.numbers
            || equation->terms[i].cols > page->fit.numbers;
    for (size_t i = 0; i < equation->count; i++) {
        matrix_box_make(page, &equation->terms[i], &page->cache[index][i], heat, &block->boxes[i]);
        block->boxes[i].again = is_elsewhere(page, index, i);
    }
}

void matrix_block_make(const struct matrix_page *page, size_t index, struct matrix_block *block)
{
    struct matrix_cache *cache = &page->cache[index][0];
    float title;

    *block = (struct matrix_block){
        .equation = &page->matrices->equations[index],
        .symbols = index < page->fit.first || index >= page->fit.last,
        .lines = 1,
        .words = true,
    };
    if (block->symbols) {
        if (cache->symbols <= 0.0f)
            cache->symbols = matrix_symbols_draw(page, block, 0, 0, true);
        block->width = tag_width(page, block) + cache->symbols;
        block->height = block->title = 2.0f * (float)page->view->size.label_px;
        return;
    }
    make_boxes(page, index, block);
    if (block->equation->outer)
        measure_outer(page, block);
    else
        measure_chain(page, block);
    block->title = LINE_ROW * (float)page->view->size.label_px;
    title = tag_width(page, block) + words_width(page, block);
    block->words = title <= page->area.w;
    if (block->words)
        block->width = fmaxf(block->width, title);
    block->height = block->title
                  + (float)block->lines
                        * (block->caption + block->body + block->foot + GAP_NEAR * matrix_em(page));
}

static void draw_title(const struct matrix_page *page, const struct matrix_block *block,
                       float baseline)
{
    const struct view *view = page->view;
    float x = block->at.x;

    if (block->equation->tag != NULL)
        ui_text(view->canvas, x, baseline, CANVAS_LEFT,
                ui_inked(view_bold(view), view->theme->phase[view_phase(page->matrices->kind)]),
                block->equation->tag);
    x += tag_width(page, block);
    if (block->symbols)
        matrix_symbols_draw(page, block, x, baseline, false);
    else if (block->words)
        ui_text(view->canvas, x, baseline, CANVAS_LEFT, view_soft(view), block->equation->words);
}

void matrix_block_draw(const struct matrix_page *page, const struct matrix_block *block)
{
    /* A line of symbols has superscripts. */
    draw_title(page, block,
               block->at.y
                   + (block->symbols ? LINE_STEP : 1.0f) * (float)page->view->size.label_px);
    if (block->symbols) {
        matrix_symbols_item(page, block);
        return;
    }
    if (block->equation->outer)
        draw_outer(page, block);
    else
        draw_chain(page, block);
}
