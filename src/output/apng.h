/*
 * apng: pictures that move, as an animated PNG (the extension that browsers read; a program that
 * does not know it shows the first picture).
 */
#ifndef BACKSTEP_OUTPUT_APNG_H
#define BACKSTEP_OUTPUT_APNG_H

#include "output/format_row.h"

/* As a row of format.h. */
bool apng_begin(struct format_file *file, const struct about *about, struct error *err);
bool apng_add(struct format_file *file, const struct canvas *canvas, const struct page *page,
              struct error *err);
bool apng_end(struct format_file *file, struct error *err);

#endif
