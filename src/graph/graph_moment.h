/*
 * graph_moment: the moments inside a unit of a graph's run, and what can be seen at one.
 *
 * A value and the loss are one moment each. A gradient that is a sum has a moment for each of its
 * shares, and one for the sum. The update has one for the step of each trained leaf, which keeps
 * its old value, and a last one in which all take their new values at once.
 *
 * At GRAPH_TERMS each moment ends a step; at GRAPH_OPERATIONS all but the shares do; at
 * GRAPH_PHASES the last of each phase.
 */
#ifndef BACKSTEP_GRAPH_GRAPH_MOMENT_H
#define BACKSTEP_GRAPH_GRAPH_MOMENT_H

#include "graph/graph_run.h"

enum graph_fineness { GRAPH_PHASES, GRAPH_OPERATIONS, GRAPH_TERMS };

/* How many moments the unit of that place has; of step 0 none. */
size_t graph_moment_count(const struct graph_run *run, const struct place *place);

/* Whether a step ends with that moment (from 1) of the unit. */
bool graph_moment_ends(const struct graph_run *run, const struct place *place, size_t moment,
                       enum graph_fineness fineness);

/* How many steps have ended at that moment of the unit; of moment SIZE_MAX, how many it has. */
size_t graph_moment_rank(const struct graph_run *run, const struct place *place, size_t moment,
                         enum graph_fineness fineness);

/* The place of the index-th unit (from 1) of the iteration; index count + 1: the stop. */
struct place graph_moment_place(const struct graph_run *run, uint64_t iteration,
                                      size_t index);

/* A moment of a run that stands at the step it is in. */
struct graph_moment {
    const struct graph_run *run; /* borrowed */
    struct place place;
    size_t moment;               /* so many of the unit's are shown */
};

/* Whether all values have moved to what the update made of them. */
bool graph_moment_moved(const struct graph_moment *at);

/* What stands in a node's box: of a leaf always its value, the old one until all move; of an
 * operation only once this iteration has come by. The same of its gradient. */
bool graph_moment_value(const struct graph_moment *at, size_t node, double *value);
bool graph_moment_gradient(const struct graph_moment *at, size_t node, double *gradient);

/* The values that the passes of the iteration worked with, by node: also when the leaves have moved
 * since. */
const double *graph_moment_values(const struct graph_moment *at);

/* The k-th of a node's shares, which must be there; and how many are. */
struct graph_share graph_moment_share(const struct graph_moment *at, size_t node, size_t k);
size_t graph_moment_shares(const struct graph_moment *at, size_t node);

/* The trained leaf whose step the moment of the update shows; leaf_count: all move. */
size_t graph_moment_leaf(const struct graph_moment *at);

/* The step of a trained leaf, once it is there. */
bool graph_moment_step(const struct graph_moment *at, size_t leaf, struct optimizer_move *move);

#endif
