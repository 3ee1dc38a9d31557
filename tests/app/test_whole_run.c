/* The sheet of the whole run: what it has recorded, and going to any iteration from it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/run/journal.h"
#include "app/run/hurry.h"
#include "app/run/travel.h"
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
}

static uint64_t iteration(const struct app *app)
{
    struct place place;

    stepper_place(&app->run.stepper, &place);
    return place.iteration;
}

static void type(struct app *app, const char *keys)
{
    for (; *keys != '\0'; keys++)
        assert_true(app_key(app, (struct key){*keys == '\n' ? KEY_ENTER : (unsigned)*keys, 0}, false));
}

/* Losses and norms of every iteration are those that the explanations show. */
static void test_record(void **state)
{
    static const char *const lessons[] = {"mazur", "xor", "softmax", "l2"};

    (void)state;
    for (size_t n = 0; n < 4; n++) {
        struct stage stage;
        struct app *app = &stage.app;
        const struct net *net = &app->run.scenario.net;

        begin(&stage, lessons[n], 12);
        assert_int_equal(app->run.record.count, 12);
        for (uint64_t i = 12; i >= 1; i--) {
            struct snapshot snapshot;

            hurry_to_iteration(&app->run, i);
            assert_int_equal(iteration(app), i);
            assert_true(travel_has_moved(&app->run));
            run_snapshot(&app->run, &snapshot);
            assert_true(app->run.record.losses[i - 1] == snapshot.batch_loss);
            for (size_t l = 1; l <= net->layer_count; l++) {
                const struct net_layer *layer = &net->layers[l];
                double total = 0, norm = (double)app->run.record.norms[(i - 1) * net->layer_count + l - 1];

                for (size_t j = 0; j < layer->out; j++) {
                    for (size_t k = 0; k < layer->in; k++)
                        total += pow(quantity_value(&snapshot, quantity_of_weight(QUANTITY_BATCH_GRADIENT, l, j, k)), 2);
                    if (layer->train_biases)
                        total += pow(quantity_value(&snapshot, quantity_of_bias(QUANTITY_BATCH_GRADIENT, l, j)), 2);
                }
                assert_true(norm > 0 && fabs(norm - sqrt(total)) < 1e-6 * norm);
            }
        }
        assert_int_equal(app->run.record.count, 12); /* going back and forth adds nothing */
        assert_true(journal_edit(&app->run, quantity_of_weight(QUANTITY_VALUE, 1, 0, 0), 0.5, NULL));
        hurry_to_iteration(&app->run, 3);
        assert_true(app->run.record.count >= 3);
        stage_teardown(&stage);
    }
}

static void test_going(void **state)
{
    struct stage stage, walked;
    struct app *app = &stage.app;

    (void)state;
    begin(&stage, "xor", 5);
    /* By its number: back, and on to where the run has not been. */
    type(app, "i2\n");
    assert_int_equal(app->sheet.which, SHEET_NONE);
    assert_int_equal(iteration(app), 2);
    type(app, "i40\n");
    hurry_finish(&app->run);
    assert_int_equal(iteration(app), 40);
    assert_int_equal(app->run.record.count, 40);
    begin(&walked, "xor", 40);
    assert_memory_equal(app->run.stepper.block, walked.app.run.stepper.block,
                        app->run.scenario.net.block_size * sizeof(double));
    assert_memory_equal(app->run.record.losses, walked.app.run.record.losses, 40 * sizeof(double));
    assert_memory_equal(app->run.record.norms, walked.app.run.record.norms, 80 * sizeof(float));
    stage_teardown(&walked);
    /* By the arrows from the one that is shown. */
    type(app, "i");
    assert_int_equal(app->sheet.choice, 39);
    app_key(app, (struct key){KEY_LEFT, 0}, false);
    app_key(app, (struct key){KEY_LEFT, 0}, true);
    type(app, "\n");
    assert_int_equal(iteration(app), 38);
    /* Typed by mistake and left; 0 is none. */
    type(app, "i7");
    app_key(app, (struct key){KEY_BACKSPACE, 0}, false);
    assert_string_equal(app->sheet.typed, "");
    app_key(app, (struct key){KEY_ESCAPE, 0}, false);
    assert_int_equal(iteration(app), 38);
    assert_false(app->requests.quit);
    type(app, "i0\n");
    assert_int_equal(iteration(app), 38);
    stage_teardown(&stage);
}

/* Epoch by epoch, near and far, and back. */
static void test_epochs(void **state)
{
    struct stage stage;
    struct app *app = &stage.app;
    uint64_t an_epoch;

    (void)state;
    begin(&stage, "iris", 3);
    an_epoch = (app->run.scenario.data.count + app->run.scenario.training.batch - 1) / app->run.scenario.training.batch;
    assert_true(an_epoch > 3);
    for (uint64_t epoch = 1; epoch <= 3; epoch++) {
        app_apply(app, COMMAND_EPOCH_FORWARD, 0);
        hurry_finish(&app->run);
        assert_int_equal(iteration(app), epoch * an_epoch);
        assert_true(travel_has_moved(&app->run));
    }
    app_apply(app, COMMAND_EPOCH_BACK, 0);
    assert_int_equal(iteration(app), 2 * an_epoch);
    app_apply(app, COMMAND_STEP_FORWARD, 0);
    app_apply(app, COMMAND_EPOCH_BACK, 0);
    assert_int_equal(iteration(app), 2 * an_epoch);
    app_apply(app, COMMAND_EPOCH_BACK, 0);
    app_apply(app, COMMAND_EPOCH_BACK, 0);
    assert_int_equal(app->run.cursor.step, 0);
    stage_teardown(&stage);
}

/* A click in the plot, and a drag on the small curve. */
static void test_pointer(void **state)
{
    struct stage stage;
    struct app *app = &stage.app;
    struct rect curve = {0};

    (void)state;
    begin(&stage, "mazur", 101);
    stage_frame(&stage, 1280, 720);
    for (size_t i = 0; i < app->shown.ui.target_count; i++)
        if (app->shown.ui.targets[i].action.command == COMMAND_SEEK_RUN)
            curve = app->shown.ui.targets[i].rect;
    assert_true(curve.w > 0);
    app_pointer_press(app, (struct point){curve.x, curve.y + 1});
    assert_int_equal(iteration(app), 1);
    app_pointer_move(app, (struct point){curve.x + 0.5f * curve.w, curve.y + 200});
    assert_int_equal(iteration(app), 51);
    app_pointer_move(app, (struct point){curve.x + 2 * curve.w, curve.y});
    assert_int_equal(iteration(app), 101);
    app_pointer_release(app, (struct point){0, 0});
    type(app, "i");
    stage_frame(&stage, 1280, 720);
    for (size_t i = 0; i < app->shown.ui.target_count; i++)
        if (app->shown.ui.targets[i].action.command == COMMAND_SEEK_RUN)
            curve = app->shown.ui.targets[i].rect;
    app_pointer_press(app, (struct point){curve.x + 0.25f * curve.w, curve.y + 5});
    assert_int_equal(iteration(app), 26);
    /* It stays while one drags, its choice with the cursor. */
    for (int i = 1; i <= 4; i++) {
        app_pointer_move(app, (struct point){curve.x + 0.2f * (float)i * curve.w, curve.y + 7});
        assert_int_equal(iteration(app), 20 * i + 1);
        assert_int_equal(app->sheet.which, SHEET_RUN);
        assert_int_equal(app->sheet.choice, 20 * i);
        stage_frame(&stage, 1280, 720);
    }
    app_pointer_release(app, (struct point){0, 0});
    app_key(app, (struct key){KEY_ENTER, 0}, false);
    assert_int_equal(app->sheet.which, SHEET_NONE);
    assert_int_equal(iteration(app), 81);
    stage_teardown(&stage);
}

static void test_layout(void **state)
{
    static const char *const lessons[] = {"mazur", "iris", "dead-relu", "mazur-mistake", "moons"};
    static const float sizes[][2] = {{1280, 720}, {1920, 1080}, {1024, 768}};

    (void)state;
    for (size_t l = 0; l < 5; l++)
        for (int iterations = 0; iterations < 50; iterations += iterations < 2 ? 1 : 47) {
            struct stage stage;

            begin(&stage, lessons[l], iterations);
            for (int text = (int)l % thorough_stride(2); text < 2; text += thorough_stride(2)) {
                stage.app.shown.settings.text_size = text;
                app_apply(&stage.app, COMMAND_WHOLE_RUN, 0);
                for (size_t s = 0; s < 12; s++) {
                    struct layout_report report = {0};
                    const float *size = sizes[s / 4];

                    if (s % 4 == 1)
                        type(&stage.app, "12");
                    stage_frame(&stage, size[0], size[1]);
                    layout_check_sheet(&stage.canvas, (int)ceilf(0.02f * size[1]), &report);
                    if (report.problems > 0)
                        fail_msg("%s, %d, %.0fx%.0f: %s", lessons[l], iterations, (double)size[0],
                                 (double)size[1], report.first);
                    assert_true(report.texts > 1);
                    app_apply(&stage.app, s % 2 == 0 ? COMMAND_LOGARITHMIC : COMMAND_THEME, 0);
                }
                app_apply(&stage.app, COMMAND_WHOLE_RUN, 0);
            }
            stage_teardown(&stage);
        }
}

/* Four samples in turn, whose losses differ more than the epochs do; 1400 iterations are more than the small
 * curve has points. */
static const char in_turn[] =
    "{\"backstep\": 1, \"network\": {\"inputs\": 2, \"layers\": [{\"units\": 1, \"activation\": \"tanh\"}, "
    "{\"units\": 1, \"activation\": \"identity\"}], \"init\": {\"kind\": \"xavier_uniform\", \"seed\": 4}}, "
    "\"loss\": \"half_squared_error\", \"optimizer\": {\"learning_rate\": 0.02}, \"data\": {\"samples\": ["
    "{\"x\": [0, 1], \"t\": [0]}, {\"x\": [1, 0], \"t\": [3]}, {\"x\": [1, 1], \"t\": [-3]}, {\"x\": [0.2, 0.1], "
    "\"t\": [0]}]}, \"stop\": {\"iterations\": 1400}}";

/* The line of the small curve: of those in the loss's colour the one with the most points. */
static const struct canvas_command *small_curve(const struct stage *stage)
{
    const struct canvas_command *line = NULL;
    color ink = theme_get(stage->app.shown.settings.theme)->phase[PHASE_LOSS];

    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *c = &stage->canvas.commands[i];

        if (c->kind == CANVAS_POLYLINE && c->stroke == ink
            && (line == NULL || c->as.path.count > line->as.path.count))
            line = c;
    }
    return line;
}

/* The loss falls, and so does the curve: it is of the means, not of every so manieth iteration, which may be one
 * and the same sample. */
static void test_small_curve(void **state)
{
    const struct canvas_command *line;
    const struct point *points;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open_text(&stage, in_turn);
    app_apply(&stage.app, COMMAND_RUN, 0.0);
    hurry_finish(&stage.app.run);
    stage_frame(&stage, 1280, 720);
    line = small_curve(&stage);
    assert_non_null(line);
    points = stage.canvas.points + line->as.path.first;
    assert_true(line->as.path.count > 100);
    assert_true(points[0].y + 15.0f < points[line->as.path.count - 1].y);
    for (size_t i = 1; i < line->as.path.count; i++)
        assert_true(points[i].y >= points[i - 1].y - 0.5f);
    stage_teardown(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small_curve),
        cmocka_unit_test(test_record), cmocka_unit_test(test_going), cmocka_unit_test(test_epochs), cmocka_unit_test(test_pointer),
        cmocka_unit_test(test_layout),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
