#include "view/inspector_table.h"

#include "draw/mathbox.h"
#include "view/label.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct columns {
    bool shown[EXPLAIN_CELLS];
    float width[EXPLAIN_CELLS];
    float point[EXPLAIN_CELLS]; /* of number columns: widest part left of the decimal point */
    float gap;
    int decimals;
};

static struct mathbox_style cell_style(const struct view *view, const struct explain_cell *cell,
                                       const struct explain_row *row, bool first, int decimals)
{
    struct mathbox_style style = {
        .size_px = view->size.number_px,
        .min_px = view->size.min_px,
        .show = cell->show,
        .numbers = {.decimals = decimals, .sign = cell->sign},
        .inline_fractions = true,
        .mono_numbers = true,
        .bold = cell->strong,
        .ink = view->theme->text,
        .theme = view->theme,
    };

    if (cell->show == FORMULA_SYMBOLS)
        style.size_px = (int)roundf(1.12f * (float)view->size.number_px);
    if (first && row->role != FORMULA_ROLE_NONE)
        style.ink = view->theme->role[row->role];
    return style;
}

/* A cell that is one number, so that its column can be aligned at the point. */
static bool lone_number(const struct explain_cell *cell)
{
    return cell->formula != NULL && cell->show == FORMULA_NUMBERS
        && (cell->formula->kind == FORMULA_NUMBER || cell->formula->kind == FORMULA_SYMBOL
            || cell->formula->kind == FORMULA_PARTIAL);
}

static const char *lone_text(const struct explain_cell *cell, int decimals, char out[NUMBER_TEXT_SIZE])
{
    return number_format(out, cell->formula->value,
                         (struct number_style){.decimals = decimals, .sign = cell->sign});
}

/* The widths of a number left of its decimal point, and whole. */
static float point_split(const struct view *view, const char *text, enum font_face face, float *whole)
{
    char left[NUMBER_TEXT_SIZE];

    snprintf(left, sizeof left, "%.*s", (int)strcspn(text, "."), text);
    *whole = canvas_text_width(view->canvas, face, view->size.number_px, text);
    return canvas_text_width(view->canvas, face, view->size.number_px, left);
}

static enum font_face number_face(const struct explain_cell *cell)
{
    return cell->strong ? FONT_MONO_BOLD : FONT_MONO;
}

/* A symbol in the place of a head. */
static struct mathbox_style head_style(const struct view *view)
{
    return (struct mathbox_style){
        .size_px = view->size.number_px,
        .min_px = view->size.min_px,
        .show = FORMULA_SYMBOLS,
        .inline_fractions = true,
        .ink = view->theme->text_soft,
        .theme = view->theme,
    };
}

static float head_width(const struct view *view, size_t c)
{
    const struct explain_table *table = &view->explanation->table;
    struct mathbox_style style = head_style(view);

    if (table->head_symbol[c] != NULL)
        return mathbox_measure(view->canvas, table->head_symbol[c], &style).width;
    return table->head[c] == NULL ? 0.0f : canvas_text_width(view->canvas, FONT_TEXT,
                                                             view->size.label_px, table->head[c]);
}

static void measure_column(const struct view *view, size_t first, size_t rows, size_t c,
                           struct columns *columns)
{
    const struct explain_table *table = &view->explanation->table;
    float right = 0.0f, widest = 0.0f;

    columns->point[c] = 0.0f;
    for (size_t r = first; r < first + rows; r++) {
        const struct explain_cell *cell = &table->rows[r].cells[c];
        float width = 0.0f;

        if (lone_number(cell)) {
            char text[NUMBER_TEXT_SIZE];
            float left = point_split(view, lone_text(cell, columns->decimals, text),
                                     number_face(cell), &width);

            columns->point[c] = fmaxf(columns->point[c], left);
            right = fmaxf(right, width - left);
            continue;
        }
        if (cell->formula != NULL) {
            struct mathbox_style style = cell_style(view, cell, &table->rows[r], c == 0,
                                                    columns->decimals);

            width = mathbox_measure(view->canvas, cell->formula, &style).width;
        } else if (cell->text != NULL) {
            width = canvas_text_width(view->canvas, cell->strong ? FONT_TEXT_BOLD : FONT_TEXT,
                                      view->size.label_px, cell->text);
        }
        widest = fmaxf(widest, width);
    }
    widest = fmaxf(widest, head_width(view, c));
    columns->width[c] = fmaxf(widest, columns->point[c] + right);
}

static float used_width(const struct columns *columns, size_t count)
{
    float used = -columns->gap;

    for (size_t c = 0; c < count; c++)
        used += columns->shown[c] ? columns->width[c] + columns->gap : 0.0f;
    return used;
}

static void remeasure(const struct view *view, size_t first, size_t rows, struct columns *columns)
{
    for (size_t c = 0; c < view->explanation->table.columns; c++)
        measure_column(view, first, rows, c, columns);
}

static void measure_columns(const struct view *view, size_t first, size_t rows, struct columns *columns)
{
    for (size_t c = 0; c < view->explanation->table.columns; c++)
        columns->shown[c] = true;
    remeasure(view, first, rows, columns);
}

/* Fits the columns: narrower gaps first, then fewer decimals, then fewer columns. */
static void plan(const struct view *view, float width, size_t first, size_t rows,
                 struct columns *columns)
{
    size_t count = view->explanation->table.columns;
    float wide = 0.9f * (float)view->size.number_px, narrow = 0.5f * (float)view->size.number_px;

    columns->gap = wide;
    for (columns->decimals = view->decimals; columns->decimals >= 3; columns->decimals--) {
        measure_columns(view, first, rows, columns);
        columns->gap = wide;
        if (used_width(columns, count) > width)
            columns->gap = narrow;
        if (used_width(columns, count) <= width)
            return;
    }
    columns->decimals = 3;
    measure_columns(view, first, rows, columns);
    if (view->explanation->table.last_goes && used_width(columns, count) > width)
        columns->shown[count - 1] = false;
    for (size_t c = count > 1 ? count - 2 : 0; c > 0 && used_width(columns, count) > width; c--)
        columns->shown[c] = false;
    /* What the dropped columns leave goes to the digits again. */
    while (columns->decimals < view->decimals && used_width(columns, count) <= width) {
        columns->decimals++;
        remeasure(view, first, rows, columns);
    }
    while (columns->decimals > 2 && used_width(columns, count) > width) {
        columns->decimals--;
        remeasure(view, first, rows, columns);
    }
}

/* What is left of the width goes between the columns, within reason. */
static float spread(const struct view *view, const struct columns *columns, float width)
{
    size_t count = view->explanation->table.columns, gaps = 0;
    float free_width = width - used_width(columns, count);

    for (size_t c = 0; c < count; c++)
        gaps += columns->shown[c] ? 1 : 0;
    if (gaps < 2)
        return 0.0f;
    return fminf(free_width / (float)(gaps - 1), 1.6f * (float)view->size.number_px);
}

static bool has_head(const struct explain_table *table)
{
    for (size_t c = 0; c < table->columns; c++) {
        if (table->head[c] != NULL || table->head_symbol[c] != NULL)
            return true;
    }
    return false;
}

static void draw_cell(const struct view *view, const struct explain_row *row, size_t c, float x,
                      float y, const struct columns *columns)
{
    const struct explain_cell *cell = &row->cells[c];

    if (lone_number(cell)) {
        char text[NUMBER_TEXT_SIZE];
        float whole, left = point_split(view, lone_text(cell, columns->decimals, text),
                                        number_face(cell), &whole);
        color ink = view->theme->text;

        if (row->current && view->explanation->table.count > 1)
            ink = view->theme->text; /* on a tint */
        else if (cell->sign && cell->formula->value < 0.0)
            ink = view->theme->negative;
        else if (cell->sign && cell->formula->value > 0.0)
            ink = view->theme->positive;
        canvas_text(view->canvas, x + columns->point[c] - left, y, CANVAS_LEFT, number_face(cell),
                    view->size.number_px, ink, text);
    } else if (cell->formula != NULL) {
        struct mathbox_style style = cell_style(view, cell, row, c == 0, columns->decimals);

        mathbox_draw(view->canvas, x, y, cell->formula, &style);
    } else if (cell->text != NULL) {
        canvas_text(view->canvas, x, y, CANVAS_LEFT, cell->strong ? FONT_TEXT_BOLD : FONT_TEXT,
                    view->size.label_px, view->theme->text, cell->text);
    }
}

static void draw_row(const struct view *view, const struct explain_row *row, float x, float y,
                     float width, float height, float extra, const struct columns *columns)
{
    float number = (float)view->size.number_px;

    if (row->current && view->explanation->table.count > 1) {
        enum theme_phase phase = view_phase(view->snapshot->place.unit.kind);

        canvas_box(view->canvas, (struct rect){x - 0.4f * number, y, width + 0.8f * number, height},
                   0.3f * number, view->theme->phase_soft[phase], 0, 0.0f);
    }
    for (size_t c = 0; c < view->explanation->table.columns; c++) {
        if (!columns->shown[c])
            continue;
        draw_cell(view, row, c, x, y + 0.5f * height + 0.34f * number, columns);
        x += columns->width[c] + columns->gap + extra;
    }
}

static void draw_head(const struct view *view, float x, float y, float extra,
                      const struct columns *columns)
{
    const struct explain_table *table = &view->explanation->table;
    struct mathbox_style style = head_style(view);

    for (size_t c = 0; c < table->columns; c++) {
        if (!columns->shown[c])
            continue;
        if (table->head_symbol[c] != NULL)
            mathbox_draw(view->canvas, x, y, table->head_symbol[c], &style);
        else if (table->head[c] != NULL)
            canvas_text(view->canvas, x, y, CANVAS_LEFT, FONT_TEXT, view->size.label_px,
                        view->theme->text_soft, table->head[c]);
        x += columns->width[c] + columns->gap + extra;
    }
}

/* Rows are as tall as their tallest formula needs. */
float inspector_table_row(const struct view *view)
{
    const struct explain_table *table = &view->explanation->table;
    float number = (float)view->size.number_px, tallest = 1.3f * number;

    for (size_t r = 0; r < table->count; r++) {
        for (size_t c = 0; c < table->columns; c++) {
            const struct explain_cell *cell = &table->rows[r].cells[c];
            struct mathbox_style style = cell_style(view, cell, &table->rows[r], c == 0, view->decimals);
            struct mathbox_size size;

            if (cell->formula == NULL)
                continue;
            size = mathbox_measure(view->canvas, cell->formula, &style);
            tallest = fmaxf(tallest, 2.0f * fmaxf(size.ascent - 0.34f * number,
                                                  size.descent + 0.34f * number));
        }
    }
    return tallest + 0.14f * number;
}

static float head_height(const struct view *view)
{
    return has_head(&view->explanation->table) ? 1.45f * (float)view->size.label_px : 0.0f;
}

/* Rows that are not shown, to be said below. */
static size_t hidden_rows(const struct explain_table *table, size_t rows)
{
    return table->count - rows + table->left_out;
}

float inspector_table_height(const struct view *view, size_t rows, float row_height)
{
    return head_height(view) + (float)rows * row_height
        + (hidden_rows(&view->explanation->table, rows) > 0 ? 1.5f * (float)view->size.label_px : 0.0f);
}

/* The first of `rows` rows such that the current one is among them. */
static size_t first_row(const struct explain_table *table, size_t rows)
{
    for (size_t r = rows; r < table->count; r++) {
        if (table->rows[r].current)
            return r + 1 - rows;
    }
    return 0;
}

float inspector_table(const struct view *view, float x, float top, float width, size_t rows,
                      bool measure)
{
    const struct explain_table *table = &view->explanation->table;
    float height = inspector_table_row(view), y = top + head_height(view), extra;
    size_t first = first_row(table, rows), hidden = hidden_rows(table, rows);
    struct columns columns;

    if (measure)
        return inspector_table_height(view, rows, height);
    plan(view, width, first, rows, &columns);
    extra = spread(view, &columns, width);
    if (has_head(table))
        draw_head(view, x, top + 1.0f * (float)view->size.label_px, extra, &columns);
    for (size_t r = first; r < first + rows; r++) {
        draw_row(view, &table->rows[r], x, y, width, height, extra, &columns);
        y += height;
    }
    if (hidden > 0) {
        canvas_text(view->canvas, x, y + 1.1f * (float)view->size.label_px, CANVAS_LEFT, FONT_TEXT,
                    view->size.label_px, view->theme->text_soft,
                    arena_printf(view->arena, "and %s more%s", number_counted(view->arena, hidden),
                                 rows == table->count ? explain_left_out_words(table) : ""));
        y += 1.5f * (float)view->size.label_px;
    }
    return y - top;
}
