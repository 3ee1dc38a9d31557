/*
 * raster: canvas commands to pixels.
 *
 * Spans with analytic coverage for the canvas's few primitives; blending in
 * 8-bit sRGB. The same canvas gives the same pixels in the window, in an
 * exported picture and in every build.
 *
 * Any coordinates are safe: what lies outside is clipped, what is not a finite
 * number is left out. Clip rectangles nest and are rounded to whole pixels.
 * Text is placed on whole pixels. The picture is drawn in parts: those that differ
 * from the picture before, where that is still there, and not larger than fits the
 * processor's cache; neither shows in the pixels.
 *
 * The parts of the program: raster_plan (what is where, and what has changed),
 * raster_row (spans of pixels), raster_shape (boxes and discs), raster_path (lines,
 * curves, dashes) made of raster_segment, raster_triangle, raster_bundle (thousands of
 * lines at once) made of raster_density.
 */
#ifndef BACKSTEP_DRAW_RASTER_RASTER_H
#define BACKSTEP_DRAW_RASTER_RASTER_H

#include "draw/canvas.h"
#include "draw/raster/raster_target.h"

#include <stdint.h>

/* Draws the whole canvas, background first. */
void raster_draw(struct raster *raster, const struct canvas *canvas, struct raster_target target);

/* The same where the target still has the pixels of the canvas that this rasteriser drew last:
 * draws only what differs. With another target than that canvas's, all of it. */
void raster_draw_changes(struct raster *raster, const struct canvas *canvas,
                         struct raster_target target);

/* Which pixels the last call has drawn, as rectangles that do not overlap; borrowed until the next.
 */
const struct raster_rect *raster_changes(const struct raster *raster, size_t *count);

/* Frees the memory; leaves a zeroed struct. */
void raster_finish(struct raster *raster);

#endif
