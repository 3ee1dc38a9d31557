/*
 * raster_segment: one thick line segment with round ends.
 *
 * Part of the rasteriser. Along its sides the coverage is the exact area of the
 * strip within the pixel, looked up by the distance from the middle; around its
 * ends it is that of the tangent to the cap.
 */
#ifndef BACKSTEP_DRAW_RASTER_SEGMENT_H
#define BACKSTEP_DRAW_RASTER_SEGMENT_H

#include "draw/raster_row.h"

/* Steps of the table a pixel; it spans the width of one edge, sqrt(2) at most. */
enum { RASTER_STEPS_LOG2 = 6, RASTER_STEPS = 1 << RASTER_STEPS_LOG2, RASTER_TABLE = 96, RASTER_TABLES = 1024 };

/* Coverage by distance from the middle of a segment. */
struct raster_table {
    double radius, minor;        /* what it was made for: half the width, and the direction */
    double begin;                /* the distance of its first entry */
    uint8_t cover[RASTER_TABLE];
};

/* Those of late: the same lines come again in the next part of the picture and in the next picture, and a
 * curve of a thousand short segments goes in few directions. Zeroed: empty. */
struct raster_tables {
    struct raster_table tables[RASTER_TABLES];
};

struct raster_segment {
    double ax, ay, bx, by;   /* the ends of the middle line */
    double ux, uy;           /* unit direction from a to b */
    double per_ux, per_uy;   /* 1 / ux, 1 / uy; 0: the component is 0 */
    double length;
    double radius;           /* half the width */
    double reach;            /* half of what a pixel measures across the segment */
    const struct raster_table *table; /* borrowed until the next init with the same tables */
};

/* False if nothing of it can be seen in the area, or an end is not finite. */
bool raster_segment_init(struct raster_segment *segment, struct raster_tables *tables,
                         const struct raster_area *area, struct point a, struct point b, float width);

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
