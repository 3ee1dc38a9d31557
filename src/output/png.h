/*
 * png: a canvas as a PNG file.
 */
#ifndef BACKSTEP_OUTPUT_PNG_H
#define BACKSTEP_OUTPUT_PNG_H

#include "base/error.h"
#include "draw/canvas.h"
#include "draw/raster/raster.h"

#include <stdbool.h>

enum { PNG_SIDE_MAX = 16384 }; /* pixels */

/* Rasterises the canvas at its own size and writes it (zlib level 1, no filter:
 * smaller and four times faster than libpng's defaults on such pictures).
 * Refuses an existing file unless `force`; nothing is left half-written. */
bool png_write(const struct canvas *canvas, struct raster *raster, const char *path, bool force,
               struct error *err);

#endif
