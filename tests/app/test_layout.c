/* Every built-in scenario, every step at every granularity, both themes, three sizes: no text
 * clipped, overlapped, too small, struck through or hard to read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layout_check.h"
#include "stage.h"
#include "../base/thorough.h"

static const struct {
    float width, height;
} sizes[] = {{1920, 1080}, {1280, 720}, {1024, 768}};

enum { PROBLEMS_SHOWN = 40 };

static size_t problems_shown;

static void check_frame(struct stage *stage, size_t size, const char *name, size_t *texts, size_t *problems)
{
    static const char *const themes[] = {"light", "dark"};
    struct layout_report report = {0};
    int min_px = (int)ceilf(0.02f * sizes[size].height);

    stage_frame(stage, sizes[size].width, sizes[size].height);
    layout_check(&stage->canvas, min_px, &report);
    *texts += report.texts;
    *problems += report.problems;
    if (report.problems > 0 && problems_shown++ < PROBLEMS_SHOWN)
        print_message("%s %s %.0fx%.0f %s, step %llu.%zu: %s\n", name,
                      granularity_name(stage->app.run.granularity), (double)sizes[size].width,
                      (double)sizes[size].height, themes[stage->app.shown.settings.theme],
                      (unsigned long long)stage->app.run.cursor.step, stage->app.run.cursor.moment, report.first);
}

/* How many steps are taken from one frame that is looked at to the next: a large network has tens or
 * hundreds of thousands of terms, of many alike some are enough. */
static int stride(const struct stage *stage)
{
    static const int strides[][GRANULARITY_COUNT] = {
        {[GRANULARITY_PHASE] = 1, [GRANULARITY_LAYER] = 1, [GRANULARITY_NEURON] = 1, [GRANULARITY_TERM] = 1},
        {[GRANULARITY_PHASE] = 1, [GRANULARITY_LAYER] = 1, [GRANULARITY_NEURON] = 13, [GRANULARITY_TERM] = 401},
        {[GRANULARITY_PHASE] = 1, [GRANULARITY_LAYER] = 1, [GRANULARITY_NEURON] = 23, [GRANULARITY_TERM] = 5003},
    };
    size_t parameters = stage->app.run.scenario.net.param_count;

    return strides[parameters > 5000 ? 2 : parameters > 500 ? 1 : 0][stage->app.run.granularity]
           * (stage->app.run.granularity < GRANULARITY_NEURON ? 1 : thorough_stride(20));
}

/* Walks the first iteration and a little of the second. */
static void check_walk(struct stage *stage, const char *name, size_t *texts, size_t *problems)
{
    const size_t count = THEME_COUNT * sizeof sizes / sizeof sizes[0];
    struct place place;

    app_apply(&stage->app, COMMAND_START, 0.0);
    for (size_t turn = 0;; turn++) {
        for (size_t k = 0; k < count; k += (size_t)thorough_stride(11)) {
            size_t look = (turn + k) % count;

            stage->app.shown.settings.theme = (enum theme_kind)(look % THEME_COUNT);
            check_frame(stage, look / THEME_COUNT, name, texts, problems);
        }
        for (int i = stride(stage); i > 0; i--)
            app_apply(&stage->app, COMMAND_STEP_FORWARD, 0.0);
        stepper_place(&stage->app.run.stepper, &place);
        if (place.iteration > 2 || (place.iteration == 2 && place.index > 1))
            return;
    }
}

static void check_lesson(void **state)
{
    const char *name = *state;
    size_t texts = 0, problems = 0;
    struct stage stage;

    stage_setup(&stage);
    stage_open(&stage, name);
    problems_shown = 0;
    for (int g = 0; g < GRANULARITY_COUNT; g++) {
        app_apply(&stage.app, COMMAND_GRANULARITY, g);
        check_walk(&stage, name, &texts, &problems);
    }
    stage_teardown(&stage);
    print_message("%s: %zu texts, %zu problems\n", name, texts, problems);
    assert_true(texts > 1000);
    assert_int_equal(problems, 0);
}

static void check_overlay(struct stage *stage, enum command opener, size_t *texts, size_t *problems)
{
    app_apply(&stage->app, opener, 0.0);
    for (size_t size = 0; size < sizeof sizes / sizeof sizes[0]; size++) {
        struct layout_report report = {0};

        stage_frame(stage, sizes[size].width, sizes[size].height);
        layout_check_sheet(&stage->canvas, (int)ceilf(0.02f * sizes[size].height), &report);
        if (report.problems > 0)
            print_message("overlay of command %d at %.0fx%.0f: %s\n", (int)opener, (double)sizes[size].width,
                          (double)sizes[size].height, report.first);
        *texts += report.texts;
        *problems += report.problems;
    }
    app_apply(&stage->app, COMMAND_CLOSE, 0.0);
}

/* The overlays too, and the projector's text size. */
static void check_overlays(void **state)
{
    static const enum command openers[] = {COMMAND_HELP, COMMAND_LESSONS, COMMAND_GLOSSARY};
    size_t texts = 0, problems = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    problems_shown = 0;
    for (size_t i = 0; i < sizeof openers / sizeof openers[0]; i++)
        check_overlay(&stage, openers[i], &texts, &problems);
    stage_open(&stage, "iris");
    check_overlay(&stage, COMMAND_CONFUSION, &texts, &problems);
    stage_open(&stage, "digits");
    check_overlay(&stage, COMMAND_CONFUSION, &texts, &problems);
    stage_teardown(&stage);
    assert_true(texts > 100);
    assert_int_equal(problems, 0);
}

/* Networks of the user's own: deep, wide, unnamed, with long names; other shapes of picture. */
static const char *const others[] = {
    "{\"backstep\":1,\"title\":\"Six layers of eight units, and a title that is rather long\",\"network\":"
    "{\"inputs\":8,\"layers\":[{\"units\":8,\"activation\":\"tanh\"},{\"units\":8,\"activation\":\"tanh\"},"
    "{\"units\":8,\"activation\":\"relu\"},{\"units\":8,\"activation\":\"sigmoid\"},{\"units\":8,"
    "\"activation\":\"tanh\"},{\"units\":8,\"activation\":\"softmax\"}]},\"loss\":\"cross_entropy\","
    "\"optimizer\":{\"kind\":\"sgd\",\"learning_rate\":0.1},\"data\":{\"samples\":[{\"x\":[1,-0.5,0.25,"
    "0.7,0,0.3,-1,2],\"t\":[1,0,0,0,0,0,0,0]}]}}",
    "{\"backstep\":1,\"title\":\"Unnamed\",\"network\":{\"inputs\":3,\"layers\":[{\"units\":5,"
    "\"activation\":\"leaky_relu\"},{\"units\":4,\"activation\":\"tanh\"},{\"units\":2,\"activation\":"
    "\"identity\"}]},\"loss\":\"mean_squared_error\",\"optimizer\":{\"kind\":\"sgd\",\"learning_rate\":"
    "0.05},\"data\":{\"samples\":[{\"x\":[1,2,3],\"t\":[1,0]},{\"x\":[-1,0.5,3],\"t\":[0,1]}],\"batch\":2}}",
    "{\"backstep\":1,\"title\":\"Long names\",\"network\":{\"inputs\":[\"temperature\",\"humidity\"],"
    "\"layers\":[{\"name\":\"weather\",\"units\":[\"thunderstorm\",\"drizzle\",\"sunshine\"],\"activation\":"
    "\"softmax\"}]},\"loss\":\"cross_entropy\",\"optimizer\":{\"kind\":\"sgd\",\"learning_rate\":0.5},"
    "\"data\":{\"samples\":[{\"x\":[0.5,0.8],\"t\":[1,0,0]}]}}",
    "{\"backstep\":1,\"title\":\"Very long names\",\"network\":{\"inputs\":["
    "\"WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW\",\"a_rather_long_name_of_an_input_that_goes_on_and_on\"],"
    "\"layers\":[{\"units\":[\"a_hidden_unit_that_has_been_given_a_name\",\"h\"],\"activation\":\"tanh\","
    "\"weights\":[[0.5,-0.3],[0.8,0.2]],\"weight_names\":[[\"weight_from_the_first_input_to_the_first\",\"v\"],"
    "[\"another_weight_with_a_long_name\",\"u\"]]},{\"units\":[\"the_answer_of_the_network\"],\"activation\":"
    "\"sigmoid\"}]},\"loss\":\"half_squared_error\",\"optimizer\":{\"kind\":\"sgd\",\"learning_rate\":0.5},"
    "\"data\":{\"samples\":[{\"x\":[0.5,0.8],\"t\":[1]}]}}",
    "{\"backstep\":1,\"title\":\"Diverges\",\"network\":{\"inputs\":[\"x\"],\"layers\":[{\"units\":[\"y\"],"
    "\"activation\":\"identity\",\"weights\":[[1e100]],\"biases\":[-0.5]}]},\"loss\":\"half_squared_error\","
    "\"optimizer\":{\"kind\":\"sgd\",\"learning_rate\":1e60},\"data\":{\"samples\":[{\"x\":[1e20],"
    "\"t\":[1]}]}}",
    "{\"backstep\":1,\"title\":\"Wide\",\"network\":{\"inputs\":[\"a\",\"b\"],\"layers\":[{\"units\":100,"
    "\"activation\":\"tanh\"},{\"units\":12,\"activation\":\"sigmoid\"}]},\"loss\":"
    "\"binary_cross_entropy\",\"optimizer\":{\"kind\":\"sgd\",\"learning_rate\":0.5},\"data\":{\"samples\":"
    "[{\"x\":[0.5,0.8],\"t\":[1,0,0,1,0,0,1,0,0,1,0,0]}]}}",
};

static void check_shapes(struct stage *stage, size_t *texts, size_t *problems)
{
    static const struct {
        float width, height;
    } shapes[] = {{1920, 1080}, {1280, 800}, {1024, 768}, {3840, 2160}};

    static size_t turn; /* by default each shape has its turn */

    for (size_t i = turn++ % (size_t)thorough_stride(4); i < sizeof shapes / sizeof shapes[0];
         i += (size_t)thorough_stride(4)) {
        struct layout_report report = {0};

        stage_frame(stage, shapes[i].width, shapes[i].height);
        layout_check(&stage->canvas, (int)ceilf(0.02f * shapes[i].height), &report);
        if (report.problems > 0)
            print_message("%s %.0fx%.0f, step %llu.%zu, picture %d: %s\n", stage->app.run.scenario.title,
                          (double)shapes[i].width, (double)shapes[i].height,
                          (unsigned long long)stage->app.run.cursor.step, stage->app.run.cursor.moment,
                          (int)stage->app.shown.settings.picture, report.first);
        *texts += report.texts;
        *problems += report.problems;
    }
}

static void check_others(void **state)
{
    size_t texts = 0, problems = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (size_t n = 0; n < sizeof others / sizeof others[0]; n++) {
        stage_open_text(&stage, others[n]);
        app_apply(&stage.app, COMMAND_NAMES, 0.0);
        check_shapes(&stage, &texts, &problems);
        app_apply(&stage.app, COMMAND_CLOSE, 0.0);
        for (int step = 0; step < 60; step++) {
            app_apply(&stage.app, COMMAND_GRANULARITY, step % 3 == 0 ? GRANULARITY_LAYER : GRANULARITY_NEURON);
            stage.app.shown.settings.picture = PICTURE_NETWORK;
            check_shapes(&stage, &texts, &problems);
            stage.app.shown.settings.picture = PICTURE_MATRICES;
            check_shapes(&stage, &texts, &problems);
            if (step % 8 == 7) {
                app_apply(&stage.app, COMMAND_OTHER_ROUTE, 0.0);
                check_shapes(&stage, &texts, &problems);
                app_apply(&stage.app, COMMAND_OTHER_ROUTE, 0.0);
            }
            app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
        }
    }
    stage_teardown(&stage);
    assert_true(texts > 1000);
    assert_int_equal(problems, 0);
}

/* Every word of the glossary, for the projector too. */
static void check_glossary(void **state)
{
    size_t texts = 0, problems = 0, looks = 2 * sizeof sizes / sizeof sizes[0], turn = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    app_apply(&stage.app, COMMAND_GLOSSARY, 0.0);
    for (int text_size = 0; text_size <= 2; text_size++) {
        stage.app.shown.settings.text_size = text_size;
        for (size_t word = 0; word < stage.app.sheet.count; word++) {
            app_apply(&stage.app, COMMAND_CHOOSE, (double)word);
            for (size_t i = turn++ % (size_t)thorough_stride(3); i < looks;
                 i += (size_t)thorough_stride(3)) {
                struct layout_report report = {0};

                stage.app.shown.settings.theme = i % 2 == 0 ? THEME_LIGHT : THEME_DARK;
                stage_frame(&stage, sizes[i / 2].width, sizes[i / 2].height);
                layout_check_sheet(&stage.canvas, (int)ceilf(0.02f * sizes[i / 2].height),
                                   &report);
                if (report.problems > 0)
                    print_message("word %zu at %.0fx%.0f, text size %d: %s\n", word,
                                  (double)sizes[i / 2].width, (double)sizes[i / 2].height, text_size,
                                  report.first);
                texts += report.texts;
                problems += report.problems;
            }
        }
        app_apply(&stage.app, COMMAND_TEXT_LARGER, 0.0);
    }
    stage_teardown(&stage);
    assert_true(texts > 5000);
    assert_int_equal(problems, 0);
}

static void check_projector(void **state)
{
    size_t texts = 0, problems = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    app_apply(&stage.app, COMMAND_TEXT_LARGER, 0.0);
    problems_shown = 0;
    for (int g = 0; g < GRANULARITY_COUNT; g++) {
        app_apply(&stage.app, COMMAND_GRANULARITY, g);
        check_walk(&stage, "mazur for the projector", &texts, &problems);
    }
    /* Numbers in the mono face are what a back row has to read: 3 % of the height. */
    app_apply(&stage.app, COMMAND_START, 0.0);
    for (int i = 0; i < 40; i++) {
        app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
        stage_frame(&stage, 1920, 1080);
        for (size_t k = 0; k < stage.canvas.count; k++) {
            const struct canvas_command *command = &stage.canvas.commands[k];

            if (command->kind == CANVAS_TEXT
                && (command->as.text.face == FONT_MONO || command->as.text.face == FONT_MONO_BOLD))
                assert_true(command->as.text.size_px >= 32);
        }
    }
    /* Numbers that are short by nature are not rounded for want of room. */
    stage_frame(&stage, 1280, 720);
    assert_true(stage_text(&stage, "0.99") != NULL && stage_text(&stage, "0.01") != NULL);
    stage_teardown(&stage);
    assert_true(texts > 1000);
    assert_int_equal(problems, 0);
}

int main(void)
{
    const struct CMUnitTest overlays[] = {
        cmocka_unit_test(check_overlays),
        cmocka_unit_test(check_glossary),
        cmocka_unit_test(check_others),
        cmocka_unit_test(check_projector),
    };

    return stage_every_lesson("layout of every lesson", check_lesson)
        + cmocka_run_group_tests_name("overlays and projector", overlays, NULL, NULL);
}
