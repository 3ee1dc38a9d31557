/*
 * bench_stall: the longest that anybody waits for a picture: of a key, and while a run hurries on.
 *
 * Keys of every kind, each followed by pictures as in the window's loop: steps of each size, jumps,
 * sheets, pictures, comparisons, mistakes. It is the time that the processor works in the thread
 * that answers keys; what goes on beside it is not waited for. Each key's time is the least of the
 * rounds', for others use the machine, too.
 */
#ifndef BACKSTEP_BENCH_STALL_H
#define BACKSTEP_BENCH_STALL_H

#include "base/error.h"
#include "platform/fonts.h"

enum { BENCH_STALLS = 5 };

/* A picture should be there after so long, and the whole backward pass by differences. */
static const double bench_stall_limit_ms = 33.0, bench_other_route_limit_ms = 1000.0;

struct bench_stall {
    const char *name;
    double key_ms;         /* from a key to its picture: the longest */
    double gap_ms;         /* from one picture to the next while it hurries on: the longest */
    double other_route_ms; /* the whole backward pass by differences until it is shown; real time,
                            * the least of the rounds'; 0: not measured */
};

/* Errors: not enough memory. */
bool bench_stall(struct fonts *fonts, struct bench_stall results[BENCH_STALLS], struct error *err);

#endif
