/*
 * Moving pictures: only what has changed is in a frame, times add up, what is alike is one frame.
 */
#include "output/format.h"
#include "output/frames.h"
#include "output/palette.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 120, HEIGHT = 80, FRAMES = 10 };

static struct raster raster;
static struct canvas canvas;

/* A disc that has come so far; of 9 and 10 it stands still. */
static void draw(int i)
{
    float x = 10.0f + 8.0f * (float)(i < 8 ? i : 8);

    canvas_begin(&canvas, WIDTH, HEIGHT, 0xfffbfaf7);
    canvas_box(&canvas, (struct rect){5, 5, 50, 20}, 4, 0xff3366cc, 0, 0);
    canvas_disc(&canvas, (struct point){x, 60}, 6, 0xffcc3300, 0, 0);
}

static unsigned seen;
static double until;

static bool on_frame(void *context, const struct frame *frame, struct error *err)
{
    (void)context;
    (void)err;
    assert_true(frame->from == until);
    assert_true(frame->to > frame->from);
    until = frame->to;
    if (seen++ == 0) {
        assert_null(frame->before);
        assert_int_equal(frame->changed.width, WIDTH);
        assert_int_equal(frame->changed.height, HEIGHT);
    } else {
        /* The disc's way, and nothing of the box. */
        assert_true(frame->changed.width <= 22);
        assert_true(frame->changed.y > 50 && frame->changed.height <= 14);
    }
    return true;
}

static void frames_have_what_changed(void **state)
{
    struct frames frames = {.write = on_frame};
    struct error err;

    (void)state;
    seen = 0;
    until = 0.0;
    for (int i = 0; i < FRAMES; i++) {
        draw(i);
        assert_true(frames_add(&frames, &canvas, &raster, 0.25, &err));
    }
    assert_true(frames_flush(&frames, &err));
    assert_int_equal(seen, 9);
    assert_true(until == 0.25 * FRAMES);
    frames_finish(&frames);
}

/* Owned by the caller. */
static unsigned char *written(const char *name, bool transparent, size_t *length)
{
    const struct page page = {.about = {.title = "A disc", .sentence = "It moves."},
                              .seconds = 0.25};
    struct format_file file = {.format = format_find(name), .raster = &raster,
                               .options = {.transparent = transparent, .scale = 1.0}};
    struct error err;
    char *bytes = NULL;

    file.stream = open_memstream(&bytes, length);
    assert_non_null(file.stream);
    assert_true(format_begin(&file, &page.about, &err));
    for (int i = 0; i < FRAMES; i++) {
        draw(i);
        assert_true(format_add(&file, &canvas, &page, &err));
    }
    assert_true(format_end(&file, &err));
    assert_int_equal(fclose(file.stream), 0);
    return (unsigned char *)bytes;
}

static uint32_t big_endian(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void apng_chunks(void **state)
{
    (void)state;
    for (int transparent = 0; transparent < 2; transparent++) {
        size_t length, at = 8;
        unsigned char *bytes = written("apng", transparent, &length);
        unsigned controls = 0, data = 0, said = 0, delays = 0;
        uint32_t sequence = 0;

        assert_memory_equal(bytes, "\x89PNG\r\n\x1a\n", 8);
        while (at + 12 <= length) {
            uint32_t size = big_endian(bytes + at);
            const unsigned char *type = bytes + at + 4, *body = type + 4;

            if (memcmp(type, "acTL", 4) == 0)
                assert_int_equal(big_endian(body), 9);
            if (memcmp(type, "fcTL", 4) == 0) {
                assert_int_equal(big_endian(body), sequence++);
                delays += (unsigned)body[20] << 8 | body[21];
                controls++;
            }
            if (memcmp(type, "fdAT", 4) == 0)
                assert_int_equal(big_endian(body), sequence++);
            data += memcmp(type, "fdAT", 4) == 0 || memcmp(type, "IDAT", 4) == 0;
            said += memcmp(type, "iTXt", 4) == 0;
            at += 12 + size;
        }
        assert_int_equal(at, length);
        assert_int_equal(controls, 9);
        assert_int_equal(data, 9);
        assert_int_equal(said, 2);
        assert_int_equal(delays, 250 * FRAMES);
        free(bytes);
    }
}

static void gif_is_whole(void **state)
{
    size_t first, second;
    unsigned char *a, *b;

    (void)state;
    if (format_find("gif")->package != NULL) {
        print_message("built without giflib: no GIF was tried\n");
        skip();
    }
    a = written("gif", false, &first);
    b = written("gif", false, &second);
    assert_memory_equal(a, "GIF89a", 6);
    assert_int_equal(a[6] | a[7] << 8, WIDTH);
    assert_int_equal(a[8] | a[9] << 8, HEIGHT);
    assert_int_equal(a[first - 1], ';');
    assert_int_equal(first, second);
    assert_memory_equal(a, b, first);
    free(a);
    free(b);
}

static void palette_keeps_few_colors(void **state)
{
    enum { COUNT = 3000 };
    static uint32_t pixels[COUNT];
    static uint8_t used[COUNT];
    static struct palette palette;

    (void)state;
    for (int i = 0; i < COUNT; i++) {
        pixels[i] = i % 3 == 0 ? 0xfffbfaf7 : i % 3 == 1 ? 0xff102030 : 0xffcc3300;
        used[i] = i % 3 != 2;
    }
    palette_make(&palette, pixels, used, COUNT);
    assert_int_equal(palette.count, 2);
    for (int i = 0; i < COUNT; i++)
        if (used[i])
            assert_int_equal(palette.colors[palette.nearest[palette_bin(pixels[i])]],
                             pixels[i] & 0xffffff);
    /* Thousands: as many as there may be, none far from what it stands for. */
    for (int i = 0; i < COUNT; i++) {
        pixels[i] = 0xff000000 | (uint32_t)i * 5587u;
        used[i] = 1;
    }
    palette_make(&palette, pixels, used, COUNT);
    assert_int_equal(palette.count, PALETTE_MAX);
}

static int begin(void **state)
{
    (void)state;
    canvas_init(&canvas, NULL);
    return 0;
}

static int end(void **state)
{
    (void)state;
    canvas_finish(&canvas);
    raster_finish(&raster);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_have_what_changed), cmocka_unit_test(apng_chunks),
        cmocka_unit_test(gif_is_whole), cmocka_unit_test(palette_keeps_few_colors),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
