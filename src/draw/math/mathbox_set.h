/*
 * mathbox_set: boxes written by a pen; internal to mathbox.
 *
 * mathbox_layout.c has what runs along the line (scripts, rows, powers, calls),
 * mathbox_stack.c what is built up (fractions, Σ with its limits, cases),
 * mathbox_over.c what lies over letters (roots, hats).
 */
#ifndef BACKSTEP_DRAW_MATH_MATHBOX_SET_H
#define BACKSTEP_DRAW_MATH_MATHBOX_SET_H

#include "draw/math/mathbox_pen.h"

/* Any box, in its role's colour. */
void mathbox_set(struct pen *pen, const struct box *box);

/* a/b, built up where there is room. */
void mathbox_set_fraction(struct pen *pen, const struct box *fraction);

/* A hat over what stands between `left` and the pen: the symbol's letter. */
void mathbox_set_hat(struct pen *pen, float left, const struct formula *letters);

/* √ and a bar over all that the root is of. */
void mathbox_set_root(struct pen *pen, const struct box *root);

/* Σ with its limits, without the general term. */
void mathbox_set_sigma(struct pen *pen, const struct box *sum);

/* 1 if z > 0, else slope: rows behind a brace, or on the line. */
void mathbox_set_cases(struct pen *pen, const struct box *cases);

#endif
