/* A matrix: its brackets and its cells, as numbers or as a heat map. */
#include "view/matrices/matrix_parts.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

/* Cells of heat maps that can be asked about in one frame, and the least side of such a cell. */
enum { ITEMS_MAX = 1500, ITEM_PX = 6 };

/* ---- measuring ---- */

static size_t characters(const char *text)
{
    size_t count = 0;

    while (text_next_utf8(&text) != 0)
        count++;
    return count;
}

static double value_at(const struct matrix_page *page, const struct matrix_box *box, size_t row,
                       size_t col)
{
    return matrices_value(page->view->snapshot, box->term, row * box->row_stride,
                          col * box->col_stride);
}

static enum known known_at(const struct matrix_page *page, const struct matrix_box *box, size_t row,
                           size_t col)
{
    const struct view *view = page->view;

    return matrices_known(view->snapshot, view->from, view->cursor, box->term,
                          row * box->row_stride, col * box->col_stride);
}

static struct quantity quantity_of(const struct matrix_box *box, size_t row, size_t col)
{
    return matrices_quantity(box->term, row * box->row_stride, col * box->col_stride);
}

/* With as many characters as the fit allows, and more where two digits that count need them: a
 * column is as wide as its numbers, so that none is left out for want of room. */
static const char *number_in(const struct matrix_page *page, double value,
                             char out[NUMBER_TEXT_SIZE])
{
    float most =
        ((float)page->fit.characters + (value < 0.0 ? 1.0f : 0.0f) + GAP_HAIR) * page->advance;

    view_number(page->view, value, false, most, page->fit.size_px, out);
    if (!view_says_number(out))
        number_format(out, value, (struct number_style){.decimals = 0});
    return out;
}

static void write_numbers(const struct matrix_page *page, struct matrix_box *box)
{
    const struct view *view = page->view;

    box->texts = arena_alloc(view->arena, box->rows * box->cols * sizeof *box->texts);
    box->left = arena_alloc(view->arena, box->cols * sizeof *box->left);
    box->right = arena_alloc(view->arena, box->cols * sizeof *box->right);
    for (size_t i = 0; i < box->rows * box->cols; i++) {
        struct matrix_text *text = &box->texts[i];
        size_t col = i % box->cols;
        double value = value_at(page, box, i / box->cols, col);
        char out[NUMBER_TEXT_SIZE];

        text->text = box->term->text;
        if (text->text == NULL)
            text->text = arena_printf(view->arena, "%s", number_in(page, value, out));
        text->count = characters(text->text);
        text->left = text->count - characters(text->text + strcspn(text->text, "."));
        if (text->left > box->left[col])
            box->left[col] = text->left;
        if (text->count - text->left > box->right[col])
            box->right[col] = text->count - text->left;
    }
}

static float column_width(const struct matrix_page *page, const struct matrix_box *box, size_t col)
{
    return box->heat ? page->fit.cell_px
                     : (float)(box->left[col] + box->right[col]) * page->advance;
}

static void add_widths(const struct matrix_page *page, struct matrix_box *box)
{
    box->cells_width = box->column_gap * (float)(box->cols - 1);
    for (size_t c = 0; c < box->cols; c++)
        box->cells_width += column_width(page, box, c);
}

/* How many of so many are left if every stride-th stays; at most `most`. */
static size_t thin(size_t count, size_t most, size_t *stride)
{
    *stride = (count + most - 1) / most;
    return (count + *stride - 1) / *stride;
}

static void measure_range(const struct matrix_page *page, struct matrix_box *box)
{
    box->least = (double)INFINITY;
    box->most = (double)-INFINITY;
    for (size_t i = 0; i < box->rows * box->cols; i++) {
        double value = value_at(page, box, i / box->cols, i % box->cols);

        if (isnan(value) || known_at(page, box, i / box->cols, i % box->cols) == KNOWN_NOT_YET)
            continue;
        box->least = fmin(box->least, value);
        box->most = fmax(box->most, value);
    }
}

/* The numbers depend on the type only through the characters that they may have. */
static void take_numbers(const struct matrix_page *page, struct matrix_cache *cache,
                         struct matrix_box *box)
{
    if (cache->characters != page->fit.characters) {
        write_numbers(page, box);
        cache->characters = page->fit.characters;
        cache->texts = box->texts;
        cache->left = box->left;
        cache->right = box->right;
    }
    box->texts = cache->texts;
    box->left = cache->left;
    box->right = cache->right;
}

static void take_range(const struct matrix_page *page, struct matrix_cache *cache,
                       struct matrix_box *box)
{
    if (cache->cells != page->fit.cells) {
        measure_range(page, box);
        cache->cells = page->fit.cells;
        cache->least = box->least;
        cache->most = box->most;
    }
    box->least = cache->least;
    box->most = cache->most;
}

float matrix_advance(const struct view *view, int size_px)
{
    /* A text is as wide as whole pixels; its digits are not. */
    return canvas_text_width(view->canvas, FONT_MONO, size_px, "0000000000") / 10;
}

void matrix_box_make(const struct matrix_page *page, const struct matrices_term *term,
                     struct matrix_cache *cache, bool heat, struct matrix_box *box)
{
    float size = (float)page->fit.size_px;

    *box = (struct matrix_box){
        .term = term,
        .cache = cache,
        .heat = heat || term->rows > page->fit.numbers || term->cols > page->fit.numbers,
        .rows = term->rows,
        .cols = term->cols,
        .row_stride = 1,
        .col_stride = 1,
        .row_px = page->row_px,
        .column_gap = GAP_WIDE * size,
        .pad = term->scalar ? 0.0f : GAP_WIDE * size,
    };
    if (term->scalar)
        box->heat = false;
    if (box->heat) {
        box->rows = thin(term->rows, page->fit.cells, &box->row_stride);
        box->cols = thin(term->cols, page->fit.cells, &box->col_stride);
        box->row_px = page->fit.cell_px;
        box->column_gap = 0.0f;
        take_range(page, cache, box);
    } else {
        take_numbers(page, cache, box);
    }
    add_widths(page, box);
}

void matrix_box_share(const struct matrix_page *page, struct matrix_box *a, struct matrix_box *b)
{
    for (size_t c = 0; !a->heat && !b->heat && c < a->cols; c++) {
        a->left[c] = b->left[c] = a->left[c] > b->left[c] ? a->left[c] : b->left[c];
        a->right[c] = b->right[c] = a->right[c] > b->right[c] ? a->right[c] : b->right[c];
    }
    add_widths(page, a);
    add_widths(page, b);
}

float matrix_box_width(const struct matrix_box *box)
{
    return box->cells_width + 2.0f * box->pad;
}

float matrix_box_height(const struct matrix_box *box)
{
    return (float)box->rows * box->row_px;
}

/* ---- drawing ---- */

static void draw_bracket(const struct matrix_page *page, float x, float y, float height, float foot)
{
    const struct point corners[] = {{x + foot, y}, {x, y}, {x, y + height}, {x + foot, y + height}};

    canvas_polyline(page->view->canvas, corners, sizeof corners / sizeof corners[0],
                    fmaxf(1.0f, page->view->size.line), page->view->theme->text_soft);
}

/* Whether the step uses or computes what the cell shows. */
static bool is_marked(const struct matrix_page *page, struct quantity quantity,
                      enum formula_role *role)
{
    return quantity.kind != QUANTITY_NONE && view_marked(page->view, quantity, role);
}

/* From the left edge of a cell to its number. */
static float side_px(const struct matrix_page *page)
{
    return GAP_TIGHT * (float)page->fit.size_px;
}

static void draw_text(const struct matrix_page *page, const struct matrix_box *box,
                      struct rect cell, size_t row, size_t col, enum known known)
{
    const struct view *view = page->view;
    const struct matrix_text *text = &box->texts[row * box->cols + col];
    struct quantity quantity = quantity_of(box, row, col);
    float indent = (float)(box->left[col] - text->left) * page->advance;
    color ink = view->theme->text;

    if (known == KNOWN_FRESH)
        ink = view->theme->phase[view_phase(view->snapshot->place.unit.kind)];
    if (known == KNOWN_OLD || view_steps_back(view, &quantity, 1))
        ink = view->theme->text_soft;
    canvas_text(view->canvas, cell.x + side_px(page) + indent,
                cell.y + 0.5f * cell.h + ui_text_drop((float)page->fit.size_px), CANVAS_LEFT,
                known == KNOWN_FRESH ? FONT_MONO_BOLD : FONT_MONO, page->fit.size_px, ink,
                text->text);
}

static void draw_number(const struct matrix_page *page, const struct matrix_box *box,
                        struct rect cell, size_t row, size_t col)
{
    const struct view *view = page->view;
    const struct theme *theme = view->theme;
    enum known known = known_at(page, box, row, col);
    struct quantity quantity = quantity_of(box, row, col);
    enum theme_phase phase = view_phase(view->snapshot->place.unit.kind);
    struct rect inner = rect_inset(cell, 0.0f, cell.h / 16);
    float radius = cell.h / 5;
    enum formula_role role = FORMULA_ROLE_NONE;
    bool marked = is_marked(page, quantity, &role);

    if (known == KNOWN_NOT_YET) {
        canvas_box_dashed(view->canvas, inner, radius, 0, theme->line_strong,
                          fmaxf(1.0f, view->size.thin), 0.5f * view->size.dash);
    } else if (known == KNOWN_FRESH && !view_steps_back(view, &quantity, 1)) {
        canvas_box(view->canvas, inner, radius, theme->phase_soft[phase], 0, 0.0f);
    } else if (marked) {
        canvas_box(view->canvas, inner, radius, 0,
                   role == FORMULA_ROLE_RESULT || role == FORMULA_ROLE_NONE ? theme->text_soft
                                                                            : theme->role[role],
                   fmaxf(1.0f, view->size.line));
    }
    if (known != KNOWN_NOT_YET)
        draw_text(page, box, cell, row, col, known);
    if (quantity.kind != QUANTITY_NONE)
        view_item(view, inner, quantity);
}

static void draw_numbers(const struct matrix_page *page, const struct matrix_box *box, float x,
                         float y)
{
    float side = side_px(page);

    for (size_t c = 0; c < box->cols; c++) {
        float width = column_width(page, box, c);

        for (size_t r = 0; r < box->rows; r++)
            draw_number(page, box,
                        (struct rect){x - side, y + (float)r * box->row_px, width + 2.0f * side,
                                      box->row_px},
                        r, c);
        x += width + box->column_gap;
    }
}

/* ---- heat maps ---- */

void matrix_heat_cell(const struct view *view, struct rect cell, double value, double scale)
{
    const struct theme *theme = view->theme;
    float gap = cell.w >= 8.0f ? 1.0f : 0.0f, thick = fmaxf(1.0f, roundf(cell.h / 7));
    float length = cell.w * 3 / 5;

    color fill = theme_diverging(theme, value, scale);
    float share = scale > 0.0 ? (float)fmin(fabs(value) / scale, 1.0) : 0.0f;

    canvas_box(view->canvas, rect_inset(cell, 0.5f * gap, 0.5f * gap), 0.0f, fill, theme->line,
               gap);
    if (value < 0.0)
        canvas_box(view->canvas,
                   (struct rect){cell.x + 0.5f * (cell.w - length),
                                 cell.y + 0.5f * (cell.h - thick), length, thick},
                   0.0f, color_mix(fill, theme->node_ink, 0.5f + 0.5f * share), 0, 0.0f);
}

static void draw_heat_cell(const struct matrix_page *page, const struct matrix_box *box,
                           struct rect cell, size_t row, size_t col, bool items)
{
    const struct view *view = page->view;
    double scale = fmax(fabs(box->least), fabs(box->most));
    struct quantity quantity = quantity_of(box, row, col);

    if (known_at(page, box, row, col) != KNOWN_NOT_YET)
        matrix_heat_cell(view, cell, value_at(page, box, row, col), scale);
    if (items && quantity.kind != QUANTITY_NONE)
        view_item(view, cell, quantity);
}

/* Around the cells of one kind, unless they are all or none. */
static void draw_outline(const struct matrix_page *page, const struct matrix_box *box, float x,
                         float y, bool fresh)
{
    const struct view *view = page->view;
    size_t top = box->rows, left = box->cols, bottom = 0, right = 0;
    enum formula_role role;
    struct rect around;

    for (size_t i = 0; i < box->rows * box->cols; i++) {
        size_t row = i / box->cols, col = i % box->cols;

        if (fresh ? known_at(page, box, row, col) != KNOWN_FRESH
                  : !is_marked(page, quantity_of(box, row, col), &role)
                        || role == FORMULA_ROLE_RESULT)
            continue;
        top = row < top ? row : top;
        left = col < left ? col : left;
        bottom = row + 1 > bottom ? row + 1 : bottom;
        right = col + 1 > right ? col + 1 : right;
    }
    if (bottom == 0 || (bottom - top == box->rows && right - left == box->cols))
        return;
    around = (struct rect){x + (float)left * page->fit.cell_px, y + (float)top * box->row_px,
                           (float)(right - left) * page->fit.cell_px,
                           (float)(bottom - top) * box->row_px};
    canvas_box(
        view->canvas, rect_inset(around, -view->size.line, -view->size.line), 0.0f, 0,
        fresh ? view->theme->phase[view_phase(view->snapshot->place.unit.kind)] : view->theme->text,
        fmaxf(1.0f, fresh ? view->size.strong : view->size.line));
}

static void draw_heat(const struct matrix_page *page, const struct matrix_box *box, float x,
                      float y)
{
    bool items = page->fit.cell_px >= (float)ITEM_PX && box->rows * box->cols <= ITEMS_MAX;

    for (size_t i = 0; i < box->rows * box->cols; i++)
        draw_heat_cell(page, box,
                       (struct rect){x + (float)(i % box->cols) * page->fit.cell_px,
                                     y + (float)(i / box->cols) * box->row_px, page->fit.cell_px,
                                     box->row_px},
                       i / box->cols, i % box->cols, items);
    /* A step of a whole layer uses more than it can mark. */
    if (page->view->granularity > GRANULARITY_LAYER || page->view->asked.kind != QUANTITY_NONE)
        draw_outline(page, box, x, y, false);
    draw_outline(page, box, x, y, true);
}

void matrix_box_draw(const struct matrix_page *page, const struct matrix_box *box, float x, float y)
{
    float foot = GAP_TIGHT * (float)page->fit.size_px, height = matrix_box_height(box);
    float right = x + matrix_box_width(box);

    if (!box->term->scalar) {
        draw_bracket(page, x, y, height, foot);
        draw_bracket(page, right, y, height, -foot);
    }
    ui_group(page->view->ui, box->again ? UI_GROUP_NONE : 0);
    if (box->heat)
        draw_heat(page, box, x + box->pad, y);
    else
        draw_numbers(page, box, x + box->pad, y);
    ui_group(page->view->ui, 0);
}
