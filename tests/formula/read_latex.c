/* As read_text.c, for the LaTeX that shows numbers. */
#include "trees.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    const char *at;
    bool failed;
};

static double read_sum(struct reader *r);

static bool take(struct reader *r, const char *token)
{
    if (strncmp(r->at, token, strlen(token)) != 0)
        return false;
    r->at += strlen(token);
    return true;
}

static double read_until(struct reader *r, const char *close)
{
    double value = read_sum(r);

    if (!take(r, close))
        r->failed = true;
    return value;
}

/* Parentheses of either size. */
static bool take_open(struct reader *r, const char **close)
{
    *close = ")";
    if (take(r, "("))
        return true;
    *close = "\\right)";
    return take(r, "\\left(");
}

static double read_primary(struct reader *r);

static double read_argument(struct reader *r)
{
    const char *close;

    if (take_open(r, &close))
        return read_until(r, close);
    if (!take(r, " "))
        r->failed = true;
    return read_primary(r);
}

static double read_extreme(struct reader *r, bool largest)
{
    const char *close;
    double a, b;

    if (!take_open(r, &close))
        r->failed = true;
    a = read_until(r, ", ");
    b = read_until(r, close);
    return isnan(a) || isnan(b) ? (double)NAN : largest ? fmax(a, b) : fmin(a, b);
}

static double read_number(struct reader *r)
{
    char *end;
    double value = strtod(r->at, &end);

    if (end == r->at || *r->at == '-')
        r->failed = true;
    r->at = end;
    return value;
}

static double read_primary(struct reader *r)
{
    const char *close;
    double above;

    if (r->failed)
        return 0;
    if (take_open(r, &close))
        return read_until(r, close);
    if (take(r, "\\frac{") || take(r, "\\tfrac{")) {
        above = read_until(r, "}{");
        return above / read_until(r, "}");
    }
    if (take(r, "\\sqrt{"))
        return sqrt(read_until(r, "}"));
    if (take(r, "e^{"))
        return exp(read_until(r, "}"));
    if (take(r, "\\sigma"))
        return 1 / (1 + exp(-read_argument(r)));
    if (take(r, "\\ln"))
        return log(read_argument(r));
    if (take(r, "\\tanh"))
        return tanh(read_argument(r));
    if (take(r, "\\max"))
        return read_extreme(r, true);
    if (take(r, "\\min"))
        return read_extreme(r, false);
    if (take(r, "\\sin"))
        return sin(read_argument(r));
    if (take(r, "\\cos"))
        return cos(read_argument(r));
    if (take(r, "\\left|"))
        return fabs(read_until(r, "\\right|"));
    return read_number(r);
}

static double read_factor(struct reader *r)
{
    double value = read_primary(r);

    return take(r, "^{") ? pow(value, read_until(r, "}")) : value;
}

static double read_product(struct reader *r)
{
    double value = read_factor(r);

    while (!r->failed && take(r, " \\times "))
        value *= read_factor(r);
    return value;
}

static double read_sum(struct reader *r)
{
    bool minus = take(r, "-");
    double value = read_product(r);

    value = minus ? -value : value;
    while (!r->failed) {
        if (take(r, " + "))
            value += read_product(r);
        else if (take(r, " - "))
            value -= read_product(r);
        else
            break;
    }
    return value;
}

bool tree_read_latex(const char *latex, double *value)
{
    struct reader reader = {.at = latex};

    *value = read_sum(&reader);
    return !reader.failed && *reader.at == '\0';
}
