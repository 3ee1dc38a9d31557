/* A graph's scenario: what is read, what is refused and where, its trace beside the reference. */
#include "lesson_test.h"

#include "base/file.h"
#include "lesson/session/session_document.h"
#include "lesson/trace.h"

#include <jansson.h>
#include <math.h>

static const char good[] =
    "{\"backstep\": 1, \"title\": \"T\", \"graph\": {\"values\": {\"x\": -2, \"y\": 5, \"z\": -4}, "
    "\"steps\": [\"q = x + y\", \"f = q * z\"], \"train\": [\"x\", \"y\"]}, "
    "\"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 0.5}, \"stop\": {\"iterations\": 1}}";

static void it_is_read(void **state)
{
    char summary[SCENARIO_NOTE_SIZE], *absent = with(good, "\"optimizer\": {\"kind\": \"sgd\", "
                                                           "\"learning_rate\": 0.5}, ", "");
    struct scenario scenario;
    struct error err = {0};

    (void)state;
    assert_true(scenario_parse(&scenario, good, strlen(good), "t.json", &err));
    assert_true(scenario_is_graph(&scenario));
    assert_int_equal(scenario.graph.graph.count, 5);
    assert_true(scenario.graph.values[2] == -4.0);
    assert_true(scenario.graph.trained[1] && !scenario.graph.trained[2]);
    assert_true(scenario.training.optimizer.learning_rate == 0.5);
    scenario_summary(&scenario, summary, sizeof summary);
    assert_string_equal(summary, "graph of 2 operations on 3 values, of which 2 are trained; objective f; sgd, "
                                 "learning rate 0.5; stops at iteration 1");
    scenario_finish(&scenario);
    assert_true(scenario_parse(&scenario, absent, strlen(absent), "t.json", &err));
    assert_true(scenario.training.optimizer.learning_rate == 0.01);
    scenario_finish(&scenario);
    free(absent);
}

static void what_is_wrong_is_named(void **state)
{
    static const struct {
        const char *find, *replace, *sentence;
    } mistakes[] = {
        {"\"stop\"", "\"data\": {}, \"stop\"",
         "data: found beside \"graph\": a graph's numbers are its values; remove it"},
        {"\"stop\"", "\"loss\": \"x\", \"stop\"",
         "loss: found beside \"graph\": a graph's loss is its last step; remove it"},
        {"\"stop\"", "\"network\": {}, \"stop\"",
         "network: found beside \"graph\": the graph is the network here; keep one of the two"},
        {"\"stop\"", "\"truncate\": 2, \"stop\"",
         "truncate: found beside \"graph\": a graph has no times; remove it"},
        {"\"stop\"", "\"stopp\"", "unknown key \"stopp\"; did you mean \"stop\"?"},
        {"\"train\"", "\"trains\"", "graph: unknown key \"trains\"; did you mean \"train\"?"},
        {"\"values\": {\"x\": -2, \"y\": 5, \"z\": -4}, ", "",
         "graph.values: missing; expected an object of names and numbers, such as {\"x\": -2, \"y\": 5}"},
        {"{\"x\": -2, \"y\": 5, \"z\": -4}", "[1]",
         "graph.values: found a list of 1, expected an object of names and numbers: {\"x\": -2, \"y\": 5}"},
        {"\"z\": -4", "\"z\": null", "graph.values.z: found null, expected a number"},
        {"\"z\": -4", "\"2z\": 1",
         "graph.values: found the name '2z', expected letters, digits and _, a letter first"},
        {"\"z\": -4", "\"max\": 1", "graph.values: 'max' is a function's name; take another one"},
        {"[\"q = x + y\", \"f = q * z\"]", "[]",
         "graph.steps: found a list of 0, expected at least one step, such as \"f = x + y\""},
        {"[\"q = x + y\", \"f = q * z\"]", "\"f = x\"",
         "graph.steps: found the text \"f = x\", expected a list of steps in double quotes: [\"q = x + y\", "
         "\"f = q * z\"]"},
        {"\"f = q * z\"", "7", "graph.steps[1]: found 7, expected a step in double quotes, such as \"f = x + y\""},
        {"\"f = q * z\"", "\"f = q * w\"",
         "graph.steps[1]: column 9: nothing is called 'w'; give it a number among the values, or a step of its "
         "own before this one"},
        {"\"q = x + y\", \"f = q * z\"", "\"f = q * z\", \"q = x + y\"",
         "graph.steps[0]: column 5: 'q' comes only with step 2, and a step uses values and the steps before it, "
         "so that there is no cycle; put that step before this one"},
        {"[\"x\", \"y\"]", "\"x\"", "graph.train: found the text \"x\", expected a list of values' names: "
                                    "[\"x\", \"y\"]"},
        {"[\"x\", \"y\"]", "[\"x\", \"w\"]", "graph.train[1]: no value is called \"w\"; the update moves values only"},
        {"[\"x\", \"y\"]", "[\"q\"]",
         "graph.train[0]: \"q\" is a step: it is computed, not trained; the update moves values only"},
        {"[\"x\", \"y\"]", "[\"x\", \"x\"]", "graph.train[1]: \"x\" stands there twice; keep one of the two"},
        {"0.5", "-1", "optimizer.learning_rate: found -1, expected a number of at least 0; the minus sign of "
                      "gradient descent is not part of it"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        char *bad = with(good, mistakes[i].find, mistakes[i].replace), sentence[ERROR_TEXT_SIZE];

        snprintf(sentence, sizeof sentence, "t.json: %s", mistakes[i].sentence);
        expect_text_error(bad, sentence);
        free(bad);
    }
}

static void too_many_steps_are_refused(void **state)
{
    enum { STEPS = 10000, ROOM = 40 };
    char *text = malloc(STEPS * ROOM + 200), *at = text;

    (void)state;
    assert_non_null(text);
    at += sprintf(at, "{\"backstep\": 1, \"graph\": {\"values\": {\"s0\": 1}, \"steps\": [");
    for (int i = 1; i <= STEPS; i++)
        at += sprintf(at, "%s\"s%d = s%d + 1\"", i > 1 ? ", " : "", i, i - 1);
    strcpy(at, "]}}");
    expect_text_error(text, "t.json: graph.steps: found 10000 steps, expected at most 1000");
    free(text);
}

/* ---- the session ---- */

static void a_session_reads_back(void **state)
{
    static const char session[] =
        ", \"session\": {\"step\": 4, \"granularity\": \"term\", \"changes\": [{\"after\": 0, \"leaf\": "
        "{\"name\": \"y\"}, \"value\": 0.1}, {\"after\": 9, \"optimizer\": {\"kind\": \"adam\"}}]}}";
    char *whole = with(good, "\"iterations\": 1}}", ""), text[1000], *again;
    struct scenario scenario;
    struct error err = {0};
    size_t length;

    (void)state;
    snprintf(text, sizeof text, "%s\"iterations\": 1}%s", whole, session);
    free(whole);
    if (!scenario_parse(&scenario, text, strlen(text), "t.json", &err))
        fail_msg("%s", err.text);
    assert_int_equal(scenario.session.edits.count, 2);
    assert_int_equal(scenario.session.edits.edits[0].to, 1);
    assert_true(scenario.session.edits.edits[0].value == 0.1);
    again = session_document(&scenario, &scenario.session, NULL, &length);
    scenario_finish(&scenario);
    if (!scenario_parse(&scenario, again, length, "t.json", &err))
        fail_msg("%s", err.text);
    assert_int_equal(scenario.session.step, 4);
    assert_int_equal(scenario.session.granularity, 3);
    assert_int_equal(scenario.session.edits.count, 2);
    assert_int_equal(scenario.session.edits.edits[1].kind, EDIT_OPTIMIZER);
    assert_true(scenario.session.edits.edits[1].value == OPTIMIZER_ADAM);
    scenario_finish(&scenario);
    free(again);
}

/* ---- the reference ---- */

/* What the reference calls its operations: our sign, and the constant behind it. */
static const struct {
    const char *theirs, *format;
} words[] = {
    {"add", "%s = %s + %s"},  {"sub", "%s = %s - %s"},   {"mul", "%s = %s * %s"},  {"cube", "%s = %s^3"},
    {"add1", "%s = %s + 1"},  {"neg", "%s = -%s"},       {"mulc2", "%s = 2 * %s"}, {"relu", "%s = relu(%s)"},
    {"mulc3", "%s = %s * 3"}, {"sq", "%s = %s^2"},       {"half", "%s = %s / 2"},  {"inv", "%s = 1 / %s"},
    {"mulc10", "%s = 10 * %s"},
};

static json_t *scenario_of(const json_t *spec)
{
    const json_t *nodes = json_object_get(spec, "nodes");
    json_t *steps = json_array();

    for (size_t i = 0; i < json_array_size(nodes); i++) {
        const json_t *node = json_array_get(nodes, i), *arguments = json_array_get(node, 2);
        const char *name = json_string_value(json_array_get(node, 0));
        const char *word = json_string_value(json_array_get(node, 1));
        const char *a = json_string_value(json_array_get(arguments, 0));
        const char *b = json_string_value(json_array_get(arguments, 1));
        char step[200];
        size_t w = 0;

        while (strcmp(words[w].theirs, word) != 0)
            assert_true(++w < sizeof words / sizeof words[0]);
        snprintf(step, sizeof step, words[w].format, name, a, b != NULL ? b : "");
        json_array_append_new(steps, json_string(step));
    }
    return json_pack("{s:i,s:{s:O,s:o},s:{s:i}}", "backstep", 1, "graph", "values",
                     json_object_get(spec, "inputs"), "steps", steps, "stop", "iterations", 1);
}

static void close_to(const json_t *theirs, double ours, const char *what)
{
    double value = json_number_value(theirs);

    assert_true(json_is_number(theirs));
    if (!(fabs(ours - value) <= 1e-12 * fmax(1, fabs(value))))
        fail_msg("%s is %.17g, the reference has %.17g", what, ours, value);
}

/* The share of `name` through that use, as the line has it. */
static void compare_shares(const json_t *line, const json_t *iteration, size_t *compared)
{
    const json_t *shares = json_object_get(line, "shares"), *steps = json_object_get(iteration, "backward");
    const char *name = json_string_value(json_object_get(line, "node"));
    size_t k = 0;

    for (size_t i = 0; i < json_array_size(steps); i++) {
        const json_t *step = json_array_get(steps, i), *share = json_array_get(shares, k);

        if (strcmp(json_string_value(json_object_get(step, "to")), name) != 0)
            continue;
        assert_string_equal(json_string_value(json_object_get(share, "through")),
                            json_string_value(json_object_get(step, "through")));
        close_to(json_object_get(step, "local"), json_number_value(json_object_get(share, "local")), name);
        close_to(json_object_get(step, "upstream"), json_number_value(json_object_get(share, "upstream")), name);
        close_to(json_object_get(step, "contribution"), json_number_value(json_object_get(share, "share")), name);
        k++;
        (*compared)++;
    }
    assert_int_equal(k, json_array_size(shares));
}

static void compare_line(const json_t *line, const json_t *iteration, size_t *compared)
{
    const char *name = json_string_value(json_object_get(line, "node"));

    if (name == NULL)
        return;
    if (json_object_get(line, "value") != NULL) {
        close_to(json_object_get(json_object_get(iteration, "value"), name),
                 json_number_value(json_object_get(line, "value")), name);
    } else {
        close_to(json_object_get(json_object_get(iteration, "grad"), name),
                 json_number_value(json_object_get(line, "gradient")), name);
        compare_shares(line, iteration, compared);
    }
    (*compared)++;
}

static void the_trace_is_that_of_the_reference(void **state)
{
    json_t *trace = json_load_file(source_path("tests/data/graphs/graph_micrograd_readme.json"), 0, NULL);
    const json_t *iteration = json_array_get(json_object_get(trace, "iterations"), 0);
    json_t *document = scenario_of(json_object_get(trace, "spec"));
    char *text = json_dumps(document, 0);
    struct scenario scenario;
    struct graph_run run;
    struct stepper stepper;
    struct error err = {0};
    size_t compared = 0;

    (void)state;
    assert_non_null(iteration);
    if (!scenario_parse(&scenario, text, strlen(text), "t.json", &err))
        fail_msg("%s", err.text);
    assert_true(scenario_any_stepper(&stepper, &run, &scenario, &scenario.session.edits, &err));
    while (stepper_step(&stepper) && stepper.here.unit.kind != UNIT_UPDATE) {
        char *line = NULL;
        size_t size = 0;
        FILE *out = open_memstream(&line, &size);
        json_t *parsed;

        trace_unit(out, &stepper);
        fclose(out);
        parsed = json_loadb(line, size, JSON_REJECT_DUPLICATES, NULL);
        assert_true(parsed != NULL || size == 0);
        compare_line(parsed, iteration, &compared);
        json_decref(parsed);
        free(line);
    }
    assert_int_equal(compared, 26 + 29 + 40);
    stepper_finish(&stepper);
    scenario_finish(&scenario);
    json_decref(document);
    json_decref(trace);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_read),
        cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(too_many_steps_are_refused),
        cmocka_unit_test(a_session_reads_back),
        cmocka_unit_test(the_trace_is_that_of_the_reference),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
