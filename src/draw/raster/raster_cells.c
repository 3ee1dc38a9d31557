#include "draw/raster/raster_cells.h"

#include "base/attributes.h"

WIDE_VECTORS
void raster_cells_crossings(const int *restrict from_y, const int *restrict reaches, size_t n,
                            int to_y, int part, int limit, int *restrict lows,
                            int *restrict highs)
{
    for (size_t i = 0; i < n; i++) {
        int y = raster_cells_cross(from_y[i], to_y, part);

        lows[i] = raster_cells_limited(y - reaches[i], limit);
        highs[i] = raster_cells_limited(y + reaches[i], limit);
    }
}

/* What is divided is exact, and where a quotient is no whole number it is too far from the next one
 * to be rounded to it. */
WIDE_VECTORS
void raster_cells_settle(const uint64_t *restrict gathered, const uint32_t *restrict gaps,
                         int count, double half, uint16_t *restrict cells)
{
    for (int row = 0; row < count; row++) {
        uint32_t below = (uint32_t)(gathered[row] >> 32), gap = gaps[row];
        int positive = (int)((uint32_t)gathered[row] / 2);
        int negative = (int)(((below / 3 & gap) | (below & ~gap)) / 2);
        double both = (double)positive + (double)negative, some = both < 1.0 ? 1.0 : both;
        int opacity = (int)(255.0 * both / (both + half));
        int share = (int)(255.0 * (double)negative / some);

        cells[row] = (uint16_t)(opacity << 8 | share);
    }
}

void raster_cells_place(const uint16_t *strip, size_t count, size_t height, size_t width,
                        uint16_t *cells)
{
    for (size_t row = 0; row < height; row++)
        for (size_t x = 0; x < count; x++)
            cells[row * width + x] = strip[x * height + row];
}
