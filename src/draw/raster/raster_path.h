/*
 * raster_path: lines, polylines and curves with round ends and joins, solid or
 * dashed.
 *
 * Part of the rasteriser. A path's segments are collected in one sheet of
 * coverage, of which each pixel keeps the largest, and the sheet is blended once:
 * a translucent path does not darken where it meets itself.
 */
#ifndef BACKSTEP_DRAW_RASTER_RASTER_PATH_H
#define BACKSTEP_DRAW_RASTER_RASTER_PATH_H

#include "draw/raster/raster_row.h"

/* A path through the points. Segments with an end that is not finite are left
 * out. closed joins the last point to the first. dash > 0: dashes and gaps of
 * about that length, fitted so that an open path begins and ends with a dash. */
void raster_path(struct raster *raster, const struct raster_area *area,
                 const struct point *points, size_t count, bool closed, float width, float dash,
                 color stroke);

void raster_curve(struct raster *raster, const struct raster_area *area, const struct point p[4],
                  float width, float dash, color stroke);

/* The outline of a rounded box, its stroke inside the edge. */
void raster_outline(struct raster *raster, const struct raster_area *area, struct rect rect,
                    float radius, float width, float dash, color stroke);

#endif
