/* The whole way, from a scenario file to the lines of its trace, against numbers
 * computed elsewhere: to 1e-12, in every unit of every iteration they have. */
#include "reference.h"

#include "lesson/trace.h"

#include <math.h>

struct run {
    const json_t *trace;      /* borrowed */
    const json_t *iterations; /* borrowed from it: those that were recorded */
    struct stepper stepper;
    double *scratch;
    size_t batch;
    struct tally tally;
};

static const json_t *recorded(const struct run *run, uint64_t iteration)
{
    for (size_t i = 0; i < json_array_size(run->iterations); i++) {
        const json_t *it = json_array_get(run->iterations, i);

        if ((uint64_t)json_integer_value(json_object_get(it, "iteration")) == iteration)
            return it;
    }
    return NULL;
}

/* The line of the unit just executed, parsed; the caller's. */
static json_t *traced_line(const struct stepper *stepper)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    json_t *line;

    assert_non_null(out);
    trace_unit(out, stepper);
    assert_int_equal(fclose(out), 0);
    line = json_loadb(text, size, JSON_REJECT_DUPLICATES, NULL);
    if (line == NULL)
        fail_msg("not a line of JSON: %s", text);
    free(text);
    return line;
}

/* After the last update: the batch's loss under the new weights. */
static void compare_new_loss(struct run *run, const json_t *iteration)
{
    const json_t *theirs = json_object_get(json_object_get(iteration, "after"), "L_same_batch");
    double ours = stepper_batch_loss_now(&run->stepper, run->scratch);

    if (json_is_number(theirs)) {
        double value = json_number_value(theirs);

        run->tally.numbers++;
        if (!(fabs(ours - value) <= 1e-12 * fmax(1, fmax(fabs(ours), fabs(value)))))
            fail_msg("the loss after the update is %.17g, the reference has %.17g", ours, value);
    } else {
        assert_string_equal(json_string_value(theirs), isnan(ours)   ? "NaN"
                                                       : ours < 0    ? "-Infinity"
                                                       : isinf(ours) ? "Infinity"
                                                                     : "finite");
    }
}

static void compare_step(struct run *run, const char *name)
{
    struct place place;
    const json_t *iteration;
    char where[160];
    json_t *line;

    stepper_place(&run->stepper, &place);
    iteration = recorded(run, place.iteration);
    if (iteration == NULL || place.unit.kind == UNIT_STOP)
        return;
    line = traced_line(&run->stepper);
    assert_int_equal(json_integer_value(json_object_get(line, "iteration")), place.iteration);
    snprintf(where, sizeof where, "%s, iteration %llu, %s, layer %zu, sample %zu", name,
             (unsigned long long)place.iteration, json_string_value(json_object_get(line, "unit")),
             place.unit.layer, place.batch_index);
    reference_compare(iteration, line, place.batch_index, run->batch, where, &run->tally);
    json_decref(line);
    if (place.index == place.count)
        compare_new_loss(run, iteration);
}

/* The numbers in one recorded iteration of a net of these shapes: what must have
 * been compared, so that a comparison that skips something fails. */
static size_t expected_numbers(const struct net *net, size_t batch)
{
    size_t sample = 2, update = 0; /* the loss and the penalty */

    for (size_t l = 1; l <= net->layer_count; l++) {
        const struct net_layer *layer = &net->layers[l];
        size_t weights = layer->in * layer->out;

        sample += 5 * layer->out + weights; /* z, a, da, dz, db; dw */
        update += 2 * weights + (layer->train_biases ? 2 * layer->out : 0);
    }
    return batch * sample + update;
}

static void compare_trace(const char *name, bool expect_non_finite)
{
    char path[256];
    struct scenario scenario;
    struct error err = {0};
    struct run run = {0};
    json_error_t json_error;
    json_t *trace;
    char *text;
    size_t expected;

    snprintf(path, sizeof path, "tests/data/%s.json", name);
    trace = json_load_file(source_path(path), 0, &json_error);
    if (trace == NULL)
        fail_msg("%s: %s", name, json_error.text);
    text = reference_scenario(trace);
    if (!scenario_parse(&scenario, text, strlen(text), name, &err))
        fail_msg("%s", err.text);
    scenario.training.stop.divergence = false; /* as `backstep trace` has it */
    if (json_object_get(json_object_get(trace, "spec"), "update_order") != NULL)
        scenario.training.mistake = MISTAKE_UPDATED_WEIGHTS;
    if (!stepper_init(&run.stepper, &scenario.net, &scenario.data, &scenario.training,
                      scenario.params, &err))
        fail_msg("%s", err.text);
    run.trace = trace;
    run.iterations = json_object_get(trace, "iterations");
    run.batch = reference_batch(trace);
    run.scratch = calloc(scenario.net.block_size, sizeof *run.scratch);
    assert_non_null(run.scratch);
    while (stepper_step(&run.stepper))
        compare_step(&run, name);
    assert_int_equal(run.stepper.state.stopped, STOP_ITERATIONS);
    expected = json_array_size(run.iterations) * expected_numbers(&scenario.net, run.batch);
    assert_true(json_array_size(run.iterations) > 0);
    assert_in_range(run.tally.numbers, expected,
                    expected + json_array_size(run.iterations)); /* the new losses */
    assert_int_equal(run.tally.non_finite > 0, expect_non_finite);
    print_message("%s: %zu numbers, %zu of them not finite, off by %g at most\n", name,
                  run.tally.numbers, run.tally.non_finite, run.tally.worst);
    free(run.scratch);
    stepper_finish(&run.stepper);
    scenario_finish(&scenario);
    free(text);
    json_decref(trace);
}

static void all_finite(void **state)
{
    compare_trace(*state, false);
}

static void with_infinities(void **state)
{
    compare_trace(*state, true);
}

/* The name is the state too; cmocka wants it without const. */
#define TRACE(name, check) {name, check, NULL, NULL, (void *)(uintptr_t)name}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TRACE("mazur_2_2_2", all_finite),
        TRACE("mazur_biases_trained", all_finite),
        TRACE("mazur_10000_steps", all_finite),
        TRACE("mazur_interleaved_misconception", all_finite),
        TRACE("nielsen_neuron_quadratic_saturated", all_finite),
        TRACE("xor_sigmoid_mse_minibatches", all_finite),
        TRACE("xor_tanh_sigmoid_bce", all_finite),
        TRACE("softmax_cce_batch3", all_finite),
        TRACE("cs231n_softmax_scores", all_finite),
        TRACE("opt_sgd", all_finite),
        TRACE("opt_momentum", all_finite),
        TRACE("opt_adam", all_finite),
        TRACE("opt_adagrad", all_finite),
        TRACE("opt_adamw", all_finite),
        TRACE("act_elu_gelu_huber", all_finite),
        TRACE("d2l_one_hidden_l2", all_finite),
        TRACE("edge_dead_relu", all_finite),
        TRACE("edge_saturated_sigmoid_bce", with_infinities),
        TRACE("edge_softmax_huge_logits", with_infinities),
        TRACE("lr_blowup_to_inf", with_infinities),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
