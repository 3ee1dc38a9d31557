/* One judge for every difference: nobody right is accused, nobody wrong acquitted, and what cannot be told is
 * said to be so. */
#include "fixture.h"

#include "engine/check/judge.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NETS = 3000, DEPTH_MOST = 4 };

/* What the judge says of a net, its gradients as they are and made wrong. */
struct tally {
    size_t parameters, agree, untold[JUDGE_VERDICT_COUNT];
    size_t fine, fine_found; /* a wrong 1e-5 of those that agree */
};


static size_t below(struct rng *rng, size_t count)
{
    return (size_t)(rng_uniform(rng) * (double)count);
}

/* Of those that need no other unit of their layer. */
static enum activation any_activation(struct rng *rng)
{
    enum activation activation;

    do
        activation = (enum activation)below(rng, activation_count());
    while (activation_row(activation)->couples);
    return activation;
}

static void copy_model(const struct fixture *f, struct nudge_model *model)
{
    struct error err = {0};

    assert_true(nudge_model_init(model, &f->net, f->params, f->data.count, &err));
    memcpy(model->data.x, f->data.x, f->data.count * f->data.inputs * sizeof(double));
    memcpy(model->data.t, f->data.t, f->data.count * f->data.targets * sizeof(double));
}

/* Targets that the net hits exactly: its gradients are next to nothing, and so is what it is off by. */
static void fit(struct fixture *f)
{
    double *block = net_new_block(&f->net);

    assert_non_null(block);
    memcpy(block, f->params, f->net.param_count * sizeof *block);
    for (size_t s = 0; s < f->data.count; s++) {
        net_evaluate(&f->net, block, dataset_x(&f->data, s), dataset_t(&f->data, s));
        memcpy(&f->data.t[s * f->data.targets], &block[net_output(&f->net)->a], f->data.targets * sizeof *block);
    }
    free(block);
}

/* A net of any shape, activations and loss, inputs of a size from 1e-3 to 1e6 and weights of several. */
static void random_net(struct fixture *f, uint64_t seed)
{
    struct net_layer_spec layers[DEPTH_MOST];
    struct rng rng;
    size_t depth, samples;
    enum loss loss;
    double scale, shrink;

    rng_seed(&rng, seed);
    depth = 1 + below(&rng, DEPTH_MOST);
    samples = 1 + below(&rng, 6);
    loss = (enum loss)below(&rng, LOSS_CROSS_ENTROPY + 1);
    scale = pow(10, floor(10 * rng_uniform(&rng)) - 3);
    shrink = rng_uniform(&rng) < 0.5 ? 1.0 / fmax(1.0, scale) : rng_uniform(&rng) < 0.5 ? 3.0 : 1.0;
    for (size_t l = 0; l < depth; l++)
        layers[l] = (struct net_layer_spec){1 + below(&rng, 5), any_activation(&rng), 0.1,
                                            rng_uniform(&rng) < 0.8, true, false};
    layers[depth - 1].units += 1;
    if (loss == LOSS_BINARY_CROSS_ENTROPY || loss == LOSS_CROSS_ENTROPY || rng_uniform(&rng) < 0.2)
        layers[depth - 1].activation = rng_uniform(&rng) < 0.5 ? ACTIVATION_SIGMOID : ACTIVATION_SOFTMAX;
    fixture_init(f, 1 + below(&rng, 4), layers, depth, loss, samples);
    fixture_randomize(f, seed);
    for (size_t i = 0; i < samples * f->data.inputs; i++)
        f->data.x[i] *= rng_uniform(&rng) < 0.1 ? 0.0 : scale;
    for (size_t i = f->net.layers[1].w; i < f->net.layers[1].w + f->net.layers[1].in * f->net.layers[1].out; i++)
        f->params[i] *= shrink;
    if (rng_uniform(&rng) < 0.1)
        for (size_t i = 0; i < f->net.param_count; i++)
            f->params[i] *= 100;
    if (rng_uniform(&rng) < 0.2)
        fit(f);
    else if (rng_uniform(&rng) < 0.3)
        for (size_t i = 0; i < samples * f->data.targets; i++)
            f->data.t[i] = f->data.t[i] > 0.5;
}

static void judge_net(const struct fixture *f, uint64_t seed, struct tally *tally)
{
    double *gradients = fixture_gradients(f);
    struct nudge_model model;

    copy_model(f, &model);
    for (size_t i = 0; i < f->net.param_count; i++) {
        double right = gradients[i];
        struct nudge nudge;
        enum judge_verdict verdict;

        nudge_run(&model, i, &nudge);
        verdict = judge(&nudge.slope, right);
        if (!isfinite(right)) { /* of a saturated output whose logarithm is taken: no right gradient */
            assert_int_equal(verdict, isfinite(nudge.slope.loss) && isfinite(nudge.slope.value) ? JUDGE_DIFFERS
                                                                                               : JUDGE_NOT_FINITE);
            continue;
        }
        tally->parameters++;
        if (verdict == JUDGE_DIFFERS)
            fail_msg("net %llu, parameter %zu: %.17g by difference, bound %g, h %g, L %g; %.17g", (unsigned long long)seed, i,
                     nudge.slope.value, nudge.slope.bound, nudge.slope.h, nudge.slope.loss, right);
        if (verdict != JUDGE_AGREES) {
            tally->untold[verdict]++;
            continue;
        }
        tally->agree++;
        if (right == 0) {
            assert_true(nudge.slope.value == 0);
            continue;
        }
        assert_true(judge_digits(nudge.slope.value, right) >= 3);
        assert_int_equal(judge(&nudge.slope, -right), JUDGE_DIFFERS);
        assert_int_equal(judge(&nudge.slope, 1.001 * right), JUDGE_DIFFERS);
        assert_int_equal(judge(&nudge.slope, 0.999 * right), JUDGE_DIFFERS);
        assert_int_equal(judge(&nudge.slope, (double)NAN), JUDGE_DIFFERS);
        assert_int_equal(judge(&nudge.slope, 0.0), JUDGE_DIFFERS);
        tally->fine++;
        tally->fine_found += judge(&nudge.slope, (1 + 1e-5) * right) == JUDGE_DIFFERS
                          && judge(&nudge.slope, (1 - 1e-5) * right) == JUDGE_DIFFERS;
    }
    assert_memory_equal(model.block, f->params, f->net.param_count * sizeof *f->params);
    nudge_model_finish(&model);
    free(gradients);
}

static void test_random_nets(void **state)
{
    const char *more = getenv("BACKSTEP_JUDGE_NETS");
    uint64_t nets = more != NULL ? strtoull(more, NULL, 10) : NETS;
    struct tally tally = {0};

    (void)state;
    for (uint64_t seed = 1; seed <= nets; seed++) {
        struct fixture f;

        random_net(&f, seed);
        judge_net(&f, seed, &tally);
        fixture_finish(&f);
    }
    print_message("%zu parameters: %zu agree; %zu rounding, %zu bend, %zu kink, %zu not finite; 1e-5 found in %zu of %zu\n",
                  tally.parameters, tally.agree, tally.untold[JUDGE_ROUNDING], tally.untold[JUDGE_BEND],
                  tally.untold[JUDGE_KINK], tally.untold[JUDGE_NOT_FINITE], tally.fine_found, tally.fine);
    assert_true(tally.parameters > 10 * nets);
    assert_true(tally.agree > tally.parameters * 3 / 4);
    assert_true(tally.fine_found > tally.fine * 9 / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_nets),
    };

    return cmocka_run_group_tests_name("judge", tests, NULL, NULL);
}
