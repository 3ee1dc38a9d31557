/* The backward pass by finite differences: the engine's numbers, the same update, and nothing of the
 * run is changed by it. */
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

#include "app/run/journal.h"
#include "lesson/catalogue.h"
#include "stage.h"
#include "../base/thorough.h"
#include "../lesson/networks.h"

static void begin(struct stage *stage, const char *name)
{
    stage_setup(stage);
    stage_open(stage, name);
    app_apply(&stage->app, COMMAND_OTHER_ROUTE, 0.0);
}

static void *saved(const struct stage *stage)
{
    void *out = test_malloc(stepper_snapshot_size(&stage->app.run.stepper));

    stepper_save(&stage->app.run.stepper, out);
    return out;
}

/* The differences of the samples at hand, made here. */
static void expect_numbers(const struct stage *stage, const double *params, const double *x, const double *t,
                           size_t samples)
{
    const struct net *net = &stage->app.run.scenario.net;
    const struct other_route_card *card = &stage->app.shown.jobs.other_route.card;
    struct numeric_gradient numeric;
    bool nonzero = false;

    assert_non_null(card->numeric);
    assert_true(numeric_gradient_init(&numeric, net, params, samples, NULL));
    memcpy(numeric.model.data.x, x, samples * net->layers[0].out * sizeof *x);
    memcpy(numeric.model.data.t, t, samples * net_output(net)->out * sizeof *t);
    numeric_gradient_advance(&numeric, UINT64_MAX);
    assert_int_equal(card->samples, samples);
    assert_int_equal(card->numeric->passes, 2 * net->param_count * samples);
    for (size_t i = 0; i < net->param_count; i++) {
        assert_true(numeric.slopes[i].value == card->numeric->slopes[i].value);
        assert_true(numeric.slopes[i].bound == card->numeric->slopes[i].bound);
        nonzero = nonzero || numeric.slopes[i].value != 0;
    }
    assert_true(nonzero);
    numeric_gradient_finish(&numeric);
}

/* Every step that is known is the optimiser's, from either gradient, and they are close. */
static size_t expect_steps(struct stage *stage)
{
    const struct net *net = &stage->app.run.scenario.net;
    const struct optimizer *optimizer = &stage->app.run.stepper.state.optimizer;
    const struct numeric_gradient *numeric = stage->app.shown.jobs.other_route.card.numeric;
    struct snapshot snapshot;
    size_t moved = 0;

    run_snapshot(&stage->app.run, &snapshot);
    for (size_t i = 0; i < parameters_count(net); i++) {
        struct quantity parameter = parameters_at(net, i);
        size_t at = quantity_parameter(net, parameter);
        double first, second, step;
        struct optimizer_move move, own;

        if (parameters_fixed(net, parameter))
            continue;
        own = quantity_move(&snapshot, parameter, &first, &second);
        move = optimizer_move(optimizer, parameter.of == QUANTITY_OF_WEIGHT, 1, snapshot.before[at],
                              numeric->slopes[at].value * (double)snapshot.place.batch_count,
                              snapshot.place.batch_count, first, second);
        step = quantity_move_by(&snapshot, parameter, numeric->slopes[at].value).step;
        assert_true(step == move.step);
        if (!numeric->slopes[at].kink)
            assert_true(fabs(step - own.step) <= 1e-6 * fmax(1.0, fabs(own.step)));
        moved += step != 0;
    }
    return moved;
}

/* In the first iteration of lessons of every kind: the sample's at its backward pass, the batch's at the
 * update. */
static void test_numbers(void **state)
{
    static const char *const names[] = {"mazur", "mazur-biases", "neuron", "xor", "softmax", "momentum", "adam", "l2"};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct stage stage;
        struct app *app = &stage.app;
        const struct scenario *scenario = &app->run.scenario;
        const struct other_route_card *card = &app->shown.jobs.other_route.card;
        void *before, *after;
        size_t batch;

        begin(&stage, names[i]);
        batch = scenario->training.batch;
        stage_frame(&stage, 1280, 720);
        assert_null(card->numeric); /* not before the loss */
        for (int phase = 0; phase < 3; phase++)
            app_apply(app, COMMAND_PHASE_FORWARD, 0.0);
        before = saved(&stage);
        stage_frame(&stage, 1280, 720);
        expect_numbers(&stage, scenario->params, app->run.stepper.block + scenario->net.layers[0].a,
                       app->run.stepper.block + scenario->net.t, 1);
        assert_true(card->judged);
        assert_false(card->stepped);
        assert_int_equal(card->summary.counts[JUDGE_DIFFERS], 0);
        /* The panel is one of finite differences, as the strip says: no chain rule, no measuring by it. */
        assert_string_equal(app->shown.explanation->equations[0].relation, "\xe2\x89\x88");
        assert_true(card->summary.counts[JUDGE_AGREES] > 0 && card->summary.least_digits >= 3);
        app_apply(app, COMMAND_OTHER_ROUTE, 0.0);
        app_apply(app, COMMAND_OTHER_ROUTE, 0.0);
        stage_frame(&stage, 1280, 720);
        after = saved(&stage);
        assert_memory_equal(before, after, stepper_snapshot_size(&app->run.stepper));
        test_free(before);
        test_free(after);

        app_apply(app, COMMAND_END, 0.0);
        stage_frame(&stage, 1280, 720);
        if (!scenario->training.shuffle)
            expect_numbers(&stage, scenario->params, scenario->data.x, scenario->data.t, batch);
        if (!card->judged || !card->stepped || !card->same_steps)
            fail_msg("%s: the update differs, by %g", names[i], card->apart);
        assert_true(card->apart < 1e-6);
        assert_true(expect_steps(&stage) > 0);
        stage_teardown(&stage);
    }
}

/* Two walks of the same commands, one with the other route in sight: the same bits after each. */
static void test_untouched(void **state)
{
    static const enum command walk[] = {
        COMMAND_PHASE_FORWARD, COMMAND_STEP_FORWARD, COMMAND_STEP_FORWARD, COMMAND_ITERATION_FORWARD,
        COMMAND_STEP_BACK, COMMAND_PHASE_BACK, COMMAND_ITERATION_FORWARD, COMMAND_STEP_FORWARD, COMMAND_END,
    };
    const struct catalogue_entry *entries;
    size_t count;

    (void)state;
    entries = catalogue_networks(&count);
    for (size_t l = 0; l < count; l += (size_t)thorough_stride(3)) {
        struct stage with, without;
        size_t rounds = 4;

        begin(&with, entries[l].name);
        stage_setup(&without);
        stage_open(&without, entries[l].name);
        if (with.app.run.scenario.net.param_count > 500)
            rounds /= (size_t)thorough_stride(4);
        for (size_t i = 0; i < rounds * sizeof walk / sizeof walk[0]; i++) {
            enum command command = walk[i % (sizeof walk / sizeof walk[0])];
            void *a, *b;

            app_apply(&with.app, command, 0.0);
            app_apply(&without.app, command, 0.0);
            stage_frame(&with, 1280, 720);
            jobs_settle(&with.app.shown.jobs);
            if (i % 3 == 0) {
                app_apply(&with.app, COMMAND_OTHER_ROUTE, 0.0);
                stage_frame(&with, 1280, 720);
                app_apply(&with.app, COMMAND_OTHER_ROUTE, 0.0);
            }
            a = saved(&with);
            b = saved(&without);
            assert_memory_equal(a, b, stepper_snapshot_size(&with.app.run.stepper));
            assert_true(with.app.run.cursor.step == without.app.run.cursor.step);
            assert_true(with.app.run.cursor.moment == without.app.run.cursor.moment);
            test_free(a);
            test_free(b);
        }
        stage_teardown(&with);
        stage_teardown(&without);
    }
}

/* What is shown is of the moment: other parameters by hand, another iteration, another lesson. */
static void test_follows(void **state)
{
    struct stage stage;
    struct app *app = &stage.app;
    struct quantity w5 = quantity_of_weight(QUANTITY_VALUE, 2, 0, 0);
    double changed;
    struct error err;

    (void)state;
    begin(&stage, "mazur");
    for (int phase = 0; phase < 3; phase++)
        app_apply(app, COMMAND_PHASE_FORWARD, 0.0);
    stage_frame(&stage, 1280, 720);
    assert_true(judge_digits(app->shown.jobs.other_route.numeric.slopes[app->run.scenario.net.layers[2].w].value, 0.08216704056423078) >= 8);
    /* To another value, taken back, and to a third, without a frame between. */
    for (changed = 0.7; changed < 1.0; changed += 0.1) {
        double *params;

        assert_true(journal_edit(&app->run, w5, changed, &err));
        for (int phase = 0; phase < 3; phase++)
            app_apply(app, COMMAND_PHASE_FORWARD, 0.0);
        stage_frame(&stage, 1280, 720);
        params = test_malloc(app->run.scenario.net.param_count * sizeof *params);
        memcpy(params, app->run.scenario.params, app->run.scenario.net.param_count * sizeof *params);
        params[app->run.scenario.net.layers[2].w] = changed;
        expect_numbers(&stage, params, app->run.scenario.data.x, app->run.scenario.data.t, 1);
        test_free(params);
        assert_true(journal_undo(&app->run));
    }
    app_apply(app, COMMAND_ITERATION_FORWARD, 0.0);
    app_apply(app, COMMAND_ITERATION_FORWARD, 0.0);
    stage_frame(&stage, 1280, 720);
    expect_numbers(&stage, history_before(&app->run.history), app->run.scenario.data.x, app->run.scenario.data.t, 1);
    assert_true(memcmp(history_before(&app->run.history), app->run.scenario.params, 8) != 0);
    stage_open(&stage, "xor");
    stage_frame(&stage, 1280, 720);
    assert_true(app->shown.jobs.other_route.job.on);
    assert_null(app->shown.jobs.other_route.card.numeric);
    /* One nudge at a time. */
    app_apply(app, COMMAND_NUDGE, 0.0);
    assert_true(app->shown.jobs.nudge.job.on && !app->shown.jobs.other_route.job.on);
    app_apply(app, COMMAND_OTHER_ROUTE, 0.0);
    assert_true(!app->shown.jobs.nudge.job.on && app->shown.jobs.other_route.job.on);
    stage_teardown(&stage);
}

/* A net of 10,702 parameters and a batch of 16 samples, from a file of its own. */
static void open_large(struct stage *stage)
{
    char path[] = "/tmp/backstep-other-route-XXXXXX";
    int descriptor = mkstemp(path);
    FILE *file = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
    struct error err;

    assert_non_null(file);
    fputs("{\"backstep\": 1, \"title\": \"Large\", \"network\": {\"inputs\": 3, \"layers\": ["
          "{\"units\": 100, \"activation\": \"tanh\"}, {\"units\": 100, \"activation\": \"tanh\"},"
          "{\"units\": 2, \"activation\": \"softmax\"}], \"init\": {\"kind\": \"xavier_uniform\", \"seed\": 1}},"
          "\"loss\": \"cross_entropy\", \"optimizer\": {\"kind\": \"adam\", \"learning_rate\": 0.01},"
          "\"data\": {\"batch\": 16, \"samples\": [", file);
    for (int i = 0; i < 16; i++)
        fprintf(file, "%s{\"x\": [0.%d, -1, 0.5], \"t\": [%d, %d]}", i > 0 ? ", " : "", 10 + i, i % 2, 1 - i % 2);
    fputs("]}}", file);
    fclose(file);
    if (!app_open(&stage->app, path, &err))
        fail_msg("%s", err.text);
    unlink(path);
}

/* In slices while time goes on, with the progress to be seen; a picture gets it all. */
static void test_slices(void **state)
{
    struct stage stage;
    struct app *app = &stage.app;
    const struct other_route *route = &app->shown.jobs.other_route;
    uint64_t all, last;
    size_t ticks = 0;

    (void)state;
    stage_setup(&stage);
    open_large(&stage);
    app_apply(app, COMMAND_OTHER_ROUTE, 0.0);
    app_apply(app, COMMAND_END, 0.0);
    all = numeric_gradient_cost(&app->run.scenario.net, 16);
    assert_int_equal(all, 2 * 16 * 10702);
    stage_frame(&stage, 1280, 720);
    last = route->numeric.passes;
    /* How much is done beside a picture depends on how long that takes: more under sanitizers. */
    assert_true(last > 0 && last < all);
    while (route->job.computing) {
        assert_true(app_sleep_ms(app) == 0.0);
        app_tick(app, app->run.now_ms + 1);
        assert_true(app->shown.dirty);
        stage_frame(&stage, 1280, 720);
        assert_true(route->numeric.passes > last);
        last = route->numeric.passes;
        ticks++;
    }
    assert_true(ticks > 0);
    assert_int_equal(last, all);
    assert_true(app_sleep_ms(app) < 0.0);
    app_tick(app, app->run.now_ms + 1);
    assert_false(app->shown.dirty);
    assert_true(route->card.judged && route->card.stepped);
    assert_int_equal(route->card.summary.counts[JUDGE_DIFFERS], 0);
    /* Away before it is done: nothing goes on out of sight. */
    app_apply(app, COMMAND_ITERATION_FORWARD, 0.0);
    stage_frame(&stage, 1280, 720);
    assert_true(route->job.computing && route->numeric.passes < all);
    app_apply(app, COMMAND_ITERATION_FORWARD, 0.0);
    app_apply(app, COMMAND_PHASE_FORWARD, 0.0);
    stage_frame(&stage, 1280, 720);
    assert_true(app_sleep_ms(app) < 0.0);
    app_apply(app, COMMAND_END, 0.0);
    jobs_settle(&app->shown.jobs);
    stage_frame(&stage, 1280, 720);
    assert_int_equal(route->numeric.passes, all);
    assert_true(route->card.judged && !route->job.computing);
    stage_teardown(&stage);
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
        for (int step = 0; step < 6; step++) {
            stage.app.shown.settings.decimals = step % 2 == 0 ? 4 : 12;
            for (int text_size = (int)(l + (size_t)step) % thorough_stride(3); text_size <= 2;
                 text_size += thorough_stride(3)) {
                stage.app.shown.settings.text_size = text_size;
                stage_check_layout(&stage, entries[l].name, &texts, &problems);
            }
            app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
            for (int more = 0; more < 3 && step == 1; more++)
                app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
        }
        stage_teardown(&stage);
    }
    assert_true(texts > 2000);
    assert_int_equal(problems, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers), cmocka_unit_test(test_untouched), cmocka_unit_test(test_follows),
        cmocka_unit_test(test_slices),  cmocka_unit_test(test_layout),
    };

    return cmocka_run_group_tests_name("other_route", tests, NULL, NULL);
}
