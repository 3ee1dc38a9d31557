/*
 * What goes into files: every part, every shape and every fit keeps the rules of layout, through the
 * steps of lessons that differ.
 */
#include "../base/thorough.h"
#include "app/framing.h"
#include "app/scene.h"
#include "layout_check.h"
#include "stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *const lessons[] = {"mazur", "moons", "softmax", "digits", "memory", "micrograd"};

static size_t pictures_seen[PICTURE_COUNT];

struct count {
    size_t texts, problems;
};

static void check(struct stage *stage, const char *lesson, const char *what, float width,
                  float height, struct count *count)
{
    const struct shown_settings *settings = &stage->app.shown.settings;
    struct layout_report report = {0};
    int least = scene_sizes(&settings->framing, width, height, settings->text_size).min_px;

    stage_frame(stage, width, height);
    layout_check(&stage->canvas, least, &report);
    count->texts += report.texts;
    count->problems += report.problems;
    if (report.problems > 0)
        print_message("%s %s %.0fx%.0f step %llu.%zu: %s\n", lesson, what, (double)width,
                      (double)height, (unsigned long long)stage->app.run.cursor.step,
                      stage->app.run.cursor.moment, report.first);
}

/* Calls `each` at the end of each layer's step of an iteration. */
static struct count walk(void (*each)(struct stage *stage, const char *lesson,
                                      struct count *count))
{
    struct count count = {0};

    for (size_t i = 0; i < sizeof lessons / sizeof lessons[0]; i++) {
        struct stage stage;

        stage_setup(&stage);
        stage_open(&stage, lessons[i]);
        app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_LAYER);
        stage.app.shown.settings.framing.no_controls = true;
        for (int step = 0; step < 9; step++) {
            if ((i + (size_t)step) % (size_t)thorough_stride(2) == 0)
                each(&stage, lessons[i], &count);
            app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
        }
        stage_teardown(&stage);
    }
    return count;
}

static void each_shape(struct stage *stage, const char *lesson, struct count *count)
{
    static const float shapes[][2] = {{1920, 1080}, {960, 1080}, {1080, 1080}, {1080, 1920},
                                      {1240, 1754}, {640, 360}, {720, 720}};

    static size_t turn; /* by default each shape has its turn */

    for (size_t i = turn++ % (size_t)thorough_stride(3); i < sizeof shapes / sizeof shapes[0];
         i += (size_t)thorough_stride(3)) {
        stage->app.shown.settings.text_size = 0;
        check(stage, lesson, "shape", shapes[i][0], shapes[i][1], count);
        stage->app.shown.settings.text_size = 1;
        check(stage, lesson, "large text", shapes[i][0], shapes[i][1], count);
    }
    stage->app.shown.settings.text_size = 0;
}

static void every_shape_is_laid_out(void **state)
{
    struct count count = walk(each_shape);

    (void)state;
    assert_true(count.texts > 5000);
    assert_int_equal(count.problems, 0);
}

static void each_part(struct stage *stage, const char *lesson, struct count *count)
{
    static const char *const names[FRAMING_PART_COUNT] = {"whole", "picture", "panel", "formula",
                                                          "strip", "curve"};
    struct framing *framing = &stage->app.shown.settings.framing;

    for (int part = FRAMING_PANEL; part < FRAMING_PART_COUNT; part++) {
        float width, height;

        framing->part = (enum framing_part)part;
        framing_share(framing->part, &width, &height);
        check(stage, lesson, names[part], roundf(1920.0f * width), roundf(1080.0f * height),
              count);
    }
    framing->part = FRAMING_WHOLE;
}

/* Each picture that the lesson has, alone: in its own shape, square, upright, and at half a slide's width. */
static void each_picture(struct stage *stage, const char *lesson, struct count *count)
{
    static const float shapes[][2] = {{0, 0}, {1080, 1080}, {1080, 1920}, {640, 360}, {1280, 720}};
    struct shown_settings *settings = &stage->app.shown.settings;
    static size_t turn; /* by default each shape has its turn */

    settings->framing.part = FRAMING_PICTURE;
    for (int picture = 0; picture < PICTURE_COUNT; picture++) {
        settings->picture = (enum shown_picture)picture;
        for (size_t i = turn++ % (size_t)thorough_stride(3);
             i < 5 && scene_has_picture(&stage->app, settings->picture); i += (size_t)thorough_stride(3)) {
            float width = shapes[i][0], height = shapes[i][1];

            if (i == 0) {
                framing_share(FRAMING_PICTURE, &width, &height);
                width = roundf(1920.0f * width);
                height = roundf(1080.0f * height);
            }
            settings->framing.least_number = i == 4 ? 9.0f / 480.0f : 0.0f;
            check(stage, lesson, picture_names[picture], width, height, count);
            pictures_seen[picture]++;
        }
    }
    settings->framing = (struct framing){.no_controls = true};
    settings->picture = PICTURE_NETWORK;
}

static void every_picture_is_laid_out(void **state)
{
    struct count count = walk(each_picture);

    (void)state;
    for (int picture = 0; picture < PICTURE_COUNT; picture++)
        assert_true(pictures_seen[picture] > 0);
    assert_true(count.texts > 5000);
    assert_int_equal(count.problems, 0);
}

static void every_part_is_laid_out(void **state)
{
    struct count count = walk(each_part);

    (void)state;
    assert_true(count.texts > 1500);
    assert_int_equal(count.problems, 0);
}

static void each_fit(struct stage *stage, const char *lesson, struct count *count)
{
    static const struct {
        float width, height, fit;
    } fits[] = {{1920, 1080, 1.0f}, {1920, 1080, 0.5f}, {960, 1080, 0.5f}, {960, 1080, 0.4f}};
    struct framing *framing = &stage->app.shown.settings.framing;

    for (size_t i = 0; i < sizeof fits / sizeof fits[0]; i++) {
        float points = 960.0f * fits[i].fit / fits[i].width; /* of a pixel, on the slide */
        struct ui_sizes size;

        framing->least_number = 9.0f / (960.0f * fits[i].fit);
        size = scene_sizes(framing, fits[i].width, fits[i].height, 0);
        assert_true((float)size.number_px * points >= 9.0f);
        check(stage, lesson, "fit", fits[i].width, fits[i].height, count);
    }
    framing->least_number = 0.0f;
}

static void every_fit_is_laid_out(void **state)
{
    struct count count = walk(each_fit);

    (void)state;
    assert_true(count.texts > 2000);
    assert_int_equal(count.problems, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shape_is_laid_out),
        cmocka_unit_test(every_part_is_laid_out),
        cmocka_unit_test(every_picture_is_laid_out),
        cmocka_unit_test(every_fit_is_laid_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
