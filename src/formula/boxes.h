/*
 * boxes: a formula as it is written.
 *
 * formula/lower makes them. Text, LaTeX and mathematical type (draw/mathbox) walk them and know
 * only what a box of each kind looks like: what is shown, where parentheses stand and what is
 * between two factors is decided.
 *
 * Boxes live in an arena, own nothing and are immutable; letters are borrowed from the formula.
 */
#ifndef BACKSTEP_FORMULA_BOXES_H
#define BACKSTEP_FORMULA_BOXES_H

#include "formula/formula.h"

enum box_kind {
    BOX_NUMBER,   /* value */
    BOX_SYMBOL,   /* letters with their scripts; also a placeholder */
    BOX_SIGN,     /* what is between two operands of a row: text and gap */
    BOX_ROW,      /* operand, sign, operand, ...: a sum, a product, a condition */
    BOX_PAIR,     /* two arguments, a comma between them */
    BOX_NEGATE,   /* a minus before the child */
    BOX_POWER,    /* base, exponent; also e to the exponent */
    BOX_FRACTION, /* above, below */
    BOX_FENCE,    /* the child in parentheses or between bars */
    BOX_ROOT,     /* √ over the child */
    BOX_CALL,     /* the name in text, then the child */
    BOX_SUM,      /* Σ with the limits in letters, then the child */
    BOX_CASES,    /* value, condition, value, condition, ..., value */
};

/* What a box looks like to its neighbours, from the tightest to the loosest. */
enum box_shape {
    BOX_ATOM,    /* a letter, a number, a call with its own parentheses */
    BOX_RAISED,  /* a power */
    BOX_STACK,   /* a fraction; a/b on one line */
    BOX_PRODUCT, /* also a negation */
    BOX_OPEN,    /* ends in an operand without closing: ln a */
    BOX_BIG,     /* Σ and its general term */
    BOX_CHOICE,  /* a case distinction or a condition */
    BOX_TERMS,   /* a sum */
};

/* How a sign is set apart. From BOX_BESIDE on, mathematical type and LaTeX write no sign: the
 * factors stand side by side, and the gap says what makes the space between them. */
enum box_gap {
    BOX_OPERATION,       /* + − × · */
    BOX_RELATION,        /* < > ≤ ≥, farther apart */
    BOX_BESIDE,          /* two letters or numbers */
    BOX_BESIDE_SCRIPT,   /* the left one ends in a subscript */
    BOX_BESIDE_FENCE,    /* a parenthesis follows */
    BOX_BESIDE_FRACTION, /* a fraction follows */
    BOX_BESIDE_WORD,     /* Σ, ln or tanh follows */
};

struct box {
    enum box_kind kind;
    enum box_shape shape;
    enum formula_role role;
    enum box_gap gap;     /* SIGN. CALL: BESIDE_WORD where a factor before it keeps away */
    const char *text;     /* SIGN: + − × · < > ≤ ≥; side by side what a line of text has there:
                           * · or a blank or nothing. CALL: the name */
    double value;         /* NUMBER */
    const struct formula *letters; /* SYMBOL, SUM: base, sub, sup, hat and what is upright */
    bool partial;         /* SYMBOL: after ∂; FRACTION: of two such symbols */
    bool small;           /* FRACTION: of two constants, such as ½. POWER: to a constant of up to
                           * three digits, which Unicode can raise */
    bool bars;            /* FENCE: | | and not ( ) */
    bool on_line;         /* FENCE: needed only where a fraction is a/b and a power e^x */
    bool tall;            /* higher than a line: has a fraction, Σ or a case distinction in it */
    bool grows;           /* FENCE: around what is higher than a line */
    const struct box *const *children;
    size_t count;
};

/* Whether it stands in parentheses of its own. */
bool box_is_fenced(const struct box *box);

/* The box where fractions are built up and exponents raised: without a fence for one line. */
const struct box *box_bare(const struct box *box);

/* ---- for lowering: how boxes look to each other ---- */

enum box_fence { BOX_BARE, BOX_FENCED_ON_LINE, BOX_FENCED };

/* What the child at `index` of `parent` needs, once lowered. The terms of a sum are not asked for
 * here: one of them may give its minus to the sum. */
enum box_fence box_fence_of(const struct formula *parent, size_t index, const struct box *child);

bool box_leads_with_minus(const struct box *box);

/* The base of e^x. */
extern const struct box box_e;

/* The sign between two neighbours of a product in symbols, in their fences. */
struct box box_between(const struct formula *product, const struct box *left,
                       const struct box *right);

#endif
