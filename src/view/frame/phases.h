/*
 * phases: the strip of the four phases, and the brackets that carry the words:
 * what backpropagation and gradient descent are in the strict sense, and what
 * people also mean by "backpropagation" and "the backward pass".
 */
#ifndef BACKSTEP_VIEW_FRAME_PHASES_H
#define BACKSTEP_VIEW_FRAME_PHASES_H

#include "view/view.h"

/* What a click on a phase gives; argument: enum theme_phase. */
struct phases_actions {
    int seek_phase;
};

/* What the strip calls a phase: "3 Backward pass". */
const char *phases_name(size_t phase);

/* Height of the strip, with or without brackets. */
float phases_height(const struct view *view, bool brackets);

/* Least width at which the labels fit. */
float phases_least_width(const struct view *view);

void phases_view(const struct view *view, struct rect area, bool brackets,
                 struct phases_actions actions);

#endif
