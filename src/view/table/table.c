#include "view/table/table.h"

#include "ui/table.h"
#include "view/frame/label.h"
#include "view/table/table_cell.h"

#include <math.h>

struct page {
    const struct view *view;
    struct table_cells cells;
    const struct table *table;
    struct rect area;      /* of the lines, without heads and scroll bar */
    size_t count;          /* of those in sight */
    float row_height;
    struct ui_table columns;
};

/* In ems: from the middle of a row to the baseline; around what is selected; of a head, the room of
 * the mark of the order. */
static const float pad_em = GAP_NEAR, mark_em = GAP_FAR;

/* In ems of a number. */
static const float gap = GAP_PART, gap_least = GAP_WORD, gap_most_more = 3.0f;
enum { DECIMALS_LEAST = 2, DECIMALS_MANY = 6 };

void table_finish(struct table *table)
{
    parameters_order_finish(&table->order);
    *table = (struct table){0};
}

/* ---- measuring ---- */

static int symbol_px(const struct view *view)
{
    return view_symbol_px((float)view->size.number_px);
}

/* A symbol as tall as any: of the weights, those of the last unit have the longest indices. */
static const struct formula *tallest(const struct view *view)
{
    const struct net_layer *layer = net_output(view->snapshot->net);

    return quantity_symbol(
        view->arena, view->snapshot,
        quantity_of_weight(QUANTITY_VALUE, view->snapshot->net->layer_count, layer->out - 1,
                           layer->in - 1));
}

/* Of those in sight. */
static struct table_line line_of(const struct page *page, size_t index)
{
    return table_scroll_line(page->view->snapshot->net, page->table, page->table->first + index);
}

static const struct formula *symbol_of(const struct page *page, const struct table_line *line)
{
    return quantity_symbol(page->view->arena, page->view->snapshot, line->parameter);
}

static const char *cell_text(const struct page *page, const struct ui_table *columns,
                             const struct table_line *line, enum table_column column,
                             char out[NUMBER_TEXT_SIZE])
{
    return table_cell_text(&page->cells, line->parameter, column, columns->decimals, out);
}

static float head_width(const struct page *page, const struct ui_table *columns,
                        enum table_column column)
{
    const struct view *view = page->view;
    float mark = column == TABLE_GRADIENT ? mark_em * (float)view->size.label_px : 0.0f;

    return mark
         + ui_text_width(view->canvas, view_bold(view),
                         table_cell_head(&page->cells, column, columns->brief));
}

static void measure_line(const struct page *page, const struct table_line *line,
                         struct ui_table *columns)
{
    const struct view *view = page->view;

    ui_table_note_width(
        columns, TABLE_SYMBOL,
        label_symbol(view, symbol_of(page, line), 0, 0, symbol_px(view), view->theme->text, true));
    for (enum table_column c = TABLE_OLD; c < TABLE_COLUMNS; c++) {
        char out[NUMBER_TEXT_SIZE];

        if (!columns->columns[c].hidden)
            ui_table_note(columns, c, view->canvas, FONT_MONO_BOLD,
                          cell_text(page, columns, line, c, out));
    }
}

/* So many times around that of the step. */
static void see_times(struct page *page, size_t shares)
{
    size_t times = table_cell_times(&page->cells), half = shares / 2;
    size_t now = quantity_time(page->view->snapshot, (struct quantity){0});

    page->cells.shares = shares;
    page->cells.first_time = now <= half                    ? 1
                             : now - half + shares > times ? times - shares + 1
                                                           : now - half;
}

static void measure(struct ui_table *columns, void *data)
{
    struct page *page = data;

    see_times(page, (size_t)columns->series);
    for (enum table_column c = 0; c < TABLE_COLUMNS; c++) {
        columns->columns[c].hidden |= !table_cell_column(&page->cells, c);
        ui_table_note_width(columns, c, head_width(page, columns, c));
    }
    for (size_t i = 0; i < page->count; i++) {
        struct table_line line = line_of(page, i);

        if (line.layer == 0)
            measure_line(page, &line, columns);
    }
}

/* Smaller type first, then less between the columns, then fewer times, then without what the
 * optimiser makes on the way, then without the step (it is new minus old), then fewer digits; to
 * compare digits they have to be there. At a projector the step goes before numbers become small.
 */
static void plan(struct page *page)
{
    const struct view *view = page->view;
    const unsigned made = 1u << TABLE_OBJECTIVE | 1u << TABLE_CLIPPED | 1u << TABLE_FIRST
                          | 1u << TABLE_SECOND;
    const unsigned of_step = 1u << TABLE_STEP | 1u << TABLE_NUMERIC_STEP;
    int times = (int)table_cell_times(&page->cells);
    bool digits_first = view->decimals <= DECIMALS_MANY && page->cells.numeric == NULL;
    const struct ui_table_step steps[] = {
        {UI_TABLE_HEADS, 0.0f, 0},
        {UI_TABLE_TYPE, (float)(view->bare ? view->size.chip_px : view->size.min_px), 0},
        {UI_TABLE_GAP, gap_least, 0},
        {UI_TABLE_HIDE, 0.0f, view->bare ? of_step : 0},
        {UI_TABLE_SERIES, 1.0f, 0},
        {UI_TABLE_HIDE, 0.0f, made},
        {UI_TABLE_HIDE, 0.0f, digits_first ? 0 : of_step},
        {UI_TABLE_DECIMALS, DECIMALS_LEAST, 0},
        {UI_TABLE_HIDE, 0.0f, of_step},
        {UI_TABLE_TYPE, (float)view->size.min_px, 0},
    };

    page->columns = (struct ui_table){.count = TABLE_COLUMNS, .size_px = view->size.number_px,
                                      .decimals = view->decimals, .gap_em = gap,
                                      .series = times < TABLE_SHARES_MAX ? times
                                                                         : TABLE_SHARES_MAX};
    ui_table_fit(&page->columns, page->area.x, page->area.w, gap_most_more, steps,
                 sizeof steps / sizeof steps[0], measure, page);
}

/* ---- drawing ---- */

static bool is_current(const struct page *page, const struct table_line *line)
{
    enum formula_role role;

    for (enum table_column c = TABLE_OLD; c < TABLE_COLUMNS; c++) {
        if (table_cell_column(&page->cells, c)
            && view_marked(page->view, table_cell_quantity(&page->cells, line->parameter, c),
                           &role))
            return true;
    }
    return false;
}

static void draw_cell(const struct page *page, const struct table_line *line,
                      enum table_column column, float y)
{
    const struct view *view = page->view;
    const struct ui_column *in = &page->columns.columns[column];
    float size = (float)page->columns.size_px, pad = pad_em * size;
    char out[NUMBER_TEXT_SIZE];
    const char *text = cell_text(page, &page->columns, line, column, out);
    bool fresh = text == out
                 && table_cell_known(&page->cells, line->parameter, column) == KNOWN_FRESH;
    struct quantity quantity = table_cell_quantity(&page->cells, line->parameter, column);

    ui_table_text(&page->columns, column, view->canvas, y + 0.5f * page->row_height
                  + ui_text_drop(size), FONT_MONO_BOLD, fresh ? FONT_MONO_BOLD : FONT_MONO,
                  table_cell_ink(&page->cells, line->parameter, column, text == out), text);
    if (text[0] != '\0' && quantity.kind != QUANTITY_NONE)
        view_item(view, (struct rect){in->x - pad, y, in->width + 2.0f * pad, page->row_height},
                  quantity);
}

static void draw_heading(const struct page *page, size_t layer, float y)
{
    const struct view *view = page->view;
    const char *name = quantity_layer_name(view->arena, view->snapshot->net, layer);
    float baseline = y + 0.5f * page->row_height + ui_text_drop((float)view->size.label_px);
    float width = ui_text(view->canvas, page->area.x, baseline, CANVAS_LEFT,
                          ui_inked(view_bold(view), view->theme->text_soft), name);

    view_rule(view, page->area.x + width + (float)view->size.label_px, page->area.x + page->area.w,
              y + 0.5f * page->row_height, view->theme->line);
}

static void draw_lines(const struct page *page)
{
    const struct view *view = page->view;
    enum theme_phase phase = view_phase(view->snapshot->place.unit.kind);
    float pad = pad_em * (float)view->size.number_px, y = page->area.y;

    for (size_t i = 0; i < page->count; i++, y += page->row_height) {
        struct table_line line = line_of(page, i);

        if (line.layer > 0) {
            draw_heading(page, line.layer, y);
            continue;
        }
        if (is_current(page, &line))
            canvas_box(
                view->canvas,
                (struct rect){page->area.x - pad, y, page->area.w + 2.0f * pad, page->row_height},
                pad, view->theme->phase_soft[phase], 0, 0.0f);
        label_symbol(view, symbol_of(page, &line), page->area.x,
                     y + 0.5f * page->row_height + ui_text_drop((float)view->size.number_px),
                     symbol_px(view), view->theme->text, false);
        for (enum table_column c = TABLE_OLD; c < TABLE_COLUMNS; c++) {
            if (!page->columns.columns[c].hidden)
                draw_cell(page, &line, c, y);
        }
    }
}

/* A triangle that points down at the column that orders the rows. */
static void draw_mark(const struct view *view, float x, float y)
{
    float half = GAP_NEAR * (float)view->size.label_px;

    canvas_triangle(view->canvas, (struct point){x, y - half},
                    (struct point){x + 2.0f * half, y - half}, (struct point){x + half, y + half},
                    view->theme->text);
}

/* What the columns below it are about, over a line of their width. */
static void draw_group(const struct page *page, enum table_group group, float bottom)
{
    const struct view *view = page->view;
    float size = (float)view->size.label_px, left = INFINITY, right = 0.0f;

    for (enum table_column c = TABLE_OLD; c < TABLE_COLUMNS; c++) {
        const struct ui_column *column = &page->columns.columns[c];

        if (column->hidden || table_cell_group(&page->cells, c) != group)
            continue;
        left = fminf(left, column->x);
        right = fmaxf(right, column->x + column->width);
    }
    if (left > right)
        return;
    ui_text(view->canvas, left, bottom - GAP_NEAR * size, CANVAS_LEFT, view_bold(view),
            table_cell_group_head(&page->cells, group));
    view_rule(view, left, right, bottom + GAP_HAIR * size, view->theme->line);
}

static void draw_groups(const struct page *page, float bottom)
{
    draw_group(page, TABLE_OF_SHARES, bottom);
    draw_group(page, TABLE_OF_GRADIENT, bottom);
    draw_group(page, TABLE_OF_STEP, bottom);
}

static void draw_heads(const struct page *page, float y, float height, struct table_actions actions)
{
    const struct view *view = page->view;
    float size = (float)view->size.label_px, baseline = y + 0.5f * height + ui_text_drop(size);
    enum table_column by = page->table->by_size ? TABLE_GRADIENT : TABLE_SYMBOL;

    for (enum table_column c = 0; c < TABLE_COLUMNS; c++) {
        bool sizes = c == TABLE_GRADIENT, sorts = c == by;
        float x = page->columns.columns[c].x, width;

        if (page->columns.columns[c].hidden)
            continue;
        width = canvas_text(view->canvas, x, baseline, CANVAS_LEFT,
                            sorts ? FONT_TEXT_BOLD : FONT_TEXT, view->size.label_px,
                            view->theme->text_soft,
                            table_cell_head(&page->cells, c, page->columns.brief));
        if (sizes && sorts)
            draw_mark(view, x + width + GAP_WORD * size, y + 0.5f * height);
        if (sizes || c == TABLE_SYMBOL)
            ui_target(view->ui,
                      (struct rect){x, y, width + (sizes ? mark_em * size : 0.0f), height},
                      (struct ui_action){actions.sort, sizes && !sorts ? 1.0 : 0.0}, false);
    }
    view_rule(view, page->area.x, page->area.x + page->area.w, y + height,
              view->theme->line_strong);
}

void table_view(const struct view *view, struct rect area, struct table *table,
                const struct numeric_gradient *other, struct table_actions actions)
{
    float number = (float)view->size.number_px, bar = 0.5f * number;
    struct page page = {.view = view, .cells = {.view = view, .numeric = other}, .table = table};
    bool grouped = other != NULL || table_cell_times(&page.cells) > 0;
    float head = 2.0f * (float)view->size.label_px,
          groups = grouped ? LINE_ROW * (float)view->size.label_px : 0.0f;

    if (table->by_size && !parameters_sort(&table->order, view->snapshot, view->cursor))
        table->by_size = false;
    page.row_height = fmaxf(LINE_BUTTON * number,
                            label_symbol_height(view, tallest(view), symbol_px(view)));
    area.y += groups;
    area.h -= groups;
    page.area = (struct rect){area.x + pad_em * number, area.y + head + GAP_TIGHT * number,
                              area.w - 2.0f * number, area.h - head - GAP_TIGHT * number};
    table_scroll_follow(view, table, (size_t)fmaxf(page.area.h / page.row_height, 1.0f));
    page.count = table->lines - table->first < table->visible ? table->lines - table->first
                                                              : table->visible;
    plan(&page);
    if (grouped)
        draw_groups(&page, area.y);
    draw_heads(&page, area.y, head, actions);
    draw_lines(&page);
    if (table->lines > table->visible)
        ui_scroll_bar(view->ui, view->canvas, view->theme,
                      (struct rect){area.x + area.w - GAP_FAR * bar, page.area.y, bar, page.area.h},
                      table->first, table->visible, table->lines,
                      (struct ui_action){actions.scroll, 0.0});
}
