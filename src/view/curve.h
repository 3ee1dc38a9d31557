/*
 * curve: the loss by iteration, small, with today's point on it.
 */
#ifndef BACKSTEP_VIEW_CURVE_H
#define BACKSTEP_VIEW_CURVE_H

#include "view/view.h"

/* losses[i] is the mean loss of iteration i + 1's batch; `now` of them lie before or at the cursor;
 * those after it are faint.
 * Constant, empty, NaN and infinite losses are all drawn sensibly. */
void curve_view(const struct view *view, struct rect card, const double *losses, size_t count,
                size_t now);

/* The losses of a second run over the same card, dashed, with its name in the corner, after
 * curve_view with the first ones. */
void curve_second(const struct view *view, struct rect card, const double *losses, size_t count,
                  const double *second, size_t second_count, const char *name);

/* The losses of the samples held out, at the end of each epoch, over the same card: a line with a
 * dot for each of a few epochs, after curve_view. */
void curve_epochs(const struct view *view, struct rect card, const double *losses, size_t count,
                  const struct view_score *score);

#endif
