#include "fixture.h"

#include "engine/loss.h"

#include <math.h>
#include <string.h>

/* The loss of one output with z through the activation. */
static double one(enum loss loss, enum activation activation, double z, double t)
{
    double a, part;

    activation_forward(activation, 0.01, 1, &z, &a);
    return loss_forward(loss, activation, 1, &z, &a, &t, &part);
}

static void test_names(void **state)
{
    (void)state;
    assert_string_equal(loss_row(LOSS_HALF_SQUARED_ERROR)->name, "half_squared_error");
    assert_string_equal(loss_row(LOSS_MEAN_SQUARED_ERROR)->name, "mean_squared_error");
    assert_string_equal(loss_row(LOSS_BINARY_CROSS_ENTROPY)->name, "binary_cross_entropy");
    assert_string_equal(loss_row(LOSS_CROSS_ENTROPY)->name, "cross_entropy");
}

static void test_values(void **state)
{
    static const double a[] = {0.7513650695523157, 0.7729284653214625}, t[] = {0.01, 0.99};
    const double first = a[0] - t[0];
    double parts[2], loss;

    (void)state;
    loss = loss_forward(LOSS_HALF_SQUARED_ERROR, ACTIVATION_IDENTITY, 2, a, a, t, parts);
    assert_close(loss, 0.2983711087600027);
    assert_close(parts[0], 0.5 * first * first);
    /* The mean is over 2 outputs, without the half: the same total here. */
    loss = loss_forward(LOSS_MEAN_SQUARED_ERROR, ACTIVATION_IDENTITY, 2, a, a, t, parts);
    assert_close(loss, 0.2983711087600027);
    assert_close(parts[0], first * first);
    loss = loss_forward(LOSS_BINARY_CROSS_ENTROPY, ACTIVATION_IDENTITY, 2, a, a, t, parts);
    assert_close(loss, (parts[0] + parts[1]) / 2);
    assert_close(parts[0], -(0.01 * log(a[0]) + 0.99 * log(1 - a[0])));
    loss = loss_forward(LOSS_CROSS_ENTROPY, ACTIVATION_IDENTITY, 2, a, a, t, parts);
    assert_close(loss, parts[0] + parts[1]);
    assert_close(parts[1], -0.99 * log(a[1]));
}

static void test_factor(void **state)
{
    (void)state;
    assert_true(loss_factor(LOSS_HALF_SQUARED_ERROR, 4) == 1);
    assert_true(loss_factor(LOSS_CROSS_ENTROPY, 4) == 1);
    assert_true(loss_factor(LOSS_MEAN_SQUARED_ERROR, 4) == 0.25);
    assert_true(loss_factor(LOSS_BINARY_CROSS_ENTROPY, 4) == 0.25);
}

/* By way of z, a moderate case gives what the definition by way of a gives. */
static void test_from_z_as_from_a(void **state)
{
    static const double z[] = {0.3, -1.2, 0.9}, t[] = {0.2, 0.5, 0.3};
    static const enum activation activations[] = {ACTIVATION_SIGMOID, ACTIVATION_SOFTMAX};
    double a[3], parts[3];

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        double binary = 0, cross = 0;

        activation_forward(activations[i], 0, 3, z, a);
        for (size_t k = 0; k < 3; k++) {
            cross -= t[k] * log(a[k]);
            binary -= (t[k] * log(a[k]) + (1 - t[k]) * log(1 - a[k])) / 3;
        }
        assert_true(cross > 0.1 && binary > 0.1);
        assert_close(loss_forward(LOSS_CROSS_ENTROPY, activations[i], 3, z, a, t, parts), cross);
        assert_close(loss_forward(LOSS_BINARY_CROSS_ENTROPY, activations[i], 3, z, a, t, parts),
                     binary);
    }
}

static void test_saturation(void **state)
{
    static const double z[] = {1000, 999, -1000}, t[] = {0, 0, 1};
    double a[3], parts[3];

    (void)state;
    assert_close(one(LOSS_BINARY_CROSS_ENTROPY, ACTIVATION_SIGMOID, 40, 0), 40);
    assert_close(one(LOSS_BINARY_CROSS_ENTROPY, ACTIVATION_SIGMOID, -800, 1), 800);
    assert_true(one(LOSS_BINARY_CROSS_ENTROPY, ACTIVATION_SIGMOID, 800, 1) == 0);
    assert_true(one(LOSS_BINARY_CROSS_ENTROPY, ACTIVATION_SIGMOID, -800, 0) == 0);
    assert_close(one(LOSS_CROSS_ENTROPY, ACTIVATION_SIGMOID, -800, 1), 800);
    activation_forward(ACTIVATION_SOFTMAX, 0, 3, z, a);
    assert_close(loss_forward(LOSS_CROSS_ENTROPY, ACTIVATION_SOFTMAX, 3, z, a, t, parts),
                 2000.3132616875182);
    assert_true(parts[0] == 0 && parts[1] == 0);
}

/* 0 ln 0 = 0, on both sides; what has weight is infinite; NaN stays NaN. */
static void test_edges(void **state)
{
    static const double certain[] = {0, 1}, wrong[] = {1, 0}, none[] = {0, 0};
    const double nan[] = {(double)NAN, 0.5};
    double parts[2], da[2];

    (void)state;
    assert_true(loss_forward(LOSS_BINARY_CROSS_ENTROPY, ACTIVATION_IDENTITY, 2, certain, certain,
                             certain, parts) == 0);
    assert_true(loss_forward(LOSS_CROSS_ENTROPY, ACTIVATION_IDENTITY, 2, certain, certain,
                             certain, parts) == 0);
    assert_true(isinf(loss_forward(LOSS_BINARY_CROSS_ENTROPY, ACTIVATION_IDENTITY, 2, certain,
                                   certain, wrong, parts)));
    for (int i = 0; i < (int)loss_count(); i++)
        assert_true(isnan(loss_forward((enum loss)i, ACTIVATION_IDENTITY, 2, nan, nan, none,
                                       parts)));
    loss_backward(LOSS_CROSS_ENTROPY, 2, none, certain, da);
    assert_true(da[0] == 0 && isinf(da[1]) && da[1] < 0);
    loss_backward(LOSS_BINARY_CROSS_ENTROPY, 2, certain, certain, da);
    assert_true(da[0] == 0.5 && da[1] == -0.5);
}

/* ∂L/∂a against the central difference of the loss as a function of a. */
static void test_backward(void **state)
{
    static const double a[] = {0.3, 0.6, 0.8}, t[] = {0.9, 0.1, 0.4};
    const double h = 1e-6;

    (void)state;
    for (int i = 0; i < (int)loss_count(); i++) {
        enum loss loss = (enum loss)i;
        double da[3], parts[3], moved[3];

        loss_backward(loss, 3, a, t, da);
        for (size_t k = 0; k < 3; k++) {
            double plus, minus;

            memcpy(moved, a, sizeof moved);
            moved[k] = a[k] + h;
            plus = loss_forward(loss, ACTIVATION_IDENTITY, 3, moved, moved, t, parts);
            moved[k] = a[k] - h;
            minus = loss_forward(loss, ACTIVATION_IDENTITY, 3, moved, moved, t, parts);
            assert_true(fixture_close(da[k], (plus - minus) / (2 * h), 1e-8));
            assert_true(fabs(da[k]) > 1e-2);
        }
    }
}

/* The closed forms are what the long way gives, and hold where that fails. */
static void test_fused(void **state)
{
    static const double z[] = {0.3, -1.2, 0.9}, t[] = {0.2, 0.5, 0.4};
    static const double saturated = 40, zero = 0;
    size_t fused = 0;

    (void)state;
    for (int i = 0; i < (int)loss_count(); i++) {
        for (int k = 0; k < (int)activation_count(); k++) {
            enum loss loss = (enum loss)i;
            enum activation activation = (enum activation)k;
            double a[3], da[3], dz[3], closed[3];

            if (!loss_is_fused(loss, activation))
                continue;
            fused++;
            activation_forward(activation, 0, 3, z, a);
            loss_backward(loss, 3, a, t, da);
            activation_backward(activation, 0, 3, z, a, da, dz);
            loss_backward_fused(loss, 3, a, t, closed);
            fixture_assert_all_close(closed, dz, 3);
            assert_true(fabs(closed[0]) > 1e-3);
        }
    }
    assert_int_equal(fused, 2);
    {
        double a, dz;

        activation_forward(ACTIVATION_SIGMOID, 0, 1, &saturated, &a);
        loss_backward_fused(LOSS_BINARY_CROSS_ENTROPY, 1, &a, &zero, &dz);
        assert_true(dz == 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_factor),
        cmocka_unit_test(test_from_z_as_from_a),
        cmocka_unit_test(test_saturation),
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_backward),
        cmocka_unit_test(test_fused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
