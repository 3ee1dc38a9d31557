#include "view/panel/panel_table.h"

#include "draw/math/mathbox.h"
#include "ui/table.h"
#include "view/frame/label.h"

#include <math.h>

/* The rows in sight, in their order. */
struct shown {
    const struct view *view;
    size_t row[EXPLAIN_ROWS_MAX], rows;
};

/* From the middle of a row to the baseline, in ems of a number; the line below, in ems of text. */
static const float line_below = LINE_ROW;

/* In ems of a number. */
static const float gap_wide = GAP_PART, gap_narrow = 0.5f, gap_most_more = GAP_APART;
enum { DECIMALS_FEW = 3, DECIMALS_LEAST = 2 };

/* Words, beside numbers that may have become smaller. */
static struct ui_type words_type(const struct view *view, const struct ui_table *columns)
{
    struct ui_type type = view_soft(view);

    type.size_px = columns->size_px < type.size_px ? columns->size_px : type.size_px;
    return type;
}

static struct mathbox_style cell_style(const struct view *view, const struct explain_cell *cell,
                                       const struct explain_row *row, bool first,
                                       const struct ui_table *columns)
{
    struct mathbox_style style = {
        .size_px = columns->size_px,
        .min_px = view->size.min_px,
        .show = cell->show,
        .numbers = {.decimals = columns->decimals, .sign = cell->sign},
        .inline_fractions = true,
        .mono_numbers = true,
        .bold = cell->strong,
        .ink = view->theme->text,
        .theme = view->theme,
    };

    if (cell->show == FORMULA_SYMBOLS)
        style.size_px = view_symbol_px((float)columns->size_px);
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

static const char *lone_text(const struct explain_cell *cell, int decimals,
                             char out[NUMBER_TEXT_SIZE])
{
    return number_format(out, cell->formula->value,
                         (struct number_style){.decimals = decimals, .sign = cell->sign});
}

static enum font_face number_face(const struct explain_cell *cell)
{
    return cell->strong ? FONT_MONO_BOLD : FONT_MONO;
}

/* A symbol in the place of a head. */
static struct mathbox_style head_style(const struct view *view, const struct ui_table *columns)
{
    return (struct mathbox_style){
        .size_px = columns->size_px,
        .min_px = view->size.min_px,
        .show = FORMULA_SYMBOLS,
        .inline_fractions = true,
        .ink = view->theme->text_soft,
        .theme = view->theme,
    };
}

static const char *head_text(const struct explain_table *table, const struct ui_table *columns,
                             size_t c)
{
    return columns->brief && table->head_brief[c] != NULL ? table->head_brief[c] : table->head[c];
}

static float head_width(const struct view *view, const struct ui_table *columns, size_t c)
{
    const struct explain_table *table = &view->explanation->table;
    struct mathbox_style style = head_style(view, columns);

    if (table->head_symbol[c] != NULL)
        return mathbox_measure(view->canvas, table->head_symbol[c], &style).width;
    if (table->head[c] == NULL)
        return 0.0f;
    return ui_text_width(view->canvas, words_type(view, columns), head_text(table, columns, c));
}

static enum font_face text_face(const struct explain_cell *cell)
{
    return cell->strong ? FONT_TEXT_BOLD : FONT_TEXT;
}

static void measure_cell(struct ui_table *columns, const struct view *view,
                         const struct explain_row *row, size_t c)
{
    const struct explain_cell *cell = &row->cells[c];

    if (lone_number(cell)) {
        char text[NUMBER_TEXT_SIZE];

        ui_table_note(columns, c, view->canvas, number_face(cell),
                      lone_text(cell, columns->decimals, text));
    } else if (cell->formula != NULL) {
        struct mathbox_style style = cell_style(view, cell, row, c == 0, columns);

        ui_table_note_width(columns, c, mathbox_measure(view->canvas, cell->formula, &style).width);
    } else if (cell->text != NULL) {
        ui_table_note_width(columns, c,
                            canvas_text_width(view->canvas, text_face(cell),
                                              words_type(view, columns).size_px, cell->text));
    }
}

static void measure(struct ui_table *columns, void *data)
{
    const struct shown *shown = data;
    const struct explain_table *table = &shown->view->explanation->table;

    for (size_t c = 0; c < columns->count; c++) {
        ui_table_note_width(columns, c, head_width(shown->view, columns, c));
        for (size_t r = 0; r < shown->rows; r++)
            measure_cell(columns, shown->view, &table->rows[shown->row[r]], c);
    }
}

/* Fits the columns: narrower gaps first, then shorter heads, fewer decimals, smaller letters in
 * large text, then fewer columns: from the last but one to the left, as the last has what comes of
 * the others. */
static struct ui_table plan(struct shown *shown, float x, float width)
{
    const struct explain_table *table = &shown->view->explanation->table;
    struct ui_table columns = {.count = table->columns, .size_px = shown->view->size.number_px,
                               .decimals = shown->view->decimals, .gap_em = gap_wide};
    float least_px = (float)shown->view->size.chip_px;
    struct ui_table_step steps[EXPLAIN_CELLS + 5] = {{UI_TABLE_GAP, gap_narrow, 0},
                                                     {UI_TABLE_HEADS, 0.0f, 0},
                                                     {UI_TABLE_DECIMALS, DECIMALS_FEW, 0},
                                                     {UI_TABLE_TYPE, least_px, 0},
                                                     {UI_TABLE_DECIMALS, DECIMALS_LEAST, 0}};
    size_t count = 5;

    if (table->last_goes)
        steps[count++] = (struct ui_table_step){UI_TABLE_HIDE, 0.0f, 1u << (table->columns - 1)};
    for (size_t c = table->columns; c-- > 2;)
        steps[count++] = (struct ui_table_step){UI_TABLE_HIDE, 0.0f, 1u << (c - 1)};
    ui_table_fit(&columns, x, width, gap_most_more, steps, count, measure, shown);
    return columns;
}

/* On a tint a sign has no colour. */
static color number_ink(const struct view *view, const struct explain_cell *cell, bool tinted)
{
    if (tinted || !cell->sign || cell->formula->value == 0.0 || isnan(cell->formula->value))
        return view->theme->text;
    return cell->formula->value < 0.0 ? view->theme->negative : view->theme->positive;
}

static void draw_cell(const struct view *view, const struct explain_row *row, size_t c, float y,
                      bool tinted, const struct ui_table *columns)
{
    const struct explain_cell *cell = &row->cells[c];

    if (cell->strong && !view_told(view))
        return; /* not before it has arrived in the picture */
    if (lone_number(cell)) {
        char text[NUMBER_TEXT_SIZE];

        ui_table_text(columns, c, view->canvas, y, number_face(cell), number_face(cell),
                      number_ink(view, cell, tinted), lone_text(cell, columns->decimals, text));
    } else if (cell->formula != NULL) {
        struct mathbox_style style = cell_style(view, cell, row, c == 0, columns);

        mathbox_draw(view->canvas, columns->columns[c].x, y, cell->formula, &style);
    } else if (cell->text != NULL) {
        canvas_text(view->canvas, columns->columns[c].x, y, CANVAS_LEFT, text_face(cell),
                    words_type(view, columns).size_px, view->theme->text, cell->text);
    }
}

static void draw_row(const struct view *view, const struct explain_row *row, struct rect place,
                     const struct ui_table *columns)
{
    float number = (float)view->size.number_px;
    bool tinted = row->current && view->explanation->table.count > 1;

    if (tinted)
        canvas_box(view->canvas, rect_inset(place, -GAP_WORD * number, 0.0f), view->size.corner,
                   view->theme->phase_soft[view_phase(view->snapshot->place.unit.kind)], 0, 0.0f);
    for (size_t c = 0; c < columns->count; c++) {
        if (!columns->columns[c].hidden)
            draw_cell(view, row, c, place.y + 0.5f * place.h + ui_text_drop(number), tinted,
                      columns);
    }
}

static void draw_head(const struct view *view, float y, const struct ui_table *columns)
{
    const struct explain_table *table = &view->explanation->table;
    struct mathbox_style style = head_style(view, columns);

    for (size_t c = 0; c < table->columns; c++) {
        if (columns->columns[c].hidden)
            continue;
        if (table->head_symbol[c] != NULL)
            mathbox_draw(view->canvas, columns->columns[c].x, y, table->head_symbol[c], &style);
        else if (table->head[c] != NULL)
            ui_text(view->canvas, columns->columns[c].x, y, CANVAS_LEFT, words_type(view, columns),
                    head_text(table, columns, c));
    }
}

/* Rows are as tall as their tallest formula needs. */
float panel_table_row(const struct view *view)
{
    const struct explain_table *table = &view->explanation->table;
    const struct ui_table as_is = {.size_px = view->size.number_px, .decimals = view->decimals};
    float number = (float)view->size.number_px, tallest = LINE_CLOSE * number;

    for (size_t r = 0; r < table->count; r++) {
        for (size_t c = 0; c < table->columns; c++) {
            const struct explain_cell *cell = &table->rows[r].cells[c];
            struct mathbox_style style = cell_style(view, cell, &table->rows[r], c == 0, &as_is);
            struct mathbox_size size;

            if (cell->formula == NULL)
                continue;
            size = mathbox_measure(view->canvas, cell->formula, &style);
            tallest = fmaxf(tallest, 2.0f * fmaxf(size.ascent - ui_text_drop(number),
                                                  size.descent + ui_text_drop(number)));
        }
    }
    return tallest + GAP_TIGHT * number;
}

static float head_height(const struct view *view)
{
    return explain_has_heads(&view->explanation->table) ? LINE_STEP * (float)view->size.label_px
                                                        : 0.0f;
}

/* Rows that are not shown, to be said below. */
static size_t hidden_rows(const struct explain_table *table, size_t rows)
{
    return table->count - rows + table->left_out;
}

float panel_table_height(const struct view *view, size_t rows, float row_height)
{
    bool more = hidden_rows(&view->explanation->table, rows) > 0;

    return head_height(view) + (float)rows * row_height
        + (more ? line_below * (float)view->size.label_px
                : -GAP_TIGHT * (float)view->size.number_px);
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

/* So many rows: those that are to be kept, then the first ones. */
static struct shown choose_rows(const struct view *view, size_t rows)
{
    const struct explain_table *table = &view->explanation->table;
    struct shown shown = {.view = view};
    bool chosen[EXPLAIN_ROWS_MAX] = {false};
    size_t left = rows, first;

    for (unsigned rank = 1; rank <= 2; rank++)
        for (size_t r = 0; r < table->count && left > 0; r++)
            if (table->rows[r].kept == rank) {
                chosen[r] = true;
                left--;
            }
    first = left == rows ? first_row(table, rows) : 0;
    for (size_t r = first; r < table->count && left > 0; r++) {
        left -= chosen[r] ? 0 : 1;
        chosen[r] = true;
    }
    for (size_t r = 0; r < table->count; r++)
        if (chosen[r])
            shown.row[shown.rows++] = r;
    return shown;
}

float panel_table(const struct view *view, float x, float top, float width, size_t rows,
                      bool only_measure)
{
    const struct explain_table *table = &view->explanation->table;
    float height = panel_table_row(view), y = top + head_height(view);
    size_t hidden = hidden_rows(table, rows);
    struct shown shown = choose_rows(view, rows);
    struct ui_table columns;

    if (only_measure)
        return panel_table_height(view, rows, height);
    columns = plan(&shown, x, width);
    if (explain_has_heads(table))
        draw_head(view, top + 1.0f * (float)view->size.label_px, &columns);
    for (size_t r = 0; r < shown.rows; r++) {
        draw_row(view, &table->rows[shown.row[r]], (struct rect){x, y, width, height}, &columns);
        y += height;
    }
    if (hidden > 0)
        ui_text(view->canvas, x, y + (float)view->size.label_px, CANVAS_LEFT, view_soft(view),
                words_in(view->arena, rows == table->count ? explain_left_out(table) : W_AND_MORE,
                         hidden));
    return panel_table_height(view, rows, height);
}
