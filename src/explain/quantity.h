/*
 * quantity: anything on the screen that has a value: its identity, its symbol,
 * its value in a snapshot.
 */
#ifndef BACKSTEP_EXPLAIN_QUANTITY_H
#define BACKSTEP_EXPLAIN_QUANTITY_H

#include "explain/snapshot.h"
#include "formula/formula.h"

enum quantity_kind {
    QUANTITY_NONE,
    QUANTITY_X,          /* input `to` (layer 0) */
    QUANTITY_W,          /* weight into unit `to` of `layer` from unit `from` below */
    QUANTITY_B,          /* bias of unit `to` */
    QUANTITY_Z,
    QUANTITY_A,
    QUANTITY_T,          /* target of output `to` */
    QUANTITY_LOSS_PART,  /* of output `to` */
    QUANTITY_LOSS,       /* this sample's */
    QUANTITY_DA,
    QUANTITY_DZ,         /* δ */
    QUANTITY_DW,         /* this sample's */
    QUANTITY_DB,
    QUANTITY_GW,         /* the batch's mean: what the optimiser gets */
    QUANTITY_GB,
    QUANTITY_STEP_W,     /* -η gw */
    QUANTITY_STEP_B,
    QUANTITY_NEW_W,      /* after the update; QUANTITY_W is the old value throughout the iteration */
    QUANTITY_NEW_B,
    QUANTITY_RATE,       /* η */
};

/* Indices from 0, layers from 1 (0: the input). Unused fields are 0. */
struct quantity {
    enum quantity_kind kind;
    size_t layer;
    size_t to;
    size_t from;
};

bool quantity_equal(struct quantity a, struct quantity b);

/* Its value in the snapshot, whether or not it is revealed yet. */
double quantity_value(const struct snapshot *snapshot, struct quantity quantity);

/* Its symbol with that value: w₅, z with subscript o1, ∂L/∂w₅ (a PARTIAL), δ.
 * Named units and weights by their names ("w5" becomes w with subscript 5, "out"
 * stays upright); unnamed ones with indices jk and, in nets of more than one
 * hidden layer, the layer as superscript. */
struct formula *quantity_symbol(struct arena *arena, const struct snapshot *snapshot,
                                struct quantity quantity);

/* What a neuron is called: a symbol without value (h₁, o₂, "setosa"). */
struct formula *quantity_unit_symbol(struct arena *arena, const struct net *net, size_t layer,
                                     size_t unit);

/* The layer in words: its name if the scenario gives one ("hidden layer"), else "output
 * layer", "hidden layer", "hidden layer 2", "input". */
const char *quantity_layer_name(struct arena *arena, const struct net *net, size_t layer);

#endif
