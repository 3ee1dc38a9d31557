/* How good the network is at the cursor: the same wherever one came from, and what it says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/app.h"
#include "app/run/journal.h"
#include "app/run/travel.h"
#include "lesson/catalogue.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char text[] =
    "{\"backstep\": 1, \"network\": {\"inputs\": 2, \"layers\": [{\"units\": 4, \"activation\": "
    "\"tanh\"}, {\"units\": 1, \"activation\": \"sigmoid\"}]}, \"loss\": \"binary_cross_entropy\", "
    "\"optimizer\": {\"learning_rate\": 0.5}, \"data\": {\"generator\": \"moons\", \"n\": 50, "
    "\"validation\": 10, \"order\": \"shuffled\", \"batch\": 8}}";

static void open_text(struct app *app)
{
    char path[] = "/tmp/backstep-test-XXXXXX";
    int file = mkstemp(path);
    struct error err;

    assert_true(file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text));
    close(file);
    app_init(app);
    if (!app_open(app, path, &err))
        fail_msg("%s", err.text);
    remove(path);
}

/* What a plain walk to the cursor's parameters finds. */
static void expect_accuracy(struct app *app)
{
    const struct scenario *scenario = &app->run.scenario;
    const struct net *net = &scenario->net;
    double *block = calloc(net->block_size, sizeof *block);
    struct snapshot snapshot;
    struct view_accuracy accuracy;
    size_t right = 0, held = 0;
    double loss = 0;

    assert_non_null(block);
    run_snapshot(&app->run, &snapshot);
    run_accuracy(&app->run, &snapshot, travel_has_moved(&app->run), &accuracy);
    memcpy(block, travel_has_moved(&app->run) ? snapshot.now : snapshot.before,
           net->param_count * sizeof *block);
    for (size_t i = 0; i < 50; i++) {
        bool agrees;
        double one = net_evaluate(net, block, dataset_x(&scenario->data, i), dataset_t(&scenario->data, i));

        agrees = (block[net_output(net)->a] >= 0.5) == (dataset_t(&scenario->data, i)[0] == 1);
        right += i < 40 && agrees;
        held += i >= 40 && agrees;
        loss += i >= 40 ? one : 0;
    }
    assert_int_equal(accuracy.training->samples, 40);
    assert_int_equal(accuracy.training->right, right);
    assert_int_equal(accuracy.validation->samples, 10);
    assert_int_equal(accuracy.validation->right, held);
    assert_int_equal(accuracy.iterations_an_epoch, 5);
    if (travel_has_moved(&app->run) && snapshot.place.iteration % 5 == 0)
        assert_true(fabs(accuracy.validation_loss - loss / 10) < 1e-12);
    free(block);
}

static double loss_shown(struct app *app)
{
    struct snapshot snapshot;
    struct view_accuracy accuracy;

    run_snapshot(&app->run, &snapshot);
    run_accuracy(&app->run, &snapshot, travel_has_moved(&app->run), &accuracy);
    return accuracy.validation_loss;
}

static void test_wherever(void **state)
{
    struct app app;
    double third;

    (void)state;
    open_text(&app);
    expect_accuracy(&app);
    assert_true(isnan(loss_shown(&app)));
    for (int i = 0; i < 15; i++) {
        app_apply(&app, COMMAND_ITERATION_FORWARD, 0);
        expect_accuracy(&app);
    }
    assert_int_equal(app.run.accuracy.loss_count, 3);
    third = loss_shown(&app);
    app_apply(&app, COMMAND_STEP_FORWARD, 0);
    assert_true(loss_shown(&app) == third); /* as of the last epoch's end */
    app_apply(&app, COMMAND_STEP_BACK, 0);
    app_apply(&app, COMMAND_STEP_BACK, 0); /* not moved yet */
    expect_accuracy(&app);
    assert_true(loss_shown(&app) == app.run.accuracy.losses[1]);
    for (int i = 0; i < 7; i++) {
        app_apply(&app, COMMAND_ITERATION_BACK, 0);
        expect_accuracy(&app);
    }
    assert_true(loss_shown(&app) == app.run.accuracy.losses[0]);
    app_finish(&app);
}

/* A change by hand makes another run: what was kept of the old one from there on is wrong. */
static void test_after_a_change(void **state)
{
    struct app app;
    struct error err;
    double first, second;

    (void)state;
    open_text(&app);
    for (int i = 0; i < 11; i++)
        app_apply(&app, COMMAND_ITERATION_FORWARD, 0);
    first = app.run.accuracy.losses[0];
    second = app.run.accuracy.losses[1];
    for (int i = 0; i < 4; i++)
        app_apply(&app, COMMAND_ITERATION_BACK, 0);
    assert_true(journal_edit(&app.run, quantity_of_weight(QUANTITY_VALUE, 1, 0, 0), 3.0, &err));
    expect_accuracy(&app);
    for (int i = 0; i < 4; i++) {
        app_apply(&app, COMMAND_ITERATION_FORWARD, 0);
        expect_accuracy(&app);
    }
    assert_int_equal(app.run.accuracy.loss_count, 2);
    assert_true(app.run.accuracy.losses[0] == first && app.run.accuracy.losses[1] != second);
    app_apply(&app, COMMAND_UNDO, 0);
    for (int i = 0; i < 6; i++)
        app_apply(&app, COMMAND_ITERATION_FORWARD, 0);
    assert_true(app.run.accuracy.losses[0] == first && app.run.accuracy.losses[1] == second);
    app_finish(&app);
}

static void press(struct app *app, const char *name)
{
    struct key key;

    assert_true(key_parse(name, strlen(name), &key, NULL));
    app_key(app, key, false);
}

/* The confusion matrix opens where there are classes. */
static void test_sheet(void **state)
{
    struct error err;
    struct app app;
    char path[FILE_PATH_SIZE];

    (void)state;
    open_text(&app);
    press(&app, "C");
    assert_int_equal(app.sheet.which, SHEET_CONFUSION);
    press(&app, "Right");
    assert_int_equal(app.sheet.which, SHEET_NONE);
    assert_int_equal(app.run.cursor.step, 0);
    assert_true(catalogue_resolve("mazur", path, &err) && app_open(&app, path, &err));
    press(&app, "C");
    assert_int_equal(app.sheet.which, SHEET_NONE);
    assert_non_null(strstr(app.shown.notice.text, "no classes"));
    app_finish(&app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wherever),
        cmocka_unit_test(test_after_a_change),
        cmocka_unit_test(test_sheet),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
