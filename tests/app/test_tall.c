/* Windows that are tall or square, from a phone's on: every lesson has room, buttons and all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/scene.h"
#include "layout_check.h"
#include "stage.h"
#include "../base/thorough.h"

static const struct {
    float width, height;
} sizes[] = {{360, 800}, {480, 960}, {600, 600}, {768, 1024}, {960, 1080}, {1080, 1920}};

enum { SIZES = sizeof sizes / sizeof sizes[0], TEXT_SIZES = 3, PROBLEMS_SHOWN = 40 };

static void check_frame(struct stage *stage, const char *name, size_t look, size_t *texts,
                        size_t *problems)
{
    struct shown_settings *settings = &stage->app.shown.settings;
    float width = sizes[look % SIZES].width, height = sizes[look % SIZES].height;
    struct layout_report report = {0};

    settings->text_size = (int)(look / SIZES % TEXT_SIZES);
    settings->theme = (enum theme_kind)(look / SIZES / TEXT_SIZES % THEME_COUNT);
    stage_frame(stage, width, height);
    layout_check(&stage->canvas,
                 scene_sizes(&settings->framing, width, height, settings->text_size).min_px,
                 &report);
    if (report.problems > 0 && *problems < PROBLEMS_SHOWN)
        print_message("%s %.0fx%.0f text %d, step %llu.%zu: %s\n", name, (double)width,
                      (double)height, settings->text_size,
                      (unsigned long long)stage->app.run.cursor.step, stage->app.run.cursor.moment,
                      report.first);
    *texts += report.texts;
    *problems += report.problems;
}

/* Layer by layer through the first iteration; each step has other looks. */
static void check_lesson(void **state)
{
    const char *name = *state;
    const size_t looks = (size_t)SIZES * TEXT_SIZES * THEME_COUNT;
    size_t texts = 0, problems = 0;
    struct place place = {0};
    struct stage stage;

    stage_setup(&stage);
    stage_open(&stage, name);
    app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_LAYER);
    for (size_t turn = 0; place.iteration < 2; turn++) {
        for (size_t k = turn % (size_t)thorough_stride(2) * looks; k < looks; k += 5 * (size_t)thorough_stride(8))
            check_frame(&stage, name, (turn * 7 + k) % looks, &texts, &problems);
        app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
        stepper_place(&stage.app.run.stepper, &place);
    }
    stage_teardown(&stage);
    print_message("%s: %zu texts, %zu problems\n", name, texts, problems);
    assert_true(texts > 100);
    assert_int_equal(problems, 0);
}

static const struct ui_target *target_of(const struct stage *stage, enum command command)
{
    const struct ui *ui = &stage->app.shown.ui;

    for (size_t i = 0; i < ui->target_count; i++)
        if (ui->targets[i].action.command == (int)command)
            return &ui->targets[i];
    return NULL;
}

/* A phone's buttons are for fingers: 24 pixels each way, as WCAG 2.2 asks (2.5.8). */
static void every_button_is_there(void **state)
{
    static const enum command commands[] = {
        COMMAND_START, COMMAND_STEP_BACK, COMMAND_PLAY, COMMAND_STEP_FORWARD, COMMAND_END,
        COMMAND_RUN, COMMAND_GRANULARITY, COMMAND_PICTURE, COMMAND_LESSONS, COMMAND_HELP,
        COMMAND_SEEK};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
    for (size_t look = 0; look < (size_t)SIZES * TEXT_SIZES; look++) {
        float width = sizes[look % SIZES].width, height = sizes[look % SIZES].height;

        stage.app.shown.settings.text_size = (int)(look / SIZES);
        stage_frame(&stage, width, height);
        assert_null(stage_text(&stage, "Please make the window"));
        for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
            const struct ui_target *target = target_of(&stage, commands[i]);

            assert_non_null(target);
            assert_true(target->rect.x >= 0.0f && target->rect.y >= 0.5f * height);
            assert_true(target->rect.x + target->rect.w <= width);
            assert_true(target->rect.y + target->rect.h <= height);
            if (width / height < 0.6f && commands[i] != COMMAND_SEEK)
                assert_true(target->rect.w * 360.0f >= 24.0f * width
                            && target->rect.h * 360.0f >= 24.0f * width);
        }
    }
    stage_frame(&stage, 340, 800);
    assert_non_null(stage_text(&stage, "Please make the window"));
    stage_teardown(&stage);
}

/* Each name with air on either side, its check mark too, where the strip is short of room. */
static void names_of_the_phases_have_air(void **state)
{
    static const float narrow[][2] = {{1024, 768}, {360, 800}, {480, 960}, {768, 1024}};
    static const char *const names[] = {"1 Forward pass", "2 Loss", "3 Backward pass",
                                        "4 Weight update"};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    app_apply(&stage.app, COMMAND_END, 0.0);
    stage.app.shown.settings.text_size = 2;
    for (size_t i = 0; i < sizeof narrow / sizeof narrow[0]; i++) {
        stage_frame(&stage, narrow[i][0], narrow[i][1]);
        for (size_t n = 0; n < sizeof names / sizeof names[0]; n++) {
            const struct canvas_command *name = stage_text(&stage, names[n]);
            struct rect box = name != NULL ? name->as.text.within : (struct rect){0};
            float air = 0.3f * (float)(name != NULL ? name->as.text.size_px : 0), right;

            assert_non_null(name);
            right = name->as.text.origin.x
                + canvas_text_width(&stage.canvas, FONT_TEXT_BOLD, name->as.text.size_px, names[n]);
            assert_true(name->as.text.origin.x >= box.x + air);
            assert_true(right + 3.0f * air <= box.x + box.w);
        }
    }
    stage_teardown(&stage);
}

static void check_sheet(struct stage *stage, const char *name, enum command opener,
                        size_t *texts, size_t *problems)
{
    struct shown_settings *settings = &stage->app.shown.settings;

    for (size_t look = 0; look < (size_t)SIZES * TEXT_SIZES; look++) {
        float width = sizes[look % SIZES].width, height = sizes[look % SIZES].height;
        struct layout_report report = {0};

        settings->text_size = (int)(look / SIZES);
        stage_frame(stage, width, height);
        layout_check_sheet(
            &stage->canvas,
            scene_sizes(&settings->framing, width, height, settings->text_size).min_px, &report);
        if (report.problems > 0 && *problems < PROBLEMS_SHOWN)
            print_message("%s, sheet %d at %.0fx%.0f, text %d: %s\n", name,
                          (int)opener, (double)width, (double)height, settings->text_size,
                          report.first);
        *texts += report.texts;
        *problems += report.problems;
    }
    settings->text_size = 0;
}

static void sheets_have_room(void **state)
{
    static const enum command openers[] = {
        COMMAND_HELP,      COMMAND_LESSONS,   COMMAND_MISTAKES,  COMMAND_COMPARE, COMMAND_WHOLE_RUN,
        COMMAND_GLOSSARY,  COMMAND_CONFUSION, COMMAND_OPTIMIZERS};
    static const char *const lessons[] = {"mazur", "iris", "l2"};
    size_t texts = 0, problems = 0, sheets = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < sizeof lessons / sizeof lessons[0]; i++) {
        stage_open(&stage, lessons[i]);
        app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_PHASE);
        for (int step = 0; step < 3; step++)
            app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
        for (size_t k = 0; k < sizeof openers / sizeof openers[0]; k++) {
            app_apply(&stage.app, openers[k], 0.0);
            if (stage.app.sheet.which == SHEET_NONE && !stage.app.sheet.lessons_open)
                continue;
            sheets++;
            check_sheet(&stage, lessons[i], openers[k], &texts, &problems);
            app_apply(&stage.app, COMMAND_CLOSE, 0.0);
        }
    }
    stage_teardown(&stage);
    assert_int_equal(sheets, 3 * (sizeof openers / sizeof openers[0]) - 2); /* one has classes */
    assert_true(texts > 300);
    assert_int_equal(problems, 0);
}

/* The help in a hand: letters that can be read, on pages that keys and the foot turn, all of it. */
static void the_help_can_be_read(void **state)
{
    static const float hands[][2] = {{360, 800}, {390, 844}, {800, 800}};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    for (size_t i = 0; i < sizeof hands / sizeof hands[0]; i++) {
        float width = hands[i][0], least = fminf(0.03f * width, 0.016f * hands[i][1]);
        size_t pages = 1;

        app_apply(&stage.app, COMMAND_HELP, 0.0);
        for (size_t page = 0; page < pages; page++) {
            struct layout_report report = {0};

            stage_frame(&stage, width, hands[i][1]);
            pages = stage.app.sheet.count;
            assert_int_equal(stage.app.sheet.choice, page);
            layout_check_sheet(&stage.canvas, (int)least, &report);
            if (report.problems > 0)
                fail_msg("page %zu at %.0f wide: %s", page + 1, (double)width, report.first);
            assert_true(report.texts > 4);
            app_key(&stage.app, (struct key){.code = KEY_PAGE_DOWN}, false);
        }
        assert_int_equal(stage.app.sheet.which, pages > 1 ? SHEET_HELP : SHEET_NONE);
        assert_true(pages > 1 || width > 700.0f);
        app_apply(&stage.app, COMMAND_CLOSE, 0.0);
    }
    stage_teardown(&stage);
}

int main(void)
{
    const struct CMUnitTest frames[] = {
        cmocka_unit_test(the_help_can_be_read),
        cmocka_unit_test(sheets_have_room),
        cmocka_unit_test(every_button_is_there),
        cmocka_unit_test(names_of_the_phases_have_air),
    };

    return stage_every_lesson("tall windows of every lesson", check_lesson)
        + cmocka_run_group_tests_name("buttons and strip", frames, NULL, NULL);
}
