/*
 * raster_row: runs of pixels in one row, and the area of a pixel under an edge.
 *
 * Part of the rasteriser. Weights are 0 .. 256, so that 256 replaces a pixel
 * exactly; coverage in rows is 0 .. 255. Pixel (x, y) is the unit square whose
 * centre is (x + 0.5, y + 0.5).
 */
#ifndef BACKSTEP_DRAW_RASTER_RASTER_ROW_H
#define BACKSTEP_DRAW_RASTER_RASTER_ROW_H

#include "draw/canvas.h"
#include "draw/raster/raster_target.h"

#include <stdbool.h>
#include <stdint.h>

/* The pixels that may be drawn on: whole, right and bottom exclusive, within the
 * target. */
struct raster_area {
    struct raster_target target;
    int left, top, right, bottom;
};

/* Half of a unit square's diagonal, rounded up: a pixel whose centre is farther
 * than this from an edge is not cut by it. */
#define RASTER_REACH 0.7072f

static inline uint32_t *raster_pixel(const struct raster_area *area, int x, int y)
{
    return area->target.pixels + (ptrdiff_t)y * area->target.pitch + x;
}

/* fminf and fmaxf are library calls where NaN must be honoured; these are not. */
static inline float raster_smaller(float a, float b)
{
    return a < b ? a : b;
}

static inline float raster_larger(float a, float b)
{
    return a > b ? a : b;
}

/* 0 .. 255 to 0 .. 256. */
static inline unsigned raster_weight(unsigned byte)
{
    return byte + (byte >> 7);
}

/* below and above by weight 0 .. 256; two channels at a time: what one borrows
 * from the other is given back by the addition. */
static inline uint32_t raster_mix(uint32_t below, uint32_t above, unsigned weight)
{
    uint32_t red_blue = below & 0xff00ff, green = below & 0xff00;

    red_blue += (((above & 0xff00ff) - red_blue) * weight + 0x800080) >> 8;
    green += (((above & 0xff00) - green) * weight + 0x8000) >> 8;
    return 0xff000000 | (red_blue & 0xff00ff) | (green & 0xff00);
}

/* Blends one pixel by a coverage of 0 .. 255 and an alpha of 0 .. 256. */
static inline void raster_cover(uint32_t *pixel, color c, unsigned alpha, unsigned coverage)
{
    *pixel = raster_mix(*pixel, c, raster_weight(coverage) * alpha >> 8);
}

/* The area of the unit square around a point that lies inside a half-plane.
 * inside: the point's distance from the edge, positive inside; major >= minor >= 0:
 * the magnitudes of the edge normal's components. Exact: the square's width as
 * seen along the normal rises, stays and falls, so the area is quadratic, linear,
 * quadratic. */
static inline float raster_half_plane(float inside, float major, float minor)
{
    float far = (major + minor) * 0.5f, near = (major - minor) * 0.5f;
    float distance = inside < 0 ? -inside : inside, area;

    if (distance >= far)
        return inside < 0 ? 0.0f : 1.0f;
    if (distance <= near)
        return 0.5f + inside / major;
    area = (far - distance) * (far - distance) / (2 * major * minor);
    return inside < 0 ? area : 1 - area;
}

/* The whole number of the first pixel whose centre is at or right of x, limited
 * to low .. high; x may be infinite or NaN (then low). */
static inline int raster_first(double x, int low, int high)
{
    double first = x - 0.5;
    int whole;

    if (!(first > low))
        return low;
    if (first >= high)
        return high;
    whole = (int)first;
    return whole < first ? whole + 1 : whole;
}

/* The x for which low <= slope * x + offset <= high, intersected into *from ..
 * *to. False if there is none. */
bool raster_solve(double slope, double offset, double low, double high, double *from, double *to);

/* All of one colour; its alpha counts. */
void raster_row_fill(uint32_t *pixels, int count, color c);

/* The colour by the coverage of each pixel. */
void raster_row_blend(uint32_t *pixels, const uint8_t *coverage, int count, color c);

#endif
