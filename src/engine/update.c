#include "engine/update.h"

#include <math.h>

/* The parameters at `offset` and what belongs to them in the block. */
static struct optimizer_params params_at(const struct net *net, double *block,
                                         const struct optimizer *optimizer, size_t offset,
                                         size_t sum, size_t n, bool weights)
{
    double *buffer = block + net->buffers + offset;
    struct optimizer_params params = {
        .n = n, .w = block + offset, .sum = block + sum, .weights = weights};

    if (optimizer_has_first(optimizer)) {
        params.first = buffer;
        buffer += net->param_count;
    }
    if (optimizer_has_second(optimizer)) {
        params.second = buffer;
        buffer += net->param_count;
    }
    if (optimizer_keeps_gradient(optimizer))
        params.gradient = buffer;
    return params;
}

void update_layer(const struct net *net, double *block, size_t l,
                  const struct optimizer *optimizer, enum mistake mistake, uint64_t t,
                  size_t batch)
{
    const struct net_layer *layer = &net->layers[l];
    struct optimizer used = mistake_optimizer(mistake, optimizer);
    struct optimizer_params params =
        params_at(net, block, optimizer, layer->w, layer->gw, layer->out * layer->in, true);

    optimizer_update(&used, &params, t, batch);
    if (layer->recurrent) {
        params = params_at(net, block, optimizer, layer->r, layer->gr, layer->out * layer->out,
                           true);
        optimizer_update(&used, &params, t, batch);
    }
    if (!layer->train_biases || !mistake_uses_biases(mistake))
        return;
    params = params_at(net, block, optimizer, layer->b, layer->gb, layer->out, false);
    optimizer_update(&used, &params, t, batch);
}

/* Σ g² over n parameters; without λw the sums are divided by the batch size in the end. */
static double sum_of_squares(size_t n, const double *sum, const double *w, double l2, size_t batch)
{
    double total = 0.0;

    for (size_t i = 0; i < n; i++) {
        double g = l2 != 0 ? sum[i] + l2 * (double)batch * w[i] : sum[i];

        total += g * g;
    }
    return total;
}

double update_gradient_norm(const struct net *net, const double *block, double l2, size_t batch)
{
    double total = 0.0;

    for (size_t l = 1; l <= net->layer_count; l++) {
        const struct net_layer *layer = &net->layers[l];

        total += sum_of_squares(layer->out * layer->in, block + layer->gw, block + layer->w, l2,
                                batch);
        if (layer->recurrent)
            total += sum_of_squares(layer->out * layer->out, block + layer->gr, block + layer->r,
                                    l2, batch);
        if (layer->train_biases)
            total += sum_of_squares(layer->out, block + layer->gb, NULL, 0.0, batch);
    }
    return optimizer_gradient(sqrt(total), batch);
}

/* Σ g² over n parameters as clip_norm finds them. */
static double sum_of_clipped(const struct optimizer *optimizer, size_t n, const double *sum,
                             const double *w, double l2, size_t batch)
{
    double total = 0.0;

    for (size_t i = 0; i < n; i++) {
        double g = optimizer_clipped(optimizer, optimizer_gradient(sum[i], batch), l2, w[i]);

        total += g * g;
    }
    return total;
}

double update_clip_scale(const struct net *net, const double *block,
                         const struct optimizer *optimizer, size_t batch)
{
    const double l2 = optimizer->l2, *w = block, *sum = block + net->param_count;
    double total = 0.0, norm;

    for (size_t l = 1; l <= net->layer_count; l++) {
        const struct net_layer *layer = &net->layers[l];

        /* w, r and b stand one behind the other. */
        total += sum_of_clipped(optimizer, layer->b - layer->w, sum + layer->w, w + layer->w, l2,
                                batch);
        if (layer->train_biases)
            total += sum_of_clipped(optimizer, layer->out, sum + layer->b, w + layer->b, 0.0,
                                    batch);
    }
    norm = sqrt(total);
    return norm > optimizer->clip_norm ? optimizer->clip_norm / norm : 1.0;
}
