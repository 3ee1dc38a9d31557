/*
 * compare: a run that makes a common mistake on purpose, beside the right one.
 *
 * The open lesson's own run is always the right one and knows nothing of this. The wrong run has
 * a stepper and a history of its own, walks the same program and is brought to the same step for
 * every frame, so that the two can be read side by side; it gets the same changes by hand.
 */
#ifndef BACKSTEP_APP_COMPARE_H
#define BACKSTEP_APP_COMPARE_H

#include "base/error.h"
#include "engine/history.h"
#include "explain/quantity.h"
#include "view/mistake.h"

struct app;

struct compare {
    enum mistake mistake;     /* NONE: nothing is compared */
    struct stepper stepper;   /* owned, and all below */
    struct history history;
    double *losses;           /* owned: mean batch loss of each iteration so far */
    size_t loss_count, loss_capacity;
    struct mistake_first first; /* where the two begin to differ */
    struct snapshot snapshot; /* of the wrong run, as of the last compare_follow */
};

/* Begins the wrong run of that mistake in place of any other; NONE ends it. Errors: not enough
 * memory; what is shown then is the right run alone. */
bool compare_set(struct app *app, enum mistake mistake, struct error *err);
void compare_finish(struct compare *compare);

/* Brings the wrong run to where the right one stands. NULL: nothing is compared. */
const struct snapshot *compare_follow(struct app *app);

#endif
