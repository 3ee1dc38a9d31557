/*
 * picture: a small picture of a canvas, for tests of the rasteriser.
 */
#ifndef BACKSTEP_TESTS_DRAW_PICTURE_H
#define BACKSTEP_TESTS_DRAW_PICTURE_H

#include "draw/raster/raster.h"

#include <stdint.h>

enum { PICTURE_SIZE = 64 };

/* With a border of pixels that must stay untouched. */
struct picture {
    uint32_t pixels[(PICTURE_SIZE + 2) * (PICTURE_SIZE + 2)];
};

/* A canvas of the picture's size, black, without a font. */
void picture_begin(struct canvas *canvas);

/* Draws the canvas with a rasteriser of its own; fails the test if the border was
 * touched or the rasteriser's memory is not left clean. */
void picture_draw(struct picture *picture, struct canvas *canvas);

uint32_t picture_at(const struct picture *picture, int x, int y);

/* The brightness of an opaque gray pixel; fails the test if it is another colour. */
int picture_gray(const struct picture *picture, int x, int y);

#endif
