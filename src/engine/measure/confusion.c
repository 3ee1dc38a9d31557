#include "engine/measure/confusion.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

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

double confusion_count(struct confusion *confusion, enum mistake mistake, const struct net *net,
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
