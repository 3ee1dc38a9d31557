#include "app/record.h"

#include "base/memory.h"
#include "engine/gradient_norm.h"

#include <math.h>
#include <stdlib.h>

void record_finish(struct record *record)
{
    free(record->losses);
    free(record->norms);
    free(record->epoch_losses);
    free(record->epoch_norms);
    for (size_t l = 0; record->summaries != NULL && l <= record->layers; l++)
        summary_finish(&record->summaries[l]);
    free(record->summaries);
    *record = (struct record){0};
}

void record_cut(struct record *record, size_t count)
{
    if (record->count <= count)
        return;
    record->count = count;
    if (record->measured > count)
        record->measured = count;
    if (record->an_epoch > 0 && record->epochs > count / record->an_epoch)
        record->epochs = count / record->an_epoch;
    for (size_t l = 0; l <= record->layers; l++)
        summary_cut(&record->summaries[l], count);
}

/* The series with the summary of that number; its first `count` numbers are final. */
static struct series summed_up(struct record *record, size_t summary, struct series series, size_t count)
{
    struct series final = series;

    if (count == 0)
        return series;
    final.count = count;
    summary_extend(&record->summaries[summary], &final);
    series.summary = &record->summaries[summary];
    return series;
}

struct series record_losses(struct record *record)
{
    struct series losses = {.doubles = record->losses, .stride = 1, .count = record->count};

    return summed_up(record, 0, losses, record->count);
}

struct series record_norms(struct record *record, size_t layer)
{
    struct series norms = {.floats = record->norms, .stride = record->layers, .offset = layer - 1,
                           .count = record->count};

    return summed_up(record, layer, norms, record->measured);
}

static void grow(struct record *record, size_t layers)
{
    record->layers = layers;
    if (record->summaries == NULL)
        record->summaries = memory_new(layers + 1, sizeof *record->summaries);
    record->capacity = record->capacity > 0 ? 2 * record->capacity : 256;
    record->losses = memory_resize(record->losses, record->capacity, sizeof *record->losses);
    record->norms = memory_resize(record->norms, record->capacity * layers, sizeof *record->norms);
}

static void add(struct record *record, const struct stepper *stepper)
{
    size_t layers = stepper->net->layer_count;

    if (record->count == record->capacity)
        grow(record, layers);
    for (size_t l = 0; l < layers; l++)
        record->norms[record->count * layers + l] = NAN;
    record->losses[record->count++] = stepper->state.batch_loss / (double)stepper->here.batch_count;
}

static void add_norms(struct record *record, const struct stepper *stepper)
{
    float *norms = record->norms + record->measured++ * record->layers;

    for (size_t l = 1; l <= record->layers; l++)
        norms[l - 1] = (float)gradient_norm_of_layer(stepper, l);
}

/* The epoch that has ended with the stepper's iteration. */
static void add_epoch(struct record *record, const struct stepper *stepper)
{
    const struct program *program = &stepper->program;

    if (record->epochs == record->epoch_capacity) {
        record->epoch_capacity = record->epoch_capacity > 0 ? 2 * record->epoch_capacity : 64;
        record->epoch_losses =
            memory_resize(record->epoch_losses, record->epoch_capacity, sizeof *record->epoch_losses);
        record->epoch_norms =
            memory_resize(record->epoch_norms, record->epoch_capacity, sizeof *record->epoch_norms);
    }
    record->an_epoch = (size_t)program_epoch_iterations(program);
    record->epoch_losses[record->epochs] = stepper->state.epoch_loss / (double)program->samples;
    record->epoch_norms[record->epochs++] = stepper->state.epoch_norm;
}

void record_look(struct record *record, const struct stepper *stepper)
{
    const struct place *here = &stepper->here;

    if (here->index == 0 || here->unit.kind == UNIT_FORWARD || here->batch_index + 1 < here->batch_count)
        return;
    if (here->iteration == record->count + 1)
        add(record, stepper);
    if (here->iteration == record->measured + 1
        && here->index >= here->batch_count * stepper->program.sample_count)
        add_norms(record, stepper);
    if (here->index == here->count && here->epoch == record->epochs + 1
        && here->epoch_offset + here->batch_count >= stepper->program.samples)
        add_epoch(record, stepper);
}
