#include "engine/batch.h"

#include "base/memory.h"
#include "engine/fast/rows.h"

#include <stdlib.h>
#include <string.h>

static size_t outputs_of(const struct batch *batch)
{
    return net_output(batch->net)->out;
}

/* How many numbers of a sample `room` has: five of each unit, and those of one sample alone. */
static size_t room_size(const struct net *net)
{
    size_t units = 2 * net->layers[0].out + 5 * net_output(net)->out;

    for (size_t l = 1; l <= net->layer_count; l++)
        units += 5 * net->layers[l].out;
    return units;
}

static void lay_out(struct batch *batch)
{
    const struct net *net = batch->net;
    const size_t stride = batch->stride;
    double *at = batch->room;

    batch->own_x = at;
    at += net->layers[0].out * stride;
    for (size_t l = 0; l <= net->layer_count; l++) {
        const size_t out = net->layers[l].out, size = out * stride;
        struct batch_layer *layer = &batch->layers[l];

        *layer = (struct batch_layer){.a = at, .rows = batch->pointers + l * stride};
        at += size;
        if (l == 0)
            continue;
        layer->z = at, layer->da = at + size, layer->dz = at + 2 * size;
        at += 3 * size;
        layer->units = at;
        for (size_t s = 0; s < stride; s++, at += out)
            layer->rows[s] = at;
    }
    batch->z = at;
    batch->a = batch->z + outputs_of(batch) * stride;
    batch->da = batch->a + outputs_of(batch) * stride;
    batch->dz = batch->da + outputs_of(batch) * stride;
    batch->own_t = batch->dz + outputs_of(batch) * stride;
    batch->t = batch->pointers + (net->layer_count + 1) * stride;
}

bool batch_init(struct batch *batch, const struct net *net, size_t samples, double *block,
                struct error *err)
{
    const size_t most = samples < BATCH_SAMPLES ? samples : BATCH_SAMPLES, each = 4;
    size_t size = 0;

    *batch = (struct batch){.net = net, .block = block, .stride = 1};
    if (samples > 1 && !net->recurrent) {
        batch->stride = (most + each - 1) / each * each;
        size = room_size(net) * batch->stride * sizeof(double);
        batch->room = memory_large(size);
        batch->pointers = calloc((net->layer_count + 2) * batch->stride, sizeof *batch->pointers);
    } else {
        batch->pointers = calloc(2 * net->times, sizeof *batch->pointers);
    }
    if (batch->pointers == NULL || (batch->stride > 1 && batch->room == NULL)) {
        batch_finish(batch);
        return error_set(err, "not enough memory for a batch of %zu samples", samples);
    }
    if (batch->stride > 1) {
        memset(batch->room, 0, size);
        lay_out(batch);
    }
    return true;
}

void batch_finish(struct batch *batch)
{
    free(batch->room);
    free(batch->pointers);
    *batch = (struct batch){0};
}

void batch_put(struct batch *batch, size_t i, const double *x, const double *t)
{
    if (batch->stride == 1)
        return;
    batch->layers[0].rows[i] = x;
    batch->t[i] = t;
}

void batch_put_loaded(struct batch *batch, size_t i)
{
    const struct net *net = batch->net;
    const size_t inputs = net->layers[0].out, outputs = outputs_of(batch);

    if (batch->stride == 1)
        return;
    memcpy(batch->own_x + i * inputs, batch->block + net->layers[0].a, inputs * sizeof(double));
    memcpy(batch->own_t + i * outputs, batch->block + net->t, outputs * sizeof(double));
    batch_put(batch, i, batch->own_x + i * inputs, batch->own_t + i * outputs);
}

/* ---- the passes ---- */

/* to(columns,rows) = from(rows,columns), whose rows are `pitch` and `to_pitch` apart. */
static void turn(size_t rows, size_t columns, const double *from, size_t pitch, double *to,
                 size_t to_pitch)
{
    for (size_t i = 0; i < rows; i++)
        for (size_t k = 0; k < columns; k++)
            to[k * to_pitch + i] = from[i * pitch + k];
}

static void forward(struct batch *batch, size_t l, size_t count)
{
    const struct net_layer *to = &batch->net->layers[l];
    const struct batch_layer *layer = &batch->layers[l];
    const size_t out = to->out, stride = batch->stride;

    rows_forward_all(out, to->in, batch->block + to->w,
                     to->has_biases ? batch->block + to->b : NULL, batch->layers[to->from].a,
                     stride, layer->z);
    if (to->to != 0) {
        activation_forward(to->activation, to->slope, out * stride, layer->z, layer->a);
        turn(out, count, layer->a, stride, layer->units, out);
        return;
    }
    turn(out, count, layer->z, stride, batch->z, out);
    for (size_t s = 0; s < count; s++)
        activation_forward(to->activation, to->slope, out, batch->z + s * out, batch->a + s * out);
}

static void lose(struct batch *batch, size_t count)
{
    const struct net *net = batch->net;
    const struct net_layer *output = net_output(net);

    for (size_t s = 0; s < count; s++)
        batch->losses[s] = loss_forward(net->loss, output->activation, output->out,
                                        batch->z + s * output->out, batch->a + s * output->out,
                                        batch->t[s], batch->block + net->loss_parts);
    batch->block[net->loss_value] = batch->losses[count - 1];
}

static void backward_output(struct batch *batch, size_t count)
{
    const struct net *net = batch->net;
    const struct net_layer *output = net_output(net);
    const size_t out = output->out;

    for (size_t s = 0; s < count; s++) {
        const double *a = batch->a + s * out;
        double *da = batch->da + s * out, *dz = batch->dz + s * out;

        loss_backward(net->loss, out, a, batch->t[s], da);
        if (loss_is_fused(net->loss, output->activation))
            loss_backward_fused(net->loss, out, a, batch->t[s], dz);
        else
            activation_backward(output->activation, output->slope, out, batch->z + s * out, a, da,
                                dz);
    }
    turn(count, out, batch->dz, out, batch->layers[net->layer_count].dz, batch->stride);
}

static void backward(struct batch *batch, size_t l)
{
    const struct net_layer *here = &batch->net->layers[l], *to = net_to(batch->net, l);
    const struct batch_layer *layer = &batch->layers[l];

    rows_backward_input_all(to->out, to->in, batch->block + to->w, batch->layers[here->to].dz,
                            batch->stride, layer->da);
    activation_backward(here->activation, here->slope, here->out * batch->stride, layer->z,
                        layer->a, layer->da, layer->dz);
}

/* Of all samples. */
static void add_gradients(struct batch *batch, size_t l, size_t count, bool first)
{
    const struct net_layer *layer = &batch->net->layers[l];
    double *block = batch->block;
    const double *dz[BATCH_SAMPLES];

    for (size_t s = 0; s < count; s++)
        dz[s] = batch->layers[l].dz + s;
    rows_gradients(layer->out, layer->in, count, batch->layers[layer->from].rows, dz,
                   batch->stride, first, block + layer->gw,
                   layer->has_biases ? block + layer->gb : NULL);
}

/* Of all times of the sample in the block, from the last to the first. */
static void add_times(struct batch *batch, size_t l, bool first)
{
    const struct net *net = batch->net;
    const struct net_layer *layer = &net->layers[l];
    const double **x = batch->pointers, **dz = x + net->times;
    double *block = batch->block;
    size_t count = 0;

    for (size_t time = net_times(net, block); time >= 1; time--)
        if (net_runs(net, block, l, time)) {
            x[count] = net_at(net, block, time) + net_from(net, l)->a;
            dz[count++] = net_at(net, block, time) + layer->dz;
        }
    rows_gradients(layer->out, layer->in, count, x, dz, 1, first, block + layer->gw,
                   layer->has_biases ? block + layer->gb : NULL);
    if (!layer->recurrent)
        return;
    /* It ran at each, and before the first it was 0. */
    for (size_t i = 0; i + 1 < count; i++)
        x[i] = net_at(net, block, count - i - 1) + layer->a;
    rows_gradients(layer->out, layer->out, count - 1, x, dz, 1, first, block + layer->gr, NULL);
}

/* What the last sample leaves in the block. */
static void leave(const struct batch *batch, size_t last)
{
    const struct net *net = batch->net;
    const struct net_layer *output = net_output(net);
    const size_t stride = batch->stride, out = output->out, size = out * sizeof(double);
    double *block = batch->block;

    for (size_t l = 1; l < net->layer_count; l++) {
        const struct net_layer *to = &net->layers[l];
        const struct batch_layer *layer = &batch->layers[l];

        turn(to->out, 1, layer->z + last, stride, block + to->z, 1);
        turn(to->out, 1, layer->a + last, stride, block + to->a, 1);
        turn(to->out, 1, layer->da + last, stride, block + to->da, 1);
        turn(to->out, 1, layer->dz + last, stride, block + to->dz, 1);
    }
    memcpy(block + output->z, batch->z + last * out, size);
    memcpy(block + output->a, batch->a + last * out, size);
    memcpy(block + output->da, batch->da + last * out, size);
    memcpy(block + output->dz, batch->dz + last * out, size);
}

/* Of the sample in the block. */
static void pass_one(struct batch *batch)
{
    const struct net *net = batch->net;
    double *block = batch->block;

    batch->losses[0] = net_evaluate_loaded(net, block);
    for (size_t time = net_times(net, block); time >= 1; time--)
        for (size_t l = net->layer_count; l >= 1; l--)
            if (net_runs(net, block, l, time))
                net_backward_units(net, block, l, time);
}

void batch_evaluate(struct batch *batch, size_t count)
{
    const struct net *net = batch->net;

    rows_transpose(count, net->layers[0].out, batch->layers[0].rows, batch->layers[0].a,
                   batch->stride);
    for (size_t l = 1; l <= net->layer_count; l++)
        forward(batch, l, count);
    lose(batch, count);
}

static void pass_all(struct batch *batch, size_t count)
{
    const struct net *net = batch->net;

    batch_evaluate(batch, count);
    backward_output(batch, count);
    for (size_t l = net->layer_count - 1; l >= 1; l--)
        backward(batch, l);
    leave(batch, count - 1);
}

void batch_pass(struct batch *batch, size_t count, bool first)
{
    if (batch->stride == 1)
        pass_one(batch);
    else
        pass_all(batch, count);
    for (size_t l = 1; l <= batch->net->layer_count; l++)
        if (batch->stride == 1)
            add_times(batch, l, first);
        else
            add_gradients(batch, l, count, first);
}
