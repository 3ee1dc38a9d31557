/*
 * header: the lesson's title and conventions on the left, the counters on the
 * right.
 */
#ifndef BACKSTEP_VIEW_FRAME_HEADER_H
#define BACKSTEP_VIEW_FRAME_HEADER_H

#include "view/view.h"

/* The widths that title and counters ask for, the counters in a column and in one line; theirs do
 * not change from step to step. */
void header_measure(const struct view *view, const char *title, float *left, float *right,
                    float *line);

/* Height beside the strip (counters in a column) or above it (in one line), where large text is. */
float header_height(const struct view *view, float left_width, bool above);

/* The left part at most left_width wide, the right part at most right_width, cut with an
 * ellipsis. */
void header_view(const struct view *view, struct rect area, const char *title, float left_width,
                 float right_width, bool above);

#endif
