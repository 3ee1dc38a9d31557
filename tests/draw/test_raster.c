/*
 * What must hold for any picture: symmetry, clipping, safety with absurd
 * coordinates, paths blended once, the same pixels every time and in every division
 * of the picture.
 */
#include "picture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { SIZE = PICTURE_SIZE };

static const color white = 0xffffffff, black = 0xff000000, none = 0;

static void symmetry(void **state)
{
    struct picture picture;
    struct canvas canvas;
    struct point center = {SIZE / 2, SIZE / 2};

    (void)state;
    picture_begin(&canvas);
    canvas_box_dashed(&canvas, (struct rect){1, 1, 62, 62}, 9, none, white, 2, 5);
    canvas_box(&canvas, (struct rect){5.3f, 5.3f, 53.4f, 53.4f}, 8, 0x80ffffff, white, 1.5f);
    canvas_disc(&canvas, center, 20.3f, 0x60ffffff, white, 3);
    canvas_line(&canvas, (struct point){8, 8}, (struct point){56, 56}, 3, white, 0);
    canvas_line(&canvas, (struct point){56, 8}, (struct point){8, 56}, 3, white, 0);
    canvas_line(&canvas, (struct point){32, 10}, (struct point){32, 54}, 2, white, 6);
    picture_draw(&picture, &canvas);
    canvas_finish(&canvas);
    for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
            int here = picture_gray(&picture, x, y);

            assert_in_range(here + 2 - picture_gray(&picture, SIZE - 1 - x, y), 0, 4);
            assert_in_range(here + 2 - picture_gray(&picture, x, SIZE - 1 - y), 0, 4);
        }
    }
    assert_int_equal(picture_gray(&picture, 32, 32), 255);
}

/* A path that crosses itself and turns back has one shade all along its middle. */
static void paths_are_blended_once(void **state)
{
    static const struct point points[] = {{8, 32}, {56, 32}, {8, 32}, {32, 32}, {32, 8}, {32, 56}};
    static const struct point loop[4] = {{8, 40}, {90, 0}, {-26, 0}, {56, 40}};
    struct picture picture;
    struct canvas canvas;
    int shade, seen[256] = {0};

    (void)state;
    picture_begin(&canvas);
    canvas_polyline(&canvas, points, sizeof points / sizeof points[0], 6, 0x80ffffff);
    picture_draw(&picture, &canvas);
    shade = picture_gray(&picture, 20, 32);
    assert_in_range(shade, 126, 130);
    for (int i = 10; i < 54; i++) {
        assert_int_equal(picture_gray(&picture, i, 32), shade);
        assert_int_equal(picture_gray(&picture, 32, i), shade);
    }
    canvas_begin(&canvas, SIZE, SIZE, black);
    canvas_curve(&canvas, loop, 7, 0x80ffffff, 0);
    picture_draw(&picture, &canvas);
    canvas_finish(&canvas);
    for (int i = 0; i < SIZE * SIZE; i++)
        seen[picture_gray(&picture, i % SIZE, i / SIZE)]++;
    assert_true(seen[shade] > 300);
    for (int i = shade + 1; i < 256; i++)
        assert_int_equal(seen[i], 0);
}

/* A dashed line begins and ends with a dash; dashes and gaps are alike. */
static void dashes(void **state)
{
    struct picture picture;
    struct canvas canvas;
    int changes = 0, on = 0;

    (void)state;
    picture_begin(&canvas);
    canvas_line(&canvas, (struct point){4, 32}, (struct point){60, 32}, 2, white, 6);
    picture_draw(&picture, &canvas);
    canvas_finish(&canvas);
    for (int x = 1; x < SIZE; x++) {
        bool here = picture_gray(&picture, x, 31) > 127;

        changes += here != (picture_gray(&picture, x - 1, 31) > 127);
        on += here;
    }
    assert_true(picture_gray(&picture, 4, 31) > 127 && picture_gray(&picture, 59, 31) > 127);
    assert_int_equal(changes, 10); /* 5 dashes: (58 / 6 + 1) / 2 = 5.3 */
    assert_in_range(on, 25, 39);
}

static void clipping(void **state)
{
    struct picture picture;
    struct canvas canvas;

    (void)state;
    picture_begin(&canvas);
    canvas_clip(&canvas, (struct rect){10, 10, 30, 30});
    canvas_clip(&canvas, (struct rect){20.4f, 0, 100, 30.6f});
    canvas_box(&canvas, (struct rect){-5, -5, 100, 100}, 0, 0xff808080, none, 0);
    canvas_unclip(&canvas);
    canvas_line(&canvas, (struct point){0, 36}, (struct point){63, 36}, 4, white, 0);
    canvas_disc(&canvas, (struct point){15, 38}, 6, white, none, 0);
    canvas_unclip(&canvas);
    canvas_triangle(&canvas, (struct point){50, 50}, (struct point){62, 50},
                    (struct point){50, 62}, white);
    picture_draw(&picture, &canvas);
    canvas_finish(&canvas);
    for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
            bool first = x >= 10 && x < 40 && y >= 10 && y < 40;
            bool second = first && x >= 20 && y < 31;

            if (x >= 45 && y >= 45)
                continue;
            if (!first)
                assert_int_equal(picture_at(&picture, x, y), black);
            if (second)
                assert_int_equal(picture_at(&picture, x, y), 0xff808080);
            if (first && !second && y < 31)
                assert_int_equal(picture_at(&picture, x, y), black);
        }
    }
    assert_int_equal(picture_gray(&picture, 30, 36), 255);
    assert_int_equal(picture_gray(&picture, 52, 52), 255);
}

/* A font whose every label is a bitmap of 3 x 2 pixels, one to the right of the pen
 * and standing on the baseline. */
static void stamp_metrics(void *context, enum font_face face, int size_px,
                          struct font_metrics *out)
{
    (void)context;
    (void)face;
    (void)size_px;
    *out = (struct font_metrics){2, 1, 2, 1};
}

static float stamp_width(void *context, enum font_face face, int size_px, const char *text,
                         size_t length)
{
    (void)context;
    (void)face;
    (void)size_px;
    (void)text;
    (void)length;
    return 4;
}

static bool stamp_bitmap(void *context, enum font_face face, int size_px, const char *text,
                         size_t length, struct font_bitmap *out)
{
    static const uint8_t coverage[2][4] = {{255, 128, 0, 99}, {0, 64, 255, 99}};

    (void)context;
    (void)face;
    (void)size_px;
    (void)length;
    *out = (struct font_bitmap){coverage[0], 3, 2, 4, 1, -2};
    return text[0] != '?';
}

/* Text lands on whole pixels, nearest to where it was put, and is cut at edges. */
static void text(void **state)
{
    const struct font font = {NULL, stamp_metrics, stamp_width, stamp_bitmap};
    struct picture picture;
    struct canvas canvas;

    (void)state;
    canvas_init(&canvas, &font);
    canvas_begin(&canvas, SIZE, SIZE, black);
    canvas_text(&canvas, 9.6f, 20.4f, CANVAS_LEFT, FONT_TEXT, 3, white, "a");
    canvas_text(&canvas, 30, 30, CANVAS_LEFT, FONT_TEXT, 3, 0x80ffffff, "a");
    canvas_text(&canvas, -3, 1, CANVAS_LEFT, FONT_TEXT, 3, white, "a");
    canvas_text(&canvas, SIZE - 2, SIZE + 1, CANVAS_LEFT, FONT_TEXT, 3, white, "a");
    canvas_text(&canvas, 40, 40, CANVAS_LEFT, FONT_TEXT, 3, white, "?");
    canvas_text(&canvas, NAN, 40, CANVAS_LEFT, FONT_TEXT, 3, white, "a");
    canvas_text(&canvas, 1e30f, -1e30f, CANVAS_LEFT, FONT_TEXT, 3, white, "a");
    picture_draw(&picture, &canvas);
    canvas_finish(&canvas);
    assert_int_equal(picture_gray(&picture, 11, 18), 255);
    assert_in_range(picture_gray(&picture, 12, 18), 127, 129);
    assert_int_equal(picture_gray(&picture, 13, 18), 0);
    assert_int_equal(picture_gray(&picture, 11, 19), 0);
    assert_int_equal(picture_gray(&picture, 13, 19), 255);
    assert_int_equal(picture_gray(&picture, 14, 18), 0); /* the bitmap's padding is not drawn */
    assert_in_range(picture_gray(&picture, 31, 28), 127, 129);
    assert_int_equal(picture_gray(&picture, 0, 0), 255);
    assert_int_equal(picture_gray(&picture, SIZE - 1, SIZE - 1), 255);
    for (int x = 38; x < 48; x++)
        assert_int_equal(picture_gray(&picture, x, 39), 0);
}

/* Everything, with coordinates and sizes from a list of the worst. */
static void absurd_numbers_are_safe(void **state)
{
    static const float worst[] = {NAN,   INFINITY, -INFINITY, 1e38f, -1e38f, 3e9f, -3e9f, 1e6f,
                                  -1e6f, 0,        -0.0f,     1e-40f, 32,     -1,   0.5f};
    enum { COUNT = sizeof worst / sizeof worst[0] };
    struct picture picture;
    struct canvas canvas;
    uint32_t random = 1;

    (void)state;
    canvas_init(&canvas, NULL);
    for (int round = 0; round < 400; round++) {
        float v[12];
        struct point p[4];

        for (int i = 0; i < 12; i++) {
            random = random * 1664525 + 1013904223;
            v[i] = worst[(random >> 16) % COUNT];
        }
        memcpy(p, v, sizeof p);
        canvas_begin(&canvas, SIZE, SIZE, black);
        canvas_clip(&canvas, (struct rect){v[3], v[2], v[1], v[0]});
        canvas_unclip(&canvas);
        canvas_box(&canvas, (struct rect){v[0], v[1], v[2], v[3]}, v[8], 0x80ff0000, white, v[9]);
        canvas_box_dashed(&canvas, (struct rect){v[0], v[1], v[2], v[3]}, v[8], none, white, v[9],
                          v[10]);
        canvas_disc(&canvas, p[0], v[8], 0x8000ff00, white, v[9]);
        canvas_line(&canvas, p[0], p[1], v[8], white, v[9]);
        canvas_polyline(&canvas, p, 4, v[8], 0x800000ff);
        canvas_curve(&canvas, p, v[8], white, v[9]);
        canvas_triangle(&canvas, p[0], p[1], p[2], white);
        picture_draw(&picture, &canvas);
    }
    /* What is not a number or nowhere near leaves the picture alone. */
    canvas_begin(&canvas, SIZE, SIZE, black);
    canvas_line(&canvas, (struct point){NAN, 1}, (struct point){50, 50}, 3, white, 0);
    canvas_disc(&canvas, (struct point){32, INFINITY}, 3, white, none, 0);
    canvas_box(&canvas, (struct rect){1e6f, 1e6f, 10, 10}, 3, white, none, 0);
    canvas_triangle(&canvas, (struct point){1, 1}, (struct point){9, 9}, (struct point){5, 5},
                    white);
    picture_draw(&picture, &canvas);
    canvas_finish(&canvas);
    for (int i = 0; i < SIZE * SIZE; i++)
        assert_int_equal(picture_at(&picture, i % SIZE, i / SIZE), black);
}

/* The dashes of a path go on around its corners, and begin and end it. */
static void dashes_around_a_corner(void **state)
{
    static const struct point points[] = {{10, 10}, {31, 10}, {31, 51}};
    struct picture picture;
    struct canvas canvas;
    int changes = 0, on = 0, before = 0;

    (void)state;
    picture_begin(&canvas);
    canvas_polyline_dashed(&canvas, points, 3, 2, white, 6);
    picture_draw(&picture, &canvas);
    canvas_finish(&canvas);
    for (int i = 9; i <= 72; i++) {
        bool bend = i > 31;
        int shade = picture_gray(&picture, bend ? 31 : i, bend ? i - 21 : 10), now = shade > 127;

        changes += i > 9 && now != before;
        on += now;
        before = now;
        assert_true((i > 11 && i < 70) || now); /* a dash at either end */
    }
    assert_in_range(changes, 8, 12);
    assert_in_range(on, 28, 40);
}

/* A gap in a polyline (a point that is not a number) leaves the rest. */
static void polyline_with_a_gap(void **state)
{
    static const struct point points[] = {{4, 10}, {20, 10}, {NAN, 10}, {40, 10}, {60, 10}};
    struct picture picture;
    struct canvas canvas;

    (void)state;
    picture_begin(&canvas);
    canvas_polyline(&canvas, points, 5, 4, white);
    picture_draw(&picture, &canvas);
    canvas_finish(&canvas);
    assert_int_equal(picture_gray(&picture, 10, 10), 255);
    assert_int_equal(picture_gray(&picture, 30, 10), 0);
    assert_int_equal(picture_gray(&picture, 50, 10), 255);
}

/* Everything in a picture of several bands is what it is in one of a single band:
 * a narrow and a wide target, whose bands end in different rows. */
static void bands_do_not_show(void **state)
{
    enum { HIGH = 900, NARROW = 100, WIDE = 1200 };
    static uint32_t narrow[HIGH * NARROW], wide[HIGH * WIDE];
    struct raster raster = {0};
    struct canvas canvas;
    int inked = 0;

    (void)state;
    canvas_init(&canvas, NULL);
    canvas_begin(&canvas, NARROW, HIGH, 0xff203040);
    for (int i = 0; i < 12; i++) {
        float f = (float)i;
        struct point p[4] = {{10 + f, 5}, {95 - f, 300 + 40 * f}, {f * 7, 500}, {50, 890 - 9 * f}};

        canvas_curve(&canvas, p, 1 + f / 2, 0x60f0a020, i % 3 == 0 ? 14 : 0);
        canvas_disc(&canvas, p[1], 20 + f * 4, 0x8040ff80, 0xffffffff, 2.5f);
        canvas_line(&canvas, p[0], p[3], 1 + f, 0x902080ff, i % 4 == 0 ? 9 : 0);
        canvas_polyline(&canvas, p, 4, 2, 0x90ff80ff);
        canvas_clip(&canvas, (struct rect){20, 80, 60, 700});
        canvas_triangle(&canvas, p[0], p[1], p[2], 0x20ffff00);
        canvas_unclip(&canvas);
        canvas_box_dashed(&canvas, (struct rect){5, 60 * f + 11, 80, 90}, 12, 0, white, 1.5f, 7);
    }
    raster_draw(&raster, &canvas, (struct raster_target){narrow, NARROW, HIGH, NARROW});
    raster_draw(&raster, &canvas, (struct raster_target){wide, WIDE, HIGH, WIDE});
    canvas_finish(&canvas);
    raster_finish(&raster);
    for (int y = 0; y < HIGH; y++) {
        for (int x = 0; x < NARROW; x++) {
            if (narrow[y * NARROW + x] != wide[y * WIDE + x])
                fail_msg("pixel %d,%d is %08x or %08x", x, y, (unsigned)narrow[y * NARROW + x],
                         (unsigned)wide[y * WIDE + x]);
            inked += narrow[y * NARROW + x] != 0xff203040;
        }
    }
    assert_true(inked > HIGH * NARROW / 10);
}

/* The same canvas twice, with a rasteriser that has seen other things before. */
static void repeatable(void **state)
{
    static uint32_t first[SIZE * SIZE], second[SIZE * SIZE];
    struct raster raster = {0};
    struct canvas canvas;

    (void)state;
    for (int round = 0; round < 2; round++) {
        uint32_t *pixels = round == 0 ? first : second;

        picture_begin(&canvas);
        for (int i = 0; i < 20; i++) {
            float f = (float)i;
            struct point p[4] = {{f, 3}, {60 - f, 20 + f}, {f * 2, 40}, {30, 64 - f}};

            canvas_curve(&canvas, p, 1 + f / 5, 0x60f0a020 + (color)i * 77, i % 3 == 0 ? 4 : 0);
            canvas_disc(&canvas, p[1], 3 + f / 3, 0x8040ff80, 0xffffffff, 1.5f);
            canvas_line(&canvas, p[0], p[2], 2.5f, 0x902080ff, 0);
        }
        raster_draw(&raster, &canvas, (struct raster_target){pixels, SIZE, SIZE, SIZE});
        canvas_finish(&canvas);
    }
    raster_finish(&raster);
    assert_memory_equal(first, second, sizeof first);
    assert_true(first[SIZE * 20 + 20] != first[0] || first[SIZE * 30 + 30] != first[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(symmetry),
        cmocka_unit_test(paths_are_blended_once),
        cmocka_unit_test(dashes),
        cmocka_unit_test(clipping),
        cmocka_unit_test(text),
        cmocka_unit_test(absurd_numbers_are_safe),
        cmocka_unit_test(dashes_around_a_corner),
        cmocka_unit_test(polyline_with_a_gap),
        cmocka_unit_test(bands_do_not_show),
        cmocka_unit_test(repeatable),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
