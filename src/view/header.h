/*
 * header: the lesson's title and conventions on the left, the counters on the
 * right.
 */
#ifndef BACKSTEP_VIEW_HEADER_H
#define BACKSTEP_VIEW_HEADER_H

#include "view/view.h"

/* Two lines each. Returns the widths it needs in *left and *right if they are not NULL and
 * draws nothing then. */
void header_measure(const struct view *view, const char *title, float *left, float *right);

float header_height(const struct view *view);

/* The left part at most left_width wide, the right part at most right_width, cut with an
 * ellipsis. */
void header_view(const struct view *view, struct rect area, const char *title, float left_width,
                 float right_width);

#endif
