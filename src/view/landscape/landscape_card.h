/*
 * landscape_card: what a picture of the loss over two parameters shows.
 */
#ifndef BACKSTEP_VIEW_LANDSCAPE_LANDSCAPE_CARD_H
#define BACKSTEP_VIEW_LANDSCAPE_LANDSCAPE_CARD_H

#include "quantity/quantity.h"

enum { LANDSCAPE_POINTS = 49, LANDSCAPE_RUNS = 2 };

/* A run's way over it. */
struct landscape_run {
    const char *name;            /* of the other run; NULL: it is the one shown */
    const double (*points)[2];   /* borrowed: after so many iterations each, the start first */
    size_t count;
    double now[2];               /* the parameters at the cursor, in motion while they move */
    bool has_gradient, has_step; /* known by now: the batch's, as the optimiser gets it */
    double from[2];              /* where the arrows begin: the old parameters */
    double gradient[2], step[2];
    double plain[2];             /* −η times the gradient: the step of plain gradient descent */
};

struct landscape_card {
    struct quantity pair[2];     /* the parameter to the right, and that upwards */
    bool alone;                  /* there are no others, which would be held as they are */
    bool objective;              /* the height is J, the loss with its penalty */
    double low[2], high[2];      /* of the parameters: as wide as high */
    size_t stride;               /* between the points that hold; 0: none yet */
    const double *values;        /* (LANDSCAPE_POINTS, LANDSCAPE_POINTS), rows upwards */
    double least, most;          /* of those that hold and are finite */
    struct landscape_run runs[LANDSCAPE_RUNS];
    size_t run_count;
};

#endif
