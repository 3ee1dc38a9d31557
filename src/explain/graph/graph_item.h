/*
 * graph_item: what can be asked about in the picture of a graph.
 */
#ifndef BACKSTEP_EXPLAIN_GRAPH_GRAPH_ITEM_H
#define BACKSTEP_EXPLAIN_GRAPH_GRAPH_ITEM_H

#include <stddef.h>

enum graph_item_kind {
    GRAPH_ITEM_NONE,
    GRAPH_ITEM_NODE,      /* its box */
    GRAPH_ITEM_OPERATION, /* its circle; of the same node */
    GRAPH_ITEM_SLOPE,     /* at one of its uses: an index in the graph's uses */
    GRAPH_ITEM_KINDS
};

struct graph_item {
    enum graph_item_kind kind;
    size_t index;
};

/* As the argument of a command, 0: none; and back. */
static inline double graph_item_pack(struct graph_item item)
{
    return item.kind == GRAPH_ITEM_NONE ? 0.0
                                        : (double)(item.index * GRAPH_ITEM_KINDS + item.kind);
}

static inline struct graph_item graph_item_unpack(double packed)
{
    size_t whole = packed > 0.0 ? (size_t)packed : 0;

    return (struct graph_item){(enum graph_item_kind)(whole % GRAPH_ITEM_KINDS),
                               whole / GRAPH_ITEM_KINDS};
}

#endif
