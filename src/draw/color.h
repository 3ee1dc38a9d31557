/*
 * color: 8-bit sRGB with alpha, 0xAARRGGBB, not premultiplied.
 */
#ifndef BACKSTEP_DRAW_COLOR_H
#define BACKSTEP_DRAW_COLOR_H

#include <stdint.h>

typedef uint32_t color;

/* a·(1-t) + b·t, channel by channel. */
color color_mix(color a, color b, float t);
color color_with_alpha(color c, float alpha);

#endif
