/* All gradients by differences of the loss: backpropagation's, at a price that is counted. */
#include "fixture.h"

#include "engine/numeric_gradient.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void begin(const struct fixture *f, size_t samples, struct numeric_gradient *numeric)
{
    struct error err = {0};

    assert_true(numeric_gradient_init(numeric, &f->net, f->params, samples, &err));
    memcpy(numeric->model.data.x, f->data.x, samples * f->data.inputs * sizeof(double));
    memcpy(numeric->model.data.t, f->data.t, samples * f->data.targets * sizeof(double));
}

/* The parameters of the scratch copy are what they were. */
static void assert_untouched(const struct fixture *f, const struct numeric_gradient *numeric)
{
    assert_memory_equal(numeric->model.block, f->params, f->net.param_count * sizeof *f->params);
}

/* At every batch size, in slices of any size. */
static void test_agrees(void **state)
{
    size_t compared = 0;

    (void)state;
    for (int kind = 0; kind < FIXTURE_SMOOTH_KINDS; kind++) {
        for (size_t samples = 1; samples <= 5; samples++) {
            struct numeric_summary summary = {.least_digits = NUDGE_DIGITS_MAX};
            struct numeric_gradient numeric;
            struct fixture f;
            double *gradients;

            fixture_smooth(&f, kind);
            f.data.count = samples;
            gradients = fixture_gradients(&f);
            begin(&f, samples, &numeric);
            while (!numeric_gradient_advance(&numeric, 1 + 7 * samples))
                assert_true(numeric.passes < numeric_gradient_cost(&f.net, samples));
            assert_int_equal(numeric.passes, 2 * f.net.param_count * samples);
            assert_int_equal(numeric.passes, numeric_gradient_cost(&f.net, samples));
            for (size_t i = 0; i < f.net.param_count; i++) {
                struct nudge nudge;
                int digits;

                assert_true(gradients[i] != 0);
                if (nudge_digits(numeric.gradient[i], gradients[i]) < 6
                    && fabs(numeric.gradient[i] - gradients[i]) > numeric_gradient_noise(&numeric, i))
                    fail_msg("kind %d, parameter %zu: %.12g and %.12g", kind, i,
                             numeric.gradient[i], gradients[i]);
                assert_int_equal(numeric_gradient_judge(&numeric, i, gradients[i], &digits),
                                 NUMERIC_AGREES);
                numeric_summary_add(&summary, NUMERIC_AGREES, digits);
                /* The same bits and the same noise as from one nudge alone. */
                nudge_run(&numeric.model, i, &nudge);
                assert_true(nudge.numeric == numeric.gradient[i]);
                assert_true(fabs(nudge.noise / numeric_gradient_noise(&numeric, i) - 1) < 1e-6);
                compared++;
            }
            assert_int_equal(summary.counts[NUMERIC_AGREES], f.net.param_count);
            assert_true(summary.least_digits >= 4 && summary.least_digits < NUDGE_DIGITS_MAX);
            assert_untouched(&f, &numeric);
            numeric_gradient_finish(&numeric);
            free(gradients);
            f.data.count = 5;
            fixture_finish(&f);
        }
    }
    assert_true(compared > 300);
}

/* Never more than asked for, however many samples one parameter takes. */
static void test_slices(void **state)
{
    struct numeric_gradient numeric;
    struct fixture f;
    uint64_t before = 0, calls = 0;

    (void)state;
    fixture_smooth(&f, 0);
    begin(&f, 5, &numeric);
    while (!numeric_gradient_advance(&numeric, 1)) {
        assert_true(numeric.passes <= before + 2);
        before = numeric.passes;
        calls++;
    }
    /* One for each pair of passes, and for each sample's noise. */
    assert_int_equal(calls + 1, f.net.param_count * 5 + 5);
    assert_true(numeric_gradient_advance(&numeric, 1000));
    assert_int_equal(numeric.passes, numeric_gradient_cost(&f.net, 5));
    numeric_gradient_finish(&numeric);
    numeric_gradient_finish(&numeric); /* zeroed by the first */
    fixture_finish(&f);
}

/* A wrong gradient is seen, and named. */
static void test_wrong(void **state)
{
    struct numeric_gradient numeric;
    struct fixture f;
    double *gradients, error = 1, right;
    size_t worst, at;
    int digits;

    (void)state;
    fixture_smooth(&f, 1);
    gradients = fixture_gradients(&f);
    begin(&f, 5, &numeric);
    numeric_gradient_advance(&numeric, UINT64_MAX);
    assert_true(numeric_gradient_worst(&numeric, gradients, &worst, &error));
    assert_true(error < 1e-6);
    at = f.net.param_count / 2;
    right = gradients[at];
    gradients[at] = 1.01 * right;
    assert_int_equal(numeric_gradient_judge(&numeric, at, gradients[at], &digits), NUMERIC_DIFFERS);
    assert_true(digits < NUMERIC_DIGITS_LEAST);
    assert_true(numeric_gradient_worst(&numeric, gradients, &worst, &error));
    assert_int_equal(worst, at);
    assert_true(error > 1e-3);
    assert_int_equal(numeric_gradient_judge(&numeric, at, -right, &digits), NUMERIC_DIFFERS);
    assert_int_equal(digits, 0);
    assert_int_equal(numeric_gradient_judge(&numeric, at, (double)NAN, &digits), NUMERIC_NOT_FINITE);
    assert_int_equal(numeric_gradient_judge(&numeric, at, right, &digits), NUMERIC_AGREES);
    assert_untouched(&f, &numeric);
    numeric_gradient_finish(&numeric);
    free(gradients);
    fixture_finish(&f);
}

/* One input, a ReLU unit on its kink and one that is dead; nothing of them is held against
 * backpropagation. */
static void test_kink(void **state)
{
    const struct net_layer_spec layers[] = {{2, ACTIVATION_RELU, 0, true, true},
                                            {1, ACTIVATION_IDENTITY, 0, true, true}};
    const double x = 1, t = 1, params[] = {0.5, 0.5, -0.5, -9, 2, 2, 0.1};
    struct numeric_gradient numeric;
    struct numeric_summary summary = {.least_digits = NUDGE_DIGITS_MAX};
    struct fixture f;
    double *gradients, error;
    size_t worst;

    (void)state;
    fixture_init(&f, 1, layers, 2, LOSS_HALF_SQUARED_ERROR, 1);
    fixture_fill(&f, &x, &t, params);
    gradients = fixture_gradients(&f);
    begin(&f, 1, &numeric);
    numeric_gradient_advance(&numeric, UINT64_MAX);
    for (size_t i = 0; i < f.net.param_count; i++) {
        int digits;
        enum numeric_verdict verdict = numeric_gradient_judge(&numeric, i, gradients[i], &digits);

        numeric_summary_add(&summary, verdict, digits);
    }
    /* w and b of the unit on the kink; all the others agree, the dead unit's are 0 both ways. */
    assert_int_equal(summary.counts[NUMERIC_KINK], 2);
    assert_int_equal(summary.counts[NUMERIC_AGREES], 5);
    assert_true(numeric.kink[0] && numeric.kink[2]);
    assert_true(gradients[6] != 0 && numeric.gradient[1] == 0 && gradients[1] == 0);
    assert_true(numeric_gradient_worst(&numeric, gradients, &worst, &error));
    assert_true(error < 1e-6);
    numeric_gradient_finish(&numeric);
    free(gradients);
    fixture_finish(&f);
}

/* A saturated net: gradients that are lost in rounding are not called wrong. */
static void test_rounding(void **state)
{
    struct numeric_gradient numeric;
    struct fixture f;
    double *gradients;
    size_t lost = 0;

    (void)state;
    fixture_mazur(&f, true);
    for (size_t i = 0; i < 4; i++)
        f.params[f.net.layers[1].w + i] = 200;
    gradients = fixture_gradients(&f);
    begin(&f, 1, &numeric);
    numeric_gradient_advance(&numeric, UINT64_MAX);
    for (size_t i = 0; i < f.net.param_count; i++) {
        int digits;
        enum numeric_verdict verdict = numeric_gradient_judge(&numeric, i, gradients[i], &digits);

        assert_true(verdict == NUMERIC_AGREES || verdict == NUMERIC_ROUNDING);
        lost += verdict == NUMERIC_ROUNDING;
    }
    assert_true(lost > 0 && lost < f.net.param_count);
    numeric_gradient_finish(&numeric);
    free(gradients);
    fixture_finish(&f);
}

static void test_not_finite(void **state)
{
    struct numeric_gradient numeric;
    struct fixture f;
    int digits;

    (void)state;
    fixture_mazur(&f, false);
    f.params[f.net.layers[2].w] = (double)INFINITY;
    begin(&f, 1, &numeric);
    assert_true(numeric_gradient_advance(&numeric, UINT64_MAX));
    assert_int_equal(numeric.passes, 2 * f.net.param_count);
    assert_int_equal(numeric_gradient_judge(&numeric, f.net.layers[2].w, 0.0, &digits),
                     NUMERIC_NOT_FINITE);
    assert_untouched(&f, &numeric);
    numeric_gradient_finish(&numeric);
    fixture_finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_agrees),   cmocka_unit_test(test_slices),
        cmocka_unit_test(test_wrong),    cmocka_unit_test(test_kink),
        cmocka_unit_test(test_rounding), cmocka_unit_test(test_not_finite),
    };

    return cmocka_run_group_tests_name("numeric_gradient", tests, NULL, NULL);
}
