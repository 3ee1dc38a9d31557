#include "explain/graph/graph_changes.h"

#include "explain/graph/graph_formula.h"

#include <math.h>

enum { MOST = 12 };

/* ∂f/∂q ∂q/∂x */
static struct formula *share_symbol(struct arena *arena, const struct graph_moment *at, size_t use)
{
    const struct graph *graph = at->run->graph;
    size_t node = graph_use_of(graph, use), objective = graph_objective(graph);
    struct graph_share share = graph_moment_share(at, node, use - graph->nodes[node].first_use);
    struct formula *product = formula_multiply(
        arena,
        formula_partial(arena, graph_formula_symbol(arena, at, objective),
                        graph_formula_symbol(arena, at, share.through), share.upstream),
        formula_partial(arena, graph_formula_symbol(arena, at, share.through),
                        graph_formula_symbol(arena, at, node), share.local));

    if (!graph_item_value(at, (struct graph_item){GRAPH_ITEM_SHARE, use}, &product->value))
        product->value = (double)NAN;
    return product;
}

struct formula *graph_changes_symbol(struct arena *arena, const struct graph_moment *at,
                                     struct graph_item item)
{
    size_t objective = graph_objective(at->run->graph);
    double value;

    if (item.kind == GRAPH_ITEM_SHARE)
        return share_symbol(arena, at, item.index);
    if (!graph_item_value(at, item, &value))
        value = (double)NAN;
    if (item.kind == GRAPH_ITEM_GRADIENT)
        return formula_partial(arena, graph_formula_symbol(arena, at, objective),
                               graph_formula_symbol(arena, at, item.index), value);
    if (item.kind == GRAPH_ITEM_STEP)
        return formula_symbol(arena, "Δ", at->run->graph->nodes[item.index].name, NULL, value);
    if (item.kind == GRAPH_ITEM_LOSS)
        return formula_symbol(arena, "L", NULL, NULL, value);
    return graph_formula_symbol(arena, at, item.index);
}

/* The list as it grows. */
struct list {
    struct arena arena;
    const struct graph_moment *from, *at;
    struct number_style style;
    struct text *out;
    size_t count;
};

static void add(struct list *list, struct graph_item item, double old, double value)
{
    char number[NUMBER_TEXT_SIZE];

    if (++list->count > MOST)
        return;
    text_add(list->out, list->count > 1 ? ", " : "");
    formula_to_text(graph_changes_symbol(&list->arena, list->at, item), FORMULA_SYMBOLS,
                    list->style, list->out);
    if (!isnan(old))
        text_printf(list->out, ": %s →", number_format(number, old, list->style));
    else
        text_add(list->out, " =");
    text_printf(list->out, " %s", number_format(number, value, list->style));
}

/* What is new of that kind; of a leaf's value, whether it has moved. */
static void look(struct list *list, enum graph_item_kind kind, size_t index)
{
    struct graph_item item = {kind, index};
    bool leaf = kind == GRAPH_ITEM_NODE && index < list->at->run->graph->leaf_count;
    double old = (double)NAN, value;

    if (!graph_item_value(list->at, item, &value))
        return;
    if (leaf && graph_moment_moved(list->at) && !graph_moment_moved(list->from)
        && list->at->run->start.trained[index])
        add(list, item, list->at->run->old_values[index], value);
    else if (!leaf && !graph_item_value(list->from, item, &old))
        add(list, item, (double)NAN, value);
}

void graph_changes_to_text(const struct graph_moment *from, const struct graph_moment *at,
                           struct number_style style, struct text *out)
{
    const struct graph *graph = at->run->graph;
    struct graph_moment before = *from;
    struct list list = {.from = &before, .at = at, .style = style, .out = out};

    /* Of an iteration before nothing counts any more. */
    if (before.place.iteration != at->place.iteration)
        before = (struct graph_moment){.run = at->run, .place = {.iteration = 1}};
    for (size_t i = graph->leaf_count; i < graph->count; i++)
        look(&list, GRAPH_ITEM_NODE, i);
    if (!graph_formula_is_loss(at)) /* else it was listed as the last value */
        look(&list, GRAPH_ITEM_LOSS, 0);
    for (size_t i = graph->count; i-- > 0;)
        look(&list, GRAPH_ITEM_GRADIENT, i);
    for (size_t i = 0; i < graph->leaf_count; i++)
        look(&list, GRAPH_ITEM_STEP, i);
    for (size_t i = 0; i < graph->leaf_count; i++)
        look(&list, GRAPH_ITEM_NODE, i);
    if (list.count == 0)
        text_add(out, "nothing");
    else if (list.count > MOST)
        text_printf(out, " and %zu more", list.count - MOST);
    arena_finish(&list.arena);
}
