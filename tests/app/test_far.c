/* Ways that take long, where somebody waits for each picture: in slices, to the same bits. */
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

enum { LITTLE = 1 << 20, ITERATIONS = 400 };

/* A window of the lesson `big` with room for a few snapshots, at the end of that iteration; and
 * one that does all at once. */
static void begin(struct stage *live, struct stage *alone)
{
    struct stage *const stages[] = {live, alone};

    for (size_t i = 0; i < 2; i++) {
        stage_setup(stages[i]);
        stages[i]->app.run.live = i == 0;
        stages[i]->app.run.memory = i == 0 ? LITTLE : HISTORY_BUDGET_DEFAULT;
        stage_open(stages[i], "big");
        assert_true(stages[i]->app.run.live == (i == 0));
        hurry_to_iteration(&stages[i]->app.run, ITERATIONS);
        hurry_finish(&stages[i]->app.run);
    }
}

static void end(struct stage *live, struct stage *alone)
{
    stage_teardown(live);
    stage_teardown(alone);
}

static void expect_same(const struct stepper *a, const struct stepper *b)
{
    assert_int_equal(a->state.step, b->state.step);
    assert_memory_equal(a->block, b->block, a->net->block_size * sizeof *a->block);
}

/* Frames until there is nothing more to do; returns how many. */
static size_t frames(struct stage *stage)
{
    static double now_ms;
    size_t count = 0;

    do {
        stage_frame(stage, 640, 360);
        app_tick(&stage->app, now_ms += 8.0);
        count++;
    } while (stage->app.run.hurry.on || compare_is_busy(&stage->app.compare));
    stage_frame(stage, 640, 360);
    return count;
}

static void test_jumps(void **state)
{
    static const enum command back[] = {COMMAND_ITERATION_BACK, COMMAND_STEP_BACK,
                                        COMMAND_ITERATION_BACK, COMMAND_EPOCH_BACK};
    struct stage live, alone;
    size_t far = 0, parts = 1;

    (void)state;
    begin(&live, &alone);
    for (int jump = 1; jump < 4; jump++) {
        app_apply(&live.app, COMMAND_TO_ITERATION, (double)(jump * 131 % ITERATIONS));
        far += live.app.run.hurry.again;
        frames(&live);
        app_apply(&alone.app, COMMAND_TO_ITERATION, (double)(jump * 131 % ITERATIONS));
        hurry_finish(&alone.app.run);
        expect_same(&live.app.run.stepper, &alone.app.run.stepper);
        for (size_t i = 0; i < sizeof back / sizeof *back; i++) {
            app_apply(&live.app, back[i], 0.0);
            frames(&live);
            app_apply(&alone.app, back[i], 0.0);
            hurry_finish(&alone.app.run);
            expect_same(&live.app.run.stepper, &alone.app.run.stepper);
            assert_int_equal(live.app.run.cursor.moment, alone.app.run.cursor.moment);
            assert_memory_equal(history_before(&live.app.run.history),
                                history_before(&alone.app.run.history),
                                live.app.run.scenario.net.block_size * sizeof(double));
        }
    }
    assert_true(far > 1);
    /* In parts of few iterations, back and forward. */
    for (uint64_t iteration = 61; iteration < ITERATIONS; iteration += 300) {
        struct cursor goal = travel_iteration_end(&live.app.run, iteration);

        while (!travel_approach(&live.app.run, goal, 5))
            parts++;
        travel_to(&alone.app.run, goal);
        expect_same(&live.app.run.stepper, &alone.app.run.stepper);
        assert_int_equal(live.app.run.cursor.step, goal.step);
    }
    assert_true(parts > 10);
    end(&live, &alone);
}

/* Another run comes from its start, and what is said meanwhile is so. */
static void test_comparisons(void **state)
{
    struct stage live, alone;

    (void)state;
    begin(&live, &alone);
    app_apply(&live.app, COMMAND_MISTAKE, MISTAKE_NO_SLOPE);
    stage_frame(&live, 1280, 720);
    assert_true(live.app.compare.behind && live.app.compare.searches);
    assert_true(live.app.compare.first.iteration == 0 && app_sleep_ms(&live.app) == 0.0);
    assert_null(compare_follow(&live.app.compare, &live.app.run));
    assert_true(frames(&live) > 1);
    app_apply(&alone.app, COMMAND_MISTAKE, MISTAKE_NO_SLOPE);
    stage_frame(&alone, 640, 360);
    assert_false(compare_is_busy(&alone.app.compare));
    expect_same(&live.app.compare.stepper, &alone.app.compare.stepper);
    assert_true(live.app.compare.first.iteration == 1);
    assert_int_equal(live.app.compare.first.cursor.step, alone.app.compare.first.cursor.step);
    assert_true(live.app.compare.first.other == alone.app.compare.first.other);
    end(&live, &alone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_jumps),
        cmocka_unit_test(test_comparisons),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
