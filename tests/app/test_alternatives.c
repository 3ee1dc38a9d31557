/* The same gradients, another optimiser: what the sheet says comes true, and can be undone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/run/journal.h"
#include "app/run/travel.h"
#include "explain/steps/edited.h"
#include "layout_check.h"
#include "stage.h"
#include "../base/thorough.h"

static void begin(struct stage *stage, const char *lesson, int iterations)
{
    stage_setup(stage);
    stage_open(stage, lesson);
    stage->app.shown.settings.animation = false;
    for (int i = 0; i < iterations; i++)
        app_apply(&stage->app, COMMAND_ITERATION_FORWARD, 0);
    app_apply(&stage->app, COMMAND_STEP_FORWARD, 0);
    app_apply(&stage->app, COMMAND_SEEK_PHASE, PHASE_UPDATE);
}

static double value(struct app *app, struct quantity q)
{
    struct snapshot snapshot;

    run_snapshot(&app->run, &snapshot);
    return quantity_value(&snapshot, q);
}

/* Chosen, the optimiser takes just the steps of its column, to the loss below it. */
static void test_comes_true(void **state)
{
    static const char *const lessons[] = {"mazur", "softmax", "adam", "l2", "momentum"};

    (void)state;
    for (size_t l = 0; l < sizeof lessons / sizeof lessons[0]; l++)
        for (int iterations = 0; iterations < 3; iterations += 2)
            for (int choice = (int)l % thorough_stride(4); choice < (int)optimizer_count();
                 choice += thorough_stride(4)) {
                struct stage stage;
                struct app *app = &stage.app;
                struct optimizers_card card;

                begin(&stage, lessons[l], iterations);
                app_apply(app, COMMAND_OPTIMIZERS, 0);
                assert_int_equal(app->sheet.which, SHEET_OPTIMIZERS);
                card = app->sheet.alternatives;
                assert_true(card.count > 0 && card.rows[0].gradient != 0.0);
                app_apply(app, COMMAND_USE_OPTIMIZER, choice);
                assert_int_equal(app->sheet.which, SHEET_NONE);
                assert_int_equal(app->run.stepper.edits.count, card.now == (enum optimizer_kind)choice ? 0 : 1);
                assert_int_equal(app->run.stepper.state.optimizer.kind, choice);
                app_apply(app, COMMAND_END, 0);
                for (size_t i = 0; i < card.count; i++) {
                    struct quantity step = card.rows[i].parameter, moved = step, gradient = step;
                    bool weight = step.of == QUANTITY_OF_WEIGHT;

                    gradient.kind = weight && card.has_penalty ? QUANTITY_OBJECTIVE_GRADIENT : QUANTITY_BATCH_GRADIENT;
                    assert_true(value(app, gradient) == card.rows[i].gradient);
                    if (choice == OPTIMIZER_SGD)
                        assert_true(card.rows[i].step[choice] == -card.rate * card.rows[i].gradient);

                    step.kind = QUANTITY_STEP;
                    moved.kind = QUANTITY_NEW;
                    assert_true(value(app, step) == card.rows[i].step[choice]);
                    assert_true(value(app, moved)
                                == value(app, card.rows[i].parameter) + card.rows[i].step[choice]);
                }
                {
                    struct snapshot snapshot;

                    run_snapshot(&app->run, &snapshot);
                    assert_true(snapshot.loss_after == card.loss_after[choice]);
                    assert_true(net_penalty(snapshot.net, snapshot.now, snapshot.state->optimizer.l2)
                                == card.penalty_after[choice]);
                    assert_int_equal(card.has_penalty, strcmp(lessons[l], "l2") == 0);
                }
                stage_teardown(&stage);
            }
}

/* The mark on the timeline stands where the change counts: at the update, not where the iteration
 * begins. */
static void test_marked_at_the_update(void **state)
{
    struct snapshot snapshot;
    struct stage stage;
    size_t marked = 0;

    (void)state;
    begin(&stage, "momentum", 1);
    app_apply(&stage.app, COMMAND_USE_OPTIMIZER, OPTIMIZER_ADAM);
    for (int step = 0; step < 3; step++) {
        run_snapshot(&stage.app.run, &snapshot);
        assert_int_equal(snapshot.edits->count, 1);
        marked = edited_unit(&snapshot, 0);
        assert_int_equal(marked, snapshot.place.count - snapshot.program->update_count + 1);
        app_apply(&stage.app, COMMAND_STEP_FORWARD, 0);
    }
    assert_true(marked > 2);
    app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0);
    run_snapshot(&stage.app.run, &snapshot);
    assert_int_equal(edited_unit(&snapshot, 0), 0);
    stage_teardown(&stage);
}

/* Undone, the run is what it was, to the bit; done again, what it became. */
static void test_undo(void **state)
{
    struct stage stage, untouched;
    const struct net *net = &stage.app.run.scenario.net;

    (void)state;
    begin(&stage, "xor", 3);
    begin(&untouched, "xor", 3);
    app_apply(&stage.app, COMMAND_OPTIMIZERS, 0);
    app_apply(&stage.app, COMMAND_USE_OPTIMIZER, OPTIMIZER_ADAM);
    for (int i = 0; i < 20; i++)
        app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0);
    assert_int_equal(stage.app.run.record.count, 23);
    app_apply(&stage.app, COMMAND_UNDO, 0);
    app_apply(&stage.app, COMMAND_END, 0);
    app_apply(&untouched.app, COMMAND_END, 0);
    assert_memory_equal(stage.app.run.stepper.block, untouched.app.run.stepper.block,
                        2 * net->param_count * sizeof(double));
    assert_int_equal(stage.app.run.stepper.state.optimizer.kind, OPTIMIZER_SGD);
    app_apply(&stage.app, COMMAND_REDO, 0);
    assert_int_equal(stage.app.run.stepper.state.optimizer.kind, OPTIMIZER_ADAM);
    /* Stepping back over it undoes it, too. */
    app_apply(&stage.app, COMMAND_START, 0);
    assert_int_equal(stage.app.run.stepper.state.optimizer.kind, OPTIMIZER_SGD);
    stage_teardown(&stage);
    stage_teardown(&untouched);
}

/* The same gradients, to the bit: that is what is said, from the choice to the end of the update, and when it is
 * taken back. */
static void test_says_so(void **state)
{
    struct stage stage;
    struct app *app = &stage.app;
    double gradient;

    (void)state;
    begin(&stage, "mazur", 0);
    app_apply(app, COMMAND_GRANULARITY, GRANULARITY_PHASE);
    gradient = value(app, quantity_of_weight(QUANTITY_BATCH_GRADIENT, 2, 0, 0));
    app_apply(app, COMMAND_OPTIMIZERS, 0);
    stage_frame(&stage, 1280, 720);
    assert_non_null(stage_text(&stage, "the same for all"));
    app_apply(app, COMMAND_USE_OPTIMIZER, OPTIMIZER_ADAM);
    assert_non_null(strstr(app->shown.notice.text, "Back at the end of the backward pass. From this update on Adam makes the "
                                        "steps, from the same gradients"));
    assert_true(value(app, quantity_of_weight(QUANTITY_BATCH_GRADIENT, 2, 0, 0)) == gradient);
    app_apply(app, COMMAND_STEP_FORWARD, 0);
    assert_true(travel_has_moved(&app->run));
    stage_frame(&stage, 1280, 720);
    assert_non_null(stage_text(&stage, "same"));
    assert_non_null(stage_text(&stage, "other"));
    app_apply(app, COMMAND_ITERATION_FORWARD, 0);
    stage_frame(&stage, 1280, 720);
    assert_null(stage_text(&stage, "other"));
    app_apply(app, COMMAND_UNDO, 0);
    assert_string_equal(app->shown.notice.text, "Now gradient descent makes the steps, from the same gradients.");
    app_apply(app, COMMAND_REDO, 0);
    assert_string_equal(app->shown.notice.text, "Now Adam makes the steps, from the same gradients.");
    stage_teardown(&stage);
}

/* Gradient descent with a part of the samples is called SGD wherever it is named. */
static void test_stochastic(void **state)
{
    struct stage stage;
    struct app *app = &stage.app;

    (void)state;
    begin(&stage, "iris", 0);
    app_apply(app, COMMAND_GRANULARITY, GRANULARITY_PHASE);
    app_apply(app, COMMAND_OPTIMIZERS, 0);
    stage_frame(&stage, 1280, 720);
    assert_non_null(stage_text(&stage, "SGD"));
    assert_null(stage_text(&stage, "gradient descent"));
    app_apply(app, COMMAND_USE_OPTIMIZER, OPTIMIZER_ADAM);
    app_apply(app, COMMAND_UNDO, 0);
    assert_string_equal(app->shown.notice.text, "Now SGD makes the steps, from the same gradients.");
    app_apply(app, COMMAND_STEP_FORWARD, 0);
    app_apply(app, COMMAND_PICTURE, 0);
    stage_frame(&stage, 1920, 1080);
    assert_non_null(stage_text(&stage, "SGD"));
    assert_null(stage_text(&stage, "gradient descent"));
    stage_teardown(&stage);
}

/* Of the changes by hand that an iteration has it is one. */
static void test_listed(void **state)
{
    struct stage stage;

    (void)state;
    begin(&stage, "mazur", 0);
    app_apply(&stage.app, COMMAND_OPTIMIZERS, 0);
    app_apply(&stage.app, COMMAND_USE_OPTIMIZER, OPTIMIZER_RMSPROP);
    assert_true(journal_edit(&stage.app.run, quantity_of_weight(QUANTITY_VALUE, 1, 0, 0), 0.5, NULL));
    assert_int_equal(stage.app.run.cursor.moment, 0);
    stage_frame(&stage, 1280, 720);
    assert_non_null(stage_text(&stage, "optimiser"));
    assert_non_null(stage_text(&stage, "RMSProp"));
    stage_teardown(&stage);
}

/* Steps of that granularity to the end of the iteration; back again they are the same ones. */
static int steps_to_end(struct app *app)
{
    struct cursor cursors[64];
    int count = 0;

    while (!travel_has_moved(&app->run)) {
        assert_true(count < 64);
        cursors[count++] = app->run.cursor;
        app_apply(app, COMMAND_STEP_FORWARD, 0);
    }
    for (int i = count; i-- > 0;) {
        app_apply(app, COMMAND_STEP_BACK, 0);
        assert_int_equal(app->run.cursor.step, cursors[i].step);
        assert_int_equal(app->run.cursor.moment, cursors[i].moment);
    }
    return count;
}

/* A term at a time Adam has two moments more for each of mazur's eight weights: m⁺ and v⁺. Undone, it
 * has them no more. */
static void test_terms(void **state)
{
    struct stage stage;
    struct app *app = &stage.app;

    (void)state;
    begin(&stage, "mazur", 0);
    app_apply(app, COMMAND_STEP_BACK, 0);
    app_apply(app, COMMAND_GRANULARITY, GRANULARITY_TERM);
    assert_int_equal(steps_to_end(app), 8 + 1);
    app_apply(app, COMMAND_OPTIMIZERS, 0);
    app_apply(app, COMMAND_USE_OPTIMIZER, OPTIMIZER_ADAM);
    assert_int_equal(steps_to_end(app), 3 * 8 + 1);
    for (int i = 0; i < 20; i++)
        app_apply(app, COMMAND_STEP_FORWARD, 0);
    app_apply(app, COMMAND_UNDO, 0);
    assert_int_equal(steps_to_end(app), 8 + 1);
    stage_teardown(&stage);
}

/* Before there are gradients it says so. By keys and by the mouse. */
static void test_ways(void **state)
{
    struct stage stage;
    struct app *app = &stage.app;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    app_apply(app, COMMAND_OPTIMIZERS, 0);
    assert_int_equal(app->sheet.which, SHEET_NONE);
    assert_true(strstr(app->shown.notice.text, "gradients come first") != NULL);
    stage_teardown(&stage);

    begin(&stage, "mazur", 0);
    app_key(app, (struct key){'u', 0}, false);
    app_key(app, (struct key){KEY_END, 0}, false);
    assert_int_equal(app->sheet.choice, optimizer_count() - 1);
    app_key(app, (struct key){KEY_ESCAPE, 0}, false);
    assert_int_equal(app->run.stepper.edits.count, 0);
    app_apply(app, COMMAND_OPTIMIZERS, 0);
    stage_frame(&stage, 1280, 720);
    for (size_t i = 0; i < app->shown.ui.target_count; i++)
        if (app->shown.ui.targets[i].action.command == COMMAND_CHOOSE
            && app->shown.ui.targets[i].action.argument == OPTIMIZER_RMSPROP) {
            app_pointer_press(app, rect_center(app->shown.ui.targets[i].rect));
            app_pointer_release(app, (struct point){0, 0});
            break;
        }
    assert_int_equal(app->sheet.choice, OPTIMIZER_RMSPROP);
    stage_frame(&stage, 1280, 720);
    for (size_t i = 0; i < app->shown.ui.target_count; i++)
        if (app->shown.ui.targets[i].action.command == COMMAND_USE_OPTIMIZER) {
            app_pointer_press(app, rect_center(app->shown.ui.targets[i].rect));
            break;
        }
    assert_int_equal(app->run.stepper.state.optimizer.kind, OPTIMIZER_RMSPROP);
    stage_teardown(&stage);
}

static void test_layout(void **state)
{
    static const char *const lessons[] = {"mazur", "xor", "softmax", "iris", "l2", "adam"};
    static const float sizes[][2] = {{1280, 720}, {1920, 1080}, {1024, 768}};

    (void)state;
    for (size_t l = 0; l < sizeof lessons / sizeof lessons[0]; l++)
        for (int text = 0; text < 2; text++)
            for (size_t s = (l + (size_t)text) % (size_t)thorough_stride(3); s < 3; s += (size_t)thorough_stride(3)) {
                struct stage stage;

                begin(&stage, lessons[l], 1);
                stage.app.shown.settings.text_size = text;
                app_apply(&stage.app, COMMAND_OPTIMIZERS, 0);
                assert_int_equal(stage.app.sheet.which, SHEET_OPTIMIZERS);
                for (int theme = 0; theme < 2; theme++) {
                    struct layout_report report = {0};

                    stage_frame(&stage, sizes[s][0], sizes[s][1]);
                    layout_check_sheet(&stage.canvas, (int)ceilf(0.02f * sizes[s][1]), &report);
                    if (report.problems > 0)
                        fail_msg("%s, %.0fx%.0f: %s", lessons[l], (double)sizes[s][0], (double)sizes[s][1],
                                 report.first);
                    assert_true(report.texts > 20);
                    app_apply(&stage.app, COMMAND_THEME, 0);
                }
                stage_teardown(&stage);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_comes_true), cmocka_unit_test(test_marked_at_the_update),
        cmocka_unit_test(test_undo), cmocka_unit_test(test_terms), cmocka_unit_test(test_says_so),
        cmocka_unit_test(test_stochastic), cmocka_unit_test(test_listed), cmocka_unit_test(test_ways),
        cmocka_unit_test(test_layout),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
