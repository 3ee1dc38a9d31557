/*
 * nudge: a parameter is nudged, to see whether the loss answers as the gradient says.
 *
 * On a scratch copy of the iteration's parameters and of the samples that are worked on; what is
 * shown is kept until the cursor, the parameter or the run changes.
 */
#ifndef BACKSTEP_APP_JOBS_NUDGE_H
#define BACKSTEP_APP_JOBS_NUDGE_H

#include "app/jobs/job.h"
#include "engine/check/nudge_profile.h"
#include "view/panel/nudge.h"

struct nudge_job {
    struct job job;
    struct quantity parameter; /* W or B that is nudged; NONE: nothing computed yet */
    struct cursor cursor;      /* where that was */
    size_t changes;            /* entries of the journal done then */
    struct nudge nudge;
    struct nudge_profile profile;
    struct nudge_card card;
};

/* What is nudged at the cursor: the parameter asked about, else the one that the explanation is
 * about or marks, else the one before; of a graph a leaf. NONE: it is off. */
struct quantity nudge_parameter(const struct nudge_job *job, const struct job_moment *moment);

/* Makes what is to be shown of it. NULL: it is off, or there was no memory. */
const struct nudge_card *nudge_card(struct nudge_job *job, const struct job_moment *moment);

/* Over how many samples L is to be the mean: the one worked on, or in the update of a batch, whose
 * gradients are means, all of it. */
size_t nudge_samples(const struct snapshot *snapshot, bool *batch);
/* Those samples into a model with room for them, as the iteration sees them. */
void nudge_load(const struct run *run, const struct snapshot *snapshot, bool batch,
                struct nudge_model *model);

#endif
