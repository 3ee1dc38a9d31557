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

/* What is counted, and of which samples. */
struct count {
    struct confusion *confusion;
    const struct dataset *data;
    size_t outputs;
};

static void count_one(void *context, size_t sample, const double *a)
{
    const struct count *count = context;

    confusion_add(count->confusion,
                  classify_class(dataset_t(count->data, sample), count->data->targets),
                  classify_class(a, count->outputs));
}

double confusion_count(struct confusion *confusion, enum mistake mistake, const struct net *net,
                       const struct dataset *data, struct evaluate_range range,
                       const double *params, double *scratch)
{
    struct count count = {confusion, data, net_output(net)->out};

    confusion_clear(confusion);
    return evaluate_each(mistake, net, data, range, params, scratch, count_one, &count)
         / (double)range.count;
}
