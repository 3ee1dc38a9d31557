#include "draw/raster/raster_row.h"

#include "base/attributes.h"

#include <string.h>

bool raster_solve(double slope, double offset, double low, double high, double *from, double *to)
{
    double a, b;

    if (slope == 0)
        return offset >= low && offset <= high && *from <= *to;
    a = (low - offset) / slope;
    b = (high - offset) / slope;
    if (a > b) {
        double swap = a;

        a = b;
        b = swap;
    }
    if (a > *from)
        *from = a;
    if (b < *to)
        *to = b;
    return *from <= *to;
}

/* memcpy of a fixed size becomes a few wide stores, also where the compiler does
 * not vectorise loops. */
enum { RUN = 8 };

static void fill_opaque(uint32_t *pixels, int count, uint32_t value)
{
    uint32_t run[RUN];

    for (int i = 0; i < RUN; i++)
        run[i] = value;
    for (; count >= RUN; count -= RUN, pixels += RUN)
        memcpy(pixels, run, sizeof run);
    for (; count > 0; count--)
        *pixels++ = value;
}

WIDE_VECTORS
static void mix_all(uint32_t *pixels, int count, color c, unsigned weight)
{
    for (int i = 0; i < count; i++)
        pixels[i] = raster_mix(pixels[i], c, weight);
}

void raster_row_fill(uint32_t *pixels, int count, color c)
{
    unsigned weight = raster_weight(c >> 24);

    if (weight == 256) {
        fill_opaque(pixels, count, c);
        return;
    }
    if (weight > 0)
        mix_all(pixels, count, c, weight);
}

WIDE_VECTORS
void raster_row_blend(uint32_t *pixels, const uint8_t *coverage, int count, color c)
{
    unsigned alpha = raster_weight(c >> 24);

    for (; count >= RUN; count -= RUN, pixels += RUN, coverage += RUN) {
        uint64_t eight;

        memcpy(&eight, coverage, sizeof eight);
        if (eight == 0)
            continue;
        if (eight == UINT64_MAX) {
            raster_row_fill(pixels, RUN, c);
            continue;
        }
        for (int i = 0; i < RUN; i++)
            raster_cover(&pixels[i], c, alpha, coverage[i]);
    }
    for (int i = 0; i < count; i++)
        raster_cover(&pixels[i], c, alpha, coverage[i]);
}
