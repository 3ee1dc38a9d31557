/* The trace's lines, as other programs read them: keys and their order, what is
 * left out, 17 digits, non-finite numbers as strings. */
#include "lesson_test.h"

#include "lesson/catalogue.h"
#include "lesson/trace.h"

#include <jansson.h>
#include <math.h>

static char *traced; /* of the last run */
static size_t traced_size;

/* Traces at most `steps` units of the scenario; the stop's line included. */
static void trace_run(const struct scenario *scenario, size_t steps)
{
    struct stepper stepper;
    struct error err = {0};
    FILE *out;

    free(traced);
    traced = NULL;
    out = open_memstream(&traced, &traced_size);
    assert_non_null(out);
    if (!stepper_init(&stepper, &scenario->net, &scenario->data, &scenario->training,
                      scenario->params, &err))
        fail_msg("%s", err.text);
    trace_unit(out, &stepper); /* before the first step there is nothing to tell */
    assert_int_equal(ftell(out), 0);
    for (size_t i = 0; i < steps && stepper_step(&stepper); i++)
        trace_unit(out, &stepper);
    assert_int_equal(ferror(out), 0);
    assert_int_equal(fclose(out), 0);
    stepper_finish(&stepper);
}

static void trace_text(const char *text, size_t steps)
{
    struct scenario scenario;
    struct error err = {0};

    if (!scenario_parse(&scenario, text, strlen(text), "t.json", &err))
        fail_msg("%s", err.text);
    trace_run(&scenario, steps);
    scenario_finish(&scenario);
}

/* All numbers of these are short in binary, so that the lines can be written out. */
static const char plain[] =
    "{\"backstep\": 1, \"network\": {\"inputs\": 2, \"layers\": ["
    "{\"units\": 1, \"activation\": \"identity\", \"weights\": [[1, -2]], \"biases\": [0.5]},"
    "{\"units\": 1, \"activation\": \"relu\", \"weights\": [[4]], \"biases\": false}]},"
    "\"loss\": \"half_squared_error\", \"optimizer\": {\"learning_rate\": 0.5},"
    "\"data\": {\"samples\": [{\"x\": [1, 0.25], \"t\": [2]}, {\"x\": [3, 1], \"t\": [8]}],"
    " \"batch\": 2}, \"stop\": {\"iterations\": 1}}";

static void the_lines_are_those_of_the_format(void **state)
{
    static const char expected[] =
        "{\"unit\":\"forward\",\"iteration\":1,\"epoch\":1,\"sample\":0,\"layer\":1,"
        "\"z\":[1],\"a\":[1]}\n"
        "{\"unit\":\"forward\",\"iteration\":1,\"epoch\":1,\"sample\":0,\"layer\":2,"
        "\"z\":[4],\"a\":[4]}\n"
        "{\"unit\":\"loss\",\"iteration\":1,\"epoch\":1,\"sample\":0,\"loss\":2,\"penalty\":0}\n"
        "{\"unit\":\"backward\",\"iteration\":1,\"epoch\":1,\"sample\":0,\"layer\":2,"
        "\"da\":[2],\"dz\":[2],\"dw\":[[2]]}\n"
        "{\"unit\":\"backward\",\"iteration\":1,\"epoch\":1,\"sample\":0,\"layer\":1,"
        "\"da\":[8],\"dz\":[8],\"dw\":[[8,2]],\"db\":[8]}\n"
        "{\"unit\":\"forward\",\"iteration\":1,\"epoch\":1,\"sample\":1,\"layer\":1,"
        "\"z\":[1.5],\"a\":[1.5]}\n"
        "{\"unit\":\"forward\",\"iteration\":1,\"epoch\":1,\"sample\":1,\"layer\":2,"
        "\"z\":[6],\"a\":[6]}\n"
        "{\"unit\":\"loss\",\"iteration\":1,\"epoch\":1,\"sample\":1,\"loss\":2,\"penalty\":0}\n"
        "{\"unit\":\"backward\",\"iteration\":1,\"epoch\":1,\"sample\":1,\"layer\":2,"
        "\"da\":[-2],\"dz\":[-2],\"dw\":[[-3]]}\n"
        "{\"unit\":\"backward\",\"iteration\":1,\"epoch\":1,\"sample\":1,\"layer\":1,"
        "\"da\":[-8],\"dz\":[-8],\"dw\":[[-24,-8]],\"db\":[-8]}\n"
        "{\"unit\":\"update\",\"iteration\":1,\"epoch\":1,\"layer\":1,"
        "\"gw\":[[-8,-3]],\"gb\":[0],\"w\":[[5,-0.5]],\"b\":[0.5]}\n"
        "{\"unit\":\"update\",\"iteration\":1,\"epoch\":1,\"layer\":2,"
        "\"gw\":[[-0.5]],\"w\":[[4.25]]}\n"
        "{\"unit\":\"stop\",\"iteration\":1,\"epoch\":1,\"reason\":\"iterations\"}\n";

    (void)state;
    trace_text(plain, 1000);
    assert_string_equal(traced, expected);
}

/* With "sum" each sample's gradient counts whole: 2 - 3, and 8 (1, 0.25) - 8 (3, 1). */
static void a_sum_is_not_divided(void **state)
{
    char *sum = with(plain, "\"loss\"", "\"reduction\": \"sum\", \"loss\"");

    (void)state;
    trace_text(sum, 100);
    assert_non_null(strstr(traced, "\"gw\":[[-16,-6]],\"gb\":[0],\"w\":[[9,1]],\"b\":[0.5]"));
    assert_non_null(strstr(traced, "\"gw\":[[-1]],\"w\":[[4.5]]"));
    assert_non_null(strstr(traced, "\"dw\":[[2]]")); /* a sample's own is the same */
    free(sum);
}

static void untrained_biases_are_left_out_of_the_update_only(void **state)
{
    char *text = with(plain, "\"layers\": [", "\"train_biases\": false, \"layers\": [");

    (void)state;
    trace_text(text, 1000);
    assert_non_null(strstr(traced, "\"dw\":[[8,2]],\"db\":[8]}"));
    assert_non_null(strstr(traced, "\"layer\":1,\"gw\":[[-8,-3]],\"w\":[[5,-0.5]]}"));
    assert_null(strstr(traced, "\"gb\""));
    assert_null(strstr(traced, "\"b\""));
    free(text);
}

static void numbers_read_back_as_the_same_bits(void **state)
{
    char path[FILE_PATH_SIZE];
    struct scenario scenario;
    json_t *line;

    (void)state;
    assert_true(catalogue_resolve("mazur", path, NULL));
    assert_true(scenario_read(&scenario, path, NULL));
    trace_run(&scenario, 1);
    line = json_loads(traced, 0, NULL);
    assert_non_null(line);
    for (size_t j = 0; j < 2; j++) {
        const double *w = scenario.params + scenario.net.layers[1].w + 2 * j;
        double z = w[0] * 0.05 + w[1] * 0.10 + scenario.params[scenario.net.layers[1].b + j];

        assert_true(json_number_value(json_array_get(json_object_get(line, "z"), j)) == z);
    }
    json_decref(line);
    scenario_finish(&scenario);
}

/* η = 1e200 turns w to -4e200, its square and the loss to infinity, the rest to NaN. */
static void non_finite_numbers_are_strings(void **state)
{
    static const char text[] =
        "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"units\": 1, "
        "\"activation\": \"identity\", \"weights\": [[4]], \"biases\": false}]}, "
        "\"loss\": \"half_squared_error\", \"optimizer\": {\"learning_rate\": 1e200}, "
        "\"data\": {\"samples\": [{\"x\": [1], \"t\": [0]}]}, \"stop\": {"
        "\"iterations\": 4, \"divergence\": false}}";
    size_t lines = 0;

    (void)state;
    trace_text(text, 1000);
    assert_non_null(strstr(traced, "\"loss\":\"Infinity\""));
    assert_non_null(strstr(traced, "\"w\":[[\"Infinity\"]]"));
    assert_non_null(strstr(traced, "\"dz\":[\"Infinity\"]"));
    assert_non_null(strstr(traced, "\"w\":[[\"NaN\"]]"));
    assert_null(strstr(traced, "-nan"));
    assert_null(strstr(traced, ":inf"));
    for (char *at = traced, *end; (end = strchr(at, '\n')) != NULL; at = end + 1) {
        json_t *line;

        line = json_loadb(at, (size_t)(end - at), JSON_REJECT_DUPLICATES, NULL);
        assert_non_null(line);
        json_decref(line);
        lines++;
    }
    assert_int_equal(lines, 4 * 4 + 1);
}

/* In a shuffled run `sample` is the index in the data, and an epoch has each once. */
static void sample_is_the_index_in_the_data(void **state)
{
    char path[FILE_PATH_SIZE];
    struct scenario scenario;
    size_t seen[6] = {0}, lines = 0, in_order = 0;
    long before = -1;

    (void)state;
    assert_true(catalogue_resolve("softmax", path, NULL));
    assert_true(scenario_read(&scenario, path, NULL));
    scenario.training.shuffle = true;
    trace_run(&scenario, 6 * 4); /* one epoch: forward, loss, backward, update */
    for (char *at = traced, *end; (end = strchr(at, '\n')) != NULL; at = end + 1) {
        const char *key = strstr(at, "\"unit\":\"loss\"");
        long sample;

        if (key == NULL || key > end)
            continue;
        sample = strtol(strstr(at, "\"sample\":") + 9, NULL, 10);
        assert_true(sample >= 0 && sample < 6);
        seen[sample]++;
        in_order += sample == before + 1;
        before = sample;
        lines++;
    }
    assert_int_equal(lines, 6);
    assert_true(in_order < 6); /* seed 1 does shuffle */
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(seen[i], 1);
    scenario_finish(&scenario);
}

static void write_errors_stay_in_the_stream(void **state)
{
    FILE *full = fopen("/dev/full", "w");
    struct scenario scenario;
    struct stepper stepper;

    (void)state;
    if (full == NULL)
        skip();
    assert_true(scenario_parse(&scenario, plain, strlen(plain), "t.json", NULL));
    assert_true(stepper_init(&stepper, &scenario.net, &scenario.data, &scenario.training,
                             scenario.params, NULL));
    assert_true(stepper_step(&stepper));
    trace_unit(full, &stepper);
    assert_true(fflush(full) != 0 || ferror(full) != 0);
    fclose(full);
    stepper_finish(&stepper);
    scenario_finish(&scenario);
}

static int free_traced(void **state)
{
    (void)state;
    free(traced);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_lines_are_those_of_the_format),
        cmocka_unit_test(a_sum_is_not_divided),
        cmocka_unit_test(untrained_biases_are_left_out_of_the_update_only),
        cmocka_unit_test(numbers_read_back_as_the_same_bits),
        cmocka_unit_test(non_finite_numbers_are_strings),
        cmocka_unit_test(sample_is_the_index_in_the_data),
        cmocka_unit_test(write_errors_stay_in_the_stream),
    };

    return cmocka_run_group_tests(tests, NULL, free_traced);
}
