/*
 * fonts: draw/font by SDL2_ttf; needs no display.
 *
 * Fonts are opened at real pixel sizes from files read once; labels' bitmaps and
 * widths are kept in a cache. Both are bounded, and in a steady state, when a
 * frame shows what the one before it showed, nothing is allocated.
 *
 * What can be relied on:
 * - every face renders ASCII, − × · ½ ± … ← → ≤ ≥ ≈ ∞ ∂ Σ ✓, the Greek
 *   letters, and superscript and subscript digits with their minus signs. A character
 *   that a face lacks is taken from the nearest face that has it, in a size
 *   whose capitals are as high;
 * - a character that no face has (Chinese, Hebrew, emoji), or a bad byte, shows as
 *   a hollow box, □: one for each, never nothing;
 * - a label's width is its pen's advance in whole pixels, one more where ink reaches
 *   farther;
 * - metrics are proportional to the size, not rounded.
 */
#ifndef BACKSTEP_PLATFORM_FONTS_H
#define BACKSTEP_PLATFORM_FONTS_H

#include "base/error.h"
#include "draw/font.h"

#include <stdbool.h>
#include <stddef.h>

struct fonts; /* opaque: SDL stays inside */

/* Bounds. Labels may exceed theirs within one frame, never after its end. */
enum {
    FONTS_OPEN_MAX = 24,                  /* pairs of face and size */
    FONTS_LABELS_MAX = 8192,
    FONTS_BITMAP_BYTES_MAX = 16 * 1024 * 1024,
    FONTS_SIZE_MAX = 1024                 /* larger sizes are taken as this */
};

/* Opens the faces in folder. Errors: a file is missing or broken (named, with the remedy). */
struct fonts *fonts_open(const char *folder, struct error *err);
void fonts_close(struct fonts *fonts); /* accepts NULL */

/* The interface; borrowed until fonts_close. */
const struct font *fonts_interface(struct fonts *fonts);

/* To be called between frames: bitmaps handed out before may be evicted after it. */
void fonts_end_frame(struct fonts *fonts);

/* For tests and benchmarks: what is kept now, and what was made since fonts_open. */
struct fonts_usage {
    size_t open;          /* sizes of faces */
    size_t labels;
    size_t bitmap_bytes;
    size_t labels_made, bitmaps_made, fonts_opened;
};

struct fonts_usage fonts_usage(const struct fonts *fonts);

#endif
