/*
 * curve: the loss by iteration, small, with today's point on it.
 */
#ifndef BACKSTEP_VIEW_CURVE_H
#define BACKSTEP_VIEW_CURVE_H

#include "view/view.h"

/* losses[i] is the mean loss of iteration i + 1's batch; `now` of them lie before or at the cursor;
 * those after it are faint. Under the pointer the words say an iteration and its loss.
 * Constant, empty, NaN and infinite losses are all drawn sensibly. */
struct curve_actions {
    int seek;  /* a click or drag on the curve; its argument is the fraction of the iterations */
    int open;  /* a click on the words above it: the large plot */
};

void curve_view(const struct view *view, struct rect card, const double *losses, size_t count,
                size_t now, struct curve_actions actions);

/* The losses of a second run over the same card, dashed, with its name in the corner, after
 * curve_view with the first ones. */
void curve_second(const struct view *view, struct rect card, const double *losses, size_t count,
                  const double *second, size_t second_count, const char *name);

/* The losses of the samples held out, at the end of each epoch, over the same card: a line with a
 * dot for each of a few epochs, after curve_view. */
void curve_epochs(const struct view *view, struct rect card, const double *losses, size_t count,
                  const struct view_score *score);

#endif
