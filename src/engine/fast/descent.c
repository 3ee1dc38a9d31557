#include "engine/fast/descent.h"

#include "base/memory.h"
#include "engine/fast/few.h"
#include "engine/fast/rows.h"

#include <stdlib.h>
#include <string.h>

/* Where few.h can do it. */
static void find_few(struct descent *descent, size_t l)
{
    struct descent_layer *layer = &descent->layers[l];
    bool above = layer->to == NULL ? descent->net->loss == LOSS_HALF_SQUARED_ERROR
                                   : layer->to->few_update;
    bool sigmoid = layer->activation == ACTIVATION_SIGMOID;

    layer->few_update = few_are(layer->out, layer->in);
    layer->few_forward = layer->few_update && sigmoid;
    layer->few_backward = layer->out <= FEW && sigmoid && above;
}

static void init_layer(struct descent *descent, size_t l)
{
    const struct net_layer *layer = &descent->net->layers[l];
    double *block = descent->block, *b = layer->has_biases ? block + layer->b : NULL;

    descent->layers[l] = (struct descent_layer){
        .to = layer->to > 0 ? &descent->layers[layer->to] : NULL,
        .in = layer->in,
        .out = layer->out,
        .x = block + net_from(descent->net, l)->a,
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

bool descent_init(struct descent *descent, const struct net *net, const struct program *program,
                  double *block, struct error *err)
{
    const size_t units = program->sample_count + program->update_count;

    *descent = (struct descent){.net = net, .block = block, .unit_count = units,
                                .t = block + net->t, .parts = block + net->loss_parts,
                                .loss = block + net->loss_value};
    descent->layers = calloc(net->layer_count + 1, sizeof *descent->layers);
    descent->units = calloc(units, sizeof *descent->units);
    if (descent->layers == NULL || descent->units == NULL) {
        descent_finish(descent);
        return error_set(err, "not enough memory for %zu layers", net->layer_count);
    }
    for (size_t l = net->layer_count; l >= 1; l--)
        init_layer(descent, l);
    for (size_t i = 0; i < units; i++)
        descent->units[i] = (struct descent_unit){
            program->sample[i].kind, &descent->layers[program->sample[i].layer]};
    descent->output = &descent->layers[net->layer_count];
    return true;
}

void descent_finish(struct descent *descent)
{
    free(descent->layers);
    free(descent->units);
    free(descent->turned);
    *descent = (struct descent){0};
}

/* From how many iterations and inputs on it is worth to transpose the first layer. */
enum { LATER_ITERATIONS = 8, LATER_INPUTS = 16, TURNED_TOGETHER = 32 };

void descent_begin(struct descent *descent, uint64_t count)
{
    const struct descent_layer *first = &descent->layers[1];
    const size_t pitch = (first->out + 7) / 8 * 8, size = (first->in + 2) * pitch * sizeof(double);

    descent->pitch = pitch;
    descent->later = count >= LATER_ITERATIONS && first->in >= LATER_INPUTS && first->out > FEW;
    if (descent->later && descent->turned == NULL) {
        descent->turned = memory_large(size);
        if (descent->turned != NULL)
            memset(descent->turned, 0, size);
    }
    descent->later = descent->later && descent->turned != NULL;
}

/* to(columns,rows) = from(rows,columns), whose rows are `pitch` and `to_pitch` apart. */
static void turn(size_t rows, size_t columns, const double *from, size_t pitch, double *to,
                 size_t to_pitch)
{
    const double *at[TURNED_TOGETHER];

    for (size_t i = 0; i < rows; i += TURNED_TOGETHER) {
        const size_t n = rows - i < TURNED_TOGETHER ? rows - i : TURNED_TOGETHER;

        for (size_t r = 0; r < n; r++)
            at[r] = from + (i + r) * pitch;
        rows_transpose(n, columns, at, to + i, to_pitch);
    }
}

/* The update that waits, and z. */
static void forward_turned(const struct descent *descent, const struct descent_layer *layer,
                           double learning_rate)
{
    const size_t pitch = descent->pitch;
    double *dz = descent->turned + layer->in * pitch, *z = dz + pitch;

    memcpy(dz, layer->dz, layer->out * sizeof *dz);
    rows_descend_forward(pitch, layer->in, learning_rate, dz, descent->waiting, layer->x,
                         descent->turned, z);
    for (size_t j = 0; j < layer->out; j++)
        layer->z[j] = layer->b != NULL ? z[j] + layer->b[j] : z[j];
}

/* Of the biases there is no need to wait. */
static void update_later(struct descent *descent, const struct descent_layer *layer,
                         double learning_rate)
{
    if (descent->waiting == NULL)
        turn(layer->out, layer->in, layer->w, layer->in, descent->turned, descent->pitch);
    descent->waiting = layer->x;
    rows_descend(layer->out, 0, learning_rate, layer->dz, layer->x, layer->w, layer->trained);
}

void descent_settle(struct descent *descent, double learning_rate)
{
    const struct descent_layer *first = &descent->layers[1];

    if (descent->waiting == NULL)
        return;
    turn(first->in, first->out, descent->turned, descent->pitch, first->w, first->in);
    rows_descend(first->out, first->in, learning_rate, first->dz, descent->waiting, first->w, NULL);
    descent->waiting = NULL;
}

/*
 * The units. Each gets in `last` the few numbers that the one before has computed, and returns its
 * own; of a layer of more than few units, none.
 */

static inline double sigmoid_few(const struct descent_layer *layer, size_t j, struct few x)
{
    double z = few_sum(layer->in, layer->w + j * layer->in, 1, x);

    layer->z[j] = z = z + (layer->b != NULL ? layer->b[j] + 0.0 : 0.0);
    return layer->a[j] = activation_sigmoid(z);
}

static inline struct few forward_few(const struct descent_layer *layer, struct few last)
{
    const struct few x = few_at(last, layer->in, layer->x);
    struct few a = {.at = layer->a, .v0 = sigmoid_few(layer, 0, x)};

    if (layer->out > 1)
        a.v1 = sigmoid_few(layer, 1, x);
    if (layer->out > 2)
        a.v2 = sigmoid_few(layer, 2, x);
    return a;
}

static inline struct few forward(const struct descent *descent, const struct descent_layer *layer,
                                 double learning_rate, struct few last)
{
    if (layer->few_forward)
        return forward_few(layer, last);
    if (descent->waiting != NULL && layer == &descent->layers[1])
        forward_turned(descent, layer, learning_rate);
    else
        rows_forward(layer->out, layer->in, layer->w, layer->b, layer->x, layer->z);
    if (layer->out == 1 && layer->activation == ACTIVATION_SIGMOID)
        layer->a[0] = activation_sigmoid(layer->z[0]);
    else
        activation_forward(layer->activation, layer->slope, layer->out, layer->z, layer->a);
    return (struct few){0};
}

static inline double loss_few(const struct descent *descent, size_t k, double a)
{
    return descent->parts[k] = loss_half_squared(a, descent->t[k]);
}

static inline struct few loss(const struct descent *descent, struct few last)
{
    const struct descent_layer *output = descent->output;
    double sum;

    if (!output->few_backward) {
        net_loss(descent->net, descent->block);
        return (struct few){0};
    }
    last = few_at(last, output->out, output->a);
    sum = 0.0 + loss_few(descent, 0, last.v0);
    if (output->out > 1)
        sum += loss_few(descent, 1, last.v1);
    if (output->out > 2)
        sum += loss_few(descent, 2, last.v2);
    *descent->loss = sum;
    return last;
}

/* dz_j where a_j is a; the layer above has dz. It is -0 for 0 where nobody waits for the + 0: then
 * all products with it are zeros, which become 0 where they are added up. */
static inline double error_few(const struct descent *descent, const struct descent_layer *layer,
                               size_t j, double a, struct few dz)
{
    const struct descent_layer *above = layer->to;
    double da = layer == descent->output
                    ? loss_half_squared_slope(a, descent->t[j])
                    : few_sum(above->out, above->w + j, above->in, dz);

    layer->da[j] = da + 0.0;
    layer->dz[j] = layer->da[j] * activation_sigmoid_slope(a);
    return da * activation_sigmoid_slope(a);
}

static inline struct few backward_few(const struct descent *descent,
                                      const struct descent_layer *layer, struct few last)
{
    const struct few a = few_at(last, layer->out, layer->a);
    struct few dz = {.at = layer->dz};

    if (layer != descent->output)
        last = few_at(last, layer->to->out, layer->to->dz);
    dz.v0 = error_few(descent, layer, 0, a.v0, last);
    if (layer->out > 1)
        dz.v1 = error_few(descent, layer, 1, a.v1, last);
    if (layer->out > 2)
        dz.v2 = error_few(descent, layer, 2, a.v2, last);
    return dz;
}

static inline struct few backward(const struct descent *descent,
                                  const struct descent_layer *layer, struct few last)
{
    const struct descent_layer *above = layer->to;

    if (layer->few_backward)
        return backward_few(descent, layer, last);
    if (above == NULL) {
        net_backward_units(descent->net, descent->block, descent->net->layer_count, 1);
        return (struct few){0};
    }
    rows_backward_input(above->out, above->in, above->w, above->dz, layer->da);
    activation_backward(layer->activation, layer->slope, layer->out, layer->z, layer->a, layer->da,
                        layer->dz);
    return (struct few){0};
}

static inline struct few update(struct descent *descent, const struct descent_layer *layer,
                                double learning_rate, struct few last)
{
    if (layer->few_update) {
        last = few_at(last, layer->out, layer->dz);
        few_descend(layer->out, layer->in, learning_rate, last, layer->x, layer->w,
                    layer->trained);
        return last;
    }
    if (descent->later && layer == &descent->layers[1])
        update_later(descent, layer, learning_rate);
    else
        rows_descend(layer->out, layer->in, learning_rate, layer->dz, layer->x, layer->w,
                     layer->trained);
    return (struct few){0};
}

double descent_iterate(struct descent *descent, const double *x, double learning_rate)
{
    const struct descent_unit *unit = descent->units;
    const struct descent_unit *end = unit + descent->unit_count;
    struct few last = {0};

    descent->layers[1].x = x;
    for (; unit < end; unit++) {
        const struct descent_layer *layer = unit->layer;

        switch (unit->kind) {
        case UNIT_FORWARD: last = forward(descent, layer, learning_rate, last); break;
        case UNIT_LOSS: last = loss(descent, last); break;
        case UNIT_BACKWARD: last = backward(descent, layer, last); break;
        case UNIT_UPDATE: last = update(descent, layer, learning_rate, last); break;
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
