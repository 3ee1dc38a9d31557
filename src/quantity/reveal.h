/*
 * reveal: the moments inside a unit of work.
 *
 * The engine executes a unit at once; within it, results are independent enough
 * to be shown one after another. This is the order in which they are shown, at
 * four granularities. A moment is the finest: one product, one sum, one gradient.
 *
 * Order of the moments of each unit (n units out, m in):
 *
 *   forward   for each neuron j: its m products (PRODUCT k), where it has a bias the
 *             BIAS, which completes z (without bias the last product does), then its
 *             ACTIVATION. Softmax couples the layer: all z first, then all activations.
 *   loss      LOSS_PART k for every output if there are more than one; then LOSS_TOTAL. With
 *             L2, after the batch's last sample, PENALTY and OBJECTIVE: s and J = L + s.
 *   backward  for each neuron j: in a hidden layer with more than one unit above, a
 *             DA_TERM for each path; then DA; then DZ; then the GRADIENT of each weight
 *             and of the bias if it has one. Where the loss is fused with the output
 *             activation DA is left out. For softmax with another loss all DA come first.
 *   update    for each neuron j: the STEP of each weight k, and of the bias if it is trained:
 *             -η·g is shown beside the parameter, which keeps its old value. Before each of
 *             them what the optimiser makes on the way: with L2 OBJECTIVE_GRADIENT, ∂J/∂w of
 *             a weight; CLIPPED, where it clips; FIRST and SECOND, its buffers, where it
 *             keeps them. The last update unit of the iteration ends with MOVE: all parameters
 *             of the network take their new values at once.
 *   stop      STOP.
 *
 * In a recurrent net units are of one time. A recurrent layer's products with its own activations
 * of the time before follow those with the layer below, from time 2 on. A time's loss ends with
 * TIME_LOSS; the unit of the sample's loss has LOSS_TOTAL and what comes after it. Backward a
 * recurrent layer has, before the last time, DA_OUTPUT and DA_FUTURE in the place of DA_TERM; and
 * each parameter its SHARE of that time in the place of GRADIENT, weights from itself from time 2
 * on.
 *
 * Boundaries: at GRANULARITY_TERM every moment ends a step. At NEURON: a neuron's
 * complete z, its activation, each loss part, the total, s, J, DA, DZ, the last of a
 * neuron's GRADIENT, the last of its STEP, MOVE. At LAYER: the last moment of every
 * unit, and in the last update unit also the one before MOVE. At PHASE: the last moment
 * of a run of units of the same kind. STOP always.
 */
#ifndef BACKSTEP_QUANTITY_REVEAL_H
#define BACKSTEP_QUANTITY_REVEAL_H

#include "quantity/quantity.h"
#include "quantity/snapshot.h"

#include <stdbool.h>
#include <stddef.h>

enum granularity {
    GRANULARITY_PHASE,
    GRANULARITY_LAYER,
    GRANULARITY_NEURON,
    GRANULARITY_TERM,
    GRANULARITY_COUNT
};

extern const char *const granularity_names[GRANULARITY_COUNT]; /* "phase", ... */
const char *granularity_name(enum granularity granularity);

enum moment_kind {
    MOMENT_PRODUCT, MOMENT_BIAS, MOMENT_ACTIVATION,
    MOMENT_LOSS_PART, MOMENT_TIME_LOSS, MOMENT_LOSS_TOTAL, MOMENT_PENALTY, MOMENT_OBJECTIVE,
    MOMENT_DA_TERM, MOMENT_DA_OUTPUT, MOMENT_DA_FUTURE, MOMENT_DA, MOMENT_DZ,
    /* Of a parameter: */
    MOMENT_SHARE, MOMENT_GRADIENT, MOMENT_OBJECTIVE_GRADIENT, MOMENT_CLIPPED, MOMENT_FIRST,
    MOMENT_SECOND, MOMENT_STEP,
    MOMENT_MOVE,
    MOMENT_STOP,
};

struct moment {
    enum moment_kind kind;
    size_t to;    /* the neuron of the unit's layer, or the output of the loss */
    size_t from;  /* the neuron below (PRODUCT, of a weight) or above (DA_TERM) */
    bool completes_z; /* PRODUCT without a bias after it, BIAS: z is complete */
    enum quantity_of of; /* PRODUCT, and SHARE to STEP: whose; of others 0, and not looked at */
};

/* A unit in the program with what its moments depend on beside the net: whether
 * it is the last of the iteration's updates, of its run of equal kinds, and of the batch's losses,
 * and what its optimiser has. */
struct reveal_unit {
    struct unit unit;
    bool ends_phase;
    bool ends_updates;
    bool ends_batch;
    bool penalty, clips, first, second; /* λ; clipping; the buffers it keeps */
};

/* The unit of the iteration in which the snapshot stands. */
struct reveal_unit reveal_unit_in(const struct snapshot *snapshot, size_t index);

/* The unit that a run executes as step `step` (from 1), under the optimiser that it will have then:
 * it may have changed by hand since the stepper's state, or be going to. */
struct reveal_unit reveal_unit_of(const struct stepper *stepper, uint64_t step);

/* Number of moments, >= 1; in constant time. */
size_t reveal_count(const struct net *net, struct reveal_unit unit);

/* The moment-th moment, 1 .. count; in constant time. */
struct moment reveal_moment(const struct net *net, struct reveal_unit unit, size_t moment);

/* Its inverse: the number of the moment with that kind, `to` and `from` (completes_z is not
 * looked at); 0 if the unit has no such moment. In constant time. */
size_t reveal_find(const struct net *net, struct reveal_unit unit, struct moment moment);

/* Number of steps the unit takes at that granularity; may be 0 at PHASE. */
size_t reveal_steps(const struct net *net, struct reveal_unit unit, enum granularity granularity);

/* Units of the iteration in which the snapshot stands, with the stop that ends it. */
size_t reveal_units(const struct snapshot *snapshot);

/* The steps of that iteration: how many there are, and how many have ended at the cursor. */
struct reveal_progress {
    size_t total, done;
};
struct reveal_progress reveal_progress(const struct snapshot *snapshot,
                                       enum granularity granularity, struct cursor cursor);

/* The moment at which the step-th (from 1) of those steps ends; the inverse of rank. */
size_t reveal_boundary(const struct net *net, struct reveal_unit unit,
                       enum granularity granularity, size_t step);

/* How many of the unit's steps at that granularity have ended at `moment` (0 .. count). */
size_t reveal_rank(const struct net *net, struct reveal_unit unit, enum granularity granularity,
                   size_t moment);

/* The moment that shows the quantity (completes_z is not set), in the sample's or the update's
 * unit of that kind. False if none does: inputs, parameters, new values. */
bool reveal_shown_by(const struct net *net, struct quantity quantity, enum unit_kind *kind,
                     struct moment *moment);

/* Where in the unit the quantity appears, from 1; 0: not there. Of one time it does so in that
 * time's unit, if it names one. */
size_t reveal_in_unit(const struct net *net, struct reveal_unit unit, struct quantity quantity);

/* Its inverse in the unit's layer: what the moment shows, or on the way to a sum leads to; of what
 * one moment shows together the first. NONE: nothing but MOVE and STOP. */
struct quantity reveal_shown(const struct net *net, size_t layer, struct moment moment);

/* What can be said of a quantity at the cursor. */
enum known {
    KNOWN_NOT_YET, /* not computed in this iteration (for this sample) yet: show it as unknown */
    KNOWN_OLD,     /* computed from parameters that have moved since (after MOVE): stale. Comes
                    * before FRESH. The steps, the buffers and the new values are not: they are the
                    * move. */
    KNOWN,         /* computed */
    KNOWN_FRESH,   /* appeared in the step that ended at the cursor */
};

/* `from` is where the step began (the cursor before it); pass the cursor itself
 * for "nothing fresh". Inputs, targets, weights, biases and the buffers before the update are
 * always KNOWN. Of samples before the current one in the batch only the summed gradients remain: z,
 * a, loss and δ are those of the current sample. The batch's gradients are known once its last
 * backward unit has revealed them; ∂J/∂w, the buffers and STEP from their moments in the update,
 * what is corrected with its buffer; NEW after MOVE. What the optimiser does not have, and what has
 * no moment (DA where it is left out, the step of an untrained bias), stays NOT_YET. */
enum known reveal_known(const struct snapshot *snapshot, struct cursor from, struct cursor cursor,
                        struct quantity quantity);

#endif
