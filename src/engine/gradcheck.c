#include "engine/gradcheck.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLES_MOST = 64 };

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

    memcpy(scratch, params, net->param_count * sizeof *params);
    /* Sample by sample: differences of small numbers keep more digits. */
    for (size_t s = 0; s < data->count; s++) {
        const double *x = dataset_x(data, s), *t = dataset_t(data, s);

        scratch[param] = plus;
        sum += net_evaluate(net, scratch, x, t);
        scratch[param] = minus;
        sum -= net_evaluate(net, scratch, x, t);
    }
    /* plus - minus is what h became when it was added: not always 2h. */
    return sum / (plus - minus) / (double)data->count;
}

/* What one run works on. */
struct work {
    const struct net *net;
    const struct dataset *data;
    const double *params;
    double *gradient; /* owned; a block: the mean gradients stand in its second part */
    double *plus;     /* owned; a block */
    double *minus;    /* owned; a block */
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

/* The mean gradients by backpropagation; returns the largest magnitude. */
static double backpropagate(struct work *work)
{
    const struct net *net = work->net;
    double *block = work->gradient, largest = 0.0;

    for (size_t s = 0; s < work->data->count; s++) {
        net_evaluate(net, block, dataset_x(work->data, s), dataset_t(work->data, s));
        for (size_t l = net->layer_count; l >= 1; l--)
            net_backward(net, block, l);
    }
    for (size_t i = 0; i < net->param_count; i++) {
        double *g = &block[net->param_count + i];

        *g /= (double)work->data->count;
        if (fabs(*g) > largest)
            largest = fabs(*g);
    }
    return largest;
}

static void check_param(struct work *work, size_t param, double scale, bool kinks,
                        struct gradcheck *result)
{
    double h = 1e-5 * fmax(1.0, fabs(work->params[param])), numeric, backprop, error;

    if (kinks && crosses_kink(work, param, h)) {
        result->kinks++;
        return;
    }
    numeric = gradcheck_difference(work->net, work->data, work->params, param, h, work->plus);
    memcpy(work->plus, work->params, work->net->param_count * sizeof *work->params);
    backprop = work->gradient[work->net->param_count + param];
    error = fabs(numeric - backprop);
    if (error > 0)
        error /= fmax(1e-4 * scale, fmax(fabs(numeric), fabs(backprop)));
    if (isnan(error))
        error = (double)INFINITY;
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

bool gradcheck_run(const struct net *net, const struct dataset *data, const double *params,
                   size_t most, struct gradcheck *result, struct error *err)
{
    struct dataset part = *data; /* borrows the samples */
    struct work work = {
        .net = net,
        .data = &part,
        .params = params,
        .gradient = new_block(net, params),
        .plus = new_block(net, params),
        .minus = new_block(net, params),
    };
    bool ok = work.gradient != NULL && work.plus != NULL && work.minus != NULL;

    *result = (struct gradcheck){0};
    if (part.count > SAMPLES_MOST)
        part.count = SAMPLES_MOST;
    if (ok) {
        size_t count = net->param_count < most ? net->param_count : most;
        double scale = backpropagate(&work);
        bool kinks = has_kinks(net);

        for (size_t i = 0; i < count; i++)
            check_param(&work, i * net->param_count / count, scale, kinks, result);
    } else {
        error_set(err, "not enough memory to check the gradients of %zu parameters",
                  net->param_count);
    }
    free(work.gradient);
    free(work.plus);
    free(work.minus);
    return ok;
}
