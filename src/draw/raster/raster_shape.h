/*
 * raster_shape: rounded boxes, and discs, which are the roundest of them.
 *
 * Part of the rasteriser. Fill and stroke are blended in one pass, so that no
 * background shines through between them.
 */
#ifndef BACKSTEP_DRAW_RASTER_RASTER_SHAPE_H
#define BACKSTEP_DRAW_RASTER_RASTER_SHAPE_H

#include "draw/raster/raster_row.h"

/* The stroke lies inside the edge; stroke_width 0: none. */
void raster_shape(const struct raster_area *area, struct rect rect, float radius, color fill,
                  color stroke, float stroke_width);

#endif
