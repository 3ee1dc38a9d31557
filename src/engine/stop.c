#include "engine/stop.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

enum { LOOKED_AT = 32 }; /* parameters an iteration */

#define LIMIT(member) offsetof(struct stop, member)

static const struct stop_row rows[STOP_REASON_COUNT] = {
    [STOP_NONE] = {.key = "none"},
    [STOP_ITERATIONS] = {"iterations", "iterations", "iteration", true, false, LIMIT(iterations)},
    [STOP_EPOCHS] = {"epochs", "epochs", "epoch", true, true, LIMIT(epochs)},
    [STOP_LOSS_BELOW] = {"loss_below", "loss", "a loss below", false, true, LIMIT(loss_below)},
    [STOP_GRADIENT_NORM_BELOW] = {"gradient_norm_below", "gradient", "a gradient norm below", false,
                                  true, LIMIT(gradient_norm_below)},
    [STOP_PATIENCE] = {"patience", "patience", NULL, true, true, LIMIT(patience)},
    [STOP_DIVERGENCE] = {.key = "divergence"},
};

const struct stop_row *stop_row(enum stop_reason reason)
{
    assert(reason < STOP_REASON_COUNT);
    return &rows[reason];
}

/* ---- limits ---- */

uint64_t stop_count(const struct stop *stop, enum stop_reason criterion)
{
    uint64_t count;

    memcpy(&count, (const char *)stop + rows[criterion].offset, sizeof count);
    return count;
}

double stop_limit(const struct stop *stop, enum stop_reason criterion)
{
    double limit;

    if (rows[criterion].counts)
        return (double)stop_count(stop, criterion);
    memcpy(&limit, (const char *)stop + rows[criterion].offset, sizeof limit);
    return limit;
}

void stop_set(struct stop *stop, enum stop_reason criterion, uint64_t count, double limit)
{
    const struct stop_row *row = &rows[criterion];

    memcpy((char *)stop + row->offset, row->counts ? (void *)&count : (void *)&limit, sizeof limit);
}

bool stop_is_set(const struct stop *stop)
{
    for (enum stop_reason r = STOP_ITERATIONS; r <= STOP_PATIENCE; r++)
        if (stop_limit(stop, r) > 0)
            return true;
    return false;
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

double stop_looks_at(enum stop_reason criterion, const struct place *here, double loss, double norm,
                     uint64_t best_epoch)
{
    const double numbers[STOP_REASON_COUNT] = {
        [STOP_ITERATIONS] = (double)here->iteration,
        [STOP_EPOCHS] = (double)here->epoch,
        [STOP_LOSS_BELOW] = loss,
        [STOP_GRADIENT_NORM_BELOW] = norm,
        [STOP_PATIENCE] = (double)(here->epoch - best_epoch),
    };

    return numbers[criterion];
}

enum stop_answer stop_ask(const struct stop *stop, enum stop_reason criterion,
                          const struct place *here, size_t samples, double loss, double norm,
                          uint64_t best_epoch)
{
    double limit = stop_limit(stop, criterion), number;

    if (!(limit > 0))
        return STOP_NOT_SET;
    if (rows[criterion].of_epoch && !ends_epoch(here, samples))
        return STOP_ASKED_LATER;
    number = stop_looks_at(criterion, here, loss, norm, best_epoch);
    return (rows[criterion].counts ? number >= limit : number < limit) ? STOP_HOLDS : STOP_GO_ON;
}

enum stop_reason stop_find(const struct stop *stop, const struct place *here, size_t samples,
                           double loss, double norm, uint64_t best_epoch)
{
    for (enum stop_reason r = STOP_ITERATIONS; r <= STOP_PATIENCE; r++)
        if (stop_ask(stop, r, here, samples, loss, norm, best_epoch) == STOP_HOLDS)
            return r;
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
