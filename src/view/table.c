#include "view/table.h"

#include "view/label.h"
#include "view/table_cell.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LINES_MAX = 128 };

/* A line in sight: a layer's heading, or a parameter. */
struct line {
    size_t layer; /* of a heading; 0: a parameter */
    struct quantity parameter;
};

struct page {
    const struct view *view;
    struct table_cells cells;
    struct table *table;
    struct rect area;      /* of the lines, without heads and scroll bar */
    struct line lines[LINES_MAX];
    size_t count;
    float row_height;
    int size_px, decimals;
    float symbol_width;
    bool shown[TABLE_COLUMNS];
    float x[TABLE_COLUMNS], width[TABLE_COLUMNS];
    float left[TABLE_COLUMNS], right[TABLE_COLUMNS]; /* of the decimal point */
};

void table_finish(struct table *table)
{
    parameters_order_finish(&table->order);
    *table = (struct table){0};
}

static size_t last_first(const struct table *table)
{
    return table->lines > table->visible ? table->lines - table->visible : 0;
}

void table_scroll_by(struct table *table, double lines)
{
    double to = (double)table->first + lines;

    table->first = to > 0.0 ? (size_t)to : 0;
    if (table->first > last_first(table))
        table->first = last_first(table);
}

void table_scroll_to(struct table *table, double fraction)
{
    table->first = (size_t)((double)last_first(table) * fmin(fmax(fraction, 0.0), 1.0) + 0.5);
}

/* ---- lines ---- */

static struct line line_at(const struct net *net, const struct table *table, size_t index)
{
    if (table->by_size)
        return (struct line){0, parameters_at(net, parameters_sorted(&table->order, index))};
    for (size_t l = 1; l <= net->layer_count; l++) {
        size_t first = parameters_first(net, l), count = parameters_first(net, l + 1) - first;

        if (index == 0)
            return (struct line){l, {0}};
        if (index <= count)
            return (struct line){0, parameters_at(net, first + index - 1)};
        index -= count + 1;
    }
    return (struct line){0};
}

static size_t line_of(const struct net *net, const struct table *table, struct quantity quantity,
                      size_t parameter)
{
    if (!table->by_size)
        return parameter + quantity.layer;
    for (size_t i = 0; i < parameters_count(net); i++) {
        if (parameters_sorted(&table->order, i) == parameter)
            return i;
    }
    return 0;
}

static void show_line(struct table *table, size_t line)
{
    if (line < table->first + 1 && table->first > 0)
        table->first = line > 0 ? line - 1 : 0;
    else if (line >= table->first + table->visible)
        table->first = line + 1 > table->visible ? line + 1 - table->visible : 0;
    table_scroll_by(table, 0.0);
}

/* The step's first row when the cursor has moved, the selected one when that has changed. */
static void follow(const struct view *view, struct table *table)
{
    const struct net *net = view->snapshot->net;
    const struct explanation *explanation = view->explanation;
    bool moved = !table->following || table->followed.step != view->cursor.step
        || table->followed.moment != view->cursor.moment;
    size_t parameter;

    for (size_t i = 0; moved && i < explanation->mark_count; i++) {
        struct quantity marked = explanation->marks[i].quantity;

        if (!parameters_find(net, marked, &parameter))
            continue;
        show_line(table, line_of(net, table, marked, parameter));
        break;
    }
    if (!quantity_equal(table->selected, view->selected)
        && parameters_find(net, view->selected, &parameter))
        show_line(table, line_of(net, table, view->selected, parameter));
    table->following = true;
    table->followed = view->cursor;
    table->selected = view->selected;
}

/* ---- measuring ---- */

static const char *cell_text(const struct page *page, const struct line *line,
                             enum table_column column, char out[NUMBER_TEXT_SIZE])
{
    return table_cell_text(&page->cells, line->parameter, column, page->decimals, out);
}

static float text_width(const struct page *page, const char *text)
{
    return canvas_text_width(page->view->canvas, FONT_MONO_BOLD, page->size_px, text);
}

/* Left of the point; a text without one stands left of it as a whole. */
static float width_left(const struct page *page, const char *text)
{
    char left[NUMBER_TEXT_SIZE];

    snprintf(left, sizeof left, "%.*s", (int)strcspn(text, "."), text);
    return text_width(page, left);
}

static float measure(struct page *page)
{
    const struct view *view = page->view;
    float total = page->symbol_width;

    for (enum table_column c = 0; c < TABLE_COLUMNS; c++) {
        float head = canvas_text_width(view->canvas, FONT_TEXT_BOLD, view->size.label_px,
                                       table_cell_head(&page->cells, c));

        page->left[c] = page->right[c] = 0.0f;
        if (!page->shown[c])
            continue;
        for (size_t i = 0; i < page->count; i++) {
            char out[NUMBER_TEXT_SIZE];
            const char *text;
            float left;

            if (page->lines[i].layer > 0)
                continue;
            text = cell_text(page, &page->lines[i], c, out);
            left = width_left(page, text);
            page->left[c] = fmaxf(page->left[c], left);
            page->right[c] = fmaxf(page->right[c], text_width(page, text) - left);
        }
        if (c == TABLE_GRADIENT)
            head += 1.2f * (float)view->size.label_px; /* the mark of the order */
        page->width[c] = fmaxf(head, page->left[c] + page->right[c]);
        total += page->width[c] + 0.8f * (float)page->size_px;
    }
    return total;
}

static void hide_steps(struct page *page)
{
    page->shown[TABLE_STEP] = page->shown[TABLE_NUMERIC_STEP] = false;
}

static void shrink_type(struct page *page)
{
    page->size_px = page->view->size.number_px;
    while (measure(page) > page->area.w && page->size_px > page->view->size.min_px)
        page->size_px--;
}

static void hide_made(struct page *page)
{
    page->shown[TABLE_OBJECTIVE] = page->shown[TABLE_FIRST] = page->shown[TABLE_SECOND] = false;
}

/* Smaller type first, then without what the optimiser makes on the way, then without the step (it is new minus
 * old), then fewer digits; to compare digits they have to be there. */
static void plan(struct page *page)
{
    const struct view *view = page->view;
    float free_width, x;
    size_t columns = 0;

    page->decimals = view->decimals;
    for (enum table_column c = 0; c < TABLE_COLUMNS; c++)
        page->shown[c] = table_cell_column(&page->cells, c);
    page->size_px = view->size.number_px;
    page->cells.brief = measure(page) > page->area.w;
    shrink_type(page);
    if (measure(page) > page->area.w) {
        hide_made(page);
        shrink_type(page);
    }
    if (measure(page) > page->area.w && (page->decimals > 6 || page->cells.numeric != NULL)) {
        hide_steps(page);
        shrink_type(page);
    }
    while (measure(page) > page->area.w && page->decimals > 2)
        page->decimals--;
    if (measure(page) > page->area.w)
        hide_steps(page);
    free_width = page->area.w - measure(page);
    for (enum table_column c = 0; c < TABLE_COLUMNS; c++)
        columns += page->shown[c] ? 1 : 0;
    free_width = fmaxf(0.0f, fminf(free_width / (float)columns, 3.0f * (float)page->size_px));
    x = page->area.x + page->symbol_width;
    for (enum table_column c = 0; c < TABLE_COLUMNS; c++) {
        if (!page->shown[c])
            continue;
        x += 0.8f * (float)page->size_px + free_width;
        page->x[c] = x;
        x += page->width[c];
    }
}

static int symbol_px(const struct view *view)
{
    return (int)roundf(1.12f * (float)view->size.number_px);
}

/* A symbol as tall as any: of the weights, those of the last unit have the longest indices. */
static const struct formula *tallest(const struct view *view)
{
    const struct net_layer *layer = net_output(view->snapshot->net);

    return quantity_symbol(view->arena, view->snapshot,
                           quantity_at(QUANTITY_W, view->snapshot->net->layer_count, layer->out - 1, layer->in - 1));
}

static const struct formula *symbol_of(const struct page *page, const struct line *line)
{
    return quantity_symbol(page->view->arena, page->view->snapshot, line->parameter);
}

/* The head above the symbols. */
static const char *corner(const struct view *view)
{
    return view->bare ? "w, b" : "parameter";
}

static void collect(struct page *page)
{
    const struct view *view = page->view;

    page->count = page->table->lines - page->table->first;
    if (page->count > page->table->visible)
        page->count = page->table->visible;
    page->symbol_width = canvas_text_width(view->canvas, FONT_TEXT_BOLD, view->size.label_px, corner(view));
    for (size_t i = 0; i < page->count; i++) {
        page->lines[i] = line_at(view->snapshot->net, page->table, page->table->first + i);
        if (page->lines[i].layer > 0)
            continue;
        page->symbol_width = fmaxf(page->symbol_width,
                                   label_symbol(view, symbol_of(page, &page->lines[i]), 0, 0, symbol_px(view),
                                                view->theme->text, true));
    }
}

/* ---- drawing ---- */

static bool is_current(const struct page *page, const struct line *line)
{
    enum formula_role role;

    for (enum table_column c = 0; c < TABLE_COLUMNS; c++) {
        if (table_cell_column(&page->cells, c)
            && view_marked(page->view, table_cell_quantity(&page->cells, line->parameter, c), &role))
            return true;
    }
    return false;
}

static void draw_cell(const struct page *page, const struct line *line, enum table_column column, float y)
{
    const struct view *view = page->view;
    char out[NUMBER_TEXT_SIZE];
    const char *text = cell_text(page, line, column, out);
    bool fresh = text == out && table_cell_known(&page->cells, line->parameter, column) == KNOWN_FRESH;
    struct quantity quantity = table_cell_quantity(&page->cells, line->parameter, column);
    struct rect box = {page->x[column] - 0.3f * (float)page->size_px, y,
                       page->width[column] + 0.6f * (float)page->size_px, page->row_height};

    canvas_text(view->canvas, page->x[column] + page->left[column] - width_left(page, text),
                y + 0.5f * page->row_height + 0.34f * (float)page->size_px, CANVAS_LEFT,
                fresh ? FONT_MONO_BOLD : FONT_MONO, page->size_px,
                table_cell_ink(&page->cells, line->parameter, column, text == out), text);
    if (text[0] != '\0' && quantity.kind != QUANTITY_NONE)
        view_item(view, box, quantity);
}

static void draw_heading(const struct page *page, size_t layer, float y)
{
    const struct view *view = page->view;
    const char *name = quantity_layer_name(view->arena, view->snapshot->net, layer);
    float baseline = y + 0.5f * page->row_height + 0.34f * (float)view->size.label_px;
    float width = canvas_text(view->canvas, page->area.x, baseline, CANVAS_LEFT, FONT_TEXT_BOLD,
                              view->size.label_px, view->theme->text_soft, name);

    canvas_line(view->canvas,
                (struct point){page->area.x + width + (float)view->size.label_px,
                               y + 0.5f * page->row_height},
                (struct point){page->area.x + page->area.w, y + 0.5f * page->row_height},
                1.2f * view->size.unit, view->theme->line, 0.0f);
}

static void draw_lines(const struct page *page)
{
    const struct view *view = page->view;
    enum theme_phase phase = view_phase(view->snapshot->place.unit.kind);
    float pad = 0.3f * (float)view->size.number_px, y = page->area.y;

    for (size_t i = 0; i < page->count; i++, y += page->row_height) {
        const struct line *line = &page->lines[i];
        bool current;

        if (line->layer > 0) {
            draw_heading(page, line->layer, y);
            continue;
        }
        current = is_current(page, line);
        if (current)
            canvas_box(view->canvas,
                       (struct rect){page->area.x - pad, y, page->area.w + 2.0f * pad, page->row_height},
                       pad, view->theme->phase_soft[phase], 0, 0.0f);
        label_symbol(view, symbol_of(page, line), page->area.x,
                     y + 0.5f * page->row_height + 0.34f * (float)view->size.number_px,
                     symbol_px(view), view->theme->text, false);
        for (enum table_column c = 0; c < TABLE_COLUMNS; c++) {
            if (page->shown[c])
                draw_cell(page, line, c, y);
        }
    }
}

/* A triangle that points down at the column that orders the rows. */
static void draw_mark(const struct view *view, float x, float y)
{
    float half = 0.26f * (float)view->size.label_px;

    canvas_triangle(view->canvas, (struct point){x, y - half}, (struct point){x + 2.0f * half, y - half},
                    (struct point){x + half, y + half}, view->theme->text);
}

/* What the columns below it are about, over a line of their width. */
static void draw_group(const struct page *page, enum table_group group, float bottom)
{
    const struct view *view = page->view;
    float size = (float)view->size.label_px, left = INFINITY, right = 0.0f;

    for (enum table_column c = 0; c < TABLE_COLUMNS; c++) {
        if (!page->shown[c] || table_cell_group(&page->cells, c) != group)
            continue;
        left = fminf(left, page->x[c]);
        right = fmaxf(right, page->x[c] + page->width[c]);
    }
    if (left > right)
        return;
    canvas_text(view->canvas, left, bottom - 0.3f * size, CANVAS_LEFT, FONT_TEXT_BOLD, view->size.label_px,
                view->theme->text, table_cell_group_head(&page->cells, group));
    canvas_line(view->canvas, (struct point){left, bottom + 0.1f * size}, (struct point){right, bottom + 0.1f * size},
                1.2f * view->size.unit, view->theme->line, 0.0f);
}

static void draw_groups(const struct page *page, float bottom)
{
    draw_group(page, TABLE_OF_GRADIENT, bottom);
    draw_group(page, TABLE_OF_STEP, bottom);
}

static void draw_heads(const struct page *page, float y, float height, struct table_actions actions)
{
    const struct view *view = page->view;
    float baseline = y + 0.5f * height + 0.34f * (float)view->size.label_px;
    float size = (float)view->size.label_px, width;

    width = canvas_text(view->canvas, page->area.x, baseline, CANVAS_LEFT,
                        page->table->by_size ? FONT_TEXT : FONT_TEXT_BOLD, view->size.label_px,
                        view->theme->text_soft, corner(view));
    ui_target(view->ui, (struct rect){page->area.x, y, width, height}, (struct ui_action){actions.sort, 0.0},
              false);
    for (enum table_column c = 0; c < TABLE_COLUMNS; c++) {
        bool sorts = c == TABLE_GRADIENT && page->table->by_size;

        if (!page->shown[c])
            continue;
        width = canvas_text(view->canvas, page->x[c], baseline, CANVAS_LEFT,
                            sorts ? FONT_TEXT_BOLD : FONT_TEXT, view->size.label_px,
                            view->theme->text_soft, table_cell_head(&page->cells, c));
        if (sorts)
            draw_mark(view, page->x[c] + width + 0.4f * size, y + 0.5f * height);
        if (c == TABLE_GRADIENT)
            ui_target(view->ui, (struct rect){page->x[c], y, width + 1.2f * size, height},
                      (struct ui_action){actions.sort, sorts ? 0.0 : 1.0}, false);
    }
    canvas_line(view->canvas, (struct point){page->area.x, y + height},
                (struct point){page->area.x + page->area.w, y + height}, 1.5f * view->size.unit,
                view->theme->line_strong, 0.0f);
}

static void draw_scroll_bar(const struct page *page, struct rect bar, int command)
{
    const struct view *view = page->view;
    const struct table *table = page->table;
    float share = (float)table->visible / (float)table->lines, height = fmaxf(share * bar.h, 2.0f * bar.w);
    float along = (float)table->first / (float)(table->lines - table->visible);
    struct rect thumb = {bar.x, bar.y + along * (bar.h - height), bar.w, height};

    canvas_box(view->canvas, bar, 0.5f * bar.w, view->theme->line, 0, 0.0f);
    canvas_box(view->canvas, thumb, 0.5f * bar.w, view->theme->line_strong, 0, 0.0f);
    ui_slider_upright(view->ui, rect_inset(bar, -bar.w, 0.0f), (struct ui_action){command, 0.0});
}

void table_view(const struct view *view, struct rect area, struct table *table,
                const struct numeric_gradient *other, struct table_actions actions)
{
    const struct net *net = view->snapshot->net;
    float number = (float)view->size.number_px, bar = 0.5f * number;
    float head = 1.9f * (float)view->size.label_px, groups = other != NULL ? 1.5f * (float)view->size.label_px : 0.0f;
    struct page page = {.view = view, .cells = {.view = view, .numeric = other}, .table = table};
    bool scrolls;

    if (table->by_size && !parameters_sort(&table->order, view->snapshot, view->cursor))
        table->by_size = false;
    page.row_height = fmaxf(1.82f * number, label_symbol_height(view, tallest(view), symbol_px(view)));
    area.y += groups;
    area.h -= groups;
    page.area = (struct rect){area.x + 0.3f * number, area.y + head + 0.2f * number,
                              area.w - 2.2f * number, area.h - head - 0.2f * number};
    table->lines = parameters_count(net) + (table->by_size ? 0 : net->layer_count);
    table->visible = (size_t)fmaxf(page.area.h / page.row_height, 1.0f);
    if (table->visible > LINES_MAX)
        table->visible = LINES_MAX;
    table_scroll_by(table, 0.0);
    follow(view, table);
    scrolls = table->lines > table->visible;
    collect(&page);
    plan(&page);
    if (other != NULL)
        draw_groups(&page, area.y);
    draw_heads(&page, area.y, head, actions);
    draw_lines(&page);
    if (scrolls)
        draw_scroll_bar(&page, (struct rect){area.x + area.w - 1.3f * bar, page.area.y, bar,
                                             page.area.h},
                        actions.scroll);
}
