#include "engine/activation.h"

#include "base/attributes.h"

#include <assert.h>
#include <math.h>

const char *activation_name(enum activation activation)
{
    static const char *const names[ACTIVATION_COUNT] = {
        [ACTIVATION_IDENTITY] = "identity", [ACTIVATION_SIGMOID] = "sigmoid",
        [ACTIVATION_TANH] = "tanh",         [ACTIVATION_RELU] = "relu",
        [ACTIVATION_LEAKY_RELU] = "leaky_relu", [ACTIVATION_SOFTMAX] = "softmax",
    };

    assert(activation < ACTIVATION_COUNT);
    return names[activation];
}

const char *activation_words(enum activation activation)
{
    static const char *const titles[ACTIVATION_COUNT] = {"identity", "sigmoid",    "tanh",
                                                         "ReLU",     "leaky ReLU", "softmax"};

    assert(activation < ACTIVATION_COUNT);
    return titles[activation];
}

bool activation_couples_units(enum activation activation)
{
    return activation == ACTIVATION_SOFTMAX;
}

/* a_j(n) = e^(z_j - max z) / Σ_k e^(z_k - max z) */
static void softmax(size_t n, const double *z, double *a)
{
    double largest = z[0], sum = 0.0;

    for (size_t k = 1; k < n; k++)
        if (z[k] > largest)
            largest = z[k];
    for (size_t k = 0; k < n; k++) {
        a[k] = exponential(z[k] - largest);
        sum += a[k];
    }
    for (size_t k = 0; k < n; k++)
        a[k] /= sum;
}

WIDE_VECTORS
static void sigmoids(size_t n, const double *restrict z, double *restrict a)
{
    for (size_t j = 0; j < n; j++)
        a[j] = activation_sigmoid(z[j]);
}

void activation_forward(enum activation activation, double slope, size_t n, const double *z,
                        double *a)
{
    switch (activation) {
    case ACTIVATION_SIGMOID:
        sigmoids(n, z, a);
        return;
    case ACTIVATION_TANH:
        for (size_t j = 0; j < n; j++)
            a[j] = tanh(z[j]);
        return;
    /* Asked this way round, NaN stays NaN. */
    case ACTIVATION_RELU:
        for (size_t j = 0; j < n; j++)
            a[j] = z[j] <= 0 ? 0.0 : z[j];
        return;
    case ACTIVATION_LEAKY_RELU:
        for (size_t j = 0; j < n; j++)
            a[j] = z[j] <= 0 ? slope * z[j] : z[j];
        return;
    case ACTIVATION_SOFTMAX:
        softmax(n, z, a);
        return;
    case ACTIVATION_IDENTITY:
    case ACTIVATION_COUNT:
        break;
    }
    for (size_t j = 0; j < n; j++)
        a[j] = z[j];
}

double activation_slope(enum activation activation, double slope, double z, double a)
{
    switch (activation) {
    case ACTIVATION_SIGMOID:
        return activation_sigmoid_slope(a);
    case ACTIVATION_TANH:
        return 1.0 - a * a;
    case ACTIVATION_RELU:
        return z <= 0 ? 0.0 : 1.0;
    case ACTIVATION_LEAKY_RELU:
        return z <= 0 ? slope : 1.0;
    case ACTIVATION_IDENTITY:
    case ACTIVATION_SOFTMAX:
    case ACTIVATION_COUNT:
        break;
    }
    assert(activation == ACTIVATION_IDENTITY);
    return 1.0;
}

double activation_softmax_slope(const double *a, size_t j, size_t k)
{
    return j == k ? a[j] * (1.0 - a[k]) : -a[j] * a[k];
}

void activation_backward(enum activation activation, double slope, size_t n, const double *z,
                         const double *a, const double *da, double *dz)
{
    if (activation == ACTIVATION_SIGMOID) {
        for (size_t j = 0; j < n; j++)
            dz[j] = da[j] * activation_sigmoid_slope(a[j]);
        return;
    }
    if (activation != ACTIVATION_SOFTMAX) {
        for (size_t j = 0; j < n; j++)
            dz[j] = da[j] * activation_slope(activation, slope, z[j], a[j]);
        return;
    }
    for (size_t k = 0; k < n; k++) {
        double sum = 0.0;

        for (size_t j = 0; j < n; j++)
            sum += da[j] * activation_softmax_slope(a, j, k);
        dz[k] = sum;
    }
}
