/*
 * needed: what the step's formula writes out. At a projector's text sizes all of it is said large:
 * where the picture has no room for it, at the picture's foot.
 */
#ifndef BACKSTEP_VIEW_FRAME_NEEDED_H
#define BACKSTEP_VIEW_FRAME_NEEDED_H

#include "view/view.h"

enum { NEEDED_MOST = 24 };

/* Whether the explanation's formulas write the quantity out: a leaf has its name and value. */
bool needed_writes(const struct view *view, struct quantity quantity);

/* Whether the formula has a number in it that the step brings and that is still on its way. */
bool needed_is_coming(const struct view *view, const struct formula *formula);

/* Whether a number, or an open question's mark, that is at least as large as a chip's stands in the
 * rectangle; `first`: the canvas's first command that counts. */
bool needed_number_in(const struct view *view, size_t first, struct rect rect);

/* What the formulas write out and has a value by now, but has no such number where it can be asked
 * about, in the order in which the page marks it. Returns how many. */
size_t needed_find(const struct view *view, size_t first, struct quantity out[NEEDED_MOST]);

/* Their chips one after the other, in as many rows as they take, at the foot of the area; returns
 * the height of the rows. rest: what they leave of the last row; NULL: draws nothing. */
float needed_view(const struct view *view, struct rect area, const struct quantity *quantities,
                  size_t count, struct rect *rest);

#endif
