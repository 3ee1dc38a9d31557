/*
 * raster_plan: which pixels each command of a canvas may touch, and what differs from the picture
 * before.
 *
 * Part of the rasteriser. The picture is divided into tiles. A tile's mark is a number made of
 * everything that touches it, in its order, with all that decides about its pixels: the colours,
 * the coordinates, the letters, the clip rectangle. Two canvases give a tile the same pixels where
 * they give it the same mark; that two different ones have the same by chance is as likely as that
 * a fair coin falls on one side 64 times.
 */
#ifndef BACKSTEP_DRAW_RASTER_RASTER_PLAN_H
#define BACKSTEP_DRAW_RASTER_RASTER_PLAN_H

#include "draw/canvas.h"
#include "draw/raster/raster_target.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Pixels that a command may touch: right and bottom exclusive; empty where left >= right. */
struct raster_item {
    int left, top, right, bottom;
    size_t bitmap; /* of a text: index in the plan's bitmaps */
};

/* A zeroed struct is ready for use. */
struct raster_plan {
    struct raster_item *items;    /* owned; one for each command */
    size_t item_capacity;
    struct font_bitmap
        *bitmaps; /* owned; what they point to is borrowed from the font for the frame */
    size_t bitmap_count, bitmap_capacity;
    uint64_t *marks, *before;     /* owned; (rows,columns): of this picture and the one before */
    size_t mark_capacity, before_capacity;
    int columns, rows;            /* of tiles */
    struct raster_target target;  /* of the picture before; without pixels: there is none */
    struct raster_rect *changes;  /* owned; what is to be drawn, in rows from top to bottom */
    size_t change_count, change_capacity;
};

/* Fills items, bitmaps and changes. Where the target has the pixels of the canvas planned last
 * (`kept`), only what differs is a change; else everything. */
void raster_plan_make(struct raster_plan *plan, const struct canvas *canvas,
                      struct raster_target target, bool kept);

void raster_plan_finish(struct raster_plan *plan);

#endif
