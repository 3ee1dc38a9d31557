/*
 * raster_cells: where lines cross a column, for raster_density, and what it has found as cells that
 * can be painted.
 */
#ifndef BACKSTEP_DRAW_RASTER_RASTER_CELLS_H
#define BACKSTEP_DRAW_RASTER_RASTER_CELLS_H

#include <stddef.h>
#include <stdint.h>

static inline int raster_cells_limited(int value, int high)
{
    return value < 0 ? 0 : value > high ? high : value;
}

/* Where a line crosses the column at part/65536 of the way: if an end is lower, no higher. */
static inline int raster_cells_cross(int from_y, int to_y, int part)
{
    return from_y + (int)(((int64_t)(to_y - from_y) * part) >> 16);
}

/* Of lines from those ends to one end the rows, within 0 .. limit: lows(n), highs(n). */
void raster_cells_crossings(const int *restrict from_y, const int *restrict reaches, size_t n,
                            int to_y, int part, int limit, int *restrict lows,
                            int *restrict highs);

/* As opacity and share of the negative, halved so that both together fit; of the negative a third
 * where the hatching has a gap (all bits set). */
void raster_cells_settle(const uint64_t *restrict gathered, const uint32_t *restrict gaps,
                         int count, double half, uint16_t *restrict cells);

/* `count` columns of cells(height,width) from the strip, in which each lies in one piece: written
 * one by one into the rows, every cell would go to another place of the memory. */
void raster_cells_place(const uint16_t *strip, size_t count, size_t height, size_t width,
                        uint16_t *cells);

#endif
