/*
 * What travelling costs, in units executed a second time: a count, not a time.
 */
#include "fixture.h"

#include "engine/history.h"

#include <stdlib.h>

/* FNV-1a of all of the stepper's bits. */
static uint64_t fingerprint(const struct stepper *stepper, char *scratch)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    size_t size = stepper_snapshot_size(stepper);

    stepper_save(stepper, scratch);
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)scratch[i]) * UINT64_C(0x100000001b3);
    return hash;
}

/* Forward `count` iterations and back one by one; returns the units replayed. */
static uint64_t there_and_back(uint64_t count, size_t budget)
{
    struct fixture f;
    struct history history;
    uint64_t *marks = calloc(count + 1, sizeof *marks), replayed;
    char *scratch;

    fixture_xor(&f, 2, true);
    fixture_start(&f);
    scratch = malloc(stepper_snapshot_size(&f.stepper));
    assert_non_null(marks);
    assert_non_null(scratch);
    assert_true(history_init(&history, &f.stepper, budget, NULL));
    for (uint64_t i = 0; i <= count; i++) {
        assert_true(history_seek(&history, program_iteration_start(&f.stepper.program, i + 1)));
        marks[i] = fingerprint(&f.stepper, scratch);
        assert_true(i == 0 || marks[i] != marks[i - 1]);
    }
    assert_int_equal(history.replayed, 0);
    assert_true(history_memory(&history) <= budget);
    for (uint64_t i = count + 1; i-- > 0;) {
        assert_true(history_seek(&history, program_iteration_start(&f.stepper.program, i + 1)));
        if (fingerprint(&f.stepper, scratch) != marks[i])
            fail_msg("iteration %llu is not what it was", (unsigned long long)i);
    }
    assert_int_equal(f.stepper.state.step, 0);
    assert_true(history_memory(&history) <= budget);
    replayed = history.replayed;
    free(marks);
    free(scratch);
    history_finish(&history);
    fixture_finish(&f);
    return replayed;
}

static void test_long_way_back(void **state)
{
    const uint64_t count = 100000, units = count * (2 * 5 + 2);

    (void)state;
    /* All in memory, or nearly: the iteration one goes back into is replayed, and at
     * most as much again to lay the trail. */
    assert_true(there_and_back(count, HISTORY_BUDGET_DEFAULT) <= 3 * units);
    /* A thousandth of it: some replays of each iteration. */
    assert_true(there_and_back(count, HISTORY_BUDGET_DEFAULT / 1000) <= 6 * units);
}

/* A dozen snapshots: no more than the binomial bound promises. */
static void test_short_of_memory(void **state)
{
    const uint64_t count = 5000, units = count * (2 * 5 + 2);
    struct fixture f;
    size_t size;

    (void)state;
    fixture_xor(&f, 2, true);
    fixture_start(&f);
    size = stepper_snapshot_size(&f.stepper);
    fixture_finish(&f);
    /* Of 16, 12 hold checkpoints (512 iterations apart), 3 the trail: C(4+r, r) - 1 >= 511
     * for r = 9; one more for the iteration itself. */
    assert_true(there_and_back(count, 16 * size) <= 10 * units);
}

/* A trail laid for one journey does not hinder another one: down a little from
 * low in a stretch between checkpoints, then down all of it. */
static void test_trail_is_relaid(void **state)
{
    struct fixture f;
    struct history history;
    struct program *program = &f.stepper.program;
    uint64_t stride, top, before;

    (void)state;
    fixture_xor(&f, 2, true);
    fixture_start(&f);
    assert_true(history_init(&history, &f.stepper, 16 * stepper_snapshot_size(&f.stepper), NULL));
    assert_true(history_seek(&history, program_iteration_start(program, 5001)));
    stride = history.stride;
    assert_int_equal(stride, 512);
    for (uint64_t stretch = 0; stretch < 8; stretch++) {
        uint64_t low = stretch * stride + 60;

        for (uint64_t i = 0; i < 20; i++)
            assert_true(history_seek(&history, program_iteration_start(program, low - i)));
        assert_true(history.trail_count > 0);
        top = (stretch + 1) * stride;
        assert_true(history_seek(&history, program_iteration_start(program, top)));
        before = history.replayed;
        for (uint64_t i = 0; i < stride - 1; i++)
            assert_true(history_seek(&history, program_iteration_start(program, top - i)));
        assert_true(history.replayed - before <= 10 * stride * program_iteration_units(program, 1));
    }
    history_finish(&history);
    fixture_finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_long_way_back),
        cmocka_unit_test(test_short_of_memory),
        cmocka_unit_test(test_trail_is_relaid),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
