/*
 * raster: canvas commands to pixels.
 *
 * Spans with analytic coverage for the canvas's few primitives; blending in
 * 8-bit sRGB. The same canvas gives the same pixels in the window, in an
 * exported picture and in every build.
 */
#ifndef BACKSTEP_DRAW_RASTER_H
#define BACKSTEP_DRAW_RASTER_H

#include "draw/canvas.h"

#include <stdint.h>

/* Memory the rasteriser needs for itself, kept between frames. A zeroed struct
 * is ready for use. */
struct raster {
    float *coverage;   /* owned: accumulated coverage of a path's rows */
    size_t capacity;
};

/* Pixels 0xffRRGGBB, row by row; pitch in pixels. */
struct raster_target {
    uint32_t *pixels; /* borrowed */
    int width, height, pitch;
};

/* Draws the whole canvas, background first. */
void raster_draw(struct raster *raster, const struct canvas *canvas, struct raster_target target);

void raster_finish(struct raster *raster);

#endif
