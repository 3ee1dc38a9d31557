#include "draw/color.h"

#include "base/elementary.h"

#include <math.h>

static float channel(color c, int shift)
{
    return (float)(c >> shift & 0xff);
}

static color channel_from(float value, int shift)
{
    /* Written so that NaN becomes 0. */
    float limited = value > 0 ? fminf(value, 255) : 0;

    return (color)(limited + 0.5f) << shift;
}

color color_mix(color a, color b, float t)
{
    color mixed = 0;

    for (int shift = 0; shift < 32; shift += 8)
        mixed |= channel_from(channel(a, shift) * (1 - t) + channel(b, shift) * t, shift);
    return mixed;
}

color color_with_alpha(color c, float alpha)
{
    return (c & 0xffffff) | channel_from(alpha * 255, 24);
}

/* Relative luminance, WCAG 2.2: of linear light, sRGB primaries. */
static double luminance(color c)
{
    static const double weight[3] = {0.0722, 0.7152, 0.2126}; /* blue, green, red */
    double sum = 0;

    for (int i = 0; i < 3; i++) {
        double v = (double)(c >> (8 * i) & 0xff) / 255;

        sum += weight[i] * (v <= 0.04045 ? v / 12.92 : elementary_pow((v + 0.055) / 1.055, 2.4));
    }
    return sum;
}

float color_contrast(color a, color b)
{
    double la = luminance(a), lb = luminance(b);

    return (float)((fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05));
}
