/*
 * graph_run: the work of a graph's stepper: what each unit of its run does.
 *
 * An iteration is: the value of each operation, in order; the loss, which is the last value; the
 * gradient of each node, the last operation first, then those of the leaves in their order; and the
 * update, which moves the leaves that are trained. A unit's `layer` is its node. An epoch is an
 * iteration, its loss the objective before the update.
 */
#ifndef BACKSTEP_GRAPH_GRAPH_RUN_H
#define BACKSTEP_GRAPH_GRAPH_RUN_H

#include "engine/stepper.h"
#include "graph/graph.h"

/* What a run begins with; borrowed for the run's life. */
struct graph_start {
    const double *values; /* of the leaves */
    const bool *trained;  /* the same */
    const struct training *training; /* its optimiser and stop */
};

struct graph_run {
    const struct stepper *stepper; /* borrowed, as the graph and `start`, for the run's life */
    const struct graph *graph;
    struct graph_start start;
    /* In the stepper's block, by node: the values, those before the last update, and the gradients;
     * by leaf the buffers, and those before it. */
    double *values, *old_values, *gradients, *first, *second, *old_first, *old_second;
};

/* Makes the stepper that of the graph, before step 1; the run must stay where it is until
 * stepper_finish, which is due also then. Errors: not enough memory. */
bool graph_run_init(struct graph_run *run, struct stepper *stepper, const struct graph *graph,
                    const struct graph_start *start, struct error *err);

/* Where it stands. */
struct place graph_run_place(const struct graph_run *run);

/* Which of the iteration's units, from 1, works on that node; those of LOSS, UPDATE and STOP on
 * none. */
size_t graph_run_index(const struct graph *graph, enum unit_kind kind, size_t node);

/* What the last update did to a trained leaf, or the one to come would do to it now. */
struct optimizer_move graph_run_move(const struct graph_run *run, size_t leaf);

#endif
