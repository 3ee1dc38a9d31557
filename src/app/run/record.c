#include "app/run/record.h"

#include "base/memory.h"
#include "engine/measure/gradient_norm.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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
    if (record->first > count)
        record->first = count;
    if (record->an_epoch > 0 && record->epochs > count / record->an_epoch)
        record->epochs = count / record->an_epoch;
    if (record->first_epoch > record->epochs)
        record->first_epoch = record->epochs;
    for (size_t l = 0; l <= record->layers; l++)
        summary_cut(&record->summaries[l], count);
}

/* The series with the summary of that number; its first `count` numbers are final. */
static struct series summed_up(struct record *record, size_t summary, struct series series,
                               size_t count)
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
    struct series losses = {.doubles = record->losses, .stride = 1, .first = record->first,
                            .count = record->count};

    return summed_up(record, 0, losses, record->count);
}

struct series record_norms(struct record *record, size_t layer)
{
    struct series norms = {.floats = record->norms, .stride = record->layers, .offset = layer - 1,
                           .first = record->first, .count = record->count};

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

/* Of the older half of the iterations, or of the epochs, only the summaries stay. */
static void drop_older(struct record *record)
{
    size_t half = record->capacity / 2, layers = record->layers;

    record_losses(record);
    for (size_t l = 1; l <= layers; l++)
        record_norms(record, l);
    memcpy(record->losses, record->losses + half, half * sizeof *record->losses);
    memcpy(record->norms, record->norms + half * layers, half * layers * sizeof *record->norms);
    record->first += half;
}

static bool is_full(const struct record *record)
{
    return record->capacity * (sizeof *record->losses + record->layers * sizeof *record->norms)
        > RECORD_BYTES / 2;
}

static void add(struct record *record, const struct stepper *stepper)
{
    size_t layers = stepper->net->layer_count, at;

    if (record->count == SIZE_MAX)
        return;
    if (record->count - record->first == record->capacity) {
        if (record->capacity > 0 && is_full(record))
            drop_older(record);
        else
            grow(record, layers);
    }
    at = record->count - record->first;
    for (size_t l = 0; l < layers; l++)
        record->norms[at * layers + l] = NAN;
    record->losses[at] = stepper->state.batch_loss / (double)stepper->here.divisor;
    record->count++;
}

static void add_norms(struct record *record, const struct stepper *stepper)
{
    float *norms = record->norms + (record->measured++ - record->first) * record->layers;

    for (size_t l = 1; l <= record->layers; l++)
        norms[l - 1] = (float)gradient_norm_of_layer(stepper, l);
}

/* The epoch that has ended with the stepper's iteration. */
static void add_epoch(struct record *record, const struct stepper *stepper)
{
    const struct program *program = &stepper->program;

    size_t kept = record->epochs - record->first_epoch, half = RECORD_EPOCHS_MAX / 2;

    if (kept == RECORD_EPOCHS_MAX) {
        memcpy(record->epoch_losses, record->epoch_losses + half,
               half * sizeof *record->epoch_losses);
        memcpy(record->epoch_norms, record->epoch_norms + half, half * sizeof *record->epoch_norms);
        record->first_epoch += half;
        kept -= half;
    } else if (kept == record->epoch_capacity) {
        record->epoch_capacity = record->epoch_capacity > 0 ? 2 * record->epoch_capacity : 64;
        record->epoch_losses = memory_resize(record->epoch_losses, record->epoch_capacity,
                                             sizeof *record->epoch_losses);
        record->epoch_norms =
            memory_resize(record->epoch_norms, record->epoch_capacity, sizeof *record->epoch_norms);
    }
    record->an_epoch = (size_t)program_epoch_iterations(program);
    record->epoch_losses[kept] = stepper->state.epoch_loss / (double)program->samples;
    record->epoch_norms[kept] = stepper->state.epoch_norm;
    record->epochs++;
}

void record_look(struct record *record, const struct stepper *stepper)
{
    const struct place *here = &stepper->here;

    if (here->index == 0 || here->unit.kind == UNIT_FORWARD
        || here->batch_index + 1 < here->batch_count)
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
