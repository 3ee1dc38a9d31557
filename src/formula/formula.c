#include "formula/formula.h"

#include "base/elementary.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static struct formula *node(struct arena *arena, enum formula_kind kind)
{
    struct formula *formula = arena_alloc(arena, sizeof *formula);

    formula->kind = kind;
    return formula;
}

/* Copies the list of children into the arena. */
static struct formula *node_with(struct arena *arena, enum formula_kind kind,
                                 const struct formula *const *children, size_t count)
{
    struct formula *formula = node(arena, kind);
    const struct formula **copy = arena_alloc(arena, count * sizeof *copy);

    for (size_t i = 0; i < count; i++) {
        assert(children[i] != NULL);
        copy[i] = children[i];
    }
    formula->children = copy;
    formula->count = count;
    return formula;
}

/* A copy, or NULL for nothing. */
static const char *copy_string(struct arena *arena, const char *string)
{
    return string == NULL || string[0] == '\0' ? NULL : arena_printf(arena, "%s", string);
}

struct letters {
    size_t letters, digits;
    bool comma;
};

static struct letters count_letters(const char *string)
{
    struct letters count = {0};
    unsigned c;

    while (string != NULL && (c = text_next_utf8(&string)) != 0) {
        if (c >= '0' && c <= '9')
            count.digits++;
        else if (c == ',')
            count.comma = true;
        else if (c > 0x7f || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
            count.letters++;
    }
    return count;
}

/* Leading operators that do not make a name of the letter after them. */
static const char *after_operator(const char *base)
{
    static const char *const operators[] = {"Δ", "∂", "∇"};

    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (strncmp(base, operators[i], strlen(operators[i])) == 0)
            return base + strlen(operators[i]);
    return base;
}

struct formula *formula_number(struct arena *arena, double value)
{
    struct formula *formula = node(arena, FORMULA_NUMBER);

    formula->value = value;
    return formula;
}

struct formula *formula_symbol(struct arena *arena, const char *base, const char *sub,
                               const char *sup, double value)
{
    struct formula *formula = node(arena, FORMULA_SYMBOL);
    struct letters of_sub = count_letters(sub);

    formula->base = arena_printf(arena, "%s", base);
    formula->sub = copy_string(arena, sub);
    formula->sup = copy_string(arena, sup);
    formula->roman = count_letters(after_operator(base)).letters > 1;
    formula->roman_sub =
        !of_sub.comma && (of_sub.letters > 2 || (of_sub.letters > 0 && of_sub.digits > 0));
    formula->roman_sup = count_letters(sup).letters > 1;
    formula->value = value;
    return formula;
}

struct formula *formula_partial(struct arena *arena, const struct formula *of,
                                const struct formula *by, double value)
{
    const struct formula *symbols[2] = {of, by};
    struct formula *formula = node_with(arena, FORMULA_PARTIAL, symbols, 2);

    assert(of->kind == FORMULA_SYMBOL && by->kind == FORMULA_SYMBOL);
    formula->value = value;
    return formula;
}

struct formula *formula_nary(struct arena *arena, enum formula_kind kind,
                             const struct formula *const *children, size_t count)
{
    assert(kind == FORMULA_ADD || kind == FORMULA_MULTIPLY);
    return node_with(arena, kind, children, count);
}

struct formula *formula_add(struct arena *arena, const struct formula *a, const struct formula *b)
{
    return node_with(arena, FORMULA_ADD, (const struct formula *[]){a, b}, 2);
}

struct formula *formula_subtract(struct arena *arena, const struct formula *a,
                                 const struct formula *b)
{
    return formula_add(arena, a, formula_negate(arena, b));
}

struct formula *formula_multiply(struct arena *arena, const struct formula *a,
                                 const struct formula *b)
{
    return node_with(arena, FORMULA_MULTIPLY, (const struct formula *[]){a, b}, 2);
}

struct formula *formula_chain(struct arena *arena, const struct formula *const *factors,
                              size_t count)
{
    struct formula *formula = node_with(arena, FORMULA_MULTIPLY, factors, count);

    formula->dot = true;
    return formula;
}

struct formula *formula_negate(struct arena *arena, const struct formula *a)
{
    return node_with(arena, FORMULA_NEGATE, &a, 1);
}

struct formula *formula_fraction(struct arena *arena, const struct formula *numerator,
                                 const struct formula *denominator)
{
    return node_with(arena, FORMULA_FRACTION,
                     (const struct formula *[]){numerator, denominator}, 2);
}

struct formula *formula_power(struct arena *arena, const struct formula *base,
                              const struct formula *exponent)
{
    return node_with(arena, FORMULA_POWER, (const struct formula *[]){base, exponent}, 2);
}

struct formula *formula_call(struct arena *arena, enum formula_function function,
                             const struct formula *const *arguments, size_t count)
{
    struct formula *formula = node_with(arena, FORMULA_CALL, arguments, count);

    assert(count >= 1);
    assert(count == 2 || (function != FORMULA_MAX && function != FORMULA_MIN));
    formula->function = function;
    return formula;
}

struct formula *formula_condition(struct arena *arena, const struct formula *left,
                                  const char *relation, const struct formula *right)
{
    struct formula *formula =
        node_with(arena, FORMULA_CONDITION, (const struct formula *[]){left, right}, 2);

    formula->base = arena_printf(arena, "%s", relation);
    return formula;
}

struct formula *formula_cases(struct arena *arena, const struct formula *const *parts,
                              size_t count)
{
    assert(count % 2 == 1);
    return node_with(arena, FORMULA_CASES, parts, count);
}

struct formula *formula_sum(struct arena *arena, const char *index, const char *from,
                            const char *to, const struct formula *general,
                            const struct formula *const *terms, size_t count)
{
    struct formula *formula = node(arena, FORMULA_SUM);
    const struct formula **children = arena_alloc(arena, (count + 1) * sizeof *children);

    children[0] = general;
    for (size_t i = 0; i < count; i++)
        children[i + 1] = terms[i];
    formula->children = children;
    formula->count = count + 1;
    formula->base = arena_printf(arena, "%s", index);
    formula->sub = copy_string(arena, from);
    formula->sup = copy_string(arena, to);
    return formula;
}

struct formula *formula_placeholder(struct arena *arena, const char *text)
{
    struct formula *formula = node(arena, FORMULA_PLACEHOLDER);

    formula->base = arena_printf(arena, "%s", text);
    formula->roman = strcmp(text, "…") != 0;
    return formula;
}

struct formula *formula_in_role(struct arena *arena, const struct formula *formula,
                                enum formula_role role)
{
    struct formula *copy = node(arena, formula->kind);

    *copy = *formula;
    copy->role = role;
    return copy;
}

/* 1/(1+e^-z) without overflow: for negative z as e^z/(1+e^z). */
static double sigmoid(double z)
{
    if (z >= 0)
        return 1 / (1 + elementary_exp(-z));
    return elementary_exp(z) / (1 + elementary_exp(z));
}

/* ln(1 + e^z), which is z where e^z is beyond all numbers. */
static bool is_softplus(const struct formula *sum)
{
    return sum->kind == FORMULA_ADD && sum->count == 2 &&
           sum->children[0]->kind == FORMULA_NUMBER && sum->children[0]->value == 1 &&
           sum->children[1]->kind == FORMULA_CALL && sum->children[1]->function == FORMULA_EXP;
}

static double logarithm(const struct formula *of)
{
    double z;

    if (!is_softplus(of))
        return elementary_log(formula_evaluate(of));
    z = formula_evaluate(of->children[1]->children[0]);
    return z > 0 ? z + elementary_log1p(elementary_exp(-z)) : elementary_log1p(elementary_exp(z));
}

static double extreme(double a, double b, bool largest)
{
    if (isnan(a) || isnan(b))
        return (double)NAN;
    return (largest ? a >= b : a <= b) ? a : b;
}

static double condition(const struct formula *formula)
{
    double left = formula_evaluate(formula->children[0]);
    double right = formula_evaluate(formula->children[1]);
    bool less = strcmp(formula->base, "<") == 0 || strcmp(formula->base, "≤") == 0;
    bool equal = strcmp(formula->base, "≤") == 0 || strcmp(formula->base, "≥") == 0;

    if (isnan(left) || isnan(right))
        return (double)NAN;
    return (less ? left < right : left > right) || (equal && left == right);
}

static bool same_text(const char *a, const char *b)
{
    return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

bool formula_same_name(const struct formula *a, const struct formula *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == FORMULA_PARTIAL)
        return formula_same_name(a->children[0], b->children[0])
               && formula_same_name(a->children[1], b->children[1]);
    return a->kind == FORMULA_SYMBOL && a->hat == b->hat && same_text(a->base, b->base)
           && same_text(a->sub, b->sub) && same_text(a->sup, b->sup);
}

const struct formula *formula_case(const struct formula *cases)
{
    static const struct formula neither = {.kind = FORMULA_NUMBER, .value = (double)NAN};

    for (size_t i = 0; i + 1 < cases->count; i += 2) {
        double holds = condition(cases->children[i + 1]);

        if (isnan(holds))
            return &neither;
        if (holds == 1)
            return cases->children[i];
    }
    return cases->children[cases->count - 1];
}

/* ln Σ e^z = m + ln Σ e^(z-m) with m the largest z. */
static double log_sum_exp(const struct formula *call)
{
    double largest = -(double)INFINITY, sum = 0;

    for (size_t i = 0; i < call->count; i++) {
        double z = formula_evaluate(call->children[i]);

        if (isnan(z))
            return z;
        if (z > largest)
            largest = z;
    }
    if (isinf(largest))
        return largest;
    for (size_t i = 0; i < call->count; i++)
        sum += elementary_exp(formula_evaluate(call->children[i]) - largest);
    return largest + elementary_log(sum);
}

static double evaluate_call(const struct formula *call)
{
    double z, other;

    if (call->function == FORMULA_LOGSUMEXP)
        return log_sum_exp(call);
    z = formula_evaluate(call->children[0]);
    other = call->count > 1 ? formula_evaluate(call->children[1]) : (double)NAN;
    switch (call->function) {
    case FORMULA_SIGMOID:
        return sigmoid(z);
    case FORMULA_TANH:
        return elementary_tanh(z);
    case FORMULA_EXP:
        return elementary_exp(z);
    case FORMULA_LN:
        return logarithm(call->children[0]);
    case FORMULA_ABS:
        return fabs(z);
    case FORMULA_ROOT:
        return sqrt(z);
    case FORMULA_SIN:
        return elementary_sin(z);
    case FORMULA_COS:
        return elementary_cos(z);
    case FORMULA_MAX:
    case FORMULA_MIN:
        return extreme(z, other, call->function == FORMULA_MAX);
    case FORMULA_LOGSUMEXP:
        break;
    }
    return (double)NAN;
}

/* The children from `first` on, added or multiplied from left to right. */
static double fold(const struct formula *formula, size_t first, bool product)
{
    double result;

    if (first >= formula->count)
        return product ? 1 : 0;
    result = formula_evaluate(formula->children[first]);
    for (size_t i = first + 1; i < formula->count; i++) {
        double value = formula_evaluate(formula->children[i]);

        result = product ? result * value : result + value;
    }
    return result;
}

double formula_evaluate(const struct formula *formula)
{
    switch (formula->kind) {
    case FORMULA_NUMBER:
    case FORMULA_SYMBOL:
    case FORMULA_PARTIAL:
        return formula->value;
    case FORMULA_ADD:
        return fold(formula, 0, false);
    case FORMULA_MULTIPLY:
        return fold(formula, 0, true);
    case FORMULA_SUM:
        return fold(formula, 1, false);
    case FORMULA_NEGATE:
        return -formula_evaluate(formula->children[0]);
    case FORMULA_FRACTION:
        return formula_evaluate(formula->children[0]) / formula_evaluate(formula->children[1]);
    case FORMULA_POWER:
        return elementary_pow(formula_evaluate(formula->children[0]),
                              formula_evaluate(formula->children[1]));
    case FORMULA_CALL:
        return evaluate_call(formula);
    case FORMULA_CASES:
        return formula_evaluate(formula_case(formula));
    case FORMULA_CONDITION:
        return condition(formula);
    case FORMULA_PLACEHOLDER:
        break;
    }
    return (double)NAN;
}
