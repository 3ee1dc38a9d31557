#include "graph/operation.h"

#include "base/attributes.h"
#include "base/elementary.h"
#include "engine/activation.h"

#include <math.h>
#include <string.h>

enum { POWERS_WHOLE = 16 };

/* ---- values ---- */

static double sum(double a, double b)
{
    return a + b;
}

static double difference(double a, double b)
{
    return a - b;
}

static double product(double a, double b)
{
    return a * b;
}

static double quotient(double a, double b)
{
    return a / b;
}

/* A small whole power is a product: that of 2 is exact wherever a · a is. */
static double power(double a, double b)
{
    double whole = 1.0;

    if (!(fabs(b) <= POWERS_WHOLE) || b != floor(b))
        return elementary_pow(a, b);
    for (int i = 0; i < (int)fabs(b); i++)
        whole *= a;
    return b < 0.0 ? 1.0 / whole : whole;
}

static double opposite(double a, double b UNUSED)
{
    return -a;
}

static double itself(double a, double b UNUSED)
{
    return a;
}

static double exponential_of(double a, double b UNUSED)
{
    return elementary_exp(a);
}

static double logarithm(double a, double b UNUSED)
{
    return elementary_log(a);
}

static double root(double a, double b UNUSED)
{
    return sqrt(a);
}

static double size(double a, double b UNUSED)
{
    return fabs(a);
}

static double sine(double a, double b UNUSED)
{
    return elementary_sin(a);
}

static double cosine(double a, double b UNUSED)
{
    return elementary_cos(a);
}

static double hyperbolic_tangent(double a, double b UNUSED)
{
    return elementary_tanh(a);
}

static double sigmoid(double a, double b UNUSED)
{
    return activation_sigmoid(a);
}

/* Asked this way round, NaN stays NaN. */
static double rectified(double a, double b UNUSED)
{
    return a <= 0.0 ? 0.0 : a;
}

static double larger(double a, double b)
{
    return a >= b || isnan(a) ? a : b;
}

static double smaller(double a, double b)
{
    return a <= b || isnan(a) ? a : b;
}

/* ---- slopes ---- */

static void sum_slope(double a UNUSED, double b UNUSED, double v UNUSED,
                      double out[OPERATION_ARGUMENTS_MAX])
{
    out[0] = out[1] = 1.0;
}

static void difference_slope(double a UNUSED, double b UNUSED, double v UNUSED,
                             double out[OPERATION_ARGUMENTS_MAX])
{
    out[0] = 1.0;
    out[1] = -1.0;
}

static void product_slope(double a, double b, double v UNUSED, double out[OPERATION_ARGUMENTS_MAX])
{
    out[0] = b;
    out[1] = a;
}

static void quotient_slope(double a, double b, double v UNUSED, double out[OPERATION_ARGUMENTS_MAX])
{
    out[0] = 1.0 / b;
    out[1] = -(a / (b * b));
}

/* Of a power of 0 the base does not matter, not even where 0/0 would stand. Its exponent is a
 * constant, which has no slope. */
static void power_slope(double a, double b, double v UNUSED, double out[OPERATION_ARGUMENTS_MAX])
{
    out[0] = b == 0.0 ? 0.0 : b * power(a, b - 1.0);
    out[1] = 0.0;
}

static void opposite_slope(double a UNUSED, double b UNUSED, double v UNUSED,
                           double out[OPERATION_ARGUMENTS_MAX])
{
    out[0] = -1.0;
}

static void itself_slope(double a UNUSED, double b UNUSED, double v UNUSED,
                         double out[OPERATION_ARGUMENTS_MAX])
{
    out[0] = 1.0;
}

static void exponential_slope(double a UNUSED, double b UNUSED, double v,
                              double out[OPERATION_ARGUMENTS_MAX])
{
    out[0] = v;
}

static void logarithm_slope(double a, double b UNUSED, double v UNUSED,
                            double out[OPERATION_ARGUMENTS_MAX])
{
    out[0] = 1.0 / a;
}

static void root_slope(double a UNUSED, double b UNUSED, double v,
                       double out[OPERATION_ARGUMENTS_MAX])
{
    out[0] = 1.0 / (2.0 * v);
}

static void size_slope(double a, double b UNUSED, double v UNUSED,
                       double out[OPERATION_ARGUMENTS_MAX])
{
    out[0] = a > 0.0 ? 1.0 : a < 0.0 ? -1.0 : fabs(a);
}

static void sine_slope(double a, double b UNUSED, double v UNUSED,
                       double out[OPERATION_ARGUMENTS_MAX])
{
    out[0] = elementary_cos(a);
}

static void cosine_slope(double a, double b UNUSED, double v UNUSED,
                         double out[OPERATION_ARGUMENTS_MAX])
{
    out[0] = -elementary_sin(a);
}

static void hyperbolic_tangent_slope(double a UNUSED, double b UNUSED, double v,
                                     double out[OPERATION_ARGUMENTS_MAX])
{
    out[0] = 1.0 - v * v;
}

static void sigmoid_slope(double a UNUSED, double b UNUSED, double v,
                          double out[OPERATION_ARGUMENTS_MAX])
{
    out[0] = activation_sigmoid_slope(v);
}

static void rectified_slope(double a, double b UNUSED, double v UNUSED,
                            double out[OPERATION_ARGUMENTS_MAX])
{
    out[0] = a <= 0.0 ? 0.0 : 1.0;
}

static void larger_slope(double a, double b, double v UNUSED, double out[OPERATION_ARGUMENTS_MAX])
{
    out[0] = a >= b || isnan(a) ? 1.0 : 0.0;
    out[1] = 1.0 - out[0];
}

static void smaller_slope(double a, double b, double v UNUSED, double out[OPERATION_ARGUMENTS_MAX])
{
    out[0] = a <= b || isnan(a) ? 1.0 : 0.0;
    out[1] = 1.0 - out[0];
}

/* ---- the rows ---- */

static const struct operation operations[] = {
    {"+", "+", 2, false, false, "a + b", {"1", "1"}, sum, sum_slope},
    {"-", "−", 2, false, false, "a - b", {"1", "-1"}, difference, difference_slope},
    {"*", "×", 2, false, false, "a b", {"b", "a"}, product, product_slope},
    {"/", "÷", 2, false, false, "a / b", {"1 / b", "-a / b^2"}, quotient, quotient_slope},
    {"^", "^", 2, false, false, "a^b", {"b a^(b - 1)", "0"}, power, power_slope},
    {"neg", "−", 1, false, false, "-a", {"-1"}, opposite, opposite_slope},
    {"=", "=", 1, false, false, "a", {"1"}, itself, itself_slope},
    {"exp", "exp", 1, true, false, "exp(a)", {"v"}, exponential_of, exponential_slope},
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
