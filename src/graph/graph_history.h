/*
 * graph_history: exact travel over the run of a graph, in bounded memory.
 *
 * Snapshots are kept at starts of iterations: of every one while they fit, then of every second,
 * fourth, ...; what lies between is replayed, which gives the same bits, edits included. A graph is
 * small: within the stride that is quick.
 */
#ifndef BACKSTEP_GRAPH_GRAPH_HISTORY_H
#define BACKSTEP_GRAPH_GRAPH_HISTORY_H

#include "graph/graph_run.h"

struct graph_history {
    struct graph_run *run; /* borrowed for the history's life; moved by it */
    char *snapshots;       /* owned; of the starts of iterations 1, 1 + stride, 1 + 2 stride, ... */
    size_t snapshot_size, count, most;
    uint64_t stride;       /* iterations; a power of 2 */
};

/* The run must stand at step 0. budget: bytes of all snapshots; a few are kept in any case. Errors:
 * not enough memory. */
bool graph_history_init(struct graph_history *history, struct graph_run *run, size_t budget,
                        struct error *err);
void graph_history_finish(struct graph_history *history);

/* Moves the run to after that step, in either direction; ends early, with false, if it stops
 * before. */
bool graph_history_seek(struct graph_history *history, uint64_t step);

/* Replaces the run's log of edits (copied) and moves to after that step of the run that it makes;
 * ends early, with false, if that stops before. */
bool graph_history_edit(struct graph_history *history, const struct edit_log *edits, uint64_t step);

#endif
