/*
 * text: words in one of a few looks, where a picture wants them.
 */
#ifndef BACKSTEP_UI_TEXT_H
#define BACKSTEP_UI_TEXT_H

#include "draw/canvas.h"

/* How a text looks. */
struct ui_type {
    enum font_face face;
    int size_px;
    color ink;
};

/* The same in another colour, or of another size. */
struct ui_type ui_inked(struct ui_type type, color ink);
struct ui_type ui_sized(struct ui_type type, int size_px);

/* With its baseline at y; x is its left end, middle or right end. Returns its width. */
float ui_text(struct canvas *canvas, float x, float y, enum canvas_anchor anchor,
              struct ui_type type, const char *text);

/* With the middle of its capitals and digits at y. */
float ui_text_middle(struct canvas *canvas, float x, float y, enum canvas_anchor anchor,
                     struct ui_type type, const char *text);
/* From that middle to the baseline, in type of so many pixels. */
float ui_text_drop(float size_px);

/* In the middle of the rectangle, to stay within it. */
void ui_text_in(struct canvas *canvas, struct rect rect, struct ui_type type, const char *text);

float ui_text_width(const struct canvas *canvas, struct ui_type type, const char *text);

/* The same look, smaller where the text would be wider than that, down to the least size. */
struct ui_type ui_text_fit(const struct canvas *canvas, struct ui_type type, int least_px,
                           float width, const char *text);

/* The first of the wordings, NULL after the last, that is no wider; the last if none is. */
const char *ui_wording(const struct canvas *canvas, struct ui_type type, float width,
                            const char *const *wordings);

#endif
