#include "lesson/scenario_parts.h"

#include <string.h>

enum { SEED_DEFAULT = 1 };

/* What the format has and this version cannot read yet. */
static bool refuse_later_versions(const struct node *data)
{
    static const char *const generators[] = {"generator", "xor", "circles", "moons", "spirals"};
    struct node csv = node_member(data, "csv");

    if (csv.json != NULL)
        return node_error(&csv, "this version cannot train on CSV files yet; write the samples "
                                "into data.samples");
    for (size_t i = 0; i < sizeof generators / sizeof generators[0]; i++) {
        struct node node = node_member(data, generators[i]);

        if (node.json != NULL)
            return node_error(&node, "this version cannot train on generated data yet; write the "
                                     "samples into data.samples");
    }
    return true;
}

/* A sample's x or t. A list in place of a number is a step of a sequence. */
static bool read_vector(const struct node *node, size_t count, const char *each, double *out)
{
    if (!node_require(node, "a list of numbers"))
        return false;
    if (json_is_array(json_array_get(node->json, 0)))
        return node_error(node, "found a list of lists; this version cannot train on sequences "
                                "yet, expected a list of %zu number%s, one for each %s",
                          count, count == 1 ? "" : "s", each);
    return node_numbers(node, count, each, out);
}

/* Whether the loss is defined for these targets. */
static bool check_targets(const struct node *list, enum loss loss, size_t count, const double *t)
{
    for (size_t k = 0; k < count; k++) {
        struct node target;

        if (loss == LOSS_BINARY_CROSS_ENTROPY && (t[k] < 0 || t[k] > 1)) {
            target = node_element(list, k);
            return node_unexpected(&target, "a target from 0 to 1 for binary_cross_entropy");
        }
        if (loss == LOSS_CROSS_ENTROPY && t[k] < 0) {
            target = node_element(list, k);
            return node_unexpected(&target, "a target of at least 0 for cross_entropy");
        }
    }
    return true;
}

static bool read_sample(const struct node *sample, enum loss loss, struct dataset *data,
                        size_t index)
{
    static const char *const known[] = {"x", "t"};
    struct node x = node_member(sample, "x"), t = node_member(sample, "t");
    double *targets = data->t + index * data->targets;

    return node_check_object(sample, known, sizeof known / sizeof known[0]) &&
           read_vector(&x, data->inputs, "input", data->x + index * data->inputs) &&
           read_vector(&t, data->targets, "unit of the output layer", targets) &&
           check_targets(&t, loss, data->targets, targets);
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
        return error_prefix(samples->err, "%.300s: data.samples", samples->file);
    for (size_t i = 0; i < count; i++) {
        struct node sample = node_element(samples, i);

        if (!read_sample(&sample, net->loss, data, i))
            return false;
    }
    return true;
}

static bool read_batches(const struct node *data, size_t samples, struct training *training)
{
    static const char *const orders[] = {"sequential", "shuffled"};
    struct node batch = node_member(data, "batch"), order = node_member(data, "order");
    struct node seed = node_member(data, "seed");
    uint64_t size = 1;
    size_t index = 0;

    training->seed = SEED_DEFAULT;
    if (batch.json != NULL && !node_whole_of(&batch, 1, samples, "the number of samples", &size))
        return false;
    if ((order.json != NULL && !node_choice(&order, orders, 2, &index)) ||
        (seed.json != NULL && !node_whole(&seed, 0, INT64_MAX, &training->seed)))
        return false;
    training->batch = (size_t)size;
    training->shuffle = index == 1;
    return true;
}

bool scenario_read_data(const struct node *data, struct scenario *scenario)
{
    static const char *const known[] = {"samples", "batch", "order", "seed"};
    struct node samples = node_member(data, "samples");

    return refuse_later_versions(data) &&
           node_check_object(data, known, sizeof known / sizeof known[0]) &&
           read_samples(&samples, &scenario->net, &scenario->data) &&
           read_batches(data, scenario->data.count, &scenario->training);
}
