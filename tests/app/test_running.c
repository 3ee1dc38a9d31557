/* What is shown while a run hurries on: where to, how fast, how to stop it; one sample, held. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/run/journal.h"
#include "app/run/hurry.h"
#include "app/run/travel.h"
#include "layout_check.h"
#include "base/number.h"
#include "stage.h"

/* It would go on for hours. */
static const char endless[] =
    "{\"backstep\": 1, \"network\": {\"inputs\": 2, \"layers\": [{\"units\": 4, \"activation\": "
    "\"tanh\"}, {\"units\": 1, \"activation\": \"sigmoid\"}]}, \"loss\": \"binary_cross_entropy\", "
    "\"optimizer\": {\"learning_rate\": 0.01}, \"data\": {\"generator\": \"moons\", \"n\": 50, \"noise\": 0.2, "
    "\"validation\": 10, \"order\": \"shuffled\", \"batch\": 8}, \"stop\": {\"iterations\": 4000000000, "
    "\"loss_below\": 1e-12}}";

static void press(struct stage *stage, const char *name)
{
    struct key key;

    assert_true(key_parse(name, strlen(name), &key, NULL));
    app_key(&stage->app, key, false);
}

static void begin(struct stage *stage)
{
    stage_setup(stage);
    stage_open_text(stage, endless);
    stage_frame(stage, 1280, 720);
    press(stage, "Ctrl+End");
    app_tick(&stage->app, 1.0);
    assert_true(stage->app.run.hurry.on);
}

/* On for so long that the page about it is there, with a rate. */
static void hurry(struct stage *stage)
{
    for (int i = 0; i < 10000 && isnan(stage->app.run.hurry.pace.rate); i++) {
        app_tick(&stage->app, 1.0 + i);
        stage_frame(stage, 1280, 720);
    }
    assert_false(isnan(stage->app.run.hurry.pace.rate));
    stage_frame(stage, 1280, 720);
}

static uint64_t iteration(const struct app *app)
{
    return app->run.stepper.here.iteration;
}

/* Back through the whole run in a few seconds, the picture live, every number as it was. */
static void test_rewind(void **state)
{
    struct stage stage;
    uint64_t last, passed = 0;
    size_t recorded, size, ticks = 0;
    char *start, *now;

    (void)state;
    begin(&stage);
    size = stepper_snapshot_size(&stage.app.run.stepper);
    start = malloc(size);
    now = malloc(size);
    assert_true(start != NULL && now != NULL);
    hurry(&stage);
    press(&stage, "Escape");
    last = iteration(&stage.app);
    recorded = stage.app.run.record.count;
    assert_true(last > 1000);
    press(&stage, "Ctrl+Shift+Home");
    while (stage.app.run.hurry.on) {
        app_tick(&stage.app, 1e5 + 16.0 * (double)ticks++);
        assert_true(iteration(&stage.app) <= last);
        passed += iteration(&stage.app) < last;
        last = iteration(&stage.app);
        if (ticks % 50 == 0) {
            stage_frame(&stage, 1280, 720);
            assert_non_null(stage_text(&stage, "Rewind"));
            assert_non_null(stage_text(&stage, "Back"));
        }
    }
    assert_int_equal(stage.app.run.cursor.step, 0);
    assert_true(passed > 150 && ticks < 300);
    assert_int_equal(stage.app.run.record.count, recorded);
    stepper_save(&stage.app.run.stepper, now);
    stage_open_text(&stage, endless);
    stepper_save(&stage.app.run.stepper, start);
    assert_memory_equal(start, now, size);
    free(start);
    free(now);
    stage_teardown(&stage);
}

/* Any key stops it in the middle; playing backwards ends at the start. */
static void test_backwards(void **state)
{
    struct stage stage;
    double at = 1e5;

    (void)state;
    begin(&stage);
    hurry(&stage);
    press(&stage, "Escape");
    press(&stage, "Ctrl+Shift+Home");
    app_tick(&stage.app, at);
    press(&stage, "Escape");
    assert_false(stage.app.run.hurry.on);
    assert_true(iteration(&stage.app) > 1);
    press(&stage, "Home");
    for (int i = 0; i < 5; i++)
        press(&stage, "Right");
    press(&stage, "P");
    press(&stage, "Shift+P");
    assert_true(stage.app.run.playing && stage.app.run.playing_back);
    for (int i = 0; i < 1000 && stage.app.run.playing; i++)
        app_tick(&stage.app, at += 100.0);
    assert_false(stage.app.run.playing);
    assert_int_equal(stage.app.run.cursor.step, 0);
    press(&stage, "P");
    assert_true(stage.app.run.playing && !stage.app.run.playing_back);
    app_tick(&stage.app, at += 5000.0);
    assert_true(stage.app.run.cursor.step > 0);
    stage_teardown(&stage);
}

static void test_the_page(void **state)
{
    struct stage stage;
    char words[64], count[NUMBER_TEXT_SIZE];

    (void)state;
    begin(&stage);
    hurry(&stage);
    assert_non_null(stage_text(&stage, "Fast"));
    assert_non_null(stage_text(&stage, "iterations a second"));
    assert_non_null(stage_text(&stage, "time left, at most"));
    assert_non_null(stage_text(&stage, "stops."));
    /* Every criterion, that of the epochs too, whatever iteration it stands at. */
    assert_non_null(stage_text(&stage, "iteration ≥ 4,000,000,000"));
    assert_non_null(stage_text(&stage, "epoch’s mean loss < "));
    assert_null(stage_text(&stage, "epoch’s end"));
    /* Stopped, it explains the step again. */
    press(&stage, "Escape");
    assert_false(stage.app.run.hurry.on);
    stage_frame(&stage, 1280, 720);
    assert_null(stage_text(&stage, "Fast"));
    assert_non_null(stage_text(&stage, "Weight"));
    snprintf(words, sizeof words, "iteration %s", number_count(count, iteration(&stage.app)));
    assert_non_null(stage_text(&stage, words));
    stage_teardown(&stage);
}

/* Any key stops; what one steps, plays or closes with does no more than that. */
static void test_any_key_stops(void **state)
{
    static const char *const keys[] = {"Right", "Left", "Space", "PageDown", "P", "Escape", "Ctrl+End", "F9", "j"};

    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct stage stage;
        struct cursor cursor;

        begin(&stage);
        cursor = stage.app.run.cursor;
        press(&stage, keys[i]);
        assert_false(stage.app.run.hurry.on || stage.app.run.playing || stage.app.requests.quit);
        assert_int_equal(stage.app.run.cursor.step, cursor.step);
        assert_int_equal(stage.app.run.cursor.moment, cursor.moment);
        stage_teardown(&stage);
    }
}

/* The means by epoch are those that the criteria are asked with. */
static void test_epochs(void **state)
{
    struct stage stage;
    struct app *app = &stage.app;

    (void)state;
    stage_setup(&stage);
    stage_open_text(&stage, endless);
    for (int i = 1; i <= 23; i++) {
        const struct stepper_state *at = &app->run.stepper.state;

        app_apply(app, COMMAND_ITERATION_FORWARD, 0);
        assert_int_equal(app->run.record.epochs, i / 5);
        if (i % 5 == 0)
            assert_true(app->run.record.epoch_losses[i / 5 - 1] == at->epoch_loss / 40);
    }
    for (int i = 0; i < 9; i++)
        app_apply(app, COMMAND_ITERATION_BACK, 0);
    assert_int_equal(app->run.record.epochs, 4);
    assert_true(journal_edit(&app->run, quantity_of_weight(QUANTITY_VALUE, 1, 0, 0), 3.0, NULL));
    assert_int_equal(app->run.record.epochs, 2);
    stage_teardown(&stage);
}

/* One sample all along, its forward pass with the parameters of the moment. */
static void test_steady(void **state)
{
    struct stage stage;
    struct app *app = &stage.app;
    const struct net *net = &app->run.scenario.net;
    size_t sample, others = 0;
    double *block;

    (void)state;
    begin(&stage);
    sample = app->run.hurry.sample;
    block = calloc(net->block_size, sizeof *block);
    assert_non_null(block);
    for (int i = 0; i < 20; i++) {
        struct snapshot snapshot;
        struct view view = {.snapshot = &snapshot, .explanation = &(struct explanation){.mark_count = 3}}, steady;
        const struct view *seen;

        app_tick(app, 2.0 + i);
        run_snapshot(&app->run, &snapshot);
        others += snapshot.sample != sample;
        seen = steady_view(&app->shown.steady, &app->run, &view, &steady);
        assert_ptr_equal(seen, &steady);
        assert_int_equal(seen->snapshot->sample, sample);
        assert_int_equal(seen->explanation->mark_count, 0);
        memcpy(block, app->run.stepper.block, net->param_count * sizeof *block);
        net_evaluate(net, block, dataset_x(&app->run.scenario.data, sample), dataset_t(&app->run.scenario.data, sample));
        for (size_t l = 0; l <= net->layer_count; l++)
            assert_memory_equal(seen->snapshot->now + net->layers[l].a, block + net->layers[l].a,
                                net->layers[l].out * sizeof *block);
        /* Known are the forward pass and the loss, and nothing that came after them. */
        assert_int_equal(reveal_known(seen->snapshot, seen->from, seen->cursor, quantity_at(QUANTITY_A, 2, 0, 0)), KNOWN);
        assert_int_equal(reveal_known(seen->snapshot, seen->from, seen->cursor, quantity_at(QUANTITY_LOSS, 2, 0, 0)), KNOWN);
        assert_int_equal(reveal_known(seen->snapshot, seen->from, seen->cursor, quantity_at(QUANTITY_DZ, 2, 0, 0)),
                         KNOWN_NOT_YET);
    }
    assert_true(others > 5);
    /* The training has not noticed: the same bits as without a look. */
    {
        uint64_t end = iteration(app);
        struct stage plain;

        stage_setup(&plain);
        stage_open_text(&plain, endless);
        travel_to(&plain.app.run, app->run.cursor);
        assert_int_equal(iteration(&plain.app), end);
        assert_memory_equal(plain.app.run.stepper.block, app->run.stepper.block, net->block_size * sizeof *block);
        stage_teardown(&plain);
    }
    free(block);
    stage_teardown(&stage);
}

/* All texts of the picture's left column, where the inputs are. */
static void inputs_shown(struct stage *stage, char *out, size_t size)
{
    const struct canvas *canvas = &stage->canvas;
    struct text text;

    stage_frame(stage, 1280, 720);
    text_init(&text, out, size);
    for (size_t i = 0; i < canvas->count; i++) {
        const struct canvas_command *command = &canvas->commands[i];
        struct point at = command->as.text.origin;

        if (command->kind == CANVAS_TEXT && at.x < 110.0f && at.y > 150.0f && at.y < 590.0f)
            text_printf(&text, "%s ", canvas_text_of(canvas, command));
    }
}

static void test_picture_is_steady(void **state)
{
    char first[256], now[256];
    struct stage stage;
    size_t changes = 0;

    (void)state;
    begin(&stage);
    inputs_shown(&stage, first, sizeof first);
    assert_true(strlen(first) > 6);
    for (int i = 0; i < 10; i++) {
        app_tick(&stage.app, 5.0 + i);
        inputs_shown(&stage, now, sizeof now);
        assert_string_equal(first, now);
    }
    hurry_stop(&stage.app.run);
    for (int i = 0; i < 10; i++) {
        app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0);
        inputs_shown(&stage, now, sizeof now);
        changes += strcmp(first, now) != 0;
    }
    assert_true(changes > 5);
    stage_teardown(&stage);
}

static void test_goals(void **state)
{
    struct explain_run run;
    struct stage stage;
    struct app *app = &stage.app;

    (void)state;
    begin(&stage);
    hurry_describe(&app->run, &run);
    assert_true(run.iteration == 0 && run.epoch == 0 && !run.saved);
    hurry_stop(&app->run);
    hurry_to_iteration(&app->run, iteration(app) + 1000000000);
    assert_true(app->run.hurry.on);
    hurry_describe(&app->run, &run);
    assert_true(run.iteration > 1000000000 && run.epoch == 0);
    hurry_stop(&app->run);
    app_apply(app, COMMAND_EPOCH_FORWARD, 0); /* so near that it is there */
    assert_false(app->run.hurry.on);
    assert_int_equal(iteration(app) % 5, 0);
    stage_teardown(&stage);
}

static void test_layout(void **state)
{
    size_t texts = 0, problems = 0;
    struct stage stage;

    (void)state;
    begin(&stage);
    hurry(&stage);
    for (int size = 0; size <= 2; size++) {
        stage.app.shown.settings.text_size = size;
        stage_check_layout(&stage, "running", &texts, &problems);
    }
    assert_true(texts > 300);
    assert_int_equal(problems, 0);
    stage_teardown(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_page), cmocka_unit_test(test_rewind), cmocka_unit_test(test_backwards),
        cmocka_unit_test(test_any_key_stops),
        cmocka_unit_test(test_epochs),
        cmocka_unit_test(test_steady),
        cmocka_unit_test(test_picture_is_steady),
        cmocka_unit_test(test_goals),
        cmocka_unit_test(test_layout),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
