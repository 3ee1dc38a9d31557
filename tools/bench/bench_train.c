#include "bench/bench_train.h"

#include "base/attributes.h"
#include "base/processor.h"
#include "base/rng.h"
#include "bench/bench_fann.h"
#include "engine/stepper.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 41, SAMPLES = 64, LAYERS_MAX = 3, ROUND_MS = 4 };
/* From one look at the clock, which costs as much as some samples, to the next; of a large network
 * less. */
enum { EPOCHS = 16, LARGE = 1000 };

static const double learning_rate = 0.125, momentum = 0.875, fann_tolerance = 1e-9;
static const double fann_momentum_tolerance = 1e-5; /* of what it keeps some numbers in floats */

/* A bare pass over the parameters, which an optimiser cannot be faster than. */
enum pass { PASS_NONE, PASS_PLAIN, PASS_ROOT };
enum { PASS_NUMBERS = 3 };

static const struct shape {
    const char *name;
    size_t inputs;
    size_t units[LAYERS_MAX]; /* 0: no such layer */
    size_t batch;
    const char *optimizer;    /* of optimizer_names */
    double l2;
    size_t times;             /* of a sequence, which the first layer remembers; 0: it is none */
    /* FANN does not train so; instead there is a limit: so many times another row, and a pass.
     * NULL: it does. */
    const char *limit;
    double limit_times;
    enum pass pass;
} shapes[BENCH_NETS] = {
    {"2-2-1", 2, {2, 1}, 1, "sgd", 0, 0, NULL, 0, PASS_NONE},
    {"2-8-8-1", 2, {8, 8, 1}, 1, "sgd", 0, 0, NULL, 0, PASS_NONE},
    {"64-16-10", 64, {16, 10}, 1, "sgd", 0, 0, NULL, 0, PASS_NONE},
    {"784-16-16-10", 784, {16, 16, 10}, 1, "sgd", 0, 0, NULL, 0, PASS_NONE},
    {"784-128-10", 784, {128, 10}, 1, "sgd", 0, 0, NULL, 0, PASS_NONE},
    {"2-2-1 batch 32", 2, {2, 1}, 32, "sgd", 0, 0, NULL, 0, PASS_NONE},
    {"784-16-16-10 batch 32", 784, {16, 16, 10}, 32, "sgd", 0, 0, NULL, 0, PASS_NONE},
    {"784-128-10 batch 32", 784, {128, 10}, 32, "sgd", 0, 0, NULL, 0, PASS_NONE},
    {"784-16-16-10 momentum", 784, {16, 16, 10}, 1, "momentum", 0, 0, NULL, 0, PASS_NONE},
    {"784-16-16-10 L2", 784, {16, 16, 10}, 1, "sgd", 0x1p-20, 0, "784-16-16-10", 1, PASS_PLAIN},
    {"784-16-16-10 rmsprop", 784, {16, 16, 10}, 1, "rmsprop", 0, 0, "784-16-16-10", 1, PASS_ROOT},
    {"784-16-16-10 adam", 784, {16, 16, 10}, 1, "adam", 0, 0, "784-16-16-10", 1, PASS_ROOT},
    {"28-32-32-10 batch 32", 28, {32, 32, 10}, 32, "sgd", 0, 0, NULL, 0, PASS_NONE},
    /* What the same multiplications take in plain layers, twice. */
    {"28-32-10 over 28 times", 28, {32, 10}, 1, "sgd", 0, 28, "28-32-32-10 batch 32", 2 * 28,
     PASS_NONE},
};

/* One network in training. Zeroed: nothing is there. */
struct subject {
    struct net net;          /* owned */
    struct dataset data;     /* owned */
    struct stepper stepper;  /* owned */
    struct bench_fann *fann; /* owned; NULL without FANN */
    double ns[ROUNDS], fann_ns[ROUNDS], ratio[ROUNDS];
    double *pass;            /* owned; three numbers of each parameter; NULL without a pass */
    double pass_ns[ROUNDS];
    int epochs;              /* between two looks at the clock */
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
                                                .train_biases = true,
                                                .recurrent = count == 0 && shape->times > 0};
        count++;
    }
    return net_init(net, shape->inputs, layers, count, LOSS_HALF_SQUARED_ERROR, err);
}

static struct training training_of(const struct shape *shape)
{
    struct training training = {.batch = shape->batch};
    const char *names[OPTIMIZERS_MAX];
    size_t kind = 0;

    optimizer_names(names);
    while (strcmp(names[kind], shape->optimizer) != 0)
        kind++;
    optimizer_choose(&training.optimizer, (enum optimizer_kind)kind);
    /* Those that divide by the size of the gradient take small steps. */
    training.optimizer.learning_rate =
        optimizer_has_second(&training.optimizer) ? learning_rate / 128 : learning_rate;
    if (kind == OPTIMIZER_MOMENTUM)
        training.optimizer.constants[0] = momentum;
    training.optimizer.l2 = shape->l2;
    return training;
}

/* Inputs and targets at random; of a sequence there is a target at the end. */
static bool init_data(struct subject *subject, const struct shape *shape, struct rng *rng,
                      struct error *err)
{
    const size_t times = shape->times > 0 ? shape->times : 1;
    const size_t outputs = net_output(&subject->net)->out;
    struct dataset *data = &subject->data;

    if (!dataset_init(data, SAMPLES, shape->inputs * times, outputs * times, err))
        return false;
    data->times = times;
    for (size_t i = 0; i < SAMPLES * data->inputs; i++)
        data->x[i] = rng_uniform(rng);
    for (size_t i = 0; i < SAMPLES * data->targets; i++)
        data->t[i] = i % data->targets < data->targets - outputs ? (double)NAN : rng_uniform(rng);
    return net_unroll(&subject->net, data, err);
}

static bool init_subject(struct subject *subject, const struct shape *shape, struct error *err)
{
    const struct training training = training_of(shape);
    struct net *net = &subject->net;
    double *params;
    struct rng rng;
    bool ok;

    rng_seed(&rng, 1);
    if (!init_net(net, shape, err) || !init_data(subject, shape, &rng, err))
        return false;
    net_reserve_buffers(net, optimizer_buffers(&training.optimizer));
    subject->epochs = net->param_count < LARGE ? EPOCHS : 1;
    params = calloc(net->param_count, sizeof *params);
    if (shape->pass != PASS_NONE)
        subject->pass = calloc(net->param_count, PASS_NUMBERS * sizeof *subject->pass);
    if (params == NULL || (shape->pass != PASS_NONE && subject->pass == NULL)) {
        free(params);
        return error_set(err, "not enough memory for the network %s", shape->name);
    }
    for (size_t l = 1; l <= net->layer_count; l++) {
        net_init_weights(net, l, INIT_XAVIER_UNIFORM, 1, &rng, params);
        if (net->layers[l].recurrent)
            net_init_recurrent(net, l, INIT_XAVIER_UNIFORM, 1, &rng, params);
    }
    if (shape->limit == NULL)
        subject->fann = bench_fann_new(net, params, &subject->data, shape->batch, learning_rate,
                                       training.optimizer.constants[0], err);
    ok = (subject->fann != NULL || shape->limit != NULL || !bench_fann_present()) &&
         stepper_init(&subject->stepper, net, &subject->data, &training, params, err);
    free(params);
    return ok;
}

static void finish_subject(struct subject *subject)
{
    stepper_finish(&subject->stepper);
    bench_fann_free(subject->fann);
    dataset_finish(&subject->data);
    net_finish(&subject->net);
    free(subject->pass);
}

static void train_epoch(struct subject *subject)
{
    struct stepper *stepper = &subject->stepper;

    stepper_run(stepper, stepper->state.step + SAMPLES / stepper->training.batch *
                                                   stepper->here.count);
}

static void train_fann_epoch(struct subject *subject)
{
    bench_fann_epoch(subject->fann);
}

ALWAYS_INLINE void pass(bool root, size_t n, double *restrict w, const double *restrict g,
                        double *restrict second)
{
    if (root)
        for (size_t i = 0; i < n; i++) {
            second[i] = momentum * second[i] + g[i];
            w[i] -= learning_rate * (g[i] / (sqrt(second[i]) + learning_rate));
        }
    else
        for (size_t i = 0; i < n; i++)
            w[i] -= learning_rate * g[i];
}

FOR_WIDE static void pass_wide(bool root, size_t n, double *w, const double *g, double *second)
{
    pass(root, n, w, g, second);
}

FOR_WIDEST static void pass_widest(bool root, size_t n, double *w, const double *g, double *second)
{
    pass(root, n, w, g, second);
}

/* An epoch's passes. */
static void pass_epoch(struct subject *subject)
{
    const bool root = optimizer_has_second(&subject->stepper.training.optimizer);
    const size_t n = subject->net.param_count;
    double *w = subject->pass;

    for (size_t i = 0; i < SAMPLES; i++)
        if (processor_lanes() == 8)
            pass_widest(root, n, w, w + n, w + 2 * n);
        else if (processor_lanes() == 4)
            pass_wide(root, n, w, w + n, w + 2 * n);
        else
            pass(root, n, w, w + n, w + 2 * n);
}

static double processor_ms(void)
{
    return (double)clock() * 1e3 / CLOCKS_PER_SEC;
}

/* Nanoseconds a sample over whole epochs that together last ROUND_MS. They are the processor's: the
 * time that other programs get in between is not training. */
static double time_epochs(struct subject *subject, void (*train)(struct subject *subject))
{
    uint64_t samples = 0;
    double start = processor_ms(), end;

    do {
        for (int i = 0; i < subject->epochs; i++)
            train(subject);
        samples += (uint64_t)subject->epochs * SAMPLES;
        end = processor_ms();
    } while (end - start < ROUND_MS);
    return (end - start) * 1e6 / (double)samples;
}

/* The first epoch, after which both must say the same of the first sample. */
static bool warm_up(struct subject *subject, const struct shape *shape, struct error *err)
{
    const struct net *net = &subject->net;
    double *block = subject->stepper.block;
    const double *output;
    double tolerance = subject->stepper.training.optimizer.constants[0] > 0
                           ? fann_momentum_tolerance
                           : fann_tolerance;

    train_epoch(subject);
    if (subject->fann == NULL)
        return true;
    train_fann_epoch(subject);
    output = bench_fann_run(subject->fann, subject->data.x);
    net_evaluate(net, block, subject->data.x, subject->data.t);
    for (size_t k = 0; k < net_output(net)->out; k++)
        if (!(fabs(output[k] - block[net_output(net)->a + k]) < tolerance))
            return error_set(err, "FANN does not train %s as it should: output %zu is %.9g "
                                  "instead of %.9g", shape->name, k + 1, output[k],
                             block[net_output(net)->a + k]);
    return true;
}

static void run_round(struct subject *subject, int round)
{
    subject->ns[round] = time_epochs(subject, train_epoch);
    if (subject->pass != NULL)
        subject->pass_ns[round] = time_epochs(subject, pass_epoch);
    if (subject->fann == NULL)
        return;
    subject->fann_ns[round] = time_epochs(subject, train_fann_epoch);
    subject->ratio[round] = subject->ns[round] / subject->fann_ns[round];
}

static void sum_up(struct subject *subject, const char *shape, struct bench_train *result)
{
    *result = (struct bench_train){.shape = shape, .ns = bench_median(subject->ns, ROUNDS)};
    if (subject->fann == NULL)
        return;
    result->fann_ns = bench_median(subject->fann_ns, ROUNDS);
    result->fann_ratio = bench_median(subject->ratio, ROUNDS);
}

/* The limits, which come from other rows. */
static void find_limits(struct subject *subjects, struct bench_train *results)
{
    for (int i = 0; i < BENCH_NETS; i++)
        for (int from = 0; shapes[i].limit != NULL && from < BENCH_NETS; from++)
            if (strcmp(shapes[from].name, shapes[i].limit) == 0)
                results[i].limit_ns =
                    shapes[i].limit_times * results[from].ns +
                    (subjects[i].pass != NULL ? bench_median(subjects[i].pass_ns, ROUNDS) : 0.0);
}

bool bench_train(struct bench_train results[BENCH_NETS], struct error *err)
{
    struct subject subjects[BENCH_NETS] = {0};
    bool ok = true;

    for (int i = 0; i < BENCH_NETS && ok; i++)
        ok = init_subject(&subjects[i], &shapes[i], err) && warm_up(&subjects[i], &shapes[i], err);
    for (int round = 0; round < ROUNDS && ok; round++)
        for (int i = 0; i < BENCH_NETS; i++)
            run_round(&subjects[i], round);
    for (int i = 0; i < BENCH_NETS && ok; i++)
        sum_up(&subjects[i], shapes[i].name, &results[i]);
    if (ok)
        find_limits(subjects, results);
    for (int i = 0; i < BENCH_NETS; i++)
        finish_subject(&subjects[i]);
    return ok;
}
