/* What was answered, and where one stopped, from one start of the program to the next. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/quiz/quiz.h"
#include "app/keep/study.h"
#include "app/run/hurry.h"
#include "app/sheets/sheet.h"
#include "layout_check.h"
#include "stage.h"

static char folder[] = "/tmp/backstep-study-XXXXXX";

static int set_up(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL || setenv("XDG_STATE_HOME", folder, 1) != 0;
}

static int tear_down(void **state)
{
    char command[64];

    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) != 0;
}

static void file_path(char path[128])
{
    snprintf(path, 128, "%s/backstep/study", folder);
}

/* NULL: there is no file. */
static void write_text(const char *text)
{
    char path[128];
    FILE *file;

    file_path(path);
    remove(path);
    if (text == NULL)
        return;
    snprintf(path, sizeof path, "mkdir -p '%s/backstep'", folder);
    assert_int_equal(system(path), 0);
    file_path(path);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void read_text(char *out, size_t size)
{
    char path[128];
    FILE *file;
    size_t length;

    file_path(path);
    file = fopen(path, "r");
    assert_non_null(file);
    length = fread(out, 1, size - 1, file);
    out[length] = '\0';
    fclose(file);
}

/* As the window does. */
static void start(struct stage *stage, const char *lesson, bool lecture)
{
    stage_setup(stage);
    stage_open(stage, lesson);
    study_start(&stage->app, lecture, true);
}

static void press_one(void *context, struct key key)
{
    app_key(context, key, false);
}

static void press(struct stage *stage, const char *keys)
{
    assert_true(key_script(keys, press_one, &stage->app, NULL));
}

static void wait_ms(struct app *app, double ms)
{
    for (double end = app->run.now_ms + ms; app->run.now_ms < end;)
        app_tick(app, app->run.now_ms + 16.0);
}

/* Answers the next question, rightly or not. */
static void answer(struct stage *stage, bool right)
{
    struct question_card card;

    for (int i = 0; i < 100; i++) {
        if (quiz_card(&stage->app, &card) != NULL && card.open) {
            size_t index = right ? card.question->right
                                 : (card.question->right + 1) % card.question->count;

            app_apply(&stage->app, COMMAND_ANSWER, (double)index);
            return;
        }
        press(stage, "Right");
    }
    fail_msg("nothing was asked");
}

static void the_next_start_goes_on(void **state)
{
    struct stage stage;
    struct cursor cursor;

    (void)state;
    write_text(NULL);
    start(&stage, "mazur", false);
    assert_true(stage.app.quiz.on);
    assert_int_equal(stage.app.sheet.which, SHEET_NONE);
    answer(&stage, true);
    answer(&stage, false);
    app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_TERM);
    press(&stage, "Right");
    cursor = stage.app.run.cursor;
    stage_teardown(&stage);

    start(&stage, "xor", false);
    assert_int_equal(stage.app.sheet.which, SHEET_GO_ON);
    press(&stage, "Enter");
    assert_int_equal(stage.app.sheet.which, SHEET_NONE);
    assert_memory_equal(&stage.app.run.cursor, &cursor, sizeof cursor);
    assert_int_equal(stage.app.run.granularity, GRANULARITY_TERM);
    assert_int_equal(stage.app.run.lesson, 0);
    assert_int_equal(stage.app.quiz.count, 2);
    assert_int_equal(stage.app.quiz.right, 1);
    stage_teardown(&stage);
}

static void it_outlives_a_crash(void **state)
{
    struct stage stage;
    char text[4096];

    (void)state;
    write_text(NULL);
    start(&stage, "mazur", false);
    answer(&stage, false);
    wait_ms(&stage.app, STUDY_DELAY_MS + 100.0);
    read_text(text, sizeof text);
    assert_non_null(strstr(text, "stopped "));
    assert_non_null(strstr(text, " mazur\n"));
    assert_non_null(strstr(text, " wrong mazur\t"));
    assert_true(study_sleep_ms(&stage.app) < 0.0);
    stage_teardown(&stage);
}

static void off_is_remembered_and_a_lecture_is_not(void **state)
{
    struct stage stage;

    (void)state;
    write_text(NULL);
    start(&stage, "mazur", true);
    assert_false(stage.app.quiz.on);
    press(&stage, "Right*5");
    stage_teardown(&stage);
    start(&stage, "mazur", false);
    assert_true(stage.app.quiz.on);
    press(&stage, "Escape J");
    assert_false(stage.app.quiz.on);
    stage_teardown(&stage);
    start(&stage, "mazur", false);
    assert_false(stage.app.quiz.on);
    stage_teardown(&stage);
}

/* What is wrong leads back to its step, where it is asked again. */
static void the_answers_lead_to_their_steps(void **state)
{
    struct stage stage;
    struct question_card card;
    struct cursor cursor;
    size_t problems = 0, texts = 0;

    (void)state;
    write_text(NULL);
    start(&stage, "mazur", false);
    answer(&stage, true);
    answer(&stage, false);
    answer(&stage, true);
    cursor = stage.app.quiz.answers[1].at;
    press(&stage, "End Shift+J");
    assert_int_equal(stage.app.sheet.which, SHEET_ANSWERS);
    assert_int_equal(stage.app.sheet.count, 3);
    for (int size = 0; size <= 2; size += 2) {
        struct layout_report report = {0};

        stage.app.shown.settings.text_size = size;
        stage_frame(&stage, 1280, 720);
        layout_check_sheet(&stage.canvas, 15, &report);
        if (report.problems > 0)
            print_message("text %d: %s\n", size, report.first);
        problems += report.problems;
        texts += report.texts;
    }
    stage.app.shown.settings.text_size = 0;
    assert_int_equal(problems, 0);
    assert_true(texts > 10);
    press(&stage, "Enter");
    assert_memory_equal(&stage.app.run.cursor, &cursor, sizeof cursor);
    assert_non_null(quiz_card(&stage.app, &card));
    assert_true(card.open);
    assert_int_equal(card.right, 2);
    answer(&stage, true);
    assert_int_equal(stage.app.quiz.count, 3);
    assert_int_equal(stage.app.quiz.right, 3);
    stage_teardown(&stage);
}

/* The target under the middle of the text that begins so. */
static const struct ui_target *target_of(const struct stage *stage, const char *words)
{
    const struct canvas_command *command = stage_text(stage, words);
    struct rect bounds;

    if (command == NULL)
        return NULL;
    bounds = canvas_text_bounds(&stage->canvas, command);
    return ui_target_at(&stage->app.shown.ui, (struct point){bounds.x + 0.5f * bounds.w,
                                                             bounds.y + 0.5f * bounds.h});
}

/* At a lesson's end the wrong answers are listed, the last first; each is a click from its step. */
static void the_end_lists_what_was_wrong(void **state)
{
    struct stage stage;
    struct cursor wrong[4];
    const struct ui_target *target;
    char title[256];

    (void)state;
    write_text(NULL);
    start(&stage, "mazur", false);
    answer(&stage, true);
    for (size_t i = 0; i < 4; i++) {
        answer(&stage, false);
        wrong[i] = stage.app.quiz.answers[stage.app.quiz.count - 1].at;
    }
    stage_frame(&stage, 1280, 720);
    assert_null(stage_text(&stage, "Answered wrong"));
    stage.app.quiz.on = false;
    app_apply(&stage.app, COMMAND_RUN, 0.0);
    hurry_finish(&stage.app.run);
    app_tick(&stage.app, 1.0);
    for (size_t i = 0; i < 3; i++) {
        const struct quiz_answer *asked = &stage.app.quiz.answers[4 - i];

        stage_frame(&stage, 1280, 720);
        snprintf(title, sizeof title, "Answered wrong: %s", asked->title);
        target = target_of(&stage, title);
        assert_non_null(target);
        assert_int_equal(target->action.command, COMMAND_TO_ANSWER);
        assert_true(target->action.argument == (double)i);
    }
    target = target_of(&stage, "All 4 wrong answers");
    assert_non_null(target);
    assert_int_equal(target->action.command, COMMAND_ANSWERS);
    app_apply(&stage.app, COMMAND_TO_ANSWER, 2.0);
    assert_memory_equal(&stage.app.run.cursor, &wrong[1], sizeof wrong[1]);
    stage_teardown(&stage);
}

/* Whatever is in the file, the program starts. */
static void a_damaged_file_costs_what_is_damaged(void **state)
{
    static const char *const texts[] = {
        "", "\n", "backstep study 1", "something else\nquestions off\n",
        "backstep study 1\nquestions maybe\nstopped\nanswer\nstopped x y z\nanswer 1 2\n",
        "backstep study 1\nstopped 18446744073709551615 99999 neuron mazur\n",
        "backstep study 1\nstopped 5 99999 nothing mazur\n",
        "backstep study 1\nstopped 5 2 neuron /nowhere/at/all.json\n",
        "backstep study 1\nstopped 5 2 neuron ../../etc\n",
        "backstep study 1\nanswer 1 1 1 right mazur\n",
        "backstep study 1\nanswer 1 1 1 wrong mazur\t\xff\x1b[31m\n"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct stage stage;

        write_text(texts[i]);
        start(&stage, "mazur", false);
        assert_true(stage.app.quiz.on);
        press(&stage, "Enter");
        stage_frame(&stage, 1280, 720);
        press(&stage, "Escape Escape Right");
        stage_teardown(&stage);
    }
}

/* Without study_start nothing is written. */
static void others_write_nothing(void **state)
{
    struct stage stage;
    char path[128];

    (void)state;
    write_text(NULL);
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    stage.app.quiz.on = true;
    answer(&stage, true);
    wait_ms(&stage.app, 2.0 * STUDY_DELAY_MS);
    stage_teardown(&stage);
    file_path(path);
    assert_false(file_exists(path));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_next_start_goes_on),
        cmocka_unit_test(it_outlives_a_crash),
        cmocka_unit_test(off_is_remembered_and_a_lecture_is_not),
        cmocka_unit_test(the_answers_lead_to_their_steps),
        cmocka_unit_test(the_end_lists_what_was_wrong),
        cmocka_unit_test(a_damaged_file_costs_what_is_damaged),
        cmocka_unit_test(others_write_nothing),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
