/*
 * mathbox_set: formula nodes written by a pen; internal to mathbox.
 *
 * mathbox_layout.c has what runs along the line (scripts, sums, products,
 * calls), mathbox_stack.c what is built up (fractions, Σ with its limits, cases),
 * mathbox_over.c what lies over letters (roots, hats).
 */
#ifndef BACKSTEP_DRAW_MATHBOX_SET_H
#define BACKSTEP_DRAW_MATHBOX_SET_H

#include "draw/mathbox_pen.h"

/* Any formula, in its role's colour. */
void mathbox_set(struct pen *pen, const struct formula *formula);

/* A child with the parentheses it needs; grouped: where fractions stand on one line. */
void mathbox_set_child(struct pen *pen, const struct formula *parent, size_t index);
void mathbox_set_grouped(struct pen *pen, const struct formula *parent, size_t index);

/* A symbol with its scripts, after ∂ or nothing. */
void mathbox_set_symbol(struct pen *pen, const char *before, const struct formula *symbol);

/* ∂a/∂b and a/b, built up where there is room. */
void mathbox_set_partial(struct pen *pen, const struct formula *partial);
void mathbox_set_fraction(struct pen *pen, const struct formula *fraction);

/* A hat over what stands between `left` and the pen: the symbol's letter. */
void mathbox_set_hat(struct pen *pen, float left, const struct formula *symbol);

/* √ and a bar over all that the root is of. */
void mathbox_set_root(struct pen *pen, const struct formula *call);

/* Σ with its limits, without the general term. */
void mathbox_set_sigma(struct pen *pen, const struct formula *sum);

/* 1 if z > 0, else slope: two rows behind a brace, or on the line. */
void mathbox_set_cases(struct pen *pen, const struct formula *cases);
void mathbox_set_condition(struct pen *pen, const struct formula *condition);

#endif
