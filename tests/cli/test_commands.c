/*
 * The built program from the outside: exit statuses, messages, what is printed.
 */
#include "spawn.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define RUN(result, ...) spawn_run(result, NULL, NULL, (const char *const[]){__VA_ARGS__, NULL})

static size_t count_lines(const char *text)
{
    size_t lines = 0;

    for (; *text != '\0'; text++)
        lines += *text == '\n';
    return lines;
}

/* The run ended so, with one line on standard error that has this in it. */
static void expect_error(struct spawn_result *result, int status, const char *words)
{
    assert_int_equal(result->status, status);
    assert_int_equal(strncmp(result->err, "backstep: ", strlen("backstep: ")), 0);
    if (strstr(result->err, words) == NULL)
        fail_msg("'%s' is not in: %s", words, result->err);
    assert_int_equal(count_lines(result->err), 1);
    spawn_finish(result);
}

static bool has_bytes(const char *bytes, size_t length, const char *word)
{
    size_t size = strlen(word);

    for (size_t i = 0; i + size <= length; i++)
        if (memcmp(bytes + i, word, size) == 0)
            return true;
    return false;
}

static void test_help_and_version(void **state)
{
    static const char *const commands[] = {"list", "check", "trace", "tell", "train", "export"};
    struct spawn_result result, again;
    char words[64];

    (void)state;
    RUN(&result, "help");
    RUN(&again, "--help");
    assert_int_equal(result.status, 0);
    assert_string_equal(result.out, again.out);
    assert_string_equal(result.err, "");
    spawn_finish(&result);
    spawn_finish(&again);
    RUN(&result, "--version");
    RUN(&again, "xor", "-V");
    assert_int_equal(result.status, 0);
    assert_int_equal(strncmp(result.out, "backstep ", 9), 0);
    assert_string_equal(result.err, "");
    assert_string_equal(again.out, result.out);
    spawn_finish(&result);
    spawn_finish(&again);
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        RUN(&result, "--help");
        assert_int_equal(result.status, 0);
        snprintf(words, sizeof words, "backstep %s", commands[i]);
        assert_non_null(strstr(result.out, words));
        spawn_finish(&result);
        RUN(&result, commands[i], "--help");
        assert_int_equal(result.status, 0);
        snprintf(words, sizeof words, "usage: backstep %s", commands[i]);
        assert_non_null(strstr(result.out, words));
        spawn_finish(&result);
    }
}

static void test_wrong_usage(void **state)
{
    struct spawn_result result;

    (void)state;
    RUN(&result, "exprot");
    expect_error(&result, 2, "did you mean 'export'");
    RUN(&result, "mazur", "xor");
    expect_error(&result, 2, "'xor'");
    RUN(&result, "--thme", "dark");
    expect_error(&result, 2, "did you mean '--theme'");
    RUN(&result, "--memory", "0");
    expect_error(&result, 2, "'--memory' is '0'; it must be a whole number from 1 to 65536");
    RUN(&result, "mazur", "--memory=65537");
    expect_error(&result, 2, "'--memory' is '65537'");
    RUN(&result, "--memory", "64M", "mazur");
    expect_error(&result, 2, "'--memory' is '64M'");
    RUN(&result, "--memory");
    expect_error(&result, 2, "'--memory' needs a value: MIB");
    RUN(&result, "export");
    expect_error(&result, 2, "SCENARIO is missing");
    RUN(&result, "export", "mazur", "--setps", "all");
    expect_error(&result, 2, "did you mean '--steps'");
    RUN(&result, "export", "mazur", "--steps", "some");
    expect_error(&result, 2, "all, phases");
    RUN(&result, "export", "mazur", "--steps", "5..3");
    expect_error(&result, 2, "--steps");
    RUN(&result, "export", "mazur", "--steps", "all", "--at", "3");
    expect_error(&result, 2, "one or the other");
    RUN(&result, "export", "mazur", "--at", "-1");
    expect_error(&result, 2, "--at");
    RUN(&result, "export", "mazur", "--at", "+2");
    expect_error(&result, 2, "whole number");
    RUN(&result, "export", "mazur", "--steps", " 2..3");
    expect_error(&result, 2, "--steps");
    RUN(&result, "export", "mazur", "--size", "100x100");
    expect_error(&result, 2, "360x360");
    RUN(&result, "export", "mazur", "--size", "4000x2160");
    expect_error(&result, 2, "3840x3840");
    RUN(&result, "mazur", "--size", "350x1000");
    expect_error(&result, 2, "360x360");
    RUN(&result, "export", "mazur", "--theme", "blue");
    expect_error(&result, 2, "light or dark");
    RUN(&result, "export", "mazur", "--granularity", "atom");
    expect_error(&result, 2, "phase, layer, neuron or term");
    RUN(&result, "export", "mazur", "--keys", "Rigth");
    expect_error(&result, 2, "Right");
    RUN(&result, "trace", "mazur", "-n", "0");
    expect_error(&result, 2, "whole number");
    RUN(&result, "list", "mazur");
    expect_error(&result, 2, "one argument too many");
    RUN(&result, "--theme", "dark", "list"); /* as if the command came first */
    expect_error(&result, 2, "backstep list --help");
    RUN(&result, "-n", "1", "trace", "neuron");
    assert_int_equal(result.status, 0);
    assert_true(result.out_length > 100);
    spawn_finish(&result);
}

static void test_list(void **state)
{
    static const char *const names[] = {"mazur",     "mazur-biases", "xor",    "neuron", "mazur-mistake",
                                        "saturated", "dead-relu",    "softmax", "momentum",
                                        "adam",      "l2",           "iris",         "digits", "sine", "moons", "big",
                                        "memory", "echo", "parity", "hello", "vanishing", "exploding",
                                        "chain-rule", "sigmoid-neuron", "fork", "patterns", "micrograd",
                                        "one-neuron-graph"};
    struct spawn_result result;
    char line[64];

    (void)state;
    RUN(&result, "list");
    assert_int_equal(result.status, 0);
    assert_int_equal(count_lines(result.out), sizeof names / sizeof names[0]);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *at;

        snprintf(line, sizeof line, "%s ", names[i]);
        at = strstr(result.out, line);
        assert_non_null(at);
        assert_true(at == result.out || at[-1] == '\n');
    }
    spawn_finish(&result);
}

static void test_check(void **state)
{
    static const char *const names[] = {"mazur",     "mazur-biases", "xor",    "neuron", "mazur-mistake",
                                        "saturated", "dead-relu",    "softmax", "momentum",
                                        "adam",      "l2",           "iris",         "digits", "sine", "moons"};
    struct spawn_result result;

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        RUN(&result, "check", names[i]);
        if (result.status != 0 || strstr(result.out, "verdict: all ") == NULL)
            fail_msg("check %s: %d\n%s%s", names[i], result.status, result.out, result.err);
        assert_int_equal(strstr(result.out, "gradients of J = L + s: ") != NULL, strcmp(names[i], "l2") == 0);
        assert_non_null(strstr(result.out, "largest relative difference: "));
        assert_null(strstr(result.out, "largest relative difference: 0"));
        assert_string_equal(result.err, "");
        spawn_finish(&result);
    }
}

/* Right gradients of large inputs are not called wrong; NaN beside a finite difference is, and where nothing
 * can be compared that is no success. */
static void test_check_verdicts(void **state)
{
    static const struct {
        const char *weights, *output, *loss, *x, *t, *says, *err;
    } cases[] = {
        {"[[0.000001], [0.000002]]", "sigmoid", "binary_cross_entropy", "10000", "[1, 0]",
         "4 agree, 0 differ, 0 cannot be told", NULL},
        {"[[0.1], [0.2]]", "identity", "mean_squared_error", "52000", "[1, 0]", "4 agree, 0 differ, 0 cannot be told",
         NULL},
        {"[[-1000], [1]]", "sigmoid", "cross_entropy", "1", "[1, 0]", "verdict: WRONG at the weight of layer 1",
         "do not agree"},
        {"[[1e200], [1]]", "identity", "mean_squared_error", "1e200", "[1, 0]",
         "cannot be told: 4, not finite\nverdict: nothing could be compared", "no gradient could be compared"},
    };
    char folder[SPAWN_PATH_SIZE], path[SPAWN_PATH_SIZE + 32], text[600];
    struct spawn_result result;

    (void)state;
    spawn_make_folder(folder);
    snprintf(path, sizeof path, "%s/verdict.json", folder);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        snprintf(text, sizeof text,
                 "{\"backstep\": 1, \"title\": \"T\", \"network\": {\"inputs\": 1, \"layers\": [{\"units\": 2, "
                 "\"activation\": \"%s\", \"weights\": %s}]}, \"loss\": \"%s\", \"optimizer\": "
                 "{\"learning_rate\": 1}, \"data\": {\"samples\": [{\"x\": [%s], \"t\": %s}]}}",
                 cases[i].output, cases[i].weights, cases[i].loss, cases[i].x, cases[i].t);
        spawn_write_file(path, text);
        RUN(&result, "check", path);
        if (strstr(result.out, cases[i].says) == NULL)
            fail_msg("%zu: %s%s", i, result.out, result.err);
        assert_int_equal(result.status, cases[i].err != NULL);
        assert_true(cases[i].err == NULL || strstr(result.err, cases[i].err) != NULL);
        spawn_finish(&result);
    }
    spawn_remove_folder(folder);
}

static void test_bad_scenarios(void **state)
{
    char folder[SPAWN_PATH_SIZE], path[SPAWN_PATH_SIZE + 32];
    struct spawn_result result;

    (void)state;
    spawn_make_folder(folder);
    RUN(&result, "check", "mazr");
    expect_error(&result, 1, "did you mean 'mazur'");
    RUN(&result, "check", "no/such/file.json");
    expect_error(&result, 1, "no such file");
    RUN(&result, "check", folder);
    expect_error(&result, 1, "folder");
    snprintf(path, sizeof path, "%s/no-table.json", folder);
    spawn_write_file(path, "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"units\": 1, "
                           "\"activation\": \"tanh\"}]}, \"loss\": \"half_squared_error\", "
                           "\"optimizer\": {\"learning_rate\": 1}, \"data\": {\"csv\": \"a.csv\"}}");
    RUN(&result, "check", path);
    expect_error(&result, 1, "no-table.json: data.csv: cannot read '");
    snprintf(path, sizeof path, "%s/empty.json", folder);
    spawn_write_file(path, "");
    RUN(&result, "check", path);
    expect_error(&result, 1, "empty.json");
    snprintf(path, sizeof path, "%s/cut.json", folder);
    spawn_write_file(path, "{\"backstep\": 1, \"network\": {");
    RUN(&result, "trace", path);
    expect_error(&result, 1, "cut.json");
    snprintf(path, sizeof path, "%s/escape.json", folder);
    spawn_write_file(path, "{\"backstep\": 1, \"\\u001b[31m\": 2}");
    RUN(&result, "export", path, "-o", folder);
    assert_null(strchr(result.err, '\033')); /* a file does not steer the terminal */
    expect_error(&result, 1, "escape.json");
    spawn_remove_folder(folder);
}

static void test_no_display(void **state)
{
    struct spawn_result result;

    (void)state;
    RUN(&result, "mazur");
    expect_error(&result, 1, "no display");
    RUN(&result, "--theme", "dark");
    expect_error(&result, 1, "backstep export");
    /* What the window would have shown is said instead: it comes first to mend. */
    RUN(&result, "nosuch.json");
    expect_error(&result, 1, "nosuch.json");
}

/* Title, sentence, formula with numbers, what changed; stations where the script has them. */
static void test_tell(void **state)
{
    struct spawn_result result;

    (void)state;
    RUN(&result, "tell", "mazur", "--steps", "phases");
    assert_int_equal(result.status, 0);
    assert_non_null(strstr(result.out, "How wrong is the output, in one number?\n"));
    assert_non_null(strstr(result.out, "  = 0.2748 + 0.0236\n  = 0.2984\n"));
    assert_non_null(strstr(result.out, "Changed: Lₒ₁ = 0.2748, Lₒ₂ = 0.0236, L = 0.2984\n"));
    assert_non_null(strstr(result.out, "w₅: 0.4 → 0.3589"));
    spawn_finish(&result);
    RUN(&result, "tell", "mazur", "--steps", "layers");
    assert_non_null(strstr(result.out, "\nneuron\tweighted sum z\tactivation a\n"));
    spawn_finish(&result);
    /* The last value of this graph is the loss: it is no change once more. */
    RUN(&result, "tell", "one-neuron-graph", "--steps", "stations");
    assert_non_null(strstr(result.out, ", L = 0.3342\n"));
    assert_null(strstr(result.out, "L = 0.3342, L = 0.3342"));
    spawn_finish(&result);
    RUN(&result, "tell", "mazur", "--steps", "stations");
    assert_int_equal(result.status, 0);
    assert_non_null(strstr(result.out, "Forward pass. Each input is multiplied by its weight"));
    assert_non_null(strstr(result.out, "\n25\nThe end of the run\n"));
    /* Two at one moment: each its own sentence, and the step is told once. */
    assert_non_null(strstr(result.out, "\n9\nNext comes the first gradient: that of w₅.\n\n10\n"));
    assert_null(strstr(result.out, "Question: "));
    spawn_finish(&result);
    /* What a run is asked is asked before it runs. */
    RUN(&result, "tell", "mazur", "--steps", "stations", "--ask");
    assert_non_null(strstr(result.out, "that of w₅.\n\nQuestion: If w₅ grows a little, the loss …"));
    assert_non_null(strstr(result.out, "Question: Before it runs: will the loss reach exactly 0?"));
    assert_true(strstr(result.out, "Question: Before it runs") < strstr(result.out, "\n24\n"));
    spawn_finish(&result);
    RUN(&result, "tell", "mazur", "--ask", "--iteration", "2");
    assert_int_equal(result.status, 0);
    assert_non_null(strstr(result.out, "Question: How much is w₆⁺? Type it.\nAnswer: 0.3669\n"));
    assert_non_null(strstr(result.out, "  1  "));
    spawn_finish(&result);
    RUN(&result, "tell", "mazur", "--iteration", "2");
    assert_null(strstr(result.out, "Question: "));
    spawn_finish(&result);
    RUN(&result, "tell", "mazur", "--granularity", "layers");
    expect_error(&result, 2, "phase, layer, neuron or term");
    RUN(&result, "tell", "mazur", "--steps", "some");
    expect_error(&result, 2, "stations");
    RUN(&result, "tell", "neuron", "--steps", "5000");
    expect_error(&result, 2, "there is no step 5000");
}

/* The step of a graph's value is that of its clipped gradient, and so is its equation. */
static void test_clipped_graph(void **state)
{
    static const char scenario[] =
        "{\"backstep\": 1, \"graph\": {\"values\": {\"x\": 3, \"y\": 4}, \"steps\": [\"f = x * y\"]}, "
        "\"optimizer\": {\"learning_rate\": 1, \"clip_norm\": 1}, \"stop\": {\"iterations\": 1}}";
    char folder[SPAWN_PATH_SIZE], path[SPAWN_PATH_SIZE + 32];
    struct spawn_result result;

    (void)state;
    spawn_make_folder(folder);
    snprintf(path, sizeof path, "%s/clipped.json", folder);
    spawn_write_file(path, scenario);
    RUN(&result, "tell", path);
    assert_int_equal(result.status, 0);
    assert_non_null(strstr(result.out, "= −η · c · ∂f/∂y\n  = −1 × 0.2 × 3\n  = −0.6\n"));
    assert_non_null(strstr(result.out, "clip_norm: all gradients together are longer than 1; each is "
                                       "multiplied by 0.2."));
    spawn_finish(&result);
    spawn_remove_folder(folder);
}

/* A run that is asked about by a kind: the question is that of the moment before it runs, as the
 * window asks it. */
static void test_a_run_is_asked_about_before_it_runs(void **state)
{
    static const char script[] =
        "{\"backstep\": 1, \"network\": {\"inputs\": [\"x\"], \"layers\": [{\"units\": [\"y\"], "
        "\"activation\": \"identity\", \"weights\": [[1]], \"weight_names\": [[\"w\"]]}]}, "
        "\"loss\": \"half_squared_error\", \"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 0.5}, "
        "\"data\": {\"samples\": [{\"x\": [1], \"t\": [0]}]}, \"stop\": {\"iterations\": 9}, "
        "\"script\": [{\"at\": {\"start\": true}, \"say\": \"Begin.\"}, "
        "{\"at\": {\"phase\": \"backward\"}, \"say\": \"Here.\"}, "
        "{\"run_to\": {\"iteration\": 8, \"seconds\": 1}, \"say\": \"It has run.\", "
        "\"ask\": {\"kind\": \"direction\", \"of\": \"w\"}}]}";
    char folder[SPAWN_PATH_SIZE], path[SPAWN_PATH_SIZE + 32];
    struct spawn_result result;
    const char *question;

    (void)state;
    spawn_make_folder(folder);
    snprintf(path, sizeof path, "%s/run.json", folder);
    spawn_write_file(path, script);
    RUN(&result, "tell", path, "--steps", "stations", "--ask");
    assert_int_equal(result.status, 0);
    question = strstr(result.out, "Question: ∂L/∂w is 1. Which way does the update move w?");
    assert_non_null(question);
    assert_non_null(strstr(question, "\n3\n"));
    assert_true(strstr(result.out, "\n2\n") < question);
    spawn_finish(&result);
    spawn_remove_folder(folder);
}

static void test_trace(void **state)
{
    char folder[SPAWN_PATH_SIZE], path[SPAWN_PATH_SIZE + 32];
    struct spawn_result result, again;
    char *file;

    (void)state;
    spawn_make_folder(folder);
    snprintf(path, sizeof path, "%s/trace.jsonl", folder);
    RUN(&result, "trace", "mazur");
    assert_int_equal(result.status, 0);
    assert_int_equal(count_lines(result.out), 7); /* 2 forward, loss, 2 backward, 2 update */
    RUN(&again, "trace", "-n", "3", "mazur", "-o", path);
    assert_int_equal(again.status, 0);
    assert_string_equal(again.out, "");
    spawn_finish(&again);
    file = spawn_read_file(path, NULL);
    assert_non_null(file);
    assert_int_equal(count_lines(file), 21);
    assert_int_equal(strncmp(file, result.out, strlen(result.out)), 0);
    free(file);
    spawn_finish(&result);
    /* What is there stays, unless it is told otherwise. */
    RUN(&result, "trace", "mazur", "-o", path);
    expect_error(&result, 1, "--force");
    file = spawn_read_file(path, NULL);
    assert_int_equal(count_lines(file), 21);
    free(file);
    RUN(&result, "trace", "mazur", "-o", path, "--force");
    assert_int_equal(result.status, 0);
    spawn_finish(&result);
    file = spawn_read_file(path, NULL);
    assert_int_equal(count_lines(file), 7);
    free(file);
    assert_int_equal(spawn_count_files(folder, NULL), 1);
    spawn_remove_folder(folder);
}

/* One setting of the scenario below. */
enum { LEARNING_RATE, OPTIMIZER, INIT, SEED, ACTIVATION, ORDER, SETTINGS };

/* Writes a scenario whose settings are these. */
static void write_settings(const char *path, const char *const settings[SETTINGS])
{
    char text[1024];

    snprintf(text, sizeof text,
             "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"units\": 3, \"activation\": \"%s\"},"
             " {\"units\": 1, \"activation\": \"sigmoid\"}], \"init\": {\"kind\": \"%s\", \"seed\": %s}},"
             " \"loss\": \"half_squared_error\", \"optimizer\": {\"kind\": \"%s\", \"learning_rate\": %s},"
             " \"data\": {\"samples\": [{\"x\": [1], \"t\": [0]}, {\"x\": [-1], \"t\": [1]}, {\"x\": [2], \"t\": [0]},"
             " {\"x\": [-3], \"t\": [1]}], \"order\": \"shuffled\", \"seed\": %s}}",
             settings[ACTIVATION], settings[INIT], settings[SEED], settings[OPTIMIZER], settings[LEARNING_RATE],
             settings[ORDER]);
    spawn_write_file(path, text);
}

/* --with a setting is the same training as of a scenario that has it. */
static void test_with(void **state)
{
    static const char *const names[] = {"learning_rate", "optimizer", "init", "seed", "activation", "order"};
    static const char *const own[] = {"0.5", "sgd", "uniform", "3", "tanh", "7"};
    static const char *const other[] = {"0.125", "adam", "he_normal", "4", "relu", "8"};
    char folder[SPAWN_PATH_SIZE], path[SPAWN_PATH_SIZE + 32], changed[SPAWN_PATH_SIZE + 32], with[64];
    struct spawn_result result, wanted, plain;

    (void)state;
    spawn_make_folder(folder);
    snprintf(path, sizeof path, "%s/own.json", folder);
    snprintf(changed, sizeof changed, "%s/changed.json", folder);
    write_settings(path, own);
    RUN(&plain, "trace", path, "-n", "6");
    for (size_t i = 0; i < SETTINGS; i++) {
        const char *settings[SETTINGS];

        memcpy(settings, own, sizeof own);
        settings[i] = other[i];
        write_settings(changed, settings);
        snprintf(with, sizeof with, "%s=%s", names[i], other[i]);
        RUN(&result, "trace", path, "-n", "6", "--with", with);
        RUN(&wanted, "trace", changed, "-n", "6");
        assert_int_equal(result.status, 0);
        assert_true(count_lines(result.out) == 42);
        assert_string_equal(result.out, wanted.out);
        assert_string_not_equal(result.out, plain.out);
        spawn_finish(&result);
        spawn_finish(&wanted);
        /* And so says train. */
        RUN(&result, "train", path, "--until", "epochs=30", "--with", with);
        RUN(&wanted, "train", changed, "--until", "epochs=30");
        assert_int_equal(result.status, 0);
        assert_int_equal(strncmp(result.out, "with ", 5), 0);
        assert_int_equal(strncmp(result.out + 5, with, strlen(with)), 0);
        assert_string_equal(result.out + 5 + strlen(with) + 2, wanted.out);
        spawn_finish(&result);
        spawn_finish(&wanted);
    }
    spawn_finish(&plain);
    spawn_remove_folder(folder);
}

static void test_with_mistakes(void **state)
{
    struct spawn_result result;

    (void)state;
    RUN(&result, "trace", "mazur", "--with", "lr=1");
    expect_error(&result, 2, "'--with': found 'lr=1', expected learning_rate=X, optimizer=NAME");
    RUN(&result, "trace", "mazur", "--with", "learning_rate");
    expect_error(&result, 2, "'--with': found 'learning_rate', expected learning_rate=X");
    RUN(&result, "trace", "mazur", "--with", "optimiser=adam");
    expect_error(&result, 2, "'--with': there is no setting 'optimiser'; did you mean 'optimizer'?");
    RUN(&result, "trace", "mazur", "--with", "optimizer=adma");
    expect_error(&result, 2, "'--with optimizer' is 'adma'; it must be sgd, momentum, nesterov, rmsprop, "
                             "adam, adagrad or adamw; did you mean 'adam'?");
    RUN(&result, "train", "mazur", "--with", "learning_rate=-1");
    expect_error(&result, 2, "'--with learning_rate': found '-1', expected a number of at least 0");
    RUN(&result, "train", "mazur", "--with", "seed=x");
    expect_error(&result, 2, "'--with seed': found 'x', expected a whole number from 0 to 9007199254740991");
    RUN(&result, "train", "mazur", "--with", "order=2");
    expect_error(&result, 1, "'--with order': another seed of the order changes nothing in this scenario: the "
                             "samples are not shuffled");
    RUN(&result, "train", "mazur", "--with", "seed=2", "-o", "never.json");
    expect_error(&result, 2, "change the setting there and train that");
}

static void test_trace_ends_with_the_stop(void **state)
{
    char folder[SPAWN_PATH_SIZE], path[SPAWN_PATH_SIZE + 32];
    struct spawn_result result;

    (void)state;
    spawn_make_folder(folder);
    snprintf(path, sizeof path, "%s/two.json", folder);
    spawn_write_file(path,
                       "{\"backstep\": 1, \"title\": \"Two\", \"network\": {\"inputs\": 1, \"layers\":"
                       " [{\"units\": 1, \"activation\": \"sigmoid\", \"weights\": [[0.5]]}]},"
                       " \"loss\": \"half_squared_error\","
                       " \"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 0.1},"
                       " \"data\": {\"samples\": [{\"x\": [1], \"t\": [0]}]},"
                       " \"stop\": {\"iterations\": 2}}");
    for (int i = 0; i < 2; i++) {
        RUN(&result, "trace", path, "-n", i == 0 ? "2" : "100");
        assert_int_equal(result.status, 0);
        assert_int_equal(count_lines(result.out), 9); /* 2 x 4 units and the stop */
        assert_non_null(strstr(result.out, "\"unit\":\"stop\",\"iteration\":2"));
        spawn_finish(&result);
    }
    RUN(&result, "trace", path, "-n", "1");
    assert_int_equal(count_lines(result.out), 4);
    assert_null(strstr(result.out, "stop"));
    spawn_finish(&result);
    spawn_remove_folder(folder);
}

/* A saved session: check says so, its changes are in the trace, its picture is its moment. */
static void test_session(void **state)
{
    char folder[SPAWN_PATH_SIZE], path[SPAWN_PATH_SIZE + 32];
    struct spawn_result result;

    (void)state;
    spawn_make_folder(folder);
    snprintf(path, sizeof path, "%s/two.json", folder);
    spawn_write_file(path,
                     "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\":"
                     " [{\"units\": 1, \"activation\": \"identity\", \"weights\": [[0.5]],"
                     " \"biases\": false}]}, \"loss\": \"half_squared_error\","
                     " \"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 0.1},"
                     " \"data\": {\"samples\": [{\"x\": [1], \"t\": [0]}]},"
                     " \"session\": {\"step\": 5, \"changes\": [{\"after\": 4, \"weight\":"
                     " {\"layer\": 1, \"unit\": 1, \"from\": 1}, \"value\": 0.3125}]}}");
    RUN(&result, "check", path);
    assert_int_equal(result.status, 0);
    assert_non_null(strstr(result.out, "; a session saved at step 5, with 1 change by hand"));
    spawn_finish(&result);
    RUN(&result, "trace", path, "-n", "2");
    assert_int_equal(result.status, 0);
    assert_non_null(strstr(result.out, "\"iteration\":1,\"epoch\":1,\"sample\":0,\"layer\":1,\"z\":[0.5]"));
    assert_non_null(strstr(result.out, "\"iteration\":2,\"epoch\":2,\"sample\":0,\"layer\":1,\"z\":[0.3125]"));
    spawn_finish(&result);
    spawn_run(&result, folder, NULL, (const char *const[]){"export", "two.json", "--size", "640x360", NULL});
    assert_int_equal(result.status, 0);
    assert_int_equal(count_lines(result.out), 1);
    assert_non_null(strstr(result.out, "wrote two-"));
    assert_null(strstr(result.out, "pictures"));
    spawn_finish(&result);
    spawn_remove_folder(folder);
}

static void test_what_cannot_be_written(void **state)
{
    struct spawn_result result;

    (void)state;
    RUN(&result, "trace", "mazur", "-o", "no/such/folder/trace.jsonl");
    expect_error(&result, 1, "cannot write 'no/such/folder/trace.jsonl'");
    RUN(&result, "trace", "mazur", "-o", "/");
    expect_error(&result, 1, "folder");
    if (access("/dev/full", W_OK) != 0) {
        print_message("there is no /dev/full here: a full disk was not tried\n");
        return;
    }
    RUN(&result, "trace", "mazur", "-o", "/dev/full", "--force");
    expect_error(&result, 1, "no space left");
    spawn_run(&result, NULL, "/dev/full", (const char *const[]){"trace", "mazur", NULL});
    expect_error(&result, 1, "standard output");
    spawn_run(&result, NULL, "/dev/full", (const char *const[]){"list", NULL});
    expect_error(&result, 1, "standard output");
    spawn_run(&result, NULL, "/dev/full", (const char *const[]){"--help", NULL});
    expect_error(&result, 1, "standard output");
}

/* Measuring is a program of its own, and what ships knows nothing of the machine it was built on. */
static void test_bench_is_another_program(void **state)
{
    struct spawn_result result;
    size_t length;
    char *program = spawn_read_file(spawn_path(), &length);

    (void)state;
    RUN(&result, "bench");
    assert_int_equal(result.status, 0);
    assert_non_null(strstr(result.out, "backstep-bench"));
    assert_int_equal(count_lines(result.out), 1);
    spawn_finish(&result);
    assert_non_null(program);
    assert_false(has_bytes(program, length, "fann_"));
#ifdef NDEBUG
    assert_false(has_bytes(program, length, getenv("BACKSTEP_SOURCE")));
#endif
    free(program);
}

static void test_json_and_names(void **state)
{
    struct spawn_result result;

    (void)state;
    RUN(&result, "list", "--names");
    assert_non_null(strstr(result.out, "mazur\n"));
    spawn_finish(&result);
    RUN(&result, "list", "--json");
    assert_int_equal(result.out[0], '[');
    assert_non_null(strstr(result.out, "{\"name\": \"mazur\", \"title\": \"Two inputs, two outputs\"}"));
    spawn_finish(&result);
    RUN(&result, "check", "mazur", "--json");
    assert_int_equal(result.status, 0);
    assert_non_null(strstr(result.out, "\"agree\": 12, \"differ\": 0"));
    assert_non_null(strstr(result.out, "\"ok\": true}"));
    spawn_finish(&result);
    RUN(&result, "check", "./no-such.json", "--json");
    assert_int_equal(result.status, 1);
    assert_non_null(strstr(result.out, "{\"ok\": false, \"error\": \"cannot read './no-such.json'"));
    spawn_finish(&result);
}

/* A command's help by its name; what the shell's completion asks for. */
static void test_help_of_a_command(void **state)
{
    struct spawn_result result, other;

    (void)state;
    RUN(&result, "help", "train");
    RUN(&other, "train", "--help");
    assert_string_equal(result.out, other.out);
    spawn_finish(&result);
    spawn_finish(&other);
    RUN(&result, "help", "trian");
    assert_int_equal(result.status, 2);
    assert_non_null(strstr(result.err, "did you mean 'train'?"));
    spawn_finish(&result);
    RUN(&result, "-V");
    assert_memory_equal(result.out, "backstep ", 9);
    spawn_finish(&result);
    RUN(&result, "--help");
    assert_non_null(strstr(result.out, "-q, --quiet"));
    spawn_finish(&result);
    RUN(&result, "--commands");
    assert_non_null(strstr(result.out, "export\n"));
    spawn_finish(&result);
    RUN(&result, "export", "--options");
    assert_non_null(strstr(result.out, "--theme\n"));
    spawn_finish(&result);
    RUN(&result, "completion", "bash");
    assert_non_null(strstr(result.out, "complete -o filenames -F _backstep backstep\n"));
    spawn_finish(&result);
    RUN(&result, "completion", "fish");
    assert_int_equal(result.status, 2);
    spawn_finish(&result);
}

/* What bash makes of it: the options of a command are its own. */
static void test_completion(void **state)
{
    char line[2 * SPAWN_PATH_SIZE], words[1024] = " ";
    FILE *out;

    (void)state;
    snprintf(line, sizeof line,
             "bash -c 'backstep() { %s \"$@\"; }; eval \"$(backstep completion bash)\"; "
             "COMP_WORDS=(backstep trace --mi); COMP_CWORD=2; _backstep; echo \"${COMPREPLY[*]}\"; "
             "COMP_WORDS=(backstep mazur --the); _backstep; echo \"${COMPREPLY[*]}\"; "
             "COMP_WORDS=(backstep wor); COMP_CWORD=1; _backstep; echo \"${COMPREPLY[*]}\"'",
             spawn_path());
    out = popen(line, "r");
    assert_non_null(out);
    words[fread(words, 1, sizeof words - 1, out)] = '\0';
    assert_int_equal(pclose(out), 0);
    assert_string_equal(words, "--mistake\n--theme\nworksheet\n");
}

static void test_quiet_and_standard_output(void **state)
{
    struct spawn_result result;

    (void)state;
    RUN(&result, "train", "mazur", "--until", "iterations=2", "-o", "-");
    assert_int_equal(result.status, 0);
    assert_int_equal(result.out[0], '{');
    assert_non_null(strstr(result.out, "\"session\""));
    assert_null(strstr(result.out, "wrote"));
    assert_non_null(strstr(result.err, "stopped after iteration 2"));
    spawn_finish(&result);
    RUN(&result, "train", "mazur", "--until", "iterations=2", "-q", "-o", "-");
    assert_non_null(strstr(result.out, "\"session\""));
    assert_string_equal(result.err, "");
    spawn_finish(&result);
    RUN(&result, "train", "mazur", "--until", "iterations=2", "-q", "-o", "/dev/null");
    assert_int_equal(result.status, 0);
    assert_string_equal(result.out, "");
    spawn_finish(&result);
    RUN(&result, "train", "mazur", "--until", "iterations=2", "-q"); /* that is what was asked for */
    assert_non_null(strstr(result.out, "stopped after iteration 2"));
    spawn_finish(&result);
    RUN(&result, "train", "chain-rule", "-o", "-"); /* a graph */
    assert_int_equal(result.out[0], '{');
    assert_null(strstr(result.out, "stopped after"));
    assert_non_null(strstr(result.err, "stopped after"));
    spawn_finish(&result);
    RUN(&result, "trace", "mazur", "-q", "-o", "-");
    assert_memory_equal(result.out, "{\"unit\":\"forward\"", 17);
    spawn_finish(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_help_and_version),
        cmocka_unit_test(test_json_and_names),
        cmocka_unit_test(test_help_of_a_command),
        cmocka_unit_test(test_completion),
        cmocka_unit_test(test_quiet_and_standard_output),
        cmocka_unit_test(test_wrong_usage),
        cmocka_unit_test(test_list),
        cmocka_unit_test(test_check),
        cmocka_unit_test(test_check_verdicts),
        cmocka_unit_test(test_bad_scenarios),
        cmocka_unit_test(test_no_display),
        cmocka_unit_test(test_tell),
        cmocka_unit_test(test_clipped_graph),
        cmocka_unit_test(test_a_run_is_asked_about_before_it_runs),
        cmocka_unit_test(test_trace),
        cmocka_unit_test(test_session), cmocka_unit_test(test_with),
        cmocka_unit_test(test_with_mistakes),
        cmocka_unit_test(test_trace_ends_with_the_stop),
        cmocka_unit_test(test_what_cannot_be_written),
        cmocka_unit_test(test_bench_is_another_program),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
