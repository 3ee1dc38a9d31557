/* One thing changed in a scenario: what its run begins with, and what stays. */
#include "lesson_test.h"

#include "lesson/variant.h"
#include "lesson/variant_run.h"

#include <math.h>

#define MIXED                                                                                     \
    "{\"backstep\": 1, \"network\": {\"inputs\": 2, \"init\": {\"kind\": \"uniform\", \"seed\": 5, " \
    "\"scale\": 0.5}, \"layers\": ["                                                              \
    "{\"units\": 3, \"activation\": \"sigmoid\", \"biases\": [1, 2, 3]},"                          \
    "{\"units\": 2, \"activation\": \"tanh\", \"weights\": [[1, 2, 3], [4, 5, 6]]},"                \
    "{\"units\": 1, \"activation\": \"sigmoid\"}]},\n"                                             \
    " \"loss\": \"binary_cross_entropy\", \"optimizer\": {\"kind\": \"sgd\", "                    \
    "\"learning_rate\": 0.7},\n"                                                                  \
    " \"data\": {\"samples\": [{\"x\": [0.05, 0.10], \"t\": [1]}, {\"x\": [1, 2], \"t\": [0]}], "  \
    "\"order\": \"shuffled\"}}"
#define GIVEN                                                                                     \
    "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": ["                                \
    "{\"units\": 1, \"activation\": \"sigmoid\", \"weights\": [[4]], \"biases\": [7]}]},\n"         \
    " \"loss\": \"binary_cross_entropy\", \"optimizer\": {\"kind\": \"sgd\", "                    \
    "\"learning_rate\": 0},\n"                                                                    \
    " \"data\": {\"samples\": [{\"x\": [0.05], \"t\": [1]}]}}"

static void read_text(struct scenario *scenario, const char *text)
{
    struct error err = {0};

    if (!scenario_parse(scenario, text, strlen(text), "t.json", &err))
        fail_msg("%s", err.text);
}

static void begin(struct variant_run *run, const struct scenario *scenario, enum variant_kind kind, double value)
{
    struct variant variant = {kind, value};

    assert_true(variant_begin(run, scenario, &variant, NULL));
}

static bool same(const double *a, const double *b, size_t count)
{
    return memcmp(a, b, count * sizeof *a) == 0;
}

static void test_weights_again(void **state)
{
    struct scenario scenario;
    const struct net_layer *layers = scenario.net.layers;
    double *params;

    (void)state;
    read_text(&scenario, MIXED);
    params = calloc(scenario.net.param_count, sizeof *params);
    assert_non_null(params);
    assert_false(scenario_gives_weights(&scenario));
    scenario_make_weights(&scenario, &scenario.weights, params);
    assert_true(same(params, scenario.params, scenario.net.param_count));
    for (int i = 0; i < 2; i++) {
        struct variant_run run;

        begin(&run, &scenario, i == 0 ? VARIANT_SEED : VARIANT_INIT, i == 0 ? 6 : INIT_ZEROS);
        assert_false(same(run.params + layers[1].w, scenario.params + layers[1].w, 6));
        assert_true(same(run.params + layers[1].b, scenario.params + layers[1].b, 3));
        assert_true(same(run.params + layers[2].w, scenario.params + layers[2].w, 6));
        assert_false(same(run.params + layers[3].w, scenario.params + layers[3].w, 2));
        assert_true(i == 0 || (run.params[layers[1].w] == 0 && run.params[layers[3].w] == 0));
        variant_finish(&run);
    }
    free(params);
    scenario_finish(&scenario);
}

/* A scenario that gives all weights: all are made. */
static void test_given_weights(void **state)
{
    struct scenario scenario;
    struct variant values[VARIANT_VALUES_MAX];
    struct variant_run run;
    char words[VARIANT_WORDS_SIZE];

    (void)state;
    read_text(&scenario, GIVEN);
    assert_true(scenario_gives_weights(&scenario));
    begin(&run, &scenario, VARIANT_SEED, 2);
    assert_true(run.params[scenario.net.layers[1].w] != 4);
    assert_true(run.params[scenario.net.layers[1].b] == 7);
    variant_finish(&run);
    assert_string_equal(variant_own_words(&scenario, VARIANT_SEED, words), "the given weights");
    assert_int_equal(variant_values(&scenario, VARIANT_INIT, values), INIT_KIND_COUNT);
    assert_int_equal(variant_values(&scenario, VARIANT_LEARNING_RATE, values), 0); /* nothing times 0 */
    assert_non_null(variant_impossible(&scenario, VARIANT_ACTIVATION));
    assert_non_null(variant_impossible(&scenario, VARIANT_ORDER));
    assert_null(variant_impossible(&scenario, VARIANT_SEED));
    scenario_finish(&scenario);
}

static void test_training(void **state)
{
    struct scenario scenario;
    struct variant_run run;

    (void)state;
    read_text(&scenario, MIXED);
    begin(&run, &scenario, VARIANT_OPTIMIZER, OPTIMIZER_ADAM);
    assert_int_equal(run.training.optimizer.kind, OPTIMIZER_ADAM);
    assert_true(run.training.optimizer.learning_rate == 0.7);
    assert_int_equal(run.net.buffer_count, 2);
    assert_int_equal(scenario.net.buffer_count, 0);
    variant_finish(&run);
    begin(&run, &scenario, VARIANT_ACTIVATION, ACTIVATION_RELU);
    assert_int_equal(run.net.layers[1].activation, ACTIVATION_RELU);
    assert_int_equal(run.net.layers[2].activation, ACTIVATION_RELU);
    assert_int_equal(run.net.layers[3].activation, ACTIVATION_SIGMOID);
    assert_true(same(run.params, scenario.params, scenario.net.param_count));
    variant_finish(&run);
    begin(&run, &scenario, VARIANT_ORDER, 9);
    assert_int_equal(run.training.seed, 9);
    assert_int_not_equal(scenario.training.seed, 9);
    variant_finish(&run);
    begin(&run, &scenario, VARIANT_LEARNING_RATE, 0.07);
    assert_true(run.training.optimizer.learning_rate == 0.07);
    variant_finish(&run);
    begin(&run, &scenario, VARIANT_MISTAKE, MISTAKE_ADDED);
    assert_int_equal(run.training.mistake, MISTAKE_ADDED);
    variant_finish(&run);
    scenario_finish(&scenario);
}

static void test_values_and_words(void **state)
{
    static const char *const rates[] = {"η = 0.07", "η = 0.35", "η = 1.4", "η = 7"};
    struct scenario scenario;
    struct variant values[VARIANT_VALUES_MAX];
    char words[VARIANT_WORDS_SIZE], own[VARIANT_WORDS_SIZE];

    (void)state;
    read_text(&scenario, MIXED);
    assert_int_equal(variant_values(&scenario, VARIANT_LEARNING_RATE, values), 4);
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(variant_words(&values[i], words), rates[i]);
    assert_int_equal(variant_values(&scenario, VARIANT_ACTIVATION, values), 9); /* it has several */
    for (int kind = VARIANT_LEARNING_RATE; kind < VARIANT_KIND_COUNT; kind++) {
        size_t count = variant_values(&scenario, (enum variant_kind)kind, values);

        assert_null(variant_impossible(&scenario, (enum variant_kind)kind));
        assert_true(count >= 4);
        variant_own_words(&scenario, (enum variant_kind)kind, own);
        assert_true(own[0] != '\0');
        for (size_t i = 0; i < count; i++) {
            assert_true(variant_check(&values[i], NULL));
            assert_int_equal(values[i].kind, kind);
            assert_string_not_equal(variant_words(&values[i], words), own);
        }
    }
    scenario_finish(&scenario);
}

static void test_check(void **state)
{
    struct error err = {0};

    (void)state;
    assert_true(variant_check(&(struct variant){VARIANT_LEARNING_RATE, 1e-3}, &err));
    assert_false(variant_check(&(struct variant){VARIANT_LEARNING_RATE, -1}, &err));
    assert_false(variant_check(&(struct variant){VARIANT_LEARNING_RATE, (double)NAN}, &err));
    assert_true(variant_check(&(struct variant){VARIANT_SEED, 0}, &err));
    assert_false(variant_check(&(struct variant){VARIANT_SEED, 0.5}, &err));
    assert_false(variant_check(&(struct variant){VARIANT_ORDER, 1e300}, &err));
    assert_true(strlen(err.text) > 0);
}

/* Every name in a scenario's "compare" is read as the value that it stands for, and said in the summary. */
static void test_names(void **state)
{
    size_t read = 0;

    (void)state;
    for (int k = VARIANT_LEARNING_RATE; k < VARIANT_KIND_COUNT; k++) {
        enum variant_kind kind = (enum variant_kind)k;
        const char *names[VARIANT_VALUES_MAX];
        size_t count = variant_choices(kind, names);

        assert_true((count == 0) == variant_is_number(kind));
        for (size_t i = 0; i < (count > 0 ? count : 1); i++) {
            char member[128], summary[512], words[VARIANT_WORDS_SIZE], *text;
            struct variant wanted = {kind, count > 0 ? (double)i : 9};
            struct scenario scenario;

            if (kind == VARIANT_OPTIMIZER && i == OPTIMIZER_SGD)
                continue; /* that it is itself */
            if (kind == VARIANT_INIT && i == INIT_UNIFORM)
                continue;
            snprintf(member, sizeof member, "{\"compare\": {\"%s\": %s%s%s}, \"backstep\": 1", variant_name(kind),
                     count > 0 ? "\"" : "", count > 0 ? names[i] : "9", count > 0 ? "\"" : "");
            text = with(MIXED, "{\"backstep\": 1", member);
            read_text(&scenario, text);
            assert_int_equal(scenario.compare.kind, kind);
            assert_true(scenario.compare.value == wanted.value);
            assert_int_equal(scenario.training.mistake, MISTAKE_NONE);
            scenario_summary(&scenario, summary, sizeof summary);
            snprintf(member, sizeof member, "; beside it, another run: %s", variant_words(&wanted, words));
            assert_non_null(strstr(summary, member));
            scenario_finish(&scenario);
            free(text);
            read++;
        }
    }
    assert_int_equal(read, 1 + 6 + 7 + 1 + 9 + 1);
}

/* The scenario made its own variant: what a second run beside it would begin with. */
static void test_apply(void **state)
{
    static const struct variant variants[] = {
        {VARIANT_LEARNING_RATE, 0.125}, {VARIANT_OPTIMIZER, OPTIMIZER_ADAM}, {VARIANT_INIT, INIT_NORMAL},
        {VARIANT_SEED, 77}, {VARIANT_ACTIVATION, ACTIVATION_RELU}, {VARIANT_ORDER, 5},
    };
    static const char session[] = "{\"session\": {\"step\": 0, \"changes\": [{\"after\": 0, \"learning_rate\": {}, "
                                  "\"value\": 3}, {\"after\": 0, \"bias\": {\"layer\": 1, \"unit\": 2}, "
                                  "\"value\": 8}]}, \"backstep\": 1";
    char *text = with(MIXED, "{\"backstep\": 1", session);

    (void)state;
    for (size_t i = 0; i < sizeof variants / sizeof variants[0]; i++) {
        struct scenario scenario;
        struct variant_run run;

        read_text(&scenario, text);
        begin(&run, &scenario, variants[i].kind, variants[i].value);
        assert_false(variant_is_own(&scenario, &variants[i]));
        assert_true(variant_apply(&scenario, &variants[i], NULL));
        assert_true(variant_is_own(&scenario, &variants[i]) || variants[i].kind == VARIANT_INIT
                    || variants[i].kind == VARIANT_SEED); /* those say how the file has them made */
        assert_true(same(run.params, scenario.params, scenario.net.param_count));
        assert_memory_equal(&run.training, &scenario.training, sizeof run.training);
        assert_memory_equal(&run.net, &scenario.net, sizeof run.net);
        assert_int_equal(scenario.session.edits.count, variants[i].kind == VARIANT_LEARNING_RATE ? 1 : 2);
        variant_finish(&run);
        scenario_finish(&scenario);
    }
    free(text);
}

static void test_edits(void **state)
{
    struct variant rate = {VARIANT_LEARNING_RATE, 1}, adam = {VARIANT_OPTIMIZER, OPTIMIZER_ADAM};
    struct edit of_rate = {.kind = EDIT_LEARNING_RATE}, of_optimizer = {.kind = EDIT_OPTIMIZER};

    (void)state;
    assert_false(variant_takes_edit(&rate, &of_rate));
    assert_true(variant_takes_edit(&rate, &of_optimizer));
    assert_false(variant_takes_edit(&adam, &of_optimizer));
    assert_true(variant_takes_edit(&adam, &of_rate));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_weights_again),    cmocka_unit_test(test_given_weights),
        cmocka_unit_test(test_training),         cmocka_unit_test(test_values_and_words),
        cmocka_unit_test(test_check),            cmocka_unit_test(test_edits),
        cmocka_unit_test(test_names),            cmocka_unit_test(test_apply),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
