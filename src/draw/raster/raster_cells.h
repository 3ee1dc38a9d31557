/*
 * raster_cells: what raster_density has found, as cells that can be painted.
 */
#ifndef BACKSTEP_DRAW_RASTER_RASTER_CELLS_H
#define BACKSTEP_DRAW_RASTER_RASTER_CELLS_H

#include <stddef.h>
#include <stdint.h>

/* As opacity and share of the negative, halved so that both together fit; of the negative a third
 * where the hatching has a gap (all bits set). */
void raster_cells_settle(const uint64_t *restrict gathered, const uint32_t *restrict gaps,
                         int count, double half, uint16_t *restrict cells);

/* `count` columns of cells(height,width) from the strip, in which each lies in one piece: written
 * one by one into the rows, every cell would go to another place of the memory. */
void raster_cells_place(const uint16_t *strip, size_t count, size_t height, size_t width,
                        uint16_t *cells);

#endif
