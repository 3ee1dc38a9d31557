/* The header: how good the network is, in every arrangement, and nothing that jumps when a count
 * gets another digit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "stage.h"

static const struct {
    float width, height;
} sizes[] = {{1920, 1080}, {1280, 720}, {1024, 768}};

enum { SIZES = sizeof sizes / sizeof sizes[0] };

static void expect_text(struct stage *stage, const char *words)
{
    stage_frame(stage, 1280, 720);
    if (stage_text(stage, words) == NULL)
        fail_msg("nothing begins with '%s'", words);
}

static void test_accuracy_is_rounded(void **state)
{
    static const struct {
        size_t right, samples;
        const char *words;
    } cases[] = {
        {145, 150, "accuracy 96.7 %"},    {19, 160, "accuracy 11.9 %"},  {9999, 10000, "accuracy 99.9 %"},
        {150, 150, "accuracy 100.0 %"}, {0, 150, "accuracy 0.0 %"},
    };
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "iris");
    stage_frame(&stage, 1280, 720); /* it is classified once */
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        stage.app.run.accuracy.training.right = cases[i].right;
        stage.app.run.accuracy.training.samples = cases[i].samples;
        expect_text(&stage, cases[i].words);
    }
    stage_teardown(&stage);
}

/* Beside the strip and above it. */
static void test_how_good_it_is_is_said(void **state)
{
    static const char *const lessons[] = {"iris", "digits", "moons", "xor"};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < sizeof lessons / sizeof lessons[0]; i++) {
        stage_open(&stage, lessons[i]);
        for (size_t size = 0; size < SIZES; size++) {
            const struct confusion *held = &stage.app.run.accuracy.validation;
            const struct canvas_command *line;
            char words[64];

            stage_frame(&stage, sizes[size].width, sizes[size].height);
            line = stage_text(&stage, "accuracy ");
            if (line == NULL)
                fail_msg("%s does not say its accuracy", lessons[i]);
            if (held->samples == 0)
                continue;
            snprintf(words, sizeof words, "validation %.1f %%", 100.0 * (double)held->right / (double)held->samples);
            if (strstr(canvas_text_of(&stage.canvas, line), words) == NULL && stage_text(&stage, words) == NULL)
                fail_msg("%s does not say '%s'", lessons[i], words);
        }
    }
    stage_teardown(&stage);
}

/* With the projector's large text it follows the counters, and the map and the loss curve stay. */
static void test_projector(void **state)
{
    const struct canvas_command *line;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "moons");
    app_apply(&stage.app, COMMAND_CLOSE, 0.0);
    stage.app.shown.settings.text_size = 1;
    for (size_t size = 0; size < 2; size++) {
        stage_frame(&stage, sizes[size].width, sizes[size].height);
        line = stage_text(&stage, "iteration 1");
        assert_non_null(line);
        assert_non_null(strstr(canvas_text_of(&stage.canvas, line), "accuracy "));
        assert_non_null(strstr(canvas_text_of(&stage.canvas, line), "validation "));
        assert_true(stage_text(&stage, "map") != NULL && stage_text(&stage, "loss") != NULL);
    }
    stage_teardown(&stage);
}

/* At a projector's text sizes what changes from step to step is not abbreviated: the conventions
 * beside it become smaller first. In the largest, four lessons have more of those than leave room. */
static void check_words_in_full(void **state)
{
    struct stage stage;

    stage_setup(&stage);
    stage_open(&stage, *state);
    app_apply(&stage.app, COMMAND_CLOSE, 0.0);
    app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_PHASE);
    for (int text = 1; text < 3; text++) {
        stage.app.shown.settings.text_size = text;
        app_apply(&stage.app, COMMAND_START, 0.0);
        for (int phase = 0; phase < 8; phase++) {
            stage_frame(&stage, 1280, 720);
            if (stage_text(&stage, "it. ") != NULL
                && (text < 2 || strstr(" big echo parity hello ", *state) == NULL))
                fail_msg("%s, text size %d: 'it.' at phase %d", (const char *)*state, text, phase);
            app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
        }
    }
    stage_teardown(&stage);
}

/* How the loss went, in every lesson at every text size: where the picture has no room for the curve
 * the panel's foot has, at one step of an iteration at least; only where the panel is full, too, with
 * a run beside the one shown or with the formulas of many layers, it is left out in the largest text. */
static void check_history(void **state)
{
    const char *name = *state;
    bool full = strcmp(name, "mazur-mistake") == 0 || strcmp(name, "big") == 0;
    struct stage stage;

    stage_setup(&stage);
    stage_open(&stage, name);
    app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_PHASE);
    for (int text = 0; text < (full ? 2 : 3); text++) {
        bool drawn = false;

        stage.app.shown.settings.text_size = text;
        app_apply(&stage.app, COMMAND_START, 0.0);
        for (int i = 0; i < 2; i++)
            app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0.0);
        for (int phase = 0; phase < 60 && !drawn; phase++) {
            stage_frame(&stage, sizes[1].width, sizes[1].height);
            for (size_t i = 0; i < stage.app.shown.ui.target_count; i++)
                drawn = drawn || stage.app.shown.ui.targets[i].action.command == COMMAND_SEEK_RUN;
            app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
        }
        if (!drawn)
            fail_msg("%s does not show how its loss went at text size %d", name, text);
    }
    stage_teardown(&stage);
}

/* Where the strip's texts begin and how wide its boxes are. */
static void strip_of(struct stage *stage, size_t size, float out[2])
{
    const struct canvas_command *first, *last;

    stage_frame(stage, sizes[size].width, sizes[size].height);
    first = stage_text(stage, "1 Forward pass");
    last = stage_text(stage, "4 Weight update");
    assert_true(first != NULL && last != NULL);
    out[0] = canvas_text_bounds(&stage->canvas, first).x;
    out[1] = canvas_text_bounds(&stage->canvas, last).x;
}

/* The last batch of an epoch is one sample, the one before three. */
static const char *const uneven =
    "{\"backstep\": 1, \"title\": \"Uneven\", \"network\": {\"inputs\": 2, \"layers\": [{\"units\": 2, "
    "\"activation\": \"tanh\"}, {\"units\": 1, \"activation\": \"identity\"}]}, \"loss\": "
    "\"half_squared_error\", \"optimizer\": {\"learning_rate\": 0.01}, \"data\": {\"generator\": \"moons\", "
    "\"n\": 40, \"validation\": 4, \"batch\": 7}}";

static void test_the_strip_stays(void **state)
{
    static const char *const lessons[] = {"iris", "digits", "sine", "moons", NULL};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < sizeof lessons / sizeof lessons[0]; i++) {
        float at[SIZES][2], now[2];

        if (lessons[i] != NULL)
            stage_open(&stage, lessons[i]);
        else
            stage_open_text(&stage, uneven);
        for (size_t size = 0; size < SIZES; size++)
            strip_of(&stage, size, at[size]);
        for (int step = 0; step < 24; step++) {
            app_apply(&stage.app, step % 2 == 0 ? COMMAND_ITERATION_FORWARD : COMMAND_PHASE_FORWARD, 0.0);
            for (size_t size = 0; size < SIZES; size++) {
                strip_of(&stage, size, now);
                assert_true(now[0] == at[size][0] && now[1] == at[size][1]);
            }
        }
    }
    stage_teardown(&stage);
}

/* Whose numbers they are that an update of a batch is shown with, in every size of text. */
static void test_the_sample_shown_is_named(void **state)
{
    static const char *const lessons[] = {"digits", "moons", "dead-relu", "sine", "xor", "adam", "big"};
    static const float wide[][2] = {{1280, 720}, {1920, 1080}, {1024, 768}, {2560, 1080}};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < sizeof lessons / sizeof lessons[0]; i++) {
        stage_open(&stage, lessons[i]);
        app_apply(&stage.app, COMMAND_CLOSE, 0.0);
        app_apply(&stage.app, COMMAND_END, 0.0);
        for (size_t size = 0; size < 12; size++) {
            bool said = false;
            size_t fractions = 0;

            stage.app.shown.settings.text_size = (int)(size / 4);
            stage_frame(&stage, wide[size % 4][0], wide[size % 4][1]);
            for (size_t k = 0; k < stage.canvas.count; k++) {
                const struct canvas_command *command = &stage.canvas.commands[k];

                said = said || (command->kind == CANVAS_TEXT
                                && strstr(canvas_text_of(&stage.canvas, command), "shown: sample ") != NULL
                                && strstr(canvas_text_of(&stage.canvas, command), "\xe2\x80\xa6") == NULL);
                if (command->kind == CANVAS_TEXT && command->as.text.origin.y < 100.0f)
                    fractions += strchr(canvas_text_of(&stage.canvas, command), '/') != NULL
                                 && strchr(strchr(canvas_text_of(&stage.canvas, command), '/') + 1, '/') != NULL;
            }
            if (fractions > 0)
                fail_msg("%s, text %zu: the sample stands there twice", lessons[i], size / 4);
            if (!said)
                fail_msg("%s, text %zu, %.0f wide: whose numbers are shown?", lessons[i], size / 4,
                         (double)wide[size % 4][0]);
        }
        stage.app.shown.settings.text_size = 0;
    }
    stage_teardown(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_accuracy_is_rounded),
        cmocka_unit_test(test_how_good_it_is_is_said),
        cmocka_unit_test(test_projector),
        cmocka_unit_test(test_the_strip_stays),
        cmocka_unit_test(test_the_sample_shown_is_named),
    };

    return stage_every_lesson("the history of every lesson", check_history)
        + stage_every_lesson("counters in full", check_words_in_full)
        + cmocka_run_group_tests(tests, NULL, NULL);
}
