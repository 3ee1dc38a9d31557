/*
 * optimizers: the same gradients, and the step that each optimiser would make of them, side by
 * side.
 */
#ifndef BACKSTEP_VIEW_SHEETS_OPTIMIZERS_H
#define BACKSTEP_VIEW_SHEETS_OPTIMIZERS_H

#include "engine/optimizer.h"
#include "view/view.h"

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

/* A sheet over the window: on the left the gradients that the backward pass has found, one column
 * for all; on the right a column with the steps of each optimiser, under its rule. A click on such
 * a column chooses it (`choose` with its index), one on the button below gives `use` with the
 * chosen one, one beside the sheet `close`. */
void optimizers_view(const struct view *view, struct rect window,
                     const struct optimizers_card *card, size_t chosen, int choose, int use,
                     struct ui_action close);

#endif
