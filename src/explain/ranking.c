#include "explain/ranking.h"

#include <math.h>

struct quantity ranking_as(struct quantity parameter, enum quantity_kind weight,
                           enum quantity_kind bias)
{
    parameter.kind = quantity_is_of_bias(parameter.kind) ? bias : weight;
    return parameter;
}

static double magnitude(const struct page *page, struct quantity item)
{
    double value = page_value(page, item);

    return isnan(value) ? HUGE_VAL : fabs(value);
}

/* The parameters of the range, in the network's order, one call each. */
struct walk {
    const struct page *page;
    struct ranking *ranking;
    double best;   /* magnitude of largest_weight */
    double most;   /* magnitude of largest */
    bool by_size;  /* second pass: keep the largest */
};

static void note(struct walk *walk, struct quantity item)
{
    struct ranking *ranking = walk->ranking;
    double size = magnitude(walk->page, item);

    ranking->all_zero = ranking->all_zero && size == 0;
    ranking->zeros += size == 0;
    if (ranking->largest.kind == QUANTITY_NONE || size > walk->most) {
        ranking->largest = item;
        walk->most = size;
    }
    if (!quantity_is_of_bias(item.kind) &&
        (ranking->largest_weight.kind == QUANTITY_NONE || size > walk->best)) {
        ranking->largest_weight = item;
        walk->best = size;
    }
    if (ranking->count < EXPLAIN_ROWS_MAX)
        ranking->items[ranking->count++] = item;
    else
        ranking->left_out++;
}

/* Keeps items sorted by falling size; of equal ones the earlier comes first. */
static void insert(struct walk *walk, struct quantity item)
{
    struct ranking *ranking = walk->ranking;
    double size = magnitude(walk->page, item);
    size_t at = ranking->count;

    while (at > 0 && size > magnitude(walk->page, ranking->items[at - 1]))
        at--;
    if (at == EXPLAIN_ROWS_MAX)
        return;
    if (ranking->count < EXPLAIN_ROWS_MAX)
        ranking->count++;
    for (size_t i = ranking->count - 1; i > at; i--)
        ranking->items[i] = ranking->items[i - 1];
    ranking->items[at] = item;
}

static void visit(struct walk *walk, struct quantity item)
{
    if (walk->by_size)
        insert(walk, item);
    else
        note(walk, item);
}

static void walk_unit(struct walk *walk, struct ranking_kinds kinds, size_t layer, size_t unit)
{
    const struct net_layer *at = page_layer(walk->page, layer);
    bool has_bias = kinds.trained_only ? at->train_biases : at->has_biases;

    for (size_t k = 0; k < at->in; k++)
        visit(walk, quantity_at(kinds.weight, layer, unit, k));
    if (has_bias && kinds.bias != QUANTITY_NONE)
        visit(walk, quantity_at(kinds.bias, layer, unit, 0));
}

static void walk_range(struct walk *walk, struct ranking_kinds kinds, struct ranking_range range)
{
    size_t first = range.layer == 0 ? 1 : range.layer;
    size_t last = range.layer == 0 ? walk->page->net->layer_count : range.layer;

    for (size_t l = first; l <= last; l++) {
        if (range.one_unit)
            walk_unit(walk, kinds, l, range.unit);
        else
            for (size_t j = 0; j < page_layer(walk->page, l)->out; j++)
                walk_unit(walk, kinds, l, j);
    }
}

/* The item the page speaks about, from its place among the others to the first row. */
static void put_first(struct ranking *ranking, struct quantity item)
{
    size_t at = 0;

    while (at + 1 < ranking->count && !quantity_equal(ranking->items[at], item))
        at++;
    for (; at > 0; at--)
        ranking->items[at] = ranking->items[at - 1];
    ranking->items[0] = item;
}

void ranking_make(const struct page *page, struct ranking_kinds kinds, struct ranking_range range,
                  struct ranking *ranking)
{
    struct walk walk = {.page = page, .ranking = ranking};
    size_t in_order = range.in_order == 0 ? EXPLAIN_ROWS_MAX : range.in_order;

    *ranking = (struct ranking){.all_zero = true};
    walk_range(&walk, kinds, range);
    ranking->lead = walk.best > 0 ? ranking->largest_weight : ranking->largest;
    ranking->ranked = ranking->count > in_order || ranking->left_out > 0;
    if (!ranking->ranked)
        return;
    ranking->count = 0;
    walk.by_size = true;
    walk_range(&walk, kinds, range);
    put_first(ranking, ranking->lead);
}
