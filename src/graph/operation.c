#include "graph/operation.h"

#include "base/attributes.h"
#include "base/elementary.h"
#include "engine/activation.h"

#include <math.h>
#include <string.h>

enum { POWERS_WHOLE = 16 };

/* A small whole power is a product: that of 2 is exact wherever a · a is. */
static double whole_power(double a, double b)
{
    double whole = 1.0;

    if (!(fabs(b) <= POWERS_WHOLE) || b != floor(b))
        return elementary_pow(a, b);
    for (int i = 0; i < (int)fabs(b); i++)
        whole *= a;
    return b < 0.0 ? 1.0 / whole : whole;
}

/* ---- values and slopes ---- */

/* The value of an operation on a and b, and how fast it changes with each; v is the value. */
#define OPERATION(name, formula, by_a, by_b)                                                      \
    static double name(double a UNUSED, double b UNUSED)                                          \
    {                                                                                             \
        return formula;                                                                           \
    }                                                                                             \
    static void name##_slope(double a UNUSED, double b UNUSED, double v UNUSED,                   \
                             double out[OPERATION_ARGUMENTS_MAX])                                 \
    {                                                                                             \
        out[0] = by_a;                                                                            \
        out[1] = by_b;                                                                            \
    }

OPERATION(sum, a + b, 1.0, 1.0)
OPERATION(difference, a - b, 1.0, -1.0)
OPERATION(product, a * b, b, a)
OPERATION(quotient, a / b, 1.0 / b, -(a / (b * b)))
/* Of a power of 0 the base does not matter, not even where 0/0 would stand. Its exponent is a
 * constant, which has no slope. */
OPERATION(power, whole_power(a, b), b == 0.0 ? 0.0 : b * whole_power(a, b - 1.0), 0.0)
OPERATION(opposite, -a, -1.0, 0.0)
OPERATION(itself, a, 1.0, 0.0)
OPERATION(exponential_of, elementary_exp(a), v, 0.0)
OPERATION(logarithm, elementary_log(a), 1.0 / a, 0.0)
OPERATION(root, sqrt(a), 1.0 / (2.0 * v), 0.0)
OPERATION(size, fabs(a), a > 0.0 ? 1.0 : a < 0.0 ? -1.0 : fabs(a), 0.0)
OPERATION(sine, elementary_sin(a), elementary_cos(a), 0.0)
OPERATION(cosine, elementary_cos(a), -elementary_sin(a), 0.0)
OPERATION(hyperbolic_tangent, elementary_tanh(a), 1.0 - v * v, 0.0)
OPERATION(sigmoid, activation_sigmoid(a), activation_sigmoid_slope(v), 0.0)
/* Asked this way round, NaN stays NaN. */
OPERATION(rectified, a <= 0.0 ? 0.0 : a, a <= 0.0 ? 0.0 : 1.0, 0.0)
OPERATION(larger, a >= b || isnan(a) ? a : b, a >= b || isnan(a), !(a >= b || isnan(a)))
OPERATION(smaller, a <= b || isnan(a) ? a : b, a <= b || isnan(a), !(a <= b || isnan(a)))

/* ---- the rows ---- */

static const struct operation operations[] = {
    {"+", "+", 2, false, false, "a + b", {"1", "1"}, sum, sum_slope},
    {"-", "−", 2, false, false, "a - b", {"1", "-1"}, difference, difference_slope},
    {"*", "×", 2, false, false, "a b", {"b", "a"}, product, product_slope},
    {"/", "÷", 2, false, false, "a / b", {"1 / b", "-a / b^2"}, quotient, quotient_slope},
    {"^", "^", 2, false, false, "a^b", {"b a^(b - 1)", "0"}, power, power_slope},
    {"neg", "−", 1, false, false, "-a", {"-1"}, opposite, opposite_slope},
    {"=", "=", 1, false, false, "a", {"1"}, itself, itself_slope},
    {"exp", "exp", 1, true, false, "exp(a)", {"v"}, exponential_of, exponential_of_slope},
    {"ln", "ln", 1, true, false, "ln(a)", {"1 / a"}, logarithm, logarithm_slope},
    {"sqrt", "√", 1, true, false, "sqrt(a)", {"1 / (2 v)"}, root, root_slope},
    {"abs", "abs", 1, true, true, "abs(a)", {"1 if a > 0 else -1 if a < 0 else 0"}, size,
     size_slope},
    {"sin", "sin", 1, true, false, "sin(a)", {"cos(a)"}, sine, sine_slope},
    {"cos", "cos", 1, true, false, "cos(a)", {"-sin(a)"}, cosine, cosine_slope},
    {"tanh", "tanh", 1, true, false, "tanh(a)", {"1 - v^2"}, hyperbolic_tangent,
     hyperbolic_tangent_slope},
    {"sigmoid", "σ", 1, true, false, "sigmoid(a)", {"v (1 - v)"}, sigmoid, sigmoid_slope},
    {"relu", "relu", 1, true, true, "relu(a)", {"1 if a > 0 else 0"}, rectified, rectified_slope},
    {"max", "max", 2, true, true, "max(a, b)", {"1 if a >= b else 0", "0 if a >= b else 1"},
     larger, larger_slope},
    {"min", "min", 2, true, true, "min(a, b)", {"1 if a <= b else 0", "0 if a <= b else 1"},
     smaller, smaller_slope},
};

enum { OPERATIONS = sizeof operations / sizeof operations[0] };

const struct operation *operation_row(size_t index)
{
    return index < OPERATIONS ? &operations[index] : NULL;
}

const struct operation *operation_find(const char *name, size_t length)
{
    for (size_t i = 0; i < OPERATIONS; i++)
        if (strlen(operations[i].name) == length && memcmp(operations[i].name, name, length) == 0)
            return &operations[i];
    return NULL;
}
