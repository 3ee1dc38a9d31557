/*
 * Drawing only what differs from the picture before gives the pixels of drawing everything; and what
 * does not differ is left alone.
 */
#include "draw/raster/raster.h"
#include "../base/thorough.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 330, HEIGHT = 170, PITCH = 333, COMMANDS = 40, ENDS = 6 };

/* ---- a font of one bitmap, moved by what the text says ---- */

static void font_measures(void *context, enum font_face face, int size_px, struct font_metrics *out)
{
    (void)context;
    (void)face;
    (void)size_px;
    *out = (struct font_metrics){8, 2, 8, 5};
}

static float font_width(void *context, enum font_face face, int size_px, const char *text, size_t length)
{
    (void)context;
    (void)face;
    (void)size_px;
    (void)text;
    return 7.0f * (float)length;
}

static bool font_bitmap(void *context, enum font_face face, int size_px, const char *text, size_t length,
                        struct font_bitmap *out)
{
    static const uint8_t coverage[4][8] = {{0, 80, 255, 255, 255, 255, 80, 0}, {255, 255, 9, 0, 0, 9, 255, 255},
                                           {255, 255, 9, 0, 0, 9, 255, 255}, {0, 80, 255, 255, 255, 255, 80, 0}};

    (void)context;
    (void)length;
    *out = (struct font_bitmap){coverage[0], 8, 4, 8, (int)face + text[0] % 7, -size_px};
    return text[0] != '?';
}

static const struct font font = {NULL, font_measures, font_width, font_bitmap};

/* ---- scenes at random ---- */

static uint32_t dice = 1;

static int below(int limit)
{
    dice = dice * 1664525 + 1013904223;
    return (int)((dice >> 8) % (unsigned)limit);
}

/* What a command is made of: all of them use some of it. */
struct ingredients {
    int kind;
    struct point p[4];
    float width, dash, radius;
    color fill, stroke;
    char text[3];
    signed char strengths[ENDS * ENDS];
};

static float coordinate(int side)
{
    static const float odd[] = {NAN, -1e30f, INFINITY, 1e6f};

    if (below(200) == 0)
        return odd[below(4)];
    return (float)(below((side + 80) * 4) - 160) / 4.0f;
}

static void stir(struct ingredients *all)
{
    all->kind = below(11);
    for (int i = 0; i < 4; i++)
        all->p[i] = (struct point){coordinate(WIDTH), coordinate(HEIGHT)};
    all->width = (float)below(20) / 3.0f;
    all->dash = below(3) == 0 ? 6.0f : 0.0f;
    all->radius = (float)below(40);
    all->fill = (color)below(1 << 24) | (color)below(256) << 24;
    all->stroke = (color)below(1 << 24) | (color)below(256) << 24;
    snprintf(all->text, sizeof all->text, "%c%c", '?' + below(40), 'a' + below(20));
    for (int i = 0; i < ENDS * ENDS; i++)
        all->strengths[i] = (signed char)(below(255) - 127);
}

static void add_bundle(struct canvas *canvas, const struct ingredients *all)
{
    float from[ENDS], to[ENDS];

    for (int i = 0; i < ENDS; i++) {
        from[i] = 20.0f + 20.0f * (float)i;
        to[i] = 10.0f + 25.0f * (float)i;
    }
    canvas_bundle(canvas, &(struct canvas_bundle){
        .from_x = 40, .to_x = 90 + all->radius, .from_y = from, .to_y = to, .from = ENDS, .to = ENDS,
        .strengths = all->strengths, .width = 2, .half = 1, .positive = all->fill, .negative = all->stroke,
        .hatch = all->dash,
    });
}

static void add(struct canvas *canvas, const struct ingredients *all)
{
    struct rect rect = {all->p[0].x, all->p[0].y, all->p[1].x / 3, all->p[1].y / 3};

    switch (all->kind) {
    case 0: canvas_box(canvas, rect, all->radius / 3, all->fill, all->stroke, all->width); break;
    case 1: canvas_box_dashed(canvas, rect, all->radius / 3, all->fill, all->stroke, all->width, 5); break;
    case 2: canvas_disc(canvas, all->p[0], all->radius, all->fill, all->stroke, all->width); break;
    case 3: canvas_line(canvas, all->p[0], all->p[1], all->width, all->stroke, all->dash); break;
    case 4: canvas_polyline_dashed(canvas, all->p, 4, all->width, all->stroke, all->dash); break;
    case 5: canvas_curve(canvas, all->p, all->width, all->stroke, all->dash); break;
    case 6: canvas_triangle(canvas, all->p[0], all->p[1], all->p[2], all->fill); break;
    case 7: add_bundle(canvas, all); break;
    case 8: /* clips what follows it */
        canvas_clip(canvas, rect);
        canvas_disc(canvas, all->p[2], 60, all->fill, all->stroke, 3);
        canvas_unclip(canvas);
        break;
    default:
        canvas_text(canvas, all->p[0].x, all->p[0].y, CANVAS_CENTER, (enum font_face)below(2), 5 + below(3),
                    all->fill, all->text);
    }
}

static void build(struct canvas *canvas, const struct ingredients *scene, color background)
{
    uint32_t kept = dice;

    dice = 5; /* the same texts as before */
    canvas_begin(canvas, WIDTH, HEIGHT, background);
    for (int i = 0; i < COMMANDS; i++)
        add(canvas, &scene[i]);
    dice = kept;
}

static uint32_t pixels[HEIGHT * PITCH], whole[HEIGHT * PITCH];
static const struct raster_target target = {pixels, WIDTH, HEIGHT, PITCH};

static void compare_with_all(const struct canvas *canvas, int round)
{
    struct raster fresh = {0};

    raster_draw(&fresh, canvas, (struct raster_target){whole, WIDTH, HEIGHT, PITCH});
    raster_finish(&fresh);
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            if (pixels[y * PITCH + x] != whole[y * PITCH + x])
                fail_msg("round %d: pixel %d,%d is %08x, of all %08x", round, x, y,
                         (unsigned)pixels[y * PITCH + x], (unsigned)whole[y * PITCH + x]);
}

/* How many pixels the last drawing was; no two of its rectangles overlap. */
static int drawn(const struct raster *raster)
{
    static uint8_t seen[HEIGHT * WIDTH];
    const struct raster_rect *changes;
    size_t count;
    int sum = 0;

    changes = raster_changes(raster, &count);
    memset(seen, 0, sizeof seen);
    for (size_t i = 0; i < count; i++) {
        assert_true(changes[i].x >= 0 && changes[i].width > 0 && changes[i].x + changes[i].width <= WIDTH);
        assert_true(changes[i].y >= 0 && changes[i].height > 0 && changes[i].y + changes[i].height <= HEIGHT);
        for (int y = changes[i].y; y < changes[i].y + changes[i].height; y++)
            for (int x = changes[i].x; x < changes[i].x + changes[i].width; x++)
                sum += seen[y * WIDTH + x]++ == 0 ? 1 : WIDTH * HEIGHT;
    }
    assert_in_range(sum, 0, WIDTH * HEIGHT);
    return sum;
}

/* A few commands change from picture to picture, some only in one number, or in their order. */
static void the_same_pixels(void **state)
{
    struct ingredients scene[COMMANDS];
    struct raster raster = {0};
    struct canvas canvas;
    int parts = 0, sum = 0, rounds = 1500 / thorough_stride(3);

    (void)state;
    canvas_init(&canvas, &font);
    for (int i = 0; i < COMMANDS; i++)
        stir(&scene[i]);
    for (int round = 0; round < rounds; round++) {
        struct ingredients *some = &scene[below(COMMANDS)], *other = &scene[below(COMMANDS)], swap = *some;

        switch (below(9)) {
        case 0: stir(some); break;
        case 1: stir(some); stir(other); break;
        case 2: *some = *other; *other = swap; break;
        case 3: some->p[below(4)].x += 0.25f; break;
        case 4: some->fill ^= 1u << below(32); break;
        case 5: some->stroke ^= 1u << below(32); break;
        case 6: some->strengths[below(ENDS * ENDS)]++; break;
        case 7: some->width += 0.5f; break;
        default: some->text[0] = (char)('@' + below(30)); break;
        }
        build(&canvas, scene, round % 100 == 99 ? 0xff304050 : 0xfff0f0f0);
        raster_draw_changes(&raster, &canvas, target);
        compare_with_all(&canvas, round);
        parts += drawn(&raster) < WIDTH * HEIGHT;
        sum += drawn(&raster) / (WIDTH * HEIGHT / 100);
    }
    canvas_finish(&canvas);
    raster_finish(&raster);
    assert_true(parts > rounds * 9 / 10 && sum > rounds * 2);
}

static void box_at(struct canvas *canvas, float x, float y)
{
    canvas_begin(canvas, WIDTH, HEIGHT, 0xff102030);
    canvas_box(canvas, (struct rect){x, y, 10, 10}, 0, 0xff00ff00, 0, 0);
    canvas_text(canvas, 200, 100, CANVAS_LEFT, FONT_TEXT, 6, 0xffffffff, "as ever");
}

/* A pixel that was spoilt stays so where nothing has changed; a whole drawing mends it. */
static void the_rest_is_left_alone(void **state)
{
    static uint32_t elsewhere[HEIGHT * PITCH];
    const uint32_t spoilt = 0xff123456;
    struct raster raster = {0};
    struct canvas canvas;

    (void)state;
    canvas_init(&canvas, &font);
    box_at(&canvas, 20, 20);
    raster_draw_changes(&raster, &canvas, target); /* of a picture before there is none */
    assert_int_equal(drawn(&raster), WIDTH * HEIGHT);
    pixels[150 * PITCH + 300] = spoilt;
    raster_draw_changes(&raster, &canvas, target);
    assert_int_equal(drawn(&raster), 0);
    box_at(&canvas, 21, 20);
    raster_draw_changes(&raster, &canvas, target);
    assert_in_range(drawn(&raster), 11 * 10, WIDTH * HEIGHT / 10);
    assert_int_equal(pixels[20 * PITCH + 20], 0xff102030);
    assert_int_equal(pixels[20 * PITCH + 30], 0xff00ff00);
    assert_int_equal(pixels[150 * PITCH + 300], spoilt);
    raster_draw(&raster, &canvas, target);
    assert_int_equal(drawn(&raster), WIDTH * HEIGHT);
    assert_int_equal(pixels[150 * PITCH + 300], 0xff102030);
    raster_draw_changes(&raster, &canvas, (struct raster_target){elsewhere, WIDTH, HEIGHT, PITCH});
    assert_int_equal(drawn(&raster), WIDTH * HEIGHT);
    assert_int_equal(elsewhere[20 * PITCH + 30], 0xff00ff00);
    raster_draw_changes(&raster, &canvas, (struct raster_target){elsewhere, WIDTH, HEIGHT - 1, PITCH});
    assert_int_equal(drawn(&raster), WIDTH * (HEIGHT - 1));
    canvas_finish(&canvas);
    raster_finish(&raster);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_pixels),
        cmocka_unit_test(the_rest_is_left_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
