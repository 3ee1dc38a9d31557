/* The last step of the loop on the screen: the criteria, asked at the end of each iteration, and the
 * page of the run's end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "app/run/travel.h"
#include "app/run/hurry.h"
#include "layout_check.h"
#include "lesson/catalogue.h"
#include "stage.h"
#include "../lesson/networks.h"

/* Two classes, some held out; nothing but the epochs ends it. */
static const char classes[] =
    "{\"backstep\": 1, \"network\": {\"inputs\": 2, \"layers\": [{\"units\": 4, \"activation\": "
    "\"tanh\"}, {\"units\": 1, \"activation\": \"sigmoid\"}]}, \"loss\": \"binary_cross_entropy\", "
    "\"optimizer\": {\"learning_rate\": 0.5}, \"data\": {\"generator\": \"moons\", \"n\": 50, "
    "\"validation\": 10, \"order\": \"shuffled\", \"batch\": 8}, \"stop\": {\"iterations\": 900, "
    "\"epochs\": 3, \"loss_below\": 0.001, \"gradient_norm_below\": 0.0001, \"patience\": 30}}";

/* The words of each criterion that is set. */
static const char *const criteria[] = {"iteration ≥ 900", "epoch ≥ 3", "epoch’s mean loss < ",
                                       "gradient norm < ", "patience ≥ 30 epochs"};

static void see(struct stage *stage)
{
    stage_frame(stage, 1280, 720);
}

/* In every lesson: where an iteration ends, and nowhere else in it. */
static void test_every_lesson(void **state)
{
    size_t count, steps = 0;
    const struct catalogue_entry *entries = catalogue_networks(&count);
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < count; i++) {
        stage_open(&stage, entries[i].name);
        app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_LAYER);
        app_apply(&stage.app, COMMAND_END, 0);
        see(&stage);
        if (stage_text(&stage, "stop if") == NULL)
            fail_msg("%s: the criteria are not shown", entries[i].name);
        for (int back = 0; back < 4; back++, steps++) {
            app_apply(&stage.app, COMMAND_STEP_BACK, 0);
            see(&stage);
            assert_null(stage_text(&stage, "stop if"));
        }
    }
    assert_true(steps >= 40);
    stage_teardown(&stage);
}

static void test_all_criteria(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open_text(&stage, classes);
    app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0);
    for (int iteration = 1; iteration <= 5; iteration++) {
        see(&stage);
        for (size_t c = 0; c < sizeof criteria / sizeof *criteria; c++)
            if (stage_text(&stage, criteria[c]) == NULL)
                fail_msg("iteration %d: %s is missing", iteration, criteria[c]);
        assert_true((stage_text(&stage, "epoch’s end") != NULL) == (iteration < 5));
        assert_non_null(stage_text(&stage, "go on"));
        app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0);
    }
    stage_teardown(&stage);
}

/* The numbers of the end are those of the training. */
static void test_the_end(void **state)
{
    size_t texts = 0, problems = 0;
    struct snapshot snapshot;
    struct view_accuracy accuracy;
    struct layout_report report = {0};
    struct stage stage;
    struct app *app = &stage.app;

    (void)state;
    stage_setup(&stage);
    stage_open_text(&stage, classes);
    app_apply(app, COMMAND_RUN, 0);
    hurry_finish(&app->run);
    assert_int_equal(app->run.stepper.state.stopped, STOP_EPOCHS);
    see(&stage);
    for (size_t c = 0; c < sizeof criteria / sizeof *criteria; c++)
        assert_non_null(stage_text(&stage, criteria[c]));
    assert_non_null(stage_text(&stage, "final parameters"));
    assert_non_null(stage_text(&stage, "validation"));
    run_snapshot(&app->run, &snapshot);
    run_accuracy(&app->run, &snapshot, travel_has_moved(&app->run), &accuracy);
    assert_int_equal(snapshot.training_result.samples, 40);
    assert_int_equal(snapshot.training_result.right, accuracy.training->right);
    assert_int_equal(snapshot.validation_result.samples, 10);
    assert_int_equal(snapshot.validation_result.right, accuracy.validation->right);
    /* The end of the run is the end of an epoch. */
    assert_true(snapshot.validation_result.loss == app->run.stepper.state.validation_loss);
    assert_true(snapshot.training_result.loss > 0);
    app_apply(app, COMMAND_CONFUSION, 0);
    for (int size = 0; size <= 2; size++) {
        char text[64];

        app->shown.settings.text_size = size;
        see(&stage);
        snprintf(text, sizeof text, "training: %zu of 40 right, ", accuracy.training->right);
        assert_non_null(stage_text(&stage, text));
        snprintf(text, sizeof text, "validation (held out): %zu of 10 right, ", accuracy.validation->right);
        assert_non_null(stage_text(&stage, text));
        assert_non_null(stage_text(&stage, "Confusion matrix"));
        assert_non_null(stage_text(&stage, "network\xe2\x80\x99s answer"));
        assert_non_null(stage_text(&stage, "target"));
        assert_non_null(stage_text(&stage, "recall"));
        layout_check_sheet(&stage.canvas, 15, &report);
        if (report.problems > 0)
            fail_msg("text size %d: %s", size, report.first);
    }
    app_apply(app, COMMAND_CONFUSION, 0);
    for (int size = 0; size <= 2; size++) {
        app->shown.settings.text_size = size;
        app_apply(app, COMMAND_STEP_BACK, 0); /* the last iteration's end, */
        stage_check_layout(&stage, "the end of an iteration", &texts, &problems);
        app_apply(app, COMMAND_STEP_FORWARD, 0);
        stage_check_layout(&stage, "the end of the run", &texts, &problems);
    }
    assert_true(texts > 1000);
    assert_int_equal(problems, 0);
    stage_teardown(&stage);
}

/* Of numbers, not classes: the loss alone. */
static void test_of_numbers(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    stage.app.run.stepper.training.stop.iterations = 20;
    app_apply(&stage.app, COMMAND_RUN, 0);
    hurry_finish(&stage.app.run);
    see(&stage);
    assert_non_null(stage_text(&stage, "final parameters"));
    assert_null(stage_text(&stage, "accuracy"));
    stage_teardown(&stage);
}

/* The loss that was small enough reads as less than its limit, and the picture has the weights. */
static void what_held_reads_so(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (int size = 0; size <= 2; size += 2) {
        stage_open(&stage, "xor");
        stage.app.shown.settings.text_size = size;
        app_apply(&stage.app, COMMAND_RUN, 0.0);
        while (stage.app.run.hurry.on)
            app_tick(&stage.app, stage.app.run.now_ms + 100.0);
        stage_frame(&stage, 1280, 720);
        assert_non_null(stage_text(&stage, "0.0498"));
        assert_null(stage_text(&stage, "0.050"));
        assert_non_null(stage_text(&stage, "−7.1868"));
    }
    stage_teardown(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_lesson),
        cmocka_unit_test(test_all_criteria),
        cmocka_unit_test(test_the_end),
        cmocka_unit_test(test_of_numbers),
        cmocka_unit_test(what_held_reads_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
