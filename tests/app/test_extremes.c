/* Runs that diverge, and data of any size: what is drawn keeps to its circles, chips and columns. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/run/diverged.h"
#include "base/text.h"
#include "stage.h"

#define RUN(title, inputs, layers, loss, rate, samples)                                                  \
    "{\"backstep\": 1, \"title\": \"" title "\", \"network\": {\"inputs\": " inputs ", \"layers\": ["    \
    layers "], \"init\": {\"kind\": \"xavier_uniform\", \"seed\": 4}}, \"loss\": \"" loss "\", "         \
    "\"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": " rate "}, \"data\": {\"samples\": [" samples \
    "], \"batch\": 2}}"

#define LAYER(units, activation) "{\"units\": " units ", \"activation\": \"" activation "\"}"

static const char *const runs[] = {
    RUN("Three hidden units", "2", LAYER("3", "tanh") ", " LAYER("[\"y\"]", "identity"),
        "half_squared_error", "50",
        "{\"x\": [0, 1], \"t\": [1]}, {\"x\": [1, 0], \"t\": [1]}, {\"x\": [1, 1], \"t\": [0]}, "
        "{\"x\": [0.2, 0.1], \"t\": [0]}"),
    RUN("Two of each", "2", LAYER("2", "leaky_relu") ", " LAYER("2", "identity"), "half_squared_error",
        "700", "{\"x\": [0.5, -1], \"t\": [0.01, 0.99]}, {\"x\": [-3, 1], \"t\": [1, -1]}"),
    RUN("One number a circle", "1", LAYER("6", "tanh") ", " LAYER("[\"y\"]", "identity"),
        "half_squared_error", "1000", "{\"x\": [-3], \"t\": [-0.1]}, {\"x\": [2], \"t\": [0.9]}"),
    RUN("Eight of them", "4", LAYER("8", "relu") ", " LAYER("3", "identity"), "mean_squared_error", "30",
        "{\"x\": [4.9, 2.5, 4.5, 1.7], \"t\": [0, 0, 1]}, {\"x\": [5, 3, 1, 0.2], \"t\": [1, 0, 0]}"),
    RUN("Cells", "[\"a\", \"b\"]", LAYER("14", "relu") ", " LAYER("2", "identity"), "half_squared_error",
        "90", "{\"x\": [1, 2], \"t\": [0, 1]}, {\"x\": [-1, 2], \"t\": [3, -2]}"),
    RUN("Integers of any size", "[\"price\", \"floor area\", \"n\"]",
        LAYER("3", "identity") ", " LAYER("2", "identity"), "half_squared_error", "1e-320",
        "{\"x\": [1e300, -987654321, 123456], \"t\": [150000, -1e300]}, {\"x\": [-5e-300, 1, 4294967296], "
        "\"t\": [7, 1e9]}"),
};

/* A notice lies over the picture: it goes first. */
static void apply(struct stage *stage, enum command command, double argument)
{
    app_apply(&stage->app, command, argument);
    stage->app.shown.notice.text[0] = '\0';
}

/* The first iterations phase by phase; then to where it diverges, and there. Returns whether it
 * does. */
static bool check_run(struct stage *stage, size_t *texts, size_t *problems)
{
    const char *title = stage->app.run.scenario.title;
    bool diverged;

    apply(stage, COMMAND_CLOSE, 0.0);
    apply(stage, COMMAND_GRANULARITY, GRANULARITY_LAYER);
    for (int iteration = 0; iteration < 240; iteration++) {
        for (int phase = 0; phase < 4 && iteration % 40 == 2; phase++) {
            apply(stage, COMMAND_PHASE_FORWARD, 0.0);
            stage_check_layout(stage, title, texts, problems);
        }
        apply(stage, COMMAND_ITERATION_FORWARD, 0.0);
        if (iteration % 20 < 3)
            stage_check_layout(stage, title, texts, problems);
    }
    apply(stage, COMMAND_END, 0.0);
    diverged = run_divergence(&stage->app.run) != NULL;
    apply(stage, COMMAND_DIVERGED, 0.0);
    for (int step = 0; step < 6; step++) {
        stage_check_layout(stage, title, texts, problems);
        apply(stage, COMMAND_STEP_FORWARD, 0.0);
    }
    return diverged;
}

static void numbers_keep_to_their_places(void **state)
{
    size_t texts = 0, problems = 0, diverged = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++) {
        stage_open_text(&stage, runs[i]);
        diverged += check_run(&stage, &texts, &problems);
    }
    stage_teardown(&stage);
    print_message("%zu texts, %zu problems\n", texts, problems);
    assert_true(texts > 50000);
    assert_true(diverged >= 5);
    assert_int_equal(problems, 0);
}

/* When all parameters move, every chip of a small network has numbers: old and new, not signs alone. */
static void test_moves_have_numbers(void **state)
{
    static const char *const lessons[] = {"mazur", "xor", "l2", "moons"};
    struct stage stage;
    size_t numbers = 0;

    (void)state;
    stage_setup(&stage);
    for (size_t n = 0; n < sizeof lessons / sizeof lessons[0]; n++) {
        stage_open(&stage, lessons[n]);
        app_apply(&stage.app, COMMAND_END, 0.0);
        stage_frame(&stage, 1280, 720);
        for (size_t i = 0; i < stage.canvas.count; i++) {
            const struct canvas_command *c = &stage.canvas.commands[i];

            if (c->kind != CANVAS_TEXT || (c->as.text.face != FONT_MONO && c->as.text.face != FONT_MONO_BOLD))
                continue;
            numbers++;
            if (strstr(canvas_text_of(&stage.canvas, c), "\xe2\x80\xa6") != NULL)
                fail_msg("%s: '%s'", lessons[n], canvas_text_of(&stage.canvas, c));
        }
    }
    assert_true(numbers > 50);
    stage_teardown(&stage);
}

/* What the scenario says of itself is cut behind a sentence where it does not fit whole, and within one
 * only where not even the first fits. */
static void test_a_title_has_something_below_it(void **state)
{
    static const char *const lengths[] = {"", " and goes on and on and on and on and on and on and on and on and on"
                                              " and on and on and on and on and on and on and on and on and on"};
    static char bytes[4096];
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (int length = 0; length < 2; length++) {
        struct text text;

        text_init(&text, bytes, sizeof bytes);
        text_add(&text, "{\"backstep\": 1, \"title\": \"Long\", \"about\": \"");
        for (int i = 0; i < 16; i++)
            text_printf(&text, "Sentence %d is%s finished. ", i, lengths[length]);
        text_add(&text, "\", \"network\": {\"inputs\": 1, \"layers\": [{\"units\": 1, \"activation\": \"tanh\"}]}, "
                        "\"loss\": \"half_squared_error\", \"optimizer\": {\"learning_rate\": 1}, \"data\": "
                        "{\"samples\": [{\"x\": [1], \"t\": [1]}]}}");
        stage_open_text(&stage, bytes);
        app_apply(&stage.app, COMMAND_CLOSE, 0.0);
        for (int text_size = 0; text_size < 3; text_size++) {
            size_t starts = 0, ends = 0;

            stage.app.shown.settings.text_size = text_size;
            stage_frame(&stage, 1280, 720);
            for (size_t i = 0; i < stage.canvas.count; i++) {
                if (stage.canvas.commands[i].kind != CANVAS_TEXT)
                    continue;
                starts += strcmp(canvas_text_of(&stage.canvas, &stage.canvas.commands[i]), "Sentence") == 0;
                ends += strcmp(canvas_text_of(&stage.canvas, &stage.canvas.commands[i]), "finished.") == 0;
            }
            assert_true(starts > 0 && (ends == starts || (length == 1 && ends == 0 && starts == 1)));
            assert_true(starts < 16 || length == 0);
        }
    }
    stage_teardown(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_moves_have_numbers),
        cmocka_unit_test(numbers_keep_to_their_places),
        cmocka_unit_test(test_a_title_has_something_below_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
