#include "cli/bench_train.h"

#include "base/rng.h"
#include "engine/stepper.h"
#include "platform/loop.h"

#include <stdlib.h>

enum { ROUNDS = 7, SAMPLES = 64, LAYERS_MAX = 3, ROUND_MS = 30 };

static const struct shape {
    const char *name;
    size_t inputs;
    size_t units[LAYERS_MAX]; /* 0: no such layer */
} shapes[BENCH_NETS] = {
    {"2-2-1", 2, {2, 1}},
    {"2-8-8-1", 2, {8, 8, 1}},
    {"64-16-10", 64, {16, 10}},
    {"784-16-16-10", 784, {16, 16, 10}},
};

/* One network in training. Zeroed: nothing is there. */
struct subject {
    struct net net;          /* owned */
    struct dataset data;     /* owned */
    struct stepper stepper;  /* owned */
    double ns[ROUNDS];
};

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

double bench_median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, compare);
    return values[count / 2];
}

static bool init_net(struct net *net, const struct shape *shape, struct error *err)
{
    struct net_layer_spec layers[LAYERS_MAX] = {0};
    size_t count = 0;

    while (count < LAYERS_MAX && shape->units[count] > 0) {
        layers[count] = (struct net_layer_spec){.units = shape->units[count],
                                                .activation = ACTIVATION_SIGMOID,
                                                .has_biases = true,
                                                .train_biases = true};
        count++;
    }
    return net_init(net, shape->inputs, layers, count, LOSS_HALF_SQUARED_ERROR, err);
}

static bool init_subject(struct subject *subject, const struct shape *shape, struct error *err)
{
    const struct training training = {
        .optimizer = {.kind = OPTIMIZER_SGD, .learning_rate = 0.1}, .batch = 1};
    struct net *net = &subject->net;
    double *params;
    struct rng rng;
    bool ok;

    rng_seed(&rng, 1);
    if (!init_net(net, shape, err) ||
        !dataset_init(&subject->data, SAMPLES, shape->inputs, net_output(net)->out, err))
        return false;
    for (size_t i = 0; i < SAMPLES * shape->inputs; i++)
        subject->data.x[i] = rng_uniform(&rng);
    for (size_t i = 0; i < SAMPLES * net_output(net)->out; i++)
        subject->data.t[i] = rng_uniform(&rng);
    params = calloc(net->param_count, sizeof *params);
    if (params == NULL)
        return error_set(err, "not enough memory for the network %s", shape->name);
    for (size_t l = 1; l <= net->layer_count; l++)
        net_init_weights(net, l, INIT_XAVIER_UNIFORM, 1, &rng, params);
    ok = stepper_init(&subject->stepper, net, &subject->data, &training, params, err);
    free(params);
    return ok;
}

static void finish_subject(struct subject *subject)
{
    stepper_finish(&subject->stepper);
    dataset_finish(&subject->data);
    net_finish(&subject->net);
}

/* Nanoseconds a sample over whole epochs that together last ROUND_MS. */
static double run_round(struct subject *subject)
{
    struct place place;
    uint64_t samples = 0;
    double start = loop_now_ms(), end;
    size_t units;

    stepper_place(&subject->stepper, &place);
    units = place.count;
    do {
        for (size_t i = 0; i < SAMPLES * units; i++)
            stepper_step(&subject->stepper);
        samples += SAMPLES;
        end = loop_now_ms();
    } while (end - start < ROUND_MS);
    return (end - start) * 1e6 / (double)samples;
}

bool bench_train(struct bench_train results[BENCH_NETS], struct error *err)
{
    struct subject subjects[BENCH_NETS] = {0};
    bool ok = true;

    for (int i = 0; i < BENCH_NETS && ok; i++)
        ok = init_subject(&subjects[i], &shapes[i], err);
    for (int round = 0; round < ROUNDS && ok; round++)
        for (int i = 0; i < BENCH_NETS; i++)
            subjects[i].ns[round] = run_round(&subjects[i]);
    for (int i = 0; i < BENCH_NETS; i++) {
        if (ok)
            results[i] = (struct bench_train){shapes[i].name, bench_median(subjects[i].ns, ROUNDS)};
        finish_subject(&subjects[i]);
    }
    return ok;
}
