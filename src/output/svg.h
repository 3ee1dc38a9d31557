/*
 * svg: a canvas as an SVG picture.
 *
 * Text is outlines, since programs for slides replace fonts; or text, for those who edit it or want
 * it found. Title, description and the rest of what the picture says of itself are in its head.
 */
#ifndef BACKSTEP_OUTPUT_SVG_H
#define BACKSTEP_OUTPUT_SVG_H

#include "draw/canvas.h"
#include "draw/raster/raster.h"
#include "output/outline.h"
#include "output/page.h"

#include <stdbool.h>
#include <stdio.h>

/* Writes the whole picture. Errors: not enough memory; what the stream refuses shows when it is
 * closed. */
bool svg_write(const struct canvas *canvas, struct outline *outline, struct raster *raster,
               const struct about *about, const struct page_options *options, FILE *stream,
               struct error *err);

#endif
