#include "engine/stop.h"

#include <assert.h>
#include <math.h>

enum { LOOKED_AT = 32 }; /* parameters an iteration */

const char *stop_reason_name(enum stop_reason reason)
{
    static const char *const names[STOP_REASON_COUNT] = {
        [STOP_NONE] = "none",
        [STOP_ITERATIONS] = "iterations",
        [STOP_EPOCHS] = "epochs",
        [STOP_LOSS_BELOW] = "loss_below",
        [STOP_GRADIENT_NORM_BELOW] = "gradient_norm_below",
        [STOP_PATIENCE] = "patience",
        [STOP_DIVERGENCE] = "divergence",
    };

    assert(reason < STOP_REASON_COUNT);
    return names[reason];
}

bool stop_is_set(const struct stop *stop)
{
    return stop->iterations > 0 || stop->epochs > 0 || stop->loss_below > 0 ||
           stop->gradient_norm_below > 0 || stop->patience > 0;
}

uint64_t stop_last_iteration(const struct stop *stop, uint64_t epoch_iterations)
{
    uint64_t last = stop->iterations;

    if (stop->epochs > 0 && stop->epochs <= UINT64_MAX / epoch_iterations &&
        (last == 0 || stop->epochs * epoch_iterations < last))
        last = stop->epochs * epoch_iterations;
    return last;
}

static bool ends_epoch(const struct place *here, size_t samples)
{
    return here->epoch_offset + here->batch_count >= samples;
}

enum stop_reason stop_find(const struct stop *stop, const struct place *here, size_t samples,
                           double loss, double norm, uint64_t best_epoch)
{
    if (stop->iterations > 0 && here->iteration >= stop->iterations)
        return STOP_ITERATIONS;
    if (!ends_epoch(here, samples))
        return STOP_NONE;
    if (stop->epochs > 0 && here->epoch >= stop->epochs)
        return STOP_EPOCHS;
    if (stop->loss_below > 0 && loss < stop->loss_below)
        return STOP_LOSS_BELOW;
    if (stop->gradient_norm_below > 0 && norm < stop->gradient_norm_below)
        return STOP_GRADIENT_NORM_BELOW;
    if (stop->patience > 0 && here->epoch - best_epoch >= stop->patience)
        return STOP_PATIENCE;
    return STOP_NONE;
}

uint64_t stop_unasked(const struct stop *stop, const struct place *here, size_t samples)
{
    uint64_t left = samples - here->epoch_offset - 1;

    if (stop->divergence)
        return 0;
    if (stop->iterations > 0 && stop->iterations - here->iteration < left)
        return stop->iterations - here->iteration;
    return left;
}

/* As if it were the only one. */
enum stop_answer stop_ask(const struct stop *stop, enum stop_reason criterion,
                          const struct place *here, size_t samples, double loss, double norm,
                          uint64_t best_epoch)
{
    const struct stop alone = {
        .iterations = criterion == STOP_ITERATIONS ? stop->iterations : 0,
        .epochs = criterion == STOP_EPOCHS ? stop->epochs : 0,
        .loss_below = criterion == STOP_LOSS_BELOW ? stop->loss_below : 0,
        .gradient_norm_below =
            criterion == STOP_GRADIENT_NORM_BELOW ? stop->gradient_norm_below : 0,
        .patience = criterion == STOP_PATIENCE ? stop->patience : 0,
    };

    if (!stop_is_set(&alone))
        return STOP_NOT_SET;
    if (stop_find(&alone, here, samples, loss, norm, best_epoch) != STOP_NONE)
        return STOP_HOLDS;
    return criterion == STOP_ITERATIONS || ends_epoch(here, samples) ? STOP_GO_ON
                                                                     : STOP_ASKED_LATER;
}

uint64_t stop_look_interval(const struct net *net)
{
    return (net->param_count + LOOKED_AT - 1) / LOOKED_AT;
}

/* 0·v is 0 for a finite v, else NaN, and NaN stays. Four sums do not wait for one another. */
static bool all_finite(size_t n, const double *v)
{
    double sums[4] = {0};
    size_t i = 0;

    for (; i + 4 <= n; i += 4)
        for (size_t k = 0; k < 4; k++)
            sums[k] += 0.0 * v[i + k];
    for (; i < n; i++)
        sums[0] += 0.0 * v[i];
    return sums[0] + sums[1] + sums[2] + sums[3] == 0.0;
}

bool stop_has_diverged(const struct net *net, const double *block, const struct place *place,
                       size_t samples, double batch_loss)
{
    if (!isfinite(batch_loss))
        return true;
    if (!ends_epoch(place, samples) && place->iteration % stop_look_interval(net) != 0)
        return false;
    return !all_finite(net->param_count, block);
}
