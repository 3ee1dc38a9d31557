/*
 * stepper_run against as many calls of stepper_step: the same bits of everything, whatever the
 * net, and wherever it begins and ends.
 */
#include "fixture.h"

#include "base/processor.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Two steppers of one training: `f` is stepped, `other` runs. */
struct pair {
    struct fixture f;
    struct stepper other;
    char *snapshot, *other_snapshot;
    size_t size;
};

static void pair_start(struct pair *p)
{
    fixture_start(&p->f);
    assert_true(stepper_init(&p->other, &p->f.net, &p->f.data, &p->f.training, p->f.params, NULL));
    p->size = stepper_snapshot_size(&p->other);
    p->snapshot = malloc(p->size);
    p->other_snapshot = malloc(p->size);
    assert_non_null(p->snapshot);
    assert_non_null(p->other_snapshot);
}

static void pair_finish(struct pair *p)
{
    free(p->snapshot);
    free(p->other_snapshot);
    stepper_finish(&p->other);
    fixture_finish(&p->f);
}

/* Word by word. Which NaN comes of two is for the compiler to choose; no number else is. */
static void assert_same_words(const char *a, const char *b, size_t size)
{
    for (size_t at = 0; at < size; at += sizeof(double)) {
        double x, y;

        memcpy(&x, a + at, sizeof x);
        memcpy(&y, b + at, sizeof y);
        if (!isnan(x) || !isnan(y))
            assert_memory_equal(a + at, b + at, sizeof x);
    }
}

static void assert_same(struct pair *p)
{
    struct place place, other;

    stepper_save(&p->f.stepper, p->snapshot);
    stepper_save(&p->other, p->other_snapshot);
    assert_same_words(p->snapshot, p->other_snapshot, p->size);
    stepper_place(&p->f.stepper, &place);
    stepper_place(&p->other, &other);
    assert_true(place.step == other.step && place.iteration == other.iteration);
    assert_true(place.epoch == other.epoch && place.epoch_offset == other.epoch_offset);
    assert_true(place.index == other.index && place.count == other.count);
    assert_true(place.unit.kind == other.unit.kind && place.unit.layer == other.unit.layer);
    assert_true(place.batch_index == other.batch_index && place.batch_count == other.batch_count);
}

/* Both to after step `step`, or to the end of the run. */
static void go(struct pair *p, uint64_t step)
{
    bool going = true;

    while (going && p->f.stepper.state.step < step)
        going = stepper_step(&p->f.stepper);
    assert_true(stepper_run(&p->other, step) == (p->f.stepper.state.step >= step));
    assert_same(p);
}

/* Runs of all lengths, from and to anywhere in an iteration. */
static void go_about(struct pair *p)
{
    uint64_t step = 0;
    double first, last;

    pair_start(p);
    first = p->other.block[p->f.net.layers[1].w];
    for (uint64_t length = 0; length <= 60; length++)
        go(p, step += length);
    go(p, step += 2000);
    last = p->other.block[p->f.net.layers[1].w];
    assert_true(isfinite(last));
    assert_true(first != last);
    pair_finish(p);
}

static void init_samples(struct pair *p, const struct net_layer_spec *layers, size_t inputs,
                         size_t count, enum loss loss, size_t samples)
{
    fixture_init(&p->f, inputs, layers, count, loss, samples);
    fixture_randomize(&p->f, inputs);
    p->f.data.x[0] = 0.0; /* its gradients are 0, or -0 */
    p->f.training.batch = 1;
    p->f.training.optimizer.learning_rate = 0.1;
}

static void init(struct pair *p, const struct net_layer_spec *layers, size_t inputs, size_t count,
                 enum loss loss)
{
    init_samples(p, layers, inputs, count, loss, 5);
}

/* Layers of few units and of many, beside each other in every order. */
static void test_shapes(void **state)
{
    static const size_t shapes[][3] = {{1, 1, 1}, {2, 1, 0}, {3, 2, 3}, {4, 3, 1}, {3, 4, 2},
                                       {8, 8, 1}, {2, 9, 5}, {17, 3, 13}, {1, 0, 0}, {5, 0, 0}};

    (void)state;
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
        for (size_t inputs = 1; inputs <= 9; inputs += inputs < 4 ? 1 : 5)
            for (int biases = 0; biases < 3; biases++) {
                struct net_layer_spec layers[3] = {0};
                size_t count = 0;
                struct pair p = {0};

                for (; count < 3 && shapes[i][count] > 0; count++)
                    layers[count] = (struct net_layer_spec){.units = shapes[i][count],
                                                            .activation = ACTIVATION_SIGMOID,
                                                            .has_biases = biases > 0,
                                                            .train_biases = biases > 1};
                init(&p, layers, inputs, count, LOSS_HALF_SQUARED_ERROR);
                go_about(&p);
            }
}

static void test_activations_and_losses(void **state)
{
    (void)state;
    for (int activation = 0; activation < ACTIVATION_SOFTMAX; activation++)
        for (int loss = 0; loss < (int)loss_count(); loss++)
            for (size_t units = 2; units <= 6; units += 4) {
                struct net_layer_spec layers[] = {
                    {units, (enum activation)activation, 0.1, true, true, false},
                    {3, loss == LOSS_CROSS_ENTROPY ? ACTIVATION_SOFTMAX : ACTIVATION_SIGMOID, 0,
                     true, true, false}};
                struct pair p = {0};

                init(&p, layers, 2, 2, (enum loss)loss);
                p.f.training.shuffle = true;
                go_about(&p);
            }
}

/* Any network in any training, by a number that says which. */
static void init_any(struct pair *p, struct rng *rng)
{
    static const size_t batches[] = {1, 2, 3, 4, 7, 17, 33, 40};
    struct net_layer_spec layers[3] = {0};
    const size_t count = 1 + (size_t)(3 * rng_uniform(rng));
    const enum loss loss = (enum loss)(rng_uniform(rng) * (double)loss_count());
    struct training *training = &p->f.training;
    struct optimizer *o = &training->optimizer;

    for (size_t l = 0; l < count; l++)
        layers[l] = (struct net_layer_spec){
            .units = 1 + (size_t)(12 * rng_uniform(rng)),
            .activation = (enum activation)(rng_uniform(rng) * ACTIVATION_SOFTMAX),
            .slope = 0.1,
            .has_biases = rng_uniform(rng) < 0.8,
            .train_biases = rng_uniform(rng) < 0.8};
    if (loss_row(loss)->fused && rng_uniform(rng) < 0.8)
        layers[count - 1].activation = loss_row(loss)->with;
    init_samples(p, layers, 1 + (size_t)(20 * rng_uniform(rng)), count, loss, 41);
    optimizer_choose(o, (enum optimizer_kind)(rng_uniform(rng) * (double)optimizer_count()));
    o->learning_rate = 0.01;
    o->l2 = rng_uniform(rng) < 0.3 ? 0.01 : 0;
    o->clip_value = rng_uniform(rng) < 0.2 ? 0.05 : 0;
    o->clip_norm = rng_uniform(rng) < 0.2 ? 0.1 : 0;
    training->batch = batches[(size_t)(8 * rng_uniform(rng))];
    training->sum = rng_uniform(rng) < 0.2;
    training->shuffle = rng_uniform(rng) < 0.5;
    training->stop.gradient_norm_below = rng_uniform(rng) < 0.2 ? 1e-30 : 0;
    if (rng_uniform(rng) < 0.1)
        training->mistake = (enum mistake)(rng_uniform(rng) * MISTAKE_COUNT);
    net_reserve_buffers(&p->f.net, optimizer_buffers(o));
}

static void test_any(void **state)
{
    struct rng rng;

    (void)state;
    rng_seed(&rng, 16);
    for (int i = 0; i < 300; i++) {
        struct pair p = {0};
        uint64_t step = 0;

        processor_allow_lanes((size_t)2 << i % 3);
        init_any(&p, &rng);
        pair_start(&p);
        for (size_t length = 1; length <= 6; length++)
            go(&p, step += length * length * p.other.here.count / 5 + 1);
        pair_finish(&p);
    }
    processor_allow_lanes(8);
}

enum { TIMES = 9, SEQUENCES = 5 };

/* Sequences of different lengths, each with a target at some of its times. */
static void init_sequences(struct pair *p, struct rng *rng)
{
    const struct net_layer_spec layers[] = {
        {5, ACTIVATION_TANH, 0, true, true, rng_uniform(rng) < 0.5},
        {6, ACTIVATION_SIGMOID, 0, true, rng_uniform(rng) < 0.8, true},
        {3, ACTIVATION_RELU, 0, rng_uniform(rng) < 0.8, false, false},
        {2, ACTIVATION_SOFTMAX, 0, true, true, false}};
    struct dataset *data = &p->f.data;
    struct optimizer *o = &p->f.training.optimizer;

    init_samples(p, layers, 3, 4, LOSS_CROSS_ENTROPY, SEQUENCES);
    dataset_finish(data);
    assert_true(dataset_init(data, SEQUENCES, 3 * TIMES, 2 * TIMES, NULL));
    data->times = TIMES;
    for (size_t i = 0; i < SEQUENCES; i++) {
        const size_t length = 1 + (size_t)(TIMES * rng_uniform(rng));

        for (size_t time = 0; time < TIMES; time++) {
            const bool target = time + 1 == length || (time < length && rng_uniform(rng) < 0.4);

            for (size_t k = 0; k < 3; k++)
                data->x[(i * TIMES + time) * 3 + k] =
                    time < length ? rng_uniform(rng) - 0.5 : (double)NAN;
            for (size_t k = 0; k < 2; k++)
                data->t[(i * TIMES + time) * 2 + k] = target ? (double)(k == i % 2) : (double)NAN;
        }
    }
    assert_true(net_unroll(&p->f.net, data, NULL));
    p->f.net.truncate = (size_t)(4 * rng_uniform(rng));
    p->f.net.time_mean = rng_uniform(rng) < 0.5;
    optimizer_choose(o, (enum optimizer_kind)(rng_uniform(rng) * (double)optimizer_count()));
    o->clip_norm = rng_uniform(rng) < 0.3 ? 0.1 : 0;
    p->f.training.batch = 1 + (size_t)(SEQUENCES * rng_uniform(rng));
    net_reserve_buffers(&p->f.net, optimizer_buffers(o));
}

static void test_sequences(void **state)
{
    struct rng rng;

    (void)state;
    rng_seed(&rng, 17);
    for (int i = 0; i < 100; i++) {
        struct pair p = {0};
        uint64_t step = 0;

        init_sequences(&p, &rng);
        pair_start(&p);
        for (size_t length = 1; length <= 6; length++)
            go(&p, step += length * length * p.other.here.count / 5 + 1);
        pair_finish(&p);
    }
}

/* The first layer, where it is wide and updated with the next sample: of units and inputs that fill
 * vectors and that do not, and with weights of -0, which an update by -0 leaves. */
static void test_wide_first_layer(void **state)
{
    static const size_t sizes[] = {1, 4, 7, 8, 16, 21, 40, 67};

    (void)state;
    for (size_t i = 0; i < 8 * 3 * 3; i++) {
        struct net_layer_spec layers[] = {
            {sizes[i / 9], ACTIVATION_SIGMOID, 0, i % 5 != 0, i % 7 != 0, false},
            {2, ACTIVATION_TANH, 0, true, true, false}};
        struct pair p = {0};

        processor_allow_lanes((size_t)2 << i % 3);
        init_samples(&p, layers, 15 + 23 * (i / 3 % 3), 1 + i % 2, LOSS_HALF_SQUARED_ERROR, 41);
        for (size_t s = 0; s < 41; s++)
            p.f.data.x[s * p.f.data.inputs + 4] = s % 2 ? 0.0 : -0.0;
        p.f.params[4] = -0.0;
        p.f.data.x[17] = i == 61 ? (double)INFINITY : -0.0;
        pair_start(&p);
        for (uint64_t count = 1; count <= 64; count *= 2)
            go(&p, p.other.state.step + count * p.other.here.count + 1);
        edit_log_put(&p.f.stepper.edits, &(struct edit){.step = 900, .kind = EDIT_INPUT, .to = 1});
        edit_log_put(&p.other.edits, &(struct edit){.step = 900, .kind = EDIT_INPUT, .to = 1});
        go(&p, p.other.state.step + 60 * p.other.here.count);
        pair_finish(&p);
    }
    processor_allow_lanes(8);
}

/* A sample that was changed by hand, in the middle of a batch. */
static void test_edits_of_a_batch(void **state)
{
    static const struct edit edits[] = {
        {.step = 0, .kind = EDIT_INPUT, .sample = 2, .to = 1, .value = 0.3},
        {.step = 33, .kind = EDIT_INPUT, .sample = 0, .to = 0, .value = -0.7},
        {.step = 100, .kind = EDIT_OPTIMIZER, .value = OPTIMIZER_ADAM},
        {.step = 150, .kind = EDIT_WEIGHT, .layer = 2, .from = 1, .value = -0.25},
    };
    struct pair p = {0};

    (void)state;
    fixture_xor(&p.f, 4, false);
    net_reserve_buffers(&p.f.net, 2);
    pair_start(&p);
    for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++) {
        edit_log_put(&p.f.stepper.edits, &edits[i]);
        edit_log_put(&p.other.edits, &edits[i]);
    }
    for (uint64_t step = 0; step < 300; step += 37)
        go(&p, step);
    pair_finish(&p);
}

/* What cannot be run that way is stepped. */
static void test_other_trainings(void **state)
{
    (void)state;
    for (int i = 0; i < 6; i++) {
        struct pair p = {0};

        fixture_xor(&p.f, i == 0 ? 3 : 1, true);
        if (i == 1)
            optimizer_choose(&p.f.training.optimizer, OPTIMIZER_MOMENTUM);
        if (i == 2)
            p.f.training.optimizer.l2 = 0.01;
        if (i == 3)
            p.f.training.mistake = MISTAKE_ADDED;
        if (i == 4)
            p.f.training.stop.gradient_norm_below = 1e-9;
        if (i == 5)
            p.f.training.mistake = MISTAKE_NOT_CLEARED;
        net_reserve_buffers(&p.f.net, optimizer_buffers(&p.f.training.optimizer));
        go_about(&p);
    }
}

/* The loss is infinite in the end. */
static void diverge(struct pair *p)
{
    p->f.training.stop.divergence = true;
    p->f.net.loss = LOSS_HALF_SQUARED_ERROR;
    p->f.net.layers[2].activation = ACTIVATION_IDENTITY;
    p->f.net.layers[1].activation = ACTIVATION_IDENTITY;
    p->f.training.optimizer.learning_rate = 0.5;
    for (size_t i = 0; i < p->f.net.param_count; i++)
        p->f.params[i] = 1.0 + 0.1 * (double)i;
}

/* A run that stops has the sums of its last iteration. */
static void test_stops(void **state)
{
    static const enum stop_reason reasons[] = {STOP_ITERATIONS, STOP_EPOCHS, STOP_LOSS_BELOW,
                                               STOP_PATIENCE, STOP_DIVERGENCE};

    (void)state;
    for (int i = 0; i < 5; i++) {
        struct pair p = {0};

        fixture_xor(&p.f, 1, true);
        p.f.training.optimizer.learning_rate = 2;
        if (i == 0)
            p.f.training.stop.iterations = 33;
        else if (i == 1)
            p.f.training.stop.epochs = 8;
        else if (i == 2)
            p.f.training.stop.loss_below = 0.1;
        else if (i == 3)
            p.f.training.stop.patience = 4;
        else
            diverge(&p);
        pair_start(&p);
        go(&p, 9);
        go(&p, 100000);
        assert_true(p.other.state.stop_step > 9);
        assert_int_equal(p.other.state.stopped, reasons[i]);
        assert_int_equal(p.other.state.step, p.other.state.stop_step);
        assert_true(p.other.block[p.f.net.layers[1].gb] != 0);
        go(&p, 100000);
        pair_finish(&p);
    }
}

/* Edits at the start of an iteration, in the middle, and two in a row. */
static void test_edits(void **state)
{
    static const struct edit edits[] = {
        {.step = 0, .kind = EDIT_WEIGHT, .layer = 1, .value = 0.5},
        {.step = 93, .kind = EDIT_LEARNING_RATE, .value = 0.7},
        {.step = 140, .kind = EDIT_WEIGHT, .layer = 2, .from = 1, .value = -0.25},
        {.step = 141, .kind = EDIT_BIAS, .layer = 1, .to = 1, .value = 2},
        {.step = 250, .kind = EDIT_OPTIMIZER, .value = OPTIMIZER_ADAM},
        {.step = 290, .kind = EDIT_OPTIMIZER, .value = OPTIMIZER_SGD},
        {.step = 300, .kind = EDIT_INPUT, .sample = 2, .to = 1, .value = 0.3},
    };
    struct pair p = {0};

    (void)state;
    fixture_xor(&p.f, 1, false);
    net_reserve_buffers(&p.f.net, 2);
    pair_start(&p);
    for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++) {
        edit_log_put(&p.f.stepper.edits, &edits[i]);
        edit_log_put(&p.other.edits, &edits[i]);
    }
    go(&p, 93);
    go(&p, 700);
    assert_true(p.other.state.optimizer.learning_rate == 0.7);
    pair_finish(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shapes),
        cmocka_unit_test(test_activations_and_losses),
        cmocka_unit_test(test_other_trainings),
        cmocka_unit_test(test_stops),
        cmocka_unit_test(test_edits),
        cmocka_unit_test(test_any),
        cmocka_unit_test(test_sequences),
        cmocka_unit_test(test_wide_first_layer),
        cmocka_unit_test(test_edits_of_a_batch),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
