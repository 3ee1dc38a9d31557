#include "fixture.h"

#include "engine/history.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* A run recorded by plain stepping: what travelling must reproduce to the bit. */
struct record {
    char *snapshots; /* owned; of steps 0 .. count */
    size_t size;
    uint64_t count;
};

static const char *record_at(const struct record *record, uint64_t step)
{
    return record->snapshots + step * record->size;
}

/* Records `count` steps, or fewer if the run stops, and starts the run anew. */
static struct record record_run(struct fixture *f, uint64_t count)
{
    struct record record = {0};

    fixture_start(f);
    record.size = stepper_snapshot_size(&f->stepper);
    record.snapshots = malloc((count + 1) * record.size);
    assert_non_null(record.snapshots);
    stepper_save(&f->stepper, record.snapshots);
    while (record.count < count && stepper_step(&f->stepper)) {
        record.count++;
        stepper_save(&f->stepper, record.snapshots + record.count * record.size);
    }
    assert_true(record.count > 10);
    stepper_restore(&f->stepper, record.snapshots);
    return record;
}

/* The stepper stands where the record says, `before` where its iteration began. */
static void check(const struct history *history, const struct record *record, uint64_t step)
{
    const struct stepper *stepper = history->stepper;
    char *now = malloc(record->size);
    struct place place;
    uint64_t start;

    assert_non_null(now);
    assert_int_equal(stepper->state.step, step);
    stepper_save(stepper, now);
    assert_memory_equal(now, record_at(record, step), record->size);
    stepper_place(stepper, &place);
    start = program_iteration_start(&stepper->program, place.iteration);
    assert_memory_equal(history_before(history), stepper_snapshot_block(record_at(record, start)),
                        stepper->net->block_size * sizeof(double));
    free(now);
}

static struct history new_history(struct fixture *f, size_t snapshots)
{
    struct history history;

    assert_true(history_init(&history, &f->stepper,
                             snapshots * stepper_snapshot_size(&f->stepper), NULL));
    history.stride = 1; /* as of a large network, so that a short run has many */
    return history;
}

static void check_store(const struct history *history, size_t snapshots)
{
    size_t most = snapshots > 4 ? snapshots : 4;

    for (size_t i = 0; i < history->checkpoint_count; i++) {
        const char *checkpoint = history->checkpoints + i * history->snapshot_size;

        assert_int_equal(
            stepper_snapshot_state(checkpoint)->step,
            program_iteration_start(&history->stepper->program, 1 + i * history->stride));
    }
    assert_true(history_memory(history) <= most * history->snapshot_size);
    assert_true(history->checkpoint_count > 0 || history->stepper->state.step == 0);
}

/* Several nets: a batch of one, a smaller last batch and shuffling, softmax, optimisers with
 * buffers. */
enum { NETS = 6 };

static void some_net(struct fixture *f, int number)
{
    static const struct net_layer_spec deep[] = {
        {4, ACTIVATION_RELU, 0, true, true, false},
        {3, ACTIVATION_LEAKY_RELU, 0.1, false, false, false},
        {3, ACTIVATION_SOFTMAX, 0, true, true, false},
    };

    if (number == 4) {
        fixture_xor(f, 3, true);
        f->training.optimizer = (struct optimizer){.kind = OPTIMIZER_NESTEROV, .learning_rate = 0.1,
                                                   .constants = {0.9}, .l2 = 0.01};
        net_reserve_buffers(&f->net, 2);
    } else if (number == 5) {
        fixture_xor(f, 2, true);
        f->training.optimizer = (struct optimizer){.kind = OPTIMIZER_ADAM, .learning_rate = 0.05,
                                                   .constants = {0.9, 0.999, 1e-8}};
        net_reserve_buffers(&f->net, 2);
    } else if (number == 0) {
        fixture_mazur(f, false);
    } else if (number == 1) {
        fixture_xor(f, 3, true);
    } else if (number == 2) {
        fixture_xor(f, 1, true);
    } else {
        fixture_init(f, 2, deep, 3, LOSS_CROSS_ENTROPY, 5);
        fixture_randomize(f, 9);
        f->training.batch = 2;
        f->training.shuffle = true;
    }
}

/* From every step one back and forth again, and to the start and back. */
static void test_back_from_every_step(void **state)
{
    (void)state;
    for (int net = 0; net < NETS; net++)
        for (size_t snapshots = 0; snapshots < 40; snapshots += 13) {
            struct fixture f;
            struct record record;
            struct history history;

            some_net(&f, net);
            record = record_run(&f, 150);
            history = new_history(&f, snapshots);
            check(&history, &record, 0);
            for (uint64_t step = 1; step <= record.count; step++) {
                assert_true(history_step(&history));
                check(&history, &record, step);
                assert_true(history_seek(&history, step - 1));
                check(&history, &record, step - 1);
                assert_true(history_seek(&history, step));
                check(&history, &record, step);
                if (step % 10 == 0) {
                    assert_true(history_seek(&history, 0));
                    check(&history, &record, 0);
                    assert_true(history_seek(&history, step));
                    check(&history, &record, step);
                }
            }
            for (uint64_t step = record.count; step-- > 0;) {
                assert_true(history_seek(&history, step));
                check(&history, &record, step);
            }
            check_store(&history, snapshots);
            history_finish(&history);
            fixture_finish(&f);
            free(record.snapshots);
        }
}

/* Any order of seeks, single steps, journeys back and leaps ahead. */
static void test_random_journeys(void **state)
{
    static const size_t budgets[] = {0, 5, 6, 9, 16, 33, 1000};

    (void)state;
    for (size_t b = 0; b < sizeof budgets / sizeof *budgets; b++) {
        struct fixture f;
        struct record record;
        struct history history;
        struct rng rng;

        some_net(&f, (int)(b % NETS));
        record = record_run(&f, 3000);
        history = new_history(&f, budgets[b]);
        rng_seed(&rng, b);
        for (int i = 0; i < 300; i++) {
            uint64_t now = f.stepper.state.step, count = rng_below(&rng, 20);
            size_t kind = rng_below(&rng, 4);

            if (kind == 0) {
                uint64_t to = rng_below(&rng, (size_t)record.count + 1);

                assert_true(history_seek(&history, to));
                check(&history, &record, to);
            }
            for (uint64_t k = 1; k <= count && kind == 1 && now + k <= record.count; k++) {
                assert_true(history_step(&history));
                check(&history, &record, now + k);
            }
            for (uint64_t k = 1; k <= count && kind == 2 && k <= now; k++) {
                assert_true(history_seek(&history, now - k));
                check(&history, &record, now - k);
            }
            for (uint64_t k = 1; k <= count && kind == 3 && 13 * k <= now; k++) {
                assert_true(history_seek(&history, now - 13 * k));
                check(&history, &record, now - 13 * k);
            }
            check_store(&history, budgets[b]);
        }
        assert_true(history.furthest > record.count / 2);
        if (budgets[b] == 0)
            assert_true(history.stride > 8);
        history_finish(&history);
        fixture_finish(&f);
        free(record.snapshots);
    }
}

/* The end of a run: over it, at it, beyond it, and back. */
static void test_stop(void **state)
{
    (void)state;
    for (size_t snapshots = 0; snapshots <= 100; snapshots += 20) {
        struct fixture f;
        struct record record;
        struct history history;
        uint64_t stop;

        fixture_xor(&f, 3, true);
        f.training.stop.iterations = 31;
        record = record_run(&f, 100000);
        stop = record.count;
        /* Straight beyond an end that is not known yet. */
        history = new_history(&f, snapshots);
        assert_false(history_seek(&history, stop + 1000));
        check(&history, &record, stop);
        assert_int_equal(f.stepper.state.stopped, STOP_ITERATIONS);
        assert_false(history_step(&history));
        check(&history, &record, stop);
        assert_false(history_seek(&history, stop + 1));
        check(&history, &record, stop);
        assert_true(history_seek(&history, stop));
        /* Back, and onto it again by both ways. */
        for (uint64_t step = stop - 1; step > stop - 40; step--) {
            assert_true(history_seek(&history, step));
            check(&history, &record, step);
            assert_int_equal(f.stepper.state.stopped, STOP_NONE);
            assert_true(history_seek(&history, stop));
            check(&history, &record, stop);
        }
        assert_true(history_seek(&history, stop - 1));
        assert_true(history_step(&history));
        check(&history, &record, stop);
        history_finish(&history);
        /* Exactly to an end that is not known yet. */
        stepper_restore(&f.stepper, record_at(&record, 0));
        history = new_history(&f, snapshots);
        assert_true(history_seek(&history, stop));
        check(&history, &record, stop);
        history_finish(&history);
        /* By single steps. */
        stepper_restore(&f.stepper, record_at(&record, 0));
        history = new_history(&f, snapshots);
        for (uint64_t step = 1; step <= stop; step++) {
            assert_true(history_step(&history));
            check(&history, &record, step);
        }
        assert_false(history_step(&history));
        history_finish(&history);
        fixture_finish(&f);
        free(record.snapshots);
    }
}

/* Infinity and NaN are restored to the bit as well. */
static void test_blowup(void **state)
{
    struct fixture f;
    struct record record;
    struct history history;

    (void)state;
    fixture_mazur(&f, true);
    f.net.layers[1].activation = f.net.layers[2].activation = ACTIVATION_IDENTITY;
    f.training.optimizer.learning_rate = 1e40;
    record = record_run(&f, 140);
    assert_true(isnan(stepper_snapshot_block(record_at(&record, 140))[0]));
    history = new_history(&f, 6);
    assert_true(history_seek(&history, 140));
    for (uint64_t step = 140; step-- > 0;) {
        assert_true(history_seek(&history, step));
        check(&history, &record, step);
    }
    history_finish(&history);
    fixture_finish(&f);
    free(record.snapshots);
}

/* From far back to new land: no detour over what is known. */
static void test_leap_ahead(void **state)
{
    struct fixture f;
    struct record record;
    struct history history;
    uint64_t before;

    (void)state;
    some_net(&f, 3);
    record = record_run(&f, 3000);
    history = new_history(&f, 1000);
    assert_true(history_seek(&history, 2000));
    check(&history, &record, 2000);
    assert_true(history_seek(&history, 5));
    check(&history, &record, 5);
    before = history.replayed;
    assert_true(history_seek(&history, 3000));
    check(&history, &record, 3000);
    assert_true(history.replayed - before < 100);
    assert_int_equal(history.furthest, 3000);
    history_finish(&history);
    fixture_finish(&f);
    free(record.snapshots);
}

/* Of a small network few starts of iterations are kept, though there is room for all. */
static void test_far_apart(void **state)
{
    struct fixture f;
    struct record record;
    struct history history;

    (void)state;
    some_net(&f, 3);
    record = record_run(&f, 6000);
    assert_true(history_init(&history, &f.stepper, HISTORY_BUDGET_DEFAULT, NULL));
    assert_true(history.stride >= 64);
    assert_true(history_seek(&history, record.count));
    assert_true(history.checkpoint_count > 1);
    assert_true((history.checkpoint_count - 1) * history.stride < f.stepper.here.iteration);
    for (uint64_t k = 0; k < 300; k++) {
        uint64_t step = k * 1777 % (record.count + 1);

        assert_true(history_seek(&history, step));
        check(&history, &record, step);
    }
    history_finish(&history);
    fixture_finish(&f);
    free(record.snapshots);
}

static void test_finish_accepts_zero(void **state)
{
    struct history history = {0};

    (void)state;
    history_finish(&history);
    assert_null(history.start);
}

/* Where the machine has less memory than the budget, it is the budget. */
static void test_little_memory(void **state)
{
    const size_t mebibyte = 1 << 20;
    struct rlimit before, limit;
    struct history history;
    struct record record;
    struct fixture f;
    unsigned long pages;
    FILE *statm;

    (void)state;
    statm = fopen("/proc/self/statm", "r");
    assert_non_null(statm);
    assert_int_equal(fscanf(statm, "%lu", &pages), 1);
    fclose(statm);
    if (pages > 1 << 28)
        skip(); /* a sanitizer's own memory is a terabyte, and a limit ends the program */
    some_net(&f, 0);
    record = record_run(&f, 150);
    history = new_history(&f, 512 * mebibyte / record.size);
    getrlimit(RLIMIT_AS, &before);
    limit = before;
    limit.rlim_cur = pages * (rlim_t)sysconf(_SC_PAGESIZE) + 16 * mebibyte;
    assert_int_equal(setrlimit(RLIMIT_AS, &limit), 0);
    assert_true(history_seek(&history, 1000000));
    assert_true(history.checkpoint_max * record.size <= 16 * mebibyte);
    assert_true(history.stride > 1);
    for (uint64_t step = record.count; step-- > 0;) {
        assert_true(history_seek(&history, step));
        check(&history, &record, step);
    }
    assert_int_equal(setrlimit(RLIMIT_AS, &before), 0);
    history_finish(&history);
    free(record.snapshots);
    fixture_finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_back_from_every_step),
        cmocka_unit_test(test_random_journeys),
        cmocka_unit_test(test_stop),
        cmocka_unit_test(test_blowup),
        cmocka_unit_test(test_leap_ahead),
        cmocka_unit_test(test_far_apart),
        cmocka_unit_test(test_little_memory),
        cmocka_unit_test(test_finish_accepts_zero),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
