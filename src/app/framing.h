/*
 * framing: how a frame is to be when it becomes a picture in a file; zeroed, it is the window's.
 */
#ifndef BACKSTEP_APP_FRAMING_H
#define BACKSTEP_APP_FRAMING_H

#include "draw/color.h"

#include <stdbool.h>

/* What is drawn, with nothing else around it. */
enum framing_part {
    FRAMING_WHOLE,
    FRAMING_PICTURE, /* the network, or what stands in its place */
    FRAMING_PANEL,
    FRAMING_FORMULA, /* of the panel, its equations alone */
    FRAMING_STRIP,   /* the four phases */
    FRAMING_CURVE,   /* of the loss */
    FRAMING_PART_COUNT
};

struct framing {
    enum framing_part part;
    bool no_controls;   /* leave out what a picture cannot be asked: buttons */
    color paper;        /* in place of the theme's background; alpha 0: as the theme says */
    float least_number; /* of required numbers: em by width, at least; 0: as the size says */
};

/* The share of a whole frame that the part takes in each direction, so that in a picture of that
 * size its text is as large as in the whole frame. */
void framing_share(enum framing_part part, float *width, float *height);

#endif
