/* A saved moment in a scenario file: read, refused where it is wrong, written back byte for byte. */
#include "lesson_test.h"

#include "lesson/session/session_document.h"
#include "lesson/session/splice.h"

#include <math.h>

/* A net of 2-1-1 with a bias above only; an iteration has 2 + 1 + 2 + 2 = 7 units. */
#define BEFORE                                                                                   \
    "{\"backstep\": 1,\n \"network\": {\"inputs\": 2, \"layers\": ["                              \
    "{\"units\": 1, \"activation\": \"sigmoid\", \"weights\": [[0.10, 2e-1]], \"biases\": false}," \
    "{\"units\": 1, \"activation\": \"sigmoid\"}]},\n"                                            \
    " \"loss\": \"binary_cross_entropy\", \"optimizer\": {\"kind\": \"sgd\", "                    \
    "\"learning_rate\": 0.50},\n"                                                                \
    " \"data\": {\"samples\": [{\"x\": [0.05, 0.10], \"t\": [1]}]}"
#define SESSION(text) BEFORE ",\n \"session\": " text "}"
#define CHANGES(text) SESSION("{\"step\": 3, \"changes\": [" text "]}")

static void read_text(struct scenario *scenario, const char *text)
{
    struct error err = {0};

    if (!scenario_parse(scenario, text, strlen(text), "t.json", &err))
        fail_msg("%s", err.text);
}

static void test_none(void **state)
{
    struct scenario scenario;

    (void)state;
    read_text(&scenario, BEFORE "}");
    assert_false(scenario.session.present);
    assert_int_equal(scenario.session.edits.count, 0);
    scenario_finish(&scenario);
}

static void test_read(void **state)
{
    struct scenario scenario;
    const struct edit_log *log = &scenario.session.edits;

    (void)state;
    read_text(&scenario, SESSION("{\"step\": 9, \"moment\": 2, \"granularity\": \"term\", \"changes\": [{\"after\": 7, \"learning_rate\": {}, \"value\": 0},{\"after\": 0, \"weight\": {\"layer\": 1, \"unit\": 1, \"from\": 2}, \"value\": -3},{\"after\": 7, \"bias\": {\"layer\": 2, \"unit\": 1}, \"value\": 0.1},{\"after\": 3, \"input\": {\"sample\": 0, \"unit\": 2}, \"value\": 4},{\"after\": 5, \"target\": {\"sample\": 0, \"unit\": 1}, \"value\": 0.25}]}"));
    assert_true(scenario.session.present);
    assert_int_equal(scenario.session.step, 9);
    assert_int_equal(scenario.session.moment, 2);
    assert_int_equal(scenario.session.granularity, 3);
    assert_int_equal(log->count, 5);
    assert_int_equal(log->edits[0].kind, EDIT_WEIGHT);
    assert_int_equal(log->edits[0].layer, 1);
    assert_int_equal(log->edits[0].to, 0);
    assert_int_equal(log->edits[0].from, 1);
    assert_true(log->edits[0].value == -3);
    assert_int_equal(log->edits[1].kind, EDIT_INPUT);
    assert_int_equal(log->edits[1].to, 1);
    assert_int_equal(log->edits[2].kind, EDIT_TARGET);
    assert_int_equal(log->edits[2].step, 5);
    scenario_finish(&scenario);

    read_text(&scenario, SESSION("{\"step\": 0}"));
    assert_true(scenario.session.present && scenario.session.moment == SESSION_ALL);
    assert_int_equal(scenario.session.granularity, 2);
    scenario_finish(&scenario);
}

static void test_errors(void **state)
{
    static const struct {
        const char *text, *sentence;
    } wrong[] = {
        {SESSION("3"), "t.json: session: found 3, expected an object: { ... }"},
        {SESSION("{}"), "t.json: session.step: missing; expected the number of steps done"},
        {SESSION("{\"step\": -1}"), "t.json: session.step: found -1, expected a whole number from 0 to 9223372036854775807"},
        {SESSION("{\"step\": 0, \"granularity\": \"neurons\"}"),
         "t.json: session.granularity: found the text \"neurons\", expected phase, layer, neuron or term; did you mean \"neuron\"?"},
        {SESSION("{\"step\": 0, \"changse\": []}"),
         "t.json: session: unknown key \"changse\"; did you mean \"changes\"?"},
        {CHANGES("{\"after\": 0, \"value\": 1}"),
         "t.json: session.changes[0]: found nothing that is changed, expected \"weight\", \"bias\", \"input\", \"target\", "
         "\"learning_rate\" or \"optimizer\""},
        {CHANGES("{\"after\": 0, \"learning_rate\": {}, \"bias\": {\"layer\": 2, \"unit\": 1}, \"value\": 1}"),
         "t.json: session.changes[0].learning_rate: a change has one thing that it changes, and bias stands here too; make it a change of its own"},
        {CHANGES("{\"after\": 0, \"bias\": {\"layer\": 1, \"unit\": 1}, \"value\": 1}"),
         "t.json: session.changes[0].bias: layer 1 has no biases"},
        {CHANGES("{\"after\": 0, \"weight\": {\"layer\": 1, \"unit\": 1, \"from\": 3}, \"value\": 1}"),
         "t.json: session.changes[0].weight.from: found 3, expected a whole number from 1 to 2, the units of the layer below"},
        {CHANGES("{\"after\": 0, \"weight\": {\"layer\": 0, \"unit\": 1, \"from\": 1}, \"value\": 1}"),
         "t.json: session.changes[0].weight.layer: found 0, expected a whole number from 1 to 2, the number of layers"},
        {CHANGES("{\"after\": 0, \"optimizer\": {\"kind\": \"adamq\"}}"),
         "t.json: session.changes[0].optimizer.kind: found the text \"adamq\", expected sgd, momentum, "
         "nesterov, rmsprop, adam, adagrad or adamw; did you mean \"adam\"?"},
        {CHANGES("{\"after\": 0, \"optimizer\": {\"kind\": \"adam\"}, \"value\": 1}"),
         "t.json: session.changes[0].value: another optimiser has no value; remove it"},
        {CHANGES("{\"after\": 0, \"input\": {\"sample\": 1, \"unit\": 1}, \"value\": 1}"),
         "t.json: session.changes[0].input.sample: found 1, expected a whole number from 0 to 0, the last sample"},
        {CHANGES("{\"after\": 0, \"target\": {\"sample\": 0, \"unit\": 1}, \"value\": 2}"),
         "t.json: session.changes[0].value: found 2, expected a target from 0 to 1 for binary_cross_entropy"},
        {CHANGES("{\"after\": 0, \"learning_rate\": {}, \"value\": -1}"),
         "t.json: session.changes[0].value: found -1, expected a learning rate of at least 0"},
        {CHANGES("{\"after\": 9, \"bias\": {\"layer\": 2, \"unit\": 1}, \"value\": 1}"),
         "t.json: session.changes[0].after: found 9, expected a step that ends an iteration, such as 7: a bias changes between two iterations"},
        {CHANGES("{\"after\": 0, \"learning_rate\": {}, \"value\": 1}, {\"after\": 0, \"learning_rate\": {}, \"value\": 2}"),
         "t.json: session.changes[1]: the same number is changed after the same step before; keep one of the two"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        expect_text_error(wrong[i].text, wrong[i].sentence);
}

/* What is written reads back to the bit, and the rest of the document is byte for byte the same. */
static void test_round_trip(void **state)
{
    static const double values[] = {0.1, -0.0, 1.0 / 3, 1e-300, 5e-324, 123456789.123456789, -2, 1e22};
    struct session session = {.present = true, .step = 11, .moment = 1, .granularity = 1};
    struct scenario scenario, again;
    char *text, *twice;
    size_t length, length_twice, head = strlen(BEFORE);

    (void)state;
    read_text(&scenario, BEFORE "}");
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        struct edit edit = {.step = 7 * i, .kind = EDIT_WEIGHT, .layer = 1, .from = i % 2, .value = values[i]};

        edit_log_put(&session.edits, &edit);
        edit = (struct edit){.step = 3 * i, .kind = i % 2 ? EDIT_INPUT : EDIT_TARGET,
                             .value = i % 2 ? values[i] : 0.7 / (double)(i + 1)};
        edit_log_put(&session.edits, &edit);
    }
    for (size_t i = 0; i < optimizer_count(); i++) {
        struct edit edit = {.step = 7 * i, .kind = EDIT_OPTIMIZER, .value = (double)i};

        edit_log_put(&session.edits, &edit);
    }
    text = session_document(&scenario, &session, NULL, &length);
    assert_int_equal(strlen(text), length);
    assert_memory_equal(text, BEFORE, head);
    read_text(&again, text);
    assert_int_equal(again.session.step, 11);
    assert_int_equal(again.session.moment, 1);
    assert_int_equal(again.session.granularity, 1);
    assert_int_equal(again.session.edits.count, session.edits.count);
    for (size_t i = 0; i < session.edits.count; i++) {
        struct edit *a = &session.edits.edits[i], *b = &again.session.edits.edits[i];

        assert_true(edit_same_target(a, b));
        assert_int_equal(a->step, b->step);
        assert_memory_equal(&a->value, &b->value, sizeof a->value);
    }
    /* Saved again, the session takes the place of the one that is there. */
    twice = session_document(&again, &session, NULL, &length_twice);
    assert_int_equal(length, length_twice);
    assert_memory_equal(text, twice, length);
    free(text);
    free(twice);
    scenario_finish(&scenario);
    scenario_finish(&again);
    edit_log_finish(&session.edits);
}

static void test_splice(void **state)
{
    static const char *const a[] = {"a"}, *const data_csv[] = {"data", "csv"};
    static const struct {
        const char *before;
        const char *const *path;
        size_t depth;
        const char *after;
    } cases[] = {
        {"{}", a, 1, "{\n  \"a\": NEW}"},
        {" { \"b\" : 1 }\n", a, 1, " { \"b\" : 1,\n  \"a\": NEW }\n"},
        {"{\"b\":{\"a\":1},\"a\":[1,{\"x\":\"]}\"}] ,\"c\":2}", a, 1, "{\"b\":{\"a\":1},\"a\":NEW ,\"c\":2}"},
        {"{\"x\":\"a\\\"\",\"\\u0061\": true}", a, 1, "{\"x\":\"a\\\"\",\"\\u0061\": NEW}"},
        {"{\"a\":-1.5e3}", a, 1, "{\"a\":NEW}"},
        {"{\"csv\":1,\"data\":{\"n\":[],\"csv\":\"x,y\"}}", data_csv, 2, "{\"csv\":1,\"data\":{\"n\":[],\"csv\":NEW}}"},
        {"\xef\xbb\xbf{\"data\":{ }}", data_csv, 2, "\xef\xbb\xbf{\"data\":{\n  \"csv\": NEW }}"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t length;
        char *text = splice_member(cases[i].before, strlen(cases[i].before), cases[i].path, cases[i].depth,
                                   "NEW", &length);

        assert_string_equal(text, cases[i].after);
        assert_int_equal(length, strlen(text));
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_none), cmocka_unit_test(test_read), cmocka_unit_test(test_errors),
        cmocka_unit_test(test_round_trip), cmocka_unit_test(test_splice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
