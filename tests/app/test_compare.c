/* A wrong run beside the right one: where they part, and that the right one does not notice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/run/hurry.h"
#include "app/run/journal.h"
#include "layout_check.h"
#include "stage.h"

#include "engine/wrong/effect.h"

static void begin(struct stage *stage, const char *name, enum mistake mistake)
{
    stage_setup(stage);
    stage_open(stage, name);
    app_apply(&stage->app, COMMAND_MISTAKE, mistake);
}

static void test_first_difference(void **state)
{
    static const struct {
        enum mistake mistake;
        const char *lesson;
        uint64_t iteration;
        enum quantity_kind kind;
        size_t layer;
    } wanted[] = {
        {MISTAKE_UPDATED_WEIGHTS, "mazur", 1, QUANTITY_DA, 1},
        {MISTAKE_NOT_CLEARED, "mazur", 2, QUANTITY_BATCH_GRADIENT, 2},
        {MISTAKE_ADDED, "mazur", 1, QUANTITY_NEW, 1},
        {MISTAKE_ONE_PATH, "mazur", 1, QUANTITY_DA, 1},
        {MISTAKE_NO_BIAS, "mazur", 1, QUANTITY_Z, 1},
        {MISTAKE_NO_SLOPE, "mazur", 1, QUANTITY_DZ, 2},
        {MISTAKE_NO_SLOPE, "xor", 1, QUANTITY_DZ, 1},
        {MISTAKE_EACH_TIME, "memory", 1, QUANTITY_DA_OUTPUT, 1},
        {MISTAKE_EACH_TIME, "exploding", 1, QUANTITY_DA_FUTURE, 1},
        {MISTAKE_LAST_TIME, "memory", 1, QUANTITY_SHARE, 2},
        {MISTAKE_LAST_TIME, "echo", 1, QUANTITY_SHARE, 2},
        {MISTAKE_NOT_CLEARED, "memory", 2, QUANTITY_BATCH_GRADIENT, 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        struct stage stage;
        const struct compare_first *first = &stage.app.compare.first;

        begin(&stage, wanted[i].lesson, wanted[i].mistake);
        assert_int_equal(first->iteration, wanted[i].iteration);
        assert_int_equal(first->quantity.kind, wanted[i].kind);
        assert_int_equal(first->quantity.layer, wanted[i].layer);
        assert_true(first->shown != first->other);
        /* X goes there, forward and back. */
        for (int way = 0; way < 2; way++) {
            struct snapshot right;
            const struct snapshot *wrong;
            struct cursor here;

            app_apply(&stage.app, COMMAND_DIFFERENCE, 0);
            here = stage.app.run.cursor;
            wrong = compare_follow(&stage.app.compare, &stage.app.run);
            run_snapshot(&stage.app.run, &right);
            assert_true(quantity_equal(asked_about(&stage.app.asked), first->quantity));
            assert_true(reveal_known(&right, here, here, first->quantity) == KNOWN);
            assert_true(quantity_value(&right, first->quantity) == first->shown);
            assert_true(quantity_value(wrong, first->quantity) == first->other);
            app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0);
            app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0);
        }
        stage_teardown(&stage);
    }
}

/* The article's closing numbers, and the right ones. */
static void test_the_famous_mistake(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur-mistake");
    assert_int_equal(compare_mistake(&stage.app.compare), MISTAKE_UPDATED_WEIGHTS);
    app_apply(&stage.app, COMMAND_END, 0.0);
    stage_frame(&stage, 1280, 720);
    assert_true(fabs(stage.app.run.loss_after - 0.29102777369359933) < 1e-12);
    assert_true(fabs(stage.app.compare.snapshot.loss_after - 0.29102792390544197) < 1e-12);
    for (int i = 1; i < 10000; i++)
        app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0.0);
    stage_frame(&stage, 1280, 720);
    assert_true(fabs(stage.app.run.loss_after - 3.510187782978859e-05) < 1e-12);
    assert_true(fabs(stage.app.compare.snapshot.loss_after - 3.5084786296e-05) < 1e-14);
    assert_int_equal(stage.app.compare.record.count, stage.app.run.record.count);
    stage_teardown(&stage);
}

/* Any walk: the right run has the bits of a run without a comparison, the wrong one stands at the
 * same step. */
static void test_right_run_is_untouched(void **state)
{
    static const enum command walk[] = {COMMAND_PHASE_FORWARD, COMMAND_ITERATION_FORWARD, COMMAND_STEP_BACK,
                                        COMMAND_PHASE_BACK, COMMAND_ITERATION_FORWARD, COMMAND_ITERATION_BACK,
                                        COMMAND_STEP_FORWARD};

    (void)state;
    for (int mistake = 1; mistake < MISTAKE_COUNT; mistake++) {
        const char *lesson = mistake < MISTAKE_EACH_TIME ? "xor" : "memory";
        struct stage with, without;

        begin(&with, lesson, (enum mistake)mistake);
        begin(&without, lesson, MISTAKE_NONE);
        for (size_t i = 0; i < 60; i++) {
            app_apply(&with.app, walk[i * 5 % 7], 0.0);
            app_apply(&without.app, walk[i * 5 % 7], 0.0);
            if (i == 30) {
                struct quantity w = quantity_of_weight(QUANTITY_VALUE, 1, 0, 0);

                assert_true(journal_edit(&with.app.run, w, 0.25, NULL));
                assert_true(journal_edit(&without.app.run, w, 0.25, NULL));
            }
            stage_frame(&with, 1280, 720);
            assert_memory_equal(with.app.run.stepper.block, without.app.run.stepper.block,
                                with.app.run.scenario.net.block_size * sizeof(double));
            assert_int_equal(with.app.compare.stepper.state.step, with.app.run.cursor.step);
        }
        for (int i = 0; i < 3; i++)
            app_apply(&with.app, COMMAND_ITERATION_FORWARD, 0.0);
        stage_frame(&with, 1280, 720);
        /* One output: one path. */
        assert_true((memcmp(with.app.compare.stepper.block, with.app.run.stepper.block,
                            with.app.run.scenario.net.block_size * sizeof(double)) == 0)
                    == (mistake == MISTAKE_ONE_PATH));
        assert_true((effect_missing((enum mistake)mistake, &with.app.run.scenario.net,
                                            &with.app.run.scenario.training, with.app.run.scenario.params) != NULL)
                    == (mistake == MISTAKE_ONE_PATH));
        stage_teardown(&with);
        stage_teardown(&without);
    }
}

/* The band says so in every frame, and everything fits. */
static void test_marks_and_layout(void **state)
{
    static const struct {
        float width, height;
    } sizes[] = {{1280, 720}, {1920, 1080}, {1024, 768}};
    size_t texts = 0, problems = 0;

    (void)state;
    for (int mistake = 1; mistake < MISTAKE_COUNT; mistake++) {
        struct stage stage;

        begin(&stage, mistake >= MISTAKE_EACH_TIME ? "memory" : mistake % 2 == 0 ? "mazur" : "xor",
              (enum mistake)mistake);
        for (int step = 0; step < 6; step++) {
            for (size_t i = 0; i < 6; i++) {
                struct layout_report report = {0};
                bool said = false;

                stage.app.shown.settings.theme = i % 2 == 0 ? THEME_LIGHT : THEME_DARK;
                stage_frame(&stage, sizes[i / 2].width, sizes[i / 2].height);
                layout_check(&stage.canvas, (int)ceilf(0.02f * sizes[i / 2].height), &report);
                if (report.problems > 0)
                    print_message("%s, phase %d, %.0fx%.0f: %s\n", mistake_name((enum mistake)mistake), step,
                                  (double)sizes[i / 2].width, (double)sizes[i / 2].height, report.first);
                texts += report.texts;
                problems += report.problems;
                for (size_t k = 0; k < stage.canvas.count; k++)
                    said = said || (stage.canvas.commands[k].kind == CANVAS_TEXT
                                    && strstr(canvas_text_of(&stage.canvas, &stage.canvas.commands[k]),
                                              "Wrong on purpose") != NULL);
                assert_true(said);
            }
            app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
        }
        stage_teardown(&stage);
    }
    assert_true(texts > 2000);
    assert_int_equal(problems, 0);
}

/* XOR with a rate, which ends where its mean loss is so small. */
static void open_xor(struct stage *stage, double rate, double loss)
{
    char text[1024];

    snprintf(text, sizeof text,
             "{\"backstep\": 1, \"network\": {\"inputs\": 2, \"layers\": [{\"units\": 3, \"activation\": "
             "\"tanh\"}, {\"units\": 1, \"activation\": \"sigmoid\"}], \"init\": {\"kind\": \"xavier_uniform\", \"seed\": 1}}, \"loss\": "
             "\"binary_cross_entropy\", \"optimizer\": {\"learning_rate\": %g}, \"data\": {\"samples\": "
             "[{\"x\": [0, 0], \"t\": [0]}, {\"x\": [0, 1], \"t\": [1]}, {\"x\": [1, 0], \"t\": [1]}, "
             "{\"x\": [1, 1], \"t\": [0]}], \"batch\": 4}, \"stop\": {\"iterations\": 90, \"loss_below\": %g}}",
             rate, loss);
    stage_setup(stage);
    stage_open_text(stage, text);
}

static struct evaluation result_of(struct stage *stage)
{
    struct snapshot snapshot;

    app_apply(&stage->app, COMMAND_RUN, 0.0);
    hurry_finish(&stage->app.run);
    run_snapshot(&stage->app.run, &snapshot);
    assert_int_equal(snapshot.place.unit.kind, UNIT_STOP);
    return snapshot.training_result;
}

static bool says(const struct stage *stage, const char *text)
{
    for (size_t i = 0; i < stage->canvas.count; i++)
        if (stage->canvas.commands[i].kind == CANVAS_TEXT
            && strcmp(canvas_text_of(&stage->canvas, &stage->canvas.commands[i]), text) == 0)
            return true;
    return false;
}

/* At the end loss and accuracy of both stand side by side: of the other one what it has when it is
 * run alone, be it over by then or not. */
static void test_the_end_compares(void **state)
{
    static const double others[] = {0.03, 1.5};
    size_t texts = 0, problems = 0;

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        double loss = i == 0 ? 1e-9 : 0.2; /* the faster one is over before */
        struct variant variant = {VARIANT_LEARNING_RATE, others[i]};
        struct evaluation alone, shown, other;
        struct stage stage, second;
        char percent[NUMBER_TEXT_SIZE];
        struct snapshot snapshot;
        struct error err;

        open_xor(&second, others[i], loss);
        alone = result_of(&second);
        open_xor(&stage, 0.4, loss);
        assert_true(compare_set(&stage.app.compare, &stage.app.run, variant, &err));
        stage_frame(&stage, 1280, 720);
        run_snapshot(&stage.app.run, &snapshot);
        assert_int_equal(compare_result(&stage.app.compare, &stage.app.run, &snapshot).samples, 0);
        shown = result_of(&stage);
        stage_frame(&stage, 1280, 720);
        run_snapshot(&stage.app.run, &snapshot);
        other = compare_result(&stage.app.compare, &stage.app.run, &snapshot);
        assert_int_equal(other.samples, 4);
        assert_int_equal(other.right, alone.right);
        assert_true(other.loss == alone.loss && other.loss != shown.loss);
        assert_true(says(&stage, "accuracy") && says(&stage, "loss"));
        assert_true(says(&stage, number_percent(percent, shown.right, 4)));
        assert_true(says(&stage, number_percent(percent, other.right, 4)));
        if (i == 0)
            assert_true(other.right < shown.right);
        stage_check_layout(&stage, "the end of a comparison", &texts, &problems);
        stage_teardown(&stage);
        stage_teardown(&second);
    }
    assert_true(texts > 100);
    assert_int_equal(problems, 0);
}

static void test_menu(void **state)
{
    struct stage stage;
    struct key w = {0}, four = {0}, eight = {0}, zero = {0};

    (void)state;
    assert_true(key_parse("8", 1, &eight, NULL));
    assert_true(key_parse("W", 1, &w, NULL) && key_parse("4", 1, &four, NULL) && key_parse("0", 1, &zero, NULL));
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    app_key(&stage.app, w, false);
    assert_int_equal(stage.app.sheet.which, SHEET_MISTAKES);
    app_key(&stage.app, four, false);
    assert_int_equal(compare_mistake(&stage.app.compare), MISTAKE_ONE_PATH);
    assert_int_equal(stage.app.sheet.which, SHEET_NONE);
    app_key(&stage.app, w, false);
    app_key(&stage.app, zero, false);
    assert_int_equal(compare_mistake(&stage.app.compare), MISTAKE_NONE);
    /* Two are of recurrent networks alone. */
    app_key(&stage.app, w, false);
    app_key(&stage.app, eight, false);
    assert_int_equal(compare_mistake(&stage.app.compare), MISTAKE_NONE);
    app_apply(&stage.app, COMMAND_MISTAKE, MISTAKE_LAST_TIME);
    assert_int_equal(compare_mistake(&stage.app.compare), MISTAKE_NONE);
    assert_non_null(strstr(stage.app.shown.notice.text, "not recurrent"));
    stage_open(&stage, "memory");
    app_key(&stage.app, w, false);
    app_key(&stage.app, eight, false);
    assert_int_equal(compare_mistake(&stage.app.compare), MISTAKE_LAST_TIME);
    stage_teardown(&stage);
}

/* The comparison leaves the panel room for what is compared: each page that has an equation has the
 * line that says what comes of it, and that of a hidden unit its weights and error signals. */
static void test_the_panel_keeps_its_equation(void **state)
{
    static const char *const minus = "\xe2\x88\x92" "0.0381";
    bool said = false;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur-mistake");
    app_apply(&stage.app, COMMAND_CLOSE, 0.0);
    app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_NEURON);
    for (int step = 0; step < 28; step++) {
        const struct explanation *page;

        app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
        stage_frame(&stage, 1280, 720);
        page = stage.app.shown.explanation;
        if (page->equation_count > 0 && page->equations[0].result && stage_text(&stage, "=") == NULL)
            fail_msg("no equation at step %d", step + 1);
        said = said || (stage_text(&stage, "0.036350") != NULL && stage_text(&stage, minus) != NULL);
    }
    assert_true(said);
    stage_teardown(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_difference),
        cmocka_unit_test(test_the_famous_mistake),
        cmocka_unit_test(test_right_run_is_untouched),
        cmocka_unit_test(test_marks_and_layout),
        cmocka_unit_test(test_the_end_compares),
        cmocka_unit_test(test_menu),
        cmocka_unit_test(test_the_panel_keeps_its_equation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
