/*
 * steady: one sample in the picture while the run hurries on.
 *
 * Each iteration has samples of its own, so that a live picture would flash through them. Instead
 * the sample that was shown when it began to hurry stays: what the network, as it is now, makes of
 * it is computed on a block of its own, and its training knows nothing of that.
 */
#ifndef BACKSTEP_APP_RUN_STEADY_H
#define BACKSTEP_APP_RUN_STEADY_H

#include "app/run/run.h"
#include "view/view.h"

struct steady {
    double *block;      /* owned; net->block_size */
    struct snapshot snapshot;
    struct explanation explanation;
};

void steady_finish(struct steady *steady);

/* The view of it in place of the iteration's own sample: its forward pass and its loss, nothing of
 * a backward pass. *view itself where the run stands still or has one sample. Borrowed until the
 * next call. */
const struct view *steady_view(struct steady *steady, const struct run *run,
                               const struct view *view, struct view *out);

#endif
