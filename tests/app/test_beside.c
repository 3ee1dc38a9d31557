/* A run that goes on beside the drawing is the same run: the same bits, the same history, and what
 * a key finds stands still. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/run/hurry.h"
#include "app/run/travel.h"
#include "base/workers.h"
#include "draw/raster/raster.h"
#include "stage.h"

enum { WIDTH = 640, HEIGHT = 360 };

/* Long enough for some frames, and for checkpoints to be thinned out. */
static const char lesson[] =
    "{\"backstep\": 1, \"network\": {\"inputs\": 2, \"layers\": [{\"units\": 8, \"activation\": "
    "\"tanh\"}, {\"units\": 1, \"activation\": \"sigmoid\"}]}, \"loss\": \"binary_cross_entropy\", "
    "\"optimizer\": {\"learning_rate\": 0.01}, \"data\": {\"generator\": \"moons\", \"n\": 50, "
    "\"noise\": 0.2, \"validation\": 10, \"order\": \"shuffled\", \"batch\": 8}, \"stop\": "
    "{\"iterations\": 60000}}";

static const char large[] =
    "{\"backstep\": 1, \"network\": {\"inputs\": 784, \"layers\": [{\"units\": 300, \"activation\": "
    "\"sigmoid\"}, {\"units\": 10, \"activation\": \"sigmoid\"}], \"init\": {\"kind\": "
    "\"xavier_uniform\", \"seed\": 1}}, \"loss\": \"half_squared_error\", \"optimizer\": "
    "{\"learning_rate\": 1}, \"data\": {\"generator\": \"strokes\", \"n\": 100, \"noise\": 0.1, "
    "\"seed\": 1, \"batch\": 10}, \"stop\": {\"iterations\": 1000000}}";

static uint32_t pixels[WIDTH * HEIGHT];

/* As the platform's loop does it; false once the run stands. */
static bool one_frame(struct stage *stage, struct raster *raster, size_t *frames_beside)
{
    static double now_ms;

    app_release_shown(&stage->app);
    *frames_beside += stage->app.run.hurry.beside.on;
    stage_frame(stage, WIDTH, HEIGHT);
    app_release(&stage->app);
    assert_true(!stage->app.run.hurry.beside.on || app_sleep_ms(&stage->app) == 0.0);
    raster_draw(raster, &stage->canvas, (struct raster_target){pixels, WIDTH, HEIGHT, WIDTH});
    app_hold(&stage->app);
    app_tick(&stage->app, now_ms += 8.0);
    app_tick(&stage->app, now_ms += 8.0);
    return stage->app.run.hurry.on;
}

static void begin(struct stage *stage)
{
    stage_setup(stage);
    stage_open_text(stage, lesson);
    assert_true(hurry_start(&stage->app.run, false));
}

static void expect_same_moment(const struct run *a, const struct run *b)
{
    assert_int_equal(a->cursor.step, b->cursor.step);
    assert_int_equal(a->cursor.moment, b->cursor.moment);
    assert_memory_equal(a->stepper.block, b->stepper.block,
                        a->scenario.net.block_size * sizeof *a->stepper.block);
}

static void test_same_run(void **state)
{
    struct raster raster = {0};
    struct stage beside, alone;
    size_t frames = 0;

    (void)state;
    begin(&beside);
    while (one_frame(&beside, &raster, &frames))
        ;
    assert_true(frames > 0 || workers_cores() < 2);
    begin(&alone);
    hurry_finish(&alone.app.run);
    expect_same_moment(&beside.app.run, &alone.app.run);
    assert_int_equal(beside.app.run.stepper.state.stopped, STOP_ITERATIONS);
    assert_int_equal(beside.app.run.record.count, 60000);
    assert_int_equal(alone.app.run.record.count, 60000);
    assert_memory_equal(beside.app.run.record.losses, alone.app.run.record.losses,
                        (60000 - alone.app.run.record.first) * sizeof(double));
    assert_int_equal(beside.app.run.history.checkpoint_count,
                     alone.app.run.history.checkpoint_count);
    assert_int_equal(beside.app.run.history.stride, alone.app.run.history.stride);
    for (uint64_t step = 997; step < alone.app.run.cursor.step; step += 99991) {
        travel_to(&beside.app.run, (struct cursor){step, 0});
        travel_to(&alone.app.run, (struct cursor){step, 0});
        expect_same_moment(&beside.app.run, &alone.app.run);
    }
    raster_finish(&raster);
    stage_teardown(&beside);
    stage_teardown(&alone);
}

static void draw(struct stage *stage, struct raster *raster, uint32_t *out)
{
    stage_frame(stage, WIDTH, HEIGHT);
    raster_draw(raster, &stage->canvas, (struct raster_target){out, WIDTH, HEIGHT, WIDTH});
}

/* While the run goes on, its picture is that of the moment that it has left. */
static void test_picture_stands(void **state)
{
    static const char *const lessons[] = {"mazur", "xor", "digits", "memory"};
    static const enum shown_picture pictures[] = {PICTURE_NETWORK, PICTURE_TABLE, PICTURE_MATRICES,
                                                  PICTURE_GRAPH};
    static uint32_t standing[WIDTH * HEIGHT];
    struct raster raster = {0};
    size_t frames = 0, left = 0;

    (void)state;
    for (size_t l = 0; l < sizeof lessons / sizeof *lessons; l++) {
        struct stage stage;
        struct run *run = &stage.app.run;

        stage_setup(&stage);
        stage_open(&stage, lessons[l]);
        run->scenario.training.stop = run->stepper.training.stop
            = (struct stop){.iterations = UINT64_MAX};
        hurry_start(run, false);
        for (size_t p = 0; p < sizeof pictures / sizeof *pictures; p++) {
            struct cursor cursor;

            stage.app.shown.settings.picture = pictures[p];
            assert_true(one_frame(&stage, &raster, &frames));
            draw(&stage, &raster, standing);
            cursor = run->cursor;
            app_release_shown(&stage.app);
            nanosleep(&(struct timespec){0, 4000000}, NULL);
            draw(&stage, &raster, pixels);
            assert_memory_equal(pixels, standing, sizeof pixels);
            assert_memory_equal(&run->cursor, &cursor, sizeof cursor);
            app_hold(&stage.app);
            left += run->cursor.step > cursor.step;
        }
        stage_teardown(&stage);
    }
    assert_true(left == 16 || workers_cores() < 2);
    raster_finish(&raster);
}

/* No more goes on beside it than there are cores. */
static bool wait_a_moment(void *context)
{
    (void)context;
    nanosleep(&(struct timespec){0, 1000000}, NULL);
    return true;
}

static void test_as_many_as_cores(void **state)
{
    struct beside beside[WORKERS_MAX] = {{0}};
    size_t cores = workers_cores();

    (void)state;
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i + 1 < cores; i++)
            assert_true(beside_start(&beside[i], wait_a_moment, NULL));
        assert_false(beside_start(&beside[cores - 1], wait_a_moment, NULL));
        for (size_t i = 0; i + 1 < cores; i++)
            beside_join(&beside[i]);
    }
}

/* A key stops it, and nothing goes on afterwards; a second run from there arrives. */
static void test_a_key_stops_it(void **state)
{
    struct raster raster = {0};
    struct stage stage, alone;
    struct cursor stands;
    size_t frames = 0;
    struct key escape = {.code = KEY_ESCAPE};

    (void)state;
    begin(&stage);
    for (int i = 0; i < 3; i++)
        assert_true(one_frame(&stage, &raster, &frames));
    app_key(&stage.app, escape, false);
    assert_false(stage.app.run.hurry.on);
    stands = stage.app.run.cursor;
    assert_true(stands.step > 0);
    for (int i = 0; i < 3; i++) {
        frames = 0;
        assert_false(one_frame(&stage, &raster, &frames));
        assert_int_equal(frames, 0);
        assert_int_equal(stage.app.run.cursor.step, stands.step);
    }
    begin(&alone);
    hurry_stop(&alone.app.run);
    travel_to(&alone.app.run, stands);
    expect_same_moment(&stage.app.run, &alone.app.run);
    raster_finish(&raster);
    stage_teardown(&stage);
    stage_teardown(&alone);
}

/* Another run beside it keeps in step: no frame finds much to catch up with. While a frame is built
 * the run goes on alone. */
static void test_with_another_run(void **state)
{
    struct raster raster = {0};
    struct stage stage;
    size_t frames = 0;

    (void)state;
    begin(&stage);
    hurry_stop(&stage.app.run);
    app_apply(&stage.app, COMMAND_MISTAKE, MISTAKE_NO_BIAS);
    assert_true(hurry_start(&stage.app.run, false));
    for (int i = 0; i < 4; i++)
        assert_true(one_frame(&stage, &raster, &frames));
    assert_int_equal(stage.app.compare.stepper.state.step, stage.app.run.stepper.state.step);
    assert_true(stage.app.compare.record.count > 0);
    assert_true(frames > 0 || workers_cores() < 2);
    raster_finish(&raster);
    stage_teardown(&stage);
}

/* A large moment, too; and the iteration that was left begins as it did. */
static void test_large_moment(void **state)
{
    struct raster raster = {0};
    struct stage stage, alone;
    struct run *run = &stage.app.run;
    size_t frames = 0;

    (void)state;
    stage_setup(&stage);
    stage_open_text(&stage, large);
    assert_true(run->history.snapshot_size > 2 << 20);
    assert_true(hurry_start(run, false));
    for (int i = 0; i < 4; i++) {
        const double *before;

        assert_true(one_frame(&stage, &raster, &frames));
        before = history_before(&run->history);
        stage_setup(&alone);
        stage_open_text(&alone, large);
        travel_to(&alone.app.run, run->cursor);
        expect_same_moment(run, &alone.app.run);
        assert_memory_equal(before, history_before(&alone.app.run.history),
                            run->scenario.net.block_size * sizeof *before);
        stage_teardown(&alone);
    }
    assert_true(frames > 0 || workers_cores() < 2);
    hurry_stop(run);
    raster_finish(&raster);
    stage_teardown(&stage);
}

/* The whole backward pass by differences, beside the drawing: the numbers are those of slices. */
static void test_other_route(void **state)
{
    const struct other_route *route;
    struct raster raster = {0};
    struct stage stage, alone;
    size_t frames = 0;
    uint64_t passes = 0;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "big");
    app_apply(&stage.app, COMMAND_OTHER_ROUTE, 0.0);
    app_apply(&stage.app, COMMAND_END, 0.0);
    route = &stage.app.shown.jobs.other_route;
    for (stage_frame(&stage, WIDTH, HEIGHT); route->job.computing; frames += route->helped) {
        app_release(&stage.app);
        app_release(&stage.app); /* the loop does it twice, too */
        raster_draw(&raster, &stage.canvas, (struct raster_target){pixels, WIDTH, HEIGHT, WIDTH});
        nanosleep(&(struct timespec){0, 5000000}, NULL);
        app_hold(&stage.app);
        assert_true(route->numeric.passes > passes || route->numeric.passes == 2 * 10 * 13002);
        passes = route->numeric.passes;
        stage_frame(&stage, WIDTH, HEIGHT);
    }
    assert_true(frames > 1 || workers_cores() < 2);
    assert_true(route->card.judged && route->card.stepped);
    stage_setup(&alone);
    stage_open(&alone, "big");
    app_apply(&alone.app, COMMAND_OTHER_ROUTE, 0.0);
    app_apply(&alone.app, COMMAND_END, 0.0);
    while (stage_frame(&alone, WIDTH, HEIGHT), alone.app.shown.jobs.other_route.job.computing)
        assert_false(alone.app.shown.jobs.other_route.helped);
    for (size_t i = 0; i < 13002; i++)
        assert_true(route->numeric.slopes[i].value ==
                        alone.app.shown.jobs.other_route.numeric.slopes[i].value &&
                    route->numeric.slopes[i].bound ==
                        alone.app.shown.jobs.other_route.numeric.slopes[i].bound);
    raster_finish(&raster);
    stage_teardown(&stage);
    stage_teardown(&alone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_run),
        cmocka_unit_test(test_picture_stands),
        cmocka_unit_test(test_as_many_as_cores),
        cmocka_unit_test(test_a_key_stops_it),
        cmocka_unit_test(test_with_another_run),
        cmocka_unit_test(test_large_moment),
        cmocka_unit_test(test_other_route),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
