#include "formula/formula.h"

#include <math.h>

/* What a node looks like to its neighbours, once shown. */
enum shape {
    SHAPE_ATOM,     /* a letter, a number, a call with its own parentheses */
    SHAPE_POWER,
    SHAPE_FRACTION, /* built up; a/b on one line */
    SHAPE_PRODUCT,
    SHAPE_OPEN,     /* ends in an operand without closing: ln a */
    SHAPE_BIG,      /* Σ and its general term */
    SHAPE_CASES,    /* a case distinction */
    SHAPE_SUM,
};

const struct formula *formula_shown(const struct formula *formula, enum formula_show show)
{
    for (;;) {
        if ((formula->kind == FORMULA_ADD || formula->kind == FORMULA_MULTIPLY) &&
            formula->count == 1)
            formula = formula->children[0];
        else if (formula->kind == FORMULA_SUM && show == FORMULA_NUMBERS && formula->count == 2)
            formula = formula->children[1];
        else if (formula->kind == FORMULA_CASES && show == FORMULA_NUMBERS)
            formula = formula_case(formula);
        else
            return formula;
    }
}

bool formula_shown_number(const struct formula *formula, enum formula_show show, double *value)
{
    bool numbers = show == FORMULA_NUMBERS, number = false;

    switch (formula->kind) {
    case FORMULA_NUMBER:
        number = true;
        break;
    case FORMULA_SYMBOL:
    case FORMULA_PARTIAL:
        number = numbers;
        break;
    case FORMULA_ADD:
    case FORMULA_MULTIPLY:
        number = formula->count == 0;
        break;
    case FORMULA_SUM:
        number = numbers && formula->count == 1;
        break;
    default:
        break;
    }
    if (number)
        *value = formula_evaluate(formula);
    return number;
}

bool formula_is_number(const struct formula *formula, enum formula_show show)
{
    double value;

    return formula_shown_number(formula_shown(formula, show), show, &value);
}

static enum shape shape_of_call(enum formula_function function)
{
    switch (function) {
    case FORMULA_EXP:
        return SHAPE_POWER;
    case FORMULA_LN:
    case FORMULA_TANH:
    case FORMULA_SIN:
    case FORMULA_COS:
    case FORMULA_LOGSUMEXP:
        return SHAPE_OPEN;
    default:
        return SHAPE_ATOM;
    }
}

/* Of a node that is already formula_shown. */
static enum shape shape_of(const struct formula *formula, enum formula_show show)
{
    double value;

    if (formula_shown_number(formula, show, &value))
        return SHAPE_ATOM;
    switch (formula->kind) {
    case FORMULA_PARTIAL:
    case FORMULA_FRACTION:
        return SHAPE_FRACTION;
    case FORMULA_ADD:
        return SHAPE_SUM;
    case FORMULA_SUM:
        return show == FORMULA_NUMBERS ? SHAPE_SUM : SHAPE_BIG;
    case FORMULA_MULTIPLY:
    case FORMULA_NEGATE:
        return SHAPE_PRODUCT;
    case FORMULA_POWER:
        return SHAPE_POWER;
    case FORMULA_CALL:
        return shape_of_call(formula->function);
    case FORMULA_CASES:
    case FORMULA_CONDITION:
        return SHAPE_CASES;
    default:
        return SHAPE_ATOM;
    }
}

/* Whether the first thing written is a minus. */
static bool leads_with_minus(const struct formula *formula, enum formula_show show)
{
    size_t first;
    double value;

    formula = formula_shown(formula, show);
    first = formula->kind == FORMULA_SUM ? 1 : 0;
    if (formula_shown_number(formula, show, &value))
        return value < 0;
    if (formula->kind == FORMULA_NEGATE)
        return true;
    if (formula->kind == FORMULA_ADD || formula->kind == FORMULA_MULTIPLY ||
        (formula->kind == FORMULA_SUM && show == FORMULA_NUMBERS))
        return !formula_needs_parentheses(formula, first, show) &&
               leads_with_minus(formula->children[first], show);
    return false;
}

/* Whether what follows could be taken for a part of it: ln a, Σ a. */
static bool ends_open(const struct formula *formula, enum formula_show show)
{
    enum shape shape;

    formula = formula_shown(formula, show);
    shape = shape_of(formula, show);
    if (shape == SHAPE_OPEN || shape == SHAPE_BIG)
        return true;
    if (shape != SHAPE_PRODUCT || formula_needs_parentheses(formula, formula->count - 1, show))
        return false;
    return ends_open(formula->children[formula->count - 1], show);
}

/* A number that may be written as 4.39×10⁻⁵. */
static bool maybe_scientific(const struct formula *formula, enum formula_show show)
{
    double value;

    return formula_shown_number(formula, show, &value) && value != 0 &&
           (fabs(value) < 0.01 || fabs(value) >= 1e6);
}

/* The base of a power: only a single thing stands there bare. */
static bool base_needs_parentheses(const struct formula *base, enum formula_show show)
{
    if (shape_of(base, show) != SHAPE_ATOM || leads_with_minus(base, show))
        return true;
    if (base->kind == FORMULA_SYMBOL && show == FORMULA_SYMBOLS && base->sup != NULL)
        return true;
    return maybe_scientific(base, show);
}

/* Of ln, tanh, sin, cos; all others have parentheses of their own or an exponent. */
static bool argument_needs_parentheses(const struct formula *call, const struct formula *argument,
                                       enum formula_show show)
{
    return shape_of_call(call->function) == SHAPE_OPEN && call->function != FORMULA_LOGSUMEXP &&
           (shape_of(argument, show) != SHAPE_ATOM || leads_with_minus(argument, show));
}

bool formula_needs_parentheses(const struct formula *parent, size_t index, enum formula_show show)
{
    const struct formula *child = formula_shown(parent->children[index], show);
    enum shape shape = shape_of(child, show);
    bool minus = leads_with_minus(child, show);
    bool numbers = show == FORMULA_NUMBERS;

    switch (parent->kind) {
    case FORMULA_ADD: /* a NEGATE that follows gives its minus to the sum */
        return shape == SHAPE_CASES || (index > 0 && minus && child->kind != FORMULA_NEGATE);
    case FORMULA_SUM:
        if (numbers)
            return shape == SHAPE_CASES || (index > 1 && minus && child->kind != FORMULA_NEGATE);
        return shape == SHAPE_SUM || shape == SHAPE_CASES || minus;
    case FORMULA_NEGATE:
        return shape == SHAPE_SUM || shape == SHAPE_CASES || minus;
    case FORMULA_MULTIPLY:
        return shape == SHAPE_SUM || shape == SHAPE_CASES || (minus && index > 0) ||
               (index + 1 < parent->count && ends_open(child, show));
    case FORMULA_POWER:
        return index == 0 && base_needs_parentheses(child, show);
    case FORMULA_CASES:
        return shape == SHAPE_CASES && index % 2 == 0;
    case FORMULA_CONDITION:
        return shape == SHAPE_CASES;
    case FORMULA_CALL:
        return argument_needs_parentheses(parent, child, show);
    default:
        return false;
    }
}

/* An exponent after ^ stands bare if it is one letter or number. */
static bool exponent_is_simple(const struct formula *exponent, enum formula_show show)
{
    double value;

    if (formula_shown_number(exponent, show, &value))
        return value >= 0 && !maybe_scientific(exponent, show);
    return exponent->kind == FORMULA_PLACEHOLDER ||
           (exponent->kind == FORMULA_SYMBOL && exponent->sub == NULL && exponent->sup == NULL);
}

bool formula_needs_grouping(const struct formula *parent, size_t index, enum formula_show show)
{
    const struct formula *child = formula_shown(parent->children[index], show);
    enum shape shape = shape_of(child, show);

    if (parent->kind == FORMULA_FRACTION) {
        if (leads_with_minus(child, show))
            return true;
        if (index == 0)
            return ends_open(child, show) || shape == SHAPE_FRACTION || shape == SHAPE_CASES ||
                   shape == SHAPE_SUM;
        return (shape != SHAPE_ATOM && shape != SHAPE_POWER) || maybe_scientific(child, show);
    }
    if ((parent->kind == FORMULA_POWER && index == 1) ||
        (parent->kind == FORMULA_CALL &&
         (parent->function == FORMULA_EXP || parent->function == FORMULA_LOGSUMEXP)))
        return !exponent_is_simple(child, show);
    return formula_needs_parentheses(parent, index, show);
}

/* The factor at the near side of a factor that is itself a bare product. */
static const struct formula *edge(const struct formula *product, size_t index,
                                  enum formula_show show, bool last)
{
    const struct formula *factor = formula_shown(product->children[index], show);

    while ((factor->kind == FORMULA_MULTIPLY && factor->count > 0) ||
           factor->kind == FORMULA_NEGATE) {
        size_t at = last ? factor->count - 1 : 0;

        if (formula_needs_parentheses(product, index, show))
            break;
        product = factor;
        index = at;
        factor = formula_shown(factor->children[at], show);
    }
    return factor;
}

static bool is_number(const struct formula *formula)
{
    return formula->kind == FORMULA_NUMBER;
}

static bool is_number_fraction(const struct formula *formula)
{
    return formula->kind == FORMULA_FRACTION && is_number(formula->children[0]) &&
           is_number(formula->children[1]);
}

/* A name of several letters would run into a letter beside it. */
static bool is_name(const struct formula *formula)
{
    return formula->kind == FORMULA_SYMBOL && formula->roman;
}

enum formula_join formula_join(const struct formula *product, size_t index,
                               enum formula_show show)
{
    const struct formula *left = edge(product, index - 1, show, true);
    const struct formula *right = edge(product, index, show, false);
    bool short_left = left->kind == FORMULA_SYMBOL || is_number(left);

    if (show == FORMULA_NUMBERS || (is_number(left) && is_number(right)))
        return FORMULA_JOIN_TIMES;
    if (is_number(left) && is_number_fraction(right))
        return FORMULA_JOIN_TIMES;
    if (product->dot || is_name(left) || is_name(right) || is_number(right) || right->kind == FORMULA_PLACEHOLDER ||
        left->kind == FORMULA_PLACEHOLDER || left->kind == FORMULA_PARTIAL)
        return FORMULA_JOIN_DOT;
    if (right->kind == FORMULA_PARTIAL) /* η ∂L/∂w, but dots in longer chains */
        return short_left && product->count == 2 ? FORMULA_JOIN_NOTHING : FORMULA_JOIN_DOT;
    if (right->kind == FORMULA_FRACTION)
        return short_left ? FORMULA_JOIN_NOTHING : FORMULA_JOIN_DOT;
    if (left->kind == FORMULA_FRACTION && !is_number_fraction(left))
        return right->kind == FORMULA_SYMBOL || right->kind == FORMULA_CALL ? FORMULA_JOIN_DOT
                                                                            : FORMULA_JOIN_NOTHING;
    return FORMULA_JOIN_NOTHING;
}
