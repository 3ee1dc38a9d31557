#include "engine/measure/gradient_norm.h"

#include <math.h>

/* Σ v² over n numbers, four sums side by side: one after the other each addition would wait for the
 * one before it. */
static double squares(const double *v, size_t n)
{
    double sums[4] = {0.0, 0.0, 0.0, 0.0}, total;
    size_t i = 0;

    for (; i + 4 <= n; i += 4) {
        sums[0] += v[i] * v[i];
        sums[1] += v[i + 1] * v[i + 1];
        sums[2] += v[i + 2] * v[i + 2];
        sums[3] += v[i + 3] * v[i + 3];
    }
    total = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    for (; i < n; i++)
        total += v[i] * v[i];
    return total;
}

double gradient_norm_of_layer(const struct stepper *stepper, size_t l)
{
    const struct net_layer *layer = &stepper->net->layers[l], *from = net_from(stepper->net, l);
    const double *block = stepper->block;
    double total;

    if (stepper->training.batch == 1 && !stepper->net->recurrent &&
        stepper->training.mistake == MISTAKE_NONE) {
        double of_biases = layer->train_biases ? 1.0 : 0.0;

        return sqrt(squares(block + layer->dz, layer->out) *
                    (squares(block + from->a, from->out) + of_biases));
    }
    total = squares(block + layer->gw, layer->in * layer->out);
    if (layer->recurrent)
        total += squares(block + layer->gr, layer->out * layer->out);
    if (layer->train_biases)
        total += squares(block + layer->gb, layer->out);
    return sqrt(total) / (double)stepper->here.divisor;
}
