#include "explain/ranking.h"

#include <math.h>
#include <string.h>

static double magnitude(double value)
{
    return isnan(value) ? HUGE_VAL : fabs(value);
}

/* The parameters of the range, in the network's order, one call each. */
struct walk {
    const struct page *page;
    struct ranking *ranking;
    double *values; /* of a unit's weights */
    double best;    /* magnitude of the largest weight so far, the ranking's example */
    struct quantity largest;
    double most;    /* magnitude of largest */
    /* By falling size; of equal ones the earlier comes first. */
    struct quantity by_size[EXPLAIN_ROWS_MAX];
    double sizes[EXPLAIN_ROWS_MAX];
    size_t sorted;
};

static void insert(struct walk *walk, struct quantity item, double size)
{
    size_t at = walk->sorted;

    if (at == EXPLAIN_ROWS_MAX && !(size > walk->sizes[at - 1]))
        return;
    if (walk->sorted < EXPLAIN_ROWS_MAX)
        walk->sorted++;
    else
        at--;
    for (; at > 0 && size > walk->sizes[at - 1]; at--) {
        walk->by_size[at] = walk->by_size[at - 1];
        walk->sizes[at] = walk->sizes[at - 1];
    }
    walk->by_size[at] = item;
    walk->sizes[at] = size;
}

static void visit(struct walk *walk, struct quantity item, double size)
{
    struct ranking *ranking = walk->ranking;

    ranking->all_zero = ranking->all_zero && size == 0;
    ranking->zeros += size == 0;
    if (walk->largest.kind == QUANTITY_NONE || size > walk->most) {
        walk->largest = item;
        walk->most = size;
    }
    if (item.of != QUANTITY_OF_BIAS &&
        (ranking->example.kind == QUANTITY_NONE || size > walk->best)) {
        ranking->example = item;
        walk->best = size;
    }
    if (ranking->count < EXPLAIN_ROWS_MAX)
        ranking->items[ranking->count++] = item;
    else
        ranking->left_out++;
    insert(walk, item, size);
}

/* Whether a weight of that size is only one more of many: no zero, and smaller than all that are
 * kept. Of a large layer nearly all are. */
static inline bool is_one_of_many(const struct walk *walk, double size)
{
    return walk->sorted == EXPLAIN_ROWS_MAX && walk->ranking->count == EXPLAIN_ROWS_MAX
        && size > 0 && !(size > walk->sizes[EXPLAIN_ROWS_MAX - 1]) && !(size > walk->best)
        && walk->ranking->example.kind != QUANTITY_NONE;
}

static void walk_unit(struct walk *walk, struct ranking_kinds kinds, size_t layer, size_t unit)
{
    const struct net_layer *at = page_layer(walk->page, layer);
    bool has_bias = kinds.trained_only ? at->train_biases : at->has_biases;

    page_values(walk->page, kinds.kind, layer, unit, walk->values);
    for (size_t k = 0; k < at->in; k++) {
        double size = magnitude(walk->values[k]);

        if (is_one_of_many(walk, size)) {
            walk->ranking->all_zero = false;
            walk->ranking->left_out++;
        } else {
            visit(walk, quantity_of_weight(kinds.kind, layer, unit, k), size);
        }
    }
    for (size_t k = 0; at->recurrent && k < at->out; k++) {
        struct quantity weight = quantity_of_recurrent(kinds.kind, layer, unit, k);

        visit(walk, weight, magnitude(page_value(walk->page, weight)));
    }
    if (has_bias) {
        struct quantity bias = quantity_of_bias(kinds.kind, layer, unit);

        visit(walk, bias, magnitude(page_value(walk->page, bias)));
    }
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

/* The i-th of what is looked at as one of the range's parameters; NONE: it is none. */
static struct quantity looked_at(const struct page *page, struct ranking_kinds kinds,
                                 struct ranking_range range, size_t i)
{
    struct quantity q = page->snapshot->look[i];
    const struct net_layer *at;

    if (!quantity_is_of_parameter(q) || (range.layer != 0 && q.layer != range.layer)
        || (range.one_unit && q.to != range.unit))
        return (struct quantity){0};
    at = page_layer(page, q.layer);
    if (q.of == QUANTITY_OF_BIAS && !(kinds.trained_only ? at->train_biases : at->has_biases))
        return (struct quantity){0};
    return quantity_then(quantity_as(q, kinds.kind), 0);
}

/* An item from its place among the others to the first row. */
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
    struct walk walk = {.page = page, .ranking = ranking, .values = page_values_room(page)};
    size_t in_order = range.in_order == 0 ? EXPLAIN_ROWS_MAX : range.in_order;

    *ranking = (struct ranking){.all_zero = true};
    walk_range(&walk, kinds, range);
    for (size_t i = page->snapshot->look_count; i-- > 0;) {
        struct quantity looked = looked_at(page, kinds, range, i);

        if (looked.kind != QUANTITY_NONE) {
            ranking->looked = true;
            ranking->example = looked;
        }
    }
    ranking->lead = ranking->looked || walk.best > 0 ? ranking->example : walk.largest;
    if (ranking->count <= in_order && ranking->left_out == 0)
        return;
    ranking->ranked = !ranking->looked;
    ranking->count = walk.sorted;
    memcpy(ranking->items, walk.by_size, walk.sorted * sizeof *ranking->items);
    put_first(ranking, ranking->lead);
    for (size_t i = page->snapshot->look_count; i-- > 0;) {
        struct quantity looked = looked_at(page, kinds, range, i);

        if (looked.kind != QUANTITY_NONE)
            put_first(ranking, looked);
    }
}
