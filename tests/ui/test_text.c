/* Where texts stand, and what they do where there is little room. */
#include "ui/text.h"

#include "fake_font.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct ui_type type = {FONT_TEXT, 20, 0xff112233};

static struct canvas *begin(void)
{
    static struct canvas canvas;

    canvas_init(&canvas, fake_font());
    canvas_begin(&canvas, 1000, 600, 0);
    return &canvas;
}

static void a_text_in_a_box_has_its_middle(void **state)
{
    const struct rect box = {100, 50, 200, 40};
    struct canvas *canvas = begin();
    struct rect bounds;

    (void)state;
    ui_text_in(canvas, box, type, "0.25");
    assert_int_equal(canvas->count, 1);
    bounds = canvas_text_bounds(canvas, &canvas->commands[0]);
    assert_float_equal(bounds.x + bounds.w / 2, 200, 0.51);
    assert_float_equal(bounds.y + bounds.h / 2, 70, 1.01);
    assert_true(canvas->commands[0].as.text.within.w == box.w && canvas->within.w == 0);
    assert_int_equal(canvas->commands[0].fill, type.ink);
    canvas_finish(canvas);
}

static void a_text_has_its_middle_at_a_height(void **state)
{
    struct canvas *canvas = begin();

    (void)state;
    ui_text_middle(canvas, 10, 70, CANVAS_LEFT, type, "0.25");
    ui_text(canvas, 10, 70 + ui_text_drop(20), CANVAS_LEFT, type, "0.25");
    assert_int_equal(canvas->count, 2);
    assert_true(canvas->commands[0].as.text.origin.y > 70);
    assert_true(canvas->commands[0].as.text.origin.y == canvas->commands[1].as.text.origin.y);
    canvas_finish(canvas);
}

/* As large as has room: a pixel more would not. */
static void a_text_gets_smaller_until_it_has_room(void **state)
{
    struct canvas *canvas = begin();
    float width = ui_text_width(canvas, ui_sized(type, 17), "a long text");
    struct ui_type fit = ui_text_fit(canvas, type, 12, width, "a long text");

    (void)state;
    assert_int_equal(fit.size_px, 17);
    assert_int_equal(fit.ink, type.ink);
    assert_int_equal(ui_text_fit(canvas, type, 12, width - 1, "a long text").size_px, 16);
    assert_int_equal(ui_text_fit(canvas, type, 12, 1, "a long text").size_px, 12);
    assert_int_equal(ui_text_fit(canvas, type, 12, 1000, "a long text").size_px, 20);
    canvas_finish(canvas);
}

static void the_first_wording_that_has_room(void **state)
{
    static const char *const wordings[] = {"a long wording", "shorter", "so", NULL};
    struct canvas *canvas = begin();

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        float width = ui_text_width(canvas, type, wordings[i]);

        assert_string_equal(ui_wording(canvas, type, width, wordings), wordings[i]);
        assert_string_equal(ui_wording(canvas, type, width - 1, wordings), wordings[i < 2 ? i + 1 : 2]);
    }
    canvas_finish(canvas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_in_a_box_has_its_middle),
        cmocka_unit_test(a_text_has_its_middle_at_a_height),
        cmocka_unit_test(a_text_gets_smaller_until_it_has_room),
        cmocka_unit_test(the_first_wording_that_has_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
