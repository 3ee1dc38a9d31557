/* How well two colours are told apart. */
#ifndef BACKSTEP_TESTS_DRAW_CONTRAST_H
#define BACKSTEP_TESTS_DRAW_CONTRAST_H

#include "base/elementary.h"
#include "draw/color.h"

#include <math.h>

/* Relative luminance, WCAG 2.2: of linear light, sRGB primaries. */
static inline double luminance(color c)
{
    static const double weight[3] = {0.0722, 0.7152, 0.2126}; /* blue, green, red */
    double sum = 0;

    for (int i = 0; i < 3; i++) {
        double v = (double)(c >> (8 * i) & 0xff) / 255;

        sum += weight[i] * (v <= 0.04045 ? v / 12.92 : elementary_pow((v + 0.055) / 1.055, 2.4));
    }
    return sum;
}

/* Contrast ratio of two opaque colours, 1 .. 21 (WCAG 2.2, 1.4.3). */
static inline float color_contrast(color a, color b)
{
    double la = luminance(a), lb = luminance(b);

    return (float)((fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05));
}

#endif
