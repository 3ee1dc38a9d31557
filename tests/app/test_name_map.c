/* The map of names comes before the first run of a lesson in a window, and nowhere by itself; any key
 * closes it and does nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "lesson/catalogue.h"
#include "stage.h"
#include "../lesson/networks.h"

static void press(struct stage *stage, const char *name)
{
    struct key key;
    struct error err;

    assert_true(key_parse(name, strlen(name), &key, &err));
    app_key(&stage->app, key, false);
}

static bool shows(const struct stage *stage, const char *text)
{
    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *command = &stage->canvas.commands[i];

        if (command->kind == CANVAS_TEXT && strcmp(canvas_text_of(&stage->canvas, command), text) == 0)
            return true;
    }
    return false;
}

/* What a map says; a word alone may be a word of a longer text. */
static bool shows_map(struct stage *stage)
{
    static const char *const names[] = {"gradient", "learning rate", "activation", "error signal", "weighted sum"};

    stage_frame(stage, 1280, 720);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (!shows(stage, names[i]))
            return false;
    }
    return shows(stage, "Any key starts.") || shows(stage, "Any key goes on.");
}

static const char unscripted[] =
    "{\"backstep\": 1, \"network\": {\"inputs\": [\"x1\", \"x2\"], \"layers\": [{\"units\": [\"h1\", \"h2\"], "
    "\"activation\": \"tanh\"}, {\"units\": [\"y\"], \"activation\": \"sigmoid\"}]}, "
    "\"loss\": \"half_squared_error\", \"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 0.5}, "
    "\"data\": {\"samples\": [{\"x\": [0, 1], \"t\": [1]}]}}";

static void test_before_the_first_run(void **state)
{
    struct stage stage;
    struct app *app = &stage.app;

    (void)state;
    stage_setup(&stage);
    stage_open_text(&stage, unscripted);
    assert_int_equal(app->sheet.which, SHEET_NONE); /* export and tests are not asked */
    assert_false(shows_map(&stage));
    app->shown.settings.name_map = true;
    stage_open_text(&stage, unscripted);
    assert_int_equal(app->sheet.which, SHEET_NAMES);
    assert_true(shows_map(&stage));
    press(&stage, "Right");
    assert_int_equal(app->sheet.which, SHEET_NONE);
    assert_int_equal(app->run.cursor.step, 0);
    assert_false(shows_map(&stage));
    press(&stage, "Right");
    assert_true(app->run.cursor.step > 0);
    /* Not when it is as it was, and not where a script leads. */
    press(&stage, "R");
    assert_int_equal(app->sheet.which, SHEET_NONE);
    stage_open(&stage, "mazur");
    assert_true(app->run.scenario.script.count > 0);
    assert_int_equal(app->sheet.which, SHEET_NONE);
    stage_teardown(&stage);
}

static void test_any_key(void **state)
{
    static const char *const keys[] = {"Right", "Space", "PageDown", "Left", "Enter", "Escape", "K", "P", "L", "V",
                                       "N", "D", "W", "G", "?", "Tab", "R", "]", "Ctrl+Right", "7"};
    struct stage stage;
    struct app *app = &stage.app;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    press(&stage, "Shift+Right");
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct shown_settings settings = app->shown.settings;
        struct cursor cursor = app->run.cursor;

        press(&stage, "K");
        assert_true(shows_map(&stage));
        assert_true(shows(&stage, "Any key goes on."));
        press(&stage, keys[i]);
        assert_int_equal(app->sheet.which, SHEET_NONE);
        assert_false(app->requests.quit || app->run.playing || app->sheet.lessons_open || app->shown.jobs.nudge.job.on || app->shown.jobs.other_route.job.on);
        assert_true(app->run.cursor.step == cursor.step && app->run.cursor.moment == cursor.moment);
        assert_memory_equal(&settings, &app->shown.settings, sizeof settings);
        assert_false(shows_map(&stage));
    }
    /* What looks or quits passes through, as with every sheet. */
    press(&stage, "K");
    press(&stage, "T");
    assert_int_equal(app->sheet.which, SHEET_NAMES);
    press(&stage, "S");
    assert_true(app->requests.screenshot);
    assert_true(shows_map(&stage));
    press(&stage, "Q");
    assert_true(app->requests.quit);
    stage_teardown(&stage);
}

/* Anywhere, also where a button or a neuron lies. */
static void test_a_click(void **state)
{
    static const struct point places[] = {{640, 360}, {100, 690}, {700, 30}, {1200, 690}, {1000, 300}, {3, 3}};
    struct stage stage;
    struct app *app = &stage.app;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        app_apply(app, COMMAND_NAMES, 0.0);
        assert_true(shows_map(&stage));
        app_pointer_move(app, places[i]);
        stage_frame(&stage, 1280, 720);
        app_pointer_press(app, places[i]);
        app_pointer_release(app, places[i]);
        assert_int_equal(app->sheet.which, SHEET_NONE);
        assert_int_equal(app->run.cursor.step, 0);
        assert_false(app->sheet.lessons_open || app->requests.quit);
        assert_int_equal(app->asked.selected.kind, QUANTITY_NONE);
    }
    stage_teardown(&stage);
}

/* In the place of the table too; nets that have no room for their neurons are in test_layout.c. */
static void test_layout(void **state)
{
    const struct catalogue_entry *entries;
    size_t count, texts = 0, problems = 0;

    (void)state;
    entries = catalogue_networks(&count);
    for (size_t l = 0; l < count; l++) {
        struct stage stage;

        stage_setup(&stage);
        stage_open(&stage, entries[l].name);
        for (int step = 0; step < 3; step++) {
            stage.app.shown.settings.picture = step == 1 ? PICTURE_TABLE : step == 2 ? PICTURE_MATRICES : PICTURE_NETWORK;
            stage.app.shown.settings.text_size = 0;
            app_apply(&stage.app, COMMAND_NAMES, 0.0);
            assert_true(shows_map(&stage));
            for (int text_size = 0; text_size <= 1; text_size++) {
                stage.app.shown.settings.text_size = text_size;
                stage_check_layout(&stage, entries[l].name, &texts, &problems);
            }
            app_apply(&stage.app, COMMAND_CLOSE, 0.0);
            app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
        }
        stage_teardown(&stage);
    }
    assert_true(texts > 3000);
    assert_int_equal(problems, 0);
}

/* Of a layer that is too large for it the map says how many neurons it draws. */
static void test_what_is_left_out(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "big");
    press(&stage, "K");
    assert_true(shows_map(&stage));
    assert_true(shows(&stage, "41 of 784"));
    assert_false(shows(&stage, "16 of 16"));
    stage_teardown(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_before_the_first_run),
        cmocka_unit_test(test_what_is_left_out),
        cmocka_unit_test(test_any_key),
        cmocka_unit_test(test_a_click),
        cmocka_unit_test(test_layout),
    };

    return cmocka_run_group_tests_name("name_map", tests, NULL, NULL);
}
