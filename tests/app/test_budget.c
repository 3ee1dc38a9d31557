/* However little memory there is for going back: it is kept to, and every way leads to the same bits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "app/run/hurry.h"
#include "app/run/travel.h"
#include "stage.h"

enum { SMALL = 16 << 10, ITERATIONS = 30000, JUMPS = 60 };

/* Snapshots of the run and of the one beside it. */
static size_t in_use(const struct app *app)
{
    return history_memory(&app->run.history) + history_memory(&app->compare.history);
}

/* What the arrays of snapshots take, in use or not. */
static size_t reserved(const struct history *history)
{
    return (history->checkpoint_max + history->trail_max + 1) * history->snapshot_size;
}

static void begin(struct stage *stage, size_t memory)
{
    struct error err;

    stage_setup(stage);
    stage->app.run.memory = memory;
    stage_open(stage, "mazur");
    assert_true(compare_set(&stage->app.compare, &stage->app.run, (struct variant){VARIANT_LEARNING_RATE, 0.25}, &err));
}

static void go_to(struct stage *stage, uint64_t iteration)
{
    hurry_to_iteration(&stage->app.run, iteration);
    hurry_finish(&stage->app.run);
    assert_non_null(compare_follow(&stage->app.compare, &stage->app.run));
}

static void test_little_is_kept_to(void **state)
{
    struct stage little, much;
    struct app *app = &little.app;
    size_t most = 0;

    (void)state;
    begin(&little, SMALL);
    begin(&much, HISTORY_BUDGET_DEFAULT);
    assert_true(reserved(&app->run.history) + reserved(&app->compare.history) <= SMALL);
    go_to(&little, ITERATIONS);
    go_to(&much, ITERATIONS);
    for (uint64_t i = 0; i < JUMPS; i++) {
        uint64_t iteration = 1 + i * 1777 % ITERATIONS;

        go_to(&little, iteration);
        go_to(&much, iteration);
        assert_int_equal(app->run.cursor.step, much.app.run.cursor.step);
        assert_memory_equal(app->run.stepper.block, much.app.run.stepper.block,
                            app->run.scenario.net.block_size * sizeof(double));
        assert_memory_equal(app->compare.stepper.block, much.app.compare.stepper.block,
                            app->run.scenario.net.block_size * sizeof(double));
        most = in_use(app) > most ? in_use(app) : most;
        assert_true(in_use(app) <= SMALL);
    }
    /* It was used, and was too little: what the other remembers was replayed. */
    assert_true(most > SMALL / 4);
    assert_true(in_use(&much.app) > 4 * SMALL);
    assert_true(app->run.history.stride >= 4 * much.app.run.history.stride);
    assert_true(app->compare.history.stride >= 4 * much.app.compare.history.stride);
    stage_teardown(&little);
    stage_teardown(&much);
}

/* The default is what it says, of both runs together. */
static void test_default(void **state)
{
    struct stage stage;
    const struct app *app = &stage.app;
    size_t both;

    (void)state;
    begin(&stage, HISTORY_BUDGET_DEFAULT);
    both = reserved(&app->run.history) + reserved(&app->compare.history);
    assert_int_equal(HISTORY_BUDGET_DEFAULT, 64 << 20);
    assert_true(both <= HISTORY_BUDGET_DEFAULT && both > HISTORY_BUDGET_DEFAULT / 10 * 9);
    stage_teardown(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_little_is_kept_to),
        cmocka_unit_test(test_default),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
