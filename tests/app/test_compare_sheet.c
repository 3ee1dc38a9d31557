/* The same lesson with one setting changed beside it: the sheet that chooses, where the two part, and
 * that the run shown does not notice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "app/run/journal.h"
#include "app/sheets/sheet.h"
#include "app/run/compare_part.h"
#include "layout_check.h"
#include "stage.h"
#include "../base/thorough.h"

static void begin(struct stage *stage, const char *name, enum variant_kind kind, double value)
{
    struct error err = {0};

    stage_setup(stage);
    stage_open(stage, name);
    if (!compare_set(&stage->app.compare, &stage->app.run, (struct variant){kind, value}, &err))
        fail_msg("%s", err.text);
}

static void press_one(void *context, struct key key)
{
    app_key(context, key, false);
}

static void press(struct stage *stage, const char *keys)
{
    assert_true(key_script(keys, press_one, &stage->app, NULL));
}

/* A word, or all of a line that is not broken into words. */
static bool shows(const struct stage *stage, const char *text)
{
    for (size_t i = 0; i < stage->canvas.count; i++)
        if (stage->canvas.commands[i].kind == CANVAS_TEXT
            && strstr(canvas_text_of(&stage->canvas, &stage->canvas.commands[i]), text) != NULL)
            return true;
    return false;
}

static const struct {
    const char *lesson;
    enum variant_kind kind;
    double value;
} variants[] = {
    {"mazur", VARIANT_LEARNING_RATE, 5},
    {"mazur", VARIANT_ACTIVATION, ACTIVATION_LEAKY_RELU},
    {"xor", VARIANT_SEED, 2},
    {"xor", VARIANT_INIT, INIT_ZEROS},
    {"xor", VARIANT_OPTIMIZER, OPTIMIZER_ADAM},
    {"iris", VARIANT_OPTIMIZER, OPTIMIZER_NESTEROV},
    {"iris", VARIANT_ORDER, 3},
    {"sine", VARIANT_OPTIMIZER, OPTIMIZER_NESTEROV},
    {"moons", VARIANT_INIT, INIT_XAVIER_NORMAL},
};
enum { VARIANTS = sizeof variants / sizeof variants[0] };

/* Any walk: the run shown has the bits of a run without a comparison; both are at the same step, and
 * have a loss of each iteration. */
static void test_shown_run_is_untouched(void **state)
{
    static const enum command walk[] = {COMMAND_PHASE_FORWARD, COMMAND_ITERATION_FORWARD, COMMAND_STEP_BACK,
                                        COMMAND_PHASE_BACK, COMMAND_ITERATION_FORWARD, COMMAND_ITERATION_BACK,
                                        COMMAND_STEP_FORWARD};

    (void)state;
    for (size_t v = 0; v < VARIANTS; v += (size_t)thorough_stride(2)) {
        struct stage with, without;
        size_t size;

        begin(&with, variants[v].lesson, variants[v].kind, variants[v].value);
        begin(&without, variants[v].lesson, VARIANT_NONE, 0);
        size = with.app.run.scenario.net.block_size * sizeof(double);
        for (size_t i = 0; i < 50; i++) {
            app_apply(&with.app, walk[i * 5 % 7], 0.0);
            app_apply(&without.app, walk[i * 5 % 7], 0.0);
            if (i == 25) {
                struct quantity w = quantity_of_weight(QUANTITY_VALUE, 1, 0, 0);

                assert_true(journal_edit(&with.app.run, w, 0.25, NULL));
                assert_true(journal_edit(&without.app.run, w, 0.25, NULL));
            }
            stage_frame(&with, 1280, 720);
            assert_memory_equal(with.app.run.stepper.block, without.app.run.stepper.block, size);
            assert_int_equal(with.app.compare.stepper.state.step, with.app.run.cursor.step);
            assert_int_equal(with.app.compare.record.count, with.app.run.record.count);
        }
        assert_int_equal(with.app.run.record.count, without.app.run.record.count);
        assert_memory_equal(with.app.run.record.losses, without.app.run.record.losses, with.app.run.record.count * sizeof(double));
        assert_memory_not_equal(with.app.run.record.losses, with.app.compare.record.losses, with.app.run.record.count * sizeof(double));
        stage_teardown(&with);
        stage_teardown(&without);
    }
}

/* X goes to the first iteration whose losses differ by more than 1 %: that of the two curves. */
static void test_they_part(void **state)
{
    (void)state;
    for (size_t v = 0; v < VARIANTS; v++) {
        struct stage stage;
        const struct compare *compare = &stage.app.compare;
        struct snapshot shown;
        const struct snapshot *other;
        size_t at;

        begin(&stage, variants[v].lesson, variants[v].kind, variants[v].value);
        at = (size_t)compare->first.iteration;
        assert_true(at > 0);
        app_apply(&stage.app, COMMAND_DIFFERENCE, 0.0);
        other = compare_follow(&stage.app.compare, &stage.app.run);
        run_snapshot(&stage.app.run, &shown);
        assert_int_equal(shown.place.iteration, at);
        assert_true(shown.batch_loss == compare->first.shown);
        assert_true(other->batch_loss == compare->first.other);
        assert_int_equal(compare->record.count, at);
        for (size_t i = 0; i < at; i++)
            assert_true(compare_part_differs(stage.app.run.record.losses[i], compare->record.losses[i]) == (i + 1 == at));
        stage_teardown(&stage);
    }
}

/* The loss of a first iteration does not depend on the learning rate; that of the second does. */
static void test_by_hand(void **state)
{
    struct stage stage;

    (void)state;
    begin(&stage, "mazur", VARIANT_LEARNING_RATE, 5);
    assert_int_equal(stage.app.compare.first.iteration, 2);
    assert_true(fabs(stage.app.compare.first.shown - 0.29102777369359933) < 1e-12);
    /* One step of that length from the same gradients, by the edit of the rate. */
    app_apply(&stage.app, COMMAND_DIFFERENCE, 0.0);
    assert_true(compare_set(&stage.app.compare, &stage.app.run, (struct variant){0}, NULL));
    app_apply(&stage.app, COMMAND_START, 0.0);
    assert_true(journal_edit(&stage.app.run, quantity_at(QUANTITY_RATE, 0, 0, 0), 5, NULL));
    for (int i = 0; i < 2; i++)
        app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0.0);
    assert_true(compare_set(&stage.app.compare, &stage.app.run, (struct variant){VARIANT_LEARNING_RATE, 5}, NULL));
    stage_frame(&stage, 1280, 720);
    assert_int_equal(stage.app.compare.record.count, 2);
    assert_memory_equal(stage.app.compare.record.losses, stage.app.run.record.losses, 2 * sizeof(double));
    assert_int_equal(stage.app.compare.first.iteration, 0);
    assert_true(shows(&stage, "parted."));
    stage_teardown(&stage);
}

static void test_differs(void **state)
{
    (void)state;
    assert_false(compare_part_differs(1.0, 1.009));
    assert_true(compare_part_differs(1.0, 1.011));
    assert_true(compare_part_differs(1.011, 1.0));
    assert_false(compare_part_differs(0.0, 0.0));
    assert_true(compare_part_differs(0.5, (double)NAN));
    assert_true(compare_part_differs((double)INFINITY, 2.0));
    assert_false(compare_part_differs((double)NAN, (double)INFINITY));
}

/* Parting later than the search looks: found as both go on. */
static void test_parts_on_the_way(void **state)
{
    struct stage stage;
    struct compare *compare = &stage.app.compare;
    uint64_t at;

    (void)state;
    begin(&stage, "mazur", VARIANT_LEARNING_RATE, 0.51);
    at = compare->first.iteration;
    assert_true(at > 3);
    compare->first = (struct compare_first){0};
    compare->searched = 0;
    for (uint64_t i = 0; i < at + 1; i++) {
        app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0.0);
        stage_frame(&stage, 1280, 720);
        assert_int_equal(compare->first.iteration, i + 1 >= at ? at : 0);
    }
    stage_teardown(&stage);
}

/* One run stops before the other, and goes on again where one steps back. */
static void test_one_stops(void **state)
{
    struct stage stage;
    uint64_t step;

    (void)state;
    begin(&stage, "xor", VARIANT_OPTIMIZER, OPTIMIZER_MOMENTUM);
    app_apply(&stage.app, COMMAND_RUN, 0.0);
    while (stage.app.run.hurry.on) {
        app_tick(&stage.app, stage.app.run.now_ms + 10.0);
        stage_frame(&stage, 1280, 720);
    }
    assert_true(stage.app.run.stepper.state.stop_step > 0);
    assert_null(compare_follow(&stage.app.compare, &stage.app.run));
    step = stage.app.compare.stepper.state.stop_step;
    assert_true(step > 0 && step < stage.app.run.cursor.step);
    assert_true(shows(&stage, "stopped"));
    app_apply(&stage.app, COMMAND_START, 0.0);
    assert_non_null(compare_follow(&stage.app.compare, &stage.app.run));
    stage_teardown(&stage);
    /* The other way round, the other one stands at the end of the last iteration. */
    begin(&stage, "xor", VARIANT_LEARNING_RATE, 0.1);
    app_apply(&stage.app, COMMAND_RUN, 0.0);
    while (stage.app.run.hurry.on)
        app_tick(&stage.app, stage.app.run.now_ms + 10.0);
    assert_non_null(compare_follow(&stage.app.compare, &stage.app.run));
    assert_int_equal(stage.app.compare.stepper.state.step, stage.app.run.cursor.step - 1);
    stage_teardown(&stage);
}

static void test_sheet(void **state)
{
    struct stage stage;
    const struct variant *variant = &stage.app.compare.variant;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    press(&stage, "Shift+C Enter Down*3 Enter");
    assert_int_equal(stage.app.sheet.which, SHEET_NONE);
    assert_int_equal(variant->kind, VARIANT_LEARNING_RATE);
    assert_true(variant->value == 5);
    stage_frame(&stage, 1280, 720);
    assert_true(shows(&stage, "the same with \xce\xb7 = 5"));
    press(&stage, "Shift+C Enter 1 e - 3 7 Backspace Enter");
    assert_true(variant->value == 1e-3);
    press(&stage, "Shift+C Enter . Enter");
    assert_int_equal(stage.app.sheet.which, SHEET_COMPARE);
    stage_frame(&stage, 1280, 720);
    assert_true(shows(&stage, "1e-3."));
    press(&stage, "Escape Down Enter End Enter");
    assert_int_equal(variant->kind, VARIANT_OPTIMIZER);
    assert_true(variant->value == (double)optimizer_count() - 1.0);
    /* What is not possible here says why. */
    press(&stage, "Shift+C End Enter");
    assert_int_equal(stage.app.sheet.which, SHEET_COMPARE);
    stage_frame(&stage, 1280, 720);
    assert_true(shows(&stage, "Here"));
    press(&stage, "Home Enter");
    assert_int_equal(stage.app.sheet.which, SHEET_NONE);
    assert_int_equal(variant->kind, VARIANT_NONE);
    press(&stage, "Shift+C Escape");
    assert_int_equal(stage.app.sheet.which, SHEET_NONE);
    /* A mistake takes the place of another setting, and the other way round. */
    press(&stage, "W 4 Shift+C Enter Enter");
    assert_int_equal(compare_mistake(&stage.app.compare), MISTAKE_NONE);
    press(&stage, "W 4");
    assert_int_equal(compare_mistake(&stage.app.compare), MISTAKE_ONE_PATH);
    stage_teardown(&stage);
}

/* Rows are clicked, where they are drawn. */
static void test_mouse(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "xor");
    press(&stage, "Shift+C");
    for (int page = 0; page < 2; page++) {
        const struct ui_target *row = NULL;

        stage_frame(&stage, 1280, 720);
        for (size_t i = 0; i < stage.app.shown.ui.target_count; i++) {
            const struct ui_target *target = &stage.app.shown.ui.targets[i];

            if (target->action.command == COMMAND_COMPARE_WITH && target->action.argument == 4.0)
                row = target;
        }
        assert_non_null(row);
        app_pointer_press(&stage.app, rect_center(row->rect));
        app_pointer_release(&stage.app, rect_center(row->rect));
    }
    assert_int_equal(stage.app.compare.variant.kind, VARIANT_SEED);
    assert_true(stage.app.compare.variant.value == 5);
    stage_teardown(&stage);
}

static void check_sheet(struct stage *stage, size_t *texts, size_t *problems)
{
    static const float sizes[][2] = {{1280, 720}, {1920, 1080}, {1024, 768}};

    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct layout_report report = {0};

        stage_frame(stage, sizes[i][0], sizes[i][1]);
        layout_check_sheet(&stage->canvas, (int)ceilf(0.02f * sizes[i][1]), &report);
        if (report.problems > 0)
            print_message("%s\n", report.first);
        *texts += report.texts;
        *problems += report.problems;
    }
}

static void test_layout(void **state)
{
    size_t texts = 0, problems = 0;

    (void)state;
    for (size_t v = 0; v < VARIANTS; v++) {
        struct stage stage;

        begin(&stage, variants[v].lesson, variants[v].kind, variants[v].value);
        app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0.0);
        for (int step = 0; step < 12; step++) {
            app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
            stage.app.shown.settings.text_size = step / 4;
            stage.app.shown.settings.picture = step % 4 == 2 ? PICTURE_MAP : PICTURE_NETWORK;
            if ((v + (size_t)step) % (size_t)thorough_stride(2) == 0)
                stage_check_layout(&stage, variants[v].lesson, &texts, &problems);
        }
        stage.app.shown.settings.text_size = 0;
        press(&stage, "Shift+C");
        check_sheet(&stage, &texts, &problems);
        for (int row = 1; row < 7; row++) {
            sheet_choose(&stage.app, row);
            press(&stage, "Enter");
            check_sheet(&stage, &texts, &problems);
            if (stage.app.sheet.compare.kind != VARIANT_NONE)
                press(&stage, "Escape");
        }
        stage_teardown(&stage);
    }
    assert_true(texts > 2000);
    assert_int_equal(problems, 0);
}

/* A scenario that asks for it opens with the run beside it, as if it had been chosen. */
static void test_asked_for(void **state)
{
    static const char scenario[] =
        "{\"backstep\": 1, \"network\": {\"inputs\": 2, \"layers\": [{\"units\": 3, \"activation\": \"tanh\"}, "
        "{\"units\": 1, \"activation\": \"sigmoid\"}]}, \"loss\": \"binary_cross_entropy\", \"optimizer\": "
        "{\"learning_rate\": 0.5}, \"data\": {\"generator\": \"xor\", \"n\": 20}, "
        "\"compare\": {\"optimizer\": \"adam\"}}";
    struct stage stage;
    const struct compare *compare = &stage.app.compare;

    (void)state;
    stage_setup(&stage);
    stage_open_text(&stage, scenario);
    assert_int_equal(compare->variant.kind, VARIANT_OPTIMIZER);
    assert_int_equal(compare->stepper.training.optimizer.kind, OPTIMIZER_ADAM);
    assert_int_equal(stage.app.run.stepper.training.optimizer.kind, OPTIMIZER_SGD);
    assert_int_equal(compare_mistake(compare), MISTAKE_NONE);
    press(&stage, "Ctrl+Right*5");
    stage_frame(&stage, 1280, 720);
    assert_true(shows(&stage, "Adam"));
    assert_int_equal(compare->record.count, 5);
    assert_true(compare->record.losses[4] != stage.app.run.record.losses[4]);
    /* Another lesson ends it. */
    stage_open(&stage, "mazur");
    assert_int_equal(compare->variant.kind, VARIANT_NONE);
    stage_teardown(&stage);
}

static size_t count_polylines(const struct stage *stage, bool dashed)
{
    size_t count = 0;

    for (size_t i = 0; i < stage->canvas.count; i++)
        count += stage->canvas.commands[i].kind == CANVAS_POLYLINE && (stage->canvas.commands[i].dash > 0) == dashed;
    return count;
}

/* In the sheet of the run and on the small curve the other line is dashed, and both have names. */
static void test_lines_are_told_apart(void **state)
{
    struct stage stage;

    (void)state;
    begin(&stage, "iris", VARIANT_OPTIMIZER, OPTIMIZER_ADAM);
    press(&stage, "Ctrl+Right*30");
    stage_frame(&stage, 1280, 720);
    assert_int_equal(count_polylines(&stage, true), 1);
    assert_true(count_polylines(&stage, false) >= 1);
    press(&stage, "I");
    stage_frame(&stage, 1280, 720);
    assert_int_equal(count_polylines(&stage, true), 2);
    assert_true(shows(&stage, "this run") && shows(&stage, "Adam"));
    assert_true(compare_set(&stage.app.compare, &stage.app.run, (struct variant){0}, NULL));
    stage_frame(&stage, 1280, 720);
    assert_int_equal(count_polylines(&stage, true), 0);
    assert_false(shows(&stage, "this run"));
    stage_teardown(&stage);
    /* The samples held out: dotted. */
    stage_setup(&stage);
    stage_open(&stage, "moons");
    press(&stage, "Ctrl+Shift+Right*4 I");
    stage_frame(&stage, 1280, 720);
    assert_int_equal(count_polylines(&stage, true), 2);
    assert_true(shows(&stage, "training") && shows(&stage, "validation"));
    stage_teardown(&stage);
}

/* A run that climbs leaves the plot at its top; the shown one does not become flat for it. */
static void test_a_run_that_climbs(void **state)
{
    struct stage stage;
    float least = 0.0f, top = 1e9f, bottom = 0.0f;

    (void)state;
    begin(&stage, "momentum", VARIANT_LEARNING_RATE, 10);
    press(&stage, "Ctrl+Right*10 I");
    stage_frame(&stage, 1280, 720);
    assert_true(stage.app.compare.record.losses[9] > 1e3 * stage.app.run.record.losses[0]);
    for (size_t i = 0; i < stage.canvas.count; i++) {
        const struct canvas_command *command = &stage.canvas.commands[i];
        const struct point *points;

        if (command->kind != CANVAS_POLYLINE)
            continue;
        points = &stage.canvas.points[command->as.path.first];
        for (size_t k = 0; k < command->as.path.count; k++) {
            assert_true(isfinite(points[k].y));
            if (command->dash > 0)
                least = fminf(least, points[k].y);
            if (command->width > 1.9f && command->dash == 0
                && command->as.path.count == 10) { /* the shown one */
                top = fminf(top, points[k].y);
                bottom = fmaxf(bottom, points[k].y);
            }
        }
    }
    assert_true(least < -1000.0f); /* far above */
    assert_true(bottom - top > 100.0f && top > 100.0f);
    stage_teardown(&stage);
}

/* Beside a button it says what that does; around a sheet, where pointers rest, nothing. */
static void test_a_pointer_that_rests(void **state)
{
    struct point button = {0};
    struct stage stage;
    struct app *app = &stage.app;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    app_tick(app, 1000.0);
    stage_frame(&stage, 1280, 720);
    for (size_t t = 0; t < app->shown.ui.target_count; t++)
        if (app->shown.ui.targets[t].action.command == COMMAND_STEP_FORWARD)
            button = rect_center(app->shown.ui.targets[t].rect);
    app_pointer_move(app, button);
    app_tick(app, 3000.0);
    stage_frame(&stage, 1280, 720);
    assert_true(shows(&stage, "(Right"));
    press(&stage, "Shift+C");
    app_pointer_move(app, (struct point){1279, 719});
    app_tick(app, 5000.0);
    stage_frame(&stage, 1280, 720);
    assert_true(shows(&stage, "Compare with another run"));
    assert_false(shows(&stage, "(Right") || shows(&stage, "Escape)"));
    stage_teardown(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shown_run_is_untouched),
        cmocka_unit_test(test_they_part),
        cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_differs),
        cmocka_unit_test(test_parts_on_the_way),
        cmocka_unit_test(test_one_stops),
        cmocka_unit_test(test_sheet),
        cmocka_unit_test(test_mouse),
        cmocka_unit_test(test_a_pointer_that_rests),
        cmocka_unit_test(test_layout),
        cmocka_unit_test(test_asked_for),
        cmocka_unit_test(test_lines_are_told_apart),
        cmocka_unit_test(test_a_run_that_climbs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
