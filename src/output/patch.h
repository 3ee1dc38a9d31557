/*
 * patch: commands of a canvas as an image of its own, with transparency.
 */
#ifndef BACKSTEP_OUTPUT_PATCH_H
#define BACKSTEP_OUTPUT_PATCH_H

#include "draw/canvas.h"
#include "draw/raster/raster.h"

#include <stdint.h>

/* Pixels of the whole canvas, width x height: 0xAARRGGBB, opaque unless `transparent`. Owned by the
 * caller; NULL: not enough memory. */
uint32_t *patch_whole(const struct canvas *canvas, struct raster *raster, int width, int height,
                      bool transparent);

/* The boxes and bundles first .. first + count - 1, which lie in `rect`, at `scale` times their
 * size. Owned by the caller; NULL: not enough memory. */
uint32_t *patch_part(const struct canvas *canvas, struct raster *raster, size_t first, size_t count,
                     struct rect rect, int scale, int *width, int *height);

#endif
