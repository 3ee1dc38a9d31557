/*
 * Recursive descent over the one-line notation:
 *
 *   cases    = sum [" if " sum (" > " | " < ") sum ", " (cases | "else " sum)]
 *   sum      = ["−"] product { (" + " | " − ") product }
 *   product  = factor { (" × " | " · " | "/" | " " | "") factor }
 *   factor   = primary ["^" primary | raised digits]
 *   primary  = number | letter | "∂" letter "/∂" letter | "(" sum ")" | "½" | a call
 *
 * Factors side by side may not follow a division: 1/2(a) has two readings. Nor
 * may any factor follow ln a without parentheses.
 */
#include "trees.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    const char *at;
    bool failed;
    bool open; /* the last factor was ln a or tanh a */
};

static double read_sum(struct reader *r);
static double read_cases(struct reader *r);

static bool next_is(const struct reader *r, const char *token)
{
    return strncmp(r->at, token, strlen(token)) == 0;
}

static bool take(struct reader *r, const char *token)
{
    if (!next_is(r, token))
        return false;
    r->at += strlen(token);
    return true;
}

static double fail(struct reader *r)
{
    r->failed = true;
    return 0;
}

static void expect(struct reader *r, const char *token)
{
    if (!take(r, token))
        r->failed = true;
}

static bool read_letter(struct reader *r, double *value)
{
    static const struct {
        const char *letter;
        double value;
    } letters[] = {{"a", 0.75}, {"b", -0.5}, {"w", 1.25}, {"z", -2}, {"k", 0.375}, {"η", 0.125}};

    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (take(r, letters[i].letter)) {
            *value = letters[i].value;
            return true;
        }
    return false;
}

static double read_closed(struct reader *r, const char *close)
{
    double value = read_cases(r);

    r->open = false;
    expect(r, close);
    return value;
}

static double read_extreme(struct reader *r, bool largest)
{
    double a = read_closed(r, ", "), b = read_closed(r, ")");

    return isnan(a) || isnan(b) ? (double)NAN : largest ? fmax(a, b) : fmin(a, b);
}

static double read_primary(struct reader *r);

static double read_open(struct reader *r)
{
    double value = read_primary(r);

    r->open = true;
    return value;
}

static bool read_call(struct reader *r, double *value)
{
    if (take(r, "σ("))
        *value = 1 / (1 + exp(-read_closed(r, ")")));
    else if (take(r, "max("))
        *value = read_extreme(r, true);
    else if (take(r, "min("))
        *value = read_extreme(r, false);
    else if (take(r, "sin("))
        *value = sin(read_closed(r, ")"));
    else if (take(r, "cos("))
        *value = cos(read_closed(r, ")"));
    else if (take(r, "sin "))
        *value = sin(read_open(r));
    else if (take(r, "cos "))
        *value = cos(read_open(r));
    else if (take(r, "√("))
        *value = sqrt(read_closed(r, ")"));
    else if (take(r, "|"))
        *value = fabs(read_closed(r, "|"));
    else if (take(r, "ln(") || take(r, "ln ("))
        *value = log(read_closed(r, ")"));
    else if (take(r, "tanh("))
        *value = tanh(read_closed(r, ")"));
    else if (take(r, "ln "))
        *value = log(read_open(r));
    else if (take(r, "tanh "))
        *value = tanh(read_open(r));
    else
        return false;
    return true;
}

static double read_primary(struct reader *r)
{
    double value, by;
    char *end;

    if (r->failed)
        return 0;
    if (take(r, "("))
        return read_closed(r, ")");
    if (take(r, "½"))
        return 0.5;
    if (take(r, "e^"))
        return exp(read_primary(r));
    if (read_call(r, &value))
        return value;
    if (take(r, "∂")) {
        if (!read_letter(r, &value) || !take(r, "/∂") || !read_letter(r, &by))
            return fail(r);
        return value - 3 * by;
    }
    if (read_letter(r, &value))
        return value;
    if (*r->at < '0' || *r->at > '9')
        return fail(r);
    value = strtod(r->at, &end);
    r->at = end;
    return value;
}

static double read_factor(struct reader *r)
{
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴"};
    double value;

    if (r->open)
        return fail(r);
    value = read_primary(r);
    if (take(r, "^"))
        return pow(value, read_primary(r));
    for (int i = 0; i < 5; i++)
        if (take(r, raised[i]))
            return pow(value, i);
    return value;
}

/* Whether a factor follows without a sign. */
static bool side_by_side(struct reader *r)
{
    static const char *const ends[] = {" + ", " − ", ", ", ")", " > ", " < ", " if ", "|"};

    if (*r->at == '\0')
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (next_is(r, ends[i]))
            return false;
    take(r, " ");
    return true;
}

static double read_product(struct reader *r)
{
    double value = read_factor(r);
    bool divided = false;

    while (!r->failed) {
        if (take(r, " × ") || take(r, " · ")) {
            value *= read_factor(r);
            divided = false;
        } else if (take(r, "/")) {
            value /= read_factor(r);
            divided = true;
        } else if (side_by_side(r)) {
            if (divided)
                return fail(r);
            value *= read_factor(r);
        } else {
            break;
        }
    }
    r->open = false;
    return value;
}

static double read_sum(struct reader *r)
{
    bool minus = take(r, "−");
    double value = read_product(r);

    value = minus ? -value : value;
    while (!r->failed) {
        if (take(r, " + "))
            value += read_product(r);
        else if (take(r, " − "))
            value -= read_product(r);
        else
            break;
    }
    return value;
}

/* "1 if z > 0, else 0.5" */
static double read_cases(struct reader *r)
{
    double value = read_sum(r), left, right, other;
    bool greater;

    if (!take(r, " if "))
        return value;
    left = read_sum(r);
    greater = take(r, " > ");
    if (!greater)
        expect(r, " < ");
    right = read_sum(r);
    expect(r, ", ");
    take(r, "else ");
    other = read_cases(r);
    return (greater ? left > right : left < right) ? value : other;
}

bool tree_read_text(const char *text, double *value)
{
    struct reader reader = {.at = text};

    *value = read_cases(&reader);
    return !reader.failed && *reader.at == '\0';
}
