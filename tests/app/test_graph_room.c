/* A graph in the window: stepping there and back, asking, changing, saving, and every command. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "app/commands/commands.h"
#include "app/run/journal.h"
#include "engine/check/judge.h"
#include "graph/graph_item.h"
#include "draw/raster/raster.h"
#include "ui/space.h"
#include "stage.h"

static const char chain[] =
    "{\"backstep\": 1, \"title\": \"Chain\", \"graph\": {\"values\": {\"x\": -2, \"y\": 5, \"z\": -4},"
    " \"steps\": [\"q = x + y\", \"p = max(q, z) * x\", \"f = q * p - ln(q)\"]},"
    " \"optimizer\": {\"kind\": \"adam\", \"learning_rate\": 0.01}, \"stop\": {\"iterations\": 3}}";

static const char product[] =
    "{\"backstep\": 1, \"graph\": {\"values\": {\"x\": -2, \"y\": 5, \"z\": -4},"
    " \"steps\": [\"q = x + y\", \"f = q * z\"]}}";

enum { STEPS_MAX = 400 };

struct visit {
    struct cursor cursor;
    char *bytes; /* owned */
};

static char *snapshot_of(const struct stage *stage)
{
    const struct stepper *stepper = &stage->app.run.stepper;
    char *bytes = malloc(stepper_snapshot_size(stepper));

    assert_non_null(bytes);
    stepper_save(stepper, bytes);
    return bytes;
}

static void check_here(const struct stage *stage, const struct visit *visit)
{
    char *bytes = snapshot_of(stage);

    assert_int_equal(stage->app.run.cursor.step, visit->cursor.step);
    assert_int_equal(stage->app.run.cursor.moment, visit->cursor.moment);
    assert_memory_equal(bytes, visit->bytes, stepper_snapshot_size(&stage->app.run.stepper));
    free(bytes);
}

/* Forward to the end of the run and back to its start, at every granularity. */
static void test_there_and_back(void **state)
{
    static struct visit visits[STEPS_MAX];
    size_t counts[GRANULARITY_COUNT];
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (int g = 0; g < GRANULARITY_COUNT; g++) {
        struct cursor before;
        size_t count = 0;

        stage_open_text(&stage, chain);
        app_apply(&stage.app, COMMAND_GRANULARITY, g);
        do {
            assert_true(count < STEPS_MAX);
            before = stage.app.run.cursor;
            visits[count++] = (struct visit){before, snapshot_of(&stage)};
            app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
        } while (stage.app.run.cursor.step != before.step
                 || stage.app.run.cursor.moment != before.moment);
        assert_int_equal(stage.app.run.stepper.state.stopped, STOP_ITERATIONS);
        counts[g] = count;
        while (count-- > 0) {
            check_here(&stage, &visits[count]);
            app_apply(&stage.app, COMMAND_STEP_BACK, 0.0);
            free(visits[count].bytes);
        }
    }
    assert_int_equal(counts[GRANULARITY_PHASE], 3 * 4 + 2);
    assert_true(counts[GRANULARITY_TERM] > counts[GRANULARITY_NEURON]);
    assert_int_equal(counts[GRANULARITY_LAYER], counts[GRANULARITY_NEURON]);
    stage_teardown(&stage);
}

static void press(struct stage *stage, const char *name)
{
    struct key key;

    assert_true(key_parse(name, strlen(name), &key, NULL));
    app_key(&stage->app, key, false);
    stage_frame(stage, 1280, 720);
}

/* Every command does something or says why not, and the frame after it can be drawn. */
static void test_every_command(void **state)
{
    struct stage stage;
    size_t refused = 0;

    (void)state;
    stage_setup(&stage);
    for (int command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++) {
        const struct command_row *row = command_row((enum command)command);

        assert_non_null(row);
        if (command == COMMAND_OPEN_LESSON || command == COMMAND_QUIT)
            continue;
        for (int argument = 0; argument < 3; argument++) {
            stage_open_text(&stage, chain);
            for (int i = 0; i < 4 * argument; i++)
                app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
            stage_frame(&stage, 1280, 720);
            app_apply(&stage.app, (enum command)command, argument);
            if (row->is & COMMAND_IS_OF_NETWORK) {
                assert_int_not_equal(command_no_graph((enum command)command), W_NONE);
                assert_string_equal(stage.app.shown.notice.text,
                                    words(command_no_graph((enum command)command)));
                refused++;
            }
            stage_frame(&stage, 1280, 720);
            app_tick(&stage.app, 1000.0 * argument);
            stage_frame(&stage, 1280, 720);
        }
    }
    assert_true(refused > 35);
    stage_teardown(&stage);
}

/* Boxes and discs of the frame left or right of that x that have the ink of the step's phase. */
static size_t lit(const struct stage *stage, enum theme_phase phase, float from, float to)
{
    color ink = theme_get(stage->app.shown.settings.theme)->phase[phase];
    size_t count = 0;

    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *c = &stage->canvas.commands[i];
        struct rect box = c->as.box.rect;

        if (c->kind == CANVAS_DISC)
            box = (struct rect){c->as.disc.center.x, c->as.disc.center.y, 0.0f, 0.0f};
        else if (c->kind != CANVAS_BOX)
            continue;
        count += c->stroke == ink && box.x > from && box.x < to && box.y > 110.0f && box.y < 640.0f;
    }
    return count;
}

/* One neuron stands as a network and as a graph where there is room, and each step lights both; of
 * another graph, and where text is large, there is the graph alone. */
static void test_neuron_beside_graph(void **state)
{
    size_t texts = 0, problems = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "one-neuron-graph");
    app_apply(&stage.app, COMMAND_START, 0.0);
    app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_NEURON);
    for (size_t step = 0; step < 20; step++) {
        enum theme_phase phase;
        struct place place;

        app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
        stage_frame(&stage, 1280, 720);
        assert_non_null(stage_text(&stage, "the same as a network"));
        stepper_place(&stage.app.run.stepper, &place);
        phase = view_phase(place.unit.kind);
        assert_true(lit(&stage, phase, 0.0f, 220.0f) > 0);
        assert_true(lit(&stage, phase, 220.0f, 860.0f) > 0);
        stage_check_layout(&stage, "one-neuron-graph", &texts, &problems);
    }
    assert_true(texts > 1000);
    assert_int_equal(problems, 0);
    stage.app.shown.settings.text_size = 2;
    stage_frame(&stage, 1280, 720);
    assert_null(stage_text(&stage, "the same as a network"));
    stage.app.shown.settings.text_size = 0;
    stage_open(&stage, "chain-rule");
    stage_frame(&stage, 1280, 720);
    assert_null(stage_text(&stage, "the same as a network"));
    stage_teardown(&stage);
}

/* Division by zero and ln of a negative number are data, and the page says what they are. */
static void test_not_a_number_is_explained(void **state)
{
    static const char text[] = "{\"backstep\": 1, \"graph\": {\"values\": {\"x\": -2, \"y\": 0},"
                               " \"steps\": [\"q = x / y\", \"r = ln(x)\", \"f = q * r\"]}}";
    static const char *const says[] = {"beyond all bounds", "not a number"};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open_text(&stage, text);
    app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_NEURON);
    for (size_t i = 0; i < 2; i++) {
        app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
        stage_frame(&stage, 1280, 720);
        app_apply(&stage.app, COMMAND_COPY_TEXT, 0.0);
        assert_non_null(stage.app.requests.clipboard);
        assert_non_null(strstr(stage.app.requests.clipboard, says[i]));
    }
    for (size_t i = 0; i < 20; i++)
        app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
    stage_frame(&stage, 1280, 720);
    stage_teardown(&stage);
}

static void type(struct stage *stage, const char *text)
{
    for (; *text != '\0'; text++)
        app_key(&stage->app, (struct key){.code = (unsigned char)*text}, false);
}

/* Each value that is given is nudged, and the objective answers as backpropagation says; nothing is
 * changed by that. */
static void test_nudge(void **state)
{
    static const char *const lessons[] = {"chain-rule", "sigmoid-neuron", "fork", "patterns",
                                          "micrograd", "one-neuron-graph"};
    size_t nonzero = 0, texts = 0, problems = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < sizeof lessons / sizeof lessons[0]; i++) {
        const struct nudge_card *card = &stage.app.shown.jobs.nudge.card;
        char *before, *after;

        stage_open(&stage, lessons[i]);
        stage.app.shown.jobs.nudge.job.on = false;
        app_apply(&stage.app, COMMAND_START, 0.0);
        app_apply(&stage.app, COMMAND_NUDGE, 0.0);
        stage_frame(&stage, 1280, 720);
        assert_false(card->gradient_known);
        for (int phase = 0; phase < 3; phase++)
            app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
        before = snapshot_of(&stage);
        for (size_t leaf = 0; leaf < stage.app.run.scenario.graph.graph.leaf_count; leaf++) {
            struct graph_item item = {GRAPH_ITEM_NODE, leaf};
            enum judge_verdict verdict;

            app_apply(&stage.app, COMMAND_SELECT, quantity_pack(graph_item_quantity(item)));
            stage.app.shown.settings.text_size = (int)(leaf % 3);
            stage_check_layout(&stage, lessons[i], &texts, &problems);
            assert_int_equal(graph_item_of(card->parameter).index, leaf);
            assert_true(card->gradient_known);
            verdict = judge(&card->nudge->slope, card->backprop);
            assert_true(verdict == JUDGE_AGREES || verdict == JUDGE_KINK);
            nonzero += verdict == JUDGE_AGREES && card->backprop != 0.0;
        }
        after = snapshot_of(&stage);
        assert_memory_equal(before, after, stepper_snapshot_size(&stage.app.run.stepper));
        free(before);
        free(after);
    }
    assert_true(nonzero > 12 && texts > 1000);
    assert_int_equal(problems, 0);
    stage_teardown(&stage);
}

/* The whole run of a graph: the objective of each iteration, once, whatever way one goes; a change
 * by hand cuts off what came after it. */
static void test_whole_run(void **state)
{
    struct stage stage;
    double old;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "fork");
    app_apply(&stage.app, COMMAND_START, 0.0);
    for (int i = 0; i < 6; i++)
        app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0.0);
    assert_int_equal(stage.app.run.record.count, 6);
    assert_int_equal(stage.app.run.record.measured, 6);
    assert_true(stage.app.run.record.losses[0] == 54.0); /* 2 * 3 * 3^2 */
    assert_true(stage.app.run.record.norms[0] == 54.0F); /* 6 * 3^2 */
    for (size_t i = 1; i < 6; i++)
        assert_true(stage.app.run.record.losses[i] < stage.app.run.record.losses[i - 1]);
    old = stage.app.run.record.losses[3];
    app_apply(&stage.app, COMMAND_START, 0.0);
    for (int i = 0; i < 2; i++)
        app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0.0);
    assert_int_equal(stage.app.run.record.count, 6);
    for (int size = 0; size <= 2; size++) {
        stage.app.shown.settings.text_size = size;
        app_apply(&stage.app, COMMAND_WHOLE_RUN, 0.0);
        stage_frame(&stage, 1280, 720);
        assert_non_null(stage_text(&stage, words(W_GRAPH_NORM)));
        assert_null(stage_text(&stage, "layer"));
        press(&stage, "Escape");
    }
    app_apply(&stage.app, COMMAND_SELECT,
              quantity_pack(graph_item_quantity((struct graph_item){GRAPH_ITEM_NODE, 0})));
    press(&stage, "Enter");
    type(&stage, "1");
    press(&stage, "Enter");
    assert_true(stage.app.run.record.count < 6);
    for (int i = 0; i < 4; i++)
        app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0.0);
    assert_true(stage.app.run.record.count >= 4 && stage.app.run.record.losses[3] < old);
    stage_teardown(&stage);
}

/* A share has words of its own, and a station says its value. */
static void test_a_share_is_said(void **state)
{
    static const char text[] =
        "{\"backstep\": 1, \"graph\": {\"values\": {\"x\": 3}, \"steps\": [\"q = x * x\", \"f = 2 * q\"]}, "
        "\"script\": [{\"at\": {\"phase\": \"backward\", \"after\": \"share x q 1\"}, "
        "\"say\": \"It is {share x q 1=}, of {gradient q=}.\", \"look\": [\"share x q 1\"]}]}";
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open_text(&stage, text);
    app_apply(&stage.app, COMMAND_STATION_FORWARD, 0.0);
    assert_int_equal(stage.app.run.cursor.moment, 1);
    stage_frame(&stage, 1280, 720);
    assert_non_null(stage_text(&stage, "It"));
    assert_null(stage_text(&stage, "NaN"));
    stage_teardown(&stage);
}

/* A chain that is too deep for the picture: every box in it has its name, whole. */
static void test_names_of_a_deep_graph(void **state)
{
    char text[4096] = "{\"backstep\": 1, \"graph\": {\"values\": {\"x\": 1}, \"steps\": [\"a0 = x + x\"";
    size_t names = 0, texts = 0, problems = 0;
    struct stage stage;

    (void)state;
    for (int i = 1; i < 50; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), ", \"a%d = a%d + x\"", i, i - 1);
    strcat(text, "]}}");
    stage_setup(&stage);
    stage_open_text(&stage, text);
    for (size_t step = 0; step < 20; step++) {
        app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
        stage_check_layout(&stage, "deep", &texts, &problems);
    }
    stage_frame(&stage, 1280, 720);
    for (size_t i = 0; i < stage.canvas.count; i++) {
        const struct canvas_command *c = &stage.canvas.commands[i];

        names += c->kind == CANVAS_TEXT && strcmp(canvas_text_of(&stage.canvas, c), "a") == 0
            && canvas_text_bounds(&stage.canvas, c).x < 850.0f;
    }
    assert_true(names >= 12);
    assert_int_equal(problems, 0);
    stage_teardown(&stage);
}

/* The page of the move has the rule with the numbers of the update, of any optimiser, and the last
 * page what has become of each trained value; the words about the phases name no weight, of which a
 * graph has none. */
static void test_the_update_is_worked_out(void **state)
{
    static const char *const lessons[] = {"chain-rule", "fork", "patterns", "micrograd",
                                          "one-neuron-graph", "sigmoid-neuron", NULL};
    struct stage stage;
    struct app *app = &stage.app;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i == 0 || lessons[i - 1] != NULL; i++) {
        struct place place;
        size_t moves = 0;

        if (lessons[i] != NULL)
            stage_open(&stage, lessons[i]);
        else
            stage_open_text(&stage, chain);
        app_apply(app, COMMAND_GRANULARITY, GRANULARITY_PHASE);
        app_apply(app, COMMAND_START, 0.0);
        do {
            const struct explanation *page;
            const struct explain_table *table;

            app_apply(app, COMMAND_PHASE_FORWARD, 0.0);
            stepper_place(&app->run.stepper, &place);
            if (place.unit.kind != UNIT_UPDATE && place.unit.kind != UNIT_STOP)
                continue;
            stage_frame(&stage, 1280, 720);
            page = app->shown.explanation;
            table = &page->table;
            assert_true(table->count > 0);
            if (place.unit.kind == UNIT_UPDATE) {
                const struct explain_equation *first = &page->equations[0];

                moves++;
                assert_true(page->equation_count > 0);
                assert_string_equal(first->relation, "←");
                assert_true(fabs(formula_evaluate(first->right) - first->value)
                            <= 1e-12 * fmax(1.0, fabs(first->value)));
                assert_null(stage_text(&stage, "∂L/∂w"));
            }
            for (size_t r = 0, leaf = 0; r < table->count; r++, leaf++) {
                while (!app->run.graph.start.trained[leaf])
                    leaf++;
                assert_true(table->rows[r].cells[table->columns - 1].formula->value
                            == app->run.graph.values[leaf]);
            }
        } while (place.unit.kind != UNIT_STOP && place.iteration < 30);
        assert_true(moves >= 3);
    }
    stage_teardown(&stage);
}

/* All of micrograd's nodes are in sight at every step; an operation inside c2 is c with an index, beside its
 * box's numbers too, and no product. */
static void test_micrograd_is_whole(void **state)
{
    size_t inside = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "micrograd");
    for (size_t step = 0; step < 60; step++) {
        char left_out[64];

        app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
        stage_frame(&stage, 1280, 720);
        for (size_t count = 1; count < 27; count++) {
            snprintf(left_out, sizeof left_out, "%zu of 27", count);
            assert_null(stage_text(&stage, left_out));
        }
        inside += stage_text(&stage, "2.3") != NULL;
        app_apply(&stage.app, COMMAND_COPY_TEXT, 0.0);
        assert_null(strstr(stage.app.requests.clipboard, "c2.3"));
        free(stage.app.requests.clipboard);
        stage.app.requests.clipboard = NULL;
    }
    assert_true(inside > 40);
    stage_teardown(&stage);
}

/* At a projector, too, the values that move are in sight when they do. */
static void test_what_moves_is_in_sight(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "micrograd");
    stage.app.shown.settings.text_size = 2;
    for (int i = 0; i < 4; i++)
        app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
    stage_frame(&stage, 1280, 720);
    for (size_t leaf = 0; leaf < 2; leaf++) {
        struct quantity q = graph_item_quantity((struct graph_item){GRAPH_ITEM_NODE, leaf});
        size_t boxes = 0;

        for (size_t i = 0; i < stage.app.shown.ui.target_count; i++)
            boxes += stage.app.shown.ui.targets[i].item && stage.app.shown.ui.targets[i].rect.x < 820.0f
                && quantity_equal(quantity_unpack(stage.app.shown.ui.targets[i].action.argument), q);
        assert_int_equal(boxes, 1);
    }
    stage_teardown(&stage);
}

/* Where its first value stands: above its last one, or at its left. */
static bool goes_down(const struct stage *stage, size_t last)
{
    struct quantity ends[2] = {graph_item_quantity((struct graph_item){GRAPH_ITEM_NODE, 0}),
                               graph_item_quantity((struct graph_item){GRAPH_ITEM_NODE, last})};
    struct rect box[2] = {{0}};

    for (size_t i = 0; i < stage->app.shown.ui.target_count; i++)
        for (size_t e = 0; e < 2; e++)
            if (stage->app.shown.ui.targets[i].item
                && quantity_equal(quantity_unpack(stage->app.shown.ui.targets[i].action.argument),
                                  ends[e]) && box[e].w == 0.0f)
                box[e] = stage->app.shown.ui.targets[i].rect;
    assert_true(box[0].w > 0.0f && box[1].w > 0.0f);
    return box[1].x < box[0].x + box[0].w;
}

/* A lesson's graph runs the same way at every station. */
static void test_direction_is_kept(void **state)
{
    static const struct {
        const char *lesson;
        size_t last;
    } of[] = {{"patterns", 7}, {"chain-rule", 4}, {"fork", 3}, {"one-neuron-graph", 9}};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++)
        for (int size = 0; size <= 2; size++) {
            bool down;

            stage_open(&stage, of[i].lesson);
            stage.app.shown.settings.text_size = size;
            stage_frame(&stage, 1280, 720);
            down = goes_down(&stage, of[i].last);
            for (size_t station = 1; station < stage.app.run.scenario.script.count; station++) {
                app_apply(&stage.app, COMMAND_STATION_FORWARD, 0.0);
                stage_frame(&stage, 1280, 720);
                if (goes_down(&stage, of[i].last) != down)
                    print_error("%s, text %d, station %zu\n", of[i].lesson, size, station + 1);
                assert_int_equal(goes_down(&stage, of[i].last), down);
            }
        }
    stage_teardown(&stage);
}

/* After the move what the passes computed is soft, the new values are not, and grey is explained;
 * the rule of an operation has the numbers it was computed with: 3 is -2 + 5, not -1.96 + 5.04. */
static void test_old_results_are_old(void **state)
{
    struct quantity q = graph_item_quantity((struct graph_item){GRAPH_ITEM_NODE, 3});
    const struct theme *theme;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "chain-rule");
    theme = theme_get(stage.app.shown.settings.theme);
    for (int moved = 0; moved <= 1; moved++) {
        size_t soft = 0, fresh = 0, old = 0;

        for (int i = 0; i < (moved ? 1 : 3); i++)
            app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
        stage_frame(&stage, 1280, 720);
        for (size_t i = 0; i < stage.canvas.count; i++) {
            const struct canvas_command *c = &stage.canvas.commands[i];

            if (c->kind != CANVAS_TEXT || canvas_text_bounds(&stage.canvas, c).x > 850.0f)
                continue;
            soft += strcmp(canvas_text_of(&stage.canvas, c), "−12") == 0
                && c->fill == theme->text_soft;
            fresh += strcmp(canvas_text_of(&stage.canvas, c), "5.04") == 0
                && c->fill == theme->phase[PHASE_UPDATE];
            old += strncmp(canvas_text_of(&stage.canvas, c), "Grey: old", 9) == 0;
        }
        assert_int_equal(soft, moved);
        assert_int_equal(fresh, moved);
        assert_int_equal(old, moved);
    }
    app_apply(&stage.app, COMMAND_SELECT, quantity_pack(q));
    stage_frame(&stage, 1280, 720);
    app_apply(&stage.app, COMMAND_COPY_TEXT, 0.0);
    assert_non_null(strstr(stage.app.requests.clipboard, "−2 + 5"));
    assert_null(strstr(stage.app.requests.clipboard, "5.04"));
    assert_non_null(strstr(stage.app.requests.clipboard, "before the update"));
    free(stage.app.requests.clipboard);
    stage.app.requests.clipboard = NULL;
    stage_teardown(&stage);
}

/* Slopes come with the backward pass, which says what they are for. */
static void test_slopes_come_with_the_backward_pass(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "chain-rule");
    app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
    app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
    stage_frame(&stage, 1280, 720);
    assert_int_equal(stage.app.run.stepper.here.unit.kind, UNIT_LOSS);
    assert_null(stage_text(&stage, "∂ −4"));
    app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
    stage_frame(&stage, 1280, 720);
    assert_non_null(stage_text(&stage, "∂ −4"));
    stage_teardown(&stage);
}

/* How many texts that one stands on, or closer to than to its own box. */
static size_t texts_under(const struct stage *stage, size_t text)
{
    const struct canvas_command *command = &stage->canvas.commands[text];
    float near = GAP_TIGHT * (float)command->as.text.size_px;
    struct rect own = rect_inset(canvas_text_bounds(&stage->canvas, command), 0.0f, -near);
    size_t under = 0;

    for (size_t i = 0; i < stage->canvas.count; i++)
        under += i != text && stage->canvas.commands[i].kind == CANVAS_TEXT
            && rect_overlap(own, canvas_text_bounds(&stage->canvas, &stage->canvas.commands[i]));
    return under;
}

/* A step below its box is told by its letter, too, however many digits it has; and it keeps clear
 * of the next box's name and old value. */
static void test_steps_have_their_letter(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "patterns");
    for (int size = 0; size <= 2; size++) {
        size_t steps = 0;

        stage.app.shown.settings.text_size = size;
        app_apply(&stage.app, COMMAND_START, 0.0);
        app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0.0);
        app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0.0);
        stage_frame(&stage, 1920, 1080);
        for (size_t i = 0; i < stage.canvas.count; i++) {
            if (stage.canvas.commands[i].kind != CANVAS_TEXT
                || strncmp(canvas_text_of(&stage.canvas, &stage.canvas.commands[i]), "Δ ", 3) != 0)
                continue;
            steps++;
            assert_int_equal(texts_under(&stage, i), 0);
        }
        assert_int_equal(steps, 4);
    }
    stage_teardown(&stage);
}

/* Of every box both numbers are there, in every iteration of a run. */
static void test_no_number_is_missing(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "micrograd");
    for (int iteration = 1; iteration <= 20; iteration++) {
        size_t numbers = 0;

        app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0.0);
        app_apply(&stage.app, COMMAND_PHASE_BACK, 0.0);
        stage_frame(&stage, 1280, 720);
        for (size_t i = 0; i < stage.canvas.count; i++) {
            const struct canvas_command *c = &stage.canvas.commands[i];

            numbers += c->kind == CANVAS_TEXT
                && (c->as.text.face == FONT_MONO || c->as.text.face == FONT_MONO_BOLD)
                && canvas_text_bounds(&stage.canvas, c).x < 850.0f
                && canvas_text_bounds(&stage.canvas, c).y > 100.0f
                && strpbrk(canvas_text_of(&stage.canvas, c), "0123456789") != NULL;
        }
        if (numbers != 2 * 27)
            print_error("iteration %d\n", iteration);
        assert_int_equal(numbers, 2 * 27);
        app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
    }
    stage_teardown(&stage);
}

/* Tab comes to every box, circle and slope; each says what it is. */
static void test_asking(void **state)
{
    bool kinds[GRAPH_ITEM_KINDS] = {false};
    struct quantity first;
    struct stage stage;
    size_t count = 0;

    (void)state;
    stage_setup(&stage);
    stage_open_text(&stage, product);
    stage_frame(&stage, 1280, 720);
    press(&stage, "Shift+Right");
    press(&stage, "Shift+Right");
    press(&stage, "Shift+Right");
    press(&stage, "Tab");
    first = asked_about(&stage.app.asked);
    do {
        kinds[graph_item_of(asked_about(&stage.app.asked)).kind] = true;
        count++;
        press(&stage, "Tab");
    } while (!quantity_equal(first, asked_about(&stage.app.asked)));
    assert_true(kinds[GRAPH_ITEM_NODE] && kinds[GRAPH_ITEM_OPERATION] && kinds[GRAPH_ITEM_SLOPE]);
    assert_false(kinds[GRAPH_ITEM_NONE]);
    assert_int_equal(count, 5 + 2 + 4);
    press(&stage, "Escape");
    assert_int_equal(asked_about(&stage.app.asked).kind, QUANTITY_NONE);
    stage_teardown(&stage);
}

static double value_of(const struct stage *stage, const char *name)
{
    const struct graph_run *run = &stage->app.run.graph;

    return run->values[graph_find(run->graph, name)];
}

/* Another value, by typing: what it made is gone, undo and redo are exact, and so is a session. */
static void test_changing(void **state)
{
    char folder[] = "/tmp/backstep-graph-XXXXXX", command[64], *before, *after;
    struct quantity y = graph_item_quantity((struct graph_item){GRAPH_ITEM_NODE, 1});
    size_t size;
    struct stage stage;
    struct error err;

    (void)state;
    assert_true(mkdtemp(folder) != NULL && chdir(folder) == 0);
    stage_setup(&stage);
    stage_open_text(&stage, chain);
    press(&stage, "Ctrl+Right");
    press(&stage, "Shift+Right");
    press(&stage, "Shift+Right");
    before = snapshot_of(&stage);
    size = stepper_snapshot_size(&stage.app.run.stepper);
    app_apply(&stage.app, COMMAND_SELECT, quantity_pack(y));
    stage_frame(&stage, 1280, 720);
    press(&stage, "Enter");
    assert_true(stage.app.asked.editor.open);
    type(&stage, "7.25");
    press(&stage, "Enter");
    assert_false(stage.app.asked.editor.open);
    assert_true(value_of(&stage, "y") == 7.25);
    assert_int_equal(stage.app.run.cursor.moment, 0); /* the first operation uses y */
    press(&stage, "Shift+Right");
    assert_true(value_of(&stage, "q") == value_of(&stage, "x") + 7.25);
    after = snapshot_of(&stage);
    press(&stage, "Ctrl+Z");
    assert_true(value_of(&stage, "y") != 7.25);
    press(&stage, "Ctrl+Y");
    press(&stage, "Shift+Right");
    free(before);
    before = snapshot_of(&stage);
    assert_memory_equal(before, after, size);
    assert_true(app_save(&stage.app));
    assert_true(app_open(&stage.app, "lesson-session.json", &err)
                || app_open(&stage.app, stage.app.keep.saving.path, &err));
    free(before);
    before = snapshot_of(&stage);
    assert_memory_equal(before, after, size);
    press(&stage, "R");
    assert_int_equal(stage.app.run.cursor.step, 0);
    assert_int_equal(stage.app.run.stepper.edits.count, 0);
    free(before);
    free(after);
    stage_teardown(&stage);
    assert_int_equal(chdir("/"), 0);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    assert_int_equal(system(command), 0);
}

/* Another formula: what is wrong is said with its column, and what is right is drawn at once. */
static void test_another_formula(void **state)
{
    const struct graph *graph;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open_text(&stage, product);
    graph = &stage.app.run.scenario.graph.graph;
    press(&stage, "Enter");
    assert_true(app_is_typing(&stage.app));
    assert_string_equal(stage.app.shown.graph.line.text, "q = x + y; f = q * z");
    type(&stage, "L = (x - k)^2");
    press(&stage, "Enter");
    assert_true(stage.app.shown.graph.line.open);
    assert_non_null(strstr(stage.app.shown.graph.line.problem.text, "column 10"));
    assert_int_equal(stage.app.shown.graph.line.caret, 9);
    press(&stage, "Delete");
    type(&stage, "y");
    press(&stage, "Enter");
    assert_false(stage.app.shown.graph.line.open);
    assert_int_equal(graph->count, 4);
    assert_string_equal(graph->nodes[3].name, "L");
    press(&stage, "Shift+Right");
    assert_true(value_of(&stage, "L") == 49.0);
    /* A value of one's own, letters of any script, and leaving it. */
    press(&stage, "Home");
    press(&stage, "Enter");
    type(&stage, "x = 3; f = x");
    app_key(&stage.app, (struct key){.code = ' '}, false);
    type(&stage, "* ");
    app_key(&stage.app, (struct key){.code = 'x'}, false);
    press(&stage, "Enter");
    press(&stage, "Shift+Right");
    assert_true(value_of(&stage, "f") == 9.0);
    press(&stage, "Home");
    press(&stage, "Enter");
    app_key(&stage.app, (struct key){.code = 0xe4}, false);
    assert_string_equal(stage.app.shown.graph.line.text, "ä");
    press(&stage, "Backspace");
    assert_string_equal(stage.app.shown.graph.line.text, "");
    press(&stage, "Enter");
    assert_true(stage.app.shown.graph.line.open);
    press(&stage, "Escape");
    assert_false(app_is_typing(&stage.app));
    assert_true(value_of(&stage, "x") == 3.0);
    stage_teardown(&stage);
}

/* 300 nodes: what there is no room for is said, and a frame takes little time. The bound is far
 * above the 16 ms of a fast build, for builds that check themselves. */
static void test_large_graph(void **state)
{
    static char text[1 << 15];
    struct raster raster = {0};
    size_t length = 0;
    struct stage stage;
    clock_t start;
    double ms;
    static uint32_t pixels[1920 * 1080];

    (void)state;
    length += (size_t)sprintf(text, "{\"backstep\": 1, \"graph\": {\"values\": {\"v0\": 0.5, \"v1\": 0.25},"
                                    " \"steps\": [");
    for (int i = 2; i < 300; i++)
        length += (size_t)sprintf(text + length, "%s\"v%d = %s(v%d) + v%d\"", i > 2 ? ", " : "", i,
                                  i % 3 == 0 ? "tanh" : "", i - 1, i > 8 ? i - 7 : 0);
    sprintf(text + length, "]}}");
    stage_setup(&stage);
    stage_open_text(&stage, text);
    assert_true(stage.app.run.scenario.graph.graph.count >= 300);
    app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
    app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
    start = clock();
    for (int i = 0; i < 20; i++) {
        app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
        stage_frame(&stage, 1920, 1080);
        raster_draw(&raster, &stage.canvas, (struct raster_target){pixels, 1920, 1080, 1920});
    }
    ms = 1000.0 * (double)(clock() - start) / CLOCKS_PER_SEC / 20.0;
    print_message("%zu nodes: %.2f ms a frame\n", stage.app.run.scenario.graph.graph.count, ms);
    assert_true(ms < 400.0);
    assert_non_null(strstr(words(W_GRAPH_LEFT_OUT), "left out"));
    raster_finish(&raster);
    stage_teardown(&stage);
}

/* Where not all nodes have room Tab leads to each, and brings it in sight. */
static void test_tab_reaches_all(void **state)
{
    bool seen[64] = {false};
    size_t count, hidden = 0;
    struct stage stage;
    struct app *app = &stage.app;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "micrograd");
    app->shown.settings.text_size = 2;
    count = app->run.scenario.graph.graph.count;
    stage_frame(&stage, 1280, 720);
    assert_non_null(stage_text(&stage, "12 of 27 nodes"));
    for (size_t t = 0; t < app->shown.ui.target_count; t++)
        hidden += app->shown.ui.targets[t].item && app->shown.ui.targets[t].rect.w == 0.0f;
    assert_int_equal(hidden, 12);
    for (size_t i = 0; i < 4 * count; i++) {
        struct graph_item asked;
        bool found = false;

        app_apply(app, COMMAND_NEXT_ITEM, 1.0);
        stage_frame(&stage, 1280, 720);
        asked = graph_item_of(app->asked.selected);
        if (asked.kind != GRAPH_ITEM_NODE)
            continue;
        seen[asked.index] = true;
        for (size_t t = 0; t < app->shown.ui.target_count; t++)
            found = found || (app->shown.ui.targets[t].item && app->shown.ui.targets[t].rect.w > 0.0f
                              && quantity_equal(quantity_unpack(app->shown.ui.targets[t].action.argument),
                                                app->asked.selected));
        if (!found)
            fail_msg("node %zu is asked about out of sight", asked.index);
    }
    for (size_t i = 0; i < count; i++)
        if (!seen[i])
            fail_msg("Tab does not lead to node %zu", i);
    stage_teardown(&stage);
}

/* Each step of each is laid out, small and large, and what is not finite is there, too. */
static void test_layout(void **state)
{
    static const char *const graphs[] = {
        chain,
        "{\"backstep\": 1, \"graph\": {\"values\": {\"a\": -1, \"b\": 0}, \"steps\": [\"u = ln(a)\","
        " \"v = a / b\", \"w = u + v - v\"]}}",
        "{\"backstep\": 1, \"graph\": {\"values\": {\"x\": 0.5}, \"steps\": [\"y = x + x\"]}}",
    };
    size_t texts = 0, problems = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < sizeof graphs / sizeof graphs[0]; i++)
        for (int size = 0; size <= 2; size++) {
            struct place place;

            stage_open_text(&stage, graphs[i]);
            stage.app.shown.settings.text_size = size;
            app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_TERM);
            do {
                char name[64];

                stepper_place(&stage.app.run.stepper, &place);
                snprintf(name, sizeof name, "graph %zu, text %d, step %d.%zu", i, size,
                         (int)place.step, stage.app.run.cursor.moment);
                stage_check_layout(&stage, name, &texts, &problems);
                app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
            } while (place.iteration == 1 && place.index < place.count);
        }
    assert_true(texts > 10000);
    assert_int_equal(problems, 0);
    stage_teardown(&stage);
}

/* The slope of the last operation is not written with the symbol that is asked for. */
static void test_no_symbol_explains_itself(void **state)
{
    size_t written = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "chain-rule");
    for (int i = 0; i < 20; i++) {
        app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
        app_apply(&stage.app, COMMAND_COPY_TEXT, 0.0);
        assert_non_null(stage.app.requests.clipboard);
        assert_null(strstr(stage.app.requests.clipboard, "∂f/∂f · ∂f"));
        written += strstr(stage.app.requests.clipboard, "∂f/∂q = ∂f/∂f · z") != NULL;
        free(stage.app.requests.clipboard);
        stage.app.requests.clipboard = NULL;
    }
    assert_true(written > 0);
    stage_teardown(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_neuron_beside_graph),
        cmocka_unit_test(test_not_a_number_is_explained),
        cmocka_unit_test(test_a_share_is_said), cmocka_unit_test(test_nudge),
        cmocka_unit_test(test_whole_run), cmocka_unit_test(test_the_update_is_worked_out),
        cmocka_unit_test(test_what_moves_is_in_sight), cmocka_unit_test(test_direction_is_kept),
        cmocka_unit_test(test_old_results_are_old),
        cmocka_unit_test(test_slopes_come_with_the_backward_pass),
        cmocka_unit_test(test_steps_have_their_letter), cmocka_unit_test(test_no_number_is_missing),
        cmocka_unit_test(test_names_of_a_deep_graph), cmocka_unit_test(test_micrograd_is_whole),
        cmocka_unit_test(test_no_symbol_explains_itself),
        cmocka_unit_test(test_there_and_back), cmocka_unit_test(test_every_command),
        cmocka_unit_test(test_asking), cmocka_unit_test(test_changing),
        cmocka_unit_test(test_another_formula), cmocka_unit_test(test_large_graph),
        cmocka_unit_test(test_tab_reaches_all), cmocka_unit_test(test_layout),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
