/*
 * locate: from what is said of a moment, "iteration 1, after a h1", to the step that has it.
 *
 * Scripts, links and --at speak of moments by what appears in them, so that they hold at any
 * granularity.
 */
#ifndef BACKSTEP_QUANTITY_LOCATE_H
#define BACKSTEP_QUANTITY_LOCATE_H

#include "quantity/reveal.h"

/* What is said. */
struct locate {
    bool start;              /* before the first step; then nothing else counts */
    uint64_t iteration;      /* from 1 */
    bool phased;             /* `phase` is given */
    enum unit_kind phase;    /* with a quantity it must be the one that shows it */
    struct quantity quantity; /* NONE: the phase's end, or without a phase the iteration's */
    bool before;             /* just before the quantity appears, not just after */
    bool sampled;            /* `sample` is given. If not, a quantity is the batch's first sample's,
                              * and a phase ends with its last */
    size_t sample;           /* the index in the data, from 0, as in a trace */
};

/* "forward", "loss", "backward", "update", "stop". */
extern const char *const locate_phase_names[UNIT_STOP + 1];
const char *locate_phase_name(enum unit_kind phase);

/* Where that is in the run of the stepper, whose state does not matter; whether the run comes so
 * far is not looked at, but for UNIT_STOP, which is taken to end the iteration. Errors: no moment
 * shows the quantity, or not in that phase; the sample is not in the iteration's batch. */
bool locate(const struct stepper *stepper, const struct locate *what, struct cursor *cursor,
            struct error *err);

#endif
