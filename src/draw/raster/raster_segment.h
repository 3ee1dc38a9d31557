/*
 * raster_segment: one thick line segment with round ends.
 *
 * Part of the rasteriser. Along its sides the coverage is the exact area of the
 * strip within the pixel, looked up by the distance from the middle (raster_table); around its
 * ends it is that of the tangent to the cap.
 */
#ifndef BACKSTEP_DRAW_RASTER_RASTER_SEGMENT_H
#define BACKSTEP_DRAW_RASTER_RASTER_SEGMENT_H

#include "draw/raster/raster_table.h"

struct raster_segment {
    double ax, ay, bx, by;   /* the ends of the middle line */
    double ux, uy;           /* unit direction from a to b */
    double per_ux, per_uy;   /* 1 / ux, 1 / uy; 0: the component is 0 */
    double length;
    double radius;           /* half the width */
    double reach;            /* half of what a pixel measures across the segment */
    /* The signed distance of pixel (x, y) from the middle line is across + y down + x right, ... */
    int64_t across, down, right;
    /* ... and the middle line is at middle + y slant in row y; all with 32 bits of fraction. */
    int64_t middle, slant, half,
        half_solid; /* half of the strip's width in a row, and of its inside */
    int middle_top,
        middle_bottom; /* rows that cross both sides and no end: the line above is for those only */
    const struct raster_table *table; /* borrowed until the next init with the same tables */
};

/* False if nothing of it can be seen in the area, or an end is not finite. */
bool raster_segment_init(struct raster_segment *segment, struct raster_tables *tables,
                         const struct raster_area *area, struct point a, struct point b,
                         float width);

/* The rows it may touch. */
void raster_segment_rows(const struct raster_segment *segment, const struct raster_area *area,
                         int *top, int *bottom);

/* Raises the coverage of row y to the segment's. row[0] is pixel `left`; pixels
 * left .. right - 1 may be touched; *from .. *to - 1 are. */
void raster_segment_row(const struct raster_segment *segment, int y, int left, int right,
                        uint8_t *row, int *from, int *to);

/* Blends the whole segment. */
void raster_segment_paint(const struct raster_segment *segment, const struct raster_area *area,
                          color stroke);

#endif
