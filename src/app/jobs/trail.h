/*
 * trail: which way two parameters of a run have gone, iteration by iteration, from its start.
 *
 * A stepper of its own walks the run again: the run that is shown is not touched, and may be
 * anywhere. Of a long run every so manieth point is kept.
 */
#ifndef BACKSTEP_APP_JOBS_TRAIL_H
#define BACKSTEP_APP_JOBS_TRAIL_H

#include "engine/stepper.h"

enum { TRAIL_POINTS = 512 };

struct trail {
    struct stepper stepper;  /* owned; block NULL: none */
    size_t params[2];
    uint64_t iterations;     /* walked so far */
    uint64_t every;          /* iterations from point to point */
    size_t count;
    double points[TRAIL_POINTS][2]; /* the start first */
    double losses[TRAIL_POINTS];    /* of the batch of the iteration after which it stands */
};

/* As stepper_init; `edits` are copied. */
bool trail_begin(struct trail *trail, const struct stepper *like, const double *start,
                 const size_t params[2], struct error *err);
void trail_finish(struct trail *trail);

/* On to the end of that iteration, at most so many iterations now; true if it is there, or the run
 * ends before. */
bool trail_advance(struct trail *trail, uint64_t iteration, uint64_t most);

/* So many of its points are not after that iteration. */
size_t trail_until(const struct trail *trail, uint64_t iteration);

#endif
