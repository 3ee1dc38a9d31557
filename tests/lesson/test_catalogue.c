/* The built-in scenarios: found, readable, named alike in list and file, and
 * doing what their texts promise. */
#include "lesson_test.h"
#include "networks.h"

#include "lesson/catalogue.h"

#include <dirent.h>
#include <math.h>

static struct scenario builtin(const char *name)
{
    char path[FILE_PATH_SIZE];
    struct scenario scenario = {0};
    struct error err = {0};

    if (!catalogue_resolve(name, path, &err) || !scenario_read(&scenario, path, &err))
        fail_msg("%s", err.text);
    return scenario;
}

static void the_course_is_in_order(void **state)
{
    static const char *const course[] = {
        /* what is what */ "mazur", "neuron", "mazur-biases", "xor",
        /* when it goes wrong, and what helps */
        "saturated", "dead-relu", "mazur-mistake", "momentum", "adam", "l2",
        /* real networks */ "softmax", "sine", "moons", "iris", "digits", "big",
        /* the graph behind them */
        "chain-rule", "sigmoid-neuron", "fork", "patterns", "micrograd", "one-neuron-graph",
        /* networks with memory */ "memory", "echo", "parity", "hello", "vanishing", "exploding"};
    size_t count;
    const struct catalogue_entry *entries = catalogue_entries(&count);

    (void)state;
    assert_int_equal(count, sizeof course / sizeof course[0]);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(entries[i].name, course[i]);
}

static void every_entry_parses_and_has_the_title_of_its_file(void **state)
{
    size_t count;
    const struct catalogue_entry *entries = catalogue_entries(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        struct scenario scenario = builtin(entries[i].name);

        assert_string_equal(scenario.title, entries[i].title);
        assert_non_null(scenario.about);
        assert_non_null(scenario.source);
        assert_true(scenario.training.stop.iterations > 0 || scenario.training.stop.epochs > 0);
        scenario_finish(&scenario);
    }
}

static void every_file_is_an_entry(void **state)
{
    DIR *folder = opendir(source_path("assets/scenarios"));
    struct dirent *file;
    size_t count, files = 0;

    (void)state;
    catalogue_entries(&count);
    assert_non_null(folder);
    while ((file = readdir(folder)) != NULL)
        files += strstr(file->d_name, ".json") != NULL;
    closedir(folder);
    assert_int_equal(files, count);
}

static void tests_find_the_data_of_their_own_source(void **state)
{
    char out[FILE_PATH_SIZE];

    (void)state;
    assert_true(catalogue_scenarios_folder(out, NULL));
    assert_string_equal(out, source_path("assets/scenarios"));
    assert_true(catalogue_fonts_folder(out, NULL));
    assert_string_equal(out, source_path("fonts"));
}

static void words_and_paths_are_told_apart(void **state)
{
    char out[FILE_PATH_SIZE];
    struct error err = {0};

    (void)state;
    assert_true(catalogue_resolve("xor", out, &err));
    assert_string_equal(out, source_path("assets/scenarios/xor.json"));
    assert_true(catalogue_resolve("./xor", out, &err));
    assert_string_equal(out, "./xor");
    assert_true(catalogue_resolve("mine.json", out, &err));
    assert_string_equal(out, "mine.json");
    assert_false(catalogue_resolve("mazru", out, &err));
    assert_string_equal(err.text, "'mazru' is neither a built-in scenario nor a file; did you mean "
                                  "'mazur'?");
    assert_false(catalogue_resolve("perceptron", out, &err));
    assert_string_equal(err.text, "'perceptron' is neither a built-in scenario nor a file; "
                                  "'backstep list' prints the built-in ones");
}

/* The run up to its stop; the outputs of every sample, of those held out too, under the last weights. */
static enum stop_reason run(const struct scenario *scenario, double *outputs)
{
    const struct net *net = &scenario->net;
    size_t k_count = net_output(net)->out;
    struct stepper stepper;
    struct error err = {0};
    enum stop_reason reason;
    uint64_t steps = 0;

    if (!stepper_init(&stepper, net, &scenario->data, &scenario->training, scenario->params, &err))
        fail_msg("%s", err.text);
    while (stepper_step(&stepper))
        assert_true(++steps < 10000000);
    reason = stepper.state.stopped;
    for (size_t i = 0; i < scenario->data.count + scenario->data.validation; i++) {
        net_evaluate(net, stepper.block, dataset_x(&scenario->data, i),
                     dataset_t(&scenario->data, i));
        memcpy(outputs + i * k_count, stepper.block + net_output(net)->a,
               k_count * sizeof *outputs);
    }
    stepper_finish(&stepper);
    return reason;
}

static void mazur_ends_where_its_ten_thousand_steps_lead(void **state)
{
    struct scenario scenario = builtin("mazur");
    double y[2];

    (void)state;
    assert_int_equal(run(&scenario, y), STOP_ITERATIONS);
    assert_true(fabs(y[0] - 0.01591362044355068) < 1e-12);
    assert_true(fabs(y[1] - 0.9840642735146238) < 1e-12);
    scenario_finish(&scenario);
}

static void the_neuron_learns_and_the_saturated_one_lags(void **state)
{
    struct scenario neuron = builtin("neuron"), saturated = builtin("saturated");
    double y;

    (void)state;
    run(&neuron, &y);
    assert_true(fabs(y - 0.0939557) < 1e-6); /* Nielsen: 0.09 */
    run(&saturated, &y);
    assert_true(fabs(y - 0.2028484) < 1e-6); /* Nielsen: 0.20 */
    scenario_finish(&neuron);
    scenario_finish(&saturated);
}

static void xor_is_learned_before_its_last_iteration(void **state)
{
    struct scenario scenario = builtin("xor");
    double y[4];

    (void)state;
    assert_int_equal(scenario.training.batch, 4);
    assert_int_equal(run(&scenario, y), STOP_LOSS_BELOW);
    for (size_t i = 0; i < 4; i++) {
        const double *x = dataset_x(&scenario.data, i);

        assert_int_equal(y[i] > 0.9, x[0] != x[1]);
        assert_int_equal(y[i] < 0.1, x[0] == x[1]);
    }
    scenario_finish(&scenario);
}

static void softmax_names_every_fruit(void **state)
{
    struct scenario scenario = builtin("softmax");
    double y[18];

    (void)state;
    assert_int_equal(scenario.data.count, 6);
    assert_int_equal(run(&scenario, y), STOP_LOSS_BELOW);
    for (size_t i = 0; i < 18; i++)
        assert_int_equal(y[i] > 0.5, scenario.data.t[i] > 0.5);
    scenario_finish(&scenario);
}

/* The dead unit's weights never move, the loss falls all the same. */
static void the_dead_relu_stays_dead_and_the_other_learns(void **state)
{
    struct scenario scenario = builtin("dead-relu");
    const struct net_layer *hidden = &scenario.net.layers[1], *output = &scenario.net.layers[2];
    struct stepper stepper;

    (void)state;
    assert_true(stepper_init(&stepper, &scenario.net, &scenario.data, &scenario.training,
                             scenario.params, NULL));
    while (stepper_step(&stepper))
        assert_true(stepper.block[hidden->a] == 0);
    assert_int_equal(stepper.state.stopped, STOP_LOSS_BELOW);
    assert_memory_equal(stepper.block + hidden->w, scenario.params + hidden->w,
                        2 * sizeof(double));
    assert_true(stepper.block[hidden->b] == scenario.params[hidden->b]);
    assert_true(stepper.block[output->w] == scenario.params[output->w]);
    assert_true(stepper.block[output->w + 1] != scenario.params[output->w + 1]);
    stepper_finish(&stepper);
    scenario_finish(&scenario);
}

/* The share of the samples from `first` to before `end` whose largest output is the right one. */
static double share_right(const struct scenario *scenario, const double *outputs, size_t first, size_t end)
{
    size_t classes = net_output(&scenario->net)->out, right = 0;

    for (size_t i = first; i < end; i++) {
        const double *y = outputs + i * classes;
        size_t best = 0;

        for (size_t k = 1; k < classes; k++)
            best = y[k] > y[best] ? k : best;
        right += dataset_t(&scenario->data, i)[best] > 0.5;
    }
    return (double)right / (double)(end - first);
}

static void digits_are_learned_in_a_few_epochs(void **state)
{
    struct scenario scenario = builtin("digits");
    size_t trained = scenario.data.count, all = trained + scenario.data.validation;
    double *y = malloc(all * 10 * sizeof *y);

    (void)state;
    assert_non_null(y);
    assert_int_equal(trained, 1500);
    assert_int_equal(all, 1797);
    for (size_t i = 0; i < all * 64; i++)
        assert_true(scenario.data.x[i] >= 0 && scenario.data.x[i] <= 1);
    scenario.training.stop.epochs = 1;
    run(&scenario, y);
    assert_true(share_right(&scenario, y, 0, trained) > 0.88);
    scenario.training.stop.epochs = 10;
    run(&scenario, y);
    assert_true(share_right(&scenario, y, 0, trained) > 0.975);
    assert_true(share_right(&scenario, y, trained, all) > 0.95);
    free(y);
    scenario_finish(&scenario);
}

/* Slowly at first: sigmoid and squared error. */
static void big_learns_what_the_strokes_mean(void **state)
{
    struct scenario scenario = builtin("big");
    size_t trained = scenario.data.count, all = trained + scenario.data.validation;
    double *y = malloc(all * 10 * sizeof *y);

    (void)state;
    assert_non_null(y);
    assert_int_equal(trained, 800);
    assert_int_equal(all, 1000);
    assert_int_equal(scenario.net.param_count, 13002); /* as its title says */
    scenario.training.stop.epochs = 1;
    run(&scenario, y);
    assert_true(share_right(&scenario, y, trained, all) < 0.5);
    scenario.training.stop.epochs = 5;
    run(&scenario, y);
    assert_true(share_right(&scenario, y, trained, all) > 0.9);
    scenario.training.stop.epochs = 10;
    run(&scenario, y);
    assert_true(share_right(&scenario, y, 0, trained) > 0.99);
    assert_true(share_right(&scenario, y, trained, all) > 0.93);
    free(y);
    scenario_finish(&scenario);
}

/* Each opens on a sample from which something can be learned. */
static void the_first_sample_has_gradients(void **state)
{
    size_t count;
    const struct catalogue_entry *entries = catalogue_networks(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        struct scenario scenario = builtin(entries[i].name);
        const struct net *net = &scenario.net;
        struct stepper stepper;
        size_t nonzero = 0, weights = 0;

        assert_true(stepper_init(&stepper, net, &scenario.data, &scenario.training,
                                 scenario.params, NULL));
        for (size_t step = 0; step < 2 * net->layer_count + 1; step++)
            assert_true(stepper_step(&stepper));
        for (size_t l = 1; l <= net->layer_count; l++) {
            const struct net_layer *layer = &net->layers[l];

            for (size_t w = 0; w < layer->in * layer->out; w++) {
                bool input = stepper.block[net->layers[l - 1].a + w % layer->in] != 0;

                weights += l > 1 || input; /* of a black pixel they are 0 by rights */
                nonzero += stepper.block[layer->gw + w] != 0;
            }
        }
        /* With a dead unit, too. */
        if (nonzero * 2 < weights)
            fail_msg("%s: only %zu of %zu gradients are not 0", entries[i].name, nonzero, weights);
        stepper_finish(&stepper);
        scenario_finish(&scenario);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_course_is_in_order),
        cmocka_unit_test(every_entry_parses_and_has_the_title_of_its_file),
        cmocka_unit_test(every_file_is_an_entry),
        cmocka_unit_test(tests_find_the_data_of_their_own_source),
        cmocka_unit_test(words_and_paths_are_told_apart),
        cmocka_unit_test(mazur_ends_where_its_ten_thousand_steps_lead),
        cmocka_unit_test(the_neuron_learns_and_the_saturated_one_lags),
        cmocka_unit_test(xor_is_learned_before_its_last_iteration),
        cmocka_unit_test(softmax_names_every_fruit),
        cmocka_unit_test(the_dead_relu_stays_dead_and_the_other_learns),
        cmocka_unit_test(digits_are_learned_in_a_few_epochs),
        cmocka_unit_test(big_learns_what_the_strokes_mean),
        cmocka_unit_test(the_first_sample_has_gradients),
    };

    unsetenv("BACKSTEP_DATA");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
