/*
 * backstep train: to its criterion, interrupted, reopened at its end; and the words it uses.
 */
#include "spawn.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/app.h"
#include "app/run/hurry.h"
#include "cli/train/train_line.h"
#include "cli/train/until.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RUN(result, ...) spawn_run(result, NULL, NULL, (const char *const[]){__VA_ARGS__, NULL})

enum { PATH_SIZE = SPAWN_PATH_SIZE + 32 };

static void expect(const struct spawn_result *result, int status, const char *words)
{
    if (result->status != status || strstr(status == 0 ? result->out : result->err, words) == NULL)
        fail_msg("'%s' is not in (%d): %s%s", words, result->status, result->out, result->err);
}

static const char moons[] =
    "{\"backstep\": 1, \"network\": {\"inputs\": 2, \"layers\": [{\"units\": 4, \"activation\": "
    "\"tanh\"}, {\"units\": 1, \"activation\": \"sigmoid\"}]}, \"loss\": \"binary_cross_entropy\", "
    "\"optimizer\": {\"kind\": \"adam\", \"learning_rate\": 0.01}, \"data\": {\"generator\": "
    "\"moons\", \"n\": 100, \"validation\": 0.2, \"order\": \"shuffled\", \"batch\": 7}}";

static void write_moons(const char *folder, char path[PATH_SIZE])
{
    snprintf(path, PATH_SIZE, "%s/moons.json", folder);
    spawn_write_file(path, moons);
}

/* Opened in the window, the result stands where the run ended, as if it had been run there. */
static void expect_reopens(const char *path, enum stop_reason reason, uint64_t iteration)
{
    struct stepper stepper;
    struct place place;
    struct error err;
    struct app app;

    app_init(&app);
    if (!app_open(&app, path, &err))
        fail_msg("%s", err.text);
    hurry_finish(&app.run);
    stepper_place(&app.run.stepper, &place);
    assert_int_equal(place.iteration, iteration);
    assert_int_equal(app.run.stepper.state.stopped, reason);
    assert_int_equal(place.unit.kind, reason != STOP_NONE ? UNIT_STOP : UNIT_UPDATE);
    assert_int_equal(app.run.cursor.step, place.step);
    assert_int_equal(app.run.cursor.moment, reveal_count(&app.run.scenario.net,
                                                     reveal_unit_of(&app.run.stepper, place.step)));
    assert_int_equal(app.run.record.count, iteration);
    assert_true(stepper_init(&stepper, &app.run.scenario.net, &app.run.scenario.data,
                             &app.run.scenario.training, app.run.scenario.params, &err));
    while (stepper.state.step < place.step)
        assert_true(stepper_step(&stepper));
    assert_memory_equal(stepper.block, app.run.stepper.block,
                        app.run.scenario.net.block_size * sizeof *stepper.block);
    stepper_finish(&stepper);
    app_apply(&app, COMMAND_ITERATION_BACK, 0); /* its history is there */
    assert_true(app.run.cursor.step < place.step && app.run.cursor.step > 0);
    app_finish(&app);
}

static void test_to_its_criterion(void **state)
{
    char folder[SPAWN_PATH_SIZE], path[PATH_SIZE];
    struct spawn_result result;
    char *file;

    (void)state;
    spawn_make_folder(folder);
    snprintf(path, sizeof path, "%s/end.json", folder);
    RUN(&result, "train", "mazur", "-o", path);
    expect(&result, 0, "\nstopped after iteration 10000, epoch 10000: all iterations are done; with the "
                       "final parameters: training loss 3.51019e-05\n");
    assert_string_equal(result.err, ""); /* no bar where no terminal is */
    spawn_finish(&result);
    expect_reopens(path, STOP_ITERATIONS, 10000);
    /* What is there stays, unless it is told otherwise. */
    RUN(&result, "train", "xor", "-o", path);
    expect(&result, 1, "--force");
    spawn_finish(&result);
    RUN(&result, "train", "xor", "-o", path, "--force");
    expect(&result, 0, "accuracy 100 % (4 of 4)");
    spawn_finish(&result);
    expect_reopens(path, STOP_LOSS_BELOW, 385);
    file = spawn_read_file(path, NULL);
    assert_non_null(strstr(file, "\"session\""));
    free(file);
    assert_int_equal(spawn_count_files(folder, NULL), 1);
    spawn_remove_folder(folder);
}

/* --until is in the place of the scenario's criteria, in the result too. */
static void test_until(void **state)
{
    char folder[SPAWN_PATH_SIZE], path[PATH_SIZE], end[PATH_SIZE];
    struct spawn_result result;

    (void)state;
    spawn_make_folder(folder);
    write_moons(folder, path);
    snprintf(end, sizeof end, "%s/end.json", folder);
    RUN(&result, "train", path);
    expect(&result, 2, "has no stopping criterion; add one, such as --until iterations=1000");
    spawn_finish(&result);
    RUN(&result, "train", path, "--until", "epochs=3", "-o", end);
    expect(&result, 0, "stopped after iteration 36, epoch 3: all epochs are done; with the final parameters: "
                       "training loss 0.");
    assert_non_null(strstr(result.out, " of 80); validation loss 0."));
    assert_non_null(strstr(result.out, " of 20)\n"));
    spawn_finish(&result);
    expect_reopens(end, STOP_EPOCHS, 36);
    RUN(&result, "train", "mazur", "--until", "iterations=20000", "-o", end, "--force");
    expect(&result, 0, "stopped after iteration 20000");
    spawn_finish(&result);
    expect_reopens(end, STOP_ITERATIONS, 20000);
    /* Of the script's stations some are behind that end: what is written is right all the same. */
    RUN(&result, "train", "mazur", "--until", "iterations=2", "-o", end, "--force");
    assert_non_null(strstr(result.err, "without its script, which this run does not finish: "));
    assert_non_null(strstr(result.err, "script[23]: the run never reaches this station"));
    spawn_finish(&result);
    RUN(&result, "check", end);
    expect(&result, 0, "verdict: all 12 agree");
    spawn_finish(&result);
    RUN(&result, "train", path, "--until", "loss=0.3");
    expect(&result, 0, ", below 0.3; with the final parameters: training loss 0.");
    spawn_finish(&result);
    RUN(&result, "train", path, "--until", "loss=0");
    expect(&result, 2, "'--until loss': found '0', expected a number greater than 0");
    spawn_finish(&result);
    RUN(&result, "train", "mazur", "-o", "no/such/folder/end.json");
    expect(&result, 1, "cannot write 'no/such/folder/end.json'");
    spawn_finish(&result);
    spawn_remove_folder(folder);
}

static void test_divergence(void **state)
{
    char folder[SPAWN_PATH_SIZE], path[PATH_SIZE];
    struct spawn_result result;

    (void)state;
    spawn_make_folder(folder);
    snprintf(path, sizeof path, "%s/up.json", folder);
    spawn_write_file(path,
                     "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"units\": 1, "
                     "\"activation\": \"identity\", \"weights\": [[1]]}]}, \"loss\": "
                     "\"half_squared_error\", \"optimizer\": {\"learning_rate\": 1e60}, \"data\": "
                     "{\"samples\": [{\"x\": [1], \"t\": [0]}]}, \"stop\": {\"iterations\": 9}}");
    RUN(&result, "train", path);
    expect(&result, 0, "stopped after iteration 4, epoch 4: it has diverged: the loss became infinite in "
                       "iteration 4; with the final parameters: training loss infinite\n");
    spawn_finish(&result);
    spawn_remove_folder(folder);
}

/* Where a batch's loss is a sum, the result says that it is a mean. */
static void test_mean_of_sums(void **state)
{
    char folder[SPAWN_PATH_SIZE], path[PATH_SIZE];
    struct spawn_result result;

    (void)state;
    spawn_make_folder(folder);
    snprintf(path, sizeof path, "%s/sum.json", folder);
    spawn_write_file(path, "{\"backstep\": 1, \"reduction\": \"sum\", \"network\": {\"inputs\": 1, \"layers\": "
                           "[{\"units\": 1, \"activation\": \"identity\", \"weights\": [[1]]}]}, \"loss\": "
                           "\"half_squared_error\", \"optimizer\": {\"learning_rate\": 0}, \"data\": {\"samples\": "
                           "[{\"x\": [1], \"t\": [0]}, {\"x\": [1], \"t\": [3]}], \"batch\": 2}, \"stop\": "
                           "{\"iterations\": 2}}");
    RUN(&result, "train", path);
    expect(&result, 0, "with the final parameters: training mean loss 1.25\n");
    spawn_finish(&result);
    spawn_remove_folder(folder);
}

/* Ctrl+C and the like: the iteration is finished, and what came of it is saved. */
static void expect_result_after(int signal)
{
    char folder[SPAWN_PATH_SIZE], path[PATH_SIZE], end[PATH_SIZE];
    struct spawn_result result = {.status = 128 + signal};
    unsigned long long iteration = 0;

    spawn_make_folder(folder);
    write_moons(folder, path);
    snprintf(end, sizeof end, "%s/end.json", folder);
    /* A machine that is slow to start it would have it killed: later then. */
    for (long after_ms = 300; result.status == 128 + signal && after_ms < 20000; after_ms *= 4) {
        spawn_finish(&result);
        spawn_run_signal(&result, signal, after_ms,
                         (const char *const[]){"train", path, "-o", end, "--until",
                                               "iterations=9000000000000", "--force", NULL});
    }
    expect(&result, 0, "\nstopped after iteration ");
    expect(&result, 0, ": interrupted; with the final parameters: training loss ");
    assert_int_equal(sscanf(strstr(result.out, "iteration "), "iteration %llu", &iteration), 1);
    assert_true(iteration > 1);
    spawn_finish(&result);
    expect_reopens(end, STOP_NONE, iteration);
    spawn_remove_folder(folder);
}

static void test_interrupted(void **state)
{
    (void)state;
    expect_result_after(SIGINT);
    expect_result_after(SIGTERM);
    expect_result_after(SIGHUP);
}

/* Whatever ends a program that writes, nothing half written stays behind. */
static void test_ended_while_writing(void **state)
{
    static const int signals[] = {SIGHUP, SIGINT, SIGTERM, SIGPIPE, SIGQUIT};
    char folder[SPAWN_PATH_SIZE], path[PATH_SIZE];
    struct spawn_result result;

    (void)state;
    spawn_make_folder(folder);
    snprintf(path, sizeof path, "%s/trace.jsonl", folder);
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        spawn_run_signal(&result, signals[i], 300, (const char *const[]){"trace", "digits", "-n",
                                                                         "900000000", "-o",
                                                                         path, NULL});
        assert_int_equal(result.status, 128 + signals[i]);
        assert_int_equal(spawn_count_files(folder, NULL), 0);
        spawn_finish(&result);
    }
    spawn_remove_folder(folder);
}

static void test_until_words(void **state)
{
    static const struct {
        const char *word, *json;
        struct stop stop;
    } cases[] = {
        {"iterations=12", "{\"iterations\": 12}", {.iterations = 12}},
        {"epochs=3", "{\"epochs\": 3}", {.epochs = 3}},
        {"patience=4", "{\"patience\": 4}", {.patience = 4}},
        {"loss=0.25", "{\"loss_below\": 0.25}", {.loss_below = 0.25}},
        {"gradient=1e-3", "{\"gradient_norm_below\": 0.001}", {.gradient_norm_below = 1e-3}},
    };
    static const char *const wrong[] = {"", "10", "iteration=1", "iterations=", "iterations=0",
                                        "iterations=1.5", "loss=-1", "loss=inf", "loss=1x", "=1"};
    char json[UNTIL_JSON_SIZE];
    struct error err;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct stop stop = {.iterations = 99, .loss_below = 7, .divergence = i % 2 == 0};
        struct stop expected = cases[i].stop;

        expected.divergence = i % 2 == 0;
        assert_true(until_read(cases[i].word, &stop, &err));
        assert_int_equal(stop.iterations, expected.iterations);
        assert_int_equal(stop.epochs, expected.epochs);
        assert_int_equal(stop.patience, expected.patience);
        assert_true(stop.loss_below == expected.loss_below);
        assert_true(stop.gradient_norm_below == expected.gradient_norm_below);
        assert_int_equal(stop.divergence, expected.divergence);
        until_json(&stop, json);
        assert_null(strstr(json, "000"));
        if (expected.divergence)
            assert_true(strncmp(json, cases[i].json, 12) == 0 && json[strlen(json) - 1] == '}');
        else
            assert_non_null(strstr(json, ", \"divergence\": false}"));
    }
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct stop stop = {.iterations = 99};

        err.text[0] = '\0';
        assert_false(until_read(wrong[i], &stop, &err));
        assert_non_null(strstr(err.text, "'--until"));
        assert_int_equal(stop.iterations, 99);
    }
}

static void test_line(void **state)
{
    static const struct {
        struct train_state state;
        bool bar;
        const char *text;
    } cases[] = {
        {{5000, 10000, 0.01234, 0.5}, true,
         "[#####.....] iteration 5000/10000, loss 0.0123, 10000/s, 1 s left"},
        {{5000, 10000, 0.01234, 0.5}, false,
         "iteration 5000/10000, loss 0.0123, 10000/s, 1 s left"},
        {{10, 0, 2, 4}, true, "iteration 10, loss 2, 2.5/s"},
        {{1, 1000, 2, 1}, true, "[..........] iteration 1/1000, loss 2, 1.0/s, 17 min left"},
        {{1, 100000, 2, 1}, true, "[..........] iteration 1/100000, loss 2, 1.0/s, 27.8 h left"},
        {{0, 100, 0, 0}, true, "[..........] iteration 0/100, loss 0, 0.0/s"},
    };
    char text[TRAIN_LINE_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(train_line_text(&cases[i].state, cases[i].bar, text), cases[i].text);
    assert_non_null(strstr(train_line_text(&(struct train_state){1, 0, (double)NAN, 1}, false, text),
                           "loss NaN, "));
    assert_non_null(strstr(train_line_text(&(struct train_state){1, 0, HUGE_VAL, 1}, true, text), "loss infinite, "));
}

/* Where the next epoch has begun, the loss is that of the last one; the criterion is the exact text. */
static void test_line_of_a_run(void **state)
{
    char path[SPAWN_PATH_SIZE];
    struct scenario scenario;
    struct stepper stepper;
    struct train_state seen;
    struct train_line line;

    (void)state;
    snprintf(path, sizeof path, "%s/assets/scenarios/xor.json", getenv("BACKSTEP_SOURCE"));
    assert_true(scenario_read(&scenario, path, NULL));
    assert_true(stepper_init(&stepper, &scenario.net, &scenario.data, &scenario.training, scenario.params, NULL));
    train_line_init(&line, &stepper);
    assert_true(stepper_run(&stepper, program_iteration_start(&stepper.program, 4) + 1));
    train_state_of(&seen, &line, &stepper, 1.0);
    assert_int_equal(seen.done, 3);
    assert_int_equal(scenario.training.batch, scenario.data.count);
    assert_true(stepper.state.epoch_loss == 0.0 && seen.loss > 0.1 && seen.loss < 1.0);
    assert_int_equal(seen.most, scenario.training.stop.iterations);
    stepper_finish(&stepper);
    scenario_finish(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_to_its_criterion),
        cmocka_unit_test(test_until),
        cmocka_unit_test(test_divergence),
        cmocka_unit_test(test_mean_of_sums),
        cmocka_unit_test(test_interrupted),
        cmocka_unit_test(test_ended_while_writing),
        cmocka_unit_test(test_until_words),
        cmocka_unit_test(test_line),
        cmocka_unit_test(test_line_of_a_run),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
