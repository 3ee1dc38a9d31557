/*
 * history: exact time travel over a run, in bounded memory.
 *
 * Snapshots are kept at starts of iterations: of every one while they fit the
 * budget, then of every second, fourth, ... ; what lies between is replayed,
 * which gives the same bits. While travelling backwards, the iterations of the
 * stretch being crossed are cached too, so that each is not replayed from afar
 * again. Within the current iteration one replays from its start.
 */
#ifndef BACKSTEP_ENGINE_HISTORY_H
#define BACKSTEP_ENGINE_HISTORY_H

#include "engine/stepper.h"

enum { HISTORY_BUDGET_DEFAULT = 64 << 20 }; /* bytes */

struct history {
    struct stepper *stepper; /* borrowed for the history's life; moved by it */
    size_t snapshot_size;    /* bytes */
    /* Checkpoints of the starts of iterations 1, 1+stride, 1+2·stride, ... */
    char *checkpoints;       /* owned */
    size_t checkpoint_count;
    size_t checkpoint_max;
    uint64_t stride;         /* iterations between two; a power of 2 */
    /* Cache of the stretch last travelled backwards. */
    char *cache;             /* owned */
    size_t cache_count;
    size_t cache_max;
    uint64_t cache_first;    /* iteration of cache[0]; 0: empty */
    uint64_t cache_stride;
    /* The start of the current iteration. */
    char *start;             /* owned; one snapshot */
    uint64_t start_iteration;
    uint64_t furthest;       /* the furthest step reached */
};

/* The stepper must stand at step 0. budget: bytes for checkpoints and cache;
 * at least a few snapshots are kept in any case. Errors: not enough memory. */
bool history_init(struct history *history, struct stepper *stepper, size_t budget,
                  struct error *err);
void history_finish(struct history *history);

/* One unit forward; false once stopped. */
bool history_step(struct history *history);

/* Moves the stepper to after step `step`, in either direction; ends early,
 * with false, if the run stops before it. */
bool history_seek(struct history *history, uint64_t step);

/* The block as it was when the current iteration began: the old parameters. */
const double *history_before(const struct history *history);

/* Bytes in use. */
size_t history_memory(const struct history *history);

#endif
