#include "lesson/friendly.h"

#include "base/rng.h"

/* A whole number of tenths, 1 .. most, of either sign. */
static double tenths(struct rng *rng, size_t most)
{
    double value = (double)(rng_below(rng, most) + 1) / 10.0;

    return rng_below(rng, 2) == 0 ? value : -value;
}

static bool is_flag(double value)
{
    return value == 0.0 || value == 1.0;
}

void friendly_numbers(struct scenario *scenario, uint64_t seed)
{
    struct net *net = &scenario->net;
    struct dataset *data = &scenario->data;
    struct rng rng;

    rng_seed(&rng, seed);
    for (size_t l = 1; l <= net->layer_count; l++) {
        const struct net_layer *layer = &net->layers[l];

        for (size_t i = 0; i < layer->in * layer->out; i++)
            scenario->params[layer->w + i] = tenths(&rng, 9);
        for (size_t i = 0; layer->has_biases && i < layer->out; i++)
            scenario->params[layer->b + i] = tenths(&rng, 5);
    }
    for (size_t i = 0; i < data->count * data->inputs; i++)
        if (!is_flag(data->x[i]))
            data->x[i] = (double)(rng_below(&rng, 10) + 1) / 10.0;
}
