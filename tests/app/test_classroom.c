/* In a lecture: the black screen, the menu of a clicker, and Tab. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "app/sheets/sheet.h"
#include "layout_check.h"
#include "stage.h"

static void begin(struct stage *stage, bool full_screen)
{
    stage_setup(stage);
    stage_open(stage, "mazur");
    stage->app.shown.full_screen = full_screen;
}

static void press_one(void *context, struct key key)
{
    app_key(context, key, false);
}

static void press(struct stage *stage, const char *keys)
{
    assert_true(key_script(keys, press_one, &stage->app, NULL));
}

static void a_clicker_blackens_the_full_screen(void **state)
{
    static const char *const keys[] = {".", "b"};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct stage stage;
        struct cursor cursor;

        begin(&stage, true);
        press(&stage, "Right");
        cursor = stage.app.run.cursor;
        press(&stage, keys[i]);
        assert_true(stage.app.shown.black);
        stage_frame(&stage, 1280, 720);
        assert_int_equal(stage.canvas.count, 0);
        assert_int_equal(stage.canvas.background & 0xffffff, 0);
        /* Any key brings it back, and does no more. */
        press(&stage, i == 0 ? "Right" : keys[i]);
        assert_false(stage.app.shown.black);
        assert_memory_equal(&cursor, &stage.app.run.cursor, sizeof cursor);
        assert_true(stage.app.shown.settings.brackets);
        stage_frame(&stage, 1280, 720);
        assert_true(stage.canvas.count > 100);
        press(&stage, keys[i]);
        app_pointer_press(&stage.app, (struct point){5, 5});
        assert_false(stage.app.shown.black);
        stage_teardown(&stage);
    }
}

static void in_a_window_and_while_typing_they_are_keys(void **state)
{
    struct stage stage;

    (void)state;
    begin(&stage, false);
    press(&stage, "B");
    assert_false(stage.app.shown.black || stage.app.shown.settings.brackets);
    stage.app.shown.full_screen = true;
    stage_frame(&stage, 1280, 720);
    press(&stage, "Tab E .");
    assert_true(stage.app.asked.editor.open);
    assert_false(stage.app.shown.black);
    stage_teardown(&stage);
}

static void a_clicker_alone_changes_granularity_and_lesson(void **state)
{
    struct stage stage;

    (void)state;
    begin(&stage, false);
    press(&stage, "F5");
    assert_true(stage.app.requests.toggle_full_screen);
    stage.app.requests.toggle_full_screen = false;
    stage.app.shown.full_screen = true;
    press(&stage, "F5 PageDown F5");
    assert_int_equal(stage.app.sheet.which, SHEET_NONE);
    assert_int_equal(stage.app.run.granularity, GRANULARITY_PHASE);
    press(&stage, "Escape PageDown*3 PageUp Escape");
    assert_int_equal(stage.app.run.granularity, GRANULARITY_LAYER);
    press(&stage, "Escape PageDown*5 F5");
    assert_int_equal(stage.app.run.lesson, 1);
    press(&stage, "F5 PageDown*6 F5");
    assert_int_equal(stage.app.run.lesson, 0);
    /* The first entry changes nothing. */
    press(&stage, "Escape Escape");
    assert_int_equal(stage.app.sheet.which, SHEET_NONE);
    assert_false(stage.app.requests.toggle_full_screen);
    press(&stage, "Escape End Enter");
    assert_true(stage.app.requests.toggle_full_screen);
    stage_teardown(&stage);
}

static void the_menu_is_legible(void **state)
{
    struct stage stage;
    size_t texts = 0;

    (void)state;
    begin(&stage, true);
    for (int size = 0; size <= 2; size++) {
        stage.app.shown.settings.text_size = size;
        press(&stage, "F5");
        for (int i = 0; i < 9; i++) {
            stage_frame(&stage, 1280, 720);
            assert_non_null(stage_text(&stage, i == 0 ? "Back" : ""));
            for (size_t k = 0; k < stage.canvas.count; k++) {
                const struct canvas_command *command = &stage.canvas.commands[k];

                if (command->kind != CANVAS_TEXT)
                    continue;
                texts++;
                assert_true(command->as.text.origin.x >= 0.0f);
                assert_true(command->as.text.origin.x + command->as.text.advance <= 1280.0f);
            }
            press(&stage, "PageDown");
        }
        press(&stage, "PageUp*9 Escape");
        assert_int_equal(stage.app.sheet.which, SHEET_NONE);
    }
    assert_true(texts > 100);
    stage_teardown(&stage);
}

static void tab_begins_with_what_the_step_is_about(void **state)
{
    struct stage stage;

    (void)state;
    begin(&stage, false);
    press(&stage, "Right*2");
    stage_frame(&stage, 1280, 720);
    press(&stage, "Tab");
    assert_int_equal(asked_about(&stage.app.asked).kind, QUANTITY_A);
    assert_int_equal(asked_about(&stage.app.asked).layer, 1);
    assert_int_equal(asked_about(&stage.app.asked).to, 0);
    stage_teardown(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clicker_blackens_the_full_screen),
        cmocka_unit_test(in_a_window_and_while_typing_they_are_keys),
        cmocka_unit_test(a_clicker_alone_changes_granularity_and_lesson),
        cmocka_unit_test(the_menu_is_legible),
        cmocka_unit_test(tab_begins_with_what_the_step_is_about),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
