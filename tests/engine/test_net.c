#include "fixture.h"

#include "engine/net.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct net_layer_spec plain[] = {
    {3, ACTIVATION_TANH, 0, true, false, false},
    {2, ACTIVATION_LEAKY_RELU, 0.2, false, true, false},
    {4, ACTIVATION_SOFTMAX, 0, true, true, false},
};

/* Claims doubles of the block; none may be claimed twice. */
static void claim(unsigned char *taken, size_t at, size_t count)
{
    for (size_t i = at; i < at + count; i++) {
        assert_int_equal(taken[i], 0);
        taken[i] = 1;
    }
}

static void test_block_layout(void **state)
{
    struct net net;
    unsigned char *taken;

    (void)state;
    assert_true(net_init(&net, 5, plain, 3, LOSS_CROSS_ENTROPY, NULL));
    assert_int_equal(net.param_count, 5 * 3 + 3 + 3 * 2 + 2 * 4 + 4);
    assert_ptr_equal(net_output(&net), &net.layers[3]);
    taken = calloc(net.block_size, 1);
    assert_non_null(taken);
    claim(taken, net.layers[0].a, 5);
    claim(taken, net.t, 4);
    claim(taken, net.loss_parts, 4);
    claim(taken, net.loss_value, 1);
    for (size_t l = 1; l <= 3; l++) {
        const struct net_layer *layer = &net.layers[l];
        size_t biases = layer->has_biases ? layer->out : 0;

        assert_int_equal(layer->in, net.layers[l - 1].out);
        assert_true(layer->w + layer->in * layer->out <= net.param_count);
        assert_int_equal(layer->gw, layer->w + net.param_count);
        claim(taken, layer->w, layer->in * layer->out);
        claim(taken, layer->gw, layer->in * layer->out);
        claim(taken, layer->b, biases);
        claim(taken, layer->gb, biases);
        claim(taken, layer->z, layer->out);
        claim(taken, layer->a, layer->out);
        claim(taken, layer->da, layer->out);
        claim(taken, layer->dz, layer->out);
    }
    /* And nothing is left over. */
    assert_null(memchr(taken, 0, net.block_size));
    assert_false(net.layers[2].train_biases);
    free(taken);
    net_finish(&net);
}

static void test_finish_frees_names(void **state)
{
    struct net net;

    (void)state;
    assert_true(net_init(&net, 1, plain, 2, LOSS_MEAN_SQUARED_ERROR, NULL));
    net.layers[1].name = calloc(8, 1);
    net.layers[1].units = calloc(3, sizeof(char *));
    net.layers[1].units[2] = calloc(8, 1);
    net.layers[1].weights = calloc(3, sizeof(char *));
    net.layers[1].weights[1] = calloc(8, 1);
    net.layers[0].units = calloc(1, sizeof(char *));
    net_finish(&net); /* the leak checker has the last word */
    assert_null(net.layers[1].units);
    net_finish(&net);
}

static void expect_error(size_t inputs, const struct net_layer_spec *layers, size_t count,
                         const char *words)
{
    struct net net;
    struct error err = {0};

    assert_false(net_init(&net, inputs, layers, count, LOSS_MEAN_SQUARED_ERROR, &err));
    if (strstr(err.text, words) == NULL)
        fail_msg("'%s' does not say '%s'", err.text, words);
    net_finish(&net);
}

static void test_limits(void **state)
{
    static struct net_layer_spec many[NET_LAYERS_MAX + 1];
    struct net_layer_spec large[] = {plain[0], plain[0], plain[0]};
    struct net net;

    (void)state;
    for (size_t i = 0; i <= NET_LAYERS_MAX; i++)
        many[i] = (struct net_layer_spec){.units = 1, .activation = ACTIVATION_TANH};
    assert_true(net_init(&net, 1, many, NET_LAYERS_MAX, LOSS_MEAN_SQUARED_ERROR, NULL));
    net_finish(&net);
    expect_error(1, many, NET_LAYERS_MAX + 1, "65 layers");
    expect_error(1, many, 0, "0 layers");
    expect_error(0, plain, 2, "the input has no units");
    expect_error(NET_UNITS_MAX + 1, plain, 2, "4097");
    large[1].units = 0;
    expect_error(1, large, 3, "layer 2 has no units");
    large[1].units = NET_UNITS_MAX + 1;
    expect_error(1, large, 3, "layer 2 has 4097 units");
    large[0].units = large[1].units = large[2].units = 3000;
    expect_error(1, large, 3, "weights");
    large[1].units = SIZE_MAX;
    expect_error(1, large, 3, "layer 2");
    large[0].units = large[1].units = 2;
    large[0].activation = ACTIVATION_SOFTMAX;
    expect_error(1, large, 2, "layer 1 has the activation softmax");
}

/* The weights of a 60-40 layer by one kind of initialisation. */
static double *drawn(enum init_kind kind, double scale, uint64_t seed, size_t *count)
{
    const struct net_layer_spec wide = {40, ACTIVATION_TANH, 0, true, true, false};
    struct net net;
    struct rng rng;
    double *params;

    assert_true(net_init(&net, 60, &wide, 1, LOSS_MEAN_SQUARED_ERROR, NULL));
    params = calloc(net.param_count, sizeof *params);
    assert_non_null(params);
    rng_seed(&rng, seed);
    net_init_weights(&net, 1, kind, scale, &rng, params);
    for (size_t j = 0; j < 40; j++)
        assert_true(params[net.layers[1].b + j] == 0); /* not the biases */
    *count = 60 * 40;
    net_finish(&net);
    return params;
}

/* Mean near 0, the variance as published, bounds kept. */
static void check_spread(enum init_kind kind, double scale, double deviation, double bound)
{
    size_t count;
    double *w = drawn(kind, scale, 7, &count), mean = 0, squares = 0, largest = 0;

    for (size_t i = 0; i < count; i++) {
        mean += w[i] / (double)count;
        squares += w[i] * w[i] / (double)count;
        largest = fmax(largest, fabs(w[i]));
    }
    assert_true(fabs(mean) < 4 * deviation / sqrt((double)count));
    assert_true(fabs(sqrt(squares) / deviation - 1) < 0.06);
    assert_true(largest <= bound);
    if (isfinite(bound))
        assert_true(largest > 0.99 * bound);
    free(w);
}

static void test_init_spread(void **state)
{
    const double in = 60, out = 40, unbounded = (double)INFINITY;
    double bound;

    (void)state;
    check_spread(INIT_UNIFORM, 0.5, 0.5 / sqrt(3), 0.5);
    check_spread(INIT_NORMAL, 0.3, 0.3, unbounded);
    bound = sqrt(6 / (in + out));
    check_spread(INIT_XAVIER_UNIFORM, 1, bound / sqrt(3), bound);
    check_spread(INIT_XAVIER_NORMAL, 1, sqrt(2 / (in + out)), unbounded);
    bound = 2 * sqrt(6 / in);
    check_spread(INIT_HE_UNIFORM, 2, bound / sqrt(3), bound);
    check_spread(INIT_HE_NORMAL, 2, 2 * sqrt(2 / in), unbounded);
}

static void test_init_fixed(void **state)
{
    size_t count;
    double *zeros = drawn(INIT_ZEROS, 3, 1, &count), *same = drawn(INIT_CONSTANT, 0.5, 1, &count);

    (void)state;
    for (size_t i = 0; i < count; i++)
        assert_true(zeros[i] == 0 && same[i] == 0.5);
    free(zeros);
    free(same);
}

static void test_init_is_reproducible(void **state)
{
    (void)state;
    for (int i = INIT_UNIFORM; i < INIT_KIND_COUNT; i++) {
        enum init_kind kind = (enum init_kind)i;
        size_t count;
        double *one = drawn(kind, 1, 3, &count), *again = drawn(kind, 1, 3, &count);
        double *other = drawn(kind, 1, 4, &count);

        assert_memory_equal(one, again, count * sizeof *one);
        assert_true(one[0] != other[0] && one[count - 1] != other[count - 1]);
        assert_true(one[0] != one[1]);
        assert_true(strlen(init_kind_names[kind]) > 0);
        free(one);
        free(again);
        free(other);
    }
}

/* net_evaluate is the stepper's own forward pass and loss, bit for bit. */
static void test_evaluate_is_the_stepper(void **state)
{
    struct fixture f;
    double *scratch;
    struct place place;

    (void)state;
    fixture_init(&f, 5, plain, 3, LOSS_CROSS_ENTROPY, 3);
    fixture_randomize(&f, 11);
    fixture_start(&f);
    scratch = malloc(f.net.block_size * sizeof *scratch);
    assert_non_null(scratch);
    memset(scratch, 0xff, f.net.block_size * sizeof *scratch); /* NaN: all must be written */
    memcpy(scratch, f.params, f.net.param_count * sizeof *scratch);
    for (size_t sample = 0; sample < 3; sample++) {
        double loss;

        do {
            assert_true(stepper_step(&f.stepper));
            stepper_place(&f.stepper, &place);
        } while (place.unit.kind != UNIT_LOSS);
        assert_int_equal(place.batch_index, sample);
        loss = net_evaluate(&f.net, scratch, dataset_x(&f.data, sample),
                            dataset_t(&f.data, sample));
        assert_true(loss > 0 && loss == f.stepper.block[f.net.loss_value]);
        assert_true(loss == scratch[f.net.loss_value]);
        for (size_t l = 1; l <= 3; l++) {
            const struct net_layer *layer = &f.net.layers[l];

            assert_memory_equal(scratch + layer->z, f.stepper.block + layer->z,
                                layer->out * sizeof *scratch);
            assert_memory_equal(scratch + layer->a, f.stepper.block + layer->a,
                                layer->out * sizeof *scratch);
        }
        assert_memory_equal(scratch + f.net.loss_parts, f.stepper.block + f.net.loss_parts,
                            4 * sizeof *scratch);
    }
    free(scratch);
    fixture_finish(&f);
}

static void test_block(void **state)
{
    static const struct net_layer_spec layer = {3, ACTIVATION_TANH, 0, true, true, false};
    struct net net;
    double *block;

    (void)state;
    assert_true(net_init(&net, 2, &layer, 1, LOSS_HALF_SQUARED_ERROR, NULL));
    net_reserve_buffers(&net, 1);
    block = net_new_block(&net);
    assert_non_null(block);
    assert_int_equal((uintptr_t)block % 64, 0);
    for (size_t i = 0; i < net.block_size; i++) {
        assert_true(block[i] == 0);
        block[i] = 1; /* there is room for it */
    }
    free(block);
    net_finish(&net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_block),
        cmocka_unit_test(test_block_layout),
        cmocka_unit_test(test_finish_frees_names),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_init_spread),
        cmocka_unit_test(test_init_fixed),
        cmocka_unit_test(test_init_is_reproducible),
        cmocka_unit_test(test_evaluate_is_the_stepper),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
