/* The loss itself is asked what a gradient is: one parameter, and its curve. */
#include "fixture.h"

#include "engine/check/judge.h"
#include "engine/check/nudge_profile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A model over the fixture's samples, with its parameters. */
static void copy_model(const struct fixture *f, struct nudge_model *model)
{
    struct error err = {0};

    assert_true(nudge_model_init(model, &f->net, f->params, f->data.count, &err));
    memcpy(model->data.x, f->data.x, f->data.count * f->data.inputs * sizeof(double));
    memcpy(model->data.t, f->data.t, f->data.count * f->data.targets * sizeof(double));
}

static void test_mazur(void **state)
{
    struct fixture f;
    struct nudge_model model;
    struct nudge nudge;
    double *block;
    size_t w5;

    (void)state;
    fixture_mazur(&f, false);
    w5 = f.net.layers[2].w;
    copy_model(&f, &model);
    nudge_run(&model, w5, &nudge);
    assert_true(nudge.w == 0.4);
    assert_true(fabs(nudge.slope.h - 1e-5) < 1e-15);
    assert_true(fabs(nudge.slope.loss - 0.2983711087600027) < 1e-15);
    /* Both losses are those of a forward pass with the parameter moved. */
    block = calloc(f.net.block_size, sizeof *block);
    memcpy(block, f.params, f.net.param_count * sizeof *block);
    block[w5] = nudge.w + 1e-5;
    assert_true(net_evaluate(&f.net, block, f.data.x, f.data.t) == nudge.plus);
    block[w5] = nudge.w - 1e-5;
    assert_true(net_evaluate(&f.net, block, f.data.x, f.data.t) == nudge.minus);
    free(block);
    assert_true(nudge.slope.value == (nudge.plus - nudge.minus) / (2 * nudge.slope.h));
    /* The published gradient. */
    assert_true(judge_digits(nudge.slope.value, 0.08216704056423078) >= 8);
    assert_true(nudge.slope.bound > 0 && nudge.slope.bound < 1e-9);
    assert_false(nudge.slope.kink);
    /* The copy is as it was. */
    assert_memory_equal(model.block, f.params, f.net.param_count * sizeof *f.params);
    nudge_model_finish(&model);
    fixture_finish(&f);
}

static void test_digits(void **state)
{
    (void)state;
    assert_int_equal(judge_digits(1.0, 1.0), JUDGE_DIGITS_MAX);
    assert_int_equal(judge_digits(0.0, -0.0), JUDGE_DIGITS_MAX);
    assert_int_equal(judge_digits(0.0821670405, 0.0821670414), 7);
    assert_int_equal(judge_digits(1.0, 1.1), 1);
    assert_int_equal(judge_digits(1.0, -1.0), 0);
    assert_int_equal(judge_digits(1e-300, 2e-300), 0);
    assert_int_equal(judge_digits(1e308, -1e308), 0);
    assert_int_equal(judge_digits(1.0, 0.0), 0);
    assert_int_equal(judge_digits((double)NAN, (double)NAN), 0);
    assert_int_equal(judge_digits((double)INFINITY, (double)INFINITY), 0);
}

/* One input, one ReLU unit, one output; z = 1 · w + b with b = -w: exactly on the kink. */
static void relu_net(struct fixture *f, double bias)
{
    const struct net_layer_spec layers[] = {{1, ACTIVATION_RELU, 0, true, true, false},
                                            {1, ACTIVATION_IDENTITY, 0, false, false, false}};
    const double x = 1, t = 1, params[] = {0.5, bias, 2};

    fixture_init(f, 1, layers, 2, LOSS_HALF_SQUARED_ERROR, 1);
    fixture_fill(f, &x, &t, params);
}

static void test_kink(void **state)
{
    struct nudge_profile profile;
    struct nudge_model model;
    struct nudge nudge;
    struct fixture f;

    (void)state;
    relu_net(&f, -0.5);
    copy_model(&f, &model);
    nudge_run(&model, 0, &nudge);
    assert_true(nudge.slope.kink);
    assert_false(judge_digits(nudge.slope.value, 0.0) > 0); /* relu'(0) = 0 is one side only */
    nudge_model_finish(&model);
    fixture_finish(&f);

    /* A dead unit: constant as far as h goes, and beyond. */
    relu_net(&f, -1000);
    copy_model(&f, &model);
    nudge_run(&model, 0, &nudge);
    assert_false(nudge.slope.kink);
    assert_true(nudge.slope.value == 0 && nudge.plus == 0.5 && nudge.minus == 0.5);
    nudge_profile_start(&profile, &nudge, 0.0, 11);
    while (!nudge_profile_advance(&profile, &model, 3))
        continue;
    for (size_t i = 0; i < 11; i++)
        assert_true(profile.height[i] == 0.5);
    assert_true(profile.reach > 0 && isfinite(profile.reach));
    nudge_model_finish(&model);
    fixture_finish(&f);
}

static void test_not_finite(void **state)
{
    static const double bad[] = {(double)NAN, (double)INFINITY, -(double)INFINITY, 1e308};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct nudge_profile profile;
        struct nudge_model model;
        struct nudge nudge;
        struct fixture f;

        fixture_mazur(&f, true);
        f.params[f.net.layers[2].w] = bad[i];
        copy_model(&f, &model);
        for (size_t param = 0; param < f.net.param_count; param++) {
            nudge_run(&model, param, &nudge);
            nudge_profile_start(&profile, &nudge, (double)NAN, NUDGE_POINTS_MAX);
            while (!nudge_profile_advance(&profile, &model, 10))
                continue;
            assert_int_equal(profile.done, profile.count);
        }
        assert_memory_equal(model.block, f.params, f.net.param_count * sizeof *f.params);
        nudge_model_finish(&model);
        fixture_finish(&f);
    }
}

static void test_profile(void **state)
{
    struct fixture f;
    struct nudge_model model;
    double *gradients;

    (void)state;
    fixture_smooth(&f, 0);
    gradients = fixture_gradients(&f);
    copy_model(&f, &model);
    for (size_t param = 0; param < f.net.param_count; param++) {
        struct nudge_profile profile, again;
        struct nudge nudge;
        double step = -0.5 * gradients[param];

        nudge_run(&model, param, &nudge);
        nudge_profile_start(&profile, &nudge, step, 51);
        while (!nudge_profile_advance(&profile, &model, 7))
            continue;
        /* Today's point is on the curve, in its middle; the curve is L. */
        assert_true(profile.value[25] == f.params[param]);
        assert_true(profile.height[25] == nudge_loss(&model, param, f.params[param]));
        assert_true(profile.height[3] == nudge_loss(&model, param, profile.value[3]));
        assert_true(judge_digits(profile.slope, gradients[param]) >= 6);
        /* The step is on the picture. */
        assert_true(fabs(step) < profile.reach);
        for (size_t i = 1; i < 51; i++)
            assert_true(profile.value[i] > profile.value[i - 1]);
        /* In one go it is the same. */
        nudge_profile_start(&again, &nudge, step, 51);
        assert_true(nudge_profile_advance(&again, &model, 100000));
        assert_memory_equal(profile.height, again.height, sizeof profile.height);
        assert_memory_equal(profile.value, again.value, sizeof profile.value);
    }
    assert_memory_equal(model.block, f.params, f.net.param_count * sizeof *f.params);
    nudge_model_finish(&model);
    free(gradients);
    fixture_finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mazur),      cmocka_unit_test(test_digits),
        cmocka_unit_test(test_kink),       cmocka_unit_test(test_not_finite),
        cmocka_unit_test(test_profile),
    };

    return cmocka_run_group_tests_name("nudge", tests, NULL, NULL);
}
