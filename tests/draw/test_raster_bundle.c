/*
 * Bundles: one line is where that line is, thousands add up, signs are told apart, and what lies
 * outside or is no number does no harm.
 */
#include "picture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SIZE = PICTURE_SIZE };

static const color blue = 0xff0000ff, red = 0xffff0000;

/* Full where one line of full strength lies. */
static struct canvas_bundle bundle_of(const float *from, size_t from_count, const float *to, size_t to_count,
                                      const signed char *strengths)
{
    return (struct canvas_bundle){
        .from_x = 8, .to_x = 56, .from_y = from, .to_y = to, .from = from_count, .to = to_count,
        .strengths = strengths, .width = 2, .half = 0.01f, .positive = blue, .negative = red,
    };
}

static void draw(const struct canvas_bundle *bundle, struct picture *picture)
{
    struct canvas canvas;

    picture_begin(&canvas);
    canvas_bundle(&canvas, bundle);
    picture_draw(picture, &canvas);
    canvas_finish(&canvas);
}

static int blue_at(const struct picture *picture, int x, int y)
{
    return (int)(picture_at(picture, x, y) & 0xff);
}

static int red_at(const struct picture *picture, int x, int y)
{
    return (int)(picture_at(picture, x, y) >> 16 & 0xff);
}

static void one_line_is_where_it_should_be(void **state)
{
    static const float from[] = {16}, to[] = {48};
    static const signed char strengths[] = {127};
    struct canvas_bundle bundle = bundle_of(from, 1, to, 1, strengths);
    struct picture picture;

    (void)state;
    draw(&bundle, &picture);
    for (int x = 0; x < SIZE; x++) {
        int sum = 0;
        double center = 0.0, expected = 16.0 + ((double)x + 0.5 - 8.0) / 48.0 * 32.0;

        for (int y = 0; y < SIZE; y++) {
            sum += blue_at(&picture, x, y);
            center += (y + 0.5) * blue_at(&picture, x, y);
            assert_int_equal(red_at(&picture, x, y), 0);
        }
        assert_true((sum > 0) == (x >= 8 && x < 56));
        if (sum > 0)
            assert_true(fabs(center / sum - expected) < 0.75);
    }
}

static void signs_are_told_apart(void **state)
{
    static const float from[] = {8, 56}, to[] = {8, 56};
    static const signed char strengths[] = {127, 0, 0, -127};
    struct canvas_bundle bundle = bundle_of(from, 2, to, 2, strengths);
    struct picture picture;
    int stripes = 0;

    (void)state;
    draw(&bundle, &picture);
    assert_true(blue_at(&picture, 32, 8) > 200 && red_at(&picture, 32, 8) < 10);
    assert_true(red_at(&picture, 32, 56) > 200 && blue_at(&picture, 32, 56) < 10);
    assert_int_equal(picture_at(&picture, 32, 32), 0xff000000); /* strength 0 is nothing */
    /* Hatched, a negative line has gaps, a positive one none. */
    bundle.hatch = 4;
    bundle.half = 1;
    draw(&bundle, &picture);
    for (int x = 10; x < 54; x++) {
        assert_int_equal(blue_at(&picture, x, 8), blue_at(&picture, 9, 8));
        stripes += abs(red_at(&picture, x, 56) - red_at(&picture, x + 1, 56)) > 20;
    }
    assert_true(stripes > 6);
}

/* A thousand weak lines are as strong as they are dense; the order does not matter. */
static void many_add_up(void **state)
{
    enum { MANY = 1000 };
    static float from[MANY], backward[MANY];
    static signed char strengths[MANY];
    static const float to[] = {32};
    struct canvas_bundle bundle = bundle_of(from, MANY, to, 1, strengths);
    struct picture picture, other;

    (void)state;
    for (int i = 0; i < MANY; i++) {
        from[i] = 4.0f + 56.0f * (float)i / MANY;
        backward[MANY - 1 - i] = from[i];
        strengths[i] = 20;
    }
    bundle.half = 3;
    draw(&bundle, &picture);
    assert_in_range(blue_at(&picture, 9, 32), 110, 230);
    assert_true(blue_at(&picture, 50, 32) > blue_at(&picture, 9, 32));
    assert_int_equal(blue_at(&picture, 50, 8), 0);
    bundle.from_y = backward;
    draw(&bundle, &other);
    assert_memory_equal(picture.pixels, other.pixels, sizeof picture.pixels);
}

/* The same pixels whatever is drawn around it, and in every band. */
static void bands_do_not_show(void **state)
{
    enum { WIDTH = 200, HEIGHT = 900 };
    static const float from[] = {100, 800}, to[] = {850, 20};
    static const signed char strengths[] = {127, -90, -127, 60};
    struct canvas_bundle bundle = bundle_of(from, 2, to, 2, strengths);
    uint32_t *whole = calloc(WIDTH * HEIGHT, sizeof *whole), *wide = calloc(8000 * HEIGHT, sizeof *wide);
    struct raster raster = {0};
    struct canvas canvas;

    (void)state;
    assert_non_null(whole);
    assert_non_null(wide);
    canvas_init(&canvas, NULL);
    canvas_begin(&canvas, WIDTH, HEIGHT, 0xff000000);
    bundle.to_x = 190;
    canvas_bundle(&canvas, &bundle);
    raster_draw(&raster, &canvas, (struct raster_target){whole, WIDTH, HEIGHT, WIDTH});
    raster_draw(&raster, &canvas, (struct raster_target){wide, 8000, HEIGHT, 8000}); /* low bands */
    for (int y = 0; y < HEIGHT; y++)
        assert_memory_equal(whole + y * WIDTH, wide + y * 8000, WIDTH * sizeof *whole);
    raster_finish(&raster);
    canvas_finish(&canvas);
    free(whole);
    free(wide);
}

/* Of a picture so large that the sums are not kept from one to the next, nothing is different. */
static void huge_ones_are_the_same(void **state)
{
    enum { WIDTH = 3000, HIGH = 1000, LOW = 600 };
    static const float from[] = {100, 500, 900}, to[] = {850, 20};
    static signed char strengths[] = {127, -90, 30, -127, 60, 5};
    struct canvas_bundle bundle = bundle_of(from, 3, to, 2, strengths);
    uint32_t *high = calloc((size_t)WIDTH * HIGH, sizeof *high), *low = calloc((size_t)WIDTH * LOW, sizeof *low);
    struct raster raster = {0}, other = {0};
    struct canvas canvas;
    size_t inked = 0;

    (void)state;
    assert_non_null(high);
    assert_non_null(low);
    canvas_init(&canvas, NULL);
    bundle.to_x = 2990;
    bundle.hatch = 3;
    for (int round = 0; round < 3; round++) {
        strengths[round] = (signed char)(strengths[round] / 2);
        canvas_begin(&canvas, WIDTH, HIGH, 0xff000000);
        canvas_bundle(&canvas, &bundle);
        raster_draw(&raster, &canvas, (struct raster_target){high, WIDTH, HIGH, WIDTH});
        raster_draw(&other, &canvas, (struct raster_target){low, WIDTH, LOW, WIDTH});
        assert_memory_equal(high, low, (size_t)WIDTH * LOW * sizeof *low);
        for (size_t i = 0; i < (size_t)WIDTH * LOW; i++)
            inked += low[i] != 0xff000000;
    }
    canvas_finish(&canvas);
    raster_finish(&raster);
    raster_finish(&other);
    assert_true(inked > 3 * WIDTH * 6);
    free(high);
    free(low);
}

static void absurd_ones_do_no_harm(void **state)
{
    static const float values[] = {-1e30f, 1e30f, INFINITY, NAN, -100, 1000, 32};
    static const signed char strengths[] = {127, -127, 127, -127};
    struct picture picture;

    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        const float from[] = {values[i], 10}, to[] = {20, values[(i + 1) % 7]};
        struct canvas_bundle bundle = bundle_of(from, 2, to, 2, strengths);

        draw(&bundle, &picture);
        bundle.from_x = values[i];
        draw(&bundle, &picture);
        bundle.to_x = values[(i + 2) % 7];
        bundle.width = values[i];
        bundle.half = 0;
        draw(&bundle, &picture);
    }
    draw(&(struct canvas_bundle){0}, &picture);
    assert_int_equal(picture_at(&picture, 5, 5), 0xff000000);
}

/* Two threads make what one does: all lines at once, and some at a time, of so few that one does
 * it alone. */
static void threads_do_not_show(void **state)
{
    enum { ENDS = 256, AT_ONCE = 64 };
    static float ends[ENDS];
    static signed char all[ENDS * ENDS], some[ENDS * ENDS];
    static uint32_t pixels[SIZE * SIZE];
    struct raster raster = {0};
    struct picture picture;
    size_t drawn = 0;

    (void)state;
    for (int i = 0; i < ENDS; i++)
        ends[i] = 0.125f + (float)i / 4.0f;
    for (int i = 0; i < ENDS * ENDS; i++)
        all[i] = (signed char)(i * 31 % 255 - 127);
    for (int first = 0; first < ENDS; first += AT_ONCE) {
        struct canvas_bundle bundle = bundle_of(ends, ENDS, ends, ENDS, some);
        struct canvas canvas;

        memcpy(some + first * ENDS, all + first * ENDS, AT_ONCE * ENDS);
        bundle.half = 100;
        bundle.hatch = 4;
        picture_begin(&canvas);
        canvas_bundle(&canvas, &bundle);
        raster_draw(&raster, &canvas, (struct raster_target){pixels, SIZE, SIZE, SIZE});
        if (first + AT_ONCE == ENDS)
            picture_draw(&picture, &canvas);
        canvas_finish(&canvas);
    }
    for (int i = 0; i < SIZE * SIZE; i++) {
        assert_int_equal(pixels[i], picture_at(&picture, i % SIZE, i / SIZE));
        drawn += pixels[i] != 0xff000000;
    }
    assert_true(drawn > SIZE * SIZE / 2);
    raster_finish(&raster);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_line_is_where_it_should_be),
        cmocka_unit_test(signs_are_told_apart),
        cmocka_unit_test(many_add_up),
        cmocka_unit_test(bands_do_not_show),
        cmocka_unit_test(huge_ones_are_the_same),
        cmocka_unit_test(absurd_ones_do_no_harm),
        cmocka_unit_test(threads_do_not_show),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
