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

#include "lesson/variant.h"
#include "view/map/map.h"

struct app;

struct map_job {
    enum map_kind kind;    /* of the open lesson */
    struct map map;   /* owned; net NULL: not needed so far */
    struct map other;      /* owned; of the run beside it */
    struct variant other_is;    /* which that is; NONE: it is not needed so far */
    struct dataset samples;     /* owned: those shown, with what was changed by hand */
    size_t stride;              /* they are one in so many of the lesson's */
    bool patched;               /* some were changed */
    double *params;             /* owned: those shown */
    bool computing;             /* as of the last frame: in sight, and not complete */
    bool at_once;               /* the next frame waits for all of it */
    struct map_card card;
};

/* A lesson was opened, or begun anew. */
void map_job_begin(struct app *app);
void map_job_finish(struct map_job *job);

/* What is to be shown at the view's cursor, with a slice of its work done; area: the large
 * picture's, for what the pointer is at; NULL: the small one. NULL: there is nothing of the kind.
 */
const struct map_card *map_job_card(struct app *app, const struct view *view,
                                            const struct rect *area);

/* To be called every tick: the next frame has another slice. */
void map_job_tick(struct app *app);

/* For pictures, in which no time passes: the next frame has all of it. */
void map_job_settle(struct app *app);

#endif
