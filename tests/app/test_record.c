/* What a run leaves for the plots is bounded, however long it goes on, and stays true. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/run/record.h"
#include "lesson/catalogue.h"
#include "lesson/scenario.h"

#include <math.h>

enum { ITERATIONS = 4000000, HIGHEST = 123457, LOWEST = 2500001 };

static struct scenario scenario;
static struct stepper stepper;

/* A run at the end of its first iteration. */
static int begin(void **state)
{
    char path[FILE_PATH_SIZE];

    (void)state;
    if (!catalogue_resolve("mazur", path, NULL) || !scenario_read(&scenario, path, NULL)
        || !stepper_init(&stepper, &scenario.net, &scenario.data, &scenario.training,
                         scenario.params, NULL))
        return 1;
    while (stepper.here.index < stepper.here.count || stepper.state.step == 0)
        stepper_step(&stepper);
    return 0;
}

static int end(void **state)
{
    (void)state;
    stepper_finish(&stepper);
    scenario_finish(&scenario);
    return 0;
}

static double loss_of(uint64_t iteration)
{
    return iteration == HIGHEST ? 1e6 : iteration == LOWEST ? 1e-6
        : 1.0 + (double)(iteration % 1000);
}

/* As if it had come to the end of that iteration. */
static void be_at(uint64_t iteration)
{
    stepper.here.iteration = stepper.here.epoch = iteration;
    stepper.state.batch_loss = stepper.state.epoch_loss = loss_of(iteration);
}

static size_t bytes_of(const struct record *record)
{
    size_t bytes = record->capacity * (sizeof(double) + record->layers * sizeof(float))
                 + record->epoch_capacity * 2 * sizeof(double);

    for (size_t l = 0; l <= record->layers; l++)
        for (size_t k = 0; k < SUMMARY_LEVELS; k++)
            bytes += record->summaries[l].levels[k].capacity * sizeof(struct series_stretch);
    return bytes;
}

static void go_on(struct record *record, uint64_t from, uint64_t to)
{
    for (uint64_t i = from; i <= to; i++) {
        be_at(i);
        record_look(record, &stepper);
    }
}

static void test_bounded(void **state)
{
    struct record record = {0};
    struct series_extremes extremes;
    struct series losses, norms;
    size_t half;

    (void)state;
    go_on(&record, 1, ITERATIONS / 2);
    half = bytes_of(&record);
    go_on(&record, ITERATIONS / 2 + 1, ITERATIONS);
    assert_int_equal(record.count, ITERATIONS);
    assert_true(record.first > 0);
    assert_true(bytes_of(&record) <= half + half / 2 && bytes_of(&record) < 2 * RECORD_BYTES);
    losses = record_losses(&record);
    extremes = series_find(&losses, 0, losses.count);
    assert_int_equal(extremes.largest, HIGHEST - 1);
    assert_int_equal(extremes.least, LOWEST - 1);
    assert_true(series_value(&losses, HIGHEST - 1) == 1e6);
    assert_true(series_value(&losses, ITERATIONS - 1) == loss_of(ITERATIONS));
    norms = record_norms(&record, 1);
    assert_true(series_value(&norms, ITERATIONS - 1) > 0.0);
    extremes = series_find(&norms, 0, norms.count);
    assert_true(series_value(&norms, extremes.least) == series_value(&norms, ITERATIONS - 1));
    /* An edit far back: the run is another one from there. */
    record_cut(&record, 1000000);
    assert_int_equal(record.count, 1000000);
    go_on(&record, 1000001, 1500000);
    losses = record_losses(&record);
    assert_int_equal(losses.count, 1500000);
    assert_true(series_value(&losses, 1499999) == loss_of(1500000));
    assert_int_equal(series_find(&losses, 0, losses.count).largest, HIGHEST - 1);
    assert_true(series_value(&losses, series_find(&losses, 0, losses.count).least) == 1.0);
    record_cut(&record, 0);
    go_on(&record, 1, 10);
    losses = record_losses(&record);
    for (size_t i = 0; i < 10; i++)
        assert_true(series_value(&losses, i) == loss_of(i + 1));
    record_finish(&record);
}

/* Who looks at it while it goes on reads what was there, as long as there is room. */
static void test_room(void **state)
{
    struct record record = {0}, seen;
    uint64_t iteration = 0;

    (void)state;
    for (int round = 0; round < 12; round++) {
        struct series losses, norms;
        size_t room;

        record_make_room(&record, 2);
        room = record_room(&record);
        assert_true(room > RECORD_EPOCHS_MAX / 2);
        seen = record;
        go_on(&record, iteration + 1, iteration + room);
        iteration += room;
        assert_int_equal(record_room(&record), 0);
        assert_int_equal(record.capacity, seen.capacity);
        assert_ptr_equal(record.losses, seen.losses);
        losses = record_losses(&seen);
        norms = record_norms(&seen, 2);
        assert_int_equal(losses.count, iteration - room);
        for (size_t i = losses.first; i < losses.count; i++)
            assert_true(series_value(&losses, i) == loss_of(i + 1)
                        && series_value(&norms, i) > 0.0);
        assert_true(seen.epochs == 0
                    || record_epoch_loss(&seen, seen.epochs - 1) == loss_of(seen.epochs));
        record_sum_up(&seen);
        if (losses.count > HIGHEST)
            assert_int_equal(series_find(&losses, 0, losses.count).largest, HIGHEST - 1);
    }
    assert_true(record.first > 0 && record.count - record.first >= record.capacity / 2);
    record_finish(&record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_bounded, begin, end),
        cmocka_unit_test_setup_teardown(test_room, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
