/*
 * gif: pictures that move, as an animated GIF, through giflib. 255 colours a frame and one for what
 * stays as it is.
 */
#ifndef BACKSTEP_OUTPUT_GIF_H
#define BACKSTEP_OUTPUT_GIF_H

#include "output/format_row.h"

/* As a row of format.h. */
bool gif_begin(struct format_file *file, const struct about *about, struct error *err);
bool gif_add(struct format_file *file, const struct canvas *canvas, const struct page *page,
             struct error *err);
bool gif_end(struct format_file *file, struct error *err);

#endif
