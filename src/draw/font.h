/*
 * font: an interface to text, so that drawing needs no library for it.
 *
 * Sizes are pixels of the em square, whole numbers. A label is a run of UTF-8 in
 * one face and size; its bitmap is cut to the ink and placed against the pen, which
 * begins on the baseline at (0, 0) and ends `width` to the right.
 */
#ifndef BACKSTEP_DRAW_FONT_H
#define BACKSTEP_DRAW_FONT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum font_face {
    FONT_TEXT,        /* Inter */
    FONT_TEXT_BOLD,
    FONT_MONO,        /* JetBrains Mono: numbers */
    FONT_MONO_BOLD,
    FONT_MATH,        /* STIX upright */
    FONT_MATH_ITALIC,
    FONT_FACE_COUNT
};

struct font_metrics {
    float ascent;   /* baseline to the top of the line, > 0 */
    float descent;  /* baseline to the bottom, > 0 */
    float cap_height; /* of digits and capitals, > 0 */
    float x_height;
};

/* Coverage of one label, 0..255, row by row; width and height 0 if it has no ink. */
struct font_bitmap {
    const uint8_t *coverage; /* borrowed until the provider evicts it: until the frame ends */
    int width, height, pitch;
    int left, top;           /* of the bitmap against the pen on the baseline; top is negative */
};

struct font {
    void *context; /* the provider's */
    void (*metrics)(void *context, enum font_face face, int size_px, struct font_metrics *out);
    float (*width)(void *context, enum font_face face, int size_px, const char *text,
                   size_t length);
    /* False if the text cannot be rendered (nothing is drawn then). */
    bool (*bitmap)(void *context, enum font_face face, int size_px, const char *text,
                   size_t length, struct font_bitmap *out);
};

enum { FONT_FALLBACKS = 3, FONT_STAND_INS = 3 };

/* The face's file in the folder of fonts: "inter/Inter-Regular.otf". */
extern const char *const font_files[FONT_FACE_COUNT];

/* Where to look for a character, in this order: the face itself,
 * then others, in a size whose capitals are as high. */
extern const enum font_face font_fallbacks[FONT_FACE_COUNT][FONT_FALLBACKS];

/* What stands for a character that no face has: the first of these that one has. */
extern const char *const font_stand_ins[FONT_STAND_INS];

#endif
