/*
 * mathbox: a formula set in mathematical type on a canvas.
 *
 * Variables italic, numbers and names upright; fractions, sub- and superscripts,
 * Σ with limits, ∂, parentheses that grow. The rules are TeX's (The TeXbook,
 * Appendix G) with constants for STIX.
 */
#ifndef BACKSTEP_DRAW_MATH_MATHBOX_H
#define BACKSTEP_DRAW_MATH_MATHBOX_H

#include "draw/math/mathbox_style.h"

/* How large it will be; draws nothing. */
struct mathbox_size mathbox_measure(const struct canvas *canvas, const struct formula *formula,
                                    const struct mathbox_style *style);

/* Draws it with its baseline at y and its left end at x. */
struct mathbox_size mathbox_draw(struct canvas *canvas, float x, float y,
                                 const struct formula *formula,
                                 const struct mathbox_style *style);

/* "left relation right", broken over lines where it does not fit `width`: before + − · × of the
 * right side, the outermost signs first, and at the relation; continuation lines are indented.
 * What is still too wide is set smaller, down to min_px; if it does not fit even so, the width
 * returned is larger than `width`. Either side, and the relation, may be NULL. y is the baseline
 * of the first line; the ascent returned is that line's, the descent reaches down to the foot of
 * the last one. draw false: only measures. */
struct mathbox_size mathbox_equation(struct canvas *canvas, float x, float y, float width,
                                     const struct formula *left, const char *relation,
                                     const struct formula *right,
                                     const struct mathbox_style *style, bool draw);

#endif
