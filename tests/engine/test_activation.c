#include "fixture.h"

#include "engine/activation.h"

#include <math.h>
#include <string.h>

static double one(enum activation activation, double slope, double z)
{
    double a;

    activation_forward(activation, slope, 1, &z, &a);
    return a;
}

static void test_names(void **state)
{
    (void)state;
    for (int i = 0; i < (int)activation_count(); i++) {
        assert_true(strlen(activation_row((enum activation)i)->name) >= 3);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(activation_row((enum activation)i)->name,
                                    activation_row((enum activation)k)->name);
    }
    assert_string_equal(activation_row(ACTIVATION_LEAKY_RELU)->name, "leaky_relu");
    assert_true(activation_row(ACTIVATION_SOFTMAX)->couples);
    assert_false(activation_row(ACTIVATION_SIGMOID)->couples);
}

static void test_values(void **state)
{
    (void)state;
    assert_true(one(ACTIVATION_IDENTITY, 0, -3.25) == -3.25);
    assert_close(one(ACTIVATION_SIGMOID, 0, 0.3775), 0.5932699921071872);
    assert_close(one(ACTIVATION_SIGMOID, 0, -1.2991), 0.2143165244489639);
    assert_close(one(ACTIVATION_TANH, 0, 0.5), 0.46211715726000973);
    assert_true(one(ACTIVATION_RELU, 0, -2) == 0 && one(ACTIVATION_RELU, 0, 2) == 2);
    assert_true(one(ACTIVATION_LEAKY_RELU, 0.01, -2) == -0.02);
    assert_true(one(ACTIVATION_LEAKY_RELU, 0.01, 2) == 2);
}

static void test_extremes(void **state)
{
    (void)state;
    assert_true(one(ACTIVATION_SIGMOID, 0, -800) == 0);
    assert_true(one(ACTIVATION_SIGMOID, 0, 800) == 1);
    assert_true(one(ACTIVATION_SIGMOID, 0, 40) == 1);
    assert_true(one(ACTIVATION_SIGMOID, 0, -40) > 0);
    assert_true(one(ACTIVATION_SIGMOID, 0, -(double)INFINITY) == 0);
    assert_true(one(ACTIVATION_TANH, 0, 1e300) == 1);
    /* NaN is never swallowed. */
    for (int i = 0; i < (int)activation_count(); i++)
        assert_true(isnan(one((enum activation)i, 0.01, (double)NAN)));
}

static void test_kinks(void **state)
{
    (void)state;
    assert_true(activation_slope(ACTIVATION_RELU, 0, 0, 0) == 0);
    assert_true(activation_slope(ACTIVATION_RELU, 0, 1e-300, 1e-300) == 1);
    assert_true(activation_slope(ACTIVATION_LEAKY_RELU, 0.2, 0, 0) == 0.2);
    assert_true(activation_slope(ACTIVATION_LEAKY_RELU, 0.2, 1, 1) == 1);
}

/* The slope against the central difference, at points away from the kinks. */
static void test_slopes(void **state)
{
    static const double points[] = {-3.7, -1.1, -0.3, 0.2, 0.9, 2.8};
    const double h = 1e-6;
    size_t nonzero = 0;

    (void)state;
    for (int i = 0; i < ACTIVATION_SOFTMAX; i++) {
        enum activation activation = (enum activation)i;

        for (size_t p = 0; p < sizeof points / sizeof *points; p++) {
            double z = points[p], a = one(activation, 0.1, z);
            double numeric = (one(activation, 0.1, z + h) - one(activation, 0.1, z - h)) / (2 * h);
            double slope = activation_slope(activation, 0.1, z, a);

            assert_true(fixture_close(slope, numeric, 1e-8));
            nonzero += slope != 0;
        }
    }
    assert_true(nonzero >= 5 * 6 - 3); /* all but relu's left side */
}

static void test_softmax(void **state)
{
    static const double z[] = {-2.85, 0.86, 0.28}, large[] = {1000, 999, -1000};
    static const double expected[] = {0.0154493156760736, 0.6311633536047087,
                                      0.35338733071921763};
    static const double expected_large[] = {0.7310585786300049, 0.26894142136999516, 0};
    double a[3];

    (void)state;
    activation_forward(ACTIVATION_SOFTMAX, 0, 3, z, a);
    fixture_assert_all_close(a, expected, 3);
    assert_close(a[0] + a[1] + a[2], 1);
    activation_forward(ACTIVATION_SOFTMAX, 0, 3, large, a);
    fixture_assert_all_close(a, expected_large, 3);
}

/* ∂a_j/∂z_k against differences, and backward against the sum over j. */
static void test_softmax_jacobian(void **state)
{
    static const double z[] = {0.3, -1.2, 0.9, 0.1}, da[] = {0.7, -0.2, 1.3, -2.1};
    const double h = 1e-6;
    double a[4], dz[4], plus[4], minus[4], moved[4], sums[4] = {0};

    (void)state;
    activation_forward(ACTIVATION_SOFTMAX, 0, 4, z, a);
    for (size_t k = 0; k < 4; k++) {
        memcpy(moved, z, sizeof moved);
        moved[k] = z[k] + h;
        activation_forward(ACTIVATION_SOFTMAX, 0, 4, moved, plus);
        moved[k] = z[k] - h;
        activation_forward(ACTIVATION_SOFTMAX, 0, 4, moved, minus);
        for (size_t j = 0; j < 4; j++) {
            double slope = activation_softmax_slope(a, j, k);

            assert_true(fixture_close(slope, (plus[j] - minus[j]) / (2 * h), 1e-8));
            assert_true((slope > 0) == (j == k));
            sums[k] += da[j] * slope;
        }
    }
    activation_backward(ACTIVATION_SOFTMAX, 0, 4, z, a, da, dz);
    for (size_t k = 0; k < 4; k++)
        assert_true(dz[k] == sums[k] && fabs(dz[k]) > 1e-3);
    assert_close(dz[0] + dz[1] + dz[2] + dz[3], 0);
}

static void test_backward_is_elementwise(void **state)
{
    static const double z[] = {0.5, -0.5}, da[] = {2, 3};
    double a[2], dz[2];

    (void)state;
    for (int i = 0; i < ACTIVATION_SOFTMAX; i++) {
        enum activation activation = (enum activation)i;

        activation_forward(activation, 0.25, 2, z, a);
        activation_backward(activation, 0.25, 2, z, a, da, dz);
        for (size_t j = 0; j < 2; j++)
            assert_true(dz[j] == da[j] * activation_slope(activation, 0.25, z[j], a[j]));
    }
    assert_true(dz[1] == 0.75); /* the last was leaky_relu */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_extremes),
        cmocka_unit_test(test_kinks),
        cmocka_unit_test(test_slopes),
        cmocka_unit_test(test_softmax),
        cmocka_unit_test(test_softmax_jacobian),
        cmocka_unit_test(test_backward_is_elementwise),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
