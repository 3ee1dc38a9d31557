/*
 * png: a canvas, or any pixels, as a PNG file.
 */
#ifndef BACKSTEP_OUTPUT_PNG_H
#define BACKSTEP_OUTPUT_PNG_H

#include "base/error.h"
#include "draw/canvas.h"
#include "draw/raster/raster.h"
#include "output/page.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { PNG_SIDE_MAX = 16384 }; /* pixels */

/* Pixels and what goes with them. */
struct png_picture {
    const uint32_t *pixels;    /* borrowed; 0xAARRGGBB, not premultiplied, without gaps */
    int width, height;
    bool alpha;                /* write the alpha too */
    double dpi;                /* pixels to an inch; 0: not said */
    const struct about *about; /* borrowed; NULL: nothing is said */
};

/* Writes a whole PNG into the stream (level 1, no filter: smaller and four times faster than the
 * usual on such pictures). Errors: the stream cannot be written, not enough memory. */
bool png_encode(const struct png_picture *picture, FILE *stream, struct error *err);

/* Rasterises the canvas at its own size and writes it. Refuses an existing file unless `force`;
 * nothing is left half-written. */
bool png_write(const struct canvas *canvas, struct raster *raster, const char *path, bool force,
               struct error *err);

/* The same into a stream that is open; `shape` has what is wanted but for pixels and size. */
bool png_write_stream(const struct canvas *canvas, struct raster *raster,
                      const struct png_picture *shape, FILE *stream, struct error *err);

#endif
