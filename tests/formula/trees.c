#include "trees.h"

#include <math.h>

/* The symbols of random trees and their values; read again by tree_read_text. */
struct letter {
    const char *base;
    double value;
};

static const struct letter letters[] = {
    {"a", 0.75}, {"b", -0.5}, {"w", 1.25}, {"z", -2}, {"k", 0.375}, {"η", 0.125},
};

enum { LETTERS = sizeof letters / sizeof *letters, CHILDREN_MAX = 3 };

static const struct formula *random_symbol(struct arena *arena, struct rng *rng)
{
    const struct letter *letter = &letters[rng_below(rng, LETTERS)];

    return formula_symbol(arena, letter->base, NULL, NULL, letter->value);
}

static const struct formula *random_leaf(struct arena *arena, struct rng *rng)
{
    const struct formula *of, *by;

    switch (rng_below(rng, 8)) {
    case 0:
    case 1:
        return formula_number(arena, (double)rng_below(rng, 5));
    case 2:
        return formula_number(arena, (double)rng_below(rng, 33) / 8 - 2);
    case 3: /* the value is found again from the symbols */
        of = random_symbol(arena, rng);
        by = random_symbol(arena, rng);
        return formula_partial(arena, of, by, of->value - 3 * by->value);
    default:
        return random_symbol(arena, rng);
    }
}

static const struct formula *random_call(struct arena *arena, struct rng *rng, int depth,
                                         bool sums)
{
    enum formula_function function =
        (enum formula_function)rng_below(rng, FORMULA_LOGSUMEXP + 1);
    const struct formula *arguments[CHILDREN_MAX];
    size_t count = 1;

    if (function == FORMULA_MAX || function == FORMULA_MIN)
        count = 2;
    if (function == FORMULA_LOGSUMEXP)
        count = 1 + rng_below(rng, CHILDREN_MAX);
    for (size_t i = 0; i < count; i++)
        arguments[i] = tree_random(arena, rng, depth, sums);
    return formula_call(arena, function, arguments, count);
}

/* value if left > right, value if left < right, else value */
static const struct formula *random_cases(struct arena *arena, const struct formula *const *children,
                                          size_t count)
{
    const struct formula *parts[5] = {
        children[0], formula_condition(arena, children[1], ">", children[2]), children[3]};

    if (count > 2) {
        parts[3] = formula_condition(arena, children[2], "<", children[1]);
        parts[4] = children[1];
    }
    return formula_cases(arena, parts, count > 2 ? 5 : 3);
}

const struct formula *tree_random(struct arena *arena, struct rng *rng, int depth, bool sums)
{
    const struct formula *children[CHILDREN_MAX + 1];
    size_t count = 1 + rng_below(rng, CHILDREN_MAX);
    struct formula *product;

    if (depth <= 0 || rng_below(rng, 6) == 0)
        return random_leaf(arena, rng);
    for (size_t i = 0; i < CHILDREN_MAX + 1; i++)
        children[i] = tree_random(arena, rng, depth - 1, sums);
    switch (rng_below(rng, sums ? 10 : 9)) {
    case 0:
    case 1:
        return formula_nary(arena, FORMULA_ADD, children, count);
    case 2:
    case 3:
        product = formula_nary(arena, FORMULA_MULTIPLY, children, count);
        product->dot = rng_below(rng, 4) == 0;
        return product;
    case 4:
        return formula_negate(arena, children[0]);
    case 5:
        return formula_fraction(arena, children[0], children[1]);
    case 6:
        return formula_power(arena, children[0],
                             rng_below(rng, 2) == 0 ? formula_number(arena, 2) : children[1]);
    case 7:
        return random_call(arena, rng, depth - 1, sums);
    case 8:
        return random_cases(arena, children, count);
    default:
        return formula_sum(arena, "k", "1", "3", children[0], children + 1, count - 1);
    }
}

size_t tree_inner(const struct formula *formula)
{
    size_t inner = formula->count > 0 && formula->kind != FORMULA_PARTIAL;

    if (formula->kind == FORMULA_PARTIAL)
        return 0;
    for (size_t i = 0; i < formula->count; i++)
        inner += tree_inner(formula->children[i]);
    return inner;
}

bool tree_close(double a, double b)
{
    double size = fmax(1, fmax(fabs(a), fabs(b)));

    if (isnan(a) || isnan(b))
        return isnan(a) && isnan(b);
    if (isinf(a) || isinf(b) || size > 1e250)
        return (isinf(a) && isinf(b) && a * b > 0) || fabs(a) > 1e250 || fabs(b) > 1e250;
    return fabs(a - b) <= 1e-12 * size;
}
