/*
 * Each primitive against a brute-force picture of 16 x 16 samples a pixel, drawn
 * white on black, and what must hold for any picture: symmetry, clipping, safety
 * with absurd coordinates, paths blended once, the same pixels every time.
 */
#include "draw/raster.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SIZE = 64, SAMPLES = 16 };

static const color white = 0xffffffff, black = 0xff000000, none = 0;

/* A small picture with a border of untouchable pixels around it. */
struct picture {
    uint32_t pixels[(SIZE + 2) * (SIZE + 2)];
};

static const uint32_t untouched = 0x12345678;

static void draw(struct picture *picture, struct canvas *canvas)
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

static uint32_t at(const struct picture *picture, int x, int y)
{
    return picture->pixels[(y + 1) * (SIZE + 2) + x + 1];
}

static int gray(const struct picture *picture, int x, int y)
{
    uint32_t pixel = at(picture, x, y);

    assert_int_equal(pixel >> 24, 0xff);
    assert_int_equal(pixel & 0xff, pixel >> 8 & 0xff);
    assert_int_equal(pixel & 0xff, pixel >> 16 & 0xff);
    return (int)(pixel & 0xff);
}

static void begin(struct canvas *canvas)
{
    canvas_init(canvas, NULL);
    canvas_begin(canvas, SIZE, SIZE, black);
}

/* What is inside a shape; `shape` is the test's own description of it. */
typedef bool inside_fn(const void *shape, double x, double y);

/* The picture of a canvas against samples: no pixel off by more than `most` of
 * 255, the mean of the pixels that differ or are partial by no more than `mean`. */
static void compare(struct canvas *canvas, inside_fn *inside, const void *shape, double most,
                    double mean)
{
    static struct picture picture;
    double sum = 0, worst = 0;
    int edge = 0, full = 0;

    draw(&picture, canvas);
    canvas_finish(canvas);
    for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
            int hits = 0;
            double wanted, off;

            for (int i = 0; i < SAMPLES * SAMPLES; i++)
                hits += inside(shape, x + (i % SAMPLES + 0.5) / SAMPLES,
                               y + (i / SAMPLES + 0.5) / SAMPLES);
            wanted = 255.0 * hits / (SAMPLES * SAMPLES);
            off = fabs(gray(&picture, x, y) - wanted);
            full += hits > 0;
            if (off < 1 && (hits == 0 || hits == SAMPLES * SAMPLES))
                continue;
            edge++;
            sum += off;
            worst = fmax(worst, off);
            if (off > most)
                fail_msg("pixel %d,%d is %d, samples say %.1f", x, y, gray(&picture, x, y), wanted);
        }
    }
    assert_true(full > 0);
    if (sum > mean * edge)
        fail_msg("edges are off by %.2f on average (%.1f at worst)", sum / edge, worst);
}

/* ---- descriptions of shapes ---- */

struct box {
    double x, y, w, h, r;
};

static bool in_box(const void *shape, double x, double y)
{
    const struct box *b = shape;
    double dx, dy;

    if (x < b->x || y < b->y || x > b->x + b->w || y > b->y + b->h)
        return false;
    dx = fmax(b->x + b->r - x, x - (b->x + b->w - b->r));
    dy = fmax(b->y + b->r - y, y - (b->y + b->h - b->r));
    return dx <= 0 || dy <= 0 || dx * dx + dy * dy <= b->r * b->r;
}

struct ring {
    struct box outer, inner;
};

static bool in_ring(const void *shape, double x, double y)
{
    const struct ring *ring = shape;

    return in_box(&ring->outer, x, y) && !in_box(&ring->inner, x, y);
}

/* A path of thick segments with round ends. */
struct strokes {
    const struct point *points;
    size_t count;
    double radius;
};

static bool in_strokes(const void *shape, double x, double y)
{
    const struct strokes *s = shape;

    for (size_t i = 0; i + 1 < s->count; i++) {
        double ax = (double)s->points[i].x, ay = (double)s->points[i].y;
        double dx = (double)s->points[i + 1].x - ax, dy = (double)s->points[i + 1].y - ay;
        double square = dx * dx + dy * dy;
        double t = square > 0 ? ((x - ax) * dx + (y - ay) * dy) / square : 0;

        t = fmin(fmax(t, 0), 1);
        if (hypot(x - ax - t * dx, y - ay - t * dy) <= s->radius)
            return true;
    }
    return false;
}

static bool in_triangle(const void *shape, double x, double y)
{
    const struct point *p = shape;
    int left = 0, right = 0;

    for (int i = 0; i < 3; i++) {
        const struct point *a = &p[i], *b = &p[(i + 1) % 3];
        double side = ((double)b->x - (double)a->x) * (y - (double)a->y) -
                      ((double)b->y - (double)a->y) * (x - (double)a->x);

        left += side >= 0;
        right += side <= 0;
    }
    return left == 3 || right == 3;
}

/* ---- against samples ---- */

static void boxes(void **state)
{
    static const struct box list[] = {
        {10, 12, 30, 20, 0},        {10.3, 12.7, 30.4, 20.9, 0}, {10.3, 12.7, 30.4, 20.9, 6},
        {4.5, 4.5, 50, 7, 3.5},     {20.25, 20.5, 0.5, 30, 0},   {8, 8, 40, 40, 12.3},
        {-20, -30, 60.5, 70.25, 9}, {30, 31, 60, 60, 20},
    };

    (void)state;
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        const struct box *b = &list[i];
        struct rect rect = {(float)b->x, (float)b->y, (float)b->w, (float)b->h};
        struct canvas canvas;

        begin(&canvas);
        canvas_box(&canvas, rect, (float)b->r, white, none, 0);
        compare(&canvas, in_box, b, b->r > 0 ? 14 : 9, 4);
    }
}

static void discs(void **state)
{
    static const double list[][3] = {{32, 32, 20},     {31.5, 32.5, 20},  {30.2, 33.7, 12.4},
                                     {32.1, 31.9, 3},  {32.3, 32.2, 1.5}, {32.5, 32.5, 1},
                                     {32.25, 32.5, 6}, {0, 0, 25.3},      {70, 32, 20}};

    (void)state;
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        double x = list[i][0], y = list[i][1], r = list[i][2];
        struct box b = {x - r, y - r, 2 * r, 2 * r, r};
        struct canvas canvas;

        begin(&canvas);
        canvas_disc(&canvas, (struct point){(float)x, (float)y}, (float)r, white, none, 0);
        compare(&canvas, in_box, &b, r < 2 ? 22 : 10, r < 2 ? 10 : 4);
    }
}

static void rings(void **state)
{
    static const double list[][4] = {{32, 32, 20, 2}, {31.7, 32.4, 18.5, 1}, {32, 32, 24, 7.5}};

    (void)state;
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        double x = list[i][0], y = list[i][1], r = list[i][2], w = list[i][3];
        struct ring ring = {{x - r, y - r, 2 * r, 2 * r, r},
                            {x - r + w, y - r + w, 2 * (r - w), 2 * (r - w), r - w}};
        struct canvas canvas;

        begin(&canvas);
        canvas_disc(&canvas, (struct point){(float)x, (float)y}, (float)r, none, white, (float)w);
        compare(&canvas, in_ring, &ring, 12, 4);
        begin(&canvas);
        canvas_disc(&canvas, (struct point){(float)x, (float)y}, (float)r, black, white, (float)w);
        compare(&canvas, in_ring, &ring, 12, 4);
    }
}

/* Lines of every direction and several widths. */
static void lines(void **state)
{
    static const double widths[] = {0.7, 1, 1.5, 2, 3, 5.5, 12};

    (void)state;
    for (int angle = 0; angle < 360; angle += 15) {
        for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
            double c = cos(angle * 3.14159265358979 / 180);
            double s = sin(angle * 3.14159265358979 / 180);
            struct point points[2] = {{(float)(32.3 - 21 * c), (float)(31.6 - 21 * s)},
                                      {(float)(32.3 + 22 * c), (float)(31.6 + 22 * s)}};
            struct strokes strokes = {points, 2, widths[i] / 2};
            struct canvas canvas;

            begin(&canvas);
            canvas_line(&canvas, points[0], points[1], (float)widths[i], white, 0);
            /* 16 samples see an upright edge to 1/16: up to 8 of 255. */
            compare(&canvas, in_strokes, &strokes, widths[i] < 3 ? 30 : 14, 9);
        }
    }
}

static void lines_through_the_edge(void **state)
{
    static const struct point list[][2] = {{{-50, -20}, {90, 88}},   {{-1e5f, 32}, {1e5f, 33}},
                                           {{30, -1e6f}, {31, 1e6f}}, {{60, 60}, {1000, 900}},
                                           {{-3, 10}, {-1, 40}},     {{-2e4f, -1e4f}, {4e4f, 2e4f}}};

    (void)state;
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        struct strokes strokes = {list[i], 2, 2.5};
        struct canvas canvas;

        begin(&canvas);
        canvas_line(&canvas, list[i][0], list[i][1], 5, white, 0);
        compare(&canvas, in_strokes, &strokes, 14, 5);
    }
}

static void polylines(void **state)
{
    static const struct point points[] = {{5, 50}, {20.5f, 10}, {28, 44}, {40, 41.5f}, {58, 8},
                                          {58, 56}};
    struct strokes strokes = {points, sizeof points / sizeof points[0], 1.5};
    struct canvas canvas;

    (void)state;
    begin(&canvas);
    canvas_polyline(&canvas, points, strokes.count, 3, white);
    /* Where two sides share a pixel the larger part counts, not the union. */
    compare(&canvas, in_strokes, &strokes, 70, 6);
}

static void curves(void **state)
{
    static const struct point p[4] = {{4, 50}, {20, -40}, {40, 110}, {60, 12}};
    struct point fine[2001];
    struct strokes strokes = {fine, 2001, 1.75};
    struct canvas canvas;

    (void)state;
    for (int i = 0; i <= 2000; i++) {
        double t = i / 2000.0, s = 1 - t;
        double b[4] = {s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t}, x = 0, y = 0;

        for (int k = 0; k < 4; k++) {
            x += b[k] * (double)p[k].x;
            y += b[k] * (double)p[k].y;
        }
        fine[i] = (struct point){(float)x, (float)y};
    }
    begin(&canvas);
    canvas_curve(&canvas, p, 3.5f, white, 0);
    compare(&canvas, in_strokes, &strokes, 30, 7);
}

static void triangles(void **state)
{
    static const struct point list[][3] = {
        {{10, 10}, {50, 20}, {20, 55}},     {{10, 10}, {10, 50}, {40, 30}},
        {{5.2f, 30}, {60, 31}, {60, 33.5f}}, {{32.1f, 32.2f}, {32.8f, 32.3f}, {32.4f, 32.9f}},
        {{-40, 20}, {120, 0}, {30, 100}},   {{20, 20}, {20.5f, 40}, {44, 20}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        struct point reversed[3] = {list[i][2], list[i][1], list[i][0]};
        struct canvas canvas;

        begin(&canvas);
        canvas_triangle(&canvas, list[i][0], list[i][1], list[i][2], white);
        compare(&canvas, in_triangle, list[i], 9, 3);
        begin(&canvas);
        canvas_triangle(&canvas, reversed[0], reversed[1], reversed[2], white);
        compare(&canvas, in_triangle, list[i], 9, 3);
    }
}

/* ---- what must hold for any picture ---- */

static void symmetry(void **state)
{
    struct picture picture;
    struct canvas canvas;
    struct point center = {SIZE / 2, SIZE / 2};

    (void)state;
    begin(&canvas);
    canvas_box_dashed(&canvas, (struct rect){1, 1, 62, 62}, 9, none, white, 2, 5);
    canvas_box(&canvas, (struct rect){5.3f, 5.3f, 53.4f, 53.4f}, 8, 0x80ffffff, white, 1.5f);
    canvas_disc(&canvas, center, 20.3f, 0x60ffffff, white, 3);
    canvas_line(&canvas, (struct point){8, 8}, (struct point){56, 56}, 3, white, 0);
    canvas_line(&canvas, (struct point){56, 8}, (struct point){8, 56}, 3, white, 0);
    canvas_line(&canvas, (struct point){32, 10}, (struct point){32, 54}, 2, white, 6);
    draw(&picture, &canvas);
    canvas_finish(&canvas);
    for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
            assert_in_range(gray(&picture, x, y) + 2 - gray(&picture, SIZE - 1 - x, y), 0, 4);
            assert_in_range(gray(&picture, x, y) + 2 - gray(&picture, x, SIZE - 1 - y), 0, 4);
        }
    }
    assert_int_equal(gray(&picture, 32, 32), 255);
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
    begin(&canvas);
    canvas_polyline(&canvas, points, sizeof points / sizeof points[0], 6, 0x80ffffff);
    draw(&picture, &canvas);
    shade = gray(&picture, 20, 32);
    assert_in_range(shade, 126, 130);
    for (int i = 10; i < 54; i++) {
        assert_int_equal(gray(&picture, i, 32), shade);
        assert_int_equal(gray(&picture, 32, i), shade);
    }
    canvas_begin(&canvas, SIZE, SIZE, black);
    canvas_curve(&canvas, loop, 7, 0x80ffffff, 0);
    draw(&picture, &canvas);
    canvas_finish(&canvas);
    for (int i = 0; i < SIZE * SIZE; i++)
        seen[gray(&picture, i % SIZE, i / SIZE)]++;
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
    begin(&canvas);
    canvas_line(&canvas, (struct point){4, 32}, (struct point){60, 32}, 2, white, 6);
    draw(&picture, &canvas);
    canvas_finish(&canvas);
    for (int x = 1; x < SIZE; x++) {
        changes += (gray(&picture, x, 31) > 127) != (gray(&picture, x - 1, 31) > 127);
        on += gray(&picture, x, 31) > 127;
    }
    assert_true(gray(&picture, 4, 31) > 127 && gray(&picture, 59, 31) > 127);
    assert_int_equal(changes, 10); /* 5 dashes: (58 / 6 + 1) / 2 = 5.3 */
    assert_in_range(on, 25, 39);
}

static void clipping(void **state)
{
    struct picture picture;
    struct canvas canvas;

    (void)state;
    begin(&canvas);
    canvas_clip(&canvas, (struct rect){10, 10, 30, 30});
    canvas_clip(&canvas, (struct rect){20.4f, 0, 100, 30.6f});
    canvas_box(&canvas, (struct rect){-5, -5, 100, 100}, 0, 0xff808080, none, 0);
    canvas_unclip(&canvas);
    canvas_line(&canvas, (struct point){0, 36}, (struct point){63, 36}, 4, white, 0);
    canvas_disc(&canvas, (struct point){15, 38}, 6, white, none, 0);
    canvas_unclip(&canvas);
    canvas_triangle(&canvas, (struct point){50, 50}, (struct point){62, 50},
                    (struct point){50, 62}, white);
    draw(&picture, &canvas);
    canvas_finish(&canvas);
    for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
            bool first = x >= 10 && x < 40 && y >= 10 && y < 40;
            bool second = first && x >= 20 && y < 31;

            if (x >= 45 && y >= 45)
                continue;
            if (!first)
                assert_int_equal(at(&picture, x, y), black);
            if (second)
                assert_int_equal(at(&picture, x, y), 0xff808080);
            if (first && !second && y < 31)
                assert_int_equal(at(&picture, x, y), black);
        }
    }
    assert_int_equal(gray(&picture, 30, 36), 255);
    assert_int_equal(gray(&picture, 52, 52), 255);
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
        draw(&picture, &canvas);
    }
    /* What is not a number or nowhere near leaves the picture alone. */
    canvas_begin(&canvas, SIZE, SIZE, black);
    canvas_line(&canvas, (struct point){NAN, 1}, (struct point){50, 50}, 3, white, 0);
    canvas_disc(&canvas, (struct point){32, INFINITY}, 3, white, none, 0);
    canvas_box(&canvas, (struct rect){1e6f, 1e6f, 10, 10}, 3, white, none, 0);
    canvas_triangle(&canvas, (struct point){1, 1}, (struct point){9, 9}, (struct point){5, 5},
                    white);
    draw(&picture, &canvas);
    canvas_finish(&canvas);
    for (int i = 0; i < SIZE * SIZE; i++)
        assert_int_equal(at(&picture, i % SIZE, i / SIZE), black);
}

/* A gap in a polyline (a point that is not a number) leaves the rest. */
static void polyline_with_a_gap(void **state)
{
    static const struct point points[] = {{4, 10}, {20, 10}, {NAN, 10}, {40, 10}, {60, 10}};
    struct picture picture;
    struct canvas canvas;

    (void)state;
    begin(&canvas);
    canvas_polyline(&canvas, points, 5, 4, white);
    draw(&picture, &canvas);
    canvas_finish(&canvas);
    assert_int_equal(gray(&picture, 10, 10), 255);
    assert_int_equal(gray(&picture, 30, 10), 0);
    assert_int_equal(gray(&picture, 50, 10), 255);
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

        begin(&canvas);
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
        cmocka_unit_test(boxes),
        cmocka_unit_test(discs),
        cmocka_unit_test(rings),
        cmocka_unit_test(lines),
        cmocka_unit_test(lines_through_the_edge),
        cmocka_unit_test(polylines),
        cmocka_unit_test(curves),
        cmocka_unit_test(triangles),
        cmocka_unit_test(symmetry),
        cmocka_unit_test(paths_are_blended_once),
        cmocka_unit_test(dashes),
        cmocka_unit_test(clipping),
        cmocka_unit_test(absurd_numbers_are_safe),
        cmocka_unit_test(polyline_with_a_gap),
        cmocka_unit_test(bands_do_not_show),
        cmocka_unit_test(repeatable),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
