/*
 * landscape: the loss over two parameters as a map with contours; the ways of the runs over it, and
 * from where they stand the gradient and the step, an arrow each.
 *
 * Lightness says the height, shape and dash whose line it is: it is the same picture in grey. The
 * gradient's arrow says a direction; the step's ends where the update leads, or, where that would
 * be too short to be seen, it is drawn longer, and says so.
 */
#ifndef BACKSTEP_VIEW_LANDSCAPE_LANDSCAPE_H
#define BACKSTEP_VIEW_LANDSCAPE_LANDSCAPE_H

#include "view/landscape/landscape_card.h"
#include "view/view.h"

/* In the place of the network's picture. */
void landscape_view(const struct view *view, struct rect area, const struct landscape_card *card);

#endif
