/*
 * raster_triangle: filled triangles, exact in every pixel.
 *
 * Part of the rasteriser.
 */
#ifndef BACKSTEP_DRAW_RASTER_RASTER_TRIANGLE_H
#define BACKSTEP_DRAW_RASTER_RASTER_TRIANGLE_H

#include "draw/raster/raster_row.h"

/* The order of the corners does not matter. */
void raster_triangle(const struct raster_area *area, const struct point p[3], color fill);

#endif
