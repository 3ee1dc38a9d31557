#include "app/record.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

void record_finish(struct record *record)
{
    free(record->losses);
    free(record->norms);
    *record = (struct record){0};
}

void record_cut(struct record *record, size_t count)
{
    if (record->count > count)
        record->count = count;
}

static void grow(struct record *record, size_t layers)
{
    record->layers = layers;
    record->capacity = record->capacity > 0 ? 2 * record->capacity : 256;
    record->losses = memory_resize(record->losses, record->capacity, sizeof *record->losses);
    record->norms = memory_resize(record->norms, record->capacity * layers, sizeof *record->norms);
}

static void add(struct record *record, const struct stepper *stepper, size_t batch)
{
    size_t layers = stepper->net->layer_count;

    if (record->count == record->capacity)
        grow(record, layers);
    record->losses[record->count] = stepper->state.batch_loss / (double)batch;
    for (size_t l = 0; l < layers; l++)
        record->norms[record->count * layers + l] = NAN;
    record->count++;
}

/* sums(n): of the batch's gradients. */
static double squares(const double *sums, size_t n)
{
    double total = 0.0;

    for (size_t i = 0; i < n; i++)
        total += sums[i] * sums[i];
    return total;
}

/* The gradients of the batch are complete, nothing has moved yet. */
static void add_norms(struct record *record, const struct stepper *stepper, const struct place *place)
{
    const struct net *net = stepper->net;
    size_t stride = net->param_count / RECORD_NORM_PARAMETERS + 1;

    if ((place->iteration - 1) % stride != 0)
        return;
    for (size_t l = 1; l <= net->layer_count; l++) {
        const struct net_layer *layer = &net->layers[l];
        double total = squares(stepper->block + layer->gw, layer->in * layer->out);

        if (layer->train_biases)
            total += squares(stepper->block + layer->gb, layer->out);
        record->norms[(place->iteration - 1) * record->layers + l - 1] =
            (float)(sqrt(total) / (double)place->batch_count);
    }
}

void record_unit(struct record *record, const struct stepper *stepper)
{
    const struct place *here = &stepper->here; /* called for every unit: no copy */

    if (stepper->state.stop_step != 0)
        return;
    if (here->unit.kind == UNIT_LOSS && here->batch_index + 1 == here->batch_count
        && here->iteration == record->count + 1)
        add(record, stepper, here->batch_count);
    else if (here->index == here->batch_count * stepper->program.sample_count
             && here->iteration <= record->count)
        add_norms(record, stepper, here);
}
