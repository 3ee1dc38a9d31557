/* A recurrent network in the window does what any other does: nudged, by the other route, under other
 * optimisers, beside another run, as text, LaTeX and CSV; and sequences of 50 times have room. */
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
#include "app/run/travel.h"
#include "app/scene.h"
#include "quantity/parameters.h"
#include "app/walk/walk.h"
#include "stage.h"

static const char *const lessons[] = {"memory", "echo", "parity", "hello", "vanishing", "exploding"};

enum { LESSONS = sizeof lessons / sizeof lessons[0] };

/* At the end of the first backward pass. */
static void begin(struct stage *stage, const char *name)
{
    stage_setup(stage);
    stage_open(stage, name);
    app_apply(&stage->app, COMMAND_END, 0.0);
    while (travel_has_moved(&stage->app.run))
        app_apply(&stage->app, COMMAND_PHASE_BACK, 0.0);
}

static double gradient_of(struct stage *stage, struct quantity parameter)
{
    struct snapshot snapshot;

    run_snapshot(&stage->app.run, &snapshot);
    return quantity_value(&snapshot, quantity_as(parameter, QUANTITY_BATCH_GRADIENT));
}

/* N: the two forward passes with a recurrent weight moved say what its gradient says, which is the
 * sum over all times. */
static void test_nudge(void **state)
{
    size_t nonzero = 0;

    (void)state;
    for (size_t i = 0; i < LESSONS; i++) {
        struct quantity r = quantity_of_recurrent(QUANTITY_VALUE, 1, 0, 0);
        const struct nudge_slope *slope;
        struct stage stage;
        double gradient;

        begin(&stage, lessons[i]);
        app_apply(&stage.app, COMMAND_END, 0.0); /* there it is the batch's */
        app_apply(&stage.app, COMMAND_SELECT, quantity_pack(r));
        app_apply(&stage.app, COMMAND_NUDGE, 0.0);
        for (int frame = 0; frame < 200; frame++)
            stage_frame(&stage, 1280, 720);
        assert_true(quantity_equal(stage.app.shown.jobs.nudge.parameter, r));
        slope = &stage.app.shown.jobs.nudge.nudge.slope;
        gradient = gradient_of(&stage, r);
        if (!(fabs(slope->value - gradient) <= 1e-6 * fmax(1.0, fabs(gradient))))
            fail_msg("%s: %g by nudging, %g by backpropagation", lessons[i], slope->value, gradient);
        nonzero += gradient != 0;
        stage_teardown(&stage);
    }
    assert_true(nonzero >= 5);
}

/* D: each gradient by finite differences, and the same steps. */
static void test_other_route(void **state)
{
    (void)state;
    for (size_t i = 0; i < LESSONS; i++) {
        const struct other_route_card *card;
        struct stage stage;

        begin(&stage, lessons[i]);
        app_apply(&stage.app, COMMAND_OTHER_ROUTE, 0.0);
        app_apply(&stage.app, COMMAND_END, 0.0);
        card = &stage.app.shown.jobs.other_route.card;
        for (int frame = 0; frame < 2000 && !(card->judged && card->stepped); frame++)
            stage_frame(&stage, 1280, 720);
        assert_true(card->judged && card->stepped);
        assert_int_equal(card->summary.counts[JUDGE_DIFFERS], 0);
        assert_true(card->summary.counts[JUDGE_AGREES] > 0);
        assert_true(card->apart < 1e-6);
        stage_teardown(&stage);
    }
}

/* U: another optimiser moves the recurrent weights otherwise; undone, the run is what it was. */
static void test_optimizers(void **state)
{
    (void)state;
    for (size_t i = 0; i < LESSONS; i++) {
        struct stage stage, untouched;
        struct app *app = &stage.app;
        const struct net *net = &app->run.scenario.net;
        size_t r;

        begin(&stage, lessons[i]);
        begin(&untouched, lessons[i]);
        r = net->layers[1].r;
        app_apply(app, COMMAND_OPTIMIZERS, 0.0);
        stage_frame(&stage, 1280, 720);
        assert_int_equal(app->sheet.which, SHEET_OPTIMIZERS);
        app_apply(app, COMMAND_USE_OPTIMIZER,
                  app->run.stepper.state.optimizer.kind == OPTIMIZER_ADAM ? OPTIMIZER_RMSPROP
                                                                          : OPTIMIZER_ADAM);
        app_apply(app, COMMAND_ITERATION_FORWARD, 0.0);
        app_apply(app, COMMAND_ITERATION_FORWARD, 0.0);
        app_apply(&untouched.app, COMMAND_ITERATION_FORWARD, 0.0);
        app_apply(&untouched.app, COMMAND_ITERATION_FORWARD, 0.0);
        assert_true(app->run.stepper.block[r] != untouched.app.run.stepper.block[r]);
        assert_true(isfinite(app->run.stepper.block[r]));
        app_apply(app, COMMAND_UNDO, 0.0);
        app_apply(app, COMMAND_START, 0.0);
        app_apply(&untouched.app, COMMAND_START, 0.0);
        app_apply(app, COMMAND_ITERATION_FORWARD, 0.0);
        app_apply(&untouched.app, COMMAND_ITERATION_FORWARD, 0.0);
        assert_memory_equal(app->run.stepper.block, untouched.app.run.stepper.block,
                            net->param_count * sizeof(double));
        stage_teardown(&stage);
        stage_teardown(&untouched);
    }
}

/* Beside a run with another learning rate: the first number that differs is found, a weight's. */
static void test_comparison(void **state)
{
    struct stage stage;
    struct error err;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "memory");
    if (!compare_set(&stage.app.compare, &stage.app.run,
                     (struct variant){VARIANT_LEARNING_RATE, 0.5}, &err))
        fail_msg("%s", err.text);
    app_apply(&stage.app, COMMAND_DIFFERENCE, 0.0);
    stage_frame(&stage, 1280, 720);
    assert_true(stage.app.run.cursor.step > 0);
    assert_true(stage.app.compare.first.iteration > 0);
    stage_teardown(&stage);
}

static char *copied(struct stage *stage, enum command command)
{
    app_apply(&stage->app, command, 0.0);
    assert_non_null(stage->app.requests.clipboard);
    return stage->app.requests.clipboard;
}

/* The table has a line for each recurrent weight, the LaTeX the sum over times. */
static void test_copies(void **state)
{
    struct stage stage;

    (void)state;
    begin(&stage, "memory");
    app_apply(&stage.app, COMMAND_SELECT,
              quantity_pack(quantity_of_recurrent(QUANTITY_VALUE, 1, 0, 0)));
    stage_frame(&stage, 1280, 720);
    assert_non_null(strstr(copied(&stage, COMMAND_COPY_TABLE), "\r\nr,memory layer,1,1,0.8"));
    assert_non_null(strstr(copied(&stage, COMMAND_COPY_LATEX), "\\begin{align*}"));
    /* At time 1, where it is not used: the page tells of time 2. */
    assert_non_null(strstr(copied(&stage, COMMAND_COPY_TEXT), "+ r · a_(h,1)"));
    stage_teardown(&stage);
}

static const char endless[] =
    "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"kind\": \"recurrent\", \"units\": 2, "
    "\"activation\": \"tanh\"}, {\"units\": 1, \"activation\": \"identity\"}], \"init\": {\"kind\": "
    "\"xavier_uniform\", \"seed\": 3}}, \"loss\": \"half_squared_error\", \"optimizer\": {\"kind\": \"sgd\", "
    "\"learning_rate\": 0.01}, \"stop\": {\"iterations\": 1000000000}, \"data\": {\"sequences\": ["
    "{\"x\": [[1], [0], [-1], [0.5]], \"t\": [[0.5], null, [0.1], [1]]}, "
    "{\"x\": [[1], [1]], \"t\": [null, [0.3]]}, {\"x\": [[0], [1], [1]], \"t\": [null, null, [0.1]]}]}}";

/* While it runs on the picture keeps to one sequence: at all of its times with the parameters of the
 * moment. */
static void test_steady(void **state)
{
    struct stage stage;
    struct app *app = &stage.app;
    const struct net *net = &app->run.scenario.net;
    double *block;
    size_t looks = 0;

    (void)state;
    stage_setup(&stage);
    stage_open_text(&stage, endless);
    app_apply(app, COMMAND_RUN, 1.0);
    block = calloc(net->block_size, sizeof *block);
    assert_non_null(block);
    for (int i = 0; i < 20 && app->run.hurry.on; i++) {
        size_t sample = app->run.hurry.sample;
        struct snapshot snapshot;
        struct explanation none = {0};
        struct view view = {.snapshot = &snapshot, .explanation = &none}, steady;
        const struct view *seen;

        app_tick(app, 2.0 + i);
        if (!app->run.hurry.on)
            break;
        run_snapshot(&app->run, &snapshot);
        seen = steady_view(&app->shown.steady, &app->run, &view, &steady);
        assert_ptr_equal(seen, &steady);
        memcpy(block, snapshot.now, net->block_size * sizeof *block);
        net_evaluate(net, block, dataset_x(&app->run.scenario.data, sample),
                     dataset_t(&app->run.scenario.data, sample));
        for (size_t time = 1; time <= net_times(net, block); time++)
            for (size_t l = 0; l <= net->layer_count; l++) {
                struct quantity a = quantity_then(quantity_at(QUANTITY_A, l, 0, 0), time);

                if (!net_runs(net, block, l, time))
                    continue;
                assert_memory_equal(quantity_now(seen->snapshot, a) + net->layers[l].a,
                                    net_at(net, block, time) + net->layers[l].a,
                                    net->layers[l].out * sizeof *block);
                assert_true(l == 0 || reveal_known(seen->snapshot, seen->from, seen->cursor, a)
                                          == KNOWN);
                looks++;
            }
        assert_true(seen->snapshot->now[net->loss_value] == block[net->loss_value]);
        stage_frame(&stage, 1280, 720);
    }
    assert_true(looks > 100);
    free(block);
    stage_teardown(&stage);
}

static size_t count_of(const struct stage *stage, const char *words)
{
    size_t count = 0;

    for (size_t i = 0; i < stage->canvas.count; i++)
        if (stage->canvas.commands[i].kind == CANVAS_TEXT)
            count += strcmp(canvas_text_of(&stage->canvas, &stage->canvas.commands[i]), words) == 0;
    return count;
}

/* The gradient's size over time: from each time to the one before it is multiplied by r (the slope of
 * identity is 1); a bar can be asked about; nothing stands there before it is computed. */
static void test_gradient_over_time(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "exploding");
    stage.app.shown.settings.picture = PICTURE_GRADIENT;
    assert_int_equal(scene_picture(&stage.app), PICTURE_GRADIENT);
    stage_frame(&stage, 1280, 720);
    assert_int_equal(count_of(&stage, "×1.5"), 0);
    app_apply(&stage.app, COMMAND_END, 0.0);
    stage_frame(&stage, 1280, 720);
    assert_int_equal(count_of(&stage, "×1.5"), 9);
    assert_non_null(stage_text(&stage, words(W_SIZE_OF_DELTA_LEGEND)));
    stage.app.shown.settings.text_size = 2; /* no room for the factors, nor a word of them */
    stage_frame(&stage, 1280, 720);
    assert_int_equal(count_of(&stage, "×1.5"), 0);
    assert_null(stage_text(&stage, words(W_SIZE_OF_DELTA_BRIEF)));
    assert_null(stage_text(&stage, words(W_SIZE_OF_DELTA_LEGEND)));
    stage.app.shown.settings.text_size = 0;
    app_apply(&stage.app, COMMAND_SELECT,
              quantity_pack(quantity_then(quantity_at(QUANTITY_DZ, 1, 0, 0), 3)));
    stage_frame(&stage, 1280, 720);
    assert_int_equal(asked_about(&stage.app.asked).time, 3);
    stage_open(&stage, "mazur");
    assert_int_equal(scene_picture(&stage.app), PICTURE_NETWORK);
    stage_teardown(&stage);
}

/* ---- long sequences ---- */

static void write_long(char *text, size_t size, int times)
{
    size_t at = (size_t)snprintf(
        text, size, "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"kind\": \"recurrent\", "
        "\"units\": 1, \"activation\": \"tanh\", \"weights\": [[0.5]], \"recurrent_weights\": [[0.9]]}, "
        "{\"units\": 1, \"activation\": \"identity\", \"weights\": [[1]]}]}, \"loss\": "
        "\"half_squared_error\", \"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 0.01}, "
        "\"data\": {\"sequences\": [{\"x\": [");

    for (int list = 0; list < 2; list++) {
        for (int i = 0; i < times; i++)
            at += (size_t)snprintf(text + at, size - at, "%s[%d]", i > 0 ? "," : "", (i * 7) % 3 - 1);
        at += (size_t)snprintf(text + at, size - at, "%s", list == 0 ? "], \"t\": [" : "]}]}}");
    }
}

static size_t said(const struct stage *stage, const char *format, size_t n)
{
    char words[64];

    snprintf(words, sizeof words, format, n);
    return count_of(stage, words);
}

/* Of 50 times those around the step are there, unrolled and in the graph, and the others counted. */
static void test_fifty_times(void **state)
{
    static const enum shown_picture pictures[] = {PICTURE_NETWORK, PICTURE_FOLDED, PICTURE_GRADIENT,
                                                PICTURE_GRAPH};
    size_t texts = 0, problems = 0;
    char text[4096];
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    write_long(text, sizeof text, 50);
    stage_open_text(&stage, text);
    app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_LAYER);
    for (size_t step = 0; step < 240; step += 13) {
        for (size_t p = 0; p < sizeof pictures / sizeof pictures[0]; p++) {
            size_t left_out = 0, shown = 0;

            stage.app.shown.settings.picture = pictures[p];
            stage_check_layout(&stage, "50 times", &texts, &problems);
            stage_frame(&stage, 1280, 720);
            for (size_t n = 1; n < 50; n++)
                left_out += n * (said(&stage, "‹ %zu earlier", n) + said(&stage, "%zu later ›", n));
            for (size_t n = 1; n <= 50; n++)
                shown += said(&stage, "time %zu", n) > 0;
            /* What the step's own title says may be one of them. */
            assert_true(pictures[p] == PICTURE_FOLDED || pictures[p] == PICTURE_GRADIENT || shown + left_out == 50);
            assert_true(pictures[p] == PICTURE_FOLDED || pictures[p] == PICTURE_GRADIENT || left_out > 30);
        }
        for (int i = 0; i < 13; i++)
            app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
    }
    assert_int_equal(problems, 0);
    stage_teardown(&stage);
}

/* At a projector what stands beside the weights' numbers can be read, too. */
static void test_words_of_weights(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage.app.shown.settings.text_size = 2;
    stage.app.shown.settings.framing.no_controls = true;
    stage_open(&stage, "echo");
    assert_true(walk_to(&stage.app, 7));
    stage_frame(&stage, 1280, 720);
    assert_non_null(stage_text(&stage, "+ 28 more"));
    assert_true(stage_text(&stage, "+ 28 more")->as.text.size_px >= 0.03 * 720);
    assert_non_null(stage_text(&stage, "clipped"));
    assert_int_equal(stage_text(&stage, "clipped")->as.text.size_px,
                     stage_text(&stage, "gradient")->as.text.size_px);
    assert_true(stage_text(&stage, "gradient")->as.text.size_px >= 0.025 * 720);
    stage_teardown(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_of_weights),
        cmocka_unit_test(test_nudge),      cmocka_unit_test(test_other_route),
        cmocka_unit_test(test_optimizers), cmocka_unit_test(test_comparison),
        cmocka_unit_test(test_copies),     cmocka_unit_test(test_fifty_times),
        cmocka_unit_test(test_steady), cmocka_unit_test(test_gradient_over_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
