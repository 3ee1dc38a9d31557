#include "fixture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool fixture_close(double x, double y, double tolerance)
{
    if (isnan(x) || isnan(y))
        return isnan(x) && isnan(y);
    if (isinf(x) || isinf(y))
        return x == y;
    return fabs(x - y) <= tolerance * fmax(1.0, fmax(fabs(x), fabs(y)));
}

void fixture_assert_all_close(const double *x, const double *y, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!fixture_close(x[i], y[i], 1e-12))
            fail_msg("number %zu of %zu is %.17g, expected %.17g", i, n, x[i], y[i]);
}

void fixture_init(struct fixture *f, size_t inputs, const struct net_layer_spec *layers,
                  size_t count, enum loss loss, size_t samples)
{
    struct error err = {0};

    memset(f, 0, sizeof *f);
    if (!net_init(&f->net, inputs, layers, count, loss, &err) ||
        !dataset_init(&f->data, samples, inputs, layers[count - 1].units, &err))
        fail_msg("%s", err.text);
    f->params = calloc(f->net.param_count, sizeof *f->params);
    assert_non_null(f->params);
    f->training = (struct training){
        .optimizer = {.kind = OPTIMIZER_SGD, .learning_rate = 0.1},
        .batch = samples,
    };
}

void fixture_randomize(struct fixture *f, uint64_t seed)
{
    struct rng rng;

    rng_seed(&rng, seed);
    for (size_t i = 0; i < f->net.param_count; i++)
        f->params[i] = 2 * rng_uniform(&rng) - 1;
    for (size_t i = 0; i < f->data.count * f->data.inputs; i++)
        f->data.x[i] = 2 * rng_uniform(&rng) - 1;
    for (size_t i = 0; i < f->data.count * f->data.targets; i++)
        f->data.t[i] = rng_uniform(&rng);
}

void fixture_fill(struct fixture *f, const double *x, const double *t, const double *params)
{
    memcpy(f->data.x, x, f->data.count * f->data.inputs * sizeof *x);
    memcpy(f->data.t, t, f->data.count * f->data.targets * sizeof *t);
    memcpy(f->params, params, f->net.param_count * sizeof *params);
}

void fixture_start(struct fixture *f)
{
    struct error err = {0};

    if (!stepper_init(&f->stepper, &f->net, &f->data, &f->training, f->params, &err))
        fail_msg("%s", err.text);
}

void fixture_run(struct fixture *f, uint64_t count)
{
    for (uint64_t i = 0; i < count; i++) {
        struct place place;

        do {
            if (!stepper_step(&f->stepper))
                return;
            stepper_place(&f->stepper, &place);
        } while (place.index < place.count);
    }
}

double fixture_loss(const struct fixture *f)
{
    struct place place;

    stepper_place(&f->stepper, &place);
    return f->stepper.state.batch_loss / (double)place.batch_count;
}

void fixture_finish(struct fixture *f)
{
    if (f->stepper.net != NULL)
        stepper_finish(&f->stepper);
    net_finish(&f->net);
    dataset_finish(&f->data);
    free(f->params);
    memset(f, 0, sizeof *f);
}

void fixture_xor(struct fixture *f, size_t batch, bool shuffle)
{
    static const struct net_layer_spec layers[] = {
        {3, ACTIVATION_TANH, 0, true, true, false},
        {1, ACTIVATION_SIGMOID, 0, true, true, false},
    };
    static const double x[] = {0, 0, 0, 1, 1, 0, 1, 1}, t[] = {0, 1, 1, 0};
    static const double params[] = {0.6, -0.4, -0.3, 0.7, 0.2, 0.5, 0.1,
                                    -0.2, 0.3, 0.5, 0.9, -0.7, 0.05};

    fixture_init(f, 2, layers, 2, LOSS_BINARY_CROSS_ENTROPY, 4);
    assert_int_equal(f->net.param_count, sizeof params / sizeof *params);
    fixture_fill(f, x, t, params);
    f->training.batch = batch;
    f->training.shuffle = shuffle;
    f->training.seed = 5;
}

void fixture_mazur(struct fixture *f, bool train_biases)
{
    const struct net_layer_spec layers[] = {
        {2, ACTIVATION_SIGMOID, 0, true, train_biases, false},
        {2, ACTIVATION_SIGMOID, 0, true, train_biases, false},
    };
    static const double x[] = {0.05, 0.10}, t[] = {0.01, 0.99};
    static const double params[] = {0.15, 0.20, 0.25, 0.30, 0.35, 0.35,
                                    0.40, 0.45, 0.50, 0.55, 0.60, 0.60};

    fixture_init(f, 2, layers, 2, LOSS_HALF_SQUARED_ERROR, 1);
    fixture_fill(f, x, t, params);
    f->training.optimizer.learning_rate = 0.5;
}

void fixture_smooth(struct fixture *f, int kind)
{
    static const enum activation hidden[] = {ACTIVATION_TANH, ACTIVATION_SIGMOID, ACTIVATION_TANH};
    static const enum activation output[] = {ACTIVATION_SOFTMAX, ACTIVATION_SIGMOID,
                                             ACTIVATION_IDENTITY};
    static const enum loss losses[] = {LOSS_CROSS_ENTROPY, LOSS_BINARY_CROSS_ENTROPY,
                                       LOSS_HALF_SQUARED_ERROR};
    const struct net_layer_spec layers[] = {{4, hidden[kind], 0, true, true, false},
                                            {3, hidden[kind], 0, false, false, false},
                                            {2, output[kind], 0, true, true, false}};

    fixture_init(f, 3, layers, 3, losses[kind], 5);
    fixture_randomize(f, 3 + (uint64_t)kind);
}

double *fixture_gradients(const struct fixture *f)
{
    const struct net *net = &f->net;
    double *block = calloc(net->block_size, sizeof *block);
    double *gradients = calloc(net->param_count, sizeof *gradients);

    assert_non_null(block);
    assert_non_null(gradients);
    memcpy(block, f->params, net->param_count * sizeof *block);
    for (size_t s = 0; s < f->data.count; s++) {
        net_evaluate(net, block, dataset_x(&f->data, s), dataset_t(&f->data, s));
        net_backpropagate(net, block);
    }
    for (size_t i = 0; i < net->param_count; i++)
        gradients[i] = block[net->param_count + i] / (double)f->data.count;
    free(block);
    return gradients;
}
