/*
 * box: where the parts of a row or a column go. A part is cut off an edge of the box, with a gap
 * behind it; what is left is for the parts that follow. Sizes and gaps are in pixels.
 */
#ifndef BACKSTEP_UI_BOX_H
#define BACKSTEP_UI_BOX_H

#include "draw/geom.h"
#include "ui/space.h"

#include <stddef.h>

static inline struct rect ui_cut_left(struct rect *box, float width, float gap)
{
    struct rect part = {box->x, box->y, width, box->h};

    box->x += width + gap;
    box->w -= width + gap;
    return part;
}

static inline struct rect ui_cut_right(struct rect *box, float width, float gap)
{
    struct rect part = {box->x + box->w - width, box->y, width, box->h};

    box->w -= width + gap;
    return part;
}

static inline struct rect ui_cut_top(struct rect *box, float height, float gap)
{
    struct rect part = {box->x, box->y, box->w, height};

    box->y += height + gap;
    box->h -= height + gap;
    return part;
}

/* The index-th of so many parts of equal width. */
static inline struct rect ui_column(struct rect box, size_t index, size_t count, float gap)
{
    float width = (box.w + gap) / (float)count;

    return (struct rect){box.x + (float)index * width, box.y, width - gap, box.h};
}

/* Around a text with its baseline there. */
static inline struct rect ui_text_area(float x, float baseline, float width, float size_px)
{
    return (struct rect){x, baseline - size_px, width, LINE_CLOSE * size_px};
}

#endif
