#include "engine/net.h"

#include "base/memory.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool check_units(const char *what, size_t units, struct error *err)
{
    if (units == 0)
        return error_set(err, "%s has no units; it needs at least 1", what);
    if (units > NET_UNITS_MAX)
        return error_set(err, "%s has %zu units; at most %d are possible", what, units,
                         NET_UNITS_MAX);
    return true;
}

static bool check_specs(size_t inputs, const struct net_layer_spec *layers, size_t count,
                        struct error *err)
{
    size_t in = inputs, weights = 0;

    if (count == 0 || count > NET_LAYERS_MAX)
        return error_set(err, "the network has %zu layers; 1 to %d are possible", count,
                         NET_LAYERS_MAX);
    if (!check_units("the input", inputs, err))
        return false;
    for (size_t l = 1; l <= count; l++) {
        const struct net_layer_spec *spec = &layers[l - 1];
        char what[32];

        snprintf(what, sizeof what, "layer %zu", l);
        if (!check_units(what, spec->units, err))
            return false;
        if (activation_row(spec->activation)->couples && l < count)
            return error_set(err, "layer %zu has the activation %s, which only the output layer "
                                  "(here layer %zu) can have", l,
                             activation_row(spec->activation)->name, count);
        if (spec->recurrent && l == count)
            return error_set(err, "layer %zu is the output layer and recurrent; expected a plain "
                                  "one last", l);
        weights += spec->units * (in + (spec->recurrent ? spec->units : 0));
        if (weights > NET_WEIGHTS_MAX)
            return error_set(err, "layers 1 to %zu have %zu weights already; at most %d are "
                                  "possible in a network", l, weights, NET_WEIGHTS_MAX);
        in = spec->units;
    }
    return true;
}

/* Gives out `size` doubles of the block. */
static size_t take(size_t *used, size_t size)
{
    size_t at = *used;

    *used += size;
    return at;
}

/* The numbers of the first time. Returns where they end. */
static size_t lay_out_time(struct net *net, size_t used)
{
    size_t begin = used, outputs = net->layers[net->layer_count].out;

    net->layers[0].a = take(&used, net->layers[0].out);
    net->t = take(&used, outputs);
    for (size_t l = 1; l <= net->layer_count; l++) {
        struct net_layer *layer = &net->layers[l];

        layer->z = take(&used, layer->out);
        layer->a = take(&used, layer->out);
        layer->da = take(&used, layer->out);
        layer->dz = take(&used, layer->out);
        layer->da_output = take(&used, layer->recurrent ? layer->out : 0);
        layer->da_future = take(&used, layer->recurrent ? layer->out : 0);
    }
    net->loss_parts = take(&used, outputs);
    net->loss_value = net->time_loss = take(&used, 1);
    net->frame = used - begin;
    return used;
}

static void lay_out(struct net *net)
{
    size_t used = 0;

    for (size_t l = 1; l <= net->layer_count; l++) {
        struct net_layer *layer = &net->layers[l];

        layer->w = take(&used, layer->out * layer->in);
        layer->r = take(&used, layer->recurrent ? layer->out * layer->out : 0);
        layer->b = take(&used, layer->has_biases ? layer->out : 0);
    }
    net->param_count = used;
    for (size_t l = 1; l <= net->layer_count; l++) {
        struct net_layer *layer = &net->layers[l];

        layer->gw = layer->w + net->param_count;
        layer->gr = layer->r + net->param_count;
        layer->gb = layer->b + net->param_count;
    }
    used = lay_out_time(net, 2 * used);
    if (net->recurrent) {
        used += (net->times - 1) * net->frame;
        net->loss_value = take(&used, 1);
        net->length = take(&used, 1);
        net->time_share = take(&used, 1);
    }
    net->buffers = used;
    net->block_size = used + net->buffer_count * net->param_count;
}

void net_reserve_buffers(struct net *net, size_t count)
{
    net->buffer_count = count;
    net->block_size = net->buffers + count * net->param_count;
}

bool net_init(struct net *net, size_t inputs, const struct net_layer_spec *layers, size_t count,
              enum loss loss, struct error *err)
{
    bool above = false; /* a recurrent layer is */

    memset(net, 0, sizeof *net);
    if (!check_specs(inputs, layers, count, err))
        return false;
    net->layer_count = count;
    net->loss = loss;
    net->layers[0].out = inputs;
    for (size_t l = 1; l <= count; l++) {
        const struct net_layer_spec *spec = &layers[l - 1];

        net->layers[l - 1].to = l;
        net->layers[l] = (struct net_layer){
            .from = l - 1,
            .in = net->layers[l - 1].out,
            .out = spec->units,
            .activation = spec->activation,
            .slope = spec->slope,
            .has_biases = spec->has_biases,
            .train_biases = spec->has_biases && spec->train_biases,
            .recurrent = spec->recurrent,
        };
        net->recurrent = net->recurrent || spec->recurrent;
    }
    for (size_t l = count; l >= 1; l--) {
        above = above || net->layers[l].recurrent;
        net->layers[l].at_targets = net->recurrent && !above;
    }
    net->times = 1;
    lay_out(net);
    return true;
}

bool net_unroll(struct net *net, const struct dataset *data, struct error *err)
{
    size_t outputs = net_output(net)->out;

    if (!net->recurrent)
        return true;
    if (data->times > NET_NUMBERS_MAX / net->frame)
        return error_set(err, "a sequence of %zu times makes too many numbers in this network, "
                              "which has %zu at each; at most %d in all are possible",
                         data->times, net->frame, NET_NUMBERS_MAX);
    net->times = data->times;
    net->targeted = calloc(net->times, sizeof *net->targeted);
    if (net->targeted == NULL)
        return error_set(err, "not enough memory for %zu times", net->times);
    for (size_t i = 0; i < data->count + data->validation; i++)
        for (size_t time = 0; time < net->times; time++)
            if (!isnan(dataset_t(data, i)[time * outputs]))
                net->targeted[time] = true;
    lay_out(net);
    return true;
}

static void free_names(char **names, size_t count)
{
    if (names == NULL)
        return;
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
}

void net_finish(struct net *net)
{
    for (size_t l = 0; l <= net->layer_count; l++) {
        struct net_layer *layer = &net->layers[l];

        free(layer->name);
        free_names(layer->units, layer->out);
        free_names(layer->weights, layer->out * layer->in);
    }
    free(net->targeted);
    memset(net, 0, sizeof *net);
}

double *net_new_scratch(const struct net *net)
{
    return memory_large(net->block_size * sizeof(double));
}

double *net_new_block(const struct net *net)
{
    double *block = net_new_scratch(net);

    return block != NULL ? memset(block, 0, net->block_size * sizeof *block) : NULL;
}

struct net_place net_find(const struct net *net, size_t param)
{
    size_t l = net->layer_count;
    const struct net_layer *layer;

    assert(param < net->param_count);
    while (net->layers[l].w > param)
        l--;
    layer = &net->layers[l];
    param -= layer->w;
    if (param < layer->in * layer->out)
        return (struct net_place){.layer = l, .to = param / layer->in, .from = param % layer->in};
    param -= layer->in * layer->out;
    if (layer->recurrent && param < layer->out * layer->out)
        return (struct net_place){.layer = l, .to = param / layer->out, .from = param % layer->out,
                                  .recurrent = true};
    return (struct net_place){.layer = l, .to = param - (layer->b - layer->r), .bias = true};
}

const char *const init_kind_names[INIT_KIND_COUNT] = {
    [INIT_ZEROS] = "zeros",
    [INIT_CONSTANT] = "constant",
    [INIT_UNIFORM] = "uniform",
    [INIT_NORMAL] = "normal",
    [INIT_XAVIER_UNIFORM] = "xavier_uniform",
    [INIT_XAVIER_NORMAL] = "xavier_normal",
    [INIT_HE_UNIFORM] = "he_uniform",
    [INIT_HE_NORMAL] = "he_normal",
};

/* The bound or the standard deviation for a scale of 1. */
static double init_spread(enum init_kind kind, double in, double out)
{
    switch (kind) {
    case INIT_XAVIER_UNIFORM:
        return sqrt(6.0 / (in + out));
    case INIT_XAVIER_NORMAL:
        return sqrt(2.0 / (in + out));
    case INIT_HE_UNIFORM:
        return sqrt(6.0 / in);
    case INIT_HE_NORMAL:
        return sqrt(2.0 / in);
    default:
        return 1.0;
    }
}

static double init_draw(enum init_kind kind, struct rng *rng)
{
    switch (kind) {
    case INIT_UNIFORM:
    case INIT_XAVIER_UNIFORM:
    case INIT_HE_UNIFORM:
        return 2.0 * rng_uniform(rng) - 1.0;
    case INIT_NORMAL:
    case INIT_XAVIER_NORMAL:
    case INIT_HE_NORMAL:
        return rng_normal(rng);
    case INIT_CONSTANT:
        return 1.0;
    default:
        return 0.0;
    }
}

void net_init_weights(const struct net *net, size_t layer, enum init_kind kind, double scale,
                      struct rng *rng, double *params)
{
    const struct net_layer *to = &net->layers[layer];
    double spread = scale * init_spread(kind, (double)to->in, (double)to->out);

    assert(layer >= 1 && layer <= net->layer_count);
    for (size_t i = 0; i < to->out * to->in; i++)
        params[to->w + i] = spread * init_draw(kind, rng);
}

void net_init_recurrent(const struct net *net, size_t layer, enum init_kind kind, double scale,
                        struct rng *rng, double *params)
{
    const struct net_layer *to = &net->layers[layer];
    double spread = scale * init_spread(kind, (double)to->out, (double)to->out);

    assert(to->recurrent);
    for (size_t i = 0; i < to->out * to->out; i++)
        params[to->r + i] = spread * init_draw(kind, rng);
}

double net_penalty(const struct net *net, const double *params, double l2)
{
    double sum = 0.0;

    if (l2 == 0)
        return 0.0;
    for (size_t l = 1; l <= net->layer_count; l++) {
        const struct net_layer *layer = &net->layers[l];

        for (size_t i = 0; i < layer->out * layer->in; i++)
            sum += params[layer->w + i] * params[layer->w + i];
        for (size_t i = 0; layer->recurrent && i < layer->out * layer->out; i++)
            sum += params[layer->r + i] * params[layer->r + i];
    }
    return l2 / 2.0 * sum;
}
