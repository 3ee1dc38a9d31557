#include "fixture.h"

#include "engine/check/gradcheck.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALL = 100000 };

/* A 3-4-3 net. The hidden values are at most 4 in magnitude, the output weights
 * at most 0.03 and its biases 0.5: so every activation gives outputs in (0, 1),
 * where all losses are finite. */
static void output_net(struct fixture *f, enum activation hidden, enum activation output,
                       enum loss loss)
{
    const struct net_layer_spec layers[] = {
        {4, hidden, 0.1, true, true, false},
        {3, output, 0.1, true, false, false}, /* untrained biases are checked too */
    };

    fixture_init(f, 3, layers, 2, loss, 5);
    fixture_randomize(f, 17);
    for (size_t i = f->net.layers[2].w; i < f->net.layers[2].b; i++)
        f->params[i] *= 0.03;
    for (size_t j = 0; j < 3; j++)
        f->params[f->net.layers[2].b + j] = 0.5;
}

static void check(struct fixture *f, const char *what)
{
    struct gradcheck result;
    struct error err = {0};
    size_t params = f->net.param_count;

    assert_true(gradcheck_run(&f->net, &f->data, f->params, NULL, 0.0, ALL, &result, &err));
    if (result.summary.counts[JUDGE_DIFFERS] > 0)
        fail_msg("%s: parameter %zu: numeric %.12g, backpropagated %.12g", what,
                 result.worst_param, result.worst_numeric, result.worst_backprop);
    assert_int_equal(result.tried, params);
    assert_int_equal(result.tried, result.summary.counts[JUDGE_AGREES] + judge_untold(&result.summary));
    /* A finite difference is never all there. */
    assert_true(result.worst > 0 && result.worst < 1e-4 && result.worst_param < params);
    assert_true(result.summary.least_digits >= 3 && result.summary.least_digits < JUDGE_DIGITS_MAX);
    /* Not vacuous: most parameters are compared and have a gradient. */
    if (result.summary.counts[JUDGE_AGREES] <= params * 3 / 4)
        fail_msg("%s: only %zu of %zu agree", what, result.summary.counts[JUDGE_AGREES], params);
    assert_true(result.nonzero > params / 2);
}

/* The cross-entropies are of outputs between 0 and 1; output_net's are near f(0.5). Slopes of 1 and -1
 * cancel in a softmax. */
static bool outputs_fit(enum activation output, enum loss loss)
{
    double z = 0.5, a;

    if (activation_row(output)->couples && strcmp(loss_row(loss)->name, "mean_absolute_error") == 0)
        return false;
    activation_forward(output, 0.1, 1, &z, &a);
    return !loss_row(loss)->fused || activation_row(output)->bounded || a < 0.9;
}

static void test_every_pair(void **state)
{
    (void)state;
    for (int h = 0; h < (int)activation_count(); h++)
        for (int o = 0; o < (int)activation_count(); o++)
            for (int l = 0; l < (int)loss_count(); l++) {
                struct fixture f;
                char what[100];

                if (activation_row((enum activation)h)->couples ||
                    !outputs_fit((enum activation)o, (enum loss)l))
                    continue;
                snprintf(what, sizeof what, "%s, %s, %s",
                         activation_row((enum activation)h)->name, activation_row((enum activation)o)->name,
                         loss_row((enum loss)l)->name);
                output_net(&f, (enum activation)h, (enum activation)o, (enum loss)l);
                check(&f, what);
                fixture_finish(&f);
            }
}

static void test_deep_net(void **state)
{
    const struct net_layer_spec layers[] = {
        {5, ACTIVATION_TANH, 0, true, true, false},      {4, ACTIVATION_LEAKY_RELU, 0.3, true, true, false},
        {6, ACTIVATION_SIGMOID, 0, false, false, false}, {3, ACTIVATION_RELU, 0, true, true, false},
        {2, ACTIVATION_SOFTMAX, 0, true, true, false},
    };
    struct fixture f;

    (void)state;
    fixture_init(&f, 3, layers, 5, LOSS_CROSS_ENTROPY, 6);
    fixture_randomize(&f, 5); /* targets that do not sum to 1 */
    check(&f, "deep");
    fixture_finish(&f);
}

/* A unit exactly at its kink has no derivative to compare with. */
static void test_kinks_are_left_out(void **state)
{
    const struct net_layer_spec layer = {2, ACTIVATION_RELU, 0, true, true, false};
    static const double x[] = {1}, t[] = {3, 3}, params[] = {0, 2, 0, 0.5};
    struct gradcheck result;
    struct fixture f;

    (void)state;
    fixture_init(&f, 1, &layer, 1, LOSS_HALF_SQUARED_ERROR, 1);
    fixture_fill(&f, x, t, params);
    assert_true(gradcheck_run(&f.net, &f.data, f.params, NULL, 0.0, ALL, &result, NULL));
    assert_int_equal(result.summary.counts[JUDGE_KINK], 2); /* w and b of the first unit, z = 0 */
    assert_int_equal(result.summary.counts[JUDGE_AGREES], 2);
    assert_int_equal(result.nonzero, 2);
    assert_true(result.worst < 1e-6);
    fixture_finish(&f);
}

static void test_samples_large_nets(void **state)
{
    const struct net_layer_spec layers[] = {
        {30, ACTIVATION_TANH, 0, true, true, false},
        {10, ACTIVATION_SIGMOID, 0, true, true, false},
    };
    struct gradcheck result;
    struct fixture f;

    (void)state;
    fixture_init(&f, 20, layers, 2, LOSS_BINARY_CROSS_ENTROPY, 200);
    fixture_randomize(&f, 3);
    assert_true(gradcheck_run(&f.net, &f.data, f.params, NULL, 0.0, 25, &result, NULL));
    assert_int_equal(result.tried, 25);
    assert_int_equal(result.summary.counts[JUDGE_AGREES], 25);
    assert_int_equal(result.nonzero, 25);
    assert_true(result.worst < 1e-6);
    assert_true(result.worst_param < f.net.param_count);
    fixture_finish(&f);
}

/* Numbers that are not finite are counted, and do not hide the others. */
static void test_non_finite(void **state)
{
    struct gradcheck result;
    struct fixture f;
    double gradients[12] = {0};

    (void)state;
    fixture_mazur(&f, true);
    gradients[3] = (double)INFINITY; /* the rest 0: wrong */
    assert_true(gradcheck_run(&f.net, &f.data, f.params, gradients, 0.0, ALL, &result, NULL));
    assert_int_equal(result.summary.counts[JUDGE_DIFFERS], 12); /* one side only is a difference */
    assert_true(isinf(result.worst));
    assert_int_equal(result.worst_param, 3);
    f.params[0] = (double)NAN;
    assert_true(gradcheck_run(&f.net, &f.data, f.params, NULL, 0.0, ALL, &result, NULL));
    assert_int_equal(result.summary.counts[JUDGE_NOT_FINITE], 12);
    assert_true(result.worst == 0);
    fixture_finish(&f);
}

/* A chain of `depth` layers of `width` tanh units and one output. */
static void chain_net(struct fixture *f, size_t depth, size_t width, bool biases, double scale)
{
    struct net_layer_spec layers[NET_LAYERS_MAX];

    for (size_t l = 0; l < depth; l++)
        layers[l] = (struct net_layer_spec){l + 1 < depth ? width : 1, ACTIVATION_TANH, 0, biases,
                                            biases, false};
    fixture_init(f, 2, layers, depth, LOSS_HALF_SQUARED_ERROR, 4);
    fixture_randomize(f, 11);
    for (size_t i = 0; i < f->net.param_count; i++)
        f->params[i] *= scale;
}

/* Gradients so small that the difference is mostly rounding are not called wrong. */
static void test_rounding_is_not_a_mistake(void **state)
{
    static const struct {
        size_t depth, width;
        bool biases;
        double scale;
    } nets[] = {
        {64, 1, false, 1},    {64, 1, true, 1},       {64, 8, false, 0.5},
        {64, 8, false, 0.9},  {64, 8, true, 1},       {16, 3, false, 0.3},
        {2, 4096, true, 1e-4}, {2, 4096, false, 1e-2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof nets / sizeof *nets; i++) {
        struct gradcheck result;
        struct fixture f;

        chain_net(&f, nets[i].depth, nets[i].width, nets[i].biases, nets[i].scale);
        assert_true(gradcheck_run(&f.net, &f.data, f.params, NULL, 0.0, 500, &result, NULL));
        if (result.summary.counts[JUDGE_DIFFERS] > 0)
            fail_msg("net %zu: parameter %zu: numeric %.12g, backpropagated %.12g", i,
                     result.worst_param, result.worst_numeric, result.worst_backprop);
        assert_true(result.tried >= 64);
        fixture_finish(&f);
    }
}

/* The right mean gradients; owned by the caller. */
static double *right_gradients(const struct fixture *f)
{
    double *block = calloc(f->net.block_size, sizeof *block);
    size_t count = f->net.param_count;

    assert_non_null(block);
    memcpy(block, f->params, count * sizeof *block);
    for (size_t s = 0; s < f->data.count; s++) {
        net_evaluate(&f->net, block, dataset_x(&f->data, s), dataset_t(&f->data, s));
        for (size_t l = f->net.layer_count; l >= 1; l--)
            net_backward(&f->net, block, l);
    }
    for (size_t i = 0; i < count; i++)
        block[i] = block[count + i] / (double)f->data.count;
    return block;
}

/* The largest error of what differs, and where; 0: nothing does. */
static double worst_of(const struct fixture *f, const double *gradients, size_t *param)
{
    struct gradcheck result;

    assert_true(gradcheck_run(&f->net, &f->data, f->params, gradients, 0.0, ALL, &result, NULL));
    assert_int_equal(result.tried, f->net.param_count);
    *param = result.worst_param;
    return result.summary.counts[JUDGE_DIFFERS] > 0 ? result.worst : 0.0;
}

/* A sign, a factor, one weight off by a thousandth: at several depths. */
static void test_faults_are_found(void **state)
{
    static const size_t depths[] = {1, 2, 4, 8, 16};
    static const double factors[] = {-1, 2, 0.5, 0};

    (void)state;
    for (size_t i = 0; i < sizeof depths / sizeof *depths; i++) {
        struct fixture f;
        double *gradients;
        size_t param, count;

        chain_net(&f, depths[i], 4, true, 1);
        count = f.net.param_count;
        gradients = right_gradients(&f);
        assert_true(worst_of(&f, gradients, &param) < 1e-6);
        for (size_t k = 0; k < sizeof factors / sizeof *factors; k++) {
            for (size_t p = 0; p < count; p++)
                gradients[p] *= factors[k];
            assert_true(worst_of(&f, gradients, &param) > 0.4);
            free(gradients);
            gradients = right_gradients(&f);
        }
        for (size_t l = 1; l <= depths[i]; l++) {
            size_t one = f.net.layers[l].w + f.net.layers[l].in - 1;
            double right = gradients[one];

            gradients[one] *= 1.001;
            assert_true(worst_of(&f, gradients, &param) > 1e-5);
            assert_int_equal(param, one);
            gradients[one] = right;
        }
        free(gradients);
        fixture_finish(&f);
    }
}

/* Gradients propagated as if one layer were linear: its slopes are missing. */
static void test_a_missing_slope_is_found(void **state)
{
    (void)state;
    for (size_t l = 1; l <= 8; l++) {
        struct fixture f;
        double *block;
        size_t param, count;

        chain_net(&f, 8, 4, true, 1);
        count = f.net.param_count;
        block = calloc(f.net.block_size, sizeof *block);
        assert_non_null(block);
        memcpy(block, f.params, count * sizeof *block);
        for (size_t s = 0; s < f.data.count; s++) {
            net_evaluate(&f.net, block, dataset_x(&f.data, s), dataset_t(&f.data, s));
            f.net.layers[l].activation = ACTIVATION_IDENTITY;
            for (size_t k = 8; k >= 1; k--)
                net_backward(&f.net, block, k);
            f.net.layers[l].activation = ACTIVATION_TANH;
        }
        for (size_t i = 0; i < count; i++)
            block[count + i] /= (double)f.data.count;
        assert_true(worst_of(&f, &block[count], &param) > 1e-3);
        assert_true(param < f.net.layers[l].b + f.net.layers[l].out); /* there or below */
        free(block);
        fixture_finish(&f);
    }
}

/* Of the objective J = L + s: the first weight's difference grows by λw, and so does what it is
 * compared with; a bias stays as it is. */
static void test_penalty(void **state)
{
    struct gradcheck plain, penalised;
    struct error err = {0};
    struct fixture f;

    (void)state;
    output_net(&f, ACTIVATION_TANH, ACTIVATION_SIGMOID, LOSS_HALF_SQUARED_ERROR);
    assert_true(gradcheck_run(&f.net, &f.data, f.params, NULL, 0.0, 1, &plain, &err));
    assert_true(gradcheck_run(&f.net, &f.data, f.params, NULL, 0.5, 1, &penalised, &err));
    assert_int_equal(penalised.summary.counts[JUDGE_AGREES], 1);
    assert_true(fabs(f.params[0]) > 0.01);
    assert_true(fabs(penalised.worst_numeric - plain.worst_numeric - 0.5 * f.params[0]) < 1e-8);
    assert_true(fabs(penalised.worst_backprop - plain.worst_backprop - 0.5 * f.params[0]) < 1e-15);
    assert_true(gradcheck_run(&f.net, &f.data, f.params, NULL, 0.5, ALL, &penalised, &err));
    assert_true(penalised.summary.counts[JUDGE_AGREES] == f.net.param_count);
    fixture_finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_pair),
        cmocka_unit_test(test_deep_net),
        cmocka_unit_test(test_penalty),
        cmocka_unit_test(test_kinks_are_left_out),
        cmocka_unit_test(test_samples_large_nets),
        cmocka_unit_test(test_non_finite),
        cmocka_unit_test(test_rounding_is_not_a_mistake),
        cmocka_unit_test(test_faults_are_found),
        cmocka_unit_test(test_a_missing_slope_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
