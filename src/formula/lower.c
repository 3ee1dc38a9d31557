#include "formula/lower.h"

#include <math.h>

struct lowering {
    struct arena *arena;
    bool numbers; /* in place of symbols */
};

/* Functions that are written as a name before their argument. */
static const struct {
    const char *name;
    bool open; /* the argument stands bare where it is a single thing */
    bool word; /* a factor before the name keeps away from it */
} functions[] = {
    [FORMULA_SIGMOID] = {"σ", false, false},  [FORMULA_TANH] = {"tanh", true, true},
    [FORMULA_LN] = {"ln", true, true},        [FORMULA_SIN] = {"sin", true, false},
    [FORMULA_COS] = {"cos", true, false},     [FORMULA_MAX] = {"max", false, false},
    [FORMULA_MIN] = {"min", false, false},    [FORMULA_LOGSUMEXP] = {"ln", true, false},
};

static const struct box plus = {.kind = BOX_SIGN, .text = "+"};
static const struct box minus = {.kind = BOX_SIGN, .text = "−"};
static const struct box times = {.kind = BOX_SIGN, .text = "×"};

static const struct box *lower(const struct lowering *l, const struct formula *formula);

/* ---- what is shown ---- */

/* A sum or product of one member is that member, and so is with numbers a Σ of one term and the
 * case that holds. */
static const struct formula *shown(const struct lowering *l, const struct formula *formula)
{
    for (;;) {
        if ((formula->kind == FORMULA_ADD || formula->kind == FORMULA_MULTIPLY) &&
            formula->count == 1)
            formula = formula->children[0];
        else if (formula->kind == FORMULA_SUM && l->numbers && formula->count == 2)
            formula = formula->children[1];
        else if (formula->kind == FORMULA_CASES && l->numbers)
            formula = formula_case(formula);
        else
            return formula;
    }
}

static bool is_number(const struct lowering *l, const struct formula *formula)
{
    switch (formula->kind) {
    case FORMULA_NUMBER:
        return true;
    case FORMULA_SYMBOL:
    case FORMULA_PARTIAL:
        return l->numbers;
    case FORMULA_ADD:
    case FORMULA_MULTIPLY:
        return formula->count == 0;
    case FORMULA_SUM:
        return l->numbers && formula->count == 1;
    default:
        return false;
    }
}

/* ---- building ---- */

static struct box *box_new(const struct lowering *l, enum box_kind kind, enum box_shape shape,
                           const struct box *const *children, size_t count)
{
    struct box *box = arena_alloc(l->arena, sizeof *box);
    const struct box **copy = arena_alloc(l->arena, count * sizeof *copy);

    box->kind = kind;
    box->shape = shape;
    box->children = copy;
    box->count = count;
    box->tall = kind == BOX_FRACTION || kind == BOX_SUM || kind == BOX_CASES;
    for (size_t i = 0; i < count; i++) {
        copy[i] = children[i];
        box->tall |= children[i]->tall;
    }
    return box;
}

static struct box *around(const struct lowering *l, enum box_kind kind, enum box_shape shape,
                          const struct box *child)
{
    return box_new(l, kind, shape, &child, 1);
}

static struct box *fenced(const struct lowering *l, const struct box *child)
{
    struct box *box = around(l, BOX_FENCE, BOX_ATOM, child);

    box->grows = child->tall;
    return box;
}

/* A child in the parentheses it needs, which have its role. */
static const struct box *with_fence(const struct lowering *l, enum box_fence fence,
                                    const struct formula *formula, const struct box *child)
{
    struct box *box;

    if (fence == BOX_BARE)
        return child;
    box = fenced(l, child);
    box->role = formula->role;
    box->on_line = fence == BOX_FENCED_ON_LINE;
    return box;
}

static const struct box *lower_child(const struct lowering *l, const struct formula *parent,
                                     size_t index)
{
    const struct box *child = lower(l, parent->children[index]);

    return with_fence(l, box_fence_of(parent, index, child), parent->children[index], child);
}

/* The box of all children, each with the parentheses it needs. */
static struct box *lower_all(const struct lowering *l, enum box_kind kind, enum box_shape shape,
                             const struct formula *formula)
{
    const struct box **children = arena_alloc(l->arena, formula->count * sizeof *children);

    for (size_t i = 0; i < formula->count; i++)
        children[i] = lower_child(l, formula, i);
    return box_new(l, kind, shape, children, formula->count);
}

static struct box *lower_symbol(const struct lowering *l, const struct formula *letters)
{
    struct box *box = box_new(l, BOX_SYMBOL, BOX_ATOM, NULL, 0);

    box->letters = letters;
    return box;
}

static struct box *lower_number(const struct lowering *l, double value)
{
    struct box *box = box_new(l, BOX_NUMBER, BOX_ATOM, NULL, 0);

    box->value = value;
    return box;
}

/* ---- sums and products ---- */

/* A negation that follows in a sum gives its minus to it. */
static struct box *lower_terms(const struct lowering *l, const struct formula *sum, size_t first)
{
    const struct box **row = arena_alloc(l->arena, 2 * sum->count * sizeof *row);
    size_t count = 0;

    for (size_t i = first; i < sum->count; i++) {
        const struct box *term = lower(l, sum->children[i]);
        bool later = i > first, subtracted = later && term->kind == BOX_NEGATE;
        bool fence = term->shape == BOX_CHOICE ||
                     (later && !subtracted && box_leads_with_minus(term));

        if (later)
            row[count++] = subtracted ? &minus : &plus;
        row[count++] = subtracted ? term->children[0]
                                  : with_fence(l, fence ? BOX_FENCED : BOX_BARE,
                                               sum->children[i], term);
    }
    return box_new(l, BOX_ROW, BOX_TERMS, row, count);
}

static struct box *lower_product(const struct lowering *l, const struct formula *product)
{
    const struct box **row = arena_alloc(l->arena, 2 * product->count * sizeof *row);

    for (size_t i = 0; i < product->count; i++) {
        row[2 * i] = lower_child(l, product, i);
        if (i > 0 && l->numbers) {
            row[2 * i - 1] = &times;
        } else if (i > 0) {
            struct box *sign = box_new(l, BOX_SIGN, BOX_ATOM, NULL, 0);

            *sign = box_between(product, row[2 * i - 2], row[2 * i]);
            row[2 * i - 1] = sign;
        }
    }
    return box_new(l, BOX_ROW, BOX_PRODUCT, row, 2 * product->count - 1);
}

/* ---- fractions, powers, calls ---- */

static struct box *lower_partial(const struct lowering *l, const struct formula *partial)
{
    struct box *above = lower_symbol(l, partial->children[0]), *fraction;
    struct box *below = lower_symbol(l, partial->children[1]);

    above->partial = below->partial = true;
    fraction = box_new(l, BOX_FRACTION, BOX_STACK, (const struct box *[]){above, below}, 2);
    fraction->partial = true;
    return fraction;
}

static struct box *lower_fraction(const struct lowering *l, const struct formula *fraction)
{
    struct box *box = lower_all(l, BOX_FRACTION, BOX_STACK, fraction);

    box->small = fraction->children[0]->kind == FORMULA_NUMBER &&
                 fraction->children[1]->kind == FORMULA_NUMBER;
    return box;
}

static struct box *lower_power(const struct lowering *l, const struct formula *power)
{
    struct box *box = lower_all(l, BOX_POWER, BOX_RAISED, power);
    const struct box *exponent = box->children[1];

    box->small = exponent->kind == BOX_NUMBER && exponent->value >= 0 && exponent->value < 1000 &&
                 exponent->value == floor(exponent->value);
    return box;
}

static struct box *lower_exponential(const struct lowering *l, const struct formula *call,
                                           size_t index)
{
    return box_new(l, BOX_POWER, BOX_RAISED,
                   (const struct box *[]){&box_e, lower_child(l, call, index)}, 2);
}

/* e^a + e^b, in parentheses that grow with the exponents. */
static const struct box *lower_exponentials(const struct lowering *l, const struct formula *call)
{
    const struct box **row = arena_alloc(l->arena, 2 * call->count * sizeof *row);
    struct box *fence;

    for (size_t i = 0; i < call->count; i++) {
        row[2 * i] = lower_exponential(l, call, i);
        row[2 * i + 1] = &plus;
    }
    fence = fenced(l, box_new(l, BOX_ROW, BOX_TERMS, row, 2 * call->count - 1));
    fence->grows = true;
    return fence;
}

static const struct box *lower_argument(const struct lowering *l, const struct formula *call)
{
    if (call->function == FORMULA_LOGSUMEXP)
        return lower_exponentials(l, call);
    if (functions[call->function].open)
        return lower_child(l, call, 0);
    if (call->count == 1)
        return fenced(l, lower(l, call->children[0]));
    return fenced(l, box_new(l, BOX_PAIR, BOX_ATOM,
                             (const struct box *[]){lower(l, call->children[0]),
                                                    lower(l, call->children[1])},
                             2));
}

static struct box *lower_call(const struct lowering *l, const struct formula *call)
{
    bool open = functions[call->function].open;
    struct box *box;

    switch (call->function) {
    case FORMULA_EXP:
        return lower_exponential(l, call, 0);
    case FORMULA_ROOT:
        return around(l, BOX_ROOT, BOX_ATOM, lower(l, call->children[0]));
    case FORMULA_ABS:
        box = fenced(l, lower(l, call->children[0]));
        box->bars = box->grows = true;
        return box;
    default:
        box = around(l, BOX_CALL, open ? BOX_OPEN : BOX_ATOM, lower_argument(l, call));
        box->text = functions[call->function].name;
        box->gap = functions[call->function].word ? BOX_BESIDE_WORD : BOX_BESIDE;
        return box;
    }
}

/* ---- nodes ---- */

static struct box *lower_condition(const struct lowering *l, const struct formula *condition)
{
    struct box *sign = box_new(l, BOX_SIGN, BOX_ATOM, NULL, 0);

    sign->gap = BOX_RELATION;
    sign->text = condition->base;
    return box_new(l, BOX_ROW, BOX_CHOICE,
                   (const struct box *[]){lower_child(l, condition, 0), sign,
                                          lower_child(l, condition, 1)},
                   3);
}

static struct box *lower_sum(const struct lowering *l, const struct formula *sum)
{
    struct box *box;

    if (l->numbers)
        return lower_terms(l, sum, 1);
    box = around(l, BOX_SUM, BOX_BIG, lower_child(l, sum, 0));
    box->letters = sum;
    return box;
}

static struct box *lower_node(const struct lowering *l, const struct formula *formula)
{
    if (is_number(l, formula))
        return lower_number(l, formula_evaluate(formula));
    switch (formula->kind) {
    case FORMULA_PARTIAL:
        return lower_partial(l, formula);
    case FORMULA_ADD:
        return lower_terms(l, formula, 0);
    case FORMULA_MULTIPLY:
        return lower_product(l, formula);
    case FORMULA_NEGATE:
        return lower_all(l, BOX_NEGATE, BOX_PRODUCT, formula);
    case FORMULA_FRACTION:
        return lower_fraction(l, formula);
    case FORMULA_POWER:
        return lower_power(l, formula);
    case FORMULA_CALL:
        return lower_call(l, formula);
    case FORMULA_SUM:
        return lower_sum(l, formula);
    case FORMULA_CASES:
        return lower_all(l, BOX_CASES, BOX_CHOICE, formula);
    case FORMULA_CONDITION:
        return lower_condition(l, formula);
    case FORMULA_NUMBER:
    case FORMULA_SYMBOL:
    case FORMULA_PLACEHOLDER:
        break;
    }
    return lower_symbol(l, formula);
}

static const struct box *lower(const struct lowering *l, const struct formula *formula)
{
    const struct formula *seen = shown(l, formula);
    struct box *box = lower_node(l, seen);

    box->role = seen->role != FORMULA_ROLE_NONE ? seen->role : formula->role;
    return box;
}

const struct box *box_lower(struct arena *arena, const struct formula *formula,
                            enum formula_show show)
{
    return lower(&(struct lowering){arena, show == FORMULA_NUMBERS}, formula);
}
