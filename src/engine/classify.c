#include "engine/classify.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

size_t classify_count(size_t outputs)
{
    return outputs == 1 ? 2 : outputs;
}

size_t classify_class(const double *values, size_t outputs)
{
    size_t best = 0;

    for (size_t k = 0; k < outputs; k++) {
        if (isnan(values[k]))
            return CLASSIFY_NONE;
        if (values[k] > values[best])
            best = k;
    }
    return outputs == 1 ? values[0] >= 0.5 : best;
}

static bool is_class(const double *targets, size_t count)
{
    size_t ones = 0;

    for (size_t k = 0; k < count; k++) {
        if (targets[k] != 0.0 && targets[k] != 1.0)
            return false;
        ones += targets[k] == 1.0;
    }
    return count == 1 || ones == 1;
}

bool classify_has_classes(const struct dataset *data)
{
    bool several = false;

    for (size_t i = 0; i < data->count + data->validation; i++) {
        const double *targets = dataset_t(data, i);

        if (!is_class(targets, data->targets))
            return false;
        several = several || classify_class(targets, data->targets) !=
                                 classify_class(dataset_t(data, 0), data->targets);
    }
    return several;
}

bool confusion_init(struct confusion *confusion, size_t classes, struct error *err)
{
    *confusion = (struct confusion){.classes = classes,
                                    .counts = calloc(classes * (classes + 1), sizeof(size_t))};
    return confusion->counts != NULL ||
           error_set(err, "not enough memory to count %zu classes", classes);
}

void confusion_finish(struct confusion *confusion)
{
    free(confusion->counts);
    *confusion = (struct confusion){0};
}

void confusion_clear(struct confusion *confusion)
{
    size_t cells = confusion->classes * (confusion->classes + 1);

    memset(confusion->counts, 0, cells * sizeof *confusion->counts);
    confusion->samples = confusion->right = 0;
}

static size_t *cell(const struct confusion *confusion, size_t is, size_t said)
{
    assert(is < confusion->classes);
    assert(said == CLASSIFY_NONE || said < confusion->classes);
    if (said == CLASSIFY_NONE)
        said = confusion->classes;
    return &confusion->counts[is * (confusion->classes + 1) + said];
}

void confusion_add(struct confusion *confusion, size_t is, size_t said)
{
    ++*cell(confusion, is, said);
    confusion->samples++;
    confusion->right += is == said;
}

size_t confusion_at(const struct confusion *confusion, size_t is, size_t said)
{
    return *cell(confusion, is, said);
}

double confusion_accuracy(const struct confusion *confusion)
{
    return (double)confusion->right / (double)confusion->samples;
}

double classify_samples(struct confusion *confusion, enum mistake mistake, const struct net *net,
                        const struct dataset *data, struct evaluate_range range,
                        const double *params, double *scratch)
{
    const struct net_layer *output = net_output(net);
    double total = 0.0;

    confusion_clear(confusion);
    memcpy(scratch, params, net->param_count * sizeof *scratch);
    for (size_t i = range.first; i < range.first + range.count; i++) {
        const double *targets = dataset_t(data, i);

        net_load(net, scratch, dataset_x(data, i), targets);
        total += mistake_evaluate_loaded(mistake, net, scratch);
        confusion_add(confusion, classify_class(targets, data->targets),
                      classify_class(scratch + output->a, output->out));
    }
    return total / (double)range.count;
}
