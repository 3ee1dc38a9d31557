/* Changing numbers by hand: random steps, edits, undo and redo lead where they should, to the bit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "app/run/journal.h"
#include "app/run/travel.h"
#include "../base/thorough.h"
#include "base/rng.h"
#include "lesson/catalogue.h"

static void open_lesson(struct app *app, const char *name)
{
    char path[FILE_PATH_SIZE];

    app_init(app);
    assert_true(catalogue_resolve(name, path, NULL));
    assert_true(app_open(app, path, NULL));
    app->shown.settings.animation = false;
}

/* Both show the same, and everything they show is the same bits. */
static void assert_same(struct app *a, struct app *b)
{
    size_t size = stepper_snapshot_size(&a->run.stepper), losses;
    const struct net *net = &a->run.scenario.net;
    char *x = malloc(size), *y = malloc(size);
    struct place place;

    assert_true(x != NULL && y != NULL);
    assert_int_equal(a->run.cursor.step, b->run.cursor.step);
    assert_int_equal(a->run.cursor.moment, b->run.cursor.moment);
    stepper_save(&a->run.stepper, x);
    stepper_save(&b->run.stepper, y);
    assert_memory_equal(x, y, size);
    assert_memory_equal(history_before(&a->run.history), history_before(&b->run.history),
                        net->param_count * sizeof(double));
    stepper_place(&a->run.stepper, &place);
    losses = place.step == 0 ? 0 : (size_t)place.iteration - 1;
    assert_true(a->run.record.count >= losses && b->run.record.count >= losses);
    if (losses > 0)
        assert_memory_equal(a->run.record.losses, b->run.record.losses, losses * sizeof(double));
    free(x);
    free(y);
}

/* A run of its own with that log, walked to that cursor. */
static void assert_true_run(struct app *app, struct app *fresh, const char *name)
{
    open_lesson(fresh, name);
    edit_log_copy(&fresh->run.stepper.edits, &app->run.stepper.edits);
    fresh->run.history.before = calloc(fresh->run.scenario.net.block_size, sizeof(double));
    travel_resume(&fresh->run, app->run.cursor);
    assert_same(app, fresh);
    app_finish(fresh);
}

static struct quantity random_quantity(const struct app *app, struct rng *rng)
{
    const struct net *net = &app->run.scenario.net;
    size_t l = 1 + rng_below(rng, net->layer_count), to = rng_below(rng, net->layers[l].out);

    switch (rng_below(rng, 5)) {
    case 0:
        return quantity_of_bias(QUANTITY_VALUE, l, to);
    case 1:
        return quantity_at(QUANTITY_X, 0, rng_below(rng, net->layers[0].out), 0);
    case 2:
        return quantity_at(QUANTITY_T, net->layer_count, rng_below(rng, net_output(net)->out), 0);
    case 3:
        return quantity_at(QUANTITY_RATE, 0, 0, 0);
    default:
        return quantity_of_weight(QUANTITY_VALUE, l, to, rng_below(rng, net->layers[l].in));
    }
}

static void random_act(struct app *app, struct rng *rng, size_t *edits)
{
    static const enum command travel[] = {
        COMMAND_STEP_FORWARD, COMMAND_STEP_FORWARD, COMMAND_STEP_BACK, COMMAND_PHASE_FORWARD,
        COMMAND_PHASE_BACK, COMMAND_ITERATION_FORWARD, COMMAND_ITERATION_FORWARD,
        COMMAND_ITERATION_BACK, COMMAND_START, COMMAND_END};

    switch (rng_below(rng, 6)) {
    case 0: case 1:
        *edits += journal_edit(&app->run, random_quantity(app, rng), 2 * rng_uniform(rng), NULL);
        break;
    case 2:
        if (rng_below(rng, 3) > 0)
            journal_undo(&app->run);
        else if (rng_below(rng, 4) == 0)
            journal_reset(&app->run);
        break;
    case 3:
        journal_redo(&app->run);
        break;
    case 4:
        app_apply(app, COMMAND_GRANULARITY, (double)rng_below(rng, GRANULARITY_COUNT));
        break;
    default:
        app_apply(app, travel[rng_below(rng, sizeof travel / sizeof travel[0])], 0);
    }
}

static void test_random_sequences(void **state)
{
    static const char *const lessons[] = {"mazur", "xor"};
    size_t edits = 0, sequences = 0;

    (void)state;
    for (size_t lesson = 0; lesson < 2; lesson++)
        for (uint64_t sequence = 0; sequence < 1000; sequence += (uint64_t)thorough_stride(5)) {
            struct app app, fresh;
            struct rng rng;

            rng_seed(&rng, sequence);
            open_lesson(&app, lessons[lesson]);
            for (int i = 0; i < 30; i++)
                random_act(&app, &rng, &edits);
            assert_true_run(&app, &fresh, lessons[lesson]);
            while (journal_undo(&app.run))
                continue;
            assert_int_equal(app.run.stepper.edits.count, 0);
            assert_true_run(&app, &fresh, lessons[lesson]);
            while (journal_redo(&app.run))
                continue;
            assert_true_run(&app, &fresh, lessons[lesson]);
            app_finish(&app);
            sequences++;
        }
    assert_true(2 * edits > 5 * sequences);
}

/* Back over an edit undoes it, forward does it again. */
static void test_stepping_over(void **state)
{
    struct quantity w = quantity_of_weight(QUANTITY_VALUE, 1, 0, 0);
    struct app app;
    const double *value;

    (void)state;
    open_lesson(&app, "mazur");
    value = &app.run.stepper.block[app.run.scenario.net.layers[1].w];
    assert_true(journal_edit(&app.run, w, 0.75, NULL));
    assert_true(app.run.cursor.step == 1 && app.run.cursor.moment == 0);
    assert_true(*value == 0.75);
    assert_true(travel_back(&app.run, GRANULARITY_NEURON));
    assert_true(app.run.cursor.step == 0 && *value == 0.15);
    assert_true(travel_forward(&app.run, GRANULARITY_NEURON));
    assert_true(app.run.cursor.step == 1 && *value == 0.75);
    app_finish(&app);
}

static void test_refusals(void **state)
{
    struct app app;
    struct error err;

    (void)state;
    open_lesson(&app, "mazur");
    assert_false(journal_edit(&app.run, quantity_at(QUANTITY_Z, 1, 0, 0), 1, &err));
    assert_false(journal_edit(&app.run, quantity_of_weight(QUANTITY_VALUE, 1, 0, 0), (double)INFINITY, &err));
    assert_false(journal_edit(&app.run, quantity_at(QUANTITY_RATE, 0, 0, 0), -1, &err));
    assert_int_equal(app.run.stepper.edits.count, 0);
    assert_false(journal_undo(&app.run));
    assert_false(journal_redo(&app.run));
    assert_false(journal_reset(&app.run));
    app_finish(&app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stepping_over),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_random_sequences),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
