/*
 * pace: how fast a run hurries on.
 *
 * What is read while it does changes about three times a second: faster, nobody can read it.
 */
#ifndef BACKSTEP_APP_RUN_PACE_H
#define BACKSTEP_APP_RUN_PACE_H

#include <stdbool.h>
#include <stdint.h>

struct pace {
    double looked_ms;  /* by any clock: at the last look, or the start */
    uint64_t looked;   /* the iteration then */
    double rate;       /* iterations a second between the last two looks; NaN: not known yet */
};

/* Milliseconds of a clock that starts anywhere. */
double pace_clock_ms(void);

void pace_begin(struct pace *pace, double now_ms, uint64_t iteration);

/* Whether it is time to look again; then the rate is a new one. */
bool pace_look(struct pace *pace, double now_ms, uint64_t iteration);

#endif
