#include "engine/loss.h"

#include "base/elementary.h"

#include <assert.h>
#include <math.h>

const char *loss_name(enum loss loss)
{
    static const char *const names[LOSS_COUNT] = {
        [LOSS_HALF_SQUARED_ERROR] = "half_squared_error",
        [LOSS_MEAN_SQUARED_ERROR] = "mean_squared_error",
        [LOSS_BINARY_CROSS_ENTROPY] = "binary_cross_entropy",
        [LOSS_CROSS_ENTROPY] = "cross_entropy",
    };

    assert(loss < LOSS_COUNT);
    return names[loss];
}

bool loss_takes_target(enum loss loss, double t)
{
    switch (loss) {
    case LOSS_BINARY_CROSS_ENTROPY: return t >= 0 && t <= 1;
    case LOSS_CROSS_ENTROPY: return t >= 0;
    default: return true;
    }
}

const char *loss_target_range(enum loss loss)
{
    switch (loss) {
    case LOSS_BINARY_CROSS_ENTROPY: return "from 0 to 1";
    case LOSS_CROSS_ENTROPY: return "of at least 0";
    default: return "of any size";
    }
}

double loss_factor(enum loss loss, size_t outputs)
{
    bool mean = loss == LOSS_MEAN_SQUARED_ERROR || loss == LOSS_BINARY_CROSS_ENTROPY;

    return mean ? 1.0 / (double)outputs : 1.0;
}

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

static double half_squared_error(size_t outputs, const double *a, const double *t, double *parts)
{
    double sum = 0.0;

    for (size_t k = 0; k < outputs; k++) {
        parts[k] = loss_half_squared(a[k], t[k]);
        sum += parts[k];
    }
    return sum;
}

double loss_forward(enum loss loss, enum activation activation, size_t outputs, const double *z,
                    const double *a, const double *t, double *parts)
{
    double sum = 0.0, logarithm = 0.0;

    if (loss == LOSS_HALF_SQUARED_ERROR)
        return half_squared_error(outputs, a, t, parts);
    if (activation == ACTIVATION_SOFTMAX)
        logarithm = log_sum_exp(outputs, z);
    for (size_t k = 0; k < outputs; k++) {
        double difference = a[k] - t[k];

        if (activation == ACTIVATION_SIGMOID && loss != LOSS_MEAN_SQUARED_ERROR)
            logarithm = elementary_log1p(exponential(-fabs(z[k])));
        switch (loss) {
        case LOSS_BINARY_CROSS_ENTROPY:
            parts[k] = weighted(t[k], minus_log(activation, z[k], a[k], logarithm)) +
                       weighted(1.0 - t[k], minus_log_rest(activation, z[k], a[k], logarithm));
            break;
        case LOSS_CROSS_ENTROPY:
            parts[k] = weighted(t[k], minus_log(activation, z[k], a[k], logarithm));
            break;
        case LOSS_MEAN_SQUARED_ERROR:
        case LOSS_HALF_SQUARED_ERROR:
        case LOSS_COUNT:
            parts[k] = difference * difference;
            break;
        }
        sum += parts[k];
    }
    return loss_factor(loss, outputs) * sum;
}

/* weight / a, with 0 / 0 = 0: what has no weight pulls at nothing. */
static double pull(double weight, double a)
{
    return weight == 0 ? 0.0 : weight / a;
}

void loss_backward(enum loss loss, size_t outputs, const double *a, const double *t, double *da)
{
    double factor;

    if (loss == LOSS_HALF_SQUARED_ERROR) {
        for (size_t k = 0; k < outputs; k++)
            da[k] = loss_half_squared_slope(a[k], t[k]);
        return;
    }
    factor = loss_factor(loss, outputs);
    for (size_t k = 0; k < outputs; k++) {
        switch (loss) {
        case LOSS_BINARY_CROSS_ENTROPY:
            da[k] = factor * (pull(1.0 - t[k], 1.0 - a[k]) - pull(t[k], a[k]));
            break;
        case LOSS_CROSS_ENTROPY:
            da[k] = -pull(t[k], a[k]);
            break;
        case LOSS_MEAN_SQUARED_ERROR:
        case LOSS_HALF_SQUARED_ERROR:
        case LOSS_COUNT:
            da[k] = factor * (2.0 * (a[k] - t[k]));
            break;
        }
    }
}

bool loss_is_fused(enum loss loss, enum activation activation)
{
    return (loss == LOSS_CROSS_ENTROPY && activation == ACTIVATION_SOFTMAX) ||
           (loss == LOSS_BINARY_CROSS_ENTROPY && activation == ACTIVATION_SIGMOID);
}

void loss_backward_fused(enum loss loss, size_t outputs, const double *a, const double *t,
                         double *dz)
{
    double factor = loss_factor(loss, outputs), total = 1.0;

    if (loss == LOSS_CROSS_ENTROPY) {
        total = 0.0;
        for (size_t k = 0; k < outputs; k++)
            total += t[k];
    }
    for (size_t k = 0; k < outputs; k++)
        dz[k] = factor * (a[k] * total - t[k]);
}
