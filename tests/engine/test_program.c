#include "fixture.h"

#include "engine/program.h"

/* A program of `layers` layers; the net is only needed to make it. */
static struct program new_program(size_t layers, size_t samples, size_t batch)
{
    struct net_layer_spec specs[8];
    struct program program;
    struct net net;

    for (size_t i = 0; i < layers; i++)
        specs[i] = (struct net_layer_spec){1, ACTIVATION_TANH, 0, true, true, false};
    assert_true(net_init(&net, 1, specs, layers, LOSS_MEAN_SQUARED_ERROR, NULL));
    assert_true(program_init(&program, &net, samples, batch, NULL));
    net_finish(&net);
    return program;
}

static void expect_unit(const struct program *program, uint64_t step, enum unit_kind kind,
                        size_t layer, size_t batch_index)
{
    struct place place;

    program_locate(program, step, 0, &place);
    assert_int_equal(place.step, step);
    assert_int_equal(place.unit.kind, kind);
    assert_int_equal(place.unit.layer, layer);
    assert_int_equal(place.batch_index, batch_index);
}

/* Forward up, the loss, backward down the same list; then the updates. */
static void test_order(void **state)
{
    struct program program = new_program(3, 5, 2);
    uint64_t step = 0;

    (void)state;
    for (size_t sample = 0; sample < 2; sample++) {
        for (size_t l = 1; l <= 3; l++)
            expect_unit(&program, ++step, UNIT_FORWARD, l, sample);
        expect_unit(&program, ++step, UNIT_LOSS, 3, sample);
        for (size_t l = 3; l >= 1; l--)
            expect_unit(&program, ++step, UNIT_BACKWARD, l, sample);
    }
    for (size_t l = 1; l <= 3; l++)
        expect_unit(&program, ++step, UNIT_UPDATE, l, 1);
    assert_int_equal(program_iteration_start(&program, 2), step);
    assert_int_equal(program_iteration_units(&program, 1), step);
    assert_int_equal(program_iteration_units(&program, 3), 7 + 3); /* one sample left */
    program_finish(&program);
    program_finish(&program);
}

static void test_step_zero(void **state)
{
    struct program program = new_program(2, 3, 2);
    struct place place;

    (void)state;
    program_locate(&program, 0, 0, &place);
    assert_int_equal(place.step, 0);
    assert_int_equal(place.iteration, 1);
    assert_int_equal(place.epoch, 1);
    assert_int_equal(place.index, 0);
    assert_int_equal(place.count, 2 * 5 + 2);
    assert_int_equal(place.unit.layer, 0);
    assert_int_equal(place.batch_index, 0);
    assert_int_equal(place.batch_count, 2);
    assert_int_equal(place.epoch_offset, 0);
    assert_int_equal(program_iteration_start(&program, 1), 0);
    program_finish(&program);
}

/* Walks `iterations` with counters of its own and asks where each step is. */
static void walk(size_t layers, size_t samples, size_t batch, uint64_t iterations)
{
    struct program program = new_program(layers, samples, batch);
    uint64_t step = 0, epoch = 1;
    size_t offset = 0;

    for (uint64_t iteration = 1; iteration <= iterations; iteration++) {
        size_t left = samples - offset, count = left < batch ? left : batch;
        size_t units = count * (2 * layers + 1) + layers;

        assert_int_equal(program_iteration_start(&program, iteration), step);
        assert_int_equal(program_iteration_units(&program, iteration), units);
        for (size_t index = 1; index <= units; index++) {
            struct place place;
            size_t batch_index;

            program_locate(&program, ++step, 0, &place);
            assert_int_equal(place.iteration, iteration);
            assert_int_equal(place.epoch, epoch);
            assert_int_equal(place.index, index);
            assert_int_equal(place.count, units);
            assert_int_equal(place.batch_count, count);
            assert_int_equal(place.epoch_offset, offset);
            assert_int_equal(place.unit.kind,
                             program_unit(&program, count, index, &batch_index).kind);
            assert_int_equal(place.batch_index, batch_index);
            assert_int_equal(batch_index,
                             index > units - layers ? count - 1 : (index - 1) / (2 * layers + 1));
        }
        offset += count;
        if (offset == samples) {
            offset = 0;
            epoch++;
        }
    }
    assert_true(epoch > 2);
    program_finish(&program);
}

static void test_locate_is_the_inverse(void **state)
{
    (void)state;
    for (size_t layers = 1; layers <= 3; layers++)
        for (size_t samples = 1; samples <= 7; samples++)
            for (size_t batch = 1; batch <= samples; batch++)
                walk(layers, samples, batch, 3 * samples);
    walk(2, 100, 33, 12);
}

/* Far out, beyond 32 bits. */
static void test_far(void **state)
{
    struct program program = new_program(2, 1000000, 300);
    uint64_t iteration = UINT64_C(1) << 40, step;
    struct place place;

    (void)state;
    step = program_iteration_start(&program, iteration);
    program_locate(&program, step, 0, &place);
    assert_true(place.iteration == iteration - 1 && place.index == place.count);
    program_locate(&program, step + 1, 0, &place);
    assert_true(place.iteration == iteration && place.index == 1);
    program_finish(&program);
}

/* A stop belongs to the iteration it ends, and nothing lies behind it. */
static void test_stop(void **state)
{
    struct program program = new_program(2, 3, 2);
    uint64_t stop = program_iteration_start(&program, 3) + 1;
    struct place place;

    (void)state;
    for (uint64_t step = stop; step < stop + 30; step += 29) {
        program_locate(&program, step, stop, &place);
        assert_int_equal(place.step, stop);
        assert_int_equal(place.unit.kind, UNIT_STOP);
        assert_int_equal(place.unit.layer, 0);
        assert_int_equal(place.iteration, 2);
        assert_int_equal(place.epoch, 1);
        assert_int_equal(place.batch_count, 1);
        assert_int_equal(place.batch_index, 0);
        assert_int_equal(place.epoch_offset, 2);
        assert_int_equal(place.count, 5 + 2);
        assert_int_equal(place.index, place.count + 1);
    }
    program_locate(&program, stop - 1, stop, &place);
    assert_int_equal(place.unit.kind, UNIT_UPDATE);
    assert_int_equal(place.index, place.count);
    program_finish(&program);
}

/* Step by step it comes to the same places as by asking for each. */
/* The place is that of the step. */
static void assert_same_place(const struct program *program, const struct place *place,
                              uint64_t step)
{
    struct place asked;

    program_locate(program, step, 0, &asked);
    assert_true(place->step == step && place->iteration == asked.iteration);
    assert_true(place->epoch == asked.epoch && place->index == asked.index);
    assert_true(place->count == asked.count && place->unit.kind == asked.unit.kind);
    assert_int_equal(place->unit.layer, asked.unit.layer);
    assert_int_equal(place->batch_index, asked.batch_index);
    assert_int_equal(place->batch_count, asked.batch_count);
    assert_int_equal(place->epoch_offset, asked.epoch_offset);
}

static void test_advance(void **state)
{
    (void)state;
    for (size_t batch = 1; batch <= 4; batch++) {
        struct fixture f;
        struct place place;

        fixture_xor(&f, batch, false);
        fixture_start(&f);
        program_locate(&f.stepper.program, 0, 0, &place);
        for (uint64_t step = 1; step <= 150; step++) {
            program_advance(&f.stepper.program, &place);
            assert_same_place(&f.stepper.program, &place, step);
        }
        fixture_finish(&f);
    }
}

static void test_advance_iteration(void **state)
{
    (void)state;
    for (size_t batch = 1; batch <= 4; batch++) {
        struct fixture f;
        struct place place;

        fixture_xor(&f, batch, false);
        fixture_start(&f);
        program_locate(&f.stepper.program, 0, 0, &place);
        for (uint64_t iteration = 1; iteration <= 20; iteration++) {
            program_advance_iteration(&f.stepper.program, &place);
            assert_same_place(&f.stepper.program, &place,
                              program_iteration_start(&f.stepper.program, iteration + 1));
            assert_int_equal(place.iteration, iteration);
            assert_int_equal(place.index, place.count);
        }
        fixture_finish(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_step_zero),
        cmocka_unit_test(test_locate_is_the_inverse),
        cmocka_unit_test(test_far),
        cmocka_unit_test(test_stop),
        cmocka_unit_test(test_advance),
        cmocka_unit_test(test_advance_iteration),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
