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

static void expect(double value, bool sign, int characters, const char *wanted)
{
    char out[NUMBER_TEXT_SIZE];

    assert_string_equal(view_number(&view, value, sign, room(characters), SIZE_PX, out), wanted);
}

/* Fewer digits, never another number: two that count are left, or it says that there is no room. */
static void test_with_what_fits(void **state)
{
    (void)state;
    expect(0.35891, false, 6, "0.3589");
    expect(0.35891, false, 5, "0.359");
    expect(0.35891, false, 4, "0.36");
    expect(0.35891, false, 3, "\xe2\x80\xa6");
    expect(0.9986, false, 6, "0.9986");
    expect(0.9986, false, 5, "0.999");
    expect(0.9986, false, 4, "\xe2\x80\xa6"); /* not 1.00 */
    expect(1.0, false, 4, "1");
    expect(-0.7, false, 4, "\xe2\x88\x92" "0.7");
    expect(-0.7, false, 3, "\xe2\x88\x92\xe2\x80\xa6");
    expect(-0.0381, false, 6, "\xe2\x88\x92" "0.038");
    expect(0.15, false, 6, "0.15");
    expect(-127135.3102, false, 12, "\xe2\x88\x92" "127135.3102");
    expect(-127135.3102, false, 7, "\xe2\x88\x92" "127135");
    expect(-127135.3102, false, 6, "\xe2\x88\x92\xe2\x80\xa6");
    expect(-2e155, false, 8, "\xe2\x88\x92" "2\xc3\x97" "10\xc2\xb9\xe2\x81\xb5\xe2\x81\xb5");
    expect(12.3456, true, 5, "+12.3");
    expect(12.3456, true, 3, "+12");
    expect(1.0052, true, 4, "+1.0");
    expect(0.0012, true, 7, "+0.0012");
    expect(0.0012, true, 6, "+\xe2\x80\xa6");
    expect((double)NAN, true, 3, "NaN");
    expect((double)-INFINITY, true, 3, "\xe2\x88\x92\xe2\x88\x9e");
}

/* A power of ten is written as one wherever the number stands, and as nothing else. */
static void test_powers_of_ten(void **state)
{
    (void)state;
    expect(0.0004386, false, 20, "4.39\xc3\x97" "10\xe2\x81\xbb\xe2\x81\xb4");
    expect(0.0004386, false, 8, "4.4\xc3\x97" "10\xe2\x81\xbb\xe2\x81\xb4");
    expect(0.0004386, false, 7, "\xe2\x80\xa6");
    expect(0.0005, false, 20, "0.0005");
    expect(0.00005, false, 20, "5\xc3\x97" "10\xe2\x81\xbb\xe2\x81\xb5");
    expect(1e300, false, 20, "1\xc3\x97" "10\xc2\xb3\xe2\x81\xb0\xe2\x81\xb0");
    expect(123456789.0, false, 20, "1.23\xc3\x97" "10\xe2\x81\xb8");
}

/* Of values of every size. */
static void test_never_too_wide(void **state)
{
    size_t said = 0;

    (void)state;
    for (int exponent = -310; exponent <= 308; exponent++) {
        for (int i = 0; i < 9; i++) {
            static const double mantissas[] = {1.0, 1.5, 9.996, 3.14159, 2.5, 7.0, 9.5, 0.123456, 8.88};
            double value = mantissas[i] * pow(10.0, exponent) * (i % 2 == 0 ? 1.0 : -1.0);

            for (int characters = 3; characters < 14; characters++) {
                char out[NUMBER_TEXT_SIZE];
                const char *text = view_number(&view, value, i % 4 == 0, room(characters), SIZE_PX, out);

                assert_true(canvas_text_width(&canvas, FONT_MONO, SIZE_PX, text) <= room(characters));
                said += view_says_number(text);
                if (characters >= 11)
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
        cmocka_unit_test_setup_teardown(test_powers_of_ten, begin, end),
        cmocka_unit_test_setup_teardown(test_never_too_wide, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
