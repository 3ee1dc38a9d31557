#include "picture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { SIZE = PICTURE_SIZE };

static const uint32_t untouched = 0x12345678;

void picture_begin(struct canvas *canvas)
{
    canvas_init(canvas, NULL);
    canvas_begin(canvas, SIZE, SIZE, 0xff000000);
}

void picture_draw(struct picture *picture, struct canvas *canvas)
{
    struct raster raster = {0};
    struct raster_target target = {picture->pixels + SIZE + 3, SIZE, SIZE, SIZE + 2};

    for (size_t i = 0; i < sizeof picture->pixels / sizeof picture->pixels[0]; i++)
        picture->pixels[i] = untouched;
    raster_draw(&raster, canvas, target);
    for (size_t i = 0; i < raster.capacity; i++)
        assert_int_equal(raster.coverage[i], 0);
    raster_finish(&raster);
    for (int i = 0; i < SIZE + 2; i++) {
        assert_int_equal(picture->pixels[i], untouched);
        assert_int_equal(picture->pixels[(SIZE + 1) * (SIZE + 2) + i], untouched);
        assert_int_equal(picture->pixels[i * (SIZE + 2)], untouched);
        assert_int_equal(picture->pixels[i * (SIZE + 2) + SIZE + 1], untouched);
    }
}

uint32_t picture_at(const struct picture *picture, int x, int y)
{
    return picture->pixels[(y + 1) * (SIZE + 2) + x + 1];
}

int picture_gray(const struct picture *picture, int x, int y)
{
    uint32_t pixel = picture_at(picture, x, y);

    assert_int_equal(pixel >> 24, 0xff);
    assert_int_equal(pixel & 0xff, pixel >> 8 & 0xff);
    assert_int_equal(pixel & 0xff, pixel >> 16 & 0xff);
    return (int)(pixel & 0xff);
}
