/*
 * ranking: which parameters a table lists when it cannot list all.
 */
#ifndef BACKSTEP_EXPLAIN_RANKING_H
#define BACKSTEP_EXPLAIN_RANKING_H

#include "explain/page.h"

/* Values of one kind, of weights and biases, ... */
struct ranking_kinds {
    enum quantity_kind kind;
    bool trained_only; /* without the biases that are kept fixed */
};

/* ... of all layers, one layer, or one neuron. */
struct ranking_range {
    size_t layer;      /* 0: all */
    bool one_unit;
    size_t unit;
    size_t in_order;   /* up to so many parameters keep the network's order; 0: as many as fit */
};

struct ranking {
    /* In the order of the network if there are no more than the range's in_order, else what is
     * looked at or the lead first, then the others by falling size; NaN counts as larger than
     * anything. */
    struct quantity items[EXPLAIN_ROWS_MAX];
    size_t count;
    size_t left_out;
    size_t zeros;      /* of all in the range, listed or not */
    struct quantity example; /* what is looked at, or else the largest weight */
    struct quantity lead; /* the example, or the largest of all where no weight counts */
    bool looked;          /* the example is what is looked at */
    bool ranked;          /* none of those left out is larger than one of the items */
    bool all_zero;
};

void ranking_make(const struct page *page, struct ranking_kinds kinds, struct ranking_range range,
                  struct ranking *ranking);

#endif
