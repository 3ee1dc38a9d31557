/* One update: what the optimiser gets, and what it makes of it. */
#include "engine/optimizer.h"

#include "base/elementary.h"

#include <math.h>

double optimizer_clipped(const struct optimizer *o, double mean, double l2, double w)
{
    double g = optimizer_objective(mean, l2, w);

    if (o->clip_value > 0 && fabs(g) > o->clip_value)
        g = copysign(o->clip_value, g);
    return g;
}

/* g as the optimiser gets it. */
static double gradient_of(const struct optimizer *o, double mean, double l2, double w)
{
    double g = optimizer_clipped(o, mean, l2, w);

    return o->clip_norm > 0 ? o->clip_scale * g : g;
}

/* 1-βᵗ: how much of a mean that began at 0 is there after t updates. */
static double correction(double beta, uint64_t t)
{
    return 1.0 - elementary_pow(beta, (double)t);
}

/* What the buffers' means are divided by at update t. */
static void corrections_at(const struct optimizer *o, uint64_t t, double corrections[2])
{
    bool corrects = optimizer_row(o->kind)->corrects;

    for (size_t i = 0; i < 2; i++)
        corrections[i] = corrects ? correction(o->constants[i], t) : 1.0;
}

struct optimizer_move optimizer_move(const struct optimizer *o, bool weight, uint64_t t, double w,
                                     double sum, size_t batch, double first, double second)
{
    struct optimizer_move move = {
        .gradient = gradient_of(o, optimizer_gradient(sum, batch), weight ? o->l2 : 0.0, w)};
    double corrections[2];

    corrections_at(o, t, corrections);
    optimizer_row(o->kind)->move(o, corrections, weight, w, first, second, &move);
    move.value = w + move.step;
    return move;
}

/* Plain gradient descent. A division by a power of two is a multiplication, bit for bit. */
static void descend(const struct optimizer *o, size_t n, double *restrict w,
                    const double *restrict sum, size_t batch)
{
    const double rate = o->learning_rate, count = (double)batch, share = 1.0 / count;

    if (batch == 1)
        for (size_t i = 0; i < n; i++)
            w[i] -= rate * sum[i];
    else if ((batch & (batch - 1)) == 0)
        for (size_t i = 0; i < n; i++)
            w[i] -= rate * (sum[i] * share);
    else
        for (size_t i = 0; i < n; i++)
            w[i] -= rate * (sum[i] / count);
}

/* A parameter after the other, with what they have got. */
static void update_clipped(const struct optimizer *o, const struct optimizer_params *params,
                           uint64_t t, size_t batch)
{
    for (size_t i = 0; i < params->n; i++) {
        struct optimizer_move move = optimizer_move(
            o, params->weights, t, params->w[i], params->sum[i], batch,
            params->first != NULL ? params->first[i] : 0.0,
            params->second != NULL ? params->second[i] : 0.0);

        params->w[i] = move.value;
        params->gradient[i] = move.gradient;
        if (params->first != NULL)
            params->first[i] = move.first;
        if (params->second != NULL)
            params->second[i] = move.second;
    }
}

void optimizer_update(const struct optimizer *o, const struct optimizer_params *params, uint64_t t,
                      size_t batch)
{
    double corrections[2];

    if (optimizer_buffers(o) == 0) {
        descend(o, params->n, params->w, params->sum, batch);
        return;
    }
    if (optimizer_clips(o)) {
        update_clipped(o, params, t, batch);
        return;
    }
    corrections_at(o, t, corrections);
    optimizer_row(o->kind)->update(o, params, corrections, batch);
}
