/* Playing goes by step, iteration or epoch, as fast as it is told to; on to the end goes slowly at
 * first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "app/run/travel.h"
#include "stage.h"

static void press(struct stage *stage, const char *name)
{
    struct key key;

    assert_true(key_parse(name, strlen(name), &key, NULL));
    app_key(&stage->app, key, false);
}

static uint64_t iteration(const struct stage *stage)
{
    return stage->app.run.stepper.here.iteration;
}

/* Plays for so many turns, and checks that each is an interval after the last. */
static void play(struct stage *stage, double *now, int turns, double interval_ms)
{
    for (int i = 0; i < turns; i++) {
        struct cursor before = stage->app.run.cursor;

        app_tick(&stage->app, *now + 0.9 * interval_ms);
        while (stage->app.run.hurry.on) /* an epoch goes in slices */
            app_tick(&stage->app, *now + 0.9 * interval_ms);
        assert_memory_equal(&stage->app.run.cursor, &before, sizeof before);
        *now += 1.001 * interval_ms;
        app_tick(&stage->app, *now);
        while (stage->app.run.hurry.on)
            app_tick(&stage->app, *now);
        assert_memory_not_equal(&stage->app.run.cursor, &before, sizeof before);
    }
}

/* Four samples, each a batch of its own: an epoch is four iterations. */
static const char lesson[] =
    "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"units\": 2, \"activation\": "
    "\"tanh\"}, {\"units\": 1, \"activation\": \"identity\"}]}, \"loss\": \"half_squared_error\", "
    "\"optimizer\": {\"learning_rate\": 0.1}, \"data\": {\"samples\": [{\"x\": [1], \"t\": [2]}, "
    "{\"x\": [2], \"t\": [3]}, {\"x\": [3], \"t\": [4]}, {\"x\": [4], \"t\": [5]}]}, \"stop\": "
    "{\"iterations\": 400}}";

static void it_goes_by_step_iteration_and_epoch(void **state)
{
    struct stage stage;
    double now = 1000.0;

    (void)state;
    stage_setup(&stage);
    stage_open_text(&stage, lesson);
    app_tick(&stage.app, now);
    press(&stage, "P");
    app_tick(&stage.app, now);
    play(&stage, &now, 3, 1000.0 / stage.app.shown.settings.speed);
    assert_int_equal(iteration(&stage), 1); /* by steps it has not come far */
    press(&stage, "P");
    press(&stage, "Home");
    press(&stage, "Z");
    assert_non_null(strstr(stage.app.shown.notice.text, "1 iterations"));
    press(&stage, "P");
    app_tick(&stage.app, now);
    play(&stage, &now, 3, 1000.0);
    assert_int_equal(iteration(&stage), 4);
    assert_true(travel_has_moved(&stage.app.run));
    press(&stage, "P");
    press(&stage, "Z");
    assert_non_null(strstr(stage.app.shown.notice.text, "1 epochs"));
    press(&stage, "P");
    app_tick(&stage.app, now);
    assert_int_equal(iteration(&stage), 8);
    play(&stage, &now, 2, 1000.0);
    assert_int_equal(iteration(&stage), 16);
    /* Backwards, too; and once more Z is steps again. */
    press(&stage, "Shift+P");
    app_tick(&stage.app, now);
    play(&stage, &now, 1, 1000.0);
    assert_int_equal(iteration(&stage), 8);
    press(&stage, "P");
    press(&stage, "Z");
    assert_non_null(strstr(stage.app.shown.notice.text, "1 steps"));
    stage_teardown(&stage);
}

static void one_in_two_seconds_to_thousands_a_second(void **state)
{
    struct stage stage;
    double now = 1000.0;

    (void)state;
    stage_setup(&stage);
    stage_open_text(&stage, lesson);
    press(&stage, "Z");
    for (int i = 0; i < 20; i++)
        press(&stage, "-");
    app_tick(&stage.app, now);
    press(&stage, "P");
    app_tick(&stage.app, now);
    play(&stage, &now, 2, 2000.0);
    for (int i = 0; i < 20; i++)
        press(&stage, "+");
    assert_non_null(strstr(stage.app.shown.notice.text, "8192 iterations"));
    /* In a tenth of a second, ten ticks, far more than one a tick. */
    now += 2000.0;
    for (int i = 0; i < 10; i++)
        app_tick(&stage.app, now += 10.0);
    assert_true(iteration(&stage) > 100);
    /* By epochs it ends where the run does. */
    press(&stage, "Z");
    for (int i = 0; i < 1000 && stage.app.run.playing; i++)
        app_tick(&stage.app, now += 10.0);
    assert_false(stage.app.run.playing);
    assert_true(stage.app.run.stepper.state.stopped != STOP_NONE);
    stage_teardown(&stage);
}

/* With motion off, or by whoever presses again, it is as fast as it can be. */
static void the_end_of_a_run_begins_slowly(void **state)
{
    struct stage stage;
    double now = 1000.0;

    (void)state;
    for (int slowly = 0; slowly < 2; slowly++) {
        stage_setup(&stage);
        stage_open(&stage, "xor");
        stage.app.shown.settings.animation = slowly == 1;
        app_tick(&stage.app, now);
        press(&stage, "Ctrl+End");
        for (int i = 0; i < 10; i++)
            app_tick(&stage.app, now += 100.0);
        if (slowly == 0) {
            for (int i = 0; i < 10000 && stage.app.run.hurry.on; i++)
                app_tick(&stage.app, now);
            assert_true(stage.app.run.stepper.state.stopped != STOP_NONE);
            stage_teardown(&stage);
            continue;
        }
        assert_in_range(iteration(&stage), 2, 6); /* after one second, by n = 4 s^5 */
        for (int i = 0; i < 10; i++)
            app_tick(&stage.app, now += 100.0);
        assert_in_range(iteration(&stage), 60, 140);
        now += 7000.0;
        for (int i = 0; i < 10000 && stage.app.run.hurry.on; i++)
            app_tick(&stage.app, now);
        assert_true(stage.app.run.stepper.state.stopped != STOP_NONE);
        stage_teardown(&stage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_goes_by_step_iteration_and_epoch),
        cmocka_unit_test(one_in_two_seconds_to_thousands_a_second),
        cmocka_unit_test(the_end_of_a_run_begins_slowly),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
