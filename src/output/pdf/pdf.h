/*
 * pdf: canvases as the pages of one PDF file, through cairo.
 *
 * Text is text: fonts are embedded, only the glyphs used, and a reader finds every word at its
 * place. The same pages are the same bytes.
 */
#ifndef BACKSTEP_OUTPUT_PDF_H
#define BACKSTEP_OUTPUT_PDF_H

#include "draw/canvas.h"
#include "draw/raster/raster.h"
#include "output/outline.h"
#include "output/page.h"

#include <stdbool.h>
#include <stdio.h>

struct pdf; /* opaque: cairo stays inside */

/* Begins a file in the stream, which stays the caller's. */
struct pdf *pdf_begin(FILE *stream, struct outline *outline, const struct about *about);

/* A page of the canvas. */
void pdf_add(struct pdf *pdf, const struct canvas *canvas, struct raster *raster,
             const struct page *page, const struct page_options *options);

/* Writes what is left and frees all. Errors: the stream could not be written, and why. */
bool pdf_end(struct pdf *pdf, struct error *err);

#endif
