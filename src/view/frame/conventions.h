/*
 * conventions: what numbers depend on beside the activation, the loss and η, in short: what is
 * trained, over what is summed and averaged, what else pulls at the weights. Sources differ in each
 * of them, so each is said.
 */
#ifndef BACKSTEP_VIEW_FRAME_CONVENTIONS_H
#define BACKSTEP_VIEW_FRAME_CONVENTIONS_H

#include "view/view.h"

enum { CONVENTIONS_MAX = 8 };

/* One by one; of a graph none. */
size_t conventions_of(const struct view *view, const char *parts[CONVENTIONS_MAX]);

/* As many on a line as the width has room for; returns how many lines. */
size_t conventions_flow(const struct view *view, int size_px, float width,
                        const char *lines[CONVENTIONS_MAX]);

#endif
