/*
 * job: work for the picture that is done beside the run, on scratch copies, and neither changes it
 * nor is known to it.
 *
 * Every job has a key, which says of what its result is: where that is something else it begins
 * anew. What takes longer than a frame is advanced a slice a frame, so that the picture stays live.
 */
#ifndef BACKSTEP_APP_JOBS_JOB_H
#define BACKSTEP_APP_JOBS_JOB_H

#include "app/run/compare.h"
#include "view/view.h"

/* What a job is of; all borrowed. */
struct job_moment {
    const struct run *run;
    const struct compare *compare;
    const struct view *view;
};

struct job;

struct job_kind {
    /* Whether what there is is of this moment. */
    bool (*is_current)(const struct job *job, const struct job_moment *moment);
    bool (*begin)(struct job *job, const struct job_moment *moment, struct error *err);
    /* A slice of it, or as much as anybody waits for; true if all is there. */
    bool (*advance)(struct job *job, const struct job_moment *moment, bool at_once);
    /* Frees what was computed; it stays on or off. NULL: there is nothing to free. */
    void (*finish)(struct job *job);
};

/* The first member of each kind's own struct. */
struct job {
    bool on;
    bool computing; /* as of the last frame: in sight, and not all there */
    bool at_once;   /* the next frame waits for it */
};

/* What there is to show of the moment is there or on its way; false if the job is off, or was
 * turned off for want of memory: then err says so. */
bool job_update(struct job *job, const struct job_kind *kind, const struct job_moment *moment,
                struct error *err);

#endif
