#include "app/run/record.h"

#include "base/memory.h"
#include "engine/measure/gradient_norm.h"

#include <math.h>
#include <stdlib.h>

/* Room at first. */
enum { CAPACITY_MIN = 256, EPOCHS_MIN = 64 };

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
                            .ring = record->capacity, .count = record->count};

    return summed_up(record, 0, losses, record->count);
}

struct series record_norms(struct record *record, size_t layer)
{
    struct series norms = {.floats = record->norms, .stride = record->layers, .offset = layer - 1,
                           .first = record->first, .ring = record->capacity,
                           .count = record->count};

    return summed_up(record, layer, norms, record->measured);
}

static void grow(struct record *record, size_t layers, size_t capacity)
{
    record->layers = layers;
    if (record->summaries == NULL)
        record->summaries = memory_new(layers + 1, sizeof *record->summaries);
    record->capacity = capacity;
    record->losses = memory_resize(record->losses, record->capacity, sizeof *record->losses);
    record->norms = memory_resize(record->norms, record->capacity * layers, sizeof *record->norms);
}

/* Whether room for so many iterations is all there will be. */
static bool is_most(const struct record *record, size_t capacity, size_t layers)
{
    return capacity * (sizeof *record->losses + layers * sizeof *record->norms) > RECORD_BYTES / 2;
}

void record_sum_up(struct record *record)
{
    if (record->count > 0)
        record_losses(record);
    for (size_t l = 1; record->count > 0 && l <= record->layers; l++)
        record_norms(record, l);
}

/* Of all but the newest half of the iterations only the summaries stay, as far as they go. */
static void drop_older(struct record *record)
{
    size_t half = record->capacity / 2, end = record->count > half ? record->count - half : 0;

    for (size_t l = 0; l <= record->layers; l++)
        if (record->summaries[l].count < end)
            end = record->summaries[l].count;
    if (record->first < end)
        record->first = end;
}

static size_t room_of(const struct record *record)
{
    return record->capacity - (record->count - record->first);
}

/* Of the epochs a quarter is kept. */
static void drop_epochs(struct record *record)
{
    if (record->epochs - record->first_epoch > RECORD_EPOCHS_MAX / 4)
        record->first_epoch = record->epochs - RECORD_EPOCHS_MAX / 4;
}

static void grow_epochs(struct record *record, size_t capacity)
{
    record->epoch_capacity = capacity;
    record->epoch_losses =
        memory_resize(record->epoch_losses, capacity, sizeof *record->epoch_losses);
    record->epoch_norms = memory_resize(record->epoch_norms, capacity, sizeof *record->epoch_norms);
}

void record_make_room(struct record *record, size_t layers)
{
    size_t capacity = record->capacity > 0 ? record->capacity : CAPACITY_MIN;

    while (!is_most(record, capacity, layers))
        capacity *= 2;
    if (capacity > record->capacity)
        grow(record, layers, capacity);
    if (record->epoch_capacity < RECORD_EPOCHS_MAX)
        grow_epochs(record, RECORD_EPOCHS_MAX);
    drop_older(record);
    if (room_of(record) < record->capacity / 4) {
        record_sum_up(record);
        drop_older(record);
    }
    drop_epochs(record);
}

size_t record_room(const struct record *record)
{
    size_t epochs = record->epoch_capacity - (record->epochs - record->first_epoch);

    return room_of(record) < epochs ? room_of(record) : epochs;
}

double record_loss(const struct record *record, size_t i)
{
    return record->losses[i & (record->capacity - 1)];
}

double record_epoch_loss(const struct record *record, size_t i)
{
    return record->epoch_losses[i & (record->epoch_capacity - 1)];
}

double record_epoch_norm(const struct record *record, size_t i)
{
    return record->epoch_norms[i & (record->epoch_capacity - 1)];
}

static void add(struct record *record, size_t layers, double loss)
{
    size_t at;

    if (record->count == SIZE_MAX)
        return;
    if (room_of(record) == 0 && is_most(record, record->capacity, layers)) {
        record_sum_up(record);
        drop_older(record);
    } else if (room_of(record) == 0) {
        grow(record, layers, record->capacity > 0 ? 2 * record->capacity : CAPACITY_MIN);
    }
    at = record->count & (record->capacity - 1);
    for (size_t l = 0; l < layers; l++)
        record->norms[at * layers + l] = NAN;
    record->losses[at] = loss;
    record->count++;
}

static void add_norms(struct record *record, const struct stepper *stepper)
{
    size_t at = record->measured++ & (record->capacity - 1);
    float *norms = record->norms + at * record->layers;

    for (size_t l = 1; l <= record->layers; l++)
        norms[l - 1] = (float)gradient_norm_of_layer(stepper, l);
}

/* The epoch that has ended with the stepper's iteration. */
static void add_epoch(struct record *record, const struct stepper *stepper)
{
    const struct program *program = &stepper->program;
    size_t at;

    if (record->epochs - record->first_epoch == RECORD_EPOCHS_MAX)
        drop_epochs(record);
    else if (record->epochs - record->first_epoch == record->epoch_capacity)
        grow_epochs(record, record->epoch_capacity > 0 ? 2 * record->epoch_capacity : EPOCHS_MIN);
    at = record->epochs++ & (record->epoch_capacity - 1);
    record->an_epoch = (size_t)program_epoch_iterations(program);
    record->epoch_losses[at] = stepper->state.epoch_loss / (double)program->samples;
    record->epoch_norms[at] = stepper->state.epoch_norm;
}

/* Of a graph, whose only norm comes with the update. */
static void look_graph(struct record *record, const struct stepper *stepper)
{
    const struct place *here = &stepper->here;

    if (here->index == 0 || here->unit.kind < UNIT_LOSS)
        return;
    if (here->iteration == record->count + 1)
        add(record, 1, stepper->state.batch_loss);
    if (here->iteration == record->measured + 1 && here->unit.kind >= UNIT_UPDATE)
        record->norms[record->measured++ & (record->capacity - 1)] =
            (float)stepper->state.gradient_norm;
}

void record_look(struct record *record, const struct stepper *stepper)
{
    const struct place *here = &stepper->here;

    if (stepper->net == NULL) {
        look_graph(record, stepper);
        return;
    }
    if (here->index == 0 || here->unit.kind == UNIT_FORWARD
        || here->batch_index + 1 < here->batch_count)
        return;
    if (here->iteration == record->count + 1)
        add(record, stepper->net->layer_count,
            stepper->state.batch_loss / (double)here->divisor);
    if (here->iteration == record->measured + 1
        && here->index >= here->batch_count * stepper->program.sample_count)
        add_norms(record, stepper);
    if (here->index == here->count && here->epoch == record->epochs + 1
        && here->epoch_offset + here->batch_count >= stepper->program.samples)
        add_epoch(record, stepper);
}
