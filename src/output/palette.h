/*
 * palette: the few colours that stand for many (median cut, Heckbert 1982).
 */
#ifndef BACKSTEP_OUTPUT_PALETTE_H
#define BACKSTEP_OUTPUT_PALETTE_H

#include <stddef.h>
#include <stdint.h>

enum { PALETTE_MAX = 255, PALETTE_BINS = 1 << 15 };

struct palette {
    uint32_t colors[PALETTE_MAX]; /* 0xRRGGBB */
    int count;
    uint8_t nearest[PALETTE_BINS]; /* of a colour's bin, its index */
};

/* The bin of a colour: five bits of each channel. */
unsigned palette_bin(uint32_t pixel);

/* Of the pixels whose `used` is not 0. With none, one colour. */
void palette_make(struct palette *palette, const uint32_t *pixels, const uint8_t *used,
                  size_t count);

#endif
