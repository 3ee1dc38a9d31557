/*
 * history: exact time travel over a run, in bounded memory.
 *
 * Snapshots are kept at starts of iterations: of every one, or where those are short of every
 * second, fourth, ..., and of fewer once they do not fit the budget (checkpoints); what lies
 * between is replayed, which gives the same bits, edits (engine/edit.h) included. Within an
 * iteration one replays from its start.
 *
 * Whoever travels backwards iteration by iteration between two checkpoints would
 * replay from the lower one again and again. So a replay leaves snapshots on its
 * way, in a second store of limited size, the trail, at the places of engine/stepper/revolve.h.
 * That is what reverse-mode differentiation does with a program too long to remember.
 */
#ifndef BACKSTEP_ENGINE_HISTORY_H
#define BACKSTEP_ENGINE_HISTORY_H

#include "engine/stepper.h"

enum { HISTORY_BUDGET_DEFAULT = 64 << 20 }; /* bytes */

struct history {
    struct stepper *stepper;  /* borrowed for the history's life; moved by it */
    size_t snapshot_size;     /* bytes */
    /* Checkpoints of the starts of iterations 1, 1+stride, 1+2·stride, ... */
    char *checkpoints;        /* owned; room for checkpoint_room snapshots */
    size_t checkpoint_count;  /* from 1 */
    size_t checkpoint_room;   /* grows up to checkpoint_max */
    size_t checkpoint_max;
    uint64_t stride;          /* iterations between two; a power of 2 */
    /* The trail: starts of iterations between two checkpoints, rising. */
    char *trail;              /* owned; trail_max snapshots; NULL until needed */
    size_t trail_count;
    size_t trail_max;
    /* The start of the current iteration. */
    char *start;              /* owned; one snapshot */
    uint64_t start_iteration; /* 0: none kept */
    double *before;           /* owned; the start's block with its edits; NULL until needed */
    uint64_t furthest;        /* the furthest step reached */
    uint64_t replayed;        /* units executed a second time so far: the price of travelling */
};

/* The stepper must stand at step 0. budget: bytes for all snapshots; a few are
 * kept in any case. Errors: not enough memory. */
bool history_init(struct history *history, struct stepper *stepper, size_t budget,
                  struct error *err);
void history_finish(struct history *history);

/* One unit forward; false once stopped. */
bool history_step(struct history *history);

/* Moves the stepper to after step `step`, in either direction; ends early,
 * with false, if the run stops before it. */
bool history_seek(struct history *history, uint64_t step);

/* How many iterations would have to be executed, or executed again, to get there; fewer where the
 * trail leads there. */
uint64_t history_distance(const struct history *history, uint64_t step);
/* The same way as history_seek, but of more than `most` iterations only so many, and false: then it
 * is to be asked again. Back, it begins before the step, and comes to it from there. */
bool history_approach(struct history *history, uint64_t step, uint64_t most);

/* Replaces the stepper's log of edits (copied) and moves the stepper to after step `step`
 * of the run that it makes; ends early, with false, if that run stops before. Of the
 * snapshots just those after the first change are dropped. `edits` must be a log of its own,
 * and fit the net and the data. */
bool history_edit(struct history *history, const struct edit_log *edits, uint64_t step);

/* The block as it was when the current iteration began, with the parameters that were
 * changed by hand there, once its first unit has run: the old parameters.
 * Valid until the history moves. */
const double *history_before(const struct history *history);

/* Bytes of the snapshots in use: at most the budget, or four snapshots. */
size_t history_memory(const struct history *history);

#endif
