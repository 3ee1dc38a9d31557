/*
 * timeline: the steps of this iteration at the chosen granularity, as cells in
 * the colours of their phases; click or drag to any of them. Beside it the
 * transport buttons, the choice of granularity, and the doors to lessons and help.
 */
#ifndef BACKSTEP_VIEW_FRAME_TIMELINE_H
#define BACKSTEP_VIEW_FRAME_TIMELINE_H

#include "view/view.h"

/* What the widgets give. */
struct timeline_actions {
    int start, back, play, forward, end, run; /* transport */
    int seek;                            /* argument: 0 .. 1 */
    int granularity;                     /* argument: enum granularity */
    int picture, lessons, help;
    enum ui_icon picture_icon;           /* of what `picture` gives */
};

/* rows: how high, in em, the two rows of buttons are below the steps; 0: they stand beside them. */
float timeline_height(const struct view *view, float rows);

/* Who moves the cursor: the user; playing; a run that hurries on. `play` and `run` then stop it. */
enum timeline_motion { TIMELINE_STANDS, TIMELINE_PLAYS, TIMELINE_RUNS };

void timeline_view(const struct view *view, struct rect area, float rows,
                   enum timeline_motion motion, struct timeline_actions actions);

#endif
