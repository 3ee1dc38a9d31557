#include "cmocka_all.h"

#include "base/number.h"
#include "base/text.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void expect(double value, int decimals, const char *expected)
{
    char out[NUMBER_TEXT_SIZE];
    struct number_style style = {.decimals = decimals};

    assert_string_equal(number_format(out, value, style), expected);
}

static void expect_ascii(double value, int decimals, const char *expected)
{
    char out[NUMBER_TEXT_SIZE];
    struct number_style style = {.decimals = decimals, .ascii = true};

    assert_string_equal(number_format(out, value, style), expected);
}

static void test_short_numbers_stay(void **state)
{
    (void)state;
    expect(0.15, 4, "0.15");
    expect(0.5, 4, "0.5");
    expect(2, 4, "2");
    expect(100, 4, "100");
    expect(0.1, 1, "0.1");
    expect(-0.6, 4, "\u22120.6");
    expect(0.0001, 4, "0.0001");
    expect(0.3, 17, "0.3");
}

static void test_others_are_rounded(void **state)
{
    (void)state;
    expect(0.3589164797, 4, "0.3589");
    expect(0.29102777369359933, 4, "0.2910"); /* the zero says: rounded */
    expect(0.29102777369359933, 9, "0.291027774");
    expect(-0.217071534678, 4, "\u22120.2171");
    expect(1.0 / 3.0, 6, "0.333333");
    expect(0.99999, 4, "1.0000");
    expect(12345.678912, 2, "12345.68");
}

static void test_zero(void **state)
{
    char out[NUMBER_TEXT_SIZE];

    (void)state;
    expect(0.0, 4, "0");
    expect(-0.0, 4, "0");
    expect_ascii(-0.0, 4, "0");
    assert_string_equal(
        number_format(out, -0.0, (struct number_style){.decimals = 4, .sign = true}), "0");
}

static void test_tiny_and_huge(void **state)
{
    (void)state;
    expect(4.3857e-5, 4, "4.39\u00d710\u207b\u2075");
    expect(-4.3857e-5, 4, "\u22124.39\u00d710\u207b\u2075");
    expect_ascii(4.3857e-5, 4, "4.39e-05");
    expect_ascii(-4.3857e-5, 4, "-4.39e-05");
    expect(4.3857e-5, 9, "4.3857\u00d710\u207b\u2075"); /* whatever the room */
    expect(0.00043856773, 4, "4.39\u00d710\u207b\u2074");
    expect(0.0043856773, 4, "0.0044");
    expect(5.0000000034e293, 4, "5.00\u00d710\u00b2\u2079\u00b3");
    expect(1234567, 4, "1.23\u00d710\u2076");
    expect(-1e-300, 4, "\u22121\u00d710\u207b\u00b3\u2070\u2070");
    expect(1.23456789e-20, 9, "1.23456789\u00d710\u207b\u00b2\u2070");
}

/* Never farther from the value than half a unit of its last place, and two digits that count at least. */
static void test_never_lies(void **state)
{
    size_t looked_at = 0;

    (void)state;
    expect(-0.7, 0, "\u22120.7");
    expect(-0.0381, 1, "\u22120.038");
    expect(0.561, 0, "0.56");
    expect(12.3456, 0, "12");
    for (int exponent = -12; exponent <= 9; exponent++) {
        for (int i = 1; i < 500; i++) {
            double value = (0.1 + 0.9 * sin((double)i) * sin((double)i)) * pow(10.0, exponent);

            for (int decimals = 0; decimals < 10; decimals++) {
                char out[NUMBER_TEXT_SIZE];
                const char *point, *digits, *e;
                double unit, read;
                int count = 0;

                number_format(out, value, (struct number_style){.decimals = decimals, .ascii = true});
                read = strtod(out, NULL);
                e = strchr(out, 'e');
                point = strchr(out, '.');
                unit = pow(10.0, (e != NULL ? atoi(e + 1) : 0)
                                     - (point != NULL ? (int)strspn(point + 1, "0123456789") : 0));
                for (digits = out + strspn(out, "0."); digits < out + strcspn(out, "e"); digits++)
                    count += *digits != '.';
                if (!(fabs(read - value) <= 0.500001 * unit + 1e-15 * value))
                    fail_msg("%s for %.17g", out, value);
                assert_true(count >= 2 || fabs(read - value) <= 1e-15 * value);
                looked_at++;
            }
        }
    }
    assert_true(looked_at > 100000);
}

static void test_non_finite(void **state)
{
    const double infinity = (double)INFINITY, nan = (double)NAN;
    char out[NUMBER_TEXT_SIZE];
    const struct number_style signs = {.decimals = 4, .sign = true};

    (void)state;
    expect(infinity, 4, "\u221e");
    expect(-infinity, 4, "\u2212\u221e");
    expect_ascii(infinity, 4, "Infinity");
    expect_ascii(-infinity, 4, "-Infinity");
    expect(nan, 4, "NaN");
    expect(-nan, 4, "NaN");
    assert_string_equal(number_format(out, nan, signs), "NaN");
    assert_string_equal(number_format(out, infinity, signs), "+\u221e");
}

static void test_sign(void **state)
{
    char out[NUMBER_TEXT_SIZE];
    const struct number_style style = {.decimals = 4, .sign = true};

    (void)state;
    assert_string_equal(number_format(out, 0.15, style), "+0.15");
    assert_string_equal(number_format(out, -0.15, style), "\u22120.15");
    assert_string_equal(number_format(out, 4.3857e-5, style), "+4.39\u00d710\u207b\u2075");
}

static void test_brief(void **state)
{
    char out[NUMBER_TEXT_SIZE];
    const struct number_style style = {.decimals = 4, .brief = true};

    (void)state;
    assert_string_equal(number_format(out, 4.3857e-5, style), "4.4\u00d710\u207b\u2075");
    assert_string_equal(number_format(out, 0.3589164797, style), "0.3589");
}

/* Whatever the value and the style: it fits, is well formed and is near. */
static void test_any_fits(void **state)
{
    static const double values[] = {1.7e308, -1.234e307, DBL_MIN, -4.9e-324, 999999.99999999994,
                                    0.1 + 0.2, 1e6, -123456.78901234567, 1e-17, 9.9999e-5};

    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        for (int decimals = 1; decimals <= NUMBER_DECIMALS_MAX; decimals++)
            for (int option = 0; option < 4; option++) {
                char out[NUMBER_TEXT_SIZE + 1];
                struct number_style style = {
                    .decimals = decimals, .sign = option & 1, .ascii = option & 2};

                out[NUMBER_TEXT_SIZE] = '#';
                number_format(out, values[i], style);
                assert_int_equal(out[NUMBER_TEXT_SIZE], '#');
                assert_true(strlen(out) < NUMBER_TEXT_SIZE - 1); /* nothing was cut */
                assert_true(text_valid_utf8(out, strlen(out)));
                if (style.ascii) {
                    double back = strtod(out, NULL);

                    assert_true(fabs(back / values[i] - 1) < 0.06);
                }
            }
}

static void test_exact(void **state)
{
    static const double values[] = {0.1, -1.0 / 3.0, DBL_MAX, 4.9e-324, -0.0, 12345678901234567.0};
    char out[NUMBER_TEXT_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        double back = strtod(number_exact(out, values[i]), NULL);

        assert_memory_equal(&back, &values[i], sizeof back);
    }
    assert_string_equal(number_exact(out, (double)INFINITY), "Infinity");
    assert_string_equal(number_exact(out, -(double)INFINITY), "-Infinity");
    assert_string_equal(number_exact(out, (double)NAN), "NaN");
    assert_string_equal(number_exact(out, 0.5), "0.5");
}

static void test_percent(void **state)
{
    char out[NUMBER_TEXT_SIZE];

    (void)state;
    assert_string_equal(number_percent(out, 145, 150), "96.7 %");
    assert_string_equal(number_percent(out, 40, 297), "13.5 %");
    assert_string_equal(number_percent(out, 3, 3), "100.0 %");
    assert_string_equal(number_percent(out, 9999, 10000), "99.9 %");
    assert_string_equal(number_percent(out, 0, 7), "0.0 %");
}

static void test_count(void **state)
{
    char out[NUMBER_TEXT_SIZE];

    (void)state;
    assert_string_equal(number_count(out, 0), "0");
    assert_string_equal(number_count(out, 999), "999");
    assert_string_equal(number_count(out, 1024), "1,024");
    assert_string_equal(number_count(out, 1000000), "1,000,000");
    assert_string_equal(number_count(out, UINT64_MAX), "18,446,744,073,709,551,615");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_short_numbers_stay),
        cmocka_unit_test(test_others_are_rounded),
        cmocka_unit_test(test_zero),
        cmocka_unit_test(test_tiny_and_huge),
        cmocka_unit_test(test_never_lies),
        cmocka_unit_test(test_non_finite),
        cmocka_unit_test(test_sign),
        cmocka_unit_test(test_brief),
        cmocka_unit_test(test_any_fits),
        cmocka_unit_test(test_exact),
        cmocka_unit_test(test_percent),
        cmocka_unit_test(test_count),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
