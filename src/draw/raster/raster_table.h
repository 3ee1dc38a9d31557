/*
 * raster_table: what the edges of a thick line look like, by the distance from its middle.
 *
 * Part of the rasteriser. The coverage is the exact area of the strip within a pixel.
 */
#ifndef BACKSTEP_DRAW_RASTER_RASTER_TABLE_H
#define BACKSTEP_DRAW_RASTER_RASTER_TABLE_H

#include "draw/raster/raster_row.h"

/* Steps of the table a pixel; it spans the width of one edge, sqrt(2) at most. */
enum { RASTER_STEPS_LOG2 = 6, RASTER_STEPS = 1 << RASTER_STEPS_LOG2, RASTER_TABLE = 96,
      RASTER_TABLES = 1024 };

struct raster_table {
    double radius, minor;        /* what it was made for: half the width, and the direction */
    double begin;                /* the distance of its first entry */
    uint8_t cover[RASTER_TABLE];
};

/* Those of late: the same lines come again in the next part of the picture and in the next picture,
 * and a curve of a thousand short segments goes in few directions. Zeroed: empty. */
struct raster_tables {
    struct raster_table tables[RASTER_TABLES];
};

/* The table of a line in that direction (of length 1); borrowed until the next call. */
const struct raster_table *raster_table_for(struct raster_tables *tables, double radius, double ux,
                                            double uy);

/* The area of a strip, `radius` to both sides of its middle, within the pixel whose centre is
 * `distance` from the middle; major, minor: of its direction. The two outsides are disjoint, and
 * from a radius of 1 on no pixel that one side cuts sees the other. */
static inline float raster_strip(float distance, float radius, float major, float minor)
{
    if (radius >= 1)
        return raster_half_plane(radius - distance, major, minor);
    return raster_half_plane(radius - distance, major, minor) +
           raster_half_plane(radius + distance, major, minor) - 1;
}

static inline uint8_t raster_byte(float cover)
{
    return cover > 0 ? (uint8_t)(cover * 255 + 0.5f) : 0;
}

#endif
