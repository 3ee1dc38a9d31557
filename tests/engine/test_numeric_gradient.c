/* All gradients by differences of the loss: backpropagation's, at a price that is counted. */
#include "fixture.h"

#include "engine/check/judge.h"
#include "engine/check/numeric_gradient.h"

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

static enum judge_verdict verdict_of(const struct numeric_gradient *numeric, size_t param, double backprop)
{
    return judge(&numeric->slopes[param], backprop);
}

/* The difference of the mean loss by whole passes, in the same order. */
static double by_whole_passes(const struct fixture *f, size_t param, double h)
{
    const double count = (double)f->data.count;
    double *block = test_malloc(f->net.block_size * sizeof *block), difference = 0;
    const double w = f->params[param];
    const double up = w + h, down = w - h;

    memcpy(block, f->params, f->net.param_count * sizeof *block);
    for (size_t s = 0; s < f->data.count; s++) {
        block[param] = up;
        difference += net_evaluate(&f->net, block, dataset_x(&f->data, s), dataset_t(&f->data, s));
        block[param] = down;
        difference -= net_evaluate(&f->net, block, dataset_x(&f->data, s), dataset_t(&f->data, s));
    }
    test_free(block);
    return difference / (up - down) / count;
}

/* The largest power of ten that makes this slope's h, which is h as it came out. */
static double power_of(double h)
{
    double power = 1e-5;

    while (power > 1.5 * h)
        power /= 10;
    while (power * 10 < 1.5 * h)
        power *= 10;
    return power;
}

/* At every batch size, in slices of any size. */
static void test_agrees(void **state)
{
    size_t compared = 0;

    (void)state;
    for (int kind = 0; kind < FIXTURE_SMOOTH_KINDS; kind++) {
        for (size_t samples = 1; samples <= 5; samples++) {
            struct judge_summary summary = {.least_digits = JUDGE_DIGITS_MAX};
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

                assert_true(gradients[i] != 0);
                if (verdict_of(&numeric, i, gradients[i]) != JUDGE_AGREES)
                    fail_msg("kind %d, parameter %zu: %.12g and %.12g", kind, i,
                             numeric.slopes[i].value, gradients[i]);
                judge_add(&summary, JUDGE_AGREES, judge_digits(numeric.slopes[i].value, gradients[i]));
                /* What is not moved is not computed again, which changes no bit. */
                assert_true(numeric.slopes[i].value ==
                            by_whole_passes(&f, i, power_of(numeric.slopes[i].h)));
                /* The same bits and the same bound as from one nudge alone. */
                nudge_run(&numeric.model, i, &nudge);
                assert_true(nudge.slope.value == numeric.slopes[i].value);
                assert_true(nudge.slope.bound == numeric.slopes[i].bound);
                compared++;
            }
            assert_int_equal(summary.counts[JUDGE_AGREES], f.net.param_count);
            assert_true(summary.least_digits >= 4 && summary.least_digits < JUDGE_DIGITS_MAX);
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
    double *gradients, right;
    size_t at;

    (void)state;
    fixture_smooth(&f, 1);
    gradients = fixture_gradients(&f);
    begin(&f, 5, &numeric);
    numeric_gradient_advance(&numeric, UINT64_MAX);
    at = f.net.param_count / 2;
    right = gradients[at];
    assert_int_equal(verdict_of(&numeric, at, 1.00001 * right), JUDGE_DIFFERS);
    assert_int_equal(verdict_of(&numeric, at, -right), JUDGE_DIFFERS);
    assert_int_equal(verdict_of(&numeric, at, (double)NAN), JUDGE_DIFFERS);
    assert_int_equal(verdict_of(&numeric, at, right), JUDGE_AGREES);
    assert_untouched(&f, &numeric);
    numeric_gradient_finish(&numeric);
    free(gradients);
    fixture_finish(&f);
}

/* One input, a ReLU unit on its kink and one that is dead; nothing of them is held against
 * backpropagation. */
static void test_kink(void **state)
{
    const struct net_layer_spec layers[] = {{2, ACTIVATION_RELU, 0, true, true, false},
                                            {1, ACTIVATION_IDENTITY, 0, true, true, false}};
    const double x = 1, t = 1, params[] = {0.5, 0.5, -0.5, -9, 2, 2, 0.1};
    struct numeric_gradient numeric;
    struct judge_summary summary = {.least_digits = JUDGE_DIGITS_MAX};
    struct fixture f;
    double *gradients;

    (void)state;
    fixture_init(&f, 1, layers, 2, LOSS_HALF_SQUARED_ERROR, 1);
    fixture_fill(&f, &x, &t, params);
    gradients = fixture_gradients(&f);
    begin(&f, 1, &numeric);
    numeric_gradient_advance(&numeric, UINT64_MAX);
    for (size_t i = 0; i < f.net.param_count; i++) {
        judge_add(&summary, verdict_of(&numeric, i, gradients[i]), 0);
    }
    /* w and b of the unit on the kink; all the others agree, the dead unit's are 0 both ways. */
    assert_int_equal(summary.counts[JUDGE_KINK], 2);
    assert_int_equal(summary.counts[JUDGE_AGREES], 5);
    assert_true(numeric.slopes[0].kink && numeric.slopes[2].kink);
    assert_true(gradients[6] != 0 && numeric.slopes[1].value == 0 && gradients[1] == 0);
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
        enum judge_verdict verdict = verdict_of(&numeric, i, gradients[i]);

        assert_true(verdict == JUDGE_AGREES || verdict == JUDGE_ROUNDING);
        lost += verdict == JUDGE_ROUNDING;
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

    (void)state;
    fixture_mazur(&f, false);
    f.params[f.net.layers[2].w] = (double)INFINITY;
    begin(&f, 1, &numeric);
    assert_true(numeric_gradient_advance(&numeric, UINT64_MAX));
    assert_int_equal(numeric.passes, 2 * f.net.param_count);
    assert_int_equal(verdict_of(&numeric, f.net.layers[2].w, 0.0), JUDGE_NOT_FINITE);
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
