/*
 * landscape_parts: the ground and the arrows of view/landscape; only for view/landscape/.
 */
#ifndef BACKSTEP_VIEW_LANDSCAPE_LANDSCAPE_PARTS_H
#define BACKSTEP_VIEW_LANDSCAPE_LANDSCAPE_PARTS_H

#include "view/landscape/landscape_card.h"
#include "view/view.h"

enum { LANDSCAPE_LEVELS = 14 };

/* Shades and contours. */
void landscape_ground(const struct view *view, struct rect plot,
                      const struct landscape_card *card);

/* One of the arrows: hollow with a dashed shaft, or filled. */
struct landscape_arrow {
    struct point from, to;
    color ink;
    float width;
    bool hollow, dashed;
};
void landscape_draw_arrow(const struct view *view, const struct landscape_arrow *arrow);

#endif
