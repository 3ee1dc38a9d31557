/*
 * Each primitive of the rasteriser against a brute-force picture of 16 x 16 samples
 * a pixel, drawn white on black.
 */
#include "picture.h"

#include "../base/thorough.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { SIZE = PICTURE_SIZE, SAMPLES = 16 };

static const color white = 0xffffffff, black = 0xff000000, none = 0;

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

    picture_draw(&picture, canvas);
    canvas_finish(canvas);
    for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
            int hits = 0;
            double wanted, off;

            for (int i = 0; i < SAMPLES * SAMPLES; i++)
                hits += inside(shape, x + (i % SAMPLES + 0.5) / SAMPLES,
                               y + (i / SAMPLES + 0.5) / SAMPLES);
            wanted = 255.0 * hits / (SAMPLES * SAMPLES);
            off = fabs(picture_gray(&picture, x, y) - wanted);
            full += hits > 0;
            if (off < 1 && (hits == 0 || hits == SAMPLES * SAMPLES))
                continue;
            edge++;
            sum += off;
            worst = fmax(worst, off);
            if (off > most)
                fail_msg("pixel %d,%d is %d, samples say %.1f", x, y,
                         picture_gray(&picture, x, y), wanted);
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
        dx = x - ax - t * dx;
        dy = y - ay - t * dy;
        if (dx * dx + dy * dy <= s->radius * s->radius)
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

        picture_begin(&canvas);
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

        picture_begin(&canvas);
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

        picture_begin(&canvas);
        canvas_disc(&canvas, (struct point){(float)x, (float)y}, (float)r, none, white, (float)w);
        compare(&canvas, in_ring, &ring, 12, 4);
        picture_begin(&canvas);
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
        for (size_t i = (size_t)(angle % thorough_stride(4)); i < sizeof widths / sizeof widths[0];
             i += (size_t)thorough_stride(4)) {
            double c = cos(angle * 3.14159265358979 / 180);
            double s = sin(angle * 3.14159265358979 / 180);
            struct point points[2] = {{(float)(32.3 - 21 * c), (float)(31.6 - 21 * s)},
                                      {(float)(32.3 + 22 * c), (float)(31.6 + 22 * s)}};
            struct strokes strokes = {points, 2, widths[i] / 2};
            struct canvas canvas;

            picture_begin(&canvas);
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
                                           {{-3, 10}, {-1, 40}},
                                           {{-2e4f, -1e4f}, {4e4f, 2e4f}}};

    (void)state;
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        struct strokes strokes = {list[i], 2, 2.5};
        struct canvas canvas;

        picture_begin(&canvas);
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
    picture_begin(&canvas);
    canvas_polyline(&canvas, points, strokes.count, 3, white);
    /* Where two sides share a pixel the larger part counts, not the union. */
    compare(&canvas, in_strokes, &strokes, 70, 6);
}

static void curves(void **state)
{
    static const struct point p[4] = {{4, 50}, {20, -40}, {40, 110}, {60, 12}};
    struct point fine[101];
    struct strokes strokes = {fine, 101, 1.75};
    struct canvas canvas;

    (void)state;
    for (int i = 0; i <= 100; i++) {
        double t = i / 100.0, s = 1 - t;
        double b[4] = {s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t}, x = 0, y = 0;

        for (int k = 0; k < 4; k++) {
            x += b[k] * (double)p[k].x;
            y += b[k] * (double)p[k].y;
        }
        fine[i] = (struct point){(float)x, (float)y};
    }
    picture_begin(&canvas);
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

        picture_begin(&canvas);
        canvas_triangle(&canvas, list[i][0], list[i][1], list[i][2], white);
        compare(&canvas, in_triangle, list[i], 9, 3);
        picture_begin(&canvas);
        canvas_triangle(&canvas, reversed[0], reversed[1], reversed[2], white);
        compare(&canvas, in_triangle, list[i], 9, 3);
    }
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
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
