/* One update: what the optimiser gets, and what it makes of it. */
#include "engine/optimizer.h"

#include "base/elementary.h"
#include "base/processor.h"

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

void optimizer_steps(const struct optimizer *o, uint64_t t, size_t batch,
                     const struct optimizer_weights *weights, double *steps)
{
    double corrections[2];

    corrections_at(o, t, corrections);
    optimizer_row(o->kind)->steps(o, corrections, batch, weights, steps);
}

void optimizer_update(const struct optimizer *o, const struct optimizer_params *params, uint64_t t,
                      size_t batch)
{
    double corrections[2];

    corrections_at(o, t, corrections);
    optimizer_row(o->kind)->update[processor_lanes() / 4](o, params, corrections, batch);
}
