/*
 * fonts: draw/font by SDL2_ttf; needs no display.
 *
 * Opened at real pixel sizes from the fonts/ folder of the data folder. Labels'
 * bitmaps and widths are kept in a bounded cache; in a steady state nothing is
 * allocated.
 */
#ifndef BACKSTEP_PLATFORM_FONTS_H
#define BACKSTEP_PLATFORM_FONTS_H

#include "base/error.h"
#include "draw/font.h"

#include <stdbool.h>

struct fonts; /* opaque: SDL stays inside */

/* Opens the faces in folder. Errors: a file is missing or broken (named, with the remedy). */
struct fonts *fonts_open(const char *folder, struct error *err);
void fonts_close(struct fonts *fonts); /* accepts NULL */

/* The interface; borrowed until fonts_close. */
const struct font *fonts_interface(struct fonts *fonts);

/* To be called between frames: bitmaps handed out before may be evicted after it. */
void fonts_end_frame(struct fonts *fonts);

#endif
