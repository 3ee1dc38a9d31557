/* What the network says about the sample: said when its outputs are known and not before, in words,
 * and true. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "stage.h"

/* By the numbers alone. */
struct expected {
    bool known, right;
    size_t said;
};

static struct expected expect(struct stage *stage)
{
    const struct net *net = &stage->app.run.scenario.net;
    const struct net_layer *output = net_output(net);
    struct expected expected = {.known = stage->app.run.cursor.step > 0};
    double most = -(double)INFINITY;
    struct snapshot snapshot;
    size_t is = 0;

    run_snapshot(&stage->app.run, &snapshot);
    for (size_t k = 0; k < output->out; k++) {
        struct quantity a = quantity_at(QUANTITY_A, net->layer_count, k, 0), t = quantity_at(QUANTITY_T, net->layer_count, k, 0);

        expected.known = expected.known
            && reveal_known(&snapshot, stage->app.run.cursor, stage->app.run.cursor, a) != KNOWN_NOT_YET;
        if (quantity_value(&snapshot, a) > most) {
            most = quantity_value(&snapshot, a);
            expected.said = k;
        }
        if (quantity_value(&snapshot, t) == 1.0)
            is = output->out > 1 ? k : 1;
    }
    if (output->out == 1)
        expected.said = most >= 0.5;
    expected.right = expected.said == is;
    return expected;
}

/* The text that ends where the first one begins, or begins where it ends. */
static bool beside(const struct stage *stage, const struct canvas_command *first, const char *words)
{
    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *command = &stage->canvas.commands[i];

        if (command->kind == CANVAS_TEXT && command->as.text.origin.y == first->as.text.origin.y
            && fabsf(command->as.text.origin.x - first->as.text.origin.x - first->as.text.advance) < 1.0f
            && strcmp(canvas_text_of(&stage->canvas, command), words) == 0)
            return true;
    }
    return false;
}

static void check_frame(struct stage *stage, size_t counts[3])
{
    const struct net_layer *output = net_output(&stage->app.run.scenario.net);
    struct expected expected = expect(stage);
    const struct canvas_command *says, *wrong, *right;
    char number[24];

    stage_frame(stage, 1280, 720);
    says = stage_text(stage, "says ");
    right = stage_text(stage, "right");
    wrong = stage_text(stage, "wrong: it is ");
    counts[!expected.known ? 0 : expected.right ? 1 : 2]++;
    if (!expected.known) {
        assert_true(says == NULL && right == NULL && wrong == NULL);
        return;
    }
    assert_non_null(says);
    assert_true((right != NULL) == expected.right && (wrong != NULL) == !expected.right);
    snprintf(number, sizeof number, "%zu", expected.said);
    assert_true(beside(stage, says, output->units != NULL && output->out > 1 ? output->units[expected.said] : number));
}

static void said_when_known(void **state)
{
    static const char *const lessons[] = {"digits", "moons", "xor"};
    size_t counts[3] = {0};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < sizeof lessons / sizeof lessons[0]; i++) {
        stage_open(&stage, lessons[i]);
        app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_LAYER);
        app_apply(&stage.app, COMMAND_CLOSE, 0.0);
        for (int step = 0; step < 60; step++) {
            check_frame(&stage, counts);
            app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
        }
        for (int iteration = 0; iteration < 12; iteration++) {
            app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0.0);
            check_frame(&stage, counts);
        }
    }
    stage_teardown(&stage);
    assert_true(counts[0] > 30 && counts[1] > 10 && counts[2] > 10);
}

/* A long name has no room beside "says"; the mark stands at the output then too, and one only. */
static void the_output_is_marked(void **state)
{
    struct stage stage;
    size_t triangles = 0;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "iris");
    app_apply(&stage.app, COMMAND_CLOSE, 0.0);
    for (int phase = 0; phase < 3; phase++)
        app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
    stage_frame(&stage, 1280, 720);
    for (size_t i = 0; i < stage.canvas.count; i++)
        triangles += stage.canvas.commands[i].kind == CANVAS_TRIANGLE
            && stage.canvas.commands[i].as.points.p[0].x < 850.0f && stage.canvas.commands[i].as.points.p[0].y < 600.0f;
    assert_int_equal(triangles, 2); /* there, and before the words */
    stage_teardown(&stage);
}

/* Targets that are no classes are not judged. */
static void nothing_where_there_are_no_classes(void **state)
{
    static const char *const lessons[] = {"mazur", "sine"};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < sizeof lessons / sizeof lessons[0]; i++) {
        stage_open(&stage, lessons[i]);
        app_apply(&stage.app, COMMAND_CLOSE, 0.0);
        app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0.0);
        stage_frame(&stage, 1280, 720);
        assert_true(stage_text(&stage, "says ") == NULL && stage_text(&stage, "right") == NULL);
    }
    stage_teardown(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(said_when_known),
        cmocka_unit_test(the_output_is_marked),
        cmocka_unit_test(nothing_where_there_are_no_classes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
