#include "cmocka_all.h"

#include "base/exponential.h"
#include "base/rng.h"

#include <float.h>
#include <math.h>

/* Against the C library's, which is within one unit in the last place. */
static void test_accuracy(void **state)
{
    static const double widths[] = {1e-9, 1, 40, 708};
    struct rng rng;
    double last = 1;

    (void)state;
    rng_seed(&rng, 11);
    for (int i = 0; i < 400000; i++) {
        double x = -widths[i % 4] * rng_uniform(&rng), e = exponential(x), c = exp(x);

        if (!(fabs(e - c) <= DBL_EPSILON * c))
            fail_msg("e^%a is %a, not %a", x, e, c);
    }
    for (int i = 0; i < 100000; i++) {
        double e = exponential(-i * 1e-4);

        assert_true(e < last || i == 0);
        last = e;
    }
}

/* The bits are the same on every machine: these are from 60 digits, correctly rounded. */
static void test_bits(void **state)
{
    (void)state;
    assert_true(exponential(0.0) == 1 && exponential(-0.0) == 1);
    assert_true(exponential(-1.0) == 0x1.78b56362cef38p-2);
    assert_true(exponential(-0.5) == 0x1.368b2fc6f960ap-1);
    assert_true(exponential(-10.0) == 0x1.7cd79b5647c9bp-15);
    assert_true(exponential(-100.0) == 0x1.a8c1f14e2af5dp-145);
}

static void test_ends(void **state)
{
    (void)state;
    assert_true(exponential(-708.0) > 0);
    assert_true(exponential(-708.1) == 0 && exponential(-1e300) == 0);
    assert_true(exponential(-(double)INFINITY) == 0);
    assert_true(isnan(exponential((double)NAN)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_accuracy),
        cmocka_unit_test(test_bits),
        cmocka_unit_test(test_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
