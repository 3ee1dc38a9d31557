#include "contrast.h"
#include "draw/color.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void mixing(void **state)
{
    (void)state;
    assert_int_equal(color_mix(0xff102030, 0x80405060, 0), 0xff102030);
    assert_int_equal(color_mix(0xff102030, 0x80405060, 1), 0x80405060);
    assert_int_equal(color_mix(0xff000000, 0xffffffff, 0.5f), 0xff808080);
    assert_int_equal(color_mix(0xff000000, 0xffffffff, 7), 0xffffffff);
    assert_int_equal(color_mix(0xff000000, 0xffffffff, -7), 0xff000000);
    (void)color_mix(0xff102030, 0x80405060, NAN);
}

static void alpha(void **state)
{
    (void)state;
    assert_int_equal(color_with_alpha(0xff102030, 0.5f), 0x80102030);
    assert_int_equal(color_with_alpha(0x00102030, 1), 0xff102030);
    assert_int_equal(color_with_alpha(0xff102030, -1), 0x00102030);
    assert_int_equal(color_with_alpha(0xff102030, 9), 0xff102030);
}

/* Values of WCAG's own examples: black on white 21, #777777 on white 4.48. */
static void contrast(void **state)
{
    (void)state;
    assert_true(fabsf(color_contrast(0xff000000, 0xffffffff) - 21) < 1e-4f);
    assert_true(fabsf(color_contrast(0xffffffff, 0xff000000) - 21) < 1e-4f);
    assert_true(fabsf(color_contrast(0xff777777, 0xffffffff) - 4.478f) < 1e-2f);
    assert_true(fabsf(color_contrast(0xff0072b2, 0xffffffff) - 5.19f) < 1e-2f);
    assert_true(fabsf(color_contrast(0xff123456, 0xff123456) - 1) < 1e-6f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mixing),
        cmocka_unit_test(alpha),
        cmocka_unit_test(contrast),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
