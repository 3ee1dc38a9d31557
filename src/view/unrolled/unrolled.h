/*
 * unrolled: a recurrent network laid out in time: a column a time from left to right, the layers
 * from the input at the foot to the output, and beside them the one set of weights that all columns
 * use, with the shares of the times in their gradients.
 *
 * The forward pass goes with time, the backward pass comes back against it. Of a sequence that is
 * too long for the width the times around the step are shown, and what is left out is said. Where
 * a layer has one neuron its circle has all of its numbers, else each neuron has a cell with the
 * newest.
 */
#ifndef BACKSTEP_VIEW_UNROLLED_UNROLLED_H
#define BACKSTEP_VIEW_UNROLLED_UNROLLED_H

#include "view/view.h"

void unrolled_view(const struct view *view, struct rect area);

/* The network folded: each layer once, as of the step's time, a recurrent one with a loop. */
void folded_view(const struct view *view, struct rect area);

/* Between the two, 0: unrolled .. 1: folded: the columns come together, and what led from time to
 * time becomes the loop. Without words. */
void folding_view(const struct view *view, struct rect area, float share);

/* How large δ is at each time, and by what it is multiplied from one to the one before: what
 * vanishes and what explodes. */
void gradient_view(const struct view *view, struct rect area);

#endif
