#include "engine/descent.h"

#include "engine/dense.h"
#include "engine/few.h"

#include <stdlib.h>
#include <string.h>

/* Where few.h can do it. */
static void find_few(struct descent *descent, size_t l)
{
    struct descent_layer *layer = &descent->layers[l];
    bool above = l == descent->net->layer_count
                     ? descent->net->loss == LOSS_HALF_SQUARED_ERROR
                     : descent->layers[l + 1].few_update;
    bool sigmoid = layer->activation == ACTIVATION_SIGMOID;

    layer->few_update = few_are(layer->out, layer->in);
    layer->few_forward = layer->few_update && sigmoid;
    layer->few_backward = layer->out <= FEW && sigmoid && above;
}

bool descent_init(struct descent *descent, const struct net *net, double *block,
                  struct error *err)
{
    *descent = (struct descent){.net = net, .block = block, .t = block + net->t,
                                .parts = block + net->loss_parts,
                                .loss = block + net->loss_value};
    descent->layers = calloc(net->layer_count + 1, sizeof *descent->layers);
    if (descent->layers == NULL)
        return error_set(err, "not enough memory for %zu layers", net->layer_count);
    for (size_t l = net->layer_count; l >= 1; l--) {
        const struct net_layer *layer = &net->layers[l];
        double *b = layer->has_biases ? block + layer->b : NULL;

        descent->layers[l] = (struct descent_layer){
            .in = layer->in,
            .out = layer->out,
            .x = block + (layer - 1)->a,
            .w = block + layer->w,
            .b = b,
            .trained = layer->train_biases ? b : NULL,
            .z = block + layer->z,
            .a = block + layer->a,
            .da = block + layer->da,
            .dz = block + layer->dz,
            .activation = layer->activation,
            .slope = layer->slope,
        };
        find_few(descent, l);
    }
    descent->output = &descent->layers[net->layer_count];
    return true;
}

void descent_finish(struct descent *descent)
{
    free(descent->layers);
    *descent = (struct descent){0};
}

/* One of few sigmoids. Its numbers go on in registers: what is read back from memory, is later. */
static inline void forward_few(const struct descent_layer *layer, size_t j)
{
    double z = few_forward_row(j, layer->in, layer->w, layer->b, layer->x);

    layer->z[j] = z;
    layer->a[j] = activation_sigmoid(z);
}

static inline void forward(const struct descent_layer *layer)
{
    if (layer->few_forward) {
        forward_few(layer, 0);
        if (layer->out > 1)
            forward_few(layer, 1);
        if (layer->out > 2)
            forward_few(layer, 2);
        return;
    }
    dense_forward(layer->out, layer->in, layer->w, layer->b, layer->x, layer->z);
    if (layer->out == 1 && layer->activation == ACTIVATION_SIGMOID)
        layer->a[0] = activation_sigmoid(layer->z[0]);
    else
        activation_forward(layer->activation, layer->slope, layer->out, layer->z, layer->a);
}

static inline double loss_few(const struct descent *descent, const struct descent_layer *output,
                              size_t k)
{
    return descent->parts[k] = loss_half_squared(output->a[k], descent->t[k]);
}

static inline double loss(const struct descent *descent, const struct descent_layer *output)
{
    double sum;

    if (!output->few_backward)
        return loss_forward(descent->net->loss, output->activation, output->out, output->z,
                            output->a, descent->t, descent->parts);
    sum = 0.0 + loss_few(descent, output, 0);
    if (output->out > 1)
        sum += loss_few(descent, output, 1);
    if (output->out > 2)
        sum += loss_few(descent, output, 2);
    return sum;
}

static inline void backward_few(const struct descent *descent, const struct descent_layer *layer,
                                size_t j)
{
    const struct descent_layer *above = layer + 1;
    double a = layer->a[j], da;

    if (layer == descent->output)
        da = loss_half_squared_slope(a, descent->t[j]);
    else
        da = few_backward_column(j, above->out, above->in, above->w, above->dz);
    layer->da[j] = da;
    layer->dz[j] = da * activation_sigmoid_slope(a);
}

static inline void backward(const struct descent *descent, const struct descent_layer *layer)
{
    const struct descent_layer *above = layer + 1;

    if (layer->few_backward) {
        backward_few(descent, layer, 0);
        if (layer->out > 1)
            backward_few(descent, layer, 1);
        if (layer->out > 2)
            backward_few(descent, layer, 2);
        return;
    }
    if (layer == descent->output)
        loss_backward(descent->net->loss, layer->out, layer->a, descent->t, layer->da);
    else
        dense_backward_input(above->out, above->in, above->w, above->dz, layer->da);
    if (layer == descent->output && loss_is_fused(descent->net->loss, layer->activation))
        loss_backward_fused(descent->net->loss, layer->out, layer->a, descent->t, layer->dz);
    else
        activation_backward(layer->activation, layer->slope, layer->out, layer->z, layer->a,
                            layer->da, layer->dz);
}

static inline void update(const struct descent_layer *layer, double learning_rate)
{
    if (layer->few_update)
        few_descend(layer->out, layer->in, learning_rate, layer->dz, layer->x, layer->w,
                    layer->trained);
    else
        dense_descend(layer->out, layer->in, learning_rate, layer->dz, layer->x, layer->w,
                      layer->trained);
}

double descent_iterate(const struct descent *descent, const struct program *program,
                       double learning_rate)
{
    const struct unit *unit = program->sample;
    const struct unit *end = unit + program->sample_count + program->update_count;

    for (; unit < end; unit++) {
        const struct descent_layer *layer = &descent->layers[unit->layer];

        switch (unit->kind) {
        case UNIT_FORWARD: forward(layer); break;
        case UNIT_LOSS: *descent->loss = loss(descent, layer); break;
        case UNIT_BACKWARD: backward(descent, layer); break;
        case UNIT_UPDATE: update(layer, learning_rate); break;
        case UNIT_STOP: break;
        }
    }
    return *descent->loss;
}

void descent_sums(const struct descent *descent)
{
    const struct net *net = descent->net;

    memset(descent->block + net->param_count, 0, net->param_count * sizeof *descent->block);
    for (size_t l = net->layer_count; l >= 1; l--)
        net_backward_weights(net, descent->block, l);
}
