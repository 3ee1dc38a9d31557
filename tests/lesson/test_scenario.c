/* A scenario's values arrive where the engine expects them; absent keys get
 * their defaults; the limits hold. Errors: test_scenario_errors.c. */
#include "lesson_test.h"

#include <sys/stat.h>
#include <unistd.h>

static const char full[] =
    "{\"backstep\": 1, \"title\": \"A  title\\n\", \"about\": \" One.\\n  Two.\\t\","
    " \"source\": \"mine\","
    " \"network\": {\"inputs\": [\"i1\", \"i2\"], \"layers\": ["
    "  {\"name\": \"hidden\", \"units\": [\"h1\", \"h2\", \"h3\"], \"activation\": \"leaky_relu\","
    "   \"slope\": 0.2, \"weights\": [[0.1, 0.2], [0.3, 0.4], [5e-1, 6]],"
    "   \"biases\": [0.7, -0.8, 9], \"weight_names\": [[\"a\", \"b\"], [\"c\", \"d\"], [\"e\", "
    "\"f\"]]},"
    "  {\"units\": 1, \"activation\": \"tanh\", \"weights\": [[1, 2, 3]], \"biases\": false}],"
    "  \"init\": {\"kind\": \"normal\", \"seed\": 5, \"scale\": 0.1}, \"train_biases\": false},"
    " \"loss\": \"mean_squared_error\", \"l2\": 0.0,"
    " \"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 0.25, \"momentum\": 0,"
    "  \"nesterov\": false},"
    " \"data\": {\"samples\": [{\"x\": [1, 2], \"t\": [3]}, {\"x\": [4, 5], \"t\": [-6]}],"
    "  \"batch\": 2.0, \"order\": \"shuffled\", \"seed\": 11},"
    " \"stop\": {\"iterations\": 1e4, \"epochs\": 20, \"loss_below\": 0.5,"
    "  \"gradient_norm_below\": 1e-9}}";

static const char bare[] =
    "{\"backstep\": 1,"
    " \"network\": {\"inputs\": 3, \"layers\": [{\"units\": 4, \"activation\": \"relu\"},"
    "  {\"units\": 2, \"activation\": \"identity\"}]},"
    " \"loss\": \"half_squared_error\", \"optimizer\": {\"learning_rate\": 0},"
    " \"data\": {\"samples\": [{\"x\": [1, 2, 3], \"t\": [4, 5]}]}}";

static struct scenario parsed(const char *text, const char *name)
{
    struct scenario scenario;
    struct error err = {0};

    if (!scenario_parse(&scenario, text, strlen(text), name, &err))
        fail_msg("%s", err.text);
    assert_string_equal(err.text, "");
    return scenario;
}

static void every_value_arrives(void **state)
{
    static const double w1[] = {0.1, 0.2, 0.3, 0.4, 0.5, 6}, b1[] = {0.7, -0.8, 9};
    static const double w2[] = {1, 2, 3}, x[] = {1, 2, 4, 5}, t[] = {3, -6};
    struct scenario s = parsed(full, "t.json");
    const struct net_layer *hidden = &s.net.layers[1], *output = &s.net.layers[2];

    (void)state;
    assert_string_equal(s.title, "A title");
    assert_string_equal(s.about, "One. Two.");
    assert_string_equal(s.source, "mine");
    assert_int_equal(s.net.layer_count, 2);
    assert_int_equal(s.net.loss, LOSS_MEAN_SQUARED_ERROR);
    assert_string_equal(s.net.layers[0].units[1], "i2");
    assert_string_equal(hidden->name, "hidden");
    assert_string_equal(hidden->units[2], "h3");
    assert_string_equal(hidden->weights[3], "d");
    assert_int_equal(hidden->activation, ACTIVATION_LEAKY_RELU);
    assert_true(hidden->slope == 0.2);
    assert_true(hidden->has_biases && !hidden->train_biases);
    assert_memory_equal(s.params + hidden->w, w1, sizeof w1);
    assert_memory_equal(s.params + hidden->b, b1, sizeof b1);
    assert_null(output->name);
    assert_null(output->units);
    assert_null(output->weights);
    assert_int_equal(output->activation, ACTIVATION_TANH);
    assert_false(output->has_biases || output->train_biases);
    assert_memory_equal(s.params + output->w, w2, sizeof w2);
    assert_int_equal(s.net.param_count, 12);
    assert_int_equal(s.data.count, 2);
    assert_memory_equal(s.data.x, x, sizeof x);
    assert_memory_equal(s.data.t, t, sizeof t);
    assert_int_equal(s.training.batch, 2);
    assert_true(s.training.shuffle);
    assert_int_equal(s.training.seed, 11);
    assert_int_equal(s.training.optimizer.kind, OPTIMIZER_SGD);
    assert_true(s.training.optimizer.learning_rate == 0.25);
    assert_int_equal(s.training.stop.iterations, 10000);
    assert_int_equal(s.training.stop.epochs, 20);
    assert_true(s.training.stop.loss_below == 0.5);
    assert_true(s.training.stop.gradient_norm_below == 1e-9);
    scenario_finish(&s);
}

/* Xavier's uniform weights with scale 1 from seed 1, as scenario.h says. */
static void absent_keys_have_their_defaults(void **state)
{
    struct scenario s = parsed(bare, "folder/mine.json");
    double expected[32] = {0};
    size_t nonzero = 0;
    struct rng rng;

    (void)state;
    assert_string_equal(s.title, "mine.json");
    assert_null(s.about);
    assert_null(s.source);
    assert_null(s.net.layers[0].units);
    rng_seed(&rng, 1);
    assert_int_equal(s.net.param_count, 26);
    for (size_t l = 1; l <= 2; l++) {
        assert_true(s.net.layers[l].has_biases && s.net.layers[l].train_biases);
        assert_null(s.net.layers[l].name);
        net_init_weights(&s.net, l, INIT_XAVIER_UNIFORM, 1, &rng, expected);
    }
    assert_memory_equal(s.params, expected, s.net.param_count * sizeof *expected);
    for (size_t i = 0; i < s.net.param_count; i++)
        nonzero += s.params[i] != 0;
    assert_int_equal(nonzero, 20); /* the biases are 0 */
    assert_int_equal(s.training.batch, 1);
    assert_false(s.training.shuffle);
    assert_true(s.training.optimizer.learning_rate == 0);
    assert_int_equal(s.training.stop.iterations, 0);
    assert_int_equal(s.training.stop.epochs, 0);
    assert_true(s.training.stop.loss_below == 0);
    assert_true(s.training.stop.gradient_norm_below == 0);
    assert_int_equal(s.training.stop.patience, 0);
    assert_true(s.training.stop.divergence);
    assert_int_equal(s.data.validation, 0);
    scenario_finish(&s);
}

/* A fifth of ten samples, or as many as it says; what is left is what is trained on. */
static void validation_is_held_out(void **state)
{
    static const struct {
        const char *value;
        size_t held;
    } cases[] = {{"0.2", 2}, {"0.25", 3}, {"0.001", 1}, {"3", 3}, {"9", 9}, {"0.9", 9}};
    static const char made[] =
        "{\"backstep\": 1, \"network\": {\"inputs\": 2, \"layers\": [{\"units\": 1, "
        "\"activation\": \"sigmoid\"}]}, \"loss\": \"half_squared_error\", \"optimizer\": "
        "{\"learning_rate\": 1}, \"data\": {\"generator\": \"moons\", \"n\": 10}, "
        "\"stop\": {\"patience\": 7, \"divergence\": false}}";
    char value[64];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct scenario s;
        char *text, summary[512];

        snprintf(value, sizeof value, "\"n\": 10, \"validation\": %s", cases[i].value);
        text = with(made, "\"n\": 10", value);
        if (i % 2 == 1) {
            char *other = with(text, "\"patience\": 7", "\"patience\": 7, \"min_delta\": 0.25");

            free(text);
            text = other;
        }
        s = parsed(text, "t.json");
        assert_int_equal(s.data.validation, cases[i].held);
        assert_int_equal(s.data.count, 10 - cases[i].held);
        assert_int_equal(s.training.stop.patience, 7);
        assert_true(s.training.stop.min_delta == (i % 2 == 0 ? STOP_MIN_DELTA : 0.25));
        assert_false(s.training.stop.divergence);
        scenario_summary(&s, summary, sizeof summary);
        snprintf(value, sizeof value, ", %zu more held out to validate;", cases[i].held);
        assert_non_null(strstr(summary, value));
        assert_non_null(strstr(summary, i % 2 == 0 ? "; stops at 7 epochs without a loss better by 0.0001"
                                              : "; stops at 7 epochs without a loss better by 0.25"));
        assert_non_null(strstr(summary, "; goes on through infinity and NaN"));
        scenario_finish(&s);
        free(text);
    }
}

/* Samples of their own to validate on come behind the others, and change nothing of those. */
static void validation_samples_are_held_out(void **state)
{
    static const char own[] =
        "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"units\": 1, \"activation\": "
        "\"sigmoid\"}]}, \"loss\": \"half_squared_error\", \"optimizer\": {\"learning_rate\": 1}, \"data\": "
        "{\"samples\": [{\"x\": [1], \"t\": [0]}, {\"x\": [2], \"t\": [1]}], \"batch\": 2, "
        "\"validation_samples\": [{\"x\": [3], \"t\": [1]}]}}";
    struct scenario s = parsed(own, "t.json");

    (void)state;
    assert_int_equal(s.data.count, 2);
    assert_int_equal(s.data.validation, 1);
    assert_int_equal(s.training.batch, 2);
    for (size_t i = 0; i < 3; i++) {
        assert_true(dataset_x(&s.data, i)[0] == 1 + (double)i);
        assert_true(dataset_t(&s.data, i)[0] == (i > 0));
    }
    scenario_finish(&s);
}

/* The weights that are given take nothing from the random numbers. */
static void init_fills_only_what_is_absent(void **state)
{
    char *text = with(full, "\"weights\": [[1, 2, 3]], ", "");
    struct scenario s = parsed(text, "t.json");
    double expected[16] = {0};
    struct rng rng;

    (void)state;
    rng_seed(&rng, 5);
    net_init_weights(&s.net, 2, INIT_NORMAL, 0.1, &rng, expected);
    assert_memory_equal(s.params + s.net.layers[2].w, expected + s.net.layers[2].w,
                        3 * sizeof *expected);
    assert_true(s.params[s.net.layers[2].w] != 0);
    assert_true(s.params[s.net.layers[1].w] == 0.1);
    scenario_finish(&s);
    free(text);
}

static void constants_may_be_negative(void **state)
{
    char *text = with(bare, "\"relu\"},", "\"relu\", \"biases\": [1, 2, 3, 4]},");
    char *both = with(text, "\"identity\"}]}", "\"identity\"}], \"init\": {\"kind\": \"constant\", "
                                               "\"scale\": -0.5}}");
    struct scenario s = parsed(both, "t.json");

    (void)state;
    for (size_t i = 0; i < 12; i++)
        assert_true(s.params[s.net.layers[1].w + i] == -0.5);
    assert_true(s.params[s.net.layers[1].b + 3] == 4);
    scenario_finish(&s);
    free(both);
    free(text);
}

static void a_byte_order_mark_is_skipped(void **state)
{
    char text[sizeof bare + 3] = "\xef\xbb\xbf";
    struct scenario s;

    (void)state;
    memcpy(text + 3, bare, sizeof bare);
    s = parsed(text, "t.json");
    assert_int_equal(s.net.layers[1].out, 4);
    scenario_finish(&s);
}

static void points_can_be_generated(void **state)
{
    struct scenario s = parsed(
        "{\"backstep\": 1, \"network\": {\"inputs\": 2, \"layers\": [{\"units\": 2, "
        "\"activation\": \"softmax\"}]}, \"loss\": \"cross_entropy\", \"optimizer\": "
        "{\"kind\": \"rmsprop\", \"learning_rate\": 0.1}, \"l2\": 0.5, \"data\": {\"generator\": "
        "\"circles\", \"n\": 30, \"noise\": 0, \"batch\": 10}}", "t.json");

    (void)state;
    assert_int_equal(s.data.count, 30);
    assert_int_equal(s.training.batch, 10);
    assert_true(s.data.t[0] == 1 && s.data.t[1] == 0 && s.data.t[2] == 0 && s.data.t[3] == 1);
    assert_int_equal(s.training.optimizer.kind, OPTIMIZER_RMSPROP);
    assert_true(s.training.optimizer.constants[0] == 0.99 && s.training.optimizer.constants[1] == 1e-8);
    assert_true(s.training.optimizer.l2 == 0.5);
    assert_int_equal(s.net.buffer_count, 2); /* the mean of squares; g with its penalty */
    scenario_finish(&s);
}

static void the_summary_is_one_line(void **state)
{
    char line[512], tight[20];
    struct scenario s = parsed(full, "t.json");

    (void)state;
    scenario_summary(&s, line, sizeof line);
    assert_string_equal(line,
                        "2-3-1 network, 9 weights, 3 biases (not trained); leaky_relu (slope 0.2), "
                        "tanh; mean_squared_error; 2 samples in batches of 2, shuffled; sgd, "
                        "learning rate 0.25; stops at iteration 10000 or epoch 20 or a loss below "
                        "0.5 or a gradient norm below 1e-09");
    scenario_summary(&s, tight, sizeof tight);
    assert_memory_equal(tight, line, sizeof tight - 1);
    assert_int_equal(tight[sizeof tight - 1], '\0');
    scenario_finish(&s);
    s = parsed(bare, "t.json");
    scenario_summary(&s, line, sizeof line);
    assert_string_equal(line, "3-4-2 network, 20 weights, 6 biases; relu, identity; "
                              "half_squared_error; 1 sample in batches of 1, sequential; sgd, "
                              "learning rate 0; never stops by itself");
    scenario_finish(&s);
}

static void finish_accepts_a_finished_scenario(void **state)
{
    struct scenario s = parsed(full, "t.json");

    (void)state;
    scenario_finish(&s);
    scenario_finish(&s);
    assert_null(s.title);
}

/* Files. */

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void files_are_read_and_named(void **state)
{
    char path[] = "scenario-XXXXXX", expected[128];
    int descriptor = mkstemp(path);
    struct scenario s;
    struct error err = {0};

    (void)state;
    assert_true(descriptor >= 0);
    close(descriptor);
    assert_false(scenario_read(&s, path, &err));
    snprintf(expected, sizeof expected, "%s is empty; expected a scenario: a JSON object that "
                                        "begins with \"backstep\": 1", path);
    assert_string_equal(err.text, expected);
    write_file(path, bare);
    err = (struct error){0};
    assert_true(scenario_read(&s, path, &err));
    assert_string_equal(s.title, path);
    scenario_finish(&s);
    write_file(path, "{\"backstep\": 2}");
    assert_false(scenario_read(&s, path, &err));
    snprintf(expected, sizeof expected, "%s: backstep: ", path);
    assert_memory_equal(err.text, expected, strlen(expected));
    assert_null(s.title);
    remove(path);
}

static void files_that_cannot_be_read_say_so(void **state)
{
    static const struct scenario zero;
    struct scenario s;
    struct error err = {0};

    (void)state;
    memset(&s, 0x5a, sizeof s);
    assert_false(scenario_read(&s, "no/such/file.json", &err));
    assert_memory_equal(err.text, "cannot read 'no/such/file.json': ", 33);
    assert_memory_equal(&s, &zero, sizeof s);
    assert_false(scenario_read(&s, ".", &err));
    assert_string_equal(err.text, "'.' is a folder, not a file");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_arrives),
        cmocka_unit_test(absent_keys_have_their_defaults),
        cmocka_unit_test(validation_is_held_out),
        cmocka_unit_test(validation_samples_are_held_out),
        cmocka_unit_test(init_fills_only_what_is_absent),
        cmocka_unit_test(constants_may_be_negative),
        cmocka_unit_test(a_byte_order_mark_is_skipped),
        cmocka_unit_test(points_can_be_generated),
        cmocka_unit_test(the_summary_is_one_line),
        cmocka_unit_test(finish_accepts_a_finished_scenario),
        cmocka_unit_test(files_are_read_and_named),
        cmocka_unit_test(files_that_cannot_be_read_say_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
