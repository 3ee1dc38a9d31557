#include "view/table/table_scroll.h"

#include <math.h>

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

struct table_line table_scroll_line(const struct net *net, const struct table *table,
                                    size_t index)
{
    if (table->by_size)
        return (struct table_line){0, parameters_at(net, parameters_sorted(&table->order, index))};
    for (size_t l = 1; l <= net->layer_count; l++) {
        size_t first = parameters_first(net, l), count = parameters_first(net, l + 1) - first;

        if (index == 0)
            return (struct table_line){l, {0}};
        if (index <= count)
            return (struct table_line){0, parameters_at(net, first + index - 1)};
        index -= count + 1;
    }
    return (struct table_line){0};
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

void table_scroll_follow(const struct view *view, struct table *table, size_t visible)
{
    const struct net *net = view->snapshot->net;

    table->lines = parameters_count(net) + (table->by_size ? 0 : net->layer_count);
    table->visible = visible;
    table_scroll_by(table, 0.0);
    follow(view, table);
}
