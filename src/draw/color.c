#include "draw/color.h"

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
