/*
 * bench_travel: how long it takes to travel in a long run.
 *
 * The lesson `xor`, without its stopping criterion, is trained for a million iterations; then come
 * jumps to iterations drawn at random, all over the run, and from each of them back to its end. At
 * both ends of each jump every bit of the state is compared with what it was on the way forward.
 */
#ifndef BACKSTEP_BENCH_TRAVEL_H
#define BACKSTEP_BENCH_TRAVEL_H

#include "base/error.h"

#include <stdbool.h>

enum { BENCH_TRAVEL_ITERATIONS = 1000000, BENCH_TRAVEL_JUMPS = 20 };

struct bench_travel {
    double forward_ms;  /* all iterations, keeping what is needed to come back */
    double jump_ms;     /* a jump, there or back: the median */
    double longest_ms;  /* the longest of them */
    double memory_mb;   /* MiB of snapshots: the most there were when the stepper stood still */
    double bound_mb;    /* and what they may ever take */
    bool exact;         /* every jump came back to the same bits */
};

/* Errors: the lesson is not there, not enough memory. */
bool bench_travel(struct bench_travel *result, struct error *err);

#endif
