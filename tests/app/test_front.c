/* The front door: lessons as cards, the first screen, what is said beside the pointer, and the help
 * that can be searched. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/commands/commands.h"
#include "app/keep/study.h"
#include "explain/glossary.h"
#include "lesson/catalogue.h"
#include "stage.h"
#include "view/pictures/pictures.h"

static void press(struct stage *stage, const char *keys)
{
    struct key key;

    for (; *keys != '\0'; keys += strcspn(keys, " "), keys += *keys == ' ') {
        assert_true(key_parse(keys, strcspn(keys, " "), &key, NULL));
        app_key(&stage->app, key, false);
    }
}

static size_t boxes_of(const struct stage *stage, enum command command)
{
    size_t count = 0;

    for (size_t i = 0; i < stage->app.shown.ui.target_count; i++)
        count += stage->app.shown.ui.targets[i].action.command == (int)command;
    return count;
}

/* Whichever lesson is open, its cards begin below the title: no room is left there. */
static void cards_begin_at_the_top(void **state)
{
    static const char *const lessons[] = {"mazur", "saturated", "moons", "chain-rule", "micrograd",
                                          "memory", "exploding"};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (size_t l = 0; l < sizeof lessons / sizeof lessons[0]; l++)
        for (int size = 0; size <= 2; size++) {
            float top = 720.0f;

            stage_open(&stage, lessons[l]);
            stage.app.shown.settings.text_size = size;
            app_apply(&stage.app, COMMAND_LESSONS, 0.0);
            stage_frame(&stage, 1280, 720);
            for (size_t i = 0; i < stage.app.shown.ui.target_count; i++)
                if (stage.app.shown.ui.targets[i].action.command == COMMAND_OPEN_LESSON)
                    top = fminf(top, stage.app.shown.ui.targets[i].rect.y);
            assert_true(top > 20.0f && top < 150.0f);
            app_apply(&stage.app, COMMAND_CLOSE, 0.0);
        }
    stage_teardown(&stage);
}

/* Down and Up go by rows, within the course; Enter opens what is chosen. */
static void cards_are_chosen_by_keys(void **state)
{
    struct stage stage;
    size_t count, seen = 0;

    (void)state;
    catalogue_entries(&count);
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    press(&stage, "L");
    stage_frame(&stage, 1280, 720);
    assert_true(boxes_of(&stage, COMMAND_OPEN_LESSON) > 12); /* the rest scrolls */
    assert_true(stage.app.sheet.columns > 2);
    press(&stage, "Right Down");
    assert_int_equal(stage.app.sheet.choice, 5);
    press(&stage, "Up");
    assert_int_equal(stage.app.sheet.choice, 1);
    press(&stage, "Up");
    assert_int_equal(stage.app.sheet.choice, 1);
    /* At a large text size the chosen one is always among those shown. */
    stage.app.shown.settings.text_size = 2;
    for (stage.app.sheet.choice = 0; stage.app.sheet.choice < count; stage.app.sheet.choice++) {
        bool shown = false;

        stage_frame(&stage, 1280, 720);
        for (size_t i = 0; i < stage.app.shown.ui.target_count; i++)
            shown = shown || (stage.app.shown.ui.targets[i].action.command == COMMAND_OPEN_LESSON
                              && stage.app.shown.ui.targets[i].action.argument
                                     == (double)stage.app.sheet.choice);
        seen += shown;
    }
    assert_int_equal(seen, count);
    stage.app.sheet.choice = 1;
    press(&stage, "Enter");
    assert_int_equal(stage.app.run.lesson, 1);
    stage_teardown(&stage);
}

/* Every lesson and every word has a picture of its own that draws something. */
static void every_lesson_and_word_has_a_picture(void **state)
{
    struct stage stage;
    size_t count, before;
    const struct catalogue_entry *lessons = catalogue_entries(&count);
    struct view view = {.theme = theme_get(THEME_LIGHT), .size = ui_sizes(1280, 720, 0)};

    (void)state;
    stage_setup(&stage);
    stage_frame(&stage, 1280, 720);
    view.canvas = &stage.canvas;
    view.arena = &stage.app.shown.frame_arena;
    for (size_t i = 0; i < count + glossary_count(); i++) {
        const char *line = i < count ? pictures_of_lesson(lessons[i].name)
                                     : pictures_of_word(glossary_get(i - count)->word);

        assert_non_null(line);
        for (size_t j = 0; j < i && i < count; j++)
            assert_string_not_equal(line, pictures_of_lesson(lessons[j].name));
        before = stage.canvas.count;
        pictures_draw(&view, (struct rect){10, 10, 200, 120}, line);
        assert_true(stage.canvas.count > before);
    }
    stage_teardown(&stage);
}

static void a_lesson_is_done_at_its_last_station(void **state)
{
    char folder[] = "/tmp/backstep-front-XXXXXX", command[64];
    struct stage stage;

    (void)state;
    assert_non_null(mkdtemp(folder));
    setenv("XDG_STATE_HOME", folder, 1);
    for (int start = 0; start < 2; start++) {
        stage_setup(&stage);
        stage_open(&stage, "neuron");
        study_start(&stage.app, true, false);
        assert_int_equal(study_is_done(&stage.app, "neuron"), start == 1);
        for (size_t i = 0; start == 0 && i + 1 < stage.app.run.scenario.script.count; i++) {
            assert_false(study_is_done(&stage.app, "neuron"));
            press(&stage, "PageDown");
            for (int tick = 0; tick < 3000 && stage.app.run.hurry.on; tick++)
                app_tick(&stage.app, stage.app.run.now_ms + 30.0);
        }
        study_leave(&stage.app);
        assert_true(study_is_done(&stage.app, "neuron"));
        assert_false(study_is_done(&stage.app, "mazur"));
        press(&stage, "L");
        stage_frame(&stage, 1280, 720);
        assert_non_null(stage_text(&stage, "done"));
        stage_teardown(&stage);
    }
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    assert_int_equal(system(command), 0);
    unsetenv("XDG_STATE_HOME");
}

/* One picture, one sentence, one thing to do; the loose uses of the words come with their phase. */
static void words_come_with_their_phase(void **state)
{
    static const char *const loose[] = {"“backpropagation”", "“the backward pass”"};
    static const bool shown[][2] = {{false, false}, {false, false}, {false, false},
                                    {true, false}, {true, true}, {true, true}};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    stage.app.run.granularity = GRANULARITY_PHASE;
    stage_frame(&stage, 1280, 720);
    assert_non_null(stage_text(&stage, "Press the right arrow"));
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        stage_frame(&stage, 1280, 720);
        for (size_t w = 0; w < 2; w++)
            assert_int_equal(stage_text(&stage, loose[w]) != NULL, shown[i][w]);
        press(&stage, "Right");
    }
    assert_null(stage_text(&stage, "Press the right arrow"));
    stage_teardown(&stage);
}

/* Where the pointer rests, every button that has a key says so; before, nothing does. */
static void a_button_says_what_it_does(void **state)
{
    struct stage stage;
    size_t said = 0;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    press(&stage, "Right Right");
    stage_frame(&stage, 1280, 720);
    for (size_t i = 0; i < stage.app.shown.ui.target_count; i++) {
        struct ui_target target = stage.app.shown.ui.targets[i];
        const struct command_row *row = command_row_of((enum command)target.action.command,
                                                       target.action.argument);
        struct point at = rect_center(target.rect);
        const char *text = target.action.command == COMMAND_SELECT ? "can be changed"
                           : row != NULL && row->text != W_NONE    ? words(row->text) : NULL;

        if (ui_target_at(&stage.app.shown.ui, at) != &stage.app.shown.ui.targets[i])
            continue;
        app_pointer_move(&stage.app, at);
        stage_frame(&stage, 1280, 720);
        assert_true(target.action.command == COMMAND_SELECT || text == NULL
                    || stage_text(&stage, text) == NULL);
        assert_true(app_sleep_ms(&stage.app) <= 600.0);
        app_tick(&stage.app, stage.app.run.now_ms + 700.0);
        stage_frame(&stage, 1280, 720);
        if (text != NULL && stage_text(&stage, text) != NULL)
            said++;
        else
            assert_true(text == NULL || target.action.command == COMMAND_SELECT);
    }
    assert_true(said > 25);
    stage_teardown(&stage);
}

static void the_help_is_searched(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    press(&stage, "? / p a g e");
    stage_frame(&stage, 1280, 720);
    assert_non_null(stage_text(&stage, "PageDown"));
    assert_null(stage_text(&stage, "Shift+Right"));
    press(&stage, "Backspace Backspace Backspace Backspace q"); /* types, and does not quit */
    assert_false(stage.app.requests.quit);
    press(&stage, "Escape ? / a d a m Enter");
    assert_int_equal(stage.app.sheet.which, SHEET_GLOSSARY);
    assert_int_equal(glossary_get(stage.app.sheet.choice)->word, W_GLOSSARY_ADAM);
    press(&stage, "Escape ? / z z");
    stage_frame(&stage, 1280, 720);
    assert_non_null(stage_text(&stage, "nothing found"));
    press(&stage, "Enter");
    assert_int_equal(stage.app.sheet.which, SHEET_NONE);
    stage_teardown(&stage);
}

/* From a number to its word, from the word to its phase, and to the lesson about it. */
static void words_and_what_they_mean_are_linked(void **state)
{
    struct stage stage;
    struct snapshot snapshot;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    stage.app.asked.selected = quantity_at(QUANTITY_DZ, 1, 0, 0);
    press(&stage, "G");
    assert_int_equal(glossary_get(stage.app.sheet.choice)->word, W_GLOSSARY_ERROR_SIGNAL_DELTA);
    press(&stage, "Enter");
    assert_int_equal(stage.app.sheet.which, SHEET_NONE);
    run_snapshot(&stage.app.run, &snapshot);
    assert_int_equal(snapshot.place.unit.kind, UNIT_BACKWARD);
    for (size_t i = 0; i < glossary_count(); i++) {
        size_t count, found = 0;
        const struct catalogue_entry *lessons = catalogue_entries(&count);
        const char *lesson = glossary_get(i)->lesson;

        for (size_t l = 0; lesson != NULL && l < count; l++)
            found += strcmp(lessons[l].name, lesson) == 0;
        assert_true(lesson == NULL || found == 1);
    }
    stage_teardown(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cards_are_chosen_by_keys),
        cmocka_unit_test(cards_begin_at_the_top),
        cmocka_unit_test(every_lesson_and_word_has_a_picture),
        cmocka_unit_test(a_lesson_is_done_at_its_last_station),
        cmocka_unit_test(words_come_with_their_phase),
        cmocka_unit_test(a_button_says_what_it_does),
        cmocka_unit_test(the_help_is_searched),
        cmocka_unit_test(words_and_what_they_mean_are_linked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
