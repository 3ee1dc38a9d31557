/*
 * mathbox_style: how a formula is to be set, and how large it has become.
 */
#ifndef BACKSTEP_DRAW_MATH_MATHBOX_STYLE_H
#define BACKSTEP_DRAW_MATH_MATHBOX_STYLE_H

#include "draw/canvas.h"
#include "draw/theme.h"
#include "formula/formula.h"

struct mathbox_style {
    int size_px;              /* of the main letters; scripts are 0.7 of it, never under min_px */
    int min_px;               /* the smallest text allowed; 0: none */
    enum formula_show show;
    struct number_style numbers;
    bool inline_fractions;    /* in running text: a partial is set as ∂L/∂w on one line */
    bool mono_numbers;        /* values in the mono face (tables), else in the mathematical one; the
                               * constants of a formula in symbols always in that */
    bool bold;                /* numbers bold (needs mono_numbers) */
    color ink;                /* of what has no role */
    const struct theme *theme; /* for the colours of roles; NULL: all in ink */
};

struct mathbox_size {
    float width;
    float ascent;  /* above the baseline */
    float descent; /* below */
};

#endif
