/*
 * graph_run: the step machine of a graph. One call executes one unit of work.
 *
 * An iteration is: the value of each operation, in order; the loss, which is the last value; the
 * gradient of each node, the last operation first, then those of the leaves in their order; and the
 * update, which moves the leaves that are trained. A stopping criterion that holds adds one last
 * unit, as in a network: an epoch is an iteration, its loss the objective before the update.
 *
 * The whole state is a plain struct and one block of doubles, which can be copied out and back bit
 * for bit. NaN and infinity are data. What is changed by hand stands in a log that is no part of
 * the state: each unit looks up what was changed just before it, so that a restored state goes on
 * exactly as it did. Steps count from 1; step 0 is before the first.
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

/* Everything but the block. */
struct graph_state {
    uint64_t step;            /* units executed so far */
    struct optimizer optimizer; /* of the updates to come */
    uint64_t optimizer_start; /* iterations before its first update */
    double best_loss;         /* as patience counts it */
    uint64_t best_iteration;  /* whose it is; 0: none yet */
    double norm;              /* of the trained leaves' gradients, as of the last update */
    enum stop_reason stopped;
    uint64_t stop_step;       /* 0: it has not stopped */
};

/* Where a step stands. */
struct graph_place {
    uint64_t step, iteration; /* of step 0: iteration 1 */
    size_t index, count;      /* of the iteration's units: from 1, 0 before the first; how many */
    enum unit_kind kind;
    size_t node;              /* of FORWARD and BACKWARD */
};

struct graph_run;

/* Called at the end of each iteration; zeroed: nobody is. */
struct graph_watch {
    void (*ended)(void *context, const struct graph_run *run);
    void *context; /* borrowed */
};

struct graph_run {
    const struct graph *graph; /* borrowed, as `start`, for the run's life */
    struct graph_start start;
    struct graph_state state;
    struct edit_log edits;     /* owned; empty at first */
    struct graph_watch watch;
    double *block;             /* owned */
    size_t block_size;         /* doubles */
    /* In the block, by node: the values, those before the last update, and the gradients; by leaf
     * the buffers, and those before it. */
    double *values, *old_values, *gradients, *first, *second, *old_first, *old_second;
};

/* Starts before step 1. Errors: not enough memory. */
bool graph_run_init(struct graph_run *run, const struct graph *graph,
                    const struct graph_start *start, struct error *err);
void graph_run_finish(struct graph_run *run);

/* Executes the next unit. False, and nothing done, once stopped. */
bool graph_run_step(struct graph_run *run);

/* Why the next unit will be UNIT_STOP; STOP_NONE if it will not, or the run is over. */
enum stop_reason graph_run_stop_due(const struct graph_run *run);

/* Where a step stands; `stop_step`: the one that is UNIT_STOP, 0: none. */
struct graph_place graph_run_locate(const struct graph *graph, uint64_t step, uint64_t stop_step);
struct graph_place graph_run_place(const struct graph_run *run);

/* Which of the iteration's units, from 1, works on that node; those of LOSS, UPDATE and STOP on
 * none. */
size_t graph_run_index(const struct graph *graph, enum unit_kind kind, size_t node);

/* The units of an iteration, and the step at which one begins (from 1). */
size_t graph_run_units(const struct graph *graph);
uint64_t graph_run_start_of(const struct graph *graph, uint64_t iteration);

/* What the last update did to a trained leaf, or the one to come would do to it now. */
struct optimizer_move graph_run_move(const struct graph_run *run, size_t leaf);

/* Bytes of a snapshot; everything out, and back, bit for bit. */
size_t graph_run_snapshot_size(const struct graph_run *run);
void graph_run_save(const struct graph_run *run, void *snapshot);
void graph_run_restore(struct graph_run *run, const void *snapshot);

#endif
