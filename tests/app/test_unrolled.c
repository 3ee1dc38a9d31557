/* Recurrent networks in the window: unrolled in time, folded, edited, and back to the bit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/run/hurry.h"
#include "app/run/journal.h"
#include "app/run/travel.h"
#include "stage.h"

static void press(struct stage *stage, const char *name, size_t times)
{
    struct key key;

    assert_true(key_parse(name, strlen(name), &key, NULL));
    for (size_t i = 0; i < times; i++)
        assert_true(app_key(&stage->app, key, false));
    stage_frame(stage, 1280, 720);
}

static size_t count_until(const struct stage *stage, const char *words, float right)
{
    size_t count = 0;

    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *c = &stage->canvas.commands[i];

        count += c->kind == CANVAS_TEXT && c->as.text.origin.x < right
                 && strcmp(canvas_text_of(&stage->canvas, c), words) == 0;
    }
    return count;
}

static size_t count_of(const struct stage *stage, const char *words)
{
    return count_until(stage, words, 1e9f);
}

static size_t count_beside_panel(const struct stage *stage, const char *words)
{
    return count_until(stage, words, 830.0f);
}

/* The share of time 2 stands at its edge, in the card of the weights and in the panel; what is not
 * computed yet is a question mark. */
static void test_shares(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "memory");
    press(&stage, "Right", 28);
    assert_true(count_of(&stage, "−0.1155") >= 3);
    assert_true(count_of(&stage, "−0.2214") >= 2); /* the sum, beside the weight and in the panel */
    assert_true(count_of(&stage, "?") > 0);
    for (size_t time = 1; time <= 3; time++)
        assert_true(count_of(&stage, arena_printf(&stage.app.shown.frame_arena, "time %zu", time)) > 0);
    stage_teardown(&stage);
}

/* Once all weights have moved the card of the weights has each one's old value too, in large text as
 * well; before, what the update will make of it. */
static void test_old_and_new(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (int text = 0; text <= 2; text++) {
        stage_open(&stage, "memory");
        stage.app.shown.settings.text_size = text;
        press(&stage, "End", 1);
        /* With its word, or where that has no room behind the step. */
        assert_true(count_of(&stage, "old") >= 2 || count_beside_panel(&stage, "Δ") == 3);
        /* The value that was stands there crossed out, and at no edge. */
        assert_int_equal(count_beside_panel(&stage, "0.8"), 1);
        assert_int_equal(count_beside_panel(&stage, "0.8221"), text == 0 ? 3 : 1);
        press(&stage, "Shift+Left", 1);
        assert_int_equal(count_of(&stage, "old"), 0);
    }
    stage_teardown(&stage);
}

/* Of ten times six are in sight; those left out are counted, before and behind. */
static void test_long_sequences(void **state)
{
    size_t seen = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "vanishing");
    for (size_t step = 1; step < 40; step++) {
        size_t left_out = 0, shown = 0;

        press(&stage, "Right", 1);
        for (size_t n = 1; n < 10; n++) {
            left_out += n * count_of(&stage, arena_printf(&stage.app.shown.frame_arena, "‹ %zu earlier", n));
            left_out += n * count_of(&stage, arena_printf(&stage.app.shown.frame_arena, "%zu later ›", n));
        }
        for (size_t time = 1; time <= 10; time++)
            shown += count_of(&stage, arena_printf(&stage.app.shown.frame_arena, "time %zu", time)) > 0;
        assert_true(shown >= 10 - left_out && left_out > 0);
        seen += left_out;
    }
    assert_true(seen > 100);
    stage_teardown(&stage);
}

static bool has_number(const struct stage *stage, struct rect place)
{
    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *c = &stage->canvas.commands[i];

        if (c->kind == CANVAS_TEXT
            && rect_contains(place, rect_center(canvas_text_bounds(&stage->canvas, c)))
            && strpbrk(canvas_text_of(&stage->canvas, c), "0123456789") != NULL)
            return true;
    }
    return false;
}

/* In the grid, not among what the formula needs at the picture's foot. */
static bool neuron_says(const struct stage *stage, struct quantity q, float foot)
{
    const struct ui *ui = &stage->app.shown.ui;

    for (size_t i = 0; i < ui->target_count; i++) {
        const struct ui_target *target = &ui->targets[i];

        if (target->item && target->rect.y < foot && has_number(stage, target->rect)
            && quantity_equal(quantity_unpack(target->action.argument), q))
            return true;
    }
    return false;
}

/* Where the time's name stands below its column, in sight; 0: it is not. */
static float foot_of(const struct stage *stage, size_t time)
{
    float lowest = 0.0f;
    char name[16];

    snprintf(name, sizeof name, "time %zu", time);
    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *c = &stage->canvas.commands[i];

        if (c->kind == CANVAS_TEXT && strcmp(canvas_text_of(&stage->canvas, c), name) == 0
            && c->as.text.origin.x > 250.0f && c->as.text.origin.x < 830.0f)
            lowest = fmaxf(lowest, c->as.text.origin.y);
    }
    return lowest;
}

/* How many neurons of the times in sight are computed; each must hold one of its numbers. */
static size_t check_neurons(struct stage *stage, const char *name)
{
    static const enum quantity_kind kinds[] = {QUANTITY_Z, QUANTITY_A, QUANTITY_DZ};
    struct run *run = &stage->app.run;
    const struct net *net = &run->scenario.net;
    struct snapshot s;
    size_t seen = 0;

    stage_frame(stage, 1280, 720);
    run_snapshot(run, &s);
    for (size_t time = 1; time <= net_times(net, s.now); time++) {
        float foot = foot_of(stage, time);

        /* What a long formula needs may take the height: two rows at the foot. */
        for (size_t l = 1; foot > 440.0f && l <= net->layer_count; l++) {
            for (size_t j = 0; j < net->layers[l].out && net_runs(net, s.now, l, time); j++) {
                struct quantity q = quantity_then(quantity_at(QUANTITY_A, l, j, 0), time);
                bool says = reveal_known(&s, run->cursor, run->cursor, q) == KNOWN_NOT_YET
                         || fabs(quantity_value(&s, q)) > 1000.0; /* it has exploded */

                seen += !says;
                for (size_t k = 0; k < 3; k++)
                    says |= neuron_says(stage, quantity_then(quantity_at(kinds[k], l, j, 0), time),
                                        foot);
                if (!says)
                    fail_msg("%s, text %d, step %d: neuron %zu of layer %zu at time %zu is empty",
                             name, stage->app.shown.settings.text_size, (int)run->cursor.step, j,
                             l, time);
            }
        }
    }
    return seen;
}

/* In large text as well: cells of layers, pills of layers of one. */
static void test_neurons_hold_numbers(void **state)
{
    static const char *const lessons[] = {"memory", "echo", "parity", "hello", "vanishing",
                                          "exploding"};
    struct stage stage;
    size_t seen = 0;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < 2 * sizeof lessons / sizeof lessons[0]; i++) {
        stage_open(&stage, lessons[i / 2]);
        stage.app.shown.settings.text_size = i % 2 == 0 ? 0 : 2;
        stage.app.shown.settings.framing.no_controls = true;
        for (int step = 0; step < 12; step++) {
            /* The first steps are of a layer; a term's formula may need all of the room. */
            app_apply(&stage.app, COMMAND_GRANULARITY,
                      step < 6 ? GRANULARITY_LAYER : GRANULARITY_PHASE);
            app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
            seen += check_neurons(&stage, lessons[i / 2]);
        }
    }
    assert_true(seen > 1000);
    stage_teardown(&stage);
}

/* V: unrolled, folded, gradient, table, matrices, graph, and unrolled again. */
static void test_pictures(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "memory");
    press(&stage, "Right", 5);
    assert_non_null(stage_text(&stage, "one set of weights"));
    press(&stage, "V", 1);
    assert_int_equal(stage.app.shown.settings.picture, PICTURE_FOLDED);
    assert_null(stage_text(&stage, "one set of weights"));
    press(&stage, "V", 5);
    assert_non_null(stage_text(&stage, "one set of weights"));
    stage_teardown(&stage);
}

/* How far apart in x the circles of the inputs, the lowest of the frame's boxes that are round, are.
 */
static float spread(const struct stage *stage)
{
    float lowest = 0.0f, least = 1e9f, most = 0.0f;

    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < stage->canvas.count; i++) {
            const struct canvas_command *c = &stage->canvas.commands[i];
            struct rect box = c->as.box.rect;

            if (c->kind != CANVAS_BOX || c->as.box.radius < 0.49f * box.w || box.w < 40.0f
                || box.x > 830.0f)
                continue;
            if (pass == 0)
                lowest = fmaxf(lowest, box.y);
            else if (box.y > lowest - 1.0f) {
                least = fminf(least, box.x);
                most = fmaxf(most, box.x);
            }
        }
    return most - least;
}

/* The columns come together, and apart again; with motion off the other picture is there at once. */
static void test_folding_is_a_motion(void **state)
{
    struct stage stage;
    struct turn *turn = &stage.app.shown.turn;
    float before = 1e9f;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "memory");
    press(&stage, "Right", 12);
    press(&stage, "V", 1);
    assert_true(turn->length_ms == 0.0);
    assert_int_equal(count_of(&stage, "0.8"), 1); /* the weight at its loop */
    press(&stage, "Shift+V", 1);
    assert_non_null(stage_text(&stage, "one set of weights"));
    stage.app.shown.settings.animation = true;
    press(&stage, "V", 1);
    assert_true(turn->length_ms > 0.0 && app_sleep_ms(&stage.app) == 0.0);
    for (int part = 1; part <= 9; part += 2) {
        float now;

        app_tick(&stage.app, turn->start_ms + 0.1 * part * turn->length_ms);
        stage_frame(&stage, 1280, 720);
        assert_null(stage_text(&stage, "one set of weights"));
        now = spread(&stage);
        assert_true(now > 0.0f && now < before);
        before = now;
    }
    assert_true(before < 20.0f);
    app_tick(&stage.app, turn->start_ms + turn->length_ms);
    stage_frame(&stage, 1280, 720);
    assert_int_equal(count_of(&stage, "0.8"), 1);
    assert_true(turn->length_ms == 0.0);
    press(&stage, "Shift+V", 1);
    app_tick(&stage.app, turn->start_ms + 0.9 * turn->length_ms);
    stage_frame(&stage, 1280, 720);
    assert_true(spread(&stage) > 200.0f);
    press(&stage, "Right", 1); /* a step is not kept waiting */
    assert_non_null(stage_text(&stage, "one set of weights"));
    stage_teardown(&stage);
}

/* Of a time without a target the folded picture asks for none. */
static void test_folded_without_target(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "vanishing");
    press(&stage, "V", 1);
    for (size_t step = 0; step < 60; step++) {
        press(&stage, "Right", 1);
        assert_int_equal(count_of(&stage, "NaN"), 0);
    }
    /* In large text no recurrent weight stands there as a bias. */
    stage_open(&stage, "memory");
    stage.app.shown.settings.text_size = 2;
    for (size_t step = 0; step < 30; step++) {
        press(&stage, "Right", 1);
        assert_int_equal(count_of(&stage, "b"), 0);
    }
    stage_teardown(&stage);
}

/* Folded, and the gradient over the times, at steps of every lesson, in all text sizes. */
static void test_layout(void **state)
{
    static const char *const lessons[] = {"memory", "echo", "parity", "hello", "vanishing",
                                          "exploding"};
    size_t texts = 0, problems = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < sizeof lessons / sizeof lessons[0]; i++) {
        stage_open(&stage, lessons[i]);
        app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_NEURON);
        for (int step = 0; step < 18; step++) {
            stage.app.shown.settings.picture = step % 3 == 2 ? PICTURE_GRADIENT : PICTURE_FOLDED;
            stage.app.shown.settings.text_size = step / 2 % 3;
            stage_check_layout(&stage, lessons[i], &texts, &problems);
            for (int k = 0; k < 1 + (int)i * (step % 3); k++)
                app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
            if (step == 12) {
                app_apply(&stage.app, COMMAND_END, 0.0);
                app_apply(&stage.app, COMMAND_PHASE_BACK, 0.0);
                app_apply(&stage.app, COMMAND_STEP_BACK, 0.0);
            }
        }
    }
    assert_true(texts > 2000);
    assert_int_equal(problems, 0);
    stage_teardown(&stage);
}

/* There and back: the same block; a recurrent weight changed by hand and taken back, too. */
static void test_back_to_the_bit(void **state)
{
    struct stage stage;
    struct run *run = &stage.app.run;
    double *block;
    size_t size;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "memory");
    press(&stage, "Right", 20);
    size = run->scenario.net.block_size * sizeof *block;
    block = malloc(size);
    assert_non_null(block);
    memcpy(block, run->stepper.block, size);
    press(&stage, "Right", 60);
    press(&stage, "Left", 60);
    assert_memory_equal(run->stepper.block, block, size);
    assert_true(journal_edit(run, quantity_of_recurrent(QUANTITY_VALUE, 1, 0, 0), 0.25, NULL));
    assert_true(run->stepper.edits.count == 1 && run->stepper.edits.edits[0].kind == EDIT_RECURRENT);
    assert_true(journal_edit(run, quantity_then(quantity_at(QUANTITY_X, 0, 0, 0), 2), 3, NULL));
    assert_true(run->stepper.edits.count == 2 && run->stepper.edits.edits[1].time == 2);
    stage_frame(&stage, 1280, 720);
    assert_true(journal_undo(run) && journal_undo(run));
    travel_to_step(run, 1);
    stage_frame(&stage, 1280, 720);
    free(block);
    stage_teardown(&stage);
}

/* Where no answer is asked for, there is no target to change. */
static void no_target_to_change(void **state)
{
    struct quantity t = quantity_then(quantity_at(QUANTITY_T, 2, 0, 0), 1);
    struct error err;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "echo");
    assert_false(journal_edit(&stage.app.run, t, 0.5, &err));
    assert_non_null(strstr(err.text, "at time 1 no answer is asked for"));
    assert_true(journal_edit(&stage.app.run, quantity_then(t, 3), 0.5, &err));
    stage_teardown(&stage);
}

/* Numbers that have become too long for their circles stand over the edges, at every text size, and
 * the card has each new weight. */
static void test_exploded_numbers_are_there(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (int size = 0; size <= 2; size++) {
        size_t powers = 0, left_out = 0;

        stage_open(&stage, "exploding");
        stage.app.shown.settings.text_size = size;
        app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0.0);
        app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
        stage_frame(&stage, 1280, 720);
        for (size_t i = 0; i < stage.canvas.count; i++) {
            const struct canvas_command *c = &stage.canvas.commands[i];
            const char *text = c->kind == CANVAS_TEXT ? canvas_text_of(&stage.canvas, c) : "";

            powers += c->kind == CANVAS_TEXT && c->as.text.face >= FONT_MONO
                && strstr(text, "×10") != NULL
                && canvas_text_bounds(&stage.canvas, c).x > 260.0f
                && canvas_text_bounds(&stage.canvas, c).x < 830.0f;
        }
        assert_true(powers >= (size == 2 ? 3u : 6u));
        app_apply(&stage.app, COMMAND_END, 0.0);
        stage_frame(&stage, 1280, 720);
        for (size_t i = 0; i < stage.canvas.count; i++)
            left_out += stage.canvas.commands[i].kind == CANVAS_TEXT
                && strstr(canvas_text_of(&stage.canvas, &stage.canvas.commands[i]), "…") != NULL;
        assert_int_equal(left_out, 0);
    }
    stage_teardown(&stage);
}

/* In large text the cells' numbers are as large as where each layer has one neuron; a character is
 * no hidden neuron's name; the old value is crossed out only where the new one reads differently. */
static void test_readable(void **state)
{
    struct stage stage;
    size_t small = 0, large = 0, lines[2] = {0, 0};

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "echo");
    stage.app.shown.settings.text_size = 2;
    press(&stage, "PageDown", 1);
    for (size_t i = 0; i < stage.canvas.count; i++) {
        const struct canvas_command *c = &stage.canvas.commands[i];
        float x = c->kind == CANVAS_TEXT ? canvas_text_bounds(&stage.canvas, c).x : 0.0f;

        if (x < 320.0f || x > 830.0f || c->as.text.face > FONT_MONO_BOLD
            || c->as.text.face < FONT_MONO || strpbrk(canvas_text_of(&stage.canvas, c), "123456789") == NULL)
            continue;
        small += (float)c->as.text.size_px < 0.024f * 720.0f;
        large += (float)c->as.text.size_px >= 0.024f * 720.0f;
    }
    assert_int_equal(small, 0);
    assert_true(large >= 8);

    stage_open(&stage, "hello");
    stage.app.shown.settings.text_size = 0;
    stage_frame(&stage, 1280, 720);
    assert_int_equal(count_beside_panel(&stage, "“"), 2 * 4);
    assert_int_equal(count_beside_panel(&stage, "“l”"), 2);

    stage_open(&stage, "vanishing");
    for (int late = 0; late < 2; late++) { /* b_y moves by 0.1, then by 10⁻¹⁵ */
        app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_PHASE);
        press(&stage, late == 0 ? "Right" : "Ctrl+End", late == 0 ? 4 : 1);
        hurry_finish(&stage.app.run);
        if (late == 1)
            app_apply(&stage.app, COMMAND_STEP_BACK, 0.0);
        stage_frame(&stage, 1280, 720);
        for (size_t i = 0; i < stage.canvas.count; i++) {
            const struct canvas_command *c = &stage.canvas.commands[i];

            lines[late] += c->kind == CANVAS_LINE && c->as.points.p[0].x < 216.0f
                        && c->as.points.p[0].y == c->as.points.p[1].y
                        && c->as.points.p[0].x > 120.0f && c->as.points.p[1].x < 216.0f;
        }
    }
    assert_int_equal(lines[0], 5);
    assert_int_equal(lines[1], 0);
    stage_teardown(&stage);
}

/* In a low window too the highest bar of |δ| is high enough to be compared. */
static void test_bars(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "vanishing");
    app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0.0);
    for (int i = 0; i < 3; i++) {
        const float sizes[][2] = {{800, 800}, {1280, 720}, {1920, 1080}};
        const struct canvas_command *title;
        float highest = 0.0f;

        stage_frame(&stage, sizes[i][0], sizes[i][1]);
        title = stage_text(&stage, "|δ| at each time");
        assert_non_null(title);
        for (const struct canvas_command *c = title; c < stage.canvas.commands + stage.canvas.count; c++)
            if (c->kind == CANVAS_BOX && c->fill == theme_get(THEME_LIGHT)->phase[PHASE_BACKWARD]
                && c->as.box.rect.x > title->as.text.origin.x && c->as.box.rect.w > 10.0f
                && c->as.box.rect.y > title->as.text.origin.y)
                highest = fmaxf(highest, c->as.box.rect.h);
        assert_true(highest > 1.5f * (float)title->as.text.size_px);
        assert_true(highest < 0.2f * sizes[i][1]);
    }
    stage_teardown(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_readable),
        cmocka_unit_test(no_target_to_change),
        cmocka_unit_test(test_bars),
        cmocka_unit_test(test_shares),
        cmocka_unit_test(test_old_and_new),
        cmocka_unit_test(test_long_sequences),
        cmocka_unit_test(test_neurons_hold_numbers),
        cmocka_unit_test(test_pictures),
        cmocka_unit_test(test_layout),
        cmocka_unit_test(test_folding_is_a_motion),
        cmocka_unit_test(test_folded_without_target),
        cmocka_unit_test(test_back_to_the_bit),
        cmocka_unit_test(test_exploded_numbers_are_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
