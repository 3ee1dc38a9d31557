/*
 * mathbox_flow: where a long formula may be broken over lines; internal to mathbox.
 *
 * The formula is written twice. The first time (measuring) a pen with a flow
 * records the pieces between the signs at which a line may end; flow_fill then
 * gives every piece a line; the second time the pen moves to the next line
 * where the flow says so. A sign at the break begins the new line.
 */
#ifndef BACKSTEP_DRAW_MATH_MATHBOX_FLOW_H
#define BACKSTEP_DRAW_MATH_MATHBOX_FLOW_H

#include "draw/math/mathbox_pen.h"

enum {
    FLOW_PIECES = 128, /* what follows the last piece stays on its line */
    FLOW_LEVELS = 4    /* nesting depths at which a line may end */
};

struct flow_piece {
    float width, ascent, descent;
    float space; /* before it where it does not begin a line */
    int level;   /* of the sum or product whose sign begins it; 0 is the outermost */
    bool begins_line;
    float y;     /* of its baseline, set by the caller of flow_fill */
};

struct flow {
    int max_level;     /* signs nested deeper do not end lines */
    bool placing;      /* the second time */
    float line_x;      /* where continuation lines begin */
    size_t count;      /* of pieces; while placing, the number passed */
    struct flow_piece pieces[FLOW_PIECES];
};

/* A sign between two operands, spaced on both sides (tight in scripts); a line may end before it.
 * The space is in ems. */
void flow_operator(struct pen *pen, const char *sign, float em);

/* Ends the first writing: records the last piece. */
void flow_end(struct pen *pen);

/* Fills lines: the first piece begins at first_x, continuation lines at line_x;
 * where a line must end, it ends at its outermost sign. Returns the right end
 * of the longest line. */
float flow_fill(struct flow *flow, float first_x, float width);

#endif
