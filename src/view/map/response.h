/*
 * response: what the network answers, over all inputs: for two inputs the decision map under the
 * samples, for one input and one output the fitted curve through them.
 *
 * Classes have shapes and colours; samples to train on are filled, those held out hollow, the one
 * the step works on has a ring. The boundary between two classes is a line. Drawn from
 * engine/response's grid, as fine as that is at the moment.
 */
#ifndef BACKSTEP_VIEW_MAP_RESPONSE_H
#define BACKSTEP_VIEW_MAP_RESPONSE_H

#include "view/map/response_card.h"
#include "view/view.h"

/* What a point of the picture in that area stands for: the sample there, or the inputs. False
 * outside. */
bool response_locate(const struct view *view, struct rect area, const struct response_card *card,
                     struct point at, struct response_probe *probe);

/* In the place of the network's picture. */
void response_view(const struct view *view, struct rect area, const struct response_card *card);

/* A small one, which opens the large one. */
void response_small_view(const struct view *view, struct rect area,
                         const struct response_card *card, struct ui_action open);

#endif
