/*
 * optimizers_card: what the optimisers' sheet shows.
 */
#ifndef BACKSTEP_VIEW_SHEETS_OPTIMIZERS_CARD_H
#define BACKSTEP_VIEW_SHEETS_OPTIMIZERS_CARD_H

#include "engine/optimizer.h"
#include "quantity/quantity.h"

enum { OPTIMIZERS_ROWS_MAX = 8 };

struct optimizers_row {
    struct quantity parameter;  /* W or B */
    double gradient;            /* what every optimiser gets: the batch's mean, with L2 ∂J/∂w */
    double step[OPTIMIZERS_MAX];
};

/* One iteration's gradients. */
struct optimizers_card {
    struct optimizers_row rows[OPTIMIZERS_ROWS_MAX]; /* the largest gradients, falling */
    size_t count, left_out;
    double loss;                         /* of the batch, before; */
    double penalty;                      /* with L2 s, which J adds to it */
    double loss_after[OPTIMIZERS_MAX];
    double penalty_after[OPTIMIZERS_MAX];
    bool has_penalty;
    enum optimizer_kind now;           /* the run's own */
    double rate;                         /* η of all of them */
};

#endif
