/*
 * reveal_layout: how the moments of a unit lie, for reveal_layout.c, which makes of them the steps,
 * and reveal_moments.c.
 */
#ifndef BACKSTEP_QUANTITY_REVEAL_LAYOUT_H
#define BACKSTEP_QUANTITY_REVEAL_LAYOUT_H

#include "quantity/reveal.h"

/* The moments of every kind of unit have one layout: single moments first, then a block of
 * equal length for each neuron, then single moments again. A single moment ends a step of
 * NEURON granularity; in a block the moments at `cuts` do. Everything else follows. */
struct reveal_layout {
    size_t before;    /* single moments before the blocks */
    size_t blocks;    /* neurons; > 0 only if length > 0 */
    size_t length;    /* moments in a block */
    size_t cuts[3];   /* where steps end in a block, rising; the last is `length` */
    size_t cut_count;
    size_t after;     /* single moments after the blocks */
};

struct reveal_layout reveal_layout(const struct net *net, struct reveal_unit unit);

/* What a backward block consists of, in its order. */
struct reveal_backward {
    size_t paths;  /* DA_TERM */
    bool da;       /* DA in the block; false where it comes first or is left out */
    bool output;   /* DA_OUTPUT, and */
    bool future;   /* DA_FUTURE before the DA */
    bool da_first; /* all DA before the blocks */
};

struct reveal_backward reveal_backward(const struct net *net, struct unit unit);
/* Its moments up to δ. */
size_t reveal_to_error(struct reveal_backward parts);

/* A neuron's parameters of one sort: how many, with how many moments each. */
struct reveal_group {
    enum quantity_of of;
    size_t count, each;
};

enum { REVEAL_GROUPS = 3 };

/* In the order of their moments. In the forward pass each has its product or summand, in the
 * backward pass its gradient or a time's share in it, in the update what leads to its step and
 * the step. */
void reveal_groups(const struct net_layer *layer, struct reveal_unit unit,
                   struct reveal_group groups[REVEAL_GROUPS]);

#endif
