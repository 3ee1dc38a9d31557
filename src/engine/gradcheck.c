#include "engine/gradcheck.h"

#include "engine/nudge.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

double gradcheck_difference(const struct net *net, const struct dataset *data,
                            const double *params, size_t param, double h, double *scratch)
{
    struct nudge_sums sums;

    scratch[param] = params[param];
    nudge_sums(net, data, scratch, param, h, NULL, &sums);
    return sums.difference / sums.width / (double)data->count;
}

/* What one run works on. */
struct work {
    const struct net *net;
    const struct dataset *data;
    const double *params;
    double *block;           /* owned; a block: the mean gradients stand in its second part */
    double *scratch;         /* owned; a block with params */
    unsigned char *sides;    /* owned; for nudge_sums */
    double l2;
    const double *gradients; /* to judge: the block's, or somebody's */
    double scale;            /* the largest magnitude among the finite ones */
    double noise;            /* of the mean loss, by rounding: R in the header */
};

/* λ counts for weights only; without it not even 0·w is added, which may be NaN. */
static bool is_penalised(const struct work *work, size_t param)
{
    const struct net *net = work->net;

    for (size_t l = 1; work->l2 != 0 && l <= net->layer_count; l++) {
        const struct net_layer *layer = &net->layers[l];

        if (param >= layer->w && param < layer->w + layer->in * layer->out)
            return true;
    }
    return false;
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
        work->noise += nudge_noise(net, block) / count;
    }
    for (size_t i = 0; i < net->param_count; i++)
        block[net->param_count + i] = block[net->param_count + i] / count +
                                      (is_penalised(work, i) ? work->l2 * work->params[i] : 0.0);
}

static double largest_finite(const double *numbers, size_t count)
{
    double largest = 0.0;

    for (size_t i = 0; i < count; i++)
        if (isfinite(numbers[i]))
            largest = fmax(largest, fabs(numbers[i]));
    return largest;
}

/* One more comparison. noise: what rounding may do to the difference; scale: the least to divide by. */
static void add(struct gradcheck *result, size_t param, double numeric, double backprop, double noise,
                double scale)
{
    double apart = fabs(numeric - backprop), against = fmax(scale, fmax(fabs(numeric), fabs(backprop)));
    double error = apart > noise ? (apart - noise) / against : 0.0;
    double plain = apart > 0.0 ? apart / against : 0.0;
    bool larger = plain > result->largest || result->checked == 0;

    result->checked++;
    if (backprop != 0)
        result->nonzero++;
    if (larger) {
        result->largest = plain;
        result->largest_param = param;
    }
    if (error > result->worst || (larger && result->worst == 0.0)) {
        result->worst = error;
        result->worst_param = param;
        result->worst_numeric = numeric;
        result->worst_backprop = backprop;
    }
}

static void check_param(struct work *work, size_t param, struct gradcheck *result)
{
    double h = nudge_size(work->params[param]);
    double numeric, backprop = work->gradients[param], noise = work->noise;
    struct nudge_sums sums;

    nudge_sums(work->net, work->data, work->scratch, param, h, work->sides, &sums);
    if (sums.kink) {
        result->kinks++;
        return;
    }
    numeric = sums.difference / sums.width / (double)work->data->count;
    if (is_penalised(work, param)) {
        double w = work->params[param], up = w + h, down = w - h;

        numeric += work->l2 / 2.0 * (up * up - down * down) / (up - down);
        noise += 4.0 * DBL_EPSILON * work->l2 / 2.0 * w * w;
    }
    if (isfinite(numeric) && isfinite(backprop))
        add(result, param, numeric, backprop, noise / h, 1e-4 * work->scale);
    else
        result->not_finite++;
}

static double *new_block(const struct net *net, const double *params)
{
    double *block = net_new_block(net);

    if (block != NULL)
        memcpy(block, params, net->param_count * sizeof *params);
    return block;
}

/* gradients: NULL: the backpropagated ones. */
static bool compare(const struct net *net, const struct dataset *data, const double *params,
                    const double *gradients, double l2, size_t most, struct gradcheck *result,
                    struct error *err)
{
    struct dataset part = *data; /* borrows the samples */
    struct work work = {
        .net = net,
        .data = &part,
        .params = params,
        .l2 = l2,
        .block = new_block(net, params),
        .scratch = new_block(net, params),
        .sides = calloc(nudge_sides_size(net) + 1, 1),
    };
    bool ok = work.block != NULL && work.scratch != NULL && work.sides != NULL;

    *result = (struct gradcheck){0};
    if (part.count > GRADCHECK_SAMPLES)
        part.count = GRADCHECK_SAMPLES;
    if (ok) {
        size_t count = net->param_count < most ? net->param_count : most;

        backpropagate(&work);
        work.gradients = gradients != NULL ? gradients : &work.block[net->param_count];
        work.scale = largest_finite(work.gradients, net->param_count);
        for (size_t i = 0; i < count; i++)
            check_param(&work, i * net->param_count / count, result);
    } else {
        error_set(err, "not enough memory to check the gradients of %zu parameters",
                  net->param_count);
    }
    free(work.block);
    free(work.scratch);
    free(work.sides);
    return ok;
}

bool gradcheck_run(const struct net *net, const struct dataset *data, const double *params,
                   double l2, size_t most, struct gradcheck *result, struct error *err)
{
    return compare(net, data, params, NULL, l2, most, result, err);
}

bool gradcheck_compare(const struct net *net, const struct dataset *data, const double *params,
                       const double *gradients, size_t most, struct gradcheck *result,
                       struct error *err)
{
    return compare(net, data, params, gradients, 0.0, most, result, err);
}
