/* Thousands of damaged scenarios through the reader, without libFuzzer: the same
 * damage on every run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "exercise.h"
#include "../base/thorough.h"

#include "base/file.h"
#include "base/rng.h"
#include "lesson/catalogue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 600, SPARE = 64 };

/* By default a third of the rounds. */
#define THIRD (size_t)thorough_stride(3)

/* Bytes with room for a few more. */
struct sample {
    char *bytes; /* owned */
    size_t length;
};

/* What hands and programs write by mistake. */
static const char *const tokens[] = {
    "NaN", "null", "true", "-1", "0", "1e999", "4097", "0.5", "[]", "{}", "\"x\"", ",", ":", "}",
    "]", "\"", "\\", "\n", "\xff", "1e308", "\"softmax\"", "\"adam\"", "\"units\": 3", "[1, 2]",
};

/* What no built-in scenario has. */
static const char rare[] =
    "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"units\": 2, \"activation\": \"relu\"}, "
    "{\"units\": 1, \"activation\": \"sigmoid\"}]}, \"loss\": \"half_squared_error\", \"optimizer\": "
    "{\"learning_rate\": 0.5}, \"data\": {\"samples\": [{\"x\": [1], \"t\": [0]}, {\"x\": [2], \"t\": [1]}, "
    "{\"x\": [3], \"t\": [1]}], \"order\": \"shuffled\", \"validation_samples\": [{\"x\": [4], \"t\": [1]}]}, "
    "\"compare\": {\"optimizer\": \"adam\"}, \"session\": {\"step\": 3, \"changes\": [{\"after\": 0, "
    "\"learning_rate\": {}, \"value\": 1}]}}";

static const char graph[] =
    "{\"backstep\": 1, \"graph\": {\"values\": {\"x\": -2, \"y\": 5}, \"steps\": [\"q = (x + 2 * y)^2\", "
    "\"f = max(q, -x) / exp(y) - abs(q)\"], \"train\": [\"x\"]}, \"stop\": {\"iterations\": 3}, \"session\": "
    "{\"step\": 3, \"changes\": [{\"after\": 0, \"leaf\": {\"name\": \"x\"}, \"value\": 1}]}}";

static void replace(struct sample *sample, size_t at, size_t gone, const char *with, size_t count)
{
    memmove(sample->bytes + at + count, sample->bytes + at + gone, sample->length - at - gone);
    memcpy(sample->bytes + at, with, count);
    sample->length += count;
    sample->length -= gone;
}

/* The end of the word or number that begins at `at`. */
static size_t word_end(const struct sample *sample, size_t at)
{
    size_t end = at + 1;

    while (end < sample->length && strchr(" ,:[]{}\"\n", sample->bytes[end]) == NULL)
        end++;
    return end;
}

static void damage(struct sample *sample, struct rng *rng)
{
    size_t at = rng_below(rng, sample->length);
    const char *token = tokens[rng_below(rng, sizeof tokens / sizeof tokens[0])];
    char byte = (char)rng_below(rng, 256);

    switch (rng_below(rng, 6)) {
    case 0:
        replace(sample, at, 1, &byte, 1);
        break;
    case 1:
        replace(sample, at, word_end(sample, at) - at, token, strlen(token));
        break;
    case 2:
        replace(sample, at, 0, token, strlen(token));
        break;
    case 3:
        replace(sample, at, word_end(sample, at) - at, "", 0);
        break;
    case 4: /* a digit, so that many scenarios stay valid */
        while (at + 1 < sample->length && (sample->bytes[at] < '0' || sample->bytes[at] > '9'))
            at++;
        byte = (char)('0' + rng_below(rng, 10));
        replace(sample, at, 1, &byte, 1);
        break;
    default:
        if (rng_below(rng, 8) == 0)
            sample->length = at > 0 ? at : 1;
        break;
    }
}

typedef const char *exercise_function(const char *bytes, size_t length, bool *accepted);

static void mutate(exercise_function *exercise, const char *name, const struct sample *whole, struct rng *rng,
                   size_t counts[2])
{
    for (size_t round = 0; round < ROUNDS / THIRD; round++) {
        struct sample sample = {malloc(whole->length + SPARE), whole->length};
        size_t times = 1 + rng_below(rng, 3);
        bool accepted;
        const char *wrong;
        char *exact;

        assert_non_null(sample.bytes);
        memcpy(sample.bytes, whole->bytes, whole->length);
        for (size_t i = 0; i < times; i++)
            damage(&sample, rng);
        exact = malloc(sample.length); /* so that a read past the end is seen */
        assert_non_null(exact);
        memcpy(exact, sample.bytes, sample.length);
        wrong = exercise(exact, sample.length, &accepted);
        if (wrong != NULL)
            fail_msg("%s, round %zu: %s:\n%.*s", name, round, wrong, (int)sample.length, exact);
        counts[accepted]++;
        free(exact);
        free(sample.bytes);
    }
}

static void damaged_scenarios_are_refused_or_sound(void **state)
{
    size_t count, counts[2] = {0, 0}, mutated = 0;
    const struct catalogue_entry *entries = catalogue_entries(&count);
    const char *const texts[] = {rare, graph};
    bool sound;
    struct rng rng;

    (void)state;
    rng_seed(&rng, 2024);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++, mutated++) {
        struct sample own = {strdup(texts[i]), strlen(texts[i])};

        assert_non_null(own.bytes);
        assert_null(exercise_scenario(own.bytes, own.length, &sound));
        assert_true(sound);
        mutate(exercise_scenario, "text", &own, &rng, counts);
        free(own.bytes);
    }
    for (size_t i = 0; i < count; i++) {
        char path[FILE_PATH_SIZE];
        struct sample whole;
        struct error err = {0};
        bool accepted;

        if (!catalogue_resolve(entries[i].name, path, &err) ||
            !file_read(path, 1 << 20, &whole.bytes, &whole.length, &err))
            fail_msg("%s", err.text);
        if (strstr(whole.bytes, "\"csv\"") != NULL) { /* bytes without a folder find no file */
            free(whole.bytes);
            continue;
        }
        mutated++;
        assert_null(exercise_scenario(whole.bytes, whole.length, &accepted));
        assert_true(accepted);
        mutate(exercise_scenario, entries[i].name, &whole, &rng, counts);
        free(whole.bytes);
    }
    print_message("%zu refused, %zu accepted\n", counts[0], counts[1]);
    assert_int_equal(counts[0] + counts[1], mutated * (ROUNDS / THIRD));
    assert_true(counts[0] > 1000 / THIRD);
    assert_true(counts[1] > 500 / THIRD);
}

static void damaged_sessions_are_refused_or_sound(void **state)
{
    static const char *const names[] = {"three-samples", "one-sample"};
    size_t counts[2] = {0, 0};
    struct rng rng;

    (void)state;
    rng_seed(&rng, 2025);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[FILE_PATH_SIZE];
        struct sample whole;
        bool accepted;

        snprintf(path, sizeof path, "%.3000s/tests/fuzz/session/%s", getenv("BACKSTEP_SOURCE"), names[i]);
        assert_true(file_read(path, 1 << 20, &whole.bytes, &whole.length, NULL));
        assert_null(exercise_session(whole.bytes, whole.length, &accepted));
        assert_true(accepted);
        mutate(exercise_session, names[i], &whole, &rng, counts);
        free(whole.bytes);
    }
    print_message("%zu refused, %zu accepted\n", counts[0], counts[1]);
    assert_true(counts[0] > 100 / THIRD);
    assert_true(counts[1] > 100 / THIRD);
}

static void damaged_graphs_are_refused_or_sound(void **state)
{
    static const char *const names[] = {"steps", "neuron"};
    size_t counts[2] = {0, 0};
    struct rng rng;

    (void)state;
    rng_seed(&rng, 2026);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[FILE_PATH_SIZE];
        struct sample whole;

        snprintf(path, sizeof path, "%.3000s/tests/fuzz/graph/%s", getenv("BACKSTEP_SOURCE"), names[i]);
        assert_true(file_read(path, 1 << 20, &whole.bytes, &whole.length, NULL));
        mutate(exercise_graph, names[i], &whole, &rng, counts);
        free(whole.bytes);
    }
    assert_true(counts[0] > 200 / THIRD);
    assert_true(counts[1] > 200 / THIRD);
}

static void damaged_tables_are_refused_or_sound(void **state)
{
    static const char *const names[] = {"titanic.csv", "semicolons.csv", "cars.txt", "split.csv", "utf16.csv"};
    size_t counts[2] = {0, 0};
    struct rng rng;

    (void)state;
    rng_seed(&rng, 2026);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[FILE_PATH_SIZE];
        struct sample whole;
        bool accepted;

        snprintf(path, sizeof path, "%.3000s/tests/data/tables/%s", getenv("BACKSTEP_SOURCE"), names[i]);
        assert_true(file_read(path, 1 << 20, &whole.bytes, &whole.length, NULL));
        assert_null(exercise_table(whole.bytes, whole.length, &accepted));
        assert_true(accepted);
        mutate(exercise_table, names[i], &whole, &rng, counts);
        free(whole.bytes);
    }
    print_message("%zu refused, %zu accepted\n", counts[0], counts[1]);
    assert_true(counts[0] > 300 / THIRD);
    assert_true(counts[1] > 300 / THIRD);
}

static void damaged_weights_are_refused_or_sound(void **state)
{
    static const char *const names[] = {"lists.json", "mazur.safetensors", "recurrent.json"};
    size_t counts[2] = {0, 0};
    struct rng rng;

    (void)state;
    rng_seed(&rng, 2026);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[FILE_PATH_SIZE];
        struct sample whole;
        bool accepted;

        snprintf(path, sizeof path, "%.3000s/tests/fuzz/weights/%s", getenv("BACKSTEP_SOURCE"), names[i]);
        assert_true(file_read(path, 1 << 20, &whole.bytes, &whole.length, NULL));
        assert_null(exercise_weights(whole.bytes, whole.length, &accepted));
        assert_true(accepted);
        mutate(exercise_weights, names[i], &whole, &rng, counts);
        free(whole.bytes);
    }
    print_message("%zu refused, %zu accepted\n", counts[0], counts[1]);
    assert_true(counts[0] > 300 / THIRD);
    assert_true(counts[1] > 100 / THIRD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damaged_weights_are_refused_or_sound),
        cmocka_unit_test(damaged_scenarios_are_refused_or_sound),
        cmocka_unit_test(damaged_sessions_are_refused_or_sound),
        cmocka_unit_test(damaged_graphs_are_refused_or_sound),
        cmocka_unit_test(damaged_tables_are_refused_or_sound),
    };

    unsetenv("BACKSTEP_DATA");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
