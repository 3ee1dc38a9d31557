/* The frames of a motion: nothing is told before it is shown, light travels the way of its phase, old
 * values become new ones before the loss follows; and without motion all is there at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/run/travel.h"
#include "stage.h"

static const float width = 1280.0f, height = 720.0f;

/* The frame at that share of the motion of the step just taken. */
static void frame_at(struct stage *stage, double share)
{
    struct app *app = &stage->app;

    app->run.now_ms = app->shown.motion.start_ms + share * app->shown.motion.length_ms;
    stage_frame(stage, width, height);
}

static void end(struct stage *stage)
{
    app_tick(&stage->app, stage->app.shown.motion.start_ms + stage->app.shown.motion.length_ms + 1.0);
    stage_frame(stage, width, height);
}

static void begin(struct stage *stage, const char *name, enum granularity granularity)
{
    stage_open(stage, name);
    stage->app.shown.settings.animation = true;
    app_apply(&stage->app, COMMAND_START, 0.0);
    app_apply(&stage->app, COMMAND_GRANULARITY, granularity);
}

static void step(struct stage *stage)
{
    app_tick(&stage->app, stage->app.run.now_ms + 5000.0);
    app_apply(&stage->app, COMMAND_STEP_FORWARD, 0.0);
    assert_true(stage->app.shown.motion.length_ms > 0.0);
}

static void step_to(struct stage *stage, enum unit_kind kind, bool moved)
{
    struct place place;

    do {
        step(stage);
        stepper_place(&stage->app.run.stepper, &place);
    } while (place.unit.kind != kind || travel_has_moved(&stage->app.run) != moved);
}

/* The text on the item of a quantity; "" if there is none. */
static const char *said(const struct stage *stage, struct quantity q)
{
    const struct ui *ui = &stage->app.shown.ui;

    for (size_t i = 0; i < ui->target_count; i++) {
        const struct ui_target *target = &ui->targets[i];

        if (!target->item || target->line_half_px > 0.0f
            || !quantity_equal(quantity_unpack(target->action.argument), q))
            continue;
        for (size_t k = 0; k < stage->canvas.count; k++) {
            const struct canvas_command *c = &stage->canvas.commands[k];

            if (c->kind == CANVAS_TEXT
                && (c->as.text.face == FONT_MONO || c->as.text.face == FONT_MONO_BOLD)
                && rect_contains(target->rect, rect_center(canvas_text_bounds(&stage->canvas, c))))
                return canvas_text_of(&stage->canvas, c);
        }
    }
    return "";
}

/* Where the dot of light is, its centre's x; NaN: there is none. */
static float light_x(const struct stage *stage, enum theme_phase phase)
{
    const struct theme *theme = theme_get(stage->app.shown.settings.theme);

    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *c = &stage->canvas.commands[i];

        if (c->kind == CANVAS_DISC && c->fill == theme->phase[phase])
            return c->as.disc.center.x;
    }
    return NAN;
}

static void forward_goes_right_and_backward_left(void **state)
{
    struct quantity z = quantity_at(QUANTITY_Z, 1, 0, 0), dz = quantity_at(QUANTITY_DZ, 2, 0, 0);
    struct stage stage;
    float first, second;

    (void)state;
    stage_setup(&stage);
    begin(&stage, "mazur", GRANULARITY_NEURON);
    step(&stage);
    frame_at(&stage, 0.1);
    assert_string_equal(said(&stage, z), "?");
    assert_null(stage_text(&stage, "0.3775"));
    first = light_x(&stage, PHASE_FORWARD);
    frame_at(&stage, 0.5);
    second = light_x(&stage, PHASE_FORWARD);
    assert_true(second > first + 10.0f);
    end(&stage);
    assert_string_equal(said(&stage, z), "0.3775");
    assert_non_null(stage_text(&stage, "0.3775"));
    assert_true(isnan(light_x(&stage, PHASE_FORWARD)));

    /* The output's δ, and the gradients of its weights. */
    step_to(&stage, UNIT_BACKWARD, false);
    step(&stage);
    frame_at(&stage, 0.1);
    assert_string_equal(said(&stage, dz), "");
    end(&stage);
    assert_true(strlen(said(&stage, dz)) > 0);
    step(&stage);
    frame_at(&stage, 0.1);
    first = light_x(&stage, PHASE_BACKWARD);
    frame_at(&stage, 0.5);
    second = light_x(&stage, PHASE_BACKWARD);
    assert_true(second < first - 10.0f);
    stage_teardown(&stage);
}

/* Of a phase layer after layer. */
static void layers_arrive_one_after_the_other(void **state)
{
    struct quantity hidden = quantity_at(QUANTITY_A, 1, 0, 0), output = quantity_at(QUANTITY_A, 2, 0, 0);
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    begin(&stage, "mazur", GRANULARITY_PHASE);
    step(&stage);
    frame_at(&stage, 0.6);
    assert_string_equal(said(&stage, hidden), "0.5933");
    assert_string_equal(said(&stage, output), "?");
    end(&stage);
    assert_string_equal(said(&stage, output), "0.7514");
    stage_teardown(&stage);
}

/* Of a recurrent net's phase time after time: forward from the first, backward from the last. */
static void times_arrive_one_after_the_other(void **state)
{
    static const enum quantity_kind kinds[] = {QUANTITY_A, QUANTITY_DZ};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    begin(&stage, "memory", GRANULARITY_PHASE);
    for (size_t phase = 0; phase < 2; phase++) {
        struct quantity first = quantity_then(quantity_at(kinds[phase], 1, 0, 0), phase == 0 ? 1 : 3);
        struct quantity last = quantity_then(first, phase == 0 ? 3 : 1);

        if (phase == 0)
            step(&stage);
        else
            step_to(&stage, UNIT_BACKWARD, false);
        frame_at(&stage, 0.05);
        assert_string_equal(said(&stage, first), "");
        assert_null(stage_text(&stage, "−0.2994"));
        frame_at(&stage, 0.5);
        assert_true(strlen(said(&stage, first)) > 0);
        assert_string_equal(said(&stage, last), "");
        end(&stage);
        assert_true(strlen(said(&stage, last)) > 0);
    }
    stage_teardown(&stage);
}

static bool loss_is_new(const struct stage *stage)
{
    return stage_text(stage, "0.2910") != NULL || stage_text(stage, "Loss: ") != NULL;
}

static void the_update_moves_weights_then_the_loss(void **state)
{
    struct quantity w = quantity_of_weight(QUANTITY_NEW, 2, 0, 0);
    struct stage stage;
    double old, half;

    (void)state;
    for (int granularity = 0; granularity < GRANULARITY_COUNT; granularity++) {
        stage_setup(&stage);
        begin(&stage, "mazur", (enum granularity)granularity);
        step_to(&stage, UNIT_UPDATE, true);
        assert_true(stage.app.shown.motion.length_ms >= 1000.0);
        frame_at(&stage, 0.0);
        old = strtod(said(&stage, w), NULL);
        assert_true(fabs(old - 0.4) < 0.005);
        assert_false(loss_is_new(&stage));
        assert_null(stage_text(&stage, "0.3589"));
        frame_at(&stage, 0.5);
        half = strtod(said(&stage, w), NULL);
        assert_true(half < 0.395 && half > 0.365);
        assert_false(loss_is_new(&stage));
        frame_at(&stage, 0.84); /* the weights have arrived */
        assert_true(fabs(strtod(said(&stage, w), NULL) - 0.3589) < 0.005);
        assert_false(loss_is_new(&stage));
        end(&stage);
        assert_true(loss_is_new(&stage));
        stage_teardown(&stage);
    }
}

/* At every granularity and speed of playing a step's motion is over before the next step, and until
 * it is, its numbers are not told. */
static void motion_fits_every_speed(void **state)
{
    static const double speeds[] = {0.5, 1.0, 4.0, 16.0, 64.0};
    const struct quantity z = quantity_at(QUANTITY_Z, 1, 0, 0);

    (void)state;
    for (int granularity = 0; granularity < GRANULARITY_COUNT; granularity++)
        for (size_t i = 0; i < sizeof speeds / sizeof speeds[0]; i++) {
            double interval = 1000.0 / speeds[i], now = 5000.0;
            struct stage stage;
            struct app *app = &stage.app;
            struct cursor before;

            stage_setup(&stage);
            begin(&stage, "mazur", (enum granularity)granularity);
            app->shown.settings.speed = speeds[i];
            app_tick(app, now);
            app_apply(app, COMMAND_PLAY, 0.0);
            for (int turn = 0; turn < 4; turn++) {
                before = app->run.cursor;
                while (app->run.cursor.step == before.step
                       && app->run.cursor.moment == before.moment)
                    app_tick(app, now += 0.1 * interval);
                assert_true(app->shown.motion.length_ms > 0.0);
                assert_true(app->shown.motion.length_ms <= 0.8 * interval + 1e-9);
                if (turn == 0) {
                    frame_at(&stage, 0.02);
                    assert_true(said(&stage, z)[0] == '?' || said(&stage, z)[0] == '\0');
                }
                app_tick(app, now += 0.85 * interval); /* the next one is not due yet */
                assert_true(app->shown.motion.length_ms == 0.0);
            }
            stage_teardown(&stage);
        }
}

/* Where chips have no room the lines tell: others in the backward pass and in the update than
 * before, what they mean, and their scale. */
static void dense_networks_carry_gradients_and_steps(void **state)
{
    static const char *const lessons[] = {"iris", "digits", "big"};
    struct stage stage;

    (void)state;
    for (size_t i = 0; i < sizeof lessons / sizeof lessons[0]; i++) {
        static const char *const means[2] = {"gradients", "steps"};

        stage_setup(&stage);
        begin(&stage, lessons[i], GRANULARITY_PHASE);
        for (int phase = 0; phase < 2; phase++) {
            size_t texts = 0, scales = 0;

            step_to(&stage, phase == 0 ? UNIT_BACKWARD : UNIT_UPDATE, phase == 1);
            end(&stage);
            for (size_t k = 0; k < stage.canvas.count; k++) {
                const struct canvas_command *c = &stage.canvas.commands[k];

                if (c->kind != CANVAS_TEXT)
                    continue;
                texts += strstr(canvas_text_of(&stage.canvas, c), means[phase]) != NULL;
                scales += strstr(canvas_text_of(&stage.canvas, c), "widest ±") != NULL;
            }
            assert_true(texts > 0 && scales > 0);
            if (strcmp(lessons[i], "iris") == 0)
                continue;
            /* At a projector each bundle has both, at the least a symbol and a number. */
            texts = scales = 0;
            stage.app.shown.settings.text_size = 2;
            stage_frame(&stage, 1280, 720);
            stage.app.shown.settings.text_size = 0;
            for (size_t k = 0; k < stage.canvas.count; k++) {
                const char *text = stage.canvas.commands[k].kind == CANVAS_TEXT
                                       ? canvas_text_of(&stage.canvas, &stage.canvas.commands[k])
                                       : "";

                texts += strstr(text, means[phase]) != NULL || strcmp(text, "∂L/∂w") == 0;
                scales += strstr(text, "±") != NULL;
            }
            assert_true(texts >= stage.app.run.scenario.net.layer_count);
            assert_true(scales >= stage.app.run.scenario.net.layer_count);
        }
        stage_teardown(&stage);
    }
}

/* Neither sentence nor formula says a number before it has arrived in the picture. */
static void words_wait_for_their_numbers(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    begin(&stage, "mazur", GRANULARITY_PHASE);
    step(&stage);
    frame_at(&stage, 0.1);
    assert_null(stage_text(&stage, "0.7514"));
    end(&stage);
    assert_non_null(stage_text(&stage, "0.7514"));
    step(&stage);
    frame_at(&stage, 0.1);
    assert_null(stage_text(&stage, "0.2984"));
    assert_null(stage_text(&stage, "0.0236"));
    assert_non_null(stage_text(&stage, "0.99"));
    end(&stage);
    assert_non_null(stage_text(&stage, "0.2984"));
    assert_non_null(stage_text(&stage, "0.0236"));
    step(&stage);
    frame_at(&stage, 0.1);
    assert_null(stage_text(&stage, "0.7414"));
    end(&stage);
    assert_non_null(stage_text(&stage, "0.7414"));
    stage_teardown(&stage);
}

static void without_motion_all_is_there_at_once(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    begin(&stage, "mazur", GRANULARITY_PHASE);
    app_apply(&stage.app, COMMAND_ANIMATION, 0.0);
    for (int i = 0; i < 4; i++)
        app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
    stage_frame(&stage, width, height);
    assert_true(loss_is_new(&stage));
    assert_non_null(stage_text(&stage, "0.1498"));
    stage_teardown(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forward_goes_right_and_backward_left),
        cmocka_unit_test(layers_arrive_one_after_the_other),
        cmocka_unit_test(times_arrive_one_after_the_other),
        cmocka_unit_test(the_update_moves_weights_then_the_loss),
        cmocka_unit_test(motion_fits_every_speed),
        cmocka_unit_test(dense_networks_carry_gradients_and_steps),
        cmocka_unit_test(words_wait_for_their_numbers),
        cmocka_unit_test(without_motion_all_is_there_at_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
