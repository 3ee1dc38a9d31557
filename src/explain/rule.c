#include "explain/rule.h"

#include <math.h>

static struct formula *letter(struct arena *arena, const char *base, bool hat)
{
    struct formula *symbol = formula_symbol(arena, base, NULL, NULL, (double)NAN);

    symbol->hat = hat;
    return symbol;
}

/* numerator / (√mean + ε) */
static const struct formula *scaled(struct arena *arena, const struct formula *numerator,
                                    const struct formula *mean)
{
    return formula_fraction(arena, numerator,
                            formula_add(arena, formula_call(arena, FORMULA_ROOT, &mean, 1),
                                        letter(arena, "ε", false)));
}

const struct formula *rule_of(struct arena *arena, const struct optimizer *optimizer)
{
    const struct formula *g = letter(arena, "g", false), *v = letter(arena, "v", false), *along = g;

    if (optimizer->kind == OPTIMIZER_ADAM)
        along = scaled(arena, letter(arena, "m", true), letter(arena, "v", true));
    else if (optimizer->kind == OPTIMIZER_RMSPROP)
        along = scaled(arena, g, v);
    else if (optimizer->nesterov)
        along = formula_add(arena, g, formula_multiply(arena, letter(arena, "μ", false), v));
    else if (optimizer->momentum != 0)
        along = v;
    return formula_negate(arena, formula_multiply(arena, letter(arena, "η", false), along));
}
