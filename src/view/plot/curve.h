/*
 * curve: the loss by iteration, small, with today's point on it.
 */
#ifndef BACKSTEP_VIEW_PLOT_CURVE_H
#define BACKSTEP_VIEW_PLOT_CURVE_H

#include "view/plot/series.h"
#include "view/view.h"

struct curve_actions {
    int seek;  /* a click or drag on the curve; its argument is the fraction of the iterations */
    int open;  /* a click on the words above it: the large plot */
};

/* The losses of another run, dashed over the first ones. */
struct curve_other {
    struct series losses; /* of none: there is no other run */
    const char *name;     /* in the corner; "other" in its place if it is too long for that */
    color ink;
};

/* losses: each iteration's, from the first; `now` of them lie before or at the cursor; those after
 * it are faint. A noisy run is shown as the means of its epochs, as in the large plot, the
 * iterations faint behind them. Under the pointer the words say an iteration and its loss. The
 * scale has room for the other run's, up to twice as high as these. Constant, empty, NaN and
 * infinite losses are all drawn sensibly. */
void curve_view(const struct view *view, struct rect card, const struct series *losses, size_t now,
                const struct curve_other *other, struct curve_actions actions);

/* The losses of the samples held out, at the end of each epoch, over the same card: a dotted line
 * with a disc for each of a few epochs, after curve_view. */
void curve_epochs(const struct view *view, struct rect card, const struct series *losses);

#endif
