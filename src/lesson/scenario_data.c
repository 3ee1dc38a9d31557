#include "lesson/scenario.h"
#include "lesson/scenario_parts.h"

#include "data/generator.h"
#include "data/split.h"
#include "data/standardize.h"

#include <math.h>
#include <stdio.h>

enum { SEED_DEFAULT = 1 };

enum { GENERATED_DEFAULT = 200, GENERATED_NUMBERS_MAX = 50000000 };

static const double noise_default = 0.1;

/* A sample's x or t. A list in place of a number is a step of a sequence. */
static bool read_vector(const struct node *node, size_t count, const char *each, double *out)
{
    if (!node_require(node, "a list of numbers"))
        return false;
    if (json_is_array(json_array_get(node->json, 0)))
        return node_error(node, "found a list of lists, which belongs in \"sequences\", expected a "
                                "list of %zu number%s, one for each %s",
                          count, count == 1 ? "" : "s", each);
    return node_numbers(node, count, each, out);
}

static bool read_sample(const struct node *sample, enum loss loss, struct dataset *data,
                        size_t index)
{
    struct node x = node_member(sample, "x"), t = node_member(sample, "t");
    double *targets = data->t + index * data->targets;

    return node_check_keys(sample, "x t") &&
           read_vector(&x, data->inputs, "input", data->x + index * data->inputs) &&
           read_vector(&t, data->targets, "unit of the output layer", targets) &&
           scenario_check_targets(&t, loss, data->targets, targets);
}

static bool read_samples(const struct node *samples, const struct net *net, struct dataset *data)
{
    const char *expected = "a list of samples: [{\"x\": [...], \"t\": [...]}, ...]";
    size_t count;

    if (!node_require(samples, expected) || !node_check_list(samples, expected))
        return false;
    count = node_size(samples);
    if (count < 1 || count > DATASET_SAMPLES_MAX)
        return node_unexpected(samples, "1 to %d samples", DATASET_SAMPLES_MAX);
    if (!dataset_init(data, count, net->layers[0].out, net_output(net)->out, samples->err))
        return error_prefix(samples->err, "%.300s: data.%s", samples->file, samples->key);
    for (size_t i = 0; i < count; i++) {
        struct node sample = node_element(samples, i);

        if (!read_sample(&sample, net->loss, data, i))
            return false;
    }
    return true;
}

/* "validation": a part of the samples, below 1, or how many of them. */
static bool read_validation(const struct node *node, uint64_t seed, struct dataset *data)
{
    size_t all = data->count;
    double value = 0;

    if (node->json == NULL)
        return true;
    if (!node_number(node, &value))
        return false;
    if (!(value > 0) || (value >= 1 && value != floor(value)))
        return node_unexpected(node, "a part of the samples, such as 0.2, or a whole number of "
                                     "them");
    value = value < 1 ? fmax(1.0, round(value * (double)all)) : value;
    if (value > (double)all - 1)
        return node_error(node, "there %s %zu sample%s: none would be left to train on",
                          all == 1 ? "is" : "are", all, all == 1 ? "" : "s");
    return split_hold_out(data, (size_t)value, seed, node->err) ||
           error_prefix(node->err, "%.300s: data.validation", node->file);
}

/* "validation_samples": samples of their own, which come behind the others. */
static bool read_held(const struct node *data, struct scenario *scenario)
{
    struct node validation = node_member(data, "validation"), held = node_member(data, "validation_"
                                                                                       "samples");
    struct dataset samples = {0};
    bool sequences = held.json == NULL, ok;

    if (sequences)
        held = node_member(data, "validation_sequences");
    if (held.json == NULL)
        return true;
    if (validation.json != NULL)
        return node_error(&held, "there is \"validation\" too, a part of the other samples; remove "
                                 "one of the two");
    ok = (sequences ? scenario_read_sequences(data, &held, &scenario->net, &samples)
                    : read_samples(&held, &scenario->net, &samples)) &&
         (split_append(&scenario->data, &samples, data->err) ||
          error_prefix(data->err, "%.300s: data.%s", data->file, held.key));
    dataset_finish(&samples);
    return ok;
}

/* "standardize", once it is known what is held out. */
static bool read_standardize(const struct node *node, const struct net *net, struct dataset *data)
{
    static const char *const words[] = {"inputs", "inputs_and_targets"};
    size_t index = 0;

    if (node->json == NULL)
        return true;
    if (!node_choice(node, words, 2, &index))
        return false;
    if (data->times > 1)
        return node_error(node, "sequences cannot be standardized; bring their numbers to scale in "
                                "the file, and remove it");
    if (index == 1 && activation_row(net_output(net)->activation)->letter != NULL)
        return node_error(
            node,
            "the targets can be standardized for an output layer of identity units only; "
            "a %s cannot reach them, write \"inputs\"",
            activation_row(net_output(net)->activation)->name);
    return standardize(data, index == 1, node->err) ||
           error_prefix(node->err, "%.300s: data.standardize", node->file);
}

/* What becomes of the samples, once they are there. */
static bool read_batches(const struct node *data, struct scenario *scenario)
{
    static const char *const orders[] = {"sequential", "shuffled"};
    struct node batch = node_member(data, "batch"), order = node_member(data, "order");
    struct node seed = node_member(data, "seed"), validation = node_member(data, "validation");
    struct node scale = node_member(data, "standardize");
    struct training *training = &scenario->training;
    uint64_t size = 1;
    size_t index = 0;

    training->seed = SEED_DEFAULT;
    if ((seed.json != NULL && !node_whole(&seed, 0, INT64_MAX, &training->seed)) ||
        !read_validation(&validation, training->seed, &scenario->data) ||
        !read_standardize(&scale, &scenario->net, &scenario->data) ||
        (batch.json != NULL && !node_whole_of(&batch, 1, scenario->data.count,
                                              scenario->data.validation > 0
                                                  ? "the number of samples to train on"
                                                  : "the number of samples", &size)) ||
        (order.json != NULL && !node_choice(&order, orders, 2, &index)))
        return false;
    training->batch = (size_t)size;
    training->shuffle = index == 1;
    return true;
}

/* The generator makes samples of the network's shape. */
static bool check_shape(const struct node *kind, enum generator generator, const struct net *net)
{
    size_t inputs = net->layers[0].out, outputs = net_output(net)->out;
    const char *name = generator_names[generator];
    char found[96];

    if (generator_makes(generator, inputs, outputs))
        return true;
    snprintf(found, sizeof found, "the network has %zu input%s and %zu output%s", inputs,
             inputs == 1 ? "" : "s", outputs, outputs == 1 ? "" : "s");
    if (generator == GENERATOR_STROKES)
        return node_error(kind,
                          "%s draws the 10 digits in square pictures, %s; give it 64 inputs (8 "
                          "by 8 pixels), 784 (28 by 28) or another square from 64 on, and 10 "
                          "outputs",
                          name, found);
    return node_error(kind,
                      "%s has points in the plane, of 2 classes, %s; give it 2 inputs and 1 or 2 "
                      "outputs",
                      name, found);
}

/* "noise", and the count of samples, which must not fill the machine's memory. */
static bool read_amounts(const struct node *data, enum generator generator, size_t inputs,
                         double *noise, uint64_t *count)
{
    struct node n = node_member(data, "n"), noise_node = node_member(data, "noise");
    double most = generator_noise_max(generator);

    if ((n.json != NULL && !node_whole(&n, 2, DATASET_SAMPLES_MAX, count)) ||
        (noise_node.json != NULL && !node_number(&noise_node, noise)))
        return false;
    if (*count > GENERATED_NUMBERS_MAX / inputs)
        return node_unexpected(&n,
                               "at most %zu: a sample has %zu inputs, and %d of them in all are "
                               "the limit",
                               GENERATED_NUMBERS_MAX / inputs, inputs, GENERATED_NUMBERS_MAX);
    if (*noise > most)
        return node_unexpected(&noise_node, "a number from 0 to %g, for %s", most,
                               generator_names[generator]);
    return *noise >= 0 || node_unexpected(&noise_node, "a number of at least 0");
}

/* "generator": its samples, from n, noise and seed. */
static bool read_generated(const struct node *data, const struct net *net,
                           struct dataset *out)
{
    struct node kind = node_member(data, "generator"), seed_node = node_member(data, "seed");
    uint64_t count = GENERATED_DEFAULT, seed = SEED_DEFAULT;
    double noise = noise_default;
    size_t index = 0, inputs = net->layers[0].out;

    if (!node_choice(&kind, generator_names, GENERATOR_COUNT, &index) ||
        !check_shape(&kind, (enum generator)index, net) ||
        !read_amounts(data, (enum generator)index, inputs, &noise, &count) ||
        (seed_node.json != NULL && !node_whole(&seed_node, 0, INT64_MAX, &seed)))
        return false;
    if (!dataset_init(out, (size_t)count, inputs, net_output(net)->out, data->err))
        return error_prefix(data->err, "%.300s: data", data->file);
    generator_fill((enum generator)index, noise, seed, out);
    return true;
}

static bool read_from_csv(const struct node *data, struct scenario *scenario)
{
    return node_check_keys(data, "csv inputs targets class target separator decimal header pixels "
                           "missing batch order seed standardize validation validation_csv")
        && scenario_read_csv(data, scenario);
}

static bool read_from_generator(const struct node *data, struct scenario *scenario)
{
    struct node samples = node_member(data, "samples");

    if (samples.json != NULL)
        return node_error(&samples, "there is a generator too; the samples come from one place, "
                                    "remove the other");
    return node_check_keys(data, "generator n noise batch order seed standardize validation") &&
           read_generated(data, &scenario->net, &scenario->data);
}

static bool read_from_list(const struct node *data, struct scenario *scenario)
{
    struct node samples = node_member(data, "samples");

    return node_check_keys(data, "samples batch order seed standardize validation "
                           "validation_samples") &&
           read_samples(&samples, &scenario->net, &scenario->data) &&
           read_held(data, scenario);
}

static bool read_from_sequences(const struct node *data, struct scenario *scenario)
{
    struct node sequences = node_member(data, "sequences");

    return node_check_keys(data, "sequences batch order seed standardize validation "
                           "validation_sequences") &&
           scenario_read_sequences(data, &sequences, &scenario->net, &scenario->data) &&
           read_held(data, scenario);
}

bool scenario_read_data(const struct node *data, struct scenario *scenario)
{
    bool (*read)(const struct node *, struct scenario *) = read_from_list;

    if (node_member(data, "csv").json != NULL)
        read = read_from_csv;
    else if (node_member(data, "generator").json != NULL)
        read = read_from_generator;
    else if (node_member(data, "sequences").json != NULL
             || (scenario->net.recurrent && node_member(data, "samples").json == NULL))
        read = read_from_sequences;
    return read(data, scenario) && read_batches(data, scenario) &&
           (net_unroll(&scenario->net, &scenario->data, data->err) ||
            error_prefix(data->err, "%.300s: data", data->file));
}
