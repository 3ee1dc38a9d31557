#include "lesson/scenario.h"
#include "lesson/scenario_parts.h"

#include "data/generator.h"
#include "data/split.h"
#include "data/standardize.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

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

    return members_check(sample, &schema_sample) &&
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

bool scenario_read_samples(const struct node *node, void *out)
{
    struct scenario *scenario = out;

    return read_samples(node, &scenario->net, &scenario->data);
}

/* A part of the samples, below 1, or how many of them. */
bool scenario_read_validation(const struct node *node, void *out)
{
    struct scenario *scenario = out;
    struct dataset *data = &scenario->data;
    size_t all = data->count;
    double value = 0;

    if (!node_number(node, &value))
        return false;
    if (!(value > 0) || (value >= 1 && value != floor(value)))
        return node_unexpected(node, "a part of the samples, such as 0.2, or a whole number of "
                                     "them");
    value = value < 1 ? fmax(1.0, round(value * (double)all)) : value;
    if (value > (double)all - 1)
        return node_error(node, "there %s %zu sample%s: none would be left to train on",
                          all == 1 ? "is" : "are", all, all == 1 ? "" : "s");
    return split_hold_out(data, (size_t)value, scenario->training.seed, node->err) ||
           error_prefix(node->err, "%.300s: data.validation", node->file);
}

/* Samples or sequences of their own, which come behind the others. */
bool scenario_read_held(const struct node *held, void *out)
{
    struct scenario *scenario = out;
    struct node validation = node_member(held->parent, "validation");
    struct dataset samples = {0};
    bool ok;

    if (validation.json != NULL)
        return node_error(held, "there is \"validation\" too, a part of the other samples; remove "
                                "one of the two");
    ok = (strcmp(held->key, "validation_samples") == 0 ? read_samples : scenario_sequences)(
             held, &scenario->net, &samples) &&
         (split_append(&scenario->data, &samples, held->err) ||
          error_prefix(held->err, "%.300s: data.%s", held->file, held->key));
    dataset_finish(&samples);
    return ok;
}

/* Once it is known what is held out. */
bool scenario_read_standardize(const struct node *node, void *out)
{
    const struct net *net = &((struct scenario *)out)->net;
    struct dataset *data = &((struct scenario *)out)->data;
    static const char *const words[] = {"inputs", "inputs_and_targets"};
    size_t index = 0;

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

bool scenario_read_batch(const struct node *node, void *out)
{
    struct scenario *scenario = out;
    uint64_t size = 1;

    if (!node_whole_of(node, 1, scenario->data.count,
                       scenario->data.validation > 0 ? "the number of samples to train on"
                                                     : "the number of samples", &size))
        return false;
    scenario->training.batch = (size_t)size;
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

/* Its samples, from n, noise and seed. */
bool scenario_read_generator(const struct node *kind, void *out)
{
    struct scenario *scenario = out;
    const struct net *net = &scenario->net;
    const struct node *data = kind->parent;
    uint64_t count = GENERATED_DEFAULT;
    double noise = noise_default;
    size_t index = 0, inputs = net->layers[0].out;

    if (!node_choice(kind, generator_names, GENERATOR_COUNT, &index) ||
        !check_shape(kind, (enum generator)index, net) ||
        !read_amounts(data, (enum generator)index, inputs, &noise, &count))
        return false;
    if (!dataset_init(&scenario->data, (size_t)count, inputs, net_output(net)->out, data->err))
        return error_prefix(data->err, "%.300s: data", data->file);
    generator_fill((enum generator)index, noise, scenario->training.seed, &scenario->data);
    return true;
}

bool scenario_read_sequences(const struct node *node, void *out)
{
    struct scenario *scenario = out;

    return scenario_sequences(node, &scenario->net, &scenario->data);
}

/* The table of the source that is there; *keys stays where there is none. */
static bool find_source(const struct node *data, const struct members **keys)
{
    static const struct members *const sources[] = {&schema_csv, &schema_generator,
                                                    &schema_sequences, &schema_samples};
    const char *found = NULL;

    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        struct node node = node_member(data, sources[i]->rows[0].name);

        if (node.json == NULL)
            continue;
        if (found != NULL)
            return node_error(&node, "there is a %s too; the samples come from one place, remove "
                                     "the other", found);
        found = node.key;
        *keys = sources[i];
    }
    return true;
}

bool scenario_read_data(const struct node *data, void *out)
{
    struct scenario *scenario = out;
    const struct members *keys = scenario->net.recurrent ? &schema_sequences : &schema_samples;

    scenario->training.seed = SCENARIO_SEED;
    scenario->training.batch = 1;
    return find_source(data, &keys) && members_check(data, keys) &&
           members_fill(data, &schema_seed, scenario) && members_fill(data, keys, scenario) &&
           members_fill(data, &schema_data, scenario) &&
           (net_unroll(&scenario->net, &scenario->data, data->err) ||
            error_prefix(data->err, "%.300s: data", data->file));
}
