/*
 * marks: small signs that are drawn, not written, so that nothing is told by colour alone.
 */
#ifndef BACKSTEP_UI_MARKS_H
#define BACKSTEP_UI_MARKS_H

#include "draw/canvas.h"

/* The head of an arrow that comes from there. */
void ui_arrow_head(struct canvas *canvas, struct point from, struct point tip, float length,
                   color ink);

/* A check mark before a text that begins at x, baseline at y; returns how far to shift the text. */
float ui_check(struct canvas *canvas, float x, float y, float size_px, color ink);
float ui_check_width(float size_px);

/* A cross; a sign that says not equal. */
void ui_cross(struct canvas *canvas, struct point at, float size, color ink);
void ui_unequal(struct canvas *canvas, struct point at, float size, color ink);

#endif
