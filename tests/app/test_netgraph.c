/* A network's own graph as a further picture: laid out at every step, its numbers can be asked
 * about, and what the step is about is lit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/run/travel.h"
#include "app/scene.h"
#include "layout_check.h"
#include "stage.h"
#include "../base/thorough.h"

static void check(struct stage *stage, const char *name, size_t *texts, size_t *problems)
{
    static const struct {
        float width, height;
    } sizes[] = {{1280, 720}, {1920, 1080}, {1024, 768}};

    static size_t turn; /* by default each size has its turn */

    for (size_t i = turn++ % (size_t)thorough_stride(3); i < sizeof sizes / sizeof sizes[0];
         i += (size_t)thorough_stride(3)) {
        struct layout_report report = {0};

        stage->app.shown.settings.theme = (enum theme_kind)(i % THEME_COUNT);
        stage_frame(stage, sizes[i].width, sizes[i].height);
        layout_check(&stage->canvas, (int)ceilf(0.02f * sizes[i].height), &report);
        if (report.problems > 0 && *problems < 4000)
            print_message("%s, step %d.%zu, text %d, %.0f wide: %s\n", name,
                          (int)stage->app.run.cursor.step, stage->app.run.cursor.moment,
                          stage->app.shown.settings.text_size, (double)sizes[i].width,
                          report.first);
        *texts += report.texts;
        *problems += report.problems;
    }
}

/* Every step of a neuron in the first iteration, at three text sizes, of which by default each lesson has one. */
static void test_layout(void **state)
{
    static const char *const lessons[] = {"mazur", "neuron", "xor", "l2", "softmax", "sine", "iris",
                                          "digits", "big", "memory", "hello", "vanishing",
                                          "echo", "parity"};
    size_t texts = 0, problems = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < sizeof lessons / sizeof lessons[0]; i++)
        for (int size = (int)i % thorough_stride(3); size <= 2; size += thorough_stride(3)) {
            stage_open(&stage, lessons[i]);
            stage.app.shown.settings.picture = PICTURE_GRAPH;
            stage.app.shown.settings.text_size = size;
            app_apply(&stage.app, COMMAND_GRANULARITY, i < 4 || i == 9 || i == 11 ? GRANULARITY_NEURON : GRANULARITY_LAYER);
            assert_int_equal(scene_picture(&stage.app), PICTURE_GRAPH);
            for (size_t step = 0; step < 60 && !travel_has_moved(&stage.app.run); step++) {
                check(&stage, lessons[i], &texts, &problems);
                app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
            }
            check(&stage, lessons[i], &texts, &problems);
        }
    stage_teardown(&stage);
    assert_true(texts > 4000);
    assert_int_equal(problems, 0);
}

/* So many texts of the frame say that. */
static size_t count_of(const struct stage *stage, const char *words)
{
    size_t count = 0;

    for (size_t i = 0; i < stage->canvas.count; i++)
        if (stage->canvas.commands[i].kind == CANVAS_TEXT)
            count += strcmp(canvas_text_of(&stage->canvas, &stage->canvas.commands[i]), words) == 0;
    return count;
}

/* With L2 there are s and J, as in d2l's figure; every number is one to ask about. */
static void test_what_is_there(void **state)
{
    size_t numbers = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "l2");
    stage.app.shown.settings.picture = PICTURE_GRAPH;
    app_apply(&stage.app, COMMAND_END, 0.0);
    app_apply(&stage.app, COMMAND_PHASE_BACK, 0.0);
    stage_frame(&stage, 1920, 1080);
    for (size_t i = 0; i < stage.app.shown.ui.target_count; i++) {
        const struct ui_target *target = &stage.app.shown.ui.targets[i];

        numbers += target->item && quantity_unpack(target->action.argument).kind != QUANTITY_NONE;
    }
    assert_true(numbers > 20);
    assert_non_null(stage_text(&stage, "λ/2 Σ²"));
    assert_true(count_of(&stage, "0.99") >= 2 && count_of(&stage, "0.26") > 0);
    app_apply(&stage.app, COMMAND_PICTURE, 0.0);
    assert_int_equal(scene_picture(&stage.app), PICTURE_NETWORK);
    stage_teardown(&stage);
}

/* Of small layers the local slopes are numbers: sigma'(1.5) of one neuron, those of two below each
 * other; what a small matrix is made of, too. */
static void test_slopes_are_numbers(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "neuron");
    stage.app.shown.settings.picture = PICTURE_GRAPH;
    app_apply(&stage.app, COMMAND_END, 0.0);
    stage_frame(&stage, 1920, 1080);
    assert_true(count_of(&stage, "0.1491") > 0);
    assert_int_equal(count_of(&stage, "σ′(z)"), 0);
    stage_open(&stage, "mazur");
    app_apply(&stage.app, COMMAND_END, 0.0);
    stage_frame(&stage, 1280, 720);
    assert_true(count_of(&stage, "0.24") >= 2 && count_of(&stage, "0.19") >= 1);
    assert_true(count_of(&stage, "0.45") > 0); /* a weight, in its matrix */
    stage_open(&stage, "digits");
    app_apply(&stage.app, COMMAND_END, 0.0);
    stage_frame(&stage, 1280, 720);
    assert_int_equal(count_of(&stage, "σ′(z)") + count_of(&stage, "ReLU′(z)"), 0);
    stage_teardown(&stage);
}

/* Three neurons are few: their numbers stand in their matrices, at the least size, too. */
static void test_three_are_numbers(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage.app.shown.settings.picture = PICTURE_GRAPH;
    stage_open(&stage, "l2");
    stage_frame(&stage, 1280, 720);
    assert_true(count_of(&stage, "0.6") > 0 && count_of(&stage, "−0.5") > 0); /* W(1), W(2) */
    stage_open(&stage, "xor"); /* its biases stand beside the weights */
    stage_frame(&stage, 1280, 720);
    assert_true(count_of(&stage, "−0.8") > 0 && count_of(&stage, "−0.9") > 0); /* W(1), b(1) */
    stage_teardown(&stage);
}

/* Whether the text is a slope in letters, left of the panel. */
static bool is_letters(const struct stage *stage, const struct canvas_command *command)
{
    const color ink = theme_get(THEME_LIGHT)->role[FORMULA_ROLE_ACTIVATION_SLOPE];

    return command->kind == CANVAS_TEXT && command->fill == ink && command->as.text.origin.x < 820.0f
        && strpbrk(canvas_text_of(&stage->canvas, command), "aLRTWhtxz") != NULL;
}

/* Where all is one number every slope is, at each text size; that of a time's loss is its own. */
static void test_slopes_of_scalars(void **state)
{
    size_t own = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "memory");
    stage.app.shown.settings.picture = PICTURE_GRAPH;
    stage.app.shown.settings.theme = THEME_LIGHT;
    app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_NEURON);
    for (int size = 0; size <= 2; size++) {
        stage.app.shown.settings.text_size = size;
        app_apply(&stage.app, COMMAND_START, 0.0);
        app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
        for (size_t step = 0; step < 20; step++) {
            app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
            stage_frame(&stage, 1280, 720);
            for (size_t i = 0; i < stage.canvas.count; i++)
                assert_false(is_letters(&stage, &stage.canvas.commands[i]));
            own += count_of(&stage, "−0.046"); /* 0.3537 - 0.4, before its turn, too */
        }
    }
    assert_true(own >= 40);
    stage_teardown(&stage);
}

/* With L2 a recurrent network's graph has s and J behind the sum of its losses, beside nothing else. */
static void test_penalty_of_times(void **state)
{
    static const char text[] =
        "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"kind\": \"recurrent\", \"units\": 1, "
        "\"activation\": \"tanh\", \"weights\": [[0.5]], \"recurrent_weights\": [[0.8]]}, {\"units\": 1, "
        "\"activation\": \"identity\", \"weights\": [[1]]}]}, \"loss\": \"half_squared_error\", \"l2\": 0.1, "
        "\"time_reduction\": \"mean\", \"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 0.1}, \"data\": "
        "{\"sequences\": [{\"x\": [[1], [0], [-1]], \"t\": [[0.5], null, [0.1]]}]}}";
    size_t texts = 0, problems = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open_text(&stage, text);
    stage.app.shown.settings.picture = PICTURE_GRAPH;
    for (size_t step = 0; step < 36; step++) {
        stage.app.shown.settings.text_size = (int)step % 3;
        stage_check_layout(&stage, "penalty", &texts, &problems);
        app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
    }
    stage.app.shown.settings.text_size = 0;
    app_apply(&stage.app, COMMAND_START, 0.0);
    app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
    app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
    stage_frame(&stage, 1920, 1080);
    assert_non_null(stage_text(&stage, "Σ/n"));
    assert_non_null(stage_text(&stage, "λ/2 Σ²"));
    assert_int_equal(count_of(&stage, "−0.314"), 0); /* slopes are the backward pass's */
    app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
    stage_frame(&stage, 1920, 1080);
    assert_true(count_of(&stage, "−0.314") > 0); /* without the 1/n, which stands at the sum */
    assert_int_equal(problems, 0);
    stage_teardown(&stage);
}

/* Softmax under another loss than its own: a slope of the layer, and none of a unit. */
static void test_coupled_slopes(void **state)
{
    static const char text[] =
        "{\"backstep\": 1, \"network\": {\"inputs\": 2, \"layers\": [{\"units\": 2, \"activation\": "
        "\"softmax\", \"weights\": [[1, 2], [3, 4]]}]}, \"loss\": \"huber\", \"optimizer\": "
        "{\"learning_rate\": 0.1}, \"data\": {\"samples\": [{\"x\": [1, -1], \"t\": [0, 1]}]}}";
    size_t texts = 0, problems = 0, steps = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open_text(&stage, text);
    stage.app.shown.settings.picture = PICTURE_GRAPH;
    for (; stage.app.run.cursor.step < program_iteration_units(&stage.app.run.stepper.program, 1); steps++) {
        stage.app.shown.settings.text_size = (int)steps % 3;
        stage_check_layout(&stage, "coupled", &texts, &problems);
        app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
    }
    assert_true(steps > 8 && texts > 100);
    assert_int_equal(problems, 0);
    stage_teardown(&stage);
}

/* A row a time, each with the weights that stand once; what has no room is counted. */
static void test_unrolled(void **state)
{
    size_t rows = 0;
    struct stage stage;
    struct arena *arena = &stage.app.shown.frame_arena;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "memory");
    stage.app.shown.settings.picture = PICTURE_GRAPH;
    assert_int_equal(scene_picture(&stage.app), PICTURE_GRAPH);
    app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_NEURON);
    for (size_t step = 0; step < 35; step++) {
        app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
        stage_frame(&stage, 1280, 720);
        rows = 0;
        for (size_t time = 1; time <= 3; time++)
            rows += count_of(&stage, arena_printf(arena, "time %zu", time));
        assert_int_equal(rows, 3);
        assert_int_equal(count_of(&stage, "Σ"), 1);
    }
    stage_open(&stage, "echo");
    stage_frame(&stage, 1280, 720);
    rows = 0;
    for (size_t time = 1; time <= 8; time++)
        rows += count_of(&stage, arena_printf(arena, "time %zu", time));
    assert_in_range(rows, 1, 7);
    assert_non_null(stage_text(&stage, arena_printf(arena, "%zu later ›", 8 - rows)));
    stage_open(&stage, "memory");
    app_apply(&stage.app, COMMAND_PICTURE, 0.0);
    assert_int_equal(scene_picture(&stage.app), PICTURE_NETWORK);
    stage_teardown(&stage);
}

/* At a projector's text size the numbers are 3 % of the height (slopes a pixel less) wherever a part of the
 * graph has room so, else as large as they may be. */
static void test_large_numbers(void **state)
{
    static const struct { const char *lesson; int least; } rows[] = {
        {"moons", 21}, {"xor", 21}, {"iris", 21}, {"neuron", 21}, {"mazur", 15}};
    size_t numbers = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        stage_open(&stage, rows[k].lesson);
        stage.app.shown.settings.picture = PICTURE_GRAPH;
        stage.app.shown.settings.text_size = 2;
        stage.app.shown.settings.framing.no_controls = true;
        app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_PHASE);
        for (int phase = 0; phase < 3; phase++)
            app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
        stage_frame(&stage, 1280, 720);
        for (size_t i = 0; i < stage.canvas.count; i++) {
            const struct canvas_command *c = &stage.canvas.commands[i];

            if (c->kind != CANVAS_TEXT || c->as.text.origin.x > 800.0f || c->as.text.origin.y < 130.0f
                || (c->as.text.face != FONT_MONO && c->as.text.face != FONT_MONO_BOLD)
                || strchr(canvas_text_of(&stage.canvas, c), '.') == NULL)
                continue;
            numbers++;
            if (c->as.text.size_px < rows[k].least)
                fail_msg("%s: %s is %d px", rows[k].lesson, canvas_text_of(&stage.canvas, c),
                         c->as.text.size_px);
        }
    }
    assert_true(numbers > 20);
    stage_teardown(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_large_numbers),cmocka_unit_test(test_layout),
                                       cmocka_unit_test(test_slopes_are_numbers),
                                       cmocka_unit_test(test_three_are_numbers),
                                       cmocka_unit_test(test_slopes_of_scalars),
                                       cmocka_unit_test(test_coupled_slopes),
                                       cmocka_unit_test(test_unrolled),
                                       cmocka_unit_test(test_penalty_of_times),
                                       cmocka_unit_test(test_what_is_there)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
