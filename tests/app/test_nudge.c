/* A nudged parameter answers as its gradient says, and nothing is changed by asking. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "engine/check/judge.h"
#include "lesson/catalogue.h"
#include "stage.h"
#include "../lesson/networks.h"

static void begin(struct stage *stage, const char *name)
{
    stage_setup(stage);
    stage_open(stage, name);
    app_apply(&stage->app, COMMAND_NUDGE, 0.0);
}

/* Every weight at the end of the first backward pass; lessons without kinks. */
static void test_digits(void **state)
{
    static const char *const smooth[] = {"mazur", "mazur-biases", "neuron", "xor", "softmax"};
    size_t nonzero = 0;

    (void)state;
    for (size_t i = 0; i < sizeof smooth / sizeof smooth[0]; i++) {
        struct stage stage;
        struct place place;
        const struct net *net;
        double *before;
        size_t size;

        begin(&stage, smooth[i]);
        net = &stage.app.run.scenario.net;
        app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_LAYER);
        do {
            app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
            stepper_place(&stage.app.run.stepper, &place);
        } while (place.unit.kind != UNIT_BACKWARD || place.unit.layer != 1);
        size = net->block_size * sizeof *before;
        before = test_malloc(size);
        memcpy(before, stage.app.run.stepper.block, size);
        for (size_t l = 1; l <= net->layer_count; l++) {
            for (size_t at = 0; at < net->layers[l].out * net->layers[l].in; at++) {
                struct quantity w = quantity_of_weight(QUANTITY_VALUE, l, at / net->layers[l].in, at % net->layers[l].in);
                const struct nudge *nudge = &stage.app.shown.jobs.nudge.nudge;
                const struct nudge_profile *profile = &stage.app.shown.jobs.nudge.profile;
                struct snapshot snapshot;
                double gradient;

                app_apply(&stage.app, COMMAND_SELECT, quantity_pack(w));
                stage_frame(&stage, 1280, 720);
                run_snapshot(&stage.app.run, &snapshot);
                gradient = quantity_value(&snapshot, stage.app.shown.jobs.nudge.card.gradient);
                assert_true(quantity_equal(stage.app.shown.jobs.nudge.parameter, w));
                assert_true(stage.app.shown.jobs.nudge.card.gradient_known);
                if (fabs(gradient - nudge->slope.value) > nudge->slope.bound)
                    assert_true(judge_digits(nudge->slope.value, gradient) >= 6);
                assert_int_equal(judge(&nudge->slope, gradient + 0.01 * (1 + fabs(gradient))), JUDGE_DIFFERS);
                nonzero += gradient != 0;
                /* Today's point lies on the curve. */
                assert_true(nudge_profile_is_done(profile));
                assert_true(profile->value[profile->count / 2] == profile->w);
                assert_true(profile->height[profile->count / 2] == profile->loss);
                assert_true(profile->slope == nudge->slope.value);
            }
        }
        assert_memory_equal(before, stage.app.run.stepper.block, size);
        test_free(before);
        stage_teardown(&stage);
    }
    assert_true(nonzero > 20);
}

/* Of a gradient that is 0 no digits are counted; nor is anything said before it is known. */
static void test_zero(void **state)
{
    struct stage stage;
    struct place place;

    (void)state;
    begin(&stage, "dead-relu");
    app_apply(&stage.app, COMMAND_SELECT, quantity_pack(quantity_of_weight(QUANTITY_VALUE, 1, 0, 0)));
    do {
        app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
        stepper_place(&stage.app.run.stepper, &place);
        stage_frame(&stage, 1280, 720);
        assert_null(stage_text(&stage, "they agree to"));
    } while (place.unit.kind != UNIT_UPDATE);
    assert_non_null(stage_text(&stage, "they agree: both are 0"));
    stage_teardown(&stage);
}

/* With large text, where the card has no room, the sentence at the foot says it; never nothing. */
static void test_verdict_is_always_said(void **state)
{
    static const char *const lessons[] = {"dead-relu", "mazur", "xor", "iris"};

    (void)state;
    for (size_t i = 0; i < sizeof lessons / sizeof lessons[0]; i++) {
        struct stage stage;

        begin(&stage, lessons[i]);
        app_apply(&stage.app, COMMAND_CLOSE, 0.0);
        for (int text_size = 0; text_size < 3; text_size++) {
            const struct canvas_command *said;

            stage.app.shown.settings.text_size = text_size;
            stage_frame(&stage, 1280, 720);
            assert_true(stage_text(&stage, "Nudge") != NULL);
            app_apply(&stage.app, COMMAND_END, 0.0);
            stage_frame(&stage, 1280, 720);
            said = stage_text(&stage, "Nudge");
            assert_non_null(said);
            if (strcmp(canvas_text_of(&stage.canvas, said), "Nudged") == 0)
                assert_true(stage_text(&stage, "agree") != NULL || stage_text(&stage, "told:") != NULL);
            app_apply(&stage.app, COMMAND_START, 0.0);
        }
        stage_teardown(&stage);
    }
}

static void test_layout(void **state)
{
    const struct catalogue_entry *entries;
    size_t count, texts = 0, problems = 0;

    (void)state;
    entries = catalogue_networks(&count);
    for (size_t l = 0; l < count; l++) {
        struct stage stage;

        begin(&stage, entries[l].name);
        for (int step = 0; step < 5; step++) {
            stage_check_layout(&stage, entries[l].name, &texts, &problems);
            app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
        }
        stage_teardown(&stage);
    }
    assert_true(texts > 2000);
    assert_int_equal(problems, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_digits),
        cmocka_unit_test(test_zero),
        cmocka_unit_test(test_verdict_is_always_said),
        cmocka_unit_test(test_layout),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
