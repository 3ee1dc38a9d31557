/*
 * revolve: where to leave snapshots on the way forward, so that one can go back iteration by
 * iteration without replaying everything each time.
 *
 * Binomial checkpointing (Griewank and Walther 2000, "Algorithm 799: revolve"): with s free places
 * for snapshots, C(s+1+r, s+1) - 1 iterations can be crossed backwards with each of them replayed
 * at most r times.
 */
#ifndef BACKSTEP_ENGINE_STEPPER_REVOLVE_H
#define BACKSTEP_ENGINE_STEPPER_REVOLVE_H

#include <stdint.h>

/* How many iterations of that work, in parameters moved, lie between two snapshots that are kept of
 * a run while there is room for all: a power of 2. What is replayed in some milliseconds need not
 * be kept, for to write a snapshot down takes as long as some iterations. */
uint64_t revolve_stride(uint64_t work);

/* The fewest replays of each iteration with which `distance` of them can be crossed backwards. */
uint64_t revolve_replays(uint64_t places, uint64_t distance);

/* How many iterations above a snapshot the next belongs, to cross `distance` of them backwards; 0:
 * nowhere. */
uint64_t revolve_spacing(uint64_t places, uint64_t distance);

#endif
