#include "fixture.h"

#include "engine/check/judge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Weights stand still until the update, gradients from the backward pass on. */
static void test_phases_touch_what_is_theirs(void **state)
{
    struct fixture f;
    double *before;
    size_t params, kinds[5] = {0};

    (void)state;
    fixture_xor(&f, 3, true);
    fixture_start(&f);
    params = f.net.param_count;
    before = malloc(f.net.block_size * sizeof *before);
    assert_non_null(before);
    for (int i = 0; i < 200; i++) {
        const struct net_layer *layer;
        struct place place;
        bool weights_same, gradients_same, moved = false;

        memcpy(before, f.stepper.block, f.net.block_size * sizeof *before);
        assert_true(stepper_step(&f.stepper));
        stepper_place(&f.stepper, &place);
        kinds[place.unit.kind]++;
        weights_same = memcmp(before, f.stepper.block, params * sizeof *before) == 0;
        gradients_same =
            memcmp(before + params, f.stepper.block + params, params * sizeof *before) == 0;
        assert_int_equal(weights_same, place.unit.kind != UNIT_UPDATE);
        if (place.index > 1) /* the first unit clears the sums */
            assert_int_equal(gradients_same, place.unit.kind != UNIT_BACKWARD);
        /* Of the parameters or gradients, only this layer's. */
        layer = &f.net.layers[place.unit.layer];
        for (size_t p = 0; p < params; p++) {
            bool own = p >= layer->w && p < layer->b + layer->out;
            bool same = before[p] == f.stepper.block[p] &&
                        (place.index == 1 || before[params + p] == f.stepper.block[params + p]);

            assert_true(own || same);
            moved = moved || !same;
        }
        assert_int_equal(moved, place.unit.kind == UNIT_UPDATE ||
                                    place.unit.kind == UNIT_BACKWARD);
    }
    assert_true(kinds[UNIT_FORWARD] > 20 && kinds[UNIT_UPDATE] > 20);
    free(before);
    fixture_finish(&f);
}

/* The sum over the batch is the sum of the samples' own dz·a. */
static void test_gradients_accumulate(void **state)
{
    double sums[13] = {0};
    struct place place = {0};
    struct fixture f;

    (void)state;
    fixture_xor(&f, 4, false);
    fixture_start(&f);
    while (place.unit.kind != UNIT_UPDATE) {
        assert_true(stepper_step(&f.stepper));
        stepper_place(&f.stepper, &place);
        if (place.unit.kind == UNIT_BACKWARD) {
            const struct net_layer *layer = &f.net.layers[place.unit.layer];
            const double *dz = f.stepper.block + layer->dz;
            const double *a = f.stepper.block + (layer - 1)->a;

            for (size_t j = 0; j < layer->out; j++) {
                for (size_t k = 0; k < layer->in; k++)
                    sums[layer->w + j * layer->in + k] += dz[j] * a[k];
                sums[layer->b + j] += dz[j];
            }
        }
    }
    assert_memory_equal(sums, f.stepper.block + f.net.param_count, sizeof sums);
    assert_true(fabs(sums[12]) > 1e-3);
    /* The first unit of the next iteration clears the sums. */
    fixture_run(&f, 1);
    assert_true(f.stepper.block[f.net.param_count + 12] != 0);
    stepper_step(&f.stepper);
    for (size_t i = 0; i < 13; i++)
        assert_true(f.stepper.block[f.net.param_count + i] == 0);
    fixture_finish(&f);
}

/* A unit at a time, a phase at a time, an iteration at a time: the same. */
/* With the sum of four samples' losses and a quarter of the rate, the run of their mean, bit for bit; the
 * gradients are those of that sum. */
static void test_sum(void **state)
{
    struct fixture mean, sum;
    struct nudge_model model;
    double scratch_loss, *scratch;

    (void)state;
    fixture_xor(&mean, 4, false);
    fixture_xor(&sum, 4, false);
    mean.training.optimizer.learning_rate = 0.5;
    sum.training.optimizer.learning_rate = 0.125;
    sum.training.sum = true;
    fixture_start(&mean);
    fixture_start(&sum);
    fixture_run(&mean, 10);
    fixture_run(&sum, 10);
    assert_memory_equal(mean.stepper.block, sum.stepper.block, mean.net.param_count * sizeof(double));
    scratch = net_new_block(&sum.net);
    assert_non_null(scratch);
    scratch_loss = stepper_batch_loss_now(&sum.stepper, scratch);
    assert_true(scratch_loss == 4 * stepper_batch_loss_now(&mean.stepper, scratch));
    free(scratch);

    assert_true(nudge_model_init(&model, &sum.net, sum.stepper.block, 4, NULL));
    memcpy(model.data.x, sum.data.x, 4 * sum.data.inputs * sizeof(double));
    memcpy(model.data.t, sum.data.t, 4 * sum.data.targets * sizeof(double));
    model.divisor = 1;
    for (size_t i = 0; i < sum.net.param_count; i++) {
        struct nudge nudge;

        nudge_run(&model, i, &nudge);
        assert_true(nudge.slope.loss == scratch_loss);
        assert_int_equal(judge(&nudge.slope, model.block[sum.net.param_count + i]), JUDGE_AGREES);
    }
    nudge_model_finish(&model);
    fixture_finish(&mean);
    fixture_finish(&sum);
}

static void test_units_make_phases_make_iterations(void **state)
{
    struct fixture one, many;
    size_t units = 0, phases = 0;

    (void)state;
    fixture_xor(&one, 2, true);
    fixture_xor(&many, 2, true);
    fixture_start(&one);
    fixture_start(&many);
    while (units < program_iteration_start(&one.stepper.program, 8)) {
        struct place place;
        enum unit_kind kind;

        /* A phase: units of a kind. */
        stepper_step(&one.stepper);
        units++;
        stepper_place(&one.stepper, &place);
        kind = place.unit.kind;
        while (place.index < place.count) {
            size_t sample;

            if (program_unit(&one.stepper.program, place.batch_count, place.index + 1, &sample)
                    .kind != kind)
                break;
            stepper_step(&one.stepper);
            units++;
            stepper_place(&one.stepper, &place);
        }
        phases++;
    }
    fixture_run(&many, 7);
    assert_int_equal(phases, 7 * (2 * 3 + 1)); /* forward, loss, backward a sample; update */
    assert_int_equal(many.stepper.state.step, units);
    assert_memory_equal(&one.stepper.state, &many.stepper.state, sizeof one.stepper.state);
    assert_memory_equal(one.stepper.block, many.stepper.block,
                        one.net.block_size * sizeof(double));
    fixture_finish(&one);
    fixture_finish(&many);
}

/* Each epoch has every sample once, in its own order; restored, the same again. */
static void test_shuffle(void **state)
{
    enum { EPOCHS = 20 };
    static const struct net_layer_spec layer = {1, ACTIVATION_TANH, 0, true, true, false};
    size_t order[EPOCHS][10], different = 0;
    struct fixture f;
    char *snapshot;

    (void)state;
    fixture_init(&f, 2, &layer, 1, LOSS_MEAN_SQUARED_ERROR, 10);
    fixture_randomize(&f, 1);
    f.training.batch = 3;
    f.training.shuffle = true;
    fixture_start(&f);
    snapshot = malloc(stepper_snapshot_size(&f.stepper));
    assert_non_null(snapshot);
    stepper_save(&f.stepper, snapshot);
    for (int round = 0; round < 2; round++) {
        for (size_t epoch = 0; epoch < EPOCHS; epoch++) {
            unsigned seen = 0;

            for (size_t i = 0; i < 10; i += 3) {
                size_t left = 10 - i < 3 ? 10 - i : 3;

                stepper_step(&f.stepper);
                for (size_t k = 0; k < left; k++) {
                    size_t sample = stepper_sample(&f.stepper, k);

                    seen |= 1u << sample;
                    if (round == 0)
                        order[epoch][i + k] = sample;
                    assert_int_equal(order[epoch][i + k], sample);
                }
                assert_true(f.stepper.block[f.net.layers[0].a] ==
                            dataset_x(&f.data, order[epoch][i])[0]);
                fixture_run(&f, 1);
            }
            assert_int_equal(seen, 0x3ff);
            if (epoch > 0 && memcmp(order[epoch], order[0], sizeof order[0]) != 0)
                different++;
        }
        stepper_restore(&f.stepper, snapshot);
        assert_int_equal(stepper_sample(&f.stepper, 2), order[0][2]);
    }
    assert_true(different >= EPOCHS - 2);
    free(snapshot);
    fixture_finish(&f);
}

static void test_sequential_order(void **state)
{
    struct fixture f;

    (void)state;
    fixture_xor(&f, 3, false);
    fixture_start(&f);
    for (size_t epoch = 0; epoch < 3; epoch++) {
        stepper_step(&f.stepper);
        for (size_t i = 0; i < 3; i++)
            assert_int_equal(stepper_sample(&f.stepper, i), i);
        fixture_run(&f, 1);
        stepper_step(&f.stepper);
        assert_int_equal(stepper_sample(&f.stepper, 0), 3);
        fixture_run(&f, 1);
    }
    fixture_finish(&f);
}

static void test_errors(void **state)
{
    struct error err = {0};
    struct fixture f;

    (void)state;
    fixture_mazur(&f, true);
    f.training.batch = 0;
    assert_false(stepper_init(&f.stepper, &f.net, &f.data, &f.training, f.params, &err));
    assert_non_null(strstr(err.text, "batch of 0"));
    f.training.batch = 2;
    assert_false(stepper_init(&f.stepper, &f.net, &f.data, &f.training, f.params, &err));
    assert_non_null(strstr(err.text, "batch of 2"));
    f.training.batch = 1;
    f.data.inputs = 1;
    assert_false(stepper_init(&f.stepper, &f.net, &f.data, &f.training, f.params, &err));
    assert_non_null(strstr(err.text, "1 inputs"));
    f.data.inputs = 2;
    f.data.targets = 3;
    assert_false(stepper_init(&f.stepper, &f.net, &f.data, &f.training, f.params, &err));
    assert_non_null(strstr(err.text, "3 targets"));
    f.data.count = 0;
    assert_false(stepper_init(&f.stepper, &f.net, &f.data, &f.training, f.params, &err));
    assert_non_null(strstr(err.text, "no samples"));
    assert_null(f.stepper.block);
    fixture_finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_phases_touch_what_is_theirs),
        cmocka_unit_test(test_gradients_accumulate),
        cmocka_unit_test(test_sum),
        cmocka_unit_test(test_units_make_phases_make_iterations),
        cmocka_unit_test(test_shuffle),
        cmocka_unit_test(test_sequential_order),
        cmocka_unit_test(test_errors),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
