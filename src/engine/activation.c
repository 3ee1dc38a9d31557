#include "engine/activation.h"

#include "base/attributes.h"
#include "base/elementary.h"
#include "base/processor.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* a_j(n) = e^(z_j - max z) / Σ_k e^(z_k - max z) */
static void softmax(size_t n, double s UNUSED, const double *z, double *a)
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

ALWAYS_INLINE void sigmoid_each(size_t n, const double *restrict z, double *restrict a)
{
    for (size_t j = 0; j < n; j++)
        a[j] = activation_sigmoid(z[j]);
}

FOR_WIDE static void sigmoid_wide(size_t n, const double *z, double *a)
{
    sigmoid_each(n, z, a);
}

static void sigmoid(size_t n, double s UNUSED, const double *z, double *a)
{
    if (processor_lanes() > 2)
        sigmoid_wide(n, z, a);
    else
        sigmoid_each(n, z, a);
}

static double sigmoid_slope(double z UNUSED, double a, double s UNUSED)
{
    return activation_sigmoid_slope(a);
}

static void identity(size_t n, double s UNUSED, const double *z, double *a)
{
    memcpy(a, z, n * sizeof *a);
}

static double identity_slope(double z UNUSED, double a UNUSED, double s UNUSED)
{
    return 1.0;
}

static void hyperbolic_tangent(size_t n, double s UNUSED, const double *z, double *a)
{
    for (size_t j = 0; j < n; j++)
        a[j] = elementary_tanh(z[j]);
}

static double hyperbolic_tangent_slope(double z UNUSED, double a, double s UNUSED)
{
    return 1.0 - a * a;
}

/* Asked this way round, NaN stays NaN. */
static void relu(size_t n, double s UNUSED, const double *z, double *a)
{
    for (size_t j = 0; j < n; j++)
        a[j] = z[j] <= 0 ? 0.0 : z[j];
}

static double relu_slope(double z, double a UNUSED, double s UNUSED)
{
    return z <= 0 ? 0.0 : 1.0;
}

static void leaky_relu(size_t n, double s, const double *z, double *a)
{
    for (size_t j = 0; j < n; j++)
        a[j] = z[j] <= 0 ? s * z[j] : z[j];
}

static double leaky_relu_slope(double z, double a UNUSED, double s)
{
    return z <= 0 ? s : 1.0;
}

/* e^z - 1 below 0. Asked this way round, NaN stays NaN. */
static void elu(size_t n, double s UNUSED, const double *z, double *a)
{
    for (size_t j = 0; j < n; j++)
        a[j] = z[j] <= 0 ? elementary_expm1(z[j]) : z[j];
}

static double elu_slope(double z, double a UNUSED, double s UNUSED)
{
    return z <= 0 ? exponential(z) : 1.0;
}

/* tanh(√(2/π)(z + 0.044715 z³)) */
static double gelu_curve(double z)
{
    return elementary_tanh(0.7978845608028654 * (z + 0.044715 * (z * z * z)));
}

static void gelu(size_t n, double s UNUSED, const double *z, double *a)
{
    for (size_t j = 0; j < n; j++)
        a[j] = 0.5 * z[j] * (1.0 + gelu_curve(z[j]));
}

/* Where the curve is flat the second term is 0, even if z² has no number. */
static double gelu_slope(double z, double a UNUSED, double s UNUSED)
{
    double u = gelu_curve(z), rest = 1.0 - u * u;

    if (rest != 0)
        rest *= 0.5 * z * (0.7978845608028654 * (1.0 + 0.134145 * (z * z)));
    return 0.5 * (1.0 + u) + rest;
}

/* ln(1 + e^z), with an exponent that is never positive. */
static void softplus(size_t n, double s UNUSED, const double *z, double *a)
{
    for (size_t j = 0; j < n; j++)
        a[j] = (z[j] <= 0 ? 0.0 : z[j]) + elementary_log1p(exponential(-fabs(z[j])));
}

static double softplus_slope(double z, double a UNUSED, double s UNUSED)
{
    return activation_sigmoid(z);
}

/* z σ(z) */
static void silu(size_t n, double s UNUSED, const double *z, double *a)
{
    for (size_t j = 0; j < n; j++)
        a[j] = z[j] * activation_sigmoid(z[j]);
}

static double silu_slope(double z, double a, double s UNUSED)
{
    double u = activation_sigmoid(z);

    return u + a * (1.0 - u);
}

static const struct activation_row activations[] = {
    [ACTIVATION_IDENTITY] = {.name = "identity", .title = "identity", .rule = "z", .slope = "1",
                             .forward = identity, .derivative = identity_slope,
                             .pytorch = "nn.Identity()"},
    [ACTIVATION_SIGMOID] = {.name = "sigmoid", .title = "sigmoid", .letter = "σ",
                            .call = "sigmoid(z)", .rule = "1 / (1 + exp(-z))", .slope = "a (1 - a)",
                            .forward = sigmoid, .derivative = sigmoid_slope, .steepest = 0.25,
                            .bounded = true,
                            .pytorch = "nn.Sigmoid()"},
    [ACTIVATION_TANH] = {.name = "tanh", .title = "tanh", .letter = "tanh", .rule = "tanh(z)",
                         .slope = "1 - a^2", .forward = hyperbolic_tangent,
                         .derivative = hyperbolic_tangent_slope, .steepest = 1.0,
                         .pytorch = "nn.Tanh()"},
    [ACTIVATION_RELU] = {.name = "relu", .title = "ReLU", .letter = "ReLU", .rule = "max(0, z)",
                         .slope = "1 if z > 0 else 0", .forward = relu, .derivative = relu_slope,
                         .kinks = true, .dies = true,
                         .pytorch = "nn.ReLU()"},
    [ACTIVATION_LEAKY_RELU] = {.name = "leaky_relu", .title = "leaky ReLU", .letter = "leaky ReLU",
                               .rule = "max(s z, z)", .slope = "1 if z > 0 else s",
                               .forward = leaky_relu, .derivative = leaky_relu_slope, .kinks = true,
                               .s = 0.01,
                               .pytorch = "nn.LeakyReLU({s})"},
    [ACTIVATION_SOFTMAX] = {.name = "softmax", .title = "softmax", .letter = "softmax",
                            .rule = "exp(z) / S", .forward = softmax, .couples = true,
                            .bounded = true, .pytorch = "nn.Softmax(dim=1)"},
    {.name = "elu", .title = "ELU", .letter = "ELU", .rule = "z if z > 0 else exp(z) - 1",
     .slope = "1 if z > 0 else exp(z)", .forward = elu, .derivative = elu_slope,
     .pytorch = "nn.ELU()"},
    {.name = "gelu", .title = "GELU", .letter = "GELU", .rule = "1/2 z (1 + u)",
     .slope = "1/2 (1 + u) + 1/2 z (1 - u^2) sqrt(2/π) (1 + 0.134145 z^2)",
     .where = "tanh(sqrt(2/π) (z + 0.044715 z^3))", .forward = gelu, .derivative = gelu_slope,
     .pytorch = "nn.GELU(approximate='tanh')"},
    {.name = "softplus", .title = "softplus", .letter = "softplus", .rule = "ln(1 + exp(z))",
     .slope = "sigmoid(z)", .forward = softplus, .derivative = softplus_slope,
     .pytorch = "nn.Softplus(threshold=700)"},
    {.name = "silu", .title = "SiLU", .letter = "SiLU", .rule = "z sigmoid(z)",
     .slope = "u + a (1 - u)", .where = "sigmoid(z)", .forward = silu, .derivative = silu_slope,
     .pytorch = "nn.SiLU()"},
};

enum { ACTIVATIONS = sizeof activations / sizeof activations[0] };

_Static_assert(ACTIVATIONS <= (int)ACTIVATIONS_MAX, "lists of their names have room");

size_t activation_count(void)
{
    return ACTIVATIONS;
}

const struct activation_row *activation_row(enum activation activation)
{
    assert((size_t)activation < ACTIVATIONS);
    return &activations[activation];
}

size_t activation_names(const char *names[ACTIVATIONS_MAX])
{
    for (size_t i = 0; i < ACTIVATIONS; i++)
        names[i] = activations[i].name;
    return ACTIVATIONS;
}

void activation_forward(enum activation activation, double slope, size_t n, const double *z,
                        double *a)
{
    activation_row(activation)->forward(n, slope, z, a);
}

double activation_slope(enum activation activation, double slope, double z, double a)
{
    return activation_row(activation)->derivative(z, a, slope);
}

double activation_softmax_slope(const double *a, size_t j, size_t k)
{
    return j == k ? a[j] * (1.0 - a[k]) : -a[j] * a[k];
}

void activation_backward(enum activation activation, double slope, size_t n, const double *z,
                         const double *a, const double *da, double *dz)
{
    const struct activation_row *row = activation_row(activation);

    if (row->derivative == sigmoid_slope) { /* in one loop */
        for (size_t j = 0; j < n; j++)
            dz[j] = da[j] * activation_sigmoid_slope(a[j]);
        return;
    }
    if (!row->couples) {
        for (size_t j = 0; j < n; j++)
            dz[j] = da[j] * row->derivative(z[j], a[j], slope);
        return;
    }
    for (size_t k = 0; k < n; k++) {
        double sum = 0.0;

        for (size_t j = 0; j < n; j++)
            sum += da[j] * activation_softmax_slope(a, j, k);
        dz[k] = sum;
    }
}
