/*
 * conventions: what numbers depend on, in short: what is trained, over what is summed and averaged,
 * what else pulls at the weights, the activation, the loss and η. Sources differ in each of them,
 * so each is said.
 */
#ifndef BACKSTEP_VIEW_FRAME_CONVENTIONS_H
#define BACKSTEP_VIEW_FRAME_CONVENTIONS_H

#include "view/view.h"

enum { CONVENTIONS_MAX = 12 };

struct conventions {
    const char *parts[CONVENTIONS_MAX]; /* in the frame's arena; the last is η */
    size_t count;
    size_t first; /* of those that come first where there are lines: the activation */
};

struct conventions conventions_of(const struct view *view);

/* "sigmoid · ½ squared error · η = 0.5": from that part on. */
const char *conventions_line(const struct view *view, const struct conventions *of, size_t from);

/* Those before the first, as many on a line as the width has room for; returns how many lines. */
size_t conventions_flow(const struct view *view, const struct conventions *of, float width,
                        const char *lines[CONVENTIONS_MAX]);

/* Two parts of a line. */
const char *conventions_joined(const struct view *view, const char *a, const char *b);

#endif
