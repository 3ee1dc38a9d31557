/*
 * vector: a canvas as shapes and glyphs, for whoever writes them: SVG (svg.h), PDF (pdf.h).
 *
 * What each command comes to is decided here once: where an outline runs, what is filled, what is
 * an image. Viewers move strokes to whole pixels, away from what they belong to: boxes, discs and
 * lines along an axis are filled shapes. Images are at twice the canvas's size: bundles, and cells
 * side by side, between which a viewer would show seams.
 */
#ifndef BACKSTEP_OUTPUT_VECTOR_H
#define BACKSTEP_OUTPUT_VECTOR_H

#include "draw/canvas.h"
#include "draw/raster/raster.h"
#include "output/outline.h"

#include <stdint.h>

/* How a path is painted; alpha 0: not. Ends and joins are round, those of dashes too. */
struct vector_ink {
    color fill;
    bool even_odd;            /* where the path goes around twice is outside */
    color stroke;
    double width;
    double on, off, offset;   /* dashes and gaps, and where in them the path begins; off 0: solid */
};

/* Pixels for a rectangle. */
struct vector_image {
    struct rect rect;
    const uint32_t *pixels; /* 0xAARRGGBB, not premultiplied; borrowed for the call */
    int width, height;
    bool cells;             /* of edges that are to stay sharp */
};

/* Who writes. A path is begun by `move` or `rectangle` and ended by `paint`. */
struct vector_pen {
    void *context;
    void (*move)(void *context, double x, double y);
    void (*line)(void *context, double x, double y);
    void (*curve)(void *context, double ax, double ay, double bx, double by, double x, double y);
    void (*close)(void *context);
    void (*paint)(void *context, const struct vector_ink *ink);
    void (*clip)(void *context, struct rect rect);
    void (*unclip)(void *context);
    /* The text's own glyphs, its pen at x, y. */
    void (*text)(void *context, const struct canvas_command *command, const char *text, double x,
                 double y, const struct outline_glyph *glyphs, size_t count);
    void (*image)(void *context, const struct vector_image *image);
};

/* Draws the canvas; the background first, unless it is transparent. */
void vector_draw(const struct canvas *canvas, struct outline *outline, struct raster *raster,
                 bool transparent, const struct vector_pen *pen);

#endif
