/*
 * The step machine against reference numbers.
 */
#include "fixture.h"

#include <math.h>
#include <stdlib.h>

/* Reference numbers are from NumPy and PyTorch in double precision; tests/data has
 * the whole traces, which the trace command is compared with. */

static void expect_params(const struct fixture *f, const double *expected, size_t count)
{
    assert_int_equal(f->net.param_count, count);
    fixture_assert_all_close(f->stepper.block, expected, count);
}

#define EXPECT_PARAMS(f, expected) expect_params((f), (expected), sizeof(expected) / sizeof(double))

static void test_mazur(void **state)
{
    static const double hidden_z[] = {0.3775, 0.3925};
    static const double hidden_a[] = {0.5932699921071872, 0.596884378259767};
    static const double output_a[] = {0.7513650695523157, 0.7729284653214625};
    static const double output_dz[] = {0.13849856162855698, -0.03809823651655623};
    static const double hidden_da[] = {0.03635030639314468, 0.04137032264874471};
    static const double gradients[] = {
        0.00043856773447434685, 0.0008771354689486937, 0.0004977127352608601,
        0.0009954254705217202, 0.008771354689486937,  0.009954254705217202,
        0.08216704056423078,   0.08266762784753326,   -0.022602540477475067,
        -0.02274024221597822,  0.13849856162855698,   -0.03809823651655623};
    static const double after[] = {
        0.1497807161327628,  0.19956143226552567, 0.24975114363236958, 0.29950228726473915,
        0.35,                0.35,                0.35891647971788465, 0.4086661860762334,
        0.5113012702387375,  0.5613701211079891,  0.60,                0.60};
    struct fixture f;
    double *scratch, *block;

    (void)state;
    fixture_mazur(&f, false);
    fixture_start(&f);
    fixture_run(&f, 1);
    block = f.stepper.block;
    fixture_assert_all_close(block + f.net.layers[1].z, hidden_z, 2);
    fixture_assert_all_close(block + f.net.layers[1].a, hidden_a, 2);
    fixture_assert_all_close(block + f.net.layers[2].a, output_a, 2);
    assert_close(fixture_loss(&f), 0.2983711087600027);
    fixture_assert_all_close(block + f.net.layers[2].dz, output_dz, 2);
    fixture_assert_all_close(block + f.net.layers[1].da, hidden_da, 2);
    fixture_assert_all_close(block + f.net.param_count, gradients, 12);
    EXPECT_PARAMS(&f, after);
    /* Not 0.291027924, which comes from using the new weights in the backward pass. */
    scratch = calloc(f.net.block_size, sizeof *scratch);
    assert_non_null(scratch);
    assert_close(stepper_batch_loss_now(&f.stepper, scratch), 0.29102777369359933);
    fixture_run(&f, 9999);
    assert_close(fixture_loss(&f), 3.510854812251263e-05);
    assert_close(stepper_batch_loss_now(&f.stepper, scratch), 3.510187782978859e-05);
    free(scratch);
    fixture_finish(&f);
}

static void test_mazur_biases(void **state)
{
    static const double after[] = {
        0.1494190486648215,  0.19883809732964303, 0.2493262941240676,  0.2986525882481352,
        0.33838097329643024, 0.33652588248135157, 0.27407584880268315, 0.32333833665701084,
        0.5324650592233251,  0.5826555241253443,  0.3873701086252268,  0.6548150558921426};
    struct fixture f;

    (void)state;
    fixture_mazur(&f, true);
    fixture_start(&f);
    fixture_run(&f, 2);
    assert_close(fixture_loss(&f), 0.28047144679143016);
    fixture_run(&f, 1);
    EXPECT_PARAMS(&f, after);
    fixture_finish(&f);
}

/* Two batches of two samples, two epochs, mean squared error. */
static void test_minibatches(void **state)
{
    static const struct net_layer_spec layers[] = {
        {3, ACTIVATION_SIGMOID, 0, true, true, false}, {1, ACTIVATION_SIGMOID, 0, true, true, false}};
    static const double x[] = {0, 0, 0, 1, 1, 0, 1, 1}, t[] = {0, 1, 1, 0};
    static const double params[] = {-0.8287, -0.5264, 0.6025,  0.1643,  -0.8117, -0.1337, -0.7727,
                                    -0.2175, 0.0335,  -0.0419, -0.6805, 0.4692,  -0.1387};
    static const double losses[] = {0.258318733808733, 0.25530317631461613, 0.25620901614648667,
                                    0.25238641665786093};
    static const double after[] = {
        -0.8293331798382414,   -0.5270852579463121, 0.592277533338758,
        0.15360273790458773,   -0.8047385729880098, -0.12465269043516292,
        -0.7732603702414296,   -0.23355440017576848, 0.04436728669129055,
        -0.03228160258006315,  -0.6271279492010341, 0.5023367326588893,
        -0.04528829456000304};
    struct fixture f;

    (void)state;
    fixture_init(&f, 2, layers, 2, LOSS_MEAN_SQUARED_ERROR, 4);
    fixture_fill(&f, x, t, params);
    f.training.batch = 2;
    f.training.optimizer.learning_rate = 0.7;
    fixture_start(&f);
    for (size_t i = 0; i < 4; i++) {
        fixture_run(&f, 1);
        assert_close(fixture_loss(&f), losses[i]);
    }
    EXPECT_PARAMS(&f, after);
    assert_int_equal(f.stepper.state.epoch, 2);
    fixture_finish(&f);
}

static void test_binary_cross_entropy(void **state)
{
    static const struct net_layer_spec layers[] = {
        {2, ACTIVATION_TANH, 0, true, true, false}, {1, ACTIVATION_SIGMOID, 0, true, true, false}};
    static const double x[] = {0, 0, 0, 1, 1, 0, 1, 1}, t[] = {0, 1, 1, 0};
    static const double params[] = {0.6, -0.4, -0.3, 0.7, 0.1, -0.2, 0.5, 0.9, 0.05};
    static const double after[] = {0.5271563931000106,    -0.46484135881921723,
                                   -0.4649590287729373,   0.5886983455596128,
                                   -0.004576284329615876, -0.3686655052380995,
                                   0.512419437266441,     0.8622309544903295,
                                   0.09424870950490778};
    struct fixture f;

    (void)state;
    fixture_init(&f, 2, layers, 2, LOSS_BINARY_CROSS_ENTROPY, 4);
    fixture_fill(&f, x, t, params);
    f.training.optimizer.learning_rate = 1;
    fixture_start(&f);
    fixture_run(&f, 5);
    assert_close(fixture_loss(&f), 0.6864057862466049);
    EXPECT_PARAMS(&f, after);
    fixture_finish(&f);
}

static void test_softmax_cross_entropy(void **state)
{
    static const struct net_layer_spec layers[] = {
        {3, ACTIVATION_RELU, 0, true, true, false}, {3, ACTIVATION_SOFTMAX, 0, true, true, false}};
    static const double x[] = {1, 0.5, -0.3, 1.2, 0.4, -0.8}, t[] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    static const double params[] = {0.506,   0.1905,  0.3776, -0.7396, 0.2353,  0.8655,  0.358,
                                    -0.501,  -0.5674, -0.1379, -0.6977, 0.8249, 0.3168,  -0.5451,
                                    0.3097,  0.8869,  -0.5229, 0.6369, 0.8175,  -0.2872, -0.1055};
    static const double after[] = {
        0.36990305235179294,  -0.105719287213569,   0.4001886342163279,   -0.7847772684326558,
        0.3654510917114104,   0.7251301080539939,   0.43511461548268354,  -0.4445284144591803,
        -0.6350852558013487,  -0.07172455645530137, -0.7583076264765022,  0.7769278106721369,
        0.3069631283205368,   -0.5753577453223531,  0.4182062855399872,   0.8305614281347647,
        -0.4320346282011447,  0.5763659037878759,   0.6380736827405383,   -0.10429601314493639,
        -0.1089776695956018};
    struct fixture f;

    (void)state;
    fixture_init(&f, 2, layers, 2, LOSS_CROSS_ENTROPY, 3);
    fixture_fill(&f, x, t, params);
    f.training.optimizer.learning_rate = 0.5;
    fixture_start(&f);
    fixture_run(&f, 3);
    assert_close(fixture_loss(&f), 1.1613374286312825);
    EXPECT_PARAMS(&f, after);
    fixture_finish(&f);
}

static void test_regression(void **state)
{
    static const struct net_layer_spec layers[] = {
        {3, ACTIVATION_TANH, 0, true, true, false}, {1, ACTIVATION_IDENTITY, 0, true, true, false}};
    static const double x[] = {0.5, -0.2, -1, 0.3, 0.1, 0.9}, t[] = {0.4, -0.6, 0.2};
    static const double params[] = {-0.5943, -0.0012, 0.1624, -0.7541, -0.5633, 0.6851, 0.195,
                                    -0.2096, 0.0182,  -0.6873, -0.5924, 0.7173, 0.2605};
    static const double after[] = {
        -0.7528871321569267,  0.12988122062044888,  0.023275874400343614, -0.6781994196963422,
        -0.4254578418252598,  0.5871952661517377,   0.23832175763316554,  -0.15548106368707595,
        -0.05826231339834071, -0.9154929003799602,  -0.389198917744483,   0.4408963074064243,
        0.053858849399994094};
    struct fixture f;

    (void)state;
    fixture_init(&f, 2, layers, 2, LOSS_MEAN_SQUARED_ERROR, 3);
    fixture_fill(&f, x, t, params);
    fixture_start(&f);
    fixture_run(&f, 6);
    assert_close(fixture_loss(&f), 0.09492074233083508);
    EXPECT_PARAMS(&f, after);
    fixture_finish(&f);
}

/* Nielsen's saturated neuron: wrong, and slow to learn. */
static void test_saturated_neuron(void **state)
{
    static const struct net_layer_spec layer = {1, ACTIVATION_SIGMOID, 0, true, true, false};
    static const double x[] = {1}, t[] = {0}, params[] = {2, 2};
    static const double after[] = {-0.684292910952007, -0.684292910952007};
    struct fixture f;

    (void)state;
    fixture_init(&f, 1, &layer, 1, LOSS_HALF_SQUARED_ERROR, 1);
    fixture_fill(&f, x, t, params);
    f.training.optimizer.learning_rate = 0.15;
    fixture_start(&f);
    fixture_run(&f, 1);
    assert_close(fixture_loss(&f), 0.48217554191230866);
    fixture_run(&f, 299);
    EXPECT_PARAMS(&f, after);
    fixture_finish(&f);
}

static void test_dead_relu(void **state)
{
    static const struct net_layer_spec layers[] = {
        {2, ACTIVATION_RELU, 0, true, true, false}, {1, ACTIVATION_IDENTITY, 0, true, true, false}};
    static const double x[] = {1, 1, 0.5, 2}, t[] = {2, 1};
    static const double params[] = {-1, -2, 0.5, 0.5, -0.5, 0, 3, 1, 0};
    static const double after[] = {-1.0, -2.0, 0.5996718044267116, 0.5062155409085729, -0.5,
                                   0.06851971658733214, 3.0, 1.056281515720362,
                                   0.06732679814553029};
    struct fixture f;

    (void)state;
    fixture_init(&f, 2, layers, 2, LOSS_HALF_SQUARED_ERROR, 2);
    fixture_fill(&f, x, t, params);
    fixture_start(&f);
    fixture_run(&f, 3);
    EXPECT_PARAMS(&f, after);
    /* The dead unit's own numbers have not moved by a bit. */
    assert_true(f.stepper.block[0] == -1 && f.stepper.block[4] == -0.5);
    fixture_finish(&f);
}

static void test_saturated_cross_entropy(void **state)
{
    static const struct net_layer_spec layer = {1, ACTIVATION_SIGMOID, 0, true, true, false};
    static const double x[] = {1}, t[] = {0}, params[] = {40, 0}, after[] = {39, -1};
    struct fixture f;

    (void)state;
    fixture_init(&f, 1, &layer, 1, LOSS_BINARY_CROSS_ENTROPY, 1);
    fixture_fill(&f, x, t, params);
    f.training.optimizer.learning_rate = 1;
    fixture_start(&f);
    fixture_run(&f, 1);
    assert_close(fixture_loss(&f), 40);
    assert_true(isinf(f.stepper.block[f.net.layers[1].da]));
    assert_true(f.stepper.block[f.net.layers[1].dz] == 1);
    EXPECT_PARAMS(&f, after);
    fixture_finish(&f);
}

static void test_huge_logits(void **state)
{
    static const struct net_layer_spec layer = {3, ACTIVATION_SOFTMAX, 0, true, true, false};
    static const double x[] = {1000, 999, -1000}, t[] = {0, 0, 1};
    static const double params[] = {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0};
    static const double dz[] = {0.7310585786300049, 0.26894142136999516, -1};
    struct fixture f;

    (void)state;
    fixture_init(&f, 3, &layer, 1, LOSS_CROSS_ENTROPY, 1);
    fixture_fill(&f, x, t, params);
    fixture_start(&f);
    fixture_run(&f, 1);
    assert_close(fixture_loss(&f), 2000.3132616875182);
    fixture_assert_all_close(f.stepper.block + f.net.layers[1].dz, dz, 3);
    fixture_finish(&f);
}

/* Infinity and NaN are data: the run goes on through them. */
static void test_blowup(void **state)
{
    static const struct net_layer_spec layer = {1, ACTIVATION_IDENTITY, 0, true, false, false};
    static const double x[] = {1000}, t[] = {0}, params[] = {1, 0};
    struct fixture f;

    (void)state;
    fixture_init(&f, 1, &layer, 1, LOSS_HALF_SQUARED_ERROR, 1);
    fixture_fill(&f, x, t, params);
    f.training.optimizer.learning_rate = 1e30;
    f.training.stop.iterations = 12;
    f.training.stop.gradient_norm_below = 1e-3; /* NaN is not below */
    f.training.stop.loss_below = 1e-3;
    fixture_start(&f);
    fixture_run(&f, 5);
    assert_close(fixture_loss(&f) / 5e293, 1);
    fixture_run(&f, 1);
    assert_true(isinf(fixture_loss(&f)) && isfinite(f.stepper.block[0]));
    fixture_run(&f, 3);
    assert_true(isinf(f.stepper.block[0]) && f.stepper.block[0] < 0);
    fixture_run(&f, 1);
    assert_true(isnan(f.stepper.block[0]));
    assert_true(f.stepper.block[1] == 0); /* a bias that is not trained */
    fixture_run(&f, 2);
    assert_true(isnan(fixture_loss(&f)) && isnan(f.stepper.state.gradient_norm));
    assert_true(stepper_step(&f.stepper));
    assert_int_equal(f.stepper.state.stopped, STOP_ITERATIONS);
    fixture_finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mazur),
        cmocka_unit_test(test_mazur_biases),
        cmocka_unit_test(test_minibatches),
        cmocka_unit_test(test_binary_cross_entropy),
        cmocka_unit_test(test_softmax_cross_entropy),
        cmocka_unit_test(test_regression),
        cmocka_unit_test(test_saturated_neuron),
        cmocka_unit_test(test_dead_relu),
        cmocka_unit_test(test_saturated_cross_entropy),
        cmocka_unit_test(test_huge_logits),
        cmocka_unit_test(test_blowup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
