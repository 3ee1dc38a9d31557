/*
 * run_plot: the whole run so far on a sheet: the loss by iteration, large, and below it the norm of
 * each layer's gradient, where vanishing and exploding gradients become visible.
 *
 * The iteration under the pointer, else the chosen one, is marked in both plots and read out in
 * words.
 */
#ifndef BACKSTEP_VIEW_PLOT_RUN_PLOT_H
#define BACKSTEP_VIEW_PLOT_RUN_PLOT_H

#include "view/plot/series.h"
#include "view/view.h"

struct run_plot {
    struct series losses;        /* of every iteration, from the first */
    size_t now;                  /* iterations that lie before or at the cursor */
    struct series second;        /* of a run beside it; of none: there is no other */
    const char *second_name;
    color second_ink;
    const struct series *norms;  /* [l]: of layer l + 1; NaN: not taken */
    size_t layers;
    bool logarithmic;            /* the losses; norms always are */
    size_t chosen;               /* index of an iteration */
    const char *typed;           /* the number of an iteration that is being typed; "": none */
};

struct run_plot_actions {
    int seek; /* a click or drag on a plot; its argument is the fraction of the run */
    int scale;                   /* linear or logarithmic */
    struct ui_action close;
};

void run_plot_view(const struct view *view, struct rect window, const struct run_plot *plot,
                   struct run_plot_actions actions);

#endif
