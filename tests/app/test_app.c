/* What commands, the pointer, time and broken files do to the state. */
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

#include "app/commands/commands.h"
#include "stage.h"

static void press(struct stage *stage, const char *name)
{
    struct key key;

    assert_true(key_parse(name, strlen(name), &key, NULL));
    app_key(&stage->app, key, false);
}

/* The middle of the last target that gives the command. */
static struct point target_of(const struct stage *stage, enum command command, double argument)
{
    const struct ui *ui = &stage->app.shown.ui;

    for (size_t i = ui->target_count; i-- > 0;) {
        if (ui->targets[i].action.command == (int)command && ui->targets[i].action.argument == argument)
            return rect_center(ui->targets[i].rect);
    }
    fail_msg("nothing to click for command %d", (int)command);
    return (struct point){0, 0};
}

static void click(struct stage *stage, enum command command, double argument)
{
    struct point at;

    stage_frame(stage, 1280, 720);
    at = target_of(stage, command, argument);
    app_pointer_move(&stage->app, at);
    app_pointer_press(&stage->app, at);
    app_pointer_release(&stage->app, at);
}

/* To the stopping criterion, slice by slice; a command stops it where it is. */
static void test_run_to_the_end(void **state)
{
    struct stage stage;
    struct place place;
    int ticks = 0;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    stage.app.run.hurry.share = 0.0;
    press(&stage, "Ctrl+End");
    assert_true(stage.app.run.hurry.on);
    app_tick(&stage.app, 1.0);
    stepper_place(&stage.app.run.stepper, &place);
    assert_true(place.iteration > 1 && place.iteration < 10000);
    press(&stage, "Escape");
    assert_false(stage.app.run.hurry.on || stage.app.requests.quit);
    press(&stage, "Ctrl+End");
    while (stage.app.run.hurry.on && ticks++ < 10000)
        app_tick(&stage.app, 2.0 + ticks);
    stepper_place(&stage.app.run.stepper, &place);
    assert_int_equal(place.unit.kind, UNIT_STOP);
    assert_int_equal(place.iteration, 10000);
    assert_int_equal(stage.app.run.record.count, 10000);
    assert_true(ticks > 1);
    stage_teardown(&stage);
}

/* It stops, names the first number that became infinite, and one key leads there. */
/* A weight below 0 is a dashed line and has a minus: whoever sees no colours sees its sign. */
static void test_signs_without_colours(void **state)
{
    const struct net_layer *layer;
    size_t below = 0, dashed = 0, minus = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "xor");
    app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_PHASE);
    stage_frame(&stage, 1920, 1080);
    for (size_t l = 1; l <= stage.app.run.scenario.net.layer_count; l++) {
        layer = &stage.app.run.scenario.net.layers[l];
        for (size_t i = 0; i < layer->in * layer->out; i++)
            below += stage.app.run.stepper.block[layer->w + i] < 0.0;
    }
    for (size_t i = 0; i < stage.canvas.count; i++) {
        const struct canvas_command *command = &stage.canvas.commands[i];

        dashed += command->kind == CANVAS_LINE && command->dash > 0.0f;
        minus += command->kind == CANVAS_TEXT
              && (strncmp(canvas_text_of(&stage.canvas, command), "-", 1) == 0
                  || strncmp(canvas_text_of(&stage.canvas, command), "−", strlen("−")) == 0);
    }
    assert_true(below >= 2);
    assert_int_equal(dashed, below);
    assert_true(minus >= below); /* and biases */
    stage_teardown(&stage);
}

static void test_divergence(void **state)
{
    static const char text[] =
        "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"units\": 1, "
        "\"activation\": \"identity\", \"weights\": [[1]]}]}, \"loss\": \"half_squared_error\", "
        "\"optimizer\": {\"learning_rate\": 1e60}, \"data\": {\"samples\": [{\"x\": [1], "
        "\"t\": [0]}]}, \"stop\": {\"iterations\": 9}}";
    char path[] = "/tmp/backstep-test-XXXXXX";
    const char *said = "The run has diverged: the loss became infinite in iteration 4. "
                       "Ctrl+Home goes there.";
    const struct canvas_command *button;
    struct stage stage;
    struct error err;
    int file = mkstemp(path);

    (void)state;
    assert_true(file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text));
    close(file);
    stage_setup(&stage);
    assert_true(app_open(&stage.app, path, &err));
    remove(path);
    press(&stage, "Ctrl+Home");
    assert_string_equal(stage.app.shown.notice.text,
                        "No number of this run is known to have become infinite or NaN.");
    press(&stage, "Ctrl+End");
    for (int i = 0; i < 100 && stage.app.run.hurry.on; i++)
        app_tick(&stage.app, 1.0 + i);
    assert_int_equal(stage.app.run.stepper.state.stopped, STOP_DIVERGENCE);
    assert_int_equal(stage.app.run.cursor.step, 17);
    assert_string_equal(stage.app.shown.notice.text, said);
    stage_frame(&stage, 1280, 720);
    /* The page says it in words, and has the way there. */
    button = stage_text(&stage, "Go there: iteration 4 (Ctrl+Home)");
    assert_non_null(button);
    app_pointer_move(&stage.app, button->as.text.origin);
    app_pointer_press(&stage.app, button->as.text.origin);
    app_pointer_release(&stage.app, button->as.text.origin);
    assert_int_equal(stage.app.run.cursor.step, 14);
    press(&stage, "Ctrl+End");
    while (stage.app.run.hurry.on)
        app_tick(&stage.app, 1.0);
    assert_int_equal(stage.app.run.cursor.step, 17);
    press(&stage, "Ctrl+Home");
    assert_int_equal(stage.app.run.cursor.step, 14);
    assert_true(isinf(stage.app.run.stepper.block[stage.app.run.scenario.net.loss_value]));
    assert_int_equal(asked_about(&stage.app.asked).kind, QUANTITY_LOSS);
    stage_frame(&stage, 1280, 720);
    /* Step by step into it again, and from the start. */
    for (int i = 0; i < 3; i++)
        press(&stage, "Shift+Right");
    assert_string_equal(stage.app.shown.notice.text, said);
    press(&stage, "Home");
    press(&stage, "Ctrl+Home");
    assert_int_equal(stage.app.run.cursor.step, 14);
    stage_teardown(&stage);
}

/* The losses of a batch are numbers, but not their sum: the way leads to the step where it overflows. */
static void test_divergence_of_a_sum(void **state)
{
    static const char text[] =
        "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"units\": 1, "
        "\"activation\": \"identity\", \"weights\": [[1.3e154]]}]}, \"loss\": \"half_squared_error\", "
        "\"optimizer\": {\"learning_rate\": 1e-9}, \"data\": {\"samples\": [{\"x\": [1], \"t\": [0]}, "
        "{\"x\": [1], \"t\": [0]}, {\"x\": [1], \"t\": [0]}], \"batch\": 3}, \"stop\": {\"iterations\": 9}}";
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open_text(&stage, text);
    press(&stage, "Ctrl+End");
    while (stage.app.run.hurry.on)
        app_tick(&stage.app, 1.0);
    assert_non_null(strstr(stage.app.shown.notice.text, "the sum of the batch's losses became infinite in iteration 1, at sample 3"));
    press(&stage, "Ctrl+Home");
    assert_int_equal(stage.app.run.cursor.step, 8);
    assert_int_equal(asked_about(&stage.app.asked).kind, QUANTITY_NONE);
    stage_frame(&stage, 1280, 720);
    assert_non_null(stage_text(&stage, "infinite"));
    stage_teardown(&stage);
}

/* Every line of the help is a button for its command. */
static void test_help_is_a_menu(void **state)
{
    struct stage stage;
    struct command_help help;
    size_t count = 0;
    char keys[128];

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    for (; command_help(count, &help, keys, sizeof keys); count++) {
        press(&stage, "?");
        assert_int_equal(stage.app.sheet.which, SHEET_HELP);
        stage_frame(&stage, 1280, 720);
        target_of(&stage, help.command, help.argument);
        press(&stage, "Escape");
    }
    assert_true(count > 30);
    click(&stage, COMMAND_HELP, 0.0);
    click(&stage, COMMAND_PHASE_FORWARD, 0.0);
    assert_int_equal(stage.app.sheet.which, SHEET_NONE);
    assert_true(stage.app.run.cursor.step > 0);
    click(&stage, COMMAND_HELP, 0.0);
    click(&stage, COMMAND_GLOSSARY, 0.0);
    assert_int_equal(stage.app.sheet.which, SHEET_GLOSSARY);
    click(&stage, COMMAND_CHOOSE, 3.0);
    assert_int_equal(stage.app.sheet.choice, 3);
    press(&stage, "Right");
    assert_int_equal(stage.app.sheet.choice, 4);
    press(&stage, "F1");
    assert_int_equal(stage.app.sheet.which, SHEET_NONE);
    stage_teardown(&stage);
}

/* All that the keys do can be clicked too. */
static void test_clicks(void **state)
{
    struct stage stage;
    uint64_t end;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    click(&stage, COMMAND_STEP_FORWARD, 0.0);
    assert_int_equal(stage.app.run.cursor.step, 1);
    click(&stage, COMMAND_STEP_BACK, 0.0);
    assert_int_equal(stage.app.run.cursor.step, 0);
    click(&stage, COMMAND_END, 0.0);
    end = stage.app.run.cursor.step;
    assert_int_equal(end, 7);
    click(&stage, COMMAND_GRANULARITY, GRANULARITY_PHASE);
    assert_int_equal(stage.app.run.granularity, GRANULARITY_PHASE);
    click(&stage, COMMAND_SEEK_PHASE, PHASE_LOSS);
    assert_int_equal(stage.app.run.cursor.step, 3);
    click(&stage, COMMAND_PLAY, 0.0);
    assert_true(stage.app.run.playing);
    click(&stage, COMMAND_PLAY, 0.0);
    assert_false(stage.app.run.playing);
    click(&stage, COMMAND_START, 0.0);
    assert_int_equal(stage.app.run.cursor.step, 0);
    stage_teardown(&stage);
}

static void test_drag(void **state)
{
    struct stage stage;
    struct point at;
    float x;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    stage_frame(&stage, 1280, 720);
    at = target_of(&stage, COMMAND_SEEK, 0.0);
    app_pointer_press(&stage.app, at);
    assert_true(stage.app.run.cursor.step > 0);
    for (x = at.x; x < 1280.0f; x += 7.0f)
        app_pointer_move(&stage.app, (struct point){x, at.y});
    assert_int_equal(stage.app.run.cursor.step, 7);
    app_pointer_move(&stage.app, (struct point){0.0f, 300.0f}); /* far off, still held */
    assert_int_equal(stage.app.run.cursor.step, 1);
    app_pointer_release(&stage.app, (struct point){0.0f, 300.0f});
    app_pointer_move(&stage.app, at);
    assert_int_equal(stage.app.run.cursor.step, 1);
    stage_teardown(&stage);
}

static void test_escape_closes_first(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    press(&stage, "?");
    assert_int_equal(stage.app.sheet.which, SHEET_HELP);
    press(&stage, "Escape");
    assert_int_equal(stage.app.sheet.which, SHEET_NONE);
    assert_false(stage.app.requests.quit);
    press(&stage, "l");
    assert_true(stage.app.sheet.lessons_open);
    press(&stage, "Escape");
    assert_false(stage.app.sheet.lessons_open);
    press(&stage, "P");
    press(&stage, "Escape");
    assert_false(stage.app.run.playing || stage.app.requests.toggle_full_screen);
    stage.app.shown.full_screen = true;
    press(&stage, "Escape");
    assert_int_equal(stage.app.sheet.which, SHEET_CLICKER);
    press(&stage, "F");
    assert_true(stage.app.requests.toggle_full_screen);
    press(&stage, "Escape");
    stage.app.requests.toggle_full_screen = stage.app.shown.full_screen = false;
    /* One too many, however often: what quits is said, and another key. */
    for (int i = 0; i < 5; i++) {
        press(&stage, "Escape");
        assert_false(stage.app.requests.quit || stage.app.requests.toggle_full_screen);
        assert_true((strstr(stage.app.shown.notice.text, "Q quits") != NULL) == (i % 2 == 0));
    }
    press(&stage, "Q");
    assert_true(stage.app.requests.quit);
    stage_teardown(&stage);
}

static void test_open_from_list(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_frame(&stage, 1280, 720); /* no lesson: the list */
    click(&stage, COMMAND_OPEN_LESSON, 1.0);
    assert_true(app_has_lesson(&stage.app));
    assert_int_equal(stage.app.run.lesson, 1);
    assert_false(stage.app.sheet.lessons_open);
    stage_teardown(&stage);
}

static void test_broken_scenario(void **state)
{
    struct stage stage;
    struct error err = {0};
    struct point row;

    (void)state;
    stage_setup(&stage);
    assert_false(app_open(&stage.app, "/nowhere/at/all.json", &err));
    assert_non_null(strstr(err.text, "/nowhere/at/all.json"));
    assert_true(stage.app.sheet.lessons_open);
    assert_string_equal(stage.app.shown.notice.text, err.text);
    stage_frame(&stage, 1280, 720);
    row = target_of(&stage, COMMAND_OPEN_LESSON, 0.0);
    for (float x = 2.0f; x < 1280.0f; x += 90.0f) { /* a click beside the rows does nothing */
        struct point title = {x, row.y - 66.0f};

        app_pointer_press(&stage.app, (struct point){x, 2.0f});
        app_pointer_release(&stage.app, (struct point){x, 2.0f});
        app_pointer_press(&stage.app, title);
        app_pointer_release(&stage.app, title);
    }
    assert_false(stage.app.requests.quit);
    stage_frame(&stage, 1280, 720);
    click(&stage, COMMAND_OPEN_LESSON, 0.0);
    assert_true(app_has_lesson(&stage.app));
    press(&stage, "Right");
    assert_false(app_open(&stage.app, "/nowhere/at/all.json", &err));
    assert_true(app_has_lesson(&stage.app)); /* keeps what it had */
    assert_int_equal(stage.app.run.cursor.step, 1);
    assert_true(stage.app.shown.notice.text[0] != '\0');
    stage_frame(&stage, 1280, 720);
    stage_teardown(&stage);
}

static void test_motion(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    app_apply(&stage.app, COMMAND_ANIMATION, 0.0);
    app_tick(&stage.app, 10000.0);
    press(&stage, "Right");
    assert_true(stage.app.shown.motion.length_ms >= 300.0 && stage.app.shown.motion.length_ms <= 600.0);
    stage_frame(&stage, 1280, 720);
    assert_true(app_sleep_ms(&stage.app) == 0.0);
    app_tick(&stage.app, 10700.0);
    stage_frame(&stage, 1280, 720);
    assert_true(app_sleep_ms(&stage.app) < 0.0); /* idle until the next event */
    /* A held key is not slowed down by motion. */
    for (int i = 0; i < 5; i++) {
        app_tick(&stage.app, 20000.0 + 30.0 * i);
        press(&stage, "Right");
    }
    assert_true(stage.app.shown.motion.length_ms == 0.0);
    stage_teardown(&stage);
}

static void test_play(void **state)
{
    struct stage stage;
    double now = 0.0;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_PHASE);
    app_tick(&stage.app, now);
    press(&stage, "p");
    for (int i = 0; i < 4; i++) {
        app_tick(&stage.app, now);
        stage_frame(&stage, 1280, 720);
        now += app_sleep_ms(&stage.app) + 0.001;
    }
    assert_int_equal(stage.app.run.cursor.step, 7); /* four phases */
    press(&stage, "p");
    app_tick(&stage.app, now + 1e6);
    assert_int_equal(stage.app.run.cursor.step, 7);
    stage_teardown(&stage);
}

/* The famous number: after one update the loss is 0.29102777, not the article's 0.291027924. */
static void test_mazur_loss_after(void **state)
{
    struct stage stage;
    struct snapshot snapshot;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    app_apply(&stage.app, COMMAND_END, 0.0);
    run_snapshot(&stage.app.run, &snapshot);
    assert_true(fabs(snapshot.loss_after - 0.29102777369359933) < 1e-15);
    assert_true(fabs(snapshot.batch_loss - 0.2983711087600027) < 1e-15);
    stage_teardown(&stage);
}

/* The frame of a step does not depend on the way to it. */
static void test_frame_is_a_function_of_the_cursor(void **state)
{
    struct stage stage;
    struct canvas_command *commands;
    size_t count;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "xor");
    for (int i = 0; i < 17; i++)
        press(&stage, "Right");
    stage_frame(&stage, 1280, 720);
    count = stage.canvas.count;
    commands = malloc(count * sizeof *commands);
    assert_non_null(commands);
    memcpy(commands, stage.canvas.commands, count * sizeof *commands);
    for (int i = 0; i < 9; i++)
        press(&stage, "Right");
    for (int i = 0; i < 9; i++)
        press(&stage, "Left");
    stage_frame(&stage, 1280, 720);
    assert_int_equal(stage.canvas.count, count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(stage.canvas.commands[i].kind, commands[i].kind);
    assert_memory_equal(stage.canvas.commands, commands, count * sizeof *commands);
    free(commands);
    stage_teardown(&stage);
}

/* The strip stays where it is from the first step of an iteration to the last. */
static void test_nothing_jumps(void **state)
{
    static const char *const lessons[] = {"mazur", "neuron", "saturated", "xor", "dead-relu", "softmax",
                                          "momentum", "adam", "l2"};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < sizeof lessons / sizeof lessons[0]; i++) {
        struct point first;
        struct place place;

        stage_open(&stage, lessons[i]);
        stage_frame(&stage, 1280, 720);
        first = target_of(&stage, COMMAND_SEEK_PHASE, PHASE_BACKWARD);
        do {
            struct point at;

            press(&stage, "Right");
            stage_frame(&stage, 1280, 720);
            at = target_of(&stage, COMMAND_SEEK_PHASE, PHASE_BACKWARD);
            assert_true(at.x == first.x && at.y == first.y);
            stepper_place(&stage.app.run.stepper, &place);
        } while (place.iteration < 3);
        for (size_t k = 0; k < stage.canvas.count; k++) { /* and the counters are whole */
            if (stage.canvas.commands[k].kind == CANVAS_TEXT
                && strncmp(canvas_text_of(&stage.canvas, &stage.canvas.commands[k]), "sample ", 7) == 0)
                assert_null(strstr(canvas_text_of(&stage.canvas, &stage.canvas.commands[k]), "\xe2\x80\xa6"));
        }
    }
    stage_teardown(&stage);
}

/* Any size is survived; one too small for a lesson says so. */
static void test_odd_sizes(void **state)
{
    static const float sizes[][2] = {{1, 1}, {200, 100}, {300, 1200}, {640, 360}, {3000, 400}, {1000, 800}};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "xor");
    press(&stage, "Right");
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        bool small = sizes[i][0] < 480 || sizes[i][1] < 270 || sizes[i][0] < sizes[i][1];

        stage_frame(&stage, sizes[i][0], sizes[i][1]);
        assert_true(stage.canvas.count > 0);
        assert_int_equal(stage.canvas.count == 1, small);
    }
    stage_teardown(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_odd_sizes),
        cmocka_unit_test(test_nothing_jumps),
        cmocka_unit_test(test_clicks),
        cmocka_unit_test(test_run_to_the_end),
        cmocka_unit_test(test_signs_without_colours),
        cmocka_unit_test(test_divergence),
        cmocka_unit_test(test_divergence_of_a_sum),
        cmocka_unit_test(test_help_is_a_menu),
        cmocka_unit_test(test_drag),
        cmocka_unit_test(test_escape_closes_first),
        cmocka_unit_test(test_open_from_list),
        cmocka_unit_test(test_broken_scenario),
        cmocka_unit_test(test_motion),
        cmocka_unit_test(test_play),
        cmocka_unit_test(test_mazur_loss_after),
        cmocka_unit_test(test_frame_is_a_function_of_the_cursor),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
