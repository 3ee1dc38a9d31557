/* Networks that do not fit as circles: what is drawn, what can be asked about, and that it stays legible. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/walk/walk.h"
#include "base/text.h"
#include "stage.h"

/* A network of the user's own: unnamed inputs, hidden layers, outputs, and four samples of some numbers. */
static void open_other(struct stage *stage, const char *title, size_t inputs, const size_t *hidden,
                       size_t hidden_count, size_t outputs)
{
    static char bytes[16384];
    struct text text;

    text_init(&text, bytes, sizeof bytes);
    text_printf(&text, "{\"backstep\":1,\"title\":\"%s\",\"network\":{\"inputs\":%zu,\"layers\":[", title, inputs);
    for (size_t l = 0; l < hidden_count; l++)
        text_printf(&text, "{\"units\":%zu,\"activation\":\"tanh\"},", hidden[l]);
    text_printf(&text, "{\"units\":%zu,\"activation\":\"softmax\"}]},\"loss\":\"cross_entropy\",\"optimizer\":"
                       "{\"learning_rate\":0.1},\"data\":{\"batch\":2,\"samples\":[", outputs);
    for (size_t i = 0; i < 4; i++) {
        text_printf(&text, "%s{\"x\":[", i > 0 ? "," : "");
        for (size_t k = 0; k < inputs; k++)
            text_printf(&text, "%s0.%zu", k > 0 ? "," : "", (k * 7 + i * 3) % 10);
        text_printf(&text, "],\"t\":[");
        for (size_t k = 0; k < outputs; k++)
            text_printf(&text, "%s%d", k > 0 ? "," : "", k == i % outputs);
        text_printf(&text, "]}");
    }
    text_printf(&text, "]}}");
    stage_open_text(stage, bytes);
}

static bool shows_item(const struct stage *stage, struct quantity quantity)
{
    const struct ui *ui = &stage->app.shown.ui;

    for (size_t i = 0; i < ui->target_count; i++) {
        if (ui->targets[i].item && ui->targets[i].action.argument == quantity_pack(quantity))
            return true;
    }
    return false;
}

static bool says(const struct stage *stage, const char *words)
{
    for (size_t i = 0; i < stage->canvas.count; i++) {
        if (stage->canvas.commands[i].kind == CANVAS_TEXT
            && strcmp(canvas_text_of(&stage->canvas, &stage->canvas.commands[i]), words) == 0)
            return true;
    }
    return false;
}

static size_t bundles(const struct stage *stage)
{
    size_t count = 0;

    for (size_t i = 0; i < stage->canvas.count; i++)
        count += stage->canvas.commands[i].kind == CANVAS_BUNDLE;
    return count;
}

static void ask(struct stage *stage, struct quantity quantity)
{
    app_apply(&stage->app, COMMAND_SELECT, quantity_pack(quantity));
    stage_frame(stage, 1280, 720);
}

/* Every input and neuron, and with a neuron chosen each of its weights and gradients. */
static void every_number_answers(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "digits");
    for (int phase = 0; phase < 3; phase++)
        app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
    stage_frame(&stage, 1280, 720);
    for (size_t i = 0; i < 64; i++)
        assert_true(shows_item(&stage, quantity_at(QUANTITY_X, 0, i, 0)));
    for (size_t j = 0; j < 16; j++)
        assert_true(shows_item(&stage, quantity_at(QUANTITY_DZ, 1, j, 0)));
    assert_false(shows_item(&stage, quantity_of_weight(QUANTITY_GRADIENT, 1, 5, 0)));
    ask(&stage, quantity_at(QUANTITY_DZ, 1, 5, 0));
    for (size_t k = 0; k < 64; k++) {
        assert_true(shows_item(&stage, quantity_of_weight(QUANTITY_VALUE, 1, 5, k)));
        assert_true(shows_item(&stage, quantity_of_weight(QUANTITY_GRADIENT, 1, 5, k)));
    }
    assert_true(shows_item(&stage, quantity_of_bias(QUANTITY_VALUE, 1, 5)));
    /* Of an output's 16 connections the strongest have numbers; one that is asked about is among them. */
    for (size_t k = 0; k < 16; k++) {
        ask(&stage, quantity_of_weight(QUANTITY_VALUE, 2, 3, k));
        assert_true(shows_item(&stage, quantity_of_weight(QUANTITY_VALUE, 2, 3, k)));
    }
    stage_teardown(&stage);
}

static bool holds_number(const struct stage *stage, struct quantity q)
{
    const struct ui *ui = &stage->app.shown.ui;

    for (size_t i = 0; i < ui->target_count; i++) {
        if (!ui->targets[i].item || !quantity_equal(quantity_unpack(ui->targets[i].action.argument), q))
            continue;
        for (size_t k = 0; k < stage->canvas.count; k++) {
            const struct canvas_command *c = &stage->canvas.commands[k];

            if (c->kind == CANVAS_TEXT && strchr(canvas_text_of(&stage->canvas, c), '.') != NULL
                && rect_contains(ui->targets[i].rect, rect_center(canvas_text_bounds(&stage->canvas, c))))
                return true;
        }
    }
    return false;
}

/* No sign stands alone in a cell whose number is no power of ten; in large text either. */
static void cells_hold_numbers(void **state)
{
    static const struct {
        const char *lesson;
        int text_size;
    } cases[] = {{"big", 0}, {"digits", 0}, {"moons", 2}, {"iris", 1}};
    struct stage stage;
    size_t seen = 0;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct net *net = &stage.app.run.scenario.net;
        struct snapshot s;

        stage_open(&stage, cases[i].lesson);
        stage.app.shown.settings.text_size = cases[i].text_size;
        stage.app.shown.settings.framing.no_controls = true;
        for (int phase = 1; phase <= 3; phase++) {
            app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
            stage_frame(&stage, 1280, 720);
            run_snapshot(&stage.app.run, &s);
            for (size_t l = 1; l <= net->layer_count && phase != 2; l++)
                for (size_t j = 0; j < net->layers[l].out; j++) {
                    struct quantity q = quantity_at(phase == 1 ? QUANTITY_A : QUANTITY_DZ, l, j, 0);

                    if (fabs(quantity_value(&s, q)) < 0.001)
                        continue;
                    seen++;
                    if (!holds_number(&stage, q))
                        fail_msg("%s, phase %d: neuron %zu of layer %zu has no number",
                                 cases[i].lesson, phase, j, l);
                }
        }
    }
    assert_true(seen > 150);
    stage_teardown(&stage);
}

static void what_is_left_out_is_said(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "digits");
    app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_LAYER);
    app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
    stage_frame(&stage, 1280, 720);
    assert_true(bundles(&stage) >= 2);
    assert_true(says(&stage, "1,024 weights") && says(&stage, "160 weights") && says(&stage, "as one bundle"));
    ask(&stage, quantity_at(QUANTITY_A, 1, 2, 0));
    assert_true(says(&stage, "58 of 64 weights") && says(&stage, "not shown"));
    stage_open(&stage, "big");
    stage_frame(&stage, 1280, 720);
    assert_true(says(&stage, "12,544 weights"));
    ask(&stage, quantity_at(QUANTITY_A, 1, 2, 0));
    assert_true(says(&stage, "778 of 784 weights"));
    /* Of more lines than can be seen a part is drawn, and of units that are not drawn nothing is. */
    open_other(&stage, "Widest", 25, (const size_t[]){4096}, 1, 2);
    stage_frame(&stage, 1280, 720);
    assert_true(says(&stage, "102,400 weights") && says(&stage, "20,480 drawn"));
    stage.app.shown.settings.text_size = 1;
    ask(&stage, quantity_at(QUANTITY_X, 0, 3, 0));
    assert_true(says(&stage, "4,096 weights") && says(&stage, "not shown"));
    stage_teardown(&stage);
}

/* Where an output has no room for a number its target is beside it, for the projector too. */
static void outputs_have_their_targets(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "big");
    for (int text_size = 0; text_size < 2; text_size++) {
        stage.app.shown.settings.text_size = text_size;
        stage_frame(&stage, 1280, 720);
        for (size_t k = 0; k < 10; k++)
            assert_true(shows_item(&stage, quantity_at(QUANTITY_T, 3, k, 0)));
    }
    stage_teardown(&stage);
}

/* What is not nothing is not said to be: where a number has no room there is none; and a hint is whole or not there. */
static void small_numbers_and_hints_are_whole(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "big");
    stage_frame(&stage, 1280, 720);
    assert_true(says(&stage, "Click") && says(&stage, "hidden") && says(&stage, "weights."));
    for (int phase = 0; phase < 3; phase++)
        app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
    stage_frame(&stage, 1280, 720);
    assert_false(says(&stage, "weights."));
    for (size_t i = 0; i < stage.canvas.count; i++) {
        const char *text;

        if (stage.canvas.commands[i].kind != CANVAS_TEXT)
            continue;
        text = canvas_text_of(&stage.canvas, &stage.canvas.commands[i]);
        assert_null(strstr(text, "\xe2\x89\x88" "0"));
    }
    stage_teardown(&stage);
}

/* A sentence of two lines with high symbols in it keeps off the line below. */
static void sentences_have_room(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "big");
    for (int phase = 0; phase < 3; phase++)
        app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
    for (int text_size = 0; text_size < 3; text_size++) {
        float line = 0.0f, foot = 0.0f;

        stage.app.shown.settings.text_size = text_size;
        stage_frame(&stage, 1280, 720);
        for (size_t i = 0; i < stage.canvas.count; i++) {
            const struct canvas_command *command = &stage.canvas.commands[i];

            if (command->kind == CANVAS_LINE && command->as.points.p[1].x - command->as.points.p[0].x >= 1270.0f)
                line = command->as.points.p[0].y;
        }
        assert_true(line > 500.0f);
        for (size_t i = 0; i < stage.canvas.count; i++) {
            const struct canvas_command *command = &stage.canvas.commands[i];
            struct rect bounds;

            if (command->kind != CANVAS_TEXT)
                continue;
            bounds = canvas_text_bounds(&stage.canvas, command);
            if (bounds.y < line)
                foot = fmaxf(foot, bounds.y + bounds.h);
        }
        assert_true(foot > 500.0f && foot <= line);
    }
    stage_teardown(&stage);
}

/* The image of gradients that are all 0 says so, not that the full colour is 1. */
static void no_scale_of_nothing(void **state)
{
    static const char *const text =
        "{\"backstep\": 1, \"network\": {\"inputs\": 25, \"layers\": [{\"units\": 3, \"activation\": \"relu\", "
        "\"biases\": [-99, -99, -99]}, {\"units\": 1, \"activation\": \"identity\"}]}, \"loss\": "
        "\"half_squared_error\", \"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 1}, \"data\": "
        "{\"samples\": [{\"x\": [1,0,1,0,1, 0,1,0,1,0, 1,0,1,0,1, 0,1,0,1,0, 1,0,1,0,1], \"t\": [1]}]}}";
    size_t all_0 = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open_text(&stage, text);
    app_apply(&stage.app, COMMAND_CLOSE, 0.0);
    for (int phase = 0; phase < 3; phase++)
        app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
    ask(&stage, quantity_at(QUANTITY_DZ, 1, 1, 0));
    assert_true(says(&stage, "all 0"));
    assert_null(stage_text(&stage, "\xc2\xb1" "1"));
    assert_non_null(stage_text(&stage, "\xc2\xb1" "0.")); /* of the weights */
    /* Nor the lines: both inputs of a sample of xor are 0, so is each gradient of the first layer. */
    stage_open(&stage, "xor");
    app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_NEURON);
    for (size_t step = 0; step < 85; step++) {
        app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
        stage_frame(&stage, 1920, 1080);
        all_0 += says(&stage, "lines: gradients, all 0");
        assert_false(says(&stage, "lines: gradients, widest ±1×10⁻³⁰⁰"));
    }
    assert_true(all_0 > 0);
    stage_teardown(&stage);
}

/* No view needs thousands of commands for thousands of weights. */
static void big_ones_stay_small(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "big");
    for (int step = 0; step < 40; step++) {
        app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
        stage_frame(&stage, 1920, 1080);
        assert_true(stage.canvas.count < 5000);
        assert_true(stage.app.shown.ui.target_count < UI_TARGETS_MAX);
    }
    stage_teardown(&stage);
}

/* Through the phases with something asked about each time, in all text sizes. */
static void check_asked(struct stage *stage, const char *name, size_t count, size_t *texts, size_t *problems)
{
    static const struct quantity asked[] = {
        {QUANTITY_X, QUANTITY_OF_UNIT, 0, 0, 0, 0}, {QUANTITY_Z, QUANTITY_OF_UNIT, 0, 0, 0, 0},
        {QUANTITY_A, QUANTITY_OF_UNIT, 0, 0, 0, 0}, {QUANTITY_DA, QUANTITY_OF_UNIT, 0, 0, 0, 0},
        {QUANTITY_DZ, QUANTITY_OF_UNIT, 0, 0, 0, 0}, {QUANTITY_VALUE, QUANTITY_OF_WEIGHT, 0, 0, 0, 0},
        {QUANTITY_GRADIENT, QUANTITY_OF_WEIGHT, 0, 0, 0, 0}, {QUANTITY_VALUE, QUANTITY_OF_BIAS, 0, 0, 0, 0},
        {QUANTITY_T, QUANTITY_OF_UNIT, 0, 0, 0, 0}, {QUANTITY_LOSS, QUANTITY_OF_RUN, 0, 0, 0, 0},
    };
    const struct net *net = &stage->app.run.scenario.net;

    for (size_t i = 0; i < count; i++) {
        struct quantity q = asked[i % 10];
        size_t outputs = net->layer_count;

        q.layer = q.kind == QUANTITY_X ? 0 : 1 + i % outputs;
        if (q.kind == QUANTITY_T || q.kind == QUANTITY_LOSS)
            q.layer = outputs;
        q.to = q.kind == QUANTITY_LOSS ? 0 : i * 7 % net->layers[q.layer].out;
        q.from = q.of == QUANTITY_OF_WEIGHT ? i * 31 % net->layers[q.layer].in : 0;
        ask(stage, q);
        stage->app.shown.settings.text_size = (int)(i / 2 % 4) - 1 > 0 ? (int)(i / 2 % 4) - 1 : 0;
        stage_check_layout(stage, name, texts, problems);
        if (i % 3 == 2)
            app_apply(&stage->app, i % 12 == 11 ? COMMAND_END : COMMAND_PHASE_FORWARD, 0.0);
    }
    stage->app.shown.settings.text_size = 0;
}

static void all_is_legible(void **state)
{
    static const size_t wide[] = {100, 40}, widest[] = {4096}, small[] = {3};
    size_t texts = 0, problems = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "digits");
    check_asked(&stage, "digits", 40, &texts, &problems);
    stage_open(&stage, "big");
    check_asked(&stage, "big", 30, &texts, &problems);
    for (int shape = 0; shape < 3; shape++) {
        if (shape == 0)
            open_other(&stage, "Wide", 100, wide, 2, 12);
        else if (shape == 1)
            open_other(&stage, "Widest", 25, widest, 1, 2);
        else
            open_other(&stage, "An image and circles", 36, small, 1, 2);
        check_asked(&stage, stage.app.run.scenario.title, 20, &texts, &problems);
    }
    stage_teardown(&stage);
    assert_true(texts > 10000);
    assert_int_equal(problems, 0);
}

/* At a projector an input has its number, in smaller digits where it is long. */
static void inputs_have_their_numbers(void **state)
{
    struct quantity x = quantity_at(QUANTITY_X, 0, 0, 0);
    size_t numbers = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "moons");
    stage.app.shown.settings.text_size = 2;
    stage_frame(&stage, 1280, 720);
    for (size_t t = 0; t < stage.app.shown.ui.target_count; t++) {
        const struct ui_target *target = &stage.app.shown.ui.targets[t];

        if (!target->item || !quantity_equal(quantity_unpack(target->action.argument), x))
            continue;
        for (size_t i = 0; i < stage.canvas.count; i++) {
            const struct canvas_command *c = &stage.canvas.commands[i];

            numbers += c->kind == CANVAS_TEXT && c->as.text.face == FONT_MONO
                && rect_contains(target->rect, rect_center(canvas_text_bounds(&stage.canvas, c)));
        }
    }
    assert_int_equal(numbers, 1);
    stage_teardown(&stage);
}

/* The help is on pages rather than small: at the largest text size its keys have 3 % of the height,
 * and every command is on one of them. */
static void the_help_grows(void **state)
{
    struct stage stage;
    size_t keys = 0, pages;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    stage.app.shown.settings.text_size = 2;
    app_apply(&stage.app, COMMAND_HELP, 0.0);
    stage_frame(&stage, 1280, 720);
    pages = stage.app.sheet.count;
    assert_true(pages > 1 && pages < 6);
    for (size_t page = 0; page < pages; page++) {
        app_apply(&stage.app, COMMAND_CHOOSE, (double)page);
        stage_frame(&stage, 1280, 720);
        for (size_t i = 0; i < stage.canvas.count; i++) {
            const struct canvas_command *c = &stage.canvas.commands[i];

            const char *text = c->kind == CANVAS_TEXT ? canvas_text_of(&stage.canvas, c) : "";

            if (strcmp(text, "Right, Space") != 0 && strcmp(text, "Ctrl+Shift+Z, Ctrl+Y") != 0
                && strcmp(text, "U") != 0 && strcmp(text, "the whole run; any iteration") != 0)
                continue;
            assert_true(c->as.text.size_px >= 21);
            keys++;
        }
    }
    assert_int_equal(keys, 4);
    stage_teardown(&stage);
}

static bool in_panel(const struct stage *stage, const char *words)
{
    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *c = &stage->canvas.commands[i];

        if (c->kind == CANVAS_TEXT && c->as.text.origin.x > 850.0f
            && strcmp(canvas_text_of(&stage->canvas, c), words) == 0)
            return true;
    }
    return false;
}

/* Of three factors that the equation has with their numbers one alone is not said once more. */
static void test_no_lone_factor(void **state)
{
    static const char *const lessons[] = {"mazur", "neuron", "xor", "dead-relu", "softmax"};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < sizeof lessons / sizeof lessons[0]; i++) {
        stage_open(&stage, lessons[i]);
        app_apply(&stage.app, COMMAND_CLOSE, 0.0);
        app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_NEURON);
        stage.app.shown.settings.text_size = 2;
        for (int step = 1; step < 30; step++) {
            const struct explanation *page;

            app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
            stage_frame(&stage, 1280, 720);
            page = stage.app.shown.explanation;
            if (page->table.count == 3 && page->table.left_out == 0
                && !explain_has_heads(&page->table) && in_panel(&stage, "and 2 more"))
                fail_msg("%s, step %d: one factor and 2 more", lessons[i], step);
        }
    }
    stage_teardown(&stage);
}

/* Of ten outputs that do not all have room the rows are those of what the network says and of what
 * is right; where one has room it is the first of these. */
static void test_rows_that_matter(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "digits");
    assert_true(walk_to(&stage.app, 2));
    stage.app.shown.settings.text_size = 2;
    stage_frame(&stage, 1280, 720);
    assert_true(in_panel(&stage, "0.1542")); /* 7 */
    assert_true(in_panel(&stage, "and 9 more"));
    stage.app.shown.settings.framing.no_controls = true;
    stage_frame(&stage, 1280, 720);
    assert_true(in_panel(&stage, "0.1542"));
    assert_true(in_panel(&stage, "0.0370")); /* 4 */
    assert_true(in_panel(&stage, "and 8 more"));
    assert_false(in_panel(&stage, "0.1249")); /* 0 */
    stage_teardown(&stage);
}

/* A column is left out only where its table has no room with fewer digits and shorter heads. */
static void columns_are_kept(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage.app.shown.settings.text_size = 2;
    stage.app.shown.settings.framing.no_controls = true;
    stage_open(&stage, "micrograd");
    assert_true(walk_to(&stage.app, 6));
    stage_frame(&stage, 1280, 720);
    assert_true(in_panel(&stage, "step") && in_panel(&stage, "new"));
    assert_true(in_panel(&stage, "−5.5×10⁻⁵"));
    stage_open(&stage, "moons");
    assert_true(walk_to(&stage.app, 7));
    stage_frame(&stage, 1280, 720);
    assert_true(in_panel(&stage, "final") && in_panel(&stage, "training"));
    assert_true(in_panel(&stage, "validation"));
    stage_teardown(&stage);
}

/* A picture has the same parts in any window of the same shape. */
static void windows_have_the_same_parts(void **state)
{
    static const float heights[] = {720.0f, 900.0f, 1080.0f, 1440.0f};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage.app.shown.settings.text_size = 2;
    stage.app.shown.settings.framing.no_controls = true;
    stage_open(&stage, "moons");
    assert_true(walk_to(&stage.app, 2));
    for (size_t i = 0; i < sizeof heights / sizeof heights[0]; i++) {
        stage_frame(&stage, heights[i] * 16.0f / 9.0f, heights[i]);
        assert_non_null(stage_text(&stage, "hidden layer"));
        assert_non_null(stage_text(&stage, "0.4259"));
    }
    stage_open(&stage, "digits");
    assert_true(walk_to(&stage.app, 2));
    stage_frame(&stage, 1280, 720);
    assert_non_null(stage_text(&stage, "weights"));
    assert_null(stage_text(&stage, "in all"));
    stage_teardown(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_lone_factor),
        cmocka_unit_test(test_rows_that_matter),
        cmocka_unit_test(columns_are_kept),
        cmocka_unit_test(windows_have_the_same_parts),
        cmocka_unit_test(every_number_answers),
        cmocka_unit_test(cells_hold_numbers),
        cmocka_unit_test(what_is_left_out_is_said),
        cmocka_unit_test(outputs_have_their_targets),
        cmocka_unit_test(small_numbers_and_hints_are_whole),
        cmocka_unit_test(sentences_have_room),
        cmocka_unit_test(no_scale_of_nothing),
        cmocka_unit_test(big_ones_stay_small),
        cmocka_unit_test(all_is_legible),
        cmocka_unit_test(the_help_grows),
        cmocka_unit_test(inputs_have_their_numbers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
