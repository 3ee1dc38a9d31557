#include "formula/boxes.h"

#include <math.h>

static const struct formula letter_e = {.kind = FORMULA_SYMBOL, .base = "e"};
const struct box box_e = {.kind = BOX_SYMBOL, .letters = &letter_e};

bool box_is_fenced(const struct box *box)
{
    return box->kind == BOX_FENCE && !box->bars;
}

const struct box *box_bare(const struct box *box)
{
    return box->on_line ? box->children[0] : box;
}

static const struct box *inside(const struct box *box)
{
    return box_is_fenced(box) ? box->children[0] : box;
}

/* The first or last factor, as far as no parenthesis hides it. */
static const struct box *edge(const struct box *box, bool last)
{
    while (box->shape == BOX_PRODUCT)
        box = box->children[last ? box->count - 1 : 0];
    return box;
}

bool box_leads_with_minus(const struct box *box)
{
    while (box->kind == BOX_ROW && box->shape != BOX_CHOICE)
        box = box->children[0];
    return box->kind == BOX_NEGATE || (box->kind == BOX_NUMBER && box->value < 0);
}

/* Whether what follows could be taken for a part of it: ln a, Σ a. */
static bool ends_open(const struct box *box)
{
    box = edge(box, true);
    return box->shape == BOX_OPEN || box->shape == BOX_BIG;
}

/* A number that may be written as 4.39×10⁻⁵. */
static bool maybe_scientific(const struct box *box)
{
    double size = fabs(box->value);

    return box->kind == BOX_NUMBER && size != 0 && (size < 0.01 || size >= 1e6);
}

/* ---- parentheses ---- */

/* The base of a power: only a single thing stands there bare. */
static bool base_is_single(const struct box *base)
{
    return base->shape == BOX_ATOM && !box_leads_with_minus(base) && !maybe_scientific(base) &&
           (base->kind != BOX_SYMBOL || base->letters->sup == NULL);
}

/* After ^ stands bare what is one letter or number. */
static bool exponent_is_single(const struct box *exponent)
{
    if (exponent->kind == BOX_NUMBER)
        return exponent->value >= 0 && !maybe_scientific(exponent);
    return exponent->kind == BOX_SYMBOL && exponent->letters->sub == NULL &&
           exponent->letters->sup == NULL;
}

/* Before or after the slash of a fraction. */
static bool is_plain_operand(const struct box *operand, bool above)
{
    if (box_leads_with_minus(operand))
        return false;
    if (above)
        return !ends_open(operand) &&
               (operand->shape < BOX_STACK || operand->shape == BOX_PRODUCT);
    return operand->shape <= BOX_RAISED && !maybe_scientific(operand);
}

enum box_fence box_fence_of(const struct formula *parent, size_t index, const struct box *child)
{
    bool loose = child->shape >= BOX_CHOICE, minus = box_leads_with_minus(child);
    bool needed = false;

    switch (parent->kind) {
    case FORMULA_SUM:
    case FORMULA_NEGATE:
        needed = loose || minus;
        break;
    case FORMULA_MULTIPLY:
        needed = loose || (minus && index > 0) ||
                 (index + 1 < parent->count && ends_open(child));
        break;
    case FORMULA_POWER:
        if (index == 1)
            return exponent_is_single(child) ? BOX_BARE : BOX_FENCED_ON_LINE;
        needed = !base_is_single(child);
        break;
    case FORMULA_FRACTION:
        return is_plain_operand(child, index == 0) ? BOX_BARE : BOX_FENCED_ON_LINE;
    case FORMULA_CALL:
        if (parent->function == FORMULA_EXP || parent->function == FORMULA_LOGSUMEXP)
            return exponent_is_single(child) ? BOX_BARE : BOX_FENCED_ON_LINE;
        needed = child->shape != BOX_ATOM || minus;
        break;
    case FORMULA_CASES:
        needed = child->shape == BOX_CHOICE && index % 2 == 0;
        break;
    case FORMULA_CONDITION:
        needed = child->shape == BOX_CHOICE;
        break;
    default:
        break;
    }
    return needed ? BOX_FENCED : BOX_BARE;
}

/* ---- between factors ---- */

static bool is_name(const struct box *box)
{
    return box->kind == BOX_SYMBOL && box->letters->roman;
}

static bool is_placeholder(const struct box *box)
{
    return box->kind == BOX_SYMBOL && box->letters->kind == FORMULA_PLACEHOLDER;
}

/* ½, or another fraction of two constants. */
static bool is_constant(const struct box *box)
{
    return box->kind == BOX_FRACTION && box->small;
}

enum join { JOIN_BESIDE, JOIN_DOT, JOIN_TIMES };

/* Whether type writes a sign between two factors, given what is near at both sides. */
static enum join join(const struct formula *product, const struct box *left,
                      const struct box *right)
{
    bool number = left->kind == BOX_NUMBER, letter = number || left->kind == BOX_SYMBOL;
    bool function = right->kind == BOX_CALL || right->kind == BOX_ROOT || right->bars ||
                    (right->kind == BOX_POWER && right->children[0] == &box_e);

    if (number && (right->kind == BOX_NUMBER || is_constant(right)))
        return JOIN_TIMES;
    if (product->dot || is_name(left) || is_name(right) || right->kind == BOX_NUMBER ||
        is_placeholder(right) || is_placeholder(left) || left->partial)
        return JOIN_DOT;
    if (right->partial) /* η ∂L/∂w, but dots in longer chains */
        return letter && product->count == 2 ? JOIN_BESIDE : JOIN_DOT;
    if (right->kind == BOX_FRACTION)
        return letter ? JOIN_BESIDE : JOIN_DOT;
    if (left->kind == BOX_FRACTION && !is_constant(left))
        return right->kind == BOX_SYMBOL || function ? JOIN_DOT : JOIN_BESIDE;
    return JOIN_BESIDE;
}

/* What a line of text writes where type sets two factors side by side. */
static const char *text_beside(const struct box *left, const struct box *right, enum box_gap gap)
{
    const struct box *first = right->kind == BOX_POWER ? right->children[0] : right;
    bool fence = box_is_fenced(first);
    bool half = is_constant(left) && left->children[0]->value == 1 &&
                left->children[1]->value == 2;

    left = inside(left);
    if (half && fence)
        return "";
    if (left->kind == BOX_FRACTION || left->kind == BOX_POWER || left->shape == BOX_PRODUCT)
        return "·";
    if (fence || (left->kind == BOX_NUMBER && right->kind == BOX_SYMBOL))
        return "";
    return gap == BOX_BESIDE_WORD ? " " : "·";
}

static enum box_gap gap_beside(const struct box *left, const struct box *right)
{
    if (box_is_fenced(right))
        return BOX_BESIDE_FENCE;
    if (right->kind == BOX_FRACTION)
        return BOX_BESIDE_FRACTION;
    if (right->kind == BOX_SUM || (right->kind == BOX_CALL && right->gap == BOX_BESIDE_WORD))
        return BOX_BESIDE_WORD;
    return left->kind == BOX_SYMBOL && left->letters->sub != NULL ? BOX_BESIDE_SCRIPT : BOX_BESIDE;
}

struct box box_between(const struct formula *product, const struct box *left,
                       const struct box *right)
{
    struct box sign = {.kind = BOX_SIGN};

    switch (join(product, inside(edge(left, true)), inside(edge(right, false)))) {
    case JOIN_TIMES:
        sign.text = "×";
        break;
    case JOIN_DOT:
        sign.text = "·";
        break;
    case JOIN_BESIDE:
        sign.gap = gap_beside(left, right);
        sign.text = text_beside(left, right, sign.gap);
        break;
    }
    return sign;
}
