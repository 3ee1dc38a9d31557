/* Stepping back restores every bit, at every granularity, from every step of every lesson. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "app/run/hurry.h"
#include "app/run/travel.h"
#include "lesson/catalogue.h"
#include "stage.h"
#include "../base/thorough.h"
#include "../lesson/networks.h"

/* Of a large network, whose iterations have tens of thousands of terms, the first steps are gone back. */
enum { STEPS_MAX = 4000, STEPS_OF_LARGE = 1000, PARAMETERS_LARGE = 500, ITERATIONS = 3 };

struct visit {
    struct cursor cursor;
    char *bytes; /* owned: a snapshot of the stepper */
};

static void check_back(struct stage *stage, struct visit *records, size_t count)
{
    size_t size = stepper_snapshot_size(&stage->app.run.stepper);
    char *bytes = malloc(size);

    assert_non_null(bytes);
    for (size_t i = count; i-- > 0;) {
        assert_int_equal(stage->app.run.cursor.step, records[i].cursor.step);
        assert_int_equal(stage->app.run.cursor.moment, records[i].cursor.moment);
        stepper_save(&stage->app.run.stepper, bytes);
        assert_memory_equal(bytes, records[i].bytes, size);
        free(records[i].bytes);
        app_apply(&stage->app, COMMAND_STEP_BACK, 0.0);
    }
    assert_int_equal(stage->app.run.cursor.step, 0);
    free(bytes);
}

static void check_lesson(struct stage *stage, const char *name, enum granularity granularity)
{
    static struct visit records[STEPS_MAX];
    size_t count = 0;
    struct place place;
    bool large;

    stage_open(stage, name);
    large = stage->app.run.scenario.net.param_count > PARAMETERS_LARGE;
    app_apply(&stage->app, COMMAND_GRANULARITY, granularity);
    for (;;) {
        size_t size = stepper_snapshot_size(&stage->app.run.stepper);
        struct visit *record = &records[count++];

        assert_true(count < STEPS_MAX);
        record->cursor = stage->app.run.cursor;
        record->bytes = malloc(size);
        assert_non_null(record->bytes);
        stepper_save(&stage->app.run.stepper, record->bytes);
        stepper_place(&stage->app.run.stepper, &place);
        if (place.iteration > ITERATIONS || (large && count == STEPS_OF_LARGE))
            break;
        app_apply(&stage->app, COMMAND_STEP_FORWARD, 0.0);
        if (stage->app.run.cursor.step == record->cursor.step
            && stage->app.run.cursor.moment == record->cursor.moment)
            break; /* the run is over */
    }
    assert_true(count > 3);
    check_back(stage, records, count);
}

static void test_back_is_exact(void **state)
{
    struct stage stage;
    size_t count;
    const struct catalogue_entry *entries = catalogue_networks(&count);

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < count; i++) {
        for (int g = (int)i % thorough_stride(3); g < GRANULARITY_COUNT; g += thorough_stride(3))
            check_lesson(&stage, entries[i].name, (enum granularity)g);
    }
    stage_teardown(&stage);
}

static struct cursor cursor_after(struct stage *stage, enum granularity granularity, size_t presses)
{
    app_apply(&stage->app, COMMAND_START, 0.0);
    app_apply(&stage->app, COMMAND_GRANULARITY, granularity);
    for (size_t i = 0; i < presses; i++)
        app_apply(&stage->app, COMMAND_STEP_FORWARD, 0.0);
    return stage->app.run.cursor;
}

/* The end of the iteration is the same place by every way. */
static void test_ways_meet(void **state)
{
    struct stage stage;
    struct cursor end, other;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    app_apply(&stage.app, COMMAND_END, 0.0);
    end = stage.app.run.cursor;
    assert_true(end.step == 7); /* 2 forward, loss, 2 backward, 2 updates */
    other = cursor_after(&stage, GRANULARITY_PHASE, 4);
    assert_memory_equal(&end, &other, sizeof end);
    other = cursor_after(&stage, GRANULARITY_LAYER, 8); /* the move is a step of its own */
    assert_memory_equal(&end, &other, sizeof end);
    app_apply(&stage.app, COMMAND_START, 0.0);
    app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0.0);
    assert_memory_equal(&end, &stage.app.run.cursor, sizeof end);
    app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0.0);
    assert_int_equal(stage.app.run.cursor.step, 14);
    app_apply(&stage.app, COMMAND_ITERATION_BACK, 0.0);
    assert_memory_equal(&end, &stage.app.run.cursor, sizeof end);
    app_apply(&stage.app, COMMAND_ITERATION_BACK, 0.0);
    assert_int_equal(stage.app.run.cursor.step, 0);
    stage_teardown(&stage);
}

/* Any place of the timeline shows the step of the cell that was clicked. */
static void test_timeline(void **state)
{
    struct cursor cursors[256];
    struct stage stage;
    struct place place;
    size_t count = 0;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "xor");
    app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_NEURON);
    for (;;) {
        app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
        stepper_place(&stage.app.run.stepper, &place);
        if (place.iteration > 1)
            break;
        assert_true(count < 256);
        cursors[count++] = stage.app.run.cursor;
    }
    app_apply(&stage.app, COMMAND_STEP_BACK, 0.0);
    assert_true(count > 20);
    for (size_t i = 0; i < 3 * count; i++) {
        size_t wanted = i * 7 % count;

        app_apply(&stage.app, COMMAND_SEEK, ((double)wanted + 0.5) / (double)count);
        assert_memory_equal(&stage.app.run.cursor, &cursors[wanted], sizeof cursors[0]);
    }
    app_apply(&stage.app, COMMAND_SEEK, 1.0);
    assert_memory_equal(&stage.app.run.cursor, &cursors[count - 1], sizeof cursors[0]);
    app_apply(&stage.app, COMMAND_SEEK, -1.0);
    assert_memory_equal(&stage.app.run.cursor, &cursors[0], sizeof cursors[0]);
    stage_teardown(&stage);
}

static void test_phases(void **state)
{
    static const enum unit_kind kinds[PHASE_COUNT] = {UNIT_FORWARD, UNIT_LOSS, UNIT_BACKWARD, UNIT_UPDATE};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    for (int i = 0; i < 16; i++) {
        int phase = i * 5 % PHASE_COUNT;
        struct place place;

        app_apply(&stage.app, COMMAND_SEEK_PHASE, phase);
        stepper_place(&stage.app.run.stepper, &place);
        assert_int_equal(place.unit.kind, kinds[phase]);
        assert_int_equal(place.iteration, 1);
    }
    stage_teardown(&stage);
}

/* To the stop and over it: the run ends, says so, and goes back. */
static void test_stop(void **state)
{
    struct stage stage;
    struct cursor end;
    struct place place;
    uint64_t stop;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "neuron");
    stop = stage.app.run.stepper.training.stop.iterations;
    assert_true(stop > 0 && stop < 100000);
    for (uint64_t i = 0; i <= stop + 1; i++)
        app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0.0);
    stepper_place(&stage.app.run.stepper, &place);
    assert_int_equal(place.unit.kind, UNIT_STOP);
    assert_int_equal(place.iteration, stop);
    end = stage.app.run.cursor;
    assert_true(stage.app.shown.notice.text[0] != '\0');
    app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
    assert_memory_equal(&end, &stage.app.run.cursor, sizeof end);
    app_apply(&stage.app, COMMAND_STEP_BACK, 0.0);
    assert_int_equal(stage.app.run.cursor.step, end.step - 1);
    app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
    assert_memory_equal(&end, &stage.app.run.cursor, sizeof end);
    stage_teardown(&stage);
}

/* Where the run has been, a jump forward is as short as one back: from the next checkpoint, at once. */
static void test_jump_forward(void **state)
{
    struct stage stage;
    struct app *app = &stage.app;
    uint64_t replayed, units;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "xor");
    hurry_to_iteration(&app->run, 350);
    hurry_finish(&app->run);
    stage.app.run.hurry.share = 0.0; /* what is not at once is not done */
    units = app->run.stepper.here.count;
    app_apply(app, COMMAND_START, 0.0);
    replayed = app->run.history.replayed;
    hurry_to_iteration(&app->run, 300);
    assert_false(app->run.hurry.on);
    assert_int_equal(app->run.stepper.here.iteration, 300);
    assert_true(app->run.history.replayed - replayed <= app->run.history.stride * units);
    hurry_to_iteration(&app->run, 351);
    assert_int_equal(app->run.stepper.here.iteration, 351);
    assert_int_equal(app->run.record.count, 351);
    stage_teardown(&stage);
}

/* And where snapshots are far apart, one beyond what the run has seen goes in slices, too. */
static void test_jump_beyond(void **state)
{
    struct stage little, much;
    struct run *run = &little.app.run;
    uint64_t replayed;

    (void)state;
    stage_setup(&little);
    stage_setup(&much);
    run->memory = 2 << 10;
    stage_open(&little, "xor");
    stage_open(&much, "xor");
    run->stepper.training.stop = much.app.run.stepper.training.stop = (struct stop){0};
    hurry_to_iteration(run, 120000);
    hurry_finish(run);
    assert_true(run->history.stride >= 65536);
    run->hurry.share = 0.0;
    app_apply(&little.app, COMMAND_START, 0.0);
    replayed = run->history.replayed;
    hurry_to_iteration(run, 125000);
    assert_true(run->hurry.on);
    assert_int_equal(run->record.count, 120000);
    assert_true(run->history.replayed - replayed < 5000 * run->stepper.here.count);
    assert_true(run->cursor.step > 60000 * run->stepper.here.count); /* from a checkpoint */
    hurry_finish(run);
    hurry_to_iteration(&much.app.run, 125000);
    hurry_finish(&much.app.run);
    assert_int_equal(run->stepper.here.iteration, 125000);
    assert_memory_equal(&run->cursor, &much.app.run.cursor, sizeof run->cursor);
    assert_memory_equal(run->stepper.block, much.app.run.stepper.block,
                        run->scenario.net.block_size * sizeof(double));
    assert_memory_equal(run->record.losses, much.app.run.record.losses, 125000 * sizeof(double));
    assert_true(run->history.replayed - replayed < 60000 * run->stepper.here.count);
    stage_teardown(&little);
    stage_teardown(&much);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_back_is_exact), cmocka_unit_test(test_ways_meet),
        cmocka_unit_test(test_timeline),      cmocka_unit_test(test_phases),
        cmocka_unit_test(test_stop),          cmocka_unit_test(test_jump_forward),
        cmocka_unit_test(test_jump_beyond),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
