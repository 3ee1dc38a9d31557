#include "engine/gradcheck.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Whether a (leaky) ReLU unit is on different sides of its kink in two blocks. */
static bool sides_differ(const struct net *net, const double *one, const double *other)
{
    for (size_t l = 1; l <= net->layer_count; l++) {
        const struct net_layer *layer = &net->layers[l];

        if (layer->activation != ACTIVATION_RELU && layer->activation != ACTIVATION_LEAKY_RELU)
            continue;
        for (size_t j = 0; j < layer->out; j++)
            if ((one[layer->z + j] > 0) != (other[layer->z + j] > 0))
                return true;
    }
    return false;
}

double gradcheck_difference(const struct net *net, const struct dataset *data,
                            const double *params, size_t param, double h, double *scratch)
{
    const double plus = params[param] + h, minus = params[param] - h;
    double sum = 0.0;

    /* Sample by sample: differences of small numbers keep more digits. */
    for (size_t s = 0; s < data->count; s++) {
        const double *x = dataset_x(data, s), *t = dataset_t(data, s);

        scratch[param] = plus;
        sum += net_evaluate(net, scratch, x, t);
        scratch[param] = minus;
        sum -= net_evaluate(net, scratch, x, t);
    }
    scratch[param] = params[param];
    /* plus - minus is what h became when it was added: not always 2h. */
    return sum / (plus - minus) / (double)data->count;
}

/* What one run works on. */
struct work {
    const struct net *net;
    const struct dataset *data;
    const double *params;
    double *block;           /* owned; a block: the mean gradients stand in its second part */
    double *plus;            /* owned; a block with params */
    double *minus;           /* owned; a block with params */
    const double *gradients; /* to judge: the block's, or somebody's */
    double scale;            /* the largest magnitude among the finite ones */
    double noise;            /* of the mean loss, by rounding: R in the header */
};

/* Whether a unit crosses its kink when the parameter moves from -h to +h. */
static bool crosses_kink(struct work *work, size_t param, double h)
{
    const struct net *net = work->net;
    bool crosses = false;

    work->plus[param] = work->params[param] + h;
    work->minus[param] = work->params[param] - h;
    for (size_t s = 0; s < work->data->count && !crosses; s++) {
        const double *x = dataset_x(work->data, s), *t = dataset_t(work->data, s);

        net_evaluate(net, work->plus, x, t);
        net_evaluate(net, work->minus, x, t);
        crosses = sides_differ(net, work->plus, work->minus);
    }
    work->plus[param] = work->minus[param] = work->params[param];
    return crosses;
}

static bool has_kinks(const struct net *net)
{
    for (size_t l = 1; l <= net->layer_count; l++)
        if (net->layers[l].activation == ACTIVATION_RELU ||
            net->layers[l].activation == ACTIVATION_LEAKY_RELU)
            return true;
    return false;
}

/* How much rounding may move the loss of the sample just evaluated and propagated
 * back on the block: R in the header, for one sample. */
static double sample_noise(const struct net *net, const double *block)
{
    double noise = fabs(block[net->loss_value]);

    for (size_t l = 1; l <= net->layer_count; l++) {
        const struct net_layer *layer = &net->layers[l];
        const double *below = &block[net->layers[l - 1].a];

        for (size_t j = 0; j < layer->out; j++) {
            const double *w = &block[layer->w + j * layer->in];
            double size = layer->has_biases ? fabs(block[layer->b + j]) : 0.0, moved;

            for (size_t k = 0; k < layer->in; k++)
                size += fabs(w[k] * below[k]);
            moved = fabs(block[layer->dz + j]) * size +
                    fabs(block[layer->da + j] * block[layer->a + j]);
            if (isfinite(moved))
                noise += moved;
        }
    }
    return isfinite(noise) ? 4 * DBL_EPSILON * noise : 0.0;
}

/* Fills the mean gradients by backpropagation, and the noise. */
static void backpropagate(struct work *work)
{
    const struct net *net = work->net;
    double *block = work->block, count = (double)work->data->count;

    for (size_t s = 0; s < work->data->count; s++) {
        net_evaluate(net, block, dataset_x(work->data, s), dataset_t(work->data, s));
        for (size_t l = net->layer_count; l >= 1; l--)
            net_backward(net, block, l);
        work->noise += sample_noise(net, block) / count;
    }
    for (size_t i = 0; i < net->param_count; i++)
        block[net->param_count + i] /= count;
}

static double largest_finite(const double *numbers, size_t count)
{
    double largest = 0.0;

    for (size_t i = 0; i < count; i++)
        if (isfinite(numbers[i]))
            largest = fmax(largest, fabs(numbers[i]));
    return largest;
}

static void check_param(struct work *work, size_t param, bool kinks, struct gradcheck *result)
{
    double h = 1e-5 * fmax(1.0, fabs(work->params[param]));
    double numeric, backprop = work->gradients[param], error;

    if (kinks && crosses_kink(work, param, h)) {
        result->kinks++;
        return;
    }
    numeric = gradcheck_difference(work->net, work->data, work->params, param, h, work->plus);
    if (!isfinite(numeric) || !isfinite(backprop)) {
        result->not_finite++;
        return;
    }
    error = fmax(0.0, fabs(numeric - backprop) - work->noise / h);
    if (error > 0)
        error /= fmax(1e-4 * work->scale, fmax(fabs(numeric), fabs(backprop)));
    result->checked++;
    if (backprop != 0)
        result->nonzero++;
    if (error > result->worst || result->checked == 1) {
        result->worst = error;
        result->worst_param = param;
        result->worst_numeric = numeric;
        result->worst_backprop = backprop;
    }
}

static double *new_block(const struct net *net, const double *params)
{
    double *block = calloc(net->block_size, sizeof *block);

    if (block != NULL)
        memcpy(block, params, net->param_count * sizeof *params);
    return block;
}

/* gradients: NULL: the backpropagated ones. */
static bool compare(const struct net *net, const struct dataset *data, const double *params,
                    const double *gradients, size_t most, struct gradcheck *result,
                    struct error *err)
{
    struct dataset part = *data; /* borrows the samples */
    struct work work = {
        .net = net,
        .data = &part,
        .params = params,
        .block = new_block(net, params),
        .plus = new_block(net, params),
        .minus = new_block(net, params),
    };
    bool ok = work.block != NULL && work.plus != NULL && work.minus != NULL;

    *result = (struct gradcheck){0};
    if (part.count > GRADCHECK_SAMPLES)
        part.count = GRADCHECK_SAMPLES;
    if (ok) {
        size_t count = net->param_count < most ? net->param_count : most;
        bool kinks = has_kinks(net);

        backpropagate(&work);
        work.gradients = gradients != NULL ? gradients : &work.block[net->param_count];
        work.scale = largest_finite(work.gradients, net->param_count);
        for (size_t i = 0; i < count; i++)
            check_param(&work, i * net->param_count / count, kinks, result);
    } else {
        error_set(err, "not enough memory to check the gradients of %zu parameters",
                  net->param_count);
    }
    free(work.block);
    free(work.plus);
    free(work.minus);
    return ok;
}

bool gradcheck_run(const struct net *net, const struct dataset *data, const double *params,
                   size_t most, struct gradcheck *result, struct error *err)
{
    return compare(net, data, params, NULL, most, result, err);
}

bool gradcheck_compare(const struct net *net, const struct dataset *data, const double *params,
                       const double *gradients, size_t most, struct gradcheck *result,
                       struct error *err)
{
    return compare(net, data, params, gradients, most, result, err);
}
