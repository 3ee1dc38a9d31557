/*
 * landscape: the loss over two parameters, all others held as they are, and which way the runs have
 * gone over it.
 *
 * The height is what the iteration's gradients are slopes of: the mean loss of its batch, with L2
 * the objective. Computed on scratch copies, a slice a frame, coarse at first.
 */
#ifndef BACKSTEP_APP_JOBS_LANDSCAPE_H
#define BACKSTEP_APP_JOBS_LANDSCAPE_H

#include "app/jobs/job.h"
#include "app/jobs/trail.h"
#include "engine/check/nudge.h"
#include "view/landscape/landscape_card.h"

/* Which two, as far as they were chosen: the last first. */
struct landscape_pair {
    struct quantity chosen[2];   /* NONE: not yet */
};

struct landscape_job {
    struct job job;
    struct landscape_pair pair;  /* of the open lesson */
    struct quantity shown[2];    /* what there is to show is of */
    struct trail trails[LANDSCAPE_RUNS]; /* owned */
    struct variant other_is;     /* whose the second is */
    struct nudge_model model;    /* owned */
    uint64_t batch_of;           /* the iteration whose batch the model has; 0: of all */
    bool begun;                  /* and no more yet: that was the frame's work */
    bool ranged;
    size_t level, next;          /* the stride being worked on, 0: none, and its next point */
    double *values;              /* owned */
    struct landscape_card card;
};

/* A lesson was opened, or begun anew. */
void landscape_finish(struct landscape_job *job);

/* That number is asked about: its parameter is one of the two from now on. */
void landscape_choose(struct landscape_job *job, struct quantity quantity);

/* What is to be shown at the view's cursor, with a slice of its work done. NULL: no memory, then
 * err says so. */
const struct landscape_card *landscape_card(struct landscape_job *job,
                                            const struct job_moment *moment, struct error *err);

#endif
