/*
 * parameters: all parameters of the network as one numbered list.
 *
 * In the order in which the steps show them: layer by layer, unit by unit, the unit's weights and
 * then its bias. Nothing is stored for it; only an order by size of gradient is, for one moment.
 */
#ifndef BACKSTEP_QUANTITY_PARAMETERS_H
#define BACKSTEP_QUANTITY_PARAMETERS_H

#include "quantity/reveal.h"

/* What a line about a parameter shows. */
enum parameters_column {
    PARAMETERS_OLD,
    PARAMETERS_GRADIENT,  /* of the batch; in the batch's passes before the update the sample's own
                           */
    PARAMETERS_OBJECTIVE, /* with L2: of the objective, what the optimiser gets */
    PARAMETERS_CLIPPED,   /* with clipping: what is left of it */
    PARAMETERS_FIRST,     /* the optimiser's buffers after the update, */
    PARAMETERS_SECOND,    /* where it keeps them */
    PARAMETERS_STEP,
    PARAMETERS_NEW,
    PARAMETERS_COLUMNS
};

size_t parameters_count(const struct net *net);
/* The first one of a layer (from 1); layer_count + 1: the count. */
size_t parameters_first(const struct net *net, size_t layer);

/* The index-th one (from 0): a weight or a bias. */
struct quantity parameters_at(const struct net *net, size_t index);
/* Where a quantity that belongs to a parameter (its gradient, step, ...) is; false if it belongs to
 * none. */
bool parameters_find(const struct net *net, struct quantity quantity, size_t *index);

/* Whether the gradient column shows the sample's own gradients. */
bool parameters_of_sample(const struct snapshot *snapshot);
/* Whether there is such a column with the run's optimiser. */
bool parameters_has(const struct snapshot *snapshot, enum parameters_column column);
/* What it shows. */
enum quantity_kind parameters_kind(const struct snapshot *snapshot, enum parameters_column column);
struct quantity parameters_cell(const struct snapshot *snapshot, struct quantity parameter,
                                enum parameters_column column);
/* A bias that is not trained: it has neither buffers, step nor new value. */
bool parameters_fixed(const struct net *net, struct quantity parameter);

/* An order by falling size of the gradient; NaN first, unknown gradients last, else as they come.
 * A zeroed struct is empty. */
struct parameters_order {
    struct parameters_key *keys;  /* owned */
    size_t count, capacity;
    struct cursor cursor;         /* of the moment it was made for */
    bool valid;
};

/* Makes it for the snapshot's moment, if it is not that already; false if there is no memory (then
 * nothing is sorted). */
bool parameters_sort(struct parameters_order *order, const struct snapshot *snapshot,
                     struct cursor cursor);
/* The parameter at that place. */
size_t parameters_sorted(const struct parameters_order *order, size_t place);
void parameters_order_finish(struct parameters_order *order);

#endif
