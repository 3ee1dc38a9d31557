/* The matrices in the place of the network's picture. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "lesson/catalogue.h"
#include "stage.h"
#include "../base/thorough.h"
#include "../lesson/networks.h"

static void open_matrices(struct stage *stage, const char *name)
{
    stage_setup(stage);
    stage_open(stage, name);
    stage->app.shown.settings.picture = PICTURE_MATRICES;
}

/* The first iteration and a little of the second, neuron by neuron. */
static void test_layout(void **state)
{
    size_t count, texts = 0, problems = 0;
    const struct catalogue_entry *entries = catalogue_networks(&count);

    (void)state;
    for (size_t l = 0; l < count; l++) {
        struct stage stage;
        struct place place;

        open_matrices(&stage, entries[l].name);
        do {
            stage_check_layout(&stage, entries[l].name, &texts, &problems);
            /* Of thousands that are alike some are enough. */
            for (int i = (stage.app.run.scenario.net.param_count > 5000 ? 17 : 1) * thorough_stride(17); i > 0; i--)
                app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
            stepper_place(&stage.app.run.stepper, &place);
        } while (place.iteration < 2 || place.index < 2);
        stage_teardown(&stage);
    }
    assert_true(texts > 5000);
    assert_int_equal(problems, 0);
}

/* The other granularities, many digits, other text sizes, and something asked about. */
static void test_settings(void **state)
{
    static const int digits[] = {3, 6, 17};
    size_t count, texts = 0, problems = 0;
    const struct catalogue_entry *entries = catalogue_networks(&count);

    (void)state;
    for (size_t l = 0; l < count; l++) {
        struct stage stage;

        open_matrices(&stage, entries[l].name);
        app_apply(&stage.app, COMMAND_MISTAKE, MISTAKE_NONE);
        for (int i = 0; i < 16; i++) {
            app_apply(&stage.app, COMMAND_GRANULARITY, i % GRANULARITY_COUNT);
            stage.app.shown.settings.decimals = i % 2 == 0 ? 4 : digits[i / 2 % 3];
            stage.app.shown.settings.text_size = stage.app.shown.settings.decimals < 17 && i % 3 == 2 ? 1 + i % 2 : 0;
            if ((l + (size_t)i / 2) % (size_t)thorough_stride(2) == 0)
                stage_check_layout(&stage, entries[l].name, &texts, &problems);
            app_apply(&stage.app, i % 4 == 3 ? COMMAND_NEXT_ITEM : COMMAND_PHASE_FORWARD, 0.0);
        }
        stage_teardown(&stage);
    }
    assert_true(texts > 5000);
    assert_int_equal(problems, 0);
}

static bool shows(const struct stage *stage, const char *text)
{
    for (size_t i = 0; i < stage->canvas.count; i++)
        if (stage->canvas.commands[i].kind == CANVAS_TEXT
            && strcmp(canvas_text_of(&stage->canvas, &stage->canvas.commands[i]), text) == 0)
            return true;
    return false;
}

/* By key and by mouse: network, table, matrices, network. */
static void test_cycle(void **state)
{
    static const enum shown_picture order[] = {PICTURE_TABLE, PICTURE_MATRICES, PICTURE_GRAPH,
                                               PICTURE_NETWORK};
    struct stage stage;
    struct key key;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    assert_true(key_parse("V", 1, &key, NULL));
    for (size_t i = 0; i < 8; i++) {
        const struct ui_target *button = NULL;

        stage_frame(&stage, 1280, 720);
        for (size_t t = 0; t < stage.app.shown.ui.target_count; t++)
            if (stage.app.shown.ui.targets[t].action.command == COMMAND_PICTURE)
                button = &stage.app.shown.ui.targets[t];
        assert_non_null(button);
        if (i < 4)
            assert_true(app_key(&stage.app, key, false));
        else
            app_pointer_press(&stage.app, rect_center(button->rect));
        app_pointer_release(&stage.app, (struct point){0, 0});
        assert_int_equal(stage.app.shown.settings.picture, order[i % 4]);
        stage_frame(&stage, 1280, 720);
        assert_int_equal(shows(&stage, "weighted sums"), order[i % 4] == PICTURE_MATRICES);
    }
    stage_teardown(&stage);
}

/* Nothing is shown before its time; each of the four equations has its name. */
static void test_contents(void **state)
{
    struct stage stage;

    (void)state;
    open_matrices(&stage, "mazur");
    app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_LAYER);
    stage_frame(&stage, 1280, 720);
    assert_true(shows(&stage, "0.15"));
    app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
    stage_frame(&stage, 1280, 720);
    assert_true(shows(&stage, "0.3775"));
    for (int i = 0; i < 3; i++)
        app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
    stage_frame(&stage, 1280, 720);
    assert_true(shows(&stage, "BP1") && shows(&stage, "BP3") && shows(&stage, "BP4"));
    assert_false(shows(&stage, "BP2"));
    assert_true(shows(&stage, "0.0822"));
    app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
    stage_frame(&stage, 1280, 720);
    assert_true(shows(&stage, "BP2") && !shows(&stage, "BP1"));
    stage_teardown(&stage);
}

/* Cells that are tinted as new in the loss. */
static size_t tints(const struct stage *stage)
{
    color soft = theme_get(stage->app.shown.settings.theme)->phase_soft[PHASE_LOSS];
    size_t count = 0;

    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *command = &stage->canvas.commands[i];

        count += command->kind == CANVAS_BOX && command->fill == soft && command->as.box.rect.x < 840.0f;
    }
    return count;
}

/* A cell under the pointer is what the panel explains; Tab comes round to every quantity once. */
static void test_asking(void **state)
{
    struct stage stage;
    struct quantity first;
    size_t visited = 0;

    (void)state;
    open_matrices(&stage, "mazur");
    app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
    app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
    stage_frame(&stage, 1280, 720);
    assert_int_equal(tints(&stage), 1);
    app_apply(&stage.app, COMMAND_NEXT_ITEM, 0.0);
    first = asked_about(&stage.app.asked);
    assert_int_not_equal(first.kind, QUANTITY_RATE); /* but what the step is about, first */
    do {
        stage_frame(&stage, 1280, 720);
        app_apply(&stage.app, COMMAND_NEXT_ITEM, 0.0);
        visited++;
    } while (visited < 50 && !quantity_equal(asked_about(&stage.app.asked), first));
    /* η in the header, two parts, two activations, two targets, the loss. */
    assert_int_equal(visited, 8);
    for (visited = 0; visited < 8 && asked_about(&stage.app.asked).kind != QUANTITY_RATE; visited++) {
        stage_frame(&stage, 1280, 720);
        app_apply(&stage.app, COMMAND_NEXT_ITEM, 0.0);
    }
    /* What is asked about stands out: the loss is no longer tinted as new. */
    stage_frame(&stage, 1280, 720);
    assert_int_equal(tints(&stage), 0);
    for (size_t t = 0; t < stage.app.shown.ui.target_count; t++) {
        const struct ui_target *target = &stage.app.shown.ui.targets[t];

        if (!target->item)
            continue;
        app_pointer_move(&stage.app, rect_center(target->rect));
        assert_true(quantity_equal(asked_about(&stage.app.asked), quantity_unpack(target->action.argument)));
    }
    stage_teardown(&stage);
}

/* A network too large for numbers: heat maps, with shape, range, and what is left out. */
static void test_heat(void **state)
{
    struct stage stage;

    (void)state;
    open_matrices(&stage, "iris");
    app_apply(&stage.app, COMMAND_END, 0.0);
    stage_frame(&stage, 1280, 720);
    assert_true(shows(&stage, "3\xc3\x97" "8"));
    assert_true(shows(&stage, "largest of its matrix"));
    stage_teardown(&stage);
}

/* The side of the smallest cell of a heat map; 0: there is none. */
static float smallest_cell(const struct stage *stage)
{
    float least = 0.0f;

    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *c = &stage->canvas.commands[i];
        struct rect rect = c->as.box.rect;

        if (c->kind == CANVAS_BOX && rect.w == rect.h && rect.y > 150.0f && rect.x < 700.0f
            && (least == 0.0f || rect.w < least))
            least = rect.w;
    }
    return least;
}

/* At a projector's text size six rows have their numbers, and no cell of a heat map is a speck. */
static void test_projector(void **state)
{
    static const char *const lessons[] = {"moons", "iris", "digits", "big"};
    struct stage stage;

    (void)state;
    for (size_t i = 0; i < sizeof lessons / sizeof lessons[0]; i++) {
        open_matrices(&stage, lessons[i]);
        app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_PHASE);
        for (int phase = 0; phase < 3; phase++)
            app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
        stage.app.shown.settings.text_size = 2;
        stage.app.shown.settings.framing.no_controls = true;
        stage_frame(&stage, 1280, 720);
        if (i == 0) { /* a row of ∂L/∂W */
            assert_true(shows(&stage, "0.0113"));
            assert_true(shows(&stage, "0.0258"));
        } else if (smallest_cell(&stage) < 8.0f) {
            fail_msg("%s: a cell is %.1f px", lessons[i], (double)smallest_cell(&stage));
        }
        stage_teardown(&stage);
    }
}

static void press(struct stage *stage, const char *name)
{
    struct key key;

    assert_true(key_parse(name, strlen(name), &key, NULL));
    assert_true(app_key(&stage->app, key, false));
    stage_frame(stage, 1280, 720);
}

/* After a step that goes through all layers, each can be looked at, by keys and by clicks; the next step leads
 * back to its own. */
static void test_layers(void **state)
{
    struct stage stage;
    const struct ui_target *neighbour = NULL;

    (void)state;
    open_matrices(&stage, "mazur");
    press(&stage, "1");
    for (int i = 0; i < 3; i++)
        press(&stage, "Right");
    assert_true(shows(&stage, "BP2") && shows(&stage, " \xc2\xb7 one of 2 layers"));
    press(&stage, ".");
    assert_true(shows(&stage, "BP1") && !shows(&stage, "BP2"));
    assert_true(shows(&stage, " \xc2\xb7 the step is in the hidden layer"));
    press(&stage, ".");
    assert_true(shows(&stage, "BP1"));
    for (size_t t = 0; t < stage.app.shown.ui.target_count; t++)
        if (stage.app.shown.ui.targets[t].action.command == COMMAND_LAYER)
            neighbour = &stage.app.shown.ui.targets[t];
    assert_non_null(neighbour);
    app_pointer_press(&stage.app, rect_center(neighbour->rect));
    app_pointer_release(&stage.app, (struct point){0, 0});
    stage_frame(&stage, 1280, 720);
    assert_true(shows(&stage, "BP2"));
    press(&stage, ".");
    press(&stage, "Right");
    press(&stage, "Left");
    assert_int_equal(app_matrices_layer(&stage.app), 0);
    assert_true(shows(&stage, "BP2"));
    /* In another picture it says where that is. */
    stage.app.shown.settings.picture = PICTURE_NETWORK;
    press(&stage, ",");
    assert_non_null(strstr(stage.app.shown.notice.text, "for the matrices"));
    stage_teardown(&stage);
}

static const char adam[] =
    "{\"backstep\":1,\"title\":\"Adam and L2\",\"network\":{\"inputs\":2,\"layers\":[{\"units\":3,\"activation\":"
    "\"tanh\"},{\"units\":2,\"activation\":\"sigmoid\"}],\"init\":{\"kind\":\"xavier_uniform\",\"seed\":3}},"
    "\"loss\":\"half_squared_error\",\"l2\":0.1,\"optimizer\":{\"kind\":\"adam\",\"learning_rate\":0.1},\"data\":"
    "{\"samples\":[{\"x\":[1,0.5],\"t\":[1,0]},{\"x\":[-0.3,0.8],\"t\":[0,1]}],\"batch\":2},\"stop\":"
    "{\"iterations\":9}}";

/* There is no room for the matrices of all of Adam's equations: what is chosen has them. */
static void test_choice(void **state)
{
    static const enum quantity_kind kinds[] = {QUANTITY_OBJECTIVE_GRADIENT, QUANTITY_FIRST, QUANTITY_SECOND,
                                               QUANTITY_FIRST_HAT, QUANTITY_STEP}; /* the last of a bias */
    static const char *const words[] = {
        "gradient of the objective: with the penalty’s, by the mean gradient", "mean of the gradients",
        "mean of the squares, cell by cell", "corrected at update t = 1", "biases: step"};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open_text(&stage, adam);
    stage.app.shown.settings.picture = PICTURE_MATRICES;
    press(&stage, "End");
    assert_true(shows(&stage, "new weights"));
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        double packed = quantity_pack(i < 4 ? quantity_of_weight(kinds[i], 2, 0, 0)
                                            : quantity_of_bias(kinds[i], 2, 0));
        const struct ui_target *line = NULL;

        assert_false(i < 4 && shows(&stage, words[i]));
        for (size_t t = 0; t < stage.app.shown.ui.target_count; t++)
            if (stage.app.shown.ui.targets[t].item && stage.app.shown.ui.targets[t].action.argument == packed)
                line = &stage.app.shown.ui.targets[t];
        assert_non_null(line);
        app_pointer_press(&stage.app, rect_center(line->rect));
        app_pointer_release(&stage.app, (struct point){0, 0});
        app_pointer_leave(&stage.app);
        stage_frame(&stage, 1280, 720);
        assert_true(shows(&stage, words[i]));
        press(&stage, "Escape");
    }
    stage_teardown(&stage);
}

/* How many quantities Tab comes to until it is round; what it asks about is always in sight. */
static size_t walk(struct stage *stage)
{
    struct quantity first;
    size_t visited = 0;

    press(stage, "Tab");
    first = asked_about(&stage->app.asked);
    do {
        double packed = quantity_pack(asked_about(&stage->app.asked));
        bool shown = false;

        for (size_t t = 0; t < stage->app.shown.ui.target_count; t++)
            shown = shown || (stage->app.shown.ui.targets[t].item && stage->app.shown.ui.targets[t].action.argument == packed);
        assert_true(shown);
        press(stage, "Tab");
    } while (++visited < 400 && !quantity_equal(asked_about(&stage->app.asked), first));
    return visited;
}

static void test_walk(void **state)
{
    struct stage stage;

    (void)state;
    /* All equations have their matrices: η, ∂L/∂W, ∂L/∂b, old values, steps, new values of layer 2. */
    open_matrices(&stage, "mazur-biases");
    press(&stage, "End");
    assert_int_equal(walk(&stage), 1 + 4 * (4 + 2));
    stage_teardown(&stage);
    /* Some: those and ∂J/∂W of the weights, and of the others the buffers, before and after and corrected. */
    stage_setup(&stage);
    stage_open_text(&stage, adam);
    stage.app.shown.settings.picture = PICTURE_MATRICES;
    press(&stage, "End");
    assert_int_equal(walk(&stage), 1 + 4 * (6 + 2) + 6 + 6 * (6 + 2));
    stage_teardown(&stage);
}

/* Every step of its update, in three sizes of text: something has matrices, nothing overlaps. */
static void test_long_update(void **state)
{
    size_t texts = 0, problems = 0;

    (void)state;
    for (int text = 0; text <= 2; text += thorough_stride(2))
        for (int granularity = GRANULARITY_PHASE; granularity < GRANULARITY_COUNT; granularity++) {
            struct stage stage;

            stage_setup(&stage);
            stage_open_text(&stage, adam);
            stage.app.shown.settings.picture = PICTURE_MATRICES;
            stage.app.shown.settings.text_size = text;
            app_apply(&stage.app, COMMAND_GRANULARITY, granularity);
            app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0);
            for (int i = 0; i < (granularity == GRANULARITY_PHASE ? 7 : 40); i++)
                app_apply(&stage.app, COMMAND_STEP_FORWARD, 0);
            for (int i = 0; i < 12; i++) {
                stage_check_layout(&stage, "Adam and L2", &texts, &problems);
                app_apply(&stage.app, i % 3 == 2 ? COMMAND_NEXT_ITEM : COMMAND_STEP_FORWARD, 0);
            }
            stage_teardown(&stage);
        }
    assert_true(texts > 1000);
    assert_int_equal(problems, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layout),   cmocka_unit_test(test_settings), cmocka_unit_test(test_cycle),
        cmocka_unit_test(test_contents), cmocka_unit_test(test_asking),   cmocka_unit_test(test_heat),
        cmocka_unit_test(test_layers),   cmocka_unit_test(test_choice),   cmocka_unit_test(test_long_update),
        cmocka_unit_test(test_walk), cmocka_unit_test(test_projector),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
