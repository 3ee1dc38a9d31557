/*
 * other_route: the whole backward pass of an iteration by finite differences.
 *
 * On a scratch copy of the iteration's parameters and of the samples that are worked on, in slices,
 * so that the picture stays live; kept until the samples or the run change. Neither the run nor
 * what backpropagation finds is touched: the two are shown side by side.
 */
#ifndef BACKSTEP_APP_JOBS_OTHER_ROUTE_H
#define BACKSTEP_APP_JOBS_OTHER_ROUTE_H

#include "view/panel/other_route.h"

struct app;

struct other_route {
    bool on;
    struct numeric_gradient numeric; /* owned; model.net NULL: none */
    /* What that is of: */
    bool batch;                      /* all samples of the iteration, or the one worked on */
    uint64_t iteration;
    size_t batch_index;
    struct edit_log edits;           /* owned */
    bool computing;                  /* as of the last frame: it is in sight, and not all there */
    /* What was compared, and where. */
    struct cursor cursor;
    int decimals;
    bool compared;
    struct other_route_card card;
};

/* Turns it on, in place of the nudge, or off. */
void other_route_toggle(struct app *app);
/* Frees what was computed; it stays on or off. */
void other_route_finish(struct other_route *route);

/* What is to be shown at the cursor; begins what has to be computed and does a first slice of it.
 * NULL: it is off. */
const struct other_route_card *other_route_card(struct app *app, const struct snapshot *snapshot);

/* A slice of a few milliseconds' work; to be called every tick. */
void other_route_tick(struct app *app);

/* For pictures, in which no time passes: all that is missing at the cursor, or some seconds' worth.
 */
void other_route_settle(struct app *app);

#endif
