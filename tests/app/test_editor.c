/* Changing numbers by the keyboard, by dragging, by the wheel. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "app/editor.h"
#include "layout_check.h"
#include "app/run/travel.h"
#include "stage.h"

static void keys(struct stage *stage, const char *names)
{
    char copy[256], *name;

    assert_true(strlen(names) < sizeof copy);
    strcpy(copy, names);
    for (name = strtok(copy, " "); name != NULL; name = strtok(NULL, " ")) {
        struct key key;

        assert_true(key_parse(name, strlen(name), &key, NULL));
        assert_true(app_key(&stage->app, key, false));
        stage_frame(stage, 1280, 720);
    }
}

static double value(struct stage *stage, struct quantity q)
{
    struct snapshot snapshot;

    run_snapshot(&stage->app.run, &snapshot);
    return quantity_value(&snapshot, q);
}

static struct point place_of(const struct stage *stage, struct quantity quantity)
{
    const struct ui *ui = &stage->app.shown.ui;

    for (size_t i = ui->target_count; i-- > 0;) {
        if (ui->targets[i].item && ui->targets[i].line_half_px <= 0.0f
            && ui->targets[i].action.argument == quantity_pack(quantity))
            return rect_center(ui->targets[i].rect);
    }
    fail_msg("nothing on the screen shows the quantity");
    return (struct point){0, 0};
}

static const struct quantity w5 = {QUANTITY_VALUE, QUANTITY_OF_WEIGHT, 2, 0, 0, 0}, w1 = {QUANTITY_VALUE, QUANTITY_OF_WEIGHT, 1, 0, 0, 0};

static void begin(struct stage *stage)
{
    stage_setup(stage);
    stage_open(stage, "mazur");
    app_tick(&stage->app, 10000.0);
    stage_frame(stage, 1280, 720);
}

static void choose(struct stage *stage, struct quantity q)
{
    app_apply(&stage->app, COMMAND_SELECT, quantity_pack(q));
    stage_frame(stage, 1280, 720);
}

/* While one types, keys mean characters and nothing else; Enter sets, Escape leaves. */
static void test_typing(void **state)
{
    struct stage stage;

    (void)state;
    begin(&stage);
    keys(&stage, "Shift+Right Shift+Right Shift+Right");
    choose(&stage, w5);
    keys(&stage, "Enter");
    assert_true(stage.app.asked.editor.open);
    assert_string_equal(stage.app.asked.editor.text, "0.4");
    keys(&stage, "- 1 . 5 9 Backspace e 1 Left Delete 0 Home End");
    assert_string_equal(stage.app.asked.editor.text, "-1.5e0");
    assert_true(value(&stage, w5) == 0.4);
    keys(&stage, "Enter");
    assert_false(stage.app.asked.editor.open);
    assert_true(value(&stage, w5) == -1.5);
    /* The hidden layer still holds, the output is to be computed. */
    assert_int_equal(stage.app.run.stepper.here.unit.kind, UNIT_FORWARD);
    keys(&stage, "E 9 Escape");
    assert_true(value(&stage, w5) == -1.5);
    assert_false(stage.app.requests.quit);
    stage_teardown(&stage);
}

static void test_not_numbers(void **state)
{
    static const char *const wrong[] = {"x", "0 , 5", "1 e 9 9 9", "-", "1 . 2 . 3"};
    struct stage stage;

    (void)state;
    begin(&stage);
    choose(&stage, w5);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        keys(&stage, "Enter");
        keys(&stage, wrong[i]);
        keys(&stage, "Enter");
        assert_true(stage.app.asked.editor.open);
        assert_non_null(stage.app.asked.editor.hint);
        keys(&stage, "Escape");
        assert_true(value(&stage, w5) == 0.4);
    }
    /* Computed numbers are not typed; without a choice there is nothing to type. */
    choose(&stage, quantity_at(QUANTITY_Z, 1, 0, 0));
    keys(&stage, "Enter");
    assert_false(stage.app.asked.editor.open);
    assert_true(stage.app.shown.notice.text[0] != '\0');
    keys(&stage, "Escape Escape Enter");
    assert_false(stage.app.asked.editor.open);
    /* A learning rate below 0. */
    choose(&stage, quantity_at(QUANTITY_RATE, 0, 0, 0));
    keys(&stage, "Enter - 1 Enter");
    assert_true(stage.app.shown.notice.is_error);
    assert_true(value(&stage, quantity_at(QUANTITY_RATE, 0, 0, 0)) == 0.5);
    stage_teardown(&stage);
}

static void test_undo(void **state)
{
    struct stage stage;
    struct cursor before;

    (void)state;
    begin(&stage);
    keys(&stage, "Shift+Right Shift+Right");
    before = stage.app.run.cursor;
    choose(&stage, w1);
    keys(&stage, "Ctrl+Up");
    assert_true(value(&stage, w1) == 0.16);
    app_tick(&stage.app, 20000.0);
    keys(&stage, "Ctrl+Down");
    assert_true(value(&stage, w1) == 0.15);
    keys(&stage, "Ctrl+Z");
    assert_true(value(&stage, w1) == 0.16);
    keys(&stage, "Ctrl+Z");
    assert_true(value(&stage, w1) == 0.15);
    assert_true(stage.app.run.cursor.step == before.step && stage.app.run.cursor.moment == before.moment);
    keys(&stage, "Ctrl+Z");
    assert_true(stage.app.shown.notice.text[0] != '\0');
    keys(&stage, "Ctrl+Y Ctrl+Shift+Z");
    assert_true(value(&stage, w1) == 0.15);
    keys(&stage, "Ctrl+Z R");
    assert_int_equal(stage.app.run.stepper.edits.count, 0);
    assert_int_equal(stage.app.run.cursor.step, 0);
    stage_teardown(&stage);
}

/* A drag is one entry, and leads to what typing leads to; but one stays at one's step, where what
 * follows from it is computed again, and sees what it was before. */
static void test_dragging(void **state)
{
    struct stage dragged, typed;
    struct cursor cursor;
    const struct snapshot *old;
    struct point at;

    (void)state;
    begin(&dragged);
    keys(&dragged, "1 Right Right");
    stage_frame(&dragged, 1280, 720);
    cursor = dragged.app.run.cursor;
    at = place_of(&dragged, w5);
    app_pointer_press(&dragged.app, at);
    for (int i = 1; i <= 15; i++)
        app_pointer_move(&dragged.app, (struct point){at.x, at.y - 4.8f * (float)i});
    app_pointer_release(&dragged.app, at);
    assert_true(value(&dragged, w5) == 0.5);
    assert_int_equal(dragged.app.run.journal.done, 1);
    begin(&typed);
    keys(&typed, "1 Right Right");
    choose(&typed, w5);
    keys(&typed, "Enter 0 . 5 Enter");
    assert_int_equal(dragged.app.run.cursor.step, cursor.step);
    assert_int_equal(dragged.app.run.cursor.moment, cursor.moment);
    old = ghost_of(&dragged.app.shown.ghost, &dragged.app.run);
    assert_non_null(old);
    assert_true(quantity_value(old, w5) == 0.4);
    travel_to(&typed.app.run, cursor);
    assert_null(ghost_of(&typed.app.shown.ghost, &typed.app.run));
    assert_memory_equal(dragged.app.run.stepper.block, typed.app.run.stepper.block,
                        typed.app.run.scenario.net.block_size * sizeof(double));
    stage_teardown(&dragged);
    stage_teardown(&typed);
}

/* A click elsewhere sets what is typed; Tab sets it and goes on; what is no number is said. */
static void test_leaving(void **state)
{
    struct stage stage;

    (void)state;
    begin(&stage);
    choose(&stage, w5);
    keys(&stage, "Enter 0 . 7");
    app_pointer_press(&stage.app, place_of(&stage, w1));
    app_pointer_release(&stage.app, place_of(&stage, w1));
    assert_false(stage.app.asked.editor.open);
    assert_true(value(&stage, w5) == 0.7);
    assert_true(quantity_equal(asked_about(&stage.app.asked), w1));
    keys(&stage, "Enter 0 . 2 Tab");
    assert_false(stage.app.asked.editor.open);
    assert_true(value(&stage, w1) == 0.2);
    assert_false(quantity_equal(asked_about(&stage.app.asked), w1));
    choose(&stage, w5);
    keys(&stage, "Enter x Tab");
    assert_true(stage.app.asked.editor.open);
    app_tick(&stage.app, 20000.0); /* no second click of a double one */
    app_pointer_press(&stage.app, place_of(&stage, w1));
    app_pointer_release(&stage.app, place_of(&stage, w1));
    assert_false(stage.app.asked.editor.open);
    assert_true(value(&stage, w5) == 0.7);
    assert_true(stage.app.shown.notice.is_error && strstr(stage.app.shown.notice.text, "Not a number") != NULL);
    stage_teardown(&stage);
}

static void test_wheel_and_double_click(void **state)
{
    struct stage stage;
    struct point at;

    (void)state;
    begin(&stage);
    at = place_of(&stage, w5);
    app_pointer_wheel(&stage.app, at, 2);
    app_pointer_wheel(&stage.app, at, 1);
    assert_true(value(&stage, w5) == 0.43);
    assert_int_equal(stage.app.run.journal.done, 1);
    app_tick(&stage.app, 30000.0);
    app_pointer_wheel(&stage.app, at, -1);
    assert_int_equal(stage.app.run.journal.done, 2);
    stage_frame(&stage, 1280, 720);
    at = place_of(&stage, w5);
    app_pointer_press(&stage.app, at);
    app_pointer_release(&stage.app, at);
    app_tick(&stage.app, 31000.0);
    app_pointer_press(&stage.app, at);
    app_pointer_release(&stage.app, at);
    assert_false(stage.app.asked.editor.open); /* too long between */
    app_tick(&stage.app, 31200.0);
    app_pointer_press(&stage.app, at);
    assert_true(stage.app.asked.editor.open);
    stage_teardown(&stage);
}

/* What is turned is followed at once, wherever one is, and what it was is beside it: an input, a
 * target, a weight, the learning rate. */
static void test_what_follows(void **state)
{
    static const struct {
        struct quantity turned, follows;
        bool at_end;
    } cases[] = {
        {{QUANTITY_X, QUANTITY_OF_UNIT, 0, 0, 0, 0}, {QUANTITY_Z, QUANTITY_OF_UNIT, 1, 0, 0, 0}, false},
        {{QUANTITY_X, QUANTITY_OF_UNIT, 0, 1, 0, 0}, {QUANTITY_A, QUANTITY_OF_UNIT, 2, 1, 0, 0}, false},
        {{QUANTITY_T, QUANTITY_OF_UNIT, 2, 0, 0, 0}, {QUANTITY_LOSS, QUANTITY_OF_RUN, 2, 0, 0, 0}, false},
        {{QUANTITY_VALUE, QUANTITY_OF_WEIGHT, 2, 0, 0, 0}, {QUANTITY_LOSS, QUANTITY_OF_RUN, 2, 0, 0, 0},
         false},
        {{QUANTITY_RATE, QUANTITY_OF_RUN, 0, 0, 0, 0}, {QUANTITY_NEW, QUANTITY_OF_WEIGHT, 2, 0, 0, 0},
         true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct stage stage;
        struct cursor before;
        const struct snapshot *old;
        double was, turned;

        begin(&stage);
        keys(&stage, cases[i].at_end ? "1 Right Right Right Right" : "1 Right Right");
        stage_frame(&stage, 1280, 720);
        before = stage.app.run.cursor;
        was = value(&stage, cases[i].follows);
        turned = value(&stage, cases[i].turned);
        app_pointer_wheel(&stage.app, place_of(&stage, cases[i].turned), 3);
        stage_frame(&stage, 1280, 720);
        assert_true(value(&stage, cases[i].turned) > turned);
        assert_true(value(&stage, cases[i].follows) != was);
        assert_int_equal(stage.app.run.cursor.step, before.step);
        assert_int_equal(stage.app.run.cursor.moment, before.moment);
        old = ghost_of(&stage.app.shown.ghost, &stage.app.run);
        assert_non_null(old);
        assert_true(quantity_value(old, cases[i].follows) == was);
        stage_teardown(&stage);
    }
}

static void test_little_steps(void **state)
{
    (void)state;
    assert_true(editor_stepped(0.4, 1) == 0.41);
    assert_true(editor_stepped(0.4, -41) == -0.01);
    assert_true(editor_stepped(0.0, -1) == -0.01);
    assert_true(editor_stepped(0.01, -1) == 0.0 && !signbit(editor_stepped(0.01, -1)));
    assert_true(editor_stepped(12.0, 1) == 13.0);
    assert_true(editor_stepped(1234.0, 1) == 1300.0);
    assert_true(editor_stepped(-3.0, 1) == -2.9);
}

/* The field, the marks and the page of a change fit everywhere. */
static void test_layout(void **state)
{
    static const struct {
        float width, height;
    } sizes[] = {{1280, 720}, {1920, 1080}, {1024, 768}};
    static const char *const lessons[] = {"mazur", "xor", "softmax"};
    size_t texts = 0;

    (void)state;
    for (size_t l = 0; l < 3; l++) {
        struct stage stage;

        begin(&stage);
        stage_open(&stage, lessons[l]);
        choose(&stage, quantity_of_weight(QUANTITY_VALUE, 1, 0, 0));
        for (int round = 0; round < 3; round++) {
            if (round == 1)
                keys(&stage, "- 2 . 7 5 Enter");
            else
                keys(&stage, round == 0 ? "Enter" : "Escape");
            for (size_t i = 0; i < 6; i++) {
                struct layout_report report = {0};

                stage.app.shown.settings.theme = i % 2 == 0 ? THEME_LIGHT : THEME_DARK;
                stage_frame(&stage, sizes[i / 2].width, sizes[i / 2].height);
                layout_check(&stage.canvas, (int)ceilf(0.02f * sizes[i / 2].height), &report);
                if (report.problems > 0)
                    fail_msg("%s, round %d, %.0fx%.0f: %s", lessons[l], round,
                             (double)sizes[i / 2].width, (double)sizes[i / 2].height, report.first);
                texts += report.texts;
            }
        }
        stage_teardown(&stage);
    }
    assert_true(texts > 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_typing),
        cmocka_unit_test(test_not_numbers),
        cmocka_unit_test(test_undo),
        cmocka_unit_test(test_dragging),
        cmocka_unit_test(test_leaving),
        cmocka_unit_test(test_wheel_and_double_click),
        cmocka_unit_test(test_what_follows),
        cmocka_unit_test(test_little_steps),
        cmocka_unit_test(test_layout),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
