#include "run.h"

#include "base/rng.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const run_built_in[] = {"mazur",     "mazur-biases", "xor",     "neuron",
                                    "saturated", "dead-relu",    "softmax", "momentum",
                                    "adam",      "l2",           NULL};

#define SIGMOID ACTIVATION_SIGMOID
#define HALF LOSS_HALF_SQUARED_ERROR
#define MEAN LOSS_MEAN_SQUARED_ERROR

const struct run_spec run_specs[] = {
    {"2-2-2", 2, 2, {2, 2}, SIGMOID, SIGMOID, HALF, true, false, 1, 1},
    {"no biases", 3, 2, {2, 1}, ACTIVATION_TANH, ACTIVATION_IDENTITY, HALF, false, false, 2, 1},
    {"one neuron", 1, 1, {1}, SIGMOID, SIGMOID, HALF, true, true, 2, 2},
    {"two inputs, one neuron", 2, 1, {1}, SIGMOID, SIGMOID, MEAN, false, false, 3, 2},
    {"softmax, fused", 2, 2, {3, 3}, ACTIVATION_RELU, ACTIVATION_SOFTMAX, LOSS_CROSS_ENTROPY, true,
     true, 3, 3},
    {"softmax, squared", 2, 2, {2, 3}, SIGMOID, ACTIVATION_SOFTMAX, MEAN, true, true, 2, 2},
    {"softmax only", 4, 1, {5}, SIGMOID, ACTIVATION_SOFTMAX, HALF, false, false, 1, 1},
    {"sigmoid, fused", 2, 2, {3, 2}, ACTIVATION_LEAKY_RELU, SIGMOID, LOSS_BINARY_CROSS_ENTROPY,
     true, true, 4, 3},
    {"sigmoid, fused, one", 2, 2, {2, 1}, ACTIVATION_TANH, SIGMOID, LOSS_BINARY_CROSS_ENTROPY,
     true, false, 2, 1},
    {"deep", 2, 4, {3, 1, 2, 2}, ACTIVATION_TANH, SIGMOID, MEAN, true, true, 2, 2},
    {"wide", 14, 3, {13, 2, 14}, SIGMOID, SIGMOID, MEAN, true, true, 2, 2},
    {"binary, softmax", 2, 2, {2, 3}, ACTIVATION_TANH, ACTIVATION_SOFTMAX,
     LOSS_BINARY_CROSS_ENTROPY, true, true, 2, 1},
    {"binary, identity", 2, 2, {2, 2}, ACTIVATION_RELU, ACTIVATION_IDENTITY,
     LOSS_BINARY_CROSS_ENTROPY, true, true, 2, 1},
    {"five", 5, 2, {5, 5}, ACTIVATION_IDENTITY, SIGMOID, LOSS_CROSS_ENTROPY, true, true, 1, 1},
};

const size_t run_spec_count = sizeof run_specs / sizeof *run_specs;

static void take_snapshot(struct run *run)
{
    struct stepper *stepper = &run->stepper;
    struct snapshot *snapshot = &run->snapshot;
    struct place *place = &snapshot->place;

    *snapshot = (struct snapshot){
        .data = stepper->data,
        .net = &run->scenario.net,
        .program = &stepper->program,
        .training = &stepper->training,
        .state = &stepper->state,
        .now = stepper->block,
        .before = run->before,
        .batch_loss = (double)NAN,
        .loss_after = (double)NAN,
        .validation = run->scenario.data.validation,
        .divergence = run->stepper.state.stopped == STOP_DIVERGENCE ? &run->divergence : NULL,
    };
    stepper_place(stepper, place);
    snapshot->time = quantity_time_of(snapshot->net, snapshot->now, place->unit);
    snapshot->sample = stepper_sample(stepper, place->batch_index);
    if (place->index == 0)
        return;
    run->unit = reveal_unit_in(snapshot, place->index);
    if (place->batch_index + 1 == place->batch_count && place->unit.kind != UNIT_FORWARD)
        snapshot->batch_loss = stepper->state.batch_loss / (double)place->batch_count;
    if (place->index >= place->count)
        snapshot->loss_after = stepper_batch_loss_now(stepper, run->scratch);
}

static void begin(struct run *run)
{
    struct scenario *scenario = &run->scenario;
    struct error err = {0};

    if (!stepper_init(&run->stepper, &scenario->net, &scenario->data, &scenario->training,
                      scenario->params, &err))
        fail_msg("%s", err.text);
    run->before = calloc(scenario->net.block_size, sizeof *run->before);
    run->scratch = calloc(scenario->net.block_size, sizeof *run->scratch);
    assert_non_null(run->before);
    assert_non_null(run->scratch);
    memcpy(run->before, run->stepper.block, scenario->net.block_size * sizeof *run->before);
    take_snapshot(run);
}

static char *copy(const char *text)
{
    size_t size = strlen(text) + 1;
    char *result = malloc(size);

    assert_non_null(result);
    return memcpy(result, text, size);
}

static void fill_samples(struct dataset *data, const struct run_spec *spec, struct rng *rng)
{
    bool one_hot = spec->output == ACTIVATION_SOFTMAX;

    for (size_t i = 0; i < data->count * data->inputs; i++)
        data->x[i] = 2 * rng_uniform(rng) - 1;
    for (size_t n = 0; n < data->count; n++)
        for (size_t k = 0; k < data->targets; k++)
            data->t[n * data->targets + k] =
                one_hot ? (k == n % data->targets) : (double)(int)(3 * rng_uniform(rng)) / 2;
}

void run_compose(struct run *run, const struct run_spec *spec)
{
    struct net_layer_spec layers[4];
    struct scenario *scenario = &run->scenario;
    struct error err = {0};
    struct rng rng;
    size_t outputs = spec->units[spec->layers - 1];

    memset(run, 0, sizeof *run);
    for (size_t l = 0; l < spec->layers; l++)
        layers[l] = (struct net_layer_spec){
            .units = spec->units[l],
            .activation = l + 1 == spec->layers ? spec->output : spec->hidden,
            .slope = 0.01,
            .has_biases = spec->biases,
            .train_biases = spec->biases && spec->train_biases,
        };
    rng_seed(&rng, 7);
    scenario->title = copy(spec->name);
    if (!net_init(&scenario->net, spec->inputs, layers, spec->layers, spec->loss, &err) ||
        !dataset_init(&scenario->data, spec->samples, spec->inputs, outputs, &err))
        fail_msg("%s", err.text);
    fill_samples(&scenario->data, spec, &rng);
    scenario->params = calloc(scenario->net.param_count, sizeof *scenario->params);
    assert_non_null(scenario->params);
    for (size_t i = 0; i < scenario->net.param_count; i++)
        scenario->params[i] = 2 * rng_uniform(&rng) - 1;
    scenario->training = (struct training){
        .optimizer = {.kind = OPTIMIZER_SGD, .learning_rate = 0.5},
        .batch = spec->batch,
        .stop = {.iterations = 3},
    };
    begin(run);
}

size_t run_row_count(void)
{
    return activation_count() > loss_count() ? activation_count() : loss_count();
}

/* Softmax is for outputs only, and has specs of its own. */
static enum activation plain_activation(size_t index)
{
    enum activation activation = (enum activation)(index % activation_count());

    return activation_row(activation)->couples ? ACTIVATION_IDENTITY : activation;
}

void run_row(struct run *run, size_t index)
{
    enum loss loss = (enum loss)(index % loss_count());
    struct run_spec spec = {
        "row", 2, 2, {3, 1 + index % 2}, plain_activation(index),
        loss_row(loss)->fused ? ACTIVATION_SIGMOID : plain_activation(index + 1), loss, true, true, 2, 2};

    run_compose(run, &spec);
}

void run_open(struct run *run, const char *name)
{
    const char *source = getenv("BACKSTEP_SOURCE");
    struct error err = {0};
    char path[FILENAME_MAX];

    memset(run, 0, sizeof *run);
    assert_non_null(source);
    snprintf(path, sizeof path, "%s/assets/scenarios/%s.json", source, name);
    if (!scenario_read(&run->scenario, path, &err))
        fail_msg("%s", err.text);
    begin(run);
}

void run_parse(struct run *run, const char *json)
{
    struct error err = {0};

    memset(run, 0, sizeof *run);
    if (!scenario_parse(&run->scenario, json, strlen(json), "test", &err))
        fail_msg("%s", err.text);
    begin(run);
}

const char *const run_optimizers[] = {
    "\"kind\": \"sgd\"",
    "\"kind\": \"sgd\", \"momentum\": 0.8",
    "\"kind\": \"sgd\", \"momentum\": 0.8, \"nesterov\": true",
    "\"kind\": \"rmsprop\", \"decay\": 0.5",
    "\"kind\": \"adam\"",
    "\"kind\": \"adagrad\"",
    "\"kind\": \"adamw\", \"weight_decay\": 0.1",
    NULL};

void run_optimizer(struct run *run, const char *optimizer, bool penalty)
{
    char json[1024];

    snprintf(json, sizeof json,
             "{\"backstep\": 1, \"network\": {\"inputs\": 2, \"train_biases\": %s, \"layers\": [{\"units\": 2, \"activation\": "
             "\"tanh\", \"weights\": [[0.3, -0.2], [0.1, 0.5]], \"biases\": [0.1, -0.1]}, "
             "{\"units\": 1, \"activation\": \"sigmoid\", \"weights\": [[0.7, -0.4]], "
             "\"biases\": [0.2]}]}, \"loss\": \"half_squared_error\", \"optimizer\": {%s, "
             "\"learning_rate\": 0.1}, \"data\": {\"samples\": [{\"x\": [1, 0.5], \"t\": [1]}, {\"x\": [-0.3, "
             "0.8], \"t\": [0]}], \"batch\": 2}, \"l2\": %s, \"stop\": {\"iterations\": "
             "3}}",
             penalty ? "false" : "true", optimizer, penalty ? "0.1" : "0");
    run_parse(run, json);
}

void run_close(struct run *run)
{
    stepper_finish(&run->stepper);
    scenario_finish(&run->scenario);
    free(run->before);
    free(run->scratch);
    memset(run, 0, sizeof *run);
}

bool run_step(struct run *run)
{
    const struct place *place = &run->snapshot.place;

    if (place->index == place->count && stepper_stop_due(&run->stepper) == STOP_NONE)
        memcpy(run->before, run->stepper.block,
               run->scenario.net.block_size * sizeof *run->before);
    if (!stepper_step(&run->stepper))
        return false;
    if (run->divergence.kind == DIVERGENCE_NONE)
        divergence_in_unit(&run->stepper, &run->divergence);
    take_snapshot(run);
    return true;
}

size_t run_units(const struct run *run)
{
    return run->snapshot.place.count;
}
