/*
 * other_route: the whole backward pass of an iteration by finite differences.
 *
 * On a scratch copy of the iteration's parameters and of the samples that are worked on, beside the
 * drawing or in slices, so that the picture stays live; kept until the samples or the run change.
 * Neither the run nor what backpropagation finds is touched: the two are shown side by side.
 */
#ifndef BACKSTEP_APP_JOBS_OTHER_ROUTE_H
#define BACKSTEP_APP_JOBS_OTHER_ROUTE_H

#include "app/jobs/job.h"
#include "base/beside.h"
#include "view/panel/other_route.h"

struct other_route {
    struct job job;
    struct numeric_gradient numeric; /* owned; model.net NULL: none */
    /* What that is of: */
    bool batch;                      /* all samples of the iteration, or the one worked on */
    uint64_t iteration;
    size_t batch_index;
    struct edit_log edits;           /* owned */
    /* What was compared, and where. */
    struct cursor cursor;
    int decimals;
    bool compared;
    struct other_route_card card;
    struct beside beside;
    bool helped;                     /* since the last frame it has gone on beside the drawing */
};

/* From here to other_route_hold nobody looks at it: it goes on beside what the caller does. */
void other_route_release(struct other_route *route);
void other_route_hold(struct other_route *route);

/* Frees what was computed; it stays on or off. */
void other_route_finish(struct other_route *route);

/* What is to be shown at the cursor, with a slice of its work done. NULL: it is off, or was turned
 * off for want of memory: then err says so. */
const struct other_route_card *other_route_card(struct other_route *route,
                                                const struct job_moment *moment, struct error *err);

#endif
