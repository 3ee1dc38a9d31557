#include "engine/wrong/mistake.h"

#include "base/attributes.h"

#include <assert.h>
#include <string.h>

const char *const mistake_names[MISTAKE_COUNT] = {
    [MISTAKE_NONE] = "none",
    [MISTAKE_UPDATED_WEIGHTS] = "updated_weights",
    [MISTAKE_NOT_CLEARED] = "not_cleared",
    [MISTAKE_ADDED] = "added",
    [MISTAKE_ONE_PATH] = "one_path",
    [MISTAKE_NO_BIAS] = "no_bias",
    [MISTAKE_NO_SLOPE] = "no_slope",
    [MISTAKE_EACH_TIME] = "each_time",
    [MISTAKE_LAST_TIME] = "last_time",
};

const char *mistake_name(enum mistake mistake)
{
    assert(mistake < MISTAKE_COUNT);
    return mistake_names[mistake];
}

size_t mistake_count(const struct net *net)
{
    return net->recurrent ? MISTAKE_COUNT : MISTAKE_EACH_TIME;
}

/* ---- the units ---- */

/* da(in) through w(out,in), at those places of the block, as the update would leave that: with the
 * sums so far, but for the share of dz and x(in), unless that is NULL. */
static void through_updated(const struct net_hooks *hooks, const double *block, size_t out,
                            size_t in, size_t w, size_t gw, const double *dz, const double *x,
                            double *da)
{
    memset(da, 0, in * sizeof *da);
    for (size_t j = 0; j < out; j++)
        for (size_t k = 0; k < in; k++) {
            double weight = block[w + j * in + k];
            double sum = block[gw + j * in + k] - (x != NULL ? dz[j] * x[k] : 0.0);

            weight -= hooks->optimizer->learning_rate * optimizer_gradient(sum, hooks->batch);
            da[k] += weight * dz[j];
        }
}

static void da_through_updated_weights(const struct net_hooks *hooks, const struct net *net,
                                       double *block, size_t layer, size_t time, double *da)
{
    const struct net_layer *above = net_to(net, layer);

    through_updated(hooks, block, above->out, above->in, above->w, above->gw,
                    net_at(net, block, time) + above->dz, NULL, da);
}

/* All layers' weights have moved after the time that came back last; none since. */
static void da_through_each_time(const struct net_hooks *hooks, const struct net *net,
                                 double *block, size_t layer, size_t time, double *da)
{
    const struct net_layer *above = net_to(net, layer);
    const double *at = net_at(net, block, time);

    through_updated(hooks, block, above->out, above->in, above->w, above->gw, at + above->dz,
                    at + net->layers[layer].a, da);
}

static void future_through_updated_weights(const struct net_hooks *hooks, const struct net *net,
                                           double *block, size_t layer, size_t time,
                                           double *future)
{
    const struct net_layer *here = &net->layers[layer];

    through_updated(hooks, block, here->out, here->out, here->r, here->gr,
                    net_at(net, block, time + 1) + here->dz, NULL, future);
}

/* da(in) of a hidden layer with the path through the first unit above alone. */
static void da_through_first_unit(const struct net_hooks *hooks UNUSED, const struct net *net,
                                  double *block, size_t layer, size_t time, double *da)
{
    const struct net_layer *above = net_to(net, layer);

    for (size_t k = 0; k < above->in; k++)
        da[k] = block[above->w + k] * net_at(net, block, time)[above->dz];
}

static struct net_hooks hooks_of(enum mistake mistake)
{
    return (struct net_hooks){
        .no_biases = !mistake_uses_biases(mistake),
        .no_slopes = mistake == MISTAKE_NO_SLOPE,
        .last_only = mistake == MISTAKE_LAST_TIME,
        .backward_da = mistake == MISTAKE_UPDATED_WEIGHTS ? da_through_updated_weights
                       : mistake == MISTAKE_EACH_TIME     ? da_through_each_time
                       : mistake == MISTAKE_ONE_PATH      ? da_through_first_unit
                                                          : NULL,
        .backward_future =
            mistake == MISTAKE_UPDATED_WEIGHTS || mistake == MISTAKE_EACH_TIME
                ? future_through_updated_weights
                : NULL,
    };
}

void mistake_forward(enum mistake mistake, const struct net *net, double *block, size_t layer,
                     size_t time)
{
    const struct net_hooks hooks = hooks_of(mistake);

    net_forward_hooked(net, block, layer, time, &hooks);
}

void mistake_backward(enum mistake mistake, const struct net *net, double *block, size_t layer,
                      size_t time, const struct optimizer *optimizer, size_t batch)
{
    struct net_hooks hooks = hooks_of(mistake);

    hooks.optimizer = optimizer;
    hooks.batch = batch;
    net_backward_hooked(net, block, layer, time, &hooks);
}

double mistake_evaluate_loaded(enum mistake mistake, const struct net *net, double *block)
{
    const struct net_hooks hooks = hooks_of(mistake);

    return net_evaluate_hooked(net, block, &hooks);
}

struct optimizer mistake_optimizer(enum mistake mistake, const struct optimizer *optimizer)
{
    struct optimizer used = *optimizer;

    if (mistake == MISTAKE_ADDED)
        used.learning_rate = -used.learning_rate;
    return used;
}

bool mistake_clears(enum mistake mistake)
{
    return mistake != MISTAKE_NOT_CLEARED;
}

bool mistake_uses_biases(enum mistake mistake)
{
    return mistake != MISTAKE_NO_BIAS;
}

bool mistake_counts(enum mistake mistake, const struct net *net, const double *block, size_t layer,
                    size_t time)
{
    return mistake != MISTAKE_LAST_TIME || net_runs_last(net, block, layer, time);
}
