#include "draw/canvas.h"
#include "fake_font.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const color ink = 0xff102030;

static void anchors(void **state)
{
    struct canvas canvas;
    float width;

    (void)state;
    canvas_init(&canvas, fake_font());
    canvas_begin(&canvas, 800, 600, 0xffffffff);
    /* Four characters of half an em. */
    width = canvas_text(&canvas, 100, 50, CANVAS_LEFT, FONT_MONO, 20, ink, "0.5δ");
    assert_true(width == 40);
    canvas_text(&canvas, 100, 50, CANVAS_CENTER, FONT_MONO, 20, ink, "0.5δ");
    canvas_text(&canvas, 100, 50, CANVAS_RIGHT, FONT_MONO, 20, ink, "0.5δ");
    assert_int_equal(canvas.count, 3);
    assert_true(canvas.commands[0].as.text.origin.x == 100);
    assert_true(canvas.commands[1].as.text.origin.x == 80);
    assert_true(canvas.commands[2].as.text.origin.x == 60);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(canvas_text_of(&canvas, &canvas.commands[i]), "0.5δ");
        assert_int_equal(canvas.commands[i].as.text.length, strlen("0.5δ"));
        assert_true(canvas.commands[i].as.text.advance == 40);
    }
    assert_true(canvas_text_width(&canvas, FONT_MONO, 20, "") == 0);
    canvas_finish(&canvas);
}

static void text_bounds(void **state)
{
    struct font_metrics metrics;
    struct canvas canvas;
    struct rect flat, deep;

    (void)state;
    canvas_init(&canvas, fake_font());
    canvas_begin(&canvas, 800, 600, 0xffffffff);
    metrics = canvas_font_metrics(&canvas, FONT_TEXT, 100);
    canvas_text(&canvas, 10, 200, CANVAS_LEFT, FONT_TEXT, 100, ink, "0.598");
    canvas_text(&canvas, 10, 200, CANVAS_LEFT, FONT_TEXT, 100, ink, "w₅");
    flat = canvas_text_bounds(&canvas, &canvas.commands[0]);
    deep = canvas_text_bounds(&canvas, &canvas.commands[1]);
    assert_true(flat.x == 10 && flat.w == 250);
    assert_true(flat.y == 200 - metrics.cap_height && flat.h == metrics.cap_height);
    assert_true(deep.y == flat.y && deep.h == metrics.cap_height + metrics.descent);
    canvas_finish(&canvas);
}

static void within_is_given_to_texts(void **state)
{
    struct rect box = {1, 2, 30, 40}, previous;
    struct canvas canvas;

    (void)state;
    canvas_init(&canvas, fake_font());
    canvas_begin(&canvas, 800, 600, 0xffffffff);
    previous = canvas_within(&canvas, box);
    assert_true(previous.w == 0);
    canvas_text(&canvas, 5, 9, CANVAS_LEFT, FONT_TEXT, 10, ink, "a");
    previous = canvas_within(&canvas, previous);
    assert_memory_equal(&previous, &box, sizeof box);
    canvas_text(&canvas, 5, 9, CANVAS_LEFT, FONT_TEXT, 10, ink, "b");
    assert_memory_equal(&canvas.commands[0].as.text.within, &box, sizeof box);
    assert_true(canvas.commands[1].as.text.within.w == 0);
    canvas_finish(&canvas);
}

static void fill(struct canvas *canvas)
{
    struct point points[5] = {{0, 1}, {2, 3}, {4, 5}, {6, 7}, {8, 9}};

    canvas_begin(canvas, 640, 480, 0xffabcdef);
    for (int i = 0; i < 100; i++) {
        canvas_polyline(canvas, points, 5, 2, ink);
        canvas_text(canvas, 1, 2, CANVAS_LEFT, FONT_TEXT, 12, ink, "some label or other");
        canvas_disc(canvas, points[1], 4, ink, 0, 0);
    }
}

/* What a frame left is gone in the next, its memory is not. */
static void frames_reuse_their_memory(void **state)
{
    struct canvas canvas;
    const void *commands, *points, *pool;

    (void)state;
    canvas_init(&canvas, fake_font());
    fill(&canvas);
    commands = canvas.commands;
    points = canvas.points;
    pool = canvas.pool;
    assert_int_equal(canvas.count, 300);
    assert_int_equal(canvas.point_count, 500);
    assert_true(canvas.commands[297].as.path.first == 495);
    assert_string_equal(canvas_text_of(&canvas, &canvas.commands[298]), "some label or other");
    for (int frame = 0; frame < 5; frame++)
        fill(&canvas);
    assert_ptr_equal(canvas.commands, commands);
    assert_ptr_equal(canvas.points, points);
    assert_ptr_equal(canvas.pool, pool);
    assert_int_equal(canvas.count, 300);
    assert_int_equal(canvas.background, 0xffabcdef);
    canvas_finish(&canvas);
    assert_null(canvas.commands);
    canvas_finish(&canvas);
}

static void an_empty_polyline_is_nothing(void **state)
{
    struct canvas canvas;

    (void)state;
    canvas_init(&canvas, NULL);
    canvas_begin(&canvas, 10, 10, ink);
    canvas_polyline(&canvas, NULL, 0, 2, ink);
    assert_int_equal(canvas.count, 0);
    canvas_finish(&canvas);
}

/* What would turn the direction of a line, or is no text, is not drawn. */
static void text_is_tame(void **state)
{
    struct canvas canvas;

    (void)state;
    canvas_init(&canvas, fake_font());
    canvas_begin(&canvas, 100, 100, 0);
    assert_true(canvas_text(&canvas, 0, 0, CANVAS_LEFT, FONT_TEXT, 10, ink,
                            "a\u202e" "b\xc2\x9b\xff") == 25);
    assert_string_equal(canvas_text_of(&canvas, &canvas.commands[0]), "a?b??");
    assert_int_equal(canvas.commands[0].as.text.length, 5);
    canvas_finish(&canvas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(anchors),
        cmocka_unit_test(text_bounds),
        cmocka_unit_test(text_is_tame),
        cmocka_unit_test(within_is_given_to_texts),
        cmocka_unit_test(frames_reuse_their_memory),
        cmocka_unit_test(an_empty_polyline_is_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
