/*
 * graph_item: what can be asked about in the picture of a graph, what its scripts name, and when it
 * appears.
 *
 * Where a lesson of either kind is served, an item goes as a quantity of the kind
 * QUANTITY_OF_GRAPH, which is no number of a network.
 *
 *   KEY [NAME]     "value q", "gradient x", "step x", "operation f", "loss"; "share x f",
 *                  what comes back to x through f; "share x f 2" at its second argument, where it
 *                  has x twice
 */
#ifndef BACKSTEP_GRAPH_GRAPH_ITEM_H
#define BACKSTEP_GRAPH_GRAPH_ITEM_H

#include "base/text.h"
#include "graph/graph_moment.h"
#include "quantity/locate.h"

enum graph_item_kind {
    GRAPH_ITEM_NONE,
    GRAPH_ITEM_NODE,      /* its box: its value */
    GRAPH_ITEM_OPERATION, /* its circle; of the same node */
    GRAPH_ITEM_SLOPE,     /* at one of its uses: an index in the graph's uses */
    GRAPH_ITEM_GRADIENT,  /* of a node; this and the next only in scripts and links */
    GRAPH_ITEM_SHARE,     /* of a gradient, through one of its uses: an index in the graph's uses */
    GRAPH_ITEM_STEP,      /* of a trained leaf */
    GRAPH_ITEM_LOSS,      /* the last value, as the loss */
    GRAPH_ITEM_KINDS
};

struct graph_item {
    enum graph_item_kind kind;
    size_t index;
};

struct quantity graph_item_quantity(struct graph_item item);
struct graph_item graph_item_of(struct quantity quantity);

/* By its words. Errors say what was found and what was expected. */
bool graph_item_named(const struct graph *graph, const char *text, struct quantity *quantity,
                      struct error *err);

/* Its words, appended; of none nothing. */
void graph_item_words(const struct graph *graph, struct quantity quantity, struct text *out);

/* Its value at that moment; of an operation its node's. False: it is not there yet. A leaf's always
 * is. */
bool graph_item_value(const struct graph_moment *at, struct graph_item item, double *value);

/* Where what is said of a moment is in a run of the graph whose trained leaves are those: what
 * locate.h says of a network's. */
bool graph_item_locate(const struct graph *graph, const bool *trained, const struct locate *what,
                       struct cursor *cursor, struct error *err);

#endif
