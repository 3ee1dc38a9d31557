/* Numbers in little room: never wider than it, and as telling as it allows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fake_font.h"
#include "view/view.h"

/* A character of the fake font is half an em: so many of them. */
enum { SIZE_PX = 20 };

static float room(int characters)
{
    return 0.5f * (float)SIZE_PX * (float)characters;
}

static struct canvas canvas;
static struct view view;

static int begin(void **state)
{
    (void)state;
    canvas_init(&canvas, fake_font());
    view = (struct view){.canvas = &canvas, .decimals = 4};
    return 0;
}

static int end(void **state)
{
    (void)state;
    canvas_finish(&canvas);
    return 0;
}

typedef const char *write_number(const struct view *, double, bool, float, int, char *);

static void expect(write_number *write, double value, bool sign, int characters, const char *wanted)
{
    char out[NUMBER_TEXT_SIZE];

    assert_string_equal(write(&view, value, sign, room(characters), SIZE_PX, out), wanted);
}

static void test_with_what_fits(void **state)
{
    (void)state;
    expect(view_number, 0.35891, false, 6, "0.3589");
    expect(view_number, 0.35891, false, 5, "0.359");
    expect(view_number, 0.35891, false, 4, "0.36");
    expect(view_number, 0.35891, false, 3, "0.4");
    expect(view_number, 0.15, false, 6, "0.15");
    expect(view_number, -127135.3102, false, 12, "\xe2\x88\x92" "127135.3102");
    expect(view_number, -127135.3102, false, 7, "\xe2\x88\x92" "127135");
    expect(view_number, -127135.3102, false, 6, "\xe2\x88\x92" "1.3e5");
    expect(view_number, -127135.3102, false, 5, "\xe2\x88\x92" "1e5");
    expect(view_number, -127135.3102, false, 3, "\xe2\x88\x92\xe2\x80\xa6");
    expect(view_number, -2e155, false, 7, "\xe2\x88\x92" "2e155");
    expect(view_number, 12.3456, true, 5, "+12.3");
    expect(view_number, 12.3456, true, 3, "+12");
    expect(view_number, 0.0004386, false, 9, "4.39\xc3\x97" "10\xe2\x81\xbb\xe2\x81\xb4");
    expect(view_number, 0.0004386, false, 8, "4.39e-4");
    expect(view_number, 0.0004386, false, 6, "4.4e-4");
    expect(view_number, 0.0004386, false, 4, "4e-4");
    expect(view_number, 0.0012, true, 6, "+0.001");
    expect(view_number, (double)NAN, true, 3, "NaN");
    expect(view_number, (double)-INFINITY, true, 3, "\xe2\x88\x92\xe2\x88\x9e");
}

static void test_in_the_picture(void **state)
{
    (void)state;
    expect(view_picture_number, 0.0004386, false, 20, "4.39e-4");
    expect(view_picture_number, 0.0005, false, 20, "0.0005");
    expect(view_picture_number, 0.00005, false, 20, "5e-5");
    expect(view_picture_number, 1e300, false, 20, "1e300");
    expect(view_picture_number, 123456789.0, false, 20, "1.23e8");
    expect(view_picture_number, 0.3589, false, 6, "0.3589");
}

static void test_short_numbers(void **state)
{
    (void)state;
    expect(view_short_number, 0.35891, false, 4, "0.36");
    expect(view_short_number, -0.041, false, 5, "\xe2\x88\x92" "0.04");
    expect(view_short_number, -0.0041, false, 5, "\xe2\x88\x92" "4e-3");
    expect(view_short_number, -0.0041, false, 4, "\xe2\x89\x88" "0");
    expect(view_short_number, 0.0, false, 4, "0");
    expect(view_short_number, 4321.0, false, 4, "4321");
    expect(view_short_number, 4321.0, false, 3, "4e3");
    expect(view_short_number, 150000.0, false, 6, "1.5e5");
    expect(view_short_number, -8.2e156, false, 6, "\xe2\x88\x92" "8e156");
    expect(view_short_number, -8.2e156, false, 4, "\xe2\x88\x92\xe2\x80\xa6");
    expect(view_short_number, (double)INFINITY, false, 4, "\xe2\x88\x9e");
}

/* Of values of every size. */
static void test_never_too_wide(void **state)
{
    write_number *const all[] = {view_number, view_picture_number, view_short_number};
    size_t said = 0;

    (void)state;
    for (int exponent = -310; exponent <= 308; exponent++) {
        for (int i = 0; i < 9; i++) {
            static const double mantissas[] = {1.0, 1.5, 9.996, 3.14159, 2.5, 7.0, 9.5, 0.123456, 8.88};
            double value = mantissas[i] * pow(10.0, exponent) * (i % 2 == 0 ? 1.0 : -1.0);

            for (int characters = 3; characters < 14; characters++) {
                char out[NUMBER_TEXT_SIZE];
                const char *text = all[i % 3](&view, value, i % 4 == 0, room(characters), SIZE_PX, out);

                assert_true(canvas_text_width(&canvas, FONT_MONO, SIZE_PX, text) <= room(characters));
                said += view_says_number(text);
                if (characters >= 7)
                    assert_true(view_says_number(text));
            }
        }
    }
    assert_true(said > 20000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_with_what_fits, begin, end),
        cmocka_unit_test_setup_teardown(test_in_the_picture, begin, end),
        cmocka_unit_test_setup_teardown(test_short_numbers, begin, end),
        cmocka_unit_test_setup_teardown(test_never_too_wide, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
