/*
 * outline: text as glyphs at places, for files in which it is no pixels.
 *
 * The same font files as on the screen (draw/font.h), shaped by the same library (HarfBuzz) without
 * hinting: positions are those of the screen to a fraction of a pixel.
 */
#ifndef BACKSTEP_OUTPUT_OUTLINE_H
#define BACKSTEP_OUTPUT_OUTLINE_H

#include "base/error.h"
#include "draw/font.h"

#include <stddef.h>

struct outline; /* opaque: FreeType and HarfBuzz stay inside */

/* A glyph of a text, in its order. */
struct outline_glyph {
    enum font_face face;  /* whose file has it */
    double size;          /* of the em, pixels */
    unsigned id;          /* in that file */
    double x, y;          /* of the pen, from the text's; y downwards */
    size_t start, length; /* bytes of the text that it stands for; length 0: those of the glyph
                           * before it */
};

/* A shape in pieces; coordinates in units of an em, y upwards. */
struct outline_pen {
    void *context;
    void (*move)(void *context, double x, double y);
    void (*line)(void *context, double x, double y);
    void (*curve)(void *context, double ax, double ay, double bx, double by, double x, double y);
};

/* Opens the faces in the folder. Errors: a file is missing or broken, and which. */
struct outline *outline_open(const char *folder, struct error *err);
void outline_close(struct outline *outline); /* accepts NULL */

/* The glyphs of a text; borrowed until the next call. */
const struct outline_glyph *outline_shape(struct outline *outline, enum font_face face, int size_px,
                                          const char *text, size_t *count);

/* Walks a glyph's contours. */
void outline_draw(struct outline *outline, enum font_face face, unsigned id,
                  const struct outline_pen *pen);

/* The face for a library that draws with it: an FT_Face; borrowed until outline_close. */
void *outline_face(struct outline *outline, enum font_face face);

#endif
