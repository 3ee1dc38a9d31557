/*
 * map: what the network answers, over all inputs: for two inputs the decision map under the
 * samples, for one input and one output the fitted curve through them.
 *
 * Classes have shapes, colours and textures of their grounds, so that none is told by its colour
 * alone; samples to train on are filled, those held out hollow, the one
 * the step works on has a ring. The boundary between two classes is a line. Drawn from
 * engine/map's grid, as fine as that is at the moment.
 */
#ifndef BACKSTEP_VIEW_MAP_MAP_H
#define BACKSTEP_VIEW_MAP_MAP_H

#include "view/map/map_card.h"
#include "view/view.h"

/* What a point of the picture in that area stands for: the sample there, or the inputs. False
 * outside. */
bool map_locate(const struct view *view, struct rect area, const struct map_card *card,
                     struct point at, struct map_probe *probe);

/* In the place of the network's picture. */
void map_view(const struct view *view, struct rect area, const struct map_card *card);

/* A small one, which opens the large one. */
void map_small_view(const struct view *view, struct rect area,
                         const struct map_card *card, struct ui_action open);

#endif
