#include "engine/loss.h"

#include "base/attributes.h"
#include "base/elementary.h"

#include <assert.h>
#include <math.h>

/* ln(1 + e^z), for any z; `rest` is ln(1 + e^-|z|), which that of -z has, too. */
static double softplus(double z, double rest)
{
    return (z > 0 ? z : 0.0) + rest;
}

/* ln Σ_k e^(z_k), for any z. */
static double log_sum_exp(size_t n, const double *z)
{
    double largest = z[0], sum = 0.0;

    for (size_t k = 1; k < n; k++)
        if (z[k] > largest)
            largest = z[k];
    for (size_t k = 0; k < n; k++)
        sum += exponential(z[k] - largest);
    return largest + elementary_log(sum);
}

/* t · logarithm, with 0 · ∞ = 0: what has no weight costs nothing. NaN stays. */
static double weighted(double t, double logarithm)
{
    return t == 0 && isinf(logarithm) ? 0.0 : t * logarithm;
}

/* -ln a of one output; `logarithm` is log_sum_exp of the layer's z for softmax, for sigmoid
 * softplus's rest. */
static double minus_log(enum activation activation, double z, double a, double logarithm)
{
    if (activation == ACTIVATION_SIGMOID)
        return softplus(-z, logarithm);
    if (activation == ACTIVATION_SOFTMAX)
        return logarithm - z;
    return -elementary_log(a);
}

/* -ln(1 - a) of one output. */
static double minus_log_rest(enum activation activation, double z, double a, double logarithm)
{
    return activation == ACTIVATION_SIGMOID ? softplus(z, logarithm) : -elementary_log1p(-a);
}

/* What both of an output's logarithms need; `lse` is the layer's log_sum_exp, where it is softmax.
 */
static double logarithm_of(enum activation activation, double z, double lse)
{
    return activation == ACTIVATION_SIGMOID ? elementary_log1p(exponential(-fabs(z))) : lse;
}

/* ---- the parts ---- */

static void half_squared_error(enum activation activation UNUSED, size_t outputs,
                               const double *z UNUSED, const double *a, const double *t,
                               double *parts)
{
    for (size_t k = 0; k < outputs; k++)
        parts[k] = loss_half_squared(a[k], t[k]);
}

static void squared_error(enum activation activation UNUSED, size_t outputs, const double *z UNUSED,
                          const double *a, const double *t, double *parts)
{
    for (size_t k = 0; k < outputs; k++)
        parts[k] = (a[k] - t[k]) * (a[k] - t[k]);
}

static void binary_cross_entropy(enum activation activation, size_t outputs, const double *z,
                                 const double *a, const double *t, double *parts)
{
    double lse = activation == ACTIVATION_SOFTMAX ? log_sum_exp(outputs, z) : 0.0;

    for (size_t k = 0; k < outputs; k++) {
        double logarithm = logarithm_of(activation, z[k], lse);

        parts[k] = weighted(t[k], minus_log(activation, z[k], a[k], logarithm)) +
                   weighted(1.0 - t[k], minus_log_rest(activation, z[k], a[k], logarithm));
    }
}

static void cross_entropy(enum activation activation, size_t outputs, const double *z,
                          const double *a, const double *t, double *parts)
{
    double lse = activation == ACTIVATION_SOFTMAX ? log_sum_exp(outputs, z) : 0.0;

    for (size_t k = 0; k < outputs; k++)
        parts[k] = weighted(
            t[k], minus_log(activation, z[k], a[k], logarithm_of(activation, z[k], lse)));
}

/* ---- their slopes ---- */

/* weight / a, with 0 / 0 = 0: what has no weight pulls at nothing. */
static double pull(double weight, double a)
{
    return weight == 0 ? 0.0 : weight / a;
}

static void half_squared_error_slope(size_t outputs, const double *a, const double *t,
                                     double *slopes)
{
    for (size_t k = 0; k < outputs; k++)
        slopes[k] = loss_half_squared_slope(a[k], t[k]);
}

static void squared_error_slope(size_t outputs, const double *a, const double *t, double *slopes)
{
    for (size_t k = 0; k < outputs; k++)
        slopes[k] = 2.0 * (a[k] - t[k]);
}

static void binary_cross_entropy_slope(size_t outputs, const double *a, const double *t,
                                       double *slopes)
{
    for (size_t k = 0; k < outputs; k++)
        slopes[k] = pull(1.0 - t[k], 1.0 - a[k]) - pull(t[k], a[k]);
}

static void cross_entropy_slope(size_t outputs, const double *a, const double *t, double *slopes)
{
    for (size_t k = 0; k < outputs; k++)
        slopes[k] = -pull(t[k], a[k]);
}

/* ---- further losses ---- */

static void absolute_error(enum activation activation UNUSED, size_t outputs,
                           const double *z UNUSED, const double *a, const double *t, double *parts)
{
    for (size_t k = 0; k < outputs; k++)
        parts[k] = fabs(a[k] - t[k]);
}

/* 1 or -1 by the side of the target, 0 on it; NaN stays. */
static double side(double difference)
{
    return difference > 0 ? 1.0 : difference < 0 ? -1.0 : difference;
}

static void absolute_error_slope(size_t outputs, const double *a, const double *t, double *slopes)
{
    for (size_t k = 0; k < outputs; k++)
        slopes[k] = side(a[k] - t[k]);
}

/* h(e) = ½e² for |e| up to 1, else |e| - ½ (Huber 1964). */
static void huber(enum activation activation UNUSED, size_t outputs, const double *z UNUSED,
                  const double *a, const double *t, double *parts)
{
    for (size_t k = 0; k < outputs; k++) {
        double distance = fabs(a[k] - t[k]);

        parts[k] = distance <= 1 ? 0.5 * (distance * distance) : distance - 0.5;
    }
}

static void huber_slope(size_t outputs, const double *a, const double *t, double *slopes)
{
    for (size_t k = 0; k < outputs; k++)
        slopes[k] = fabs(a[k] - t[k]) <= 1 ? a[k] - t[k] : side(a[k] - t[k]);
}

/* ---- the rows ---- */

#define ANY_TARGET .least = -(double)INFINITY, .most = (double)INFINITY, .range = "of any size"

static const struct loss_row losses[] = {
    [LOSS_HALF_SQUARED_ERROR] = {.name = "half_squared_error", .title = "½ squared error",
                                 .part = "1/2 (a - t)^2", .slope = "a - t", ANY_TARGET,
                                 .forward = half_squared_error,
                                 .backward = half_squared_error_slope,
                                 .pytorch = "0.5 * (a - t) ** 2"},
    [LOSS_MEAN_SQUARED_ERROR] = {.name = "mean_squared_error", .title = "mean squared error",
                                 .part = "(a - t)^2", .slope = "2 (a - t)", .mean = true,
                                 ANY_TARGET,
                                 .forward = squared_error, .backward = squared_error_slope,
                                 .pytorch = "(a - t) ** 2"},
    [LOSS_BINARY_CROSS_ENTROPY] = {.name = "binary_cross_entropy", .title = "binary cross-entropy",
                                   .part = "-(t ln(a) + (1 - t) ln(1 - a))",
                                   .part_from_z = "t logsumexp(0, -z) + (1 - t) logsumexp(0, z)",
                                   .slope = "(1 - t) / (1 - a) - t / a", .mean = true,
                                   .fused = true,
                                   .with = ACTIVATION_SIGMOID, .least = 0.0, .most = 1.0,
                                   .range = "from 0 to 1", .forward = binary_cross_entropy,
                                   .backward = binary_cross_entropy_slope,
                                   .pytorch = "F.binary_cross_entropy(a, t, reduction='none')",
                                   .pytorch_from_z =
                                       "F.binary_cross_entropy_with_logits(z, t, "
                                       "reduction='none')"},
    [LOSS_CROSS_ENTROPY] = {.name = "cross_entropy", .title = "cross-entropy",
                            .part = "-t ln(a)", .part_from_z = "t (Z - z)", .slope = "-t / a",
                            .fused = true, .with = ACTIVATION_SOFTMAX, .least = 0.0,
                            .most = (double)INFINITY, .range = "of at least 0",
                            .forward = cross_entropy,
                            .backward = cross_entropy_slope,
                            .pytorch = "-torch.xlogy(t, a)",
                            .pytorch_from_z = "-t * F.log_softmax(z, dim=1)"},
    {.name = "mean_absolute_error", .title = "mean absolute error", .part = "abs(a - t)",
     .slope = "1 if a > t else -1 if a < t else 0", .mean = true, ANY_TARGET,
     .forward = absolute_error, .backward = absolute_error_slope,
     .pytorch = "(a - t).abs()"},
    {.name = "huber", .title = "Huber loss",
     .part = "1/2 (a - t)^2 if abs(a - t) <= 1 else abs(a - t) - 1/2",
     .slope = "a - t if abs(a - t) <= 1 else 1 if a > t else -1", .mean = true, ANY_TARGET,
     .forward = huber, .backward = huber_slope,
     .pytorch = "F.huber_loss(a, t, reduction='none')"},
};

enum { LOSSES = sizeof losses / sizeof losses[0] };

_Static_assert(LOSSES <= (int)LOSS_NAMES_MAX, "lists of their names have room");

size_t loss_count(void)
{
    return LOSSES;
}

const struct loss_row *loss_row(enum loss loss)
{
    assert((size_t)loss < LOSSES);
    return &losses[loss];
}

size_t loss_names(const char *names[LOSS_NAMES_MAX])
{
    for (size_t i = 0; i < LOSSES; i++)
        names[i] = losses[i].name;
    return LOSSES;
}

bool loss_takes_target(enum loss loss, double t)
{
    return t >= losses[loss].least && t <= losses[loss].most;
}

double loss_factor(enum loss loss, size_t outputs)
{
    return losses[loss].mean ? 1.0 / (double)outputs : 1.0;
}

double loss_forward(enum loss loss, enum activation activation, size_t outputs, const double *z,
                    const double *a, const double *t, double *parts)
{
    double sum = 0.0;

    losses[loss].forward(activation, outputs, z, a, t, parts);
    for (size_t k = 0; k < outputs; k++)
        sum += parts[k];
    return loss_factor(loss, outputs) * sum;
}

void loss_backward(enum loss loss, size_t outputs, const double *a, const double *t, double *da)
{
    double factor = loss_factor(loss, outputs);

    losses[loss].backward(outputs, a, t, da);
    for (size_t k = 0; losses[loss].mean && k < outputs; k++)
        da[k] = factor * da[k];
}

bool loss_is_fused(enum loss loss, enum activation activation)
{
    return losses[loss].fused && losses[loss].with == activation;
}

void loss_backward_fused(enum loss loss, size_t outputs, const double *a, const double *t,
                         double *dz)
{
    double factor = loss_factor(loss, outputs), total = 1.0;

    if (activation_row(losses[loss].with)->couples) {
        total = 0.0;
        for (size_t k = 0; k < outputs; k++)
            total += t[k];
    }
    for (size_t k = 0; k < outputs; k++)
        dz[k] = factor * (a[k] * total - t[k]);
}
