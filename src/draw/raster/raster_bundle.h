/*
 * raster_bundle: thousands of lines between two uprights, as how dense they are.
 *
 * Part of the rasteriser. For each column of pixels every line adds its strength to
 * the rows that it crosses there, positive and negative ones apart; what has gathered
 * in a pixel decides its colour. That costs a few additions a line and column,
 * however many lines there are; lines that begin in the same row and end in the same
 * one are added up before. All sums are of whole numbers: the same pixels in every
 * build.
 *
 * A bundle is as high as many bands, so it is made once a picture, into a sheet of
 * memory, from which each band takes its rows.
 */
#ifndef BACKSTEP_DRAW_RASTER_RASTER_BUNDLE_H
#define BACKSTEP_DRAW_RASTER_RASTER_BUNDLE_H

#include "draw/raster/raster_row.h"

struct raster_bundles;

/* Makes the sheets of all bundles on the canvas; *bundles may be NULL at first, and is kept from
 * picture to picture. */
void raster_bundles_make(struct raster_bundles **bundles, const struct canvas *canvas,
                         struct raster_target target);

/* Blends the rows of the area; `command` is one of that canvas. */
void raster_bundle_paint(const struct raster_bundles *bundles, const struct raster_area *area,
                         const struct canvas_command *command);

/* May be NULL. */
void raster_bundles_free(struct raster_bundles *bundles);

#endif
