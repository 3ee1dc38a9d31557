/*
 * map: what the open lesson's network answers over all its inputs, for the decision map and
 * the fitted curve.
 *
 * With the parameters that the cursor shows: the old ones until they move, then the new ones.
 * Computed on a scratch copy, a slice a frame: while a run hurries on, a large network has a
 * coarser map. The same of the run that is compared with it; of one that has stopped, with its last
 * parameters.
 */
#ifndef BACKSTEP_APP_JOBS_MAP_H
#define BACKSTEP_APP_JOBS_MAP_H

#include "app/jobs/job.h"
#include "view/map/map.h"

struct map_job {
    struct job job;
    enum map_kind kind;    /* of the open lesson */
    struct map map;   /* owned; net NULL: not needed so far */
    struct map other;      /* owned; of the run beside it */
    struct variant other_is;    /* which that is; NONE: it is not needed so far */
    struct dataset samples;     /* owned: those shown, with what was changed by hand */
    size_t stride;              /* they are one in so many of the lesson's */
    bool patched;               /* some were changed */
    double *params;             /* owned: those shown */
    struct map_card card;
};

/* A lesson was opened, or begun anew. */
void map_job_begin(struct map_job *job, const struct scenario *scenario);
void map_job_finish(struct map_job *job);

/* What is to be shown at the view's cursor, with a slice of its work done; area: the large
 * picture's, for what the pointer is at; NULL: the small one. NULL: there is nothing of the kind,
 * or no memory for it: then err says so. */
const struct map_card *map_job_card(struct map_job *job, const struct job_moment *moment,
                                    const struct rect *area, struct error *err);

#endif
