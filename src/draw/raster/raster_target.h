/*
 * raster_target: the pixels that a canvas is drawn on, and the memory that the rasteriser keeps.
 */
#ifndef BACKSTEP_DRAW_RASTER_RASTER_TARGET_H
#define BACKSTEP_DRAW_RASTER_RASTER_TARGET_H

#include <stddef.h>
#include <stdint.h>

/* Memory the rasteriser needs for itself, kept between frames. A zeroed struct
 * is ready for use. */
struct raster {
    uint8_t *coverage;   /* owned: of a path's bounding box; all zero between paths */
    size_t capacity;     /* bytes */
    struct raster_extent *extents; /* owned: where each of its rows was touched */
    size_t rows;
    struct raster_tables *tables;   /* owned: of the lines' edges */
    struct raster_bundles *bundles; /* owned: the picture's bundles */
    struct raster_plan *plan;       /* owned: where the picture's commands are */
};

/* Pixels 0xffRRGGBB, row by row; pitch in pixels. */
struct raster_target {
    uint32_t *pixels; /* borrowed */
    int width, height, pitch;
};

struct raster_rect {
    int x, y, width, height;
};

#endif
