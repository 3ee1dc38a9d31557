/*
 * responding: what the open lesson's network answers over all its inputs, for the decision map and
 * the fitted curve.
 *
 * With the parameters that the cursor shows: the old ones until they move, then the new ones.
 * Computed on a scratch copy, a slice a frame: while a run hurries on, a large network has a
 * coarser map. The same of the run that is compared with it; of one that has stopped, with its last
 * parameters.
 */
#ifndef BACKSTEP_APP_JOBS_RESPONDING_H
#define BACKSTEP_APP_JOBS_RESPONDING_H

#include "lesson/variant.h"
#include "view/map/response.h"

struct app;

struct responding {
    enum response_kind kind;    /* of the open lesson */
    struct response response;   /* owned; net NULL: not needed so far */
    struct response other;      /* owned; of the run beside it */
    struct variant other_is;    /* which that is; NONE: it is not needed so far */
    struct dataset samples;     /* owned: those shown, with what was changed by hand */
    size_t stride;              /* they are one in so many of the lesson's */
    bool patched;               /* some were changed */
    double *params;             /* owned: those shown */
    bool computing;             /* as of the last frame: in sight, and not complete */
    bool at_once;               /* the next frame waits for all of it */
    struct response_card card;
};

/* A lesson was opened, or begun anew. */
void responding_begin(struct app *app);
void responding_finish(struct responding *responding);

/* What is to be shown at the view's cursor, with a slice of its work done; area: the large
 * picture's, for what the pointer is at; NULL: the small one. NULL: there is nothing of the kind.
 */
const struct response_card *responding_card(struct app *app, const struct view *view,
                                            const struct rect *area);

/* To be called every tick: the next frame has another slice. */
void responding_tick(struct app *app);

/* For pictures, in which no time passes: the next frame has all of it. */
void responding_settle(struct app *app);

#endif
