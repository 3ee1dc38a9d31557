#include "fixture.h"

#include "engine/optimizer.h"

#include <math.h>

static void test_gradient_is_the_mean(void **state)
{
    (void)state;
    assert_true(optimizer_gradient(3, 1) == 3);
    assert_true(optimizer_gradient(1, 3) == 1.0 / 3.0);
    assert_true(optimizer_gradient(-5, 2) == -2.5);
    assert_true(isnan(optimizer_gradient((double)NAN, 2)));
    assert_true(isinf(optimizer_gradient((double)INFINITY, 2)));
}

static void test_descends(void **state)
{
    const struct optimizer sgd = {OPTIMIZER_SGD, 0.5};
    double w[] = {1, -1, 7}, sum[] = {4, -2, 0};

    (void)state;
    optimizer_update(&sgd, 3, w, sum, 2);
    assert_true(w[0] == 0);    /* a positive gradient: down */
    assert_true(w[1] == -0.5); /* a negative one: up */
    assert_true(w[2] == 7);
    assert_true(sum[0] == 4);
    optimizer_update(&sgd, 2, w, sum, 2); /* only the first n */
    assert_true(w[0] == -1 && w[2] == 7);
}

static void test_non_finite(void **state)
{
    const struct optimizer sgd = {OPTIMIZER_SGD, 1e30};
    double w[] = {0, (double)-INFINITY, 1}, sum[] = {1e300, (double)-INFINITY, (double)NAN};

    (void)state;
    optimizer_update(&sgd, 3, w, sum, 1);
    assert_true(isinf(w[0]) && w[0] < 0);
    assert_true(isnan(w[1]) && isnan(w[2]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gradient_is_the_mean),
        cmocka_unit_test(test_descends),
        cmocka_unit_test(test_non_finite),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
