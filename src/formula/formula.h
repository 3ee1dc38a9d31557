/*
 * formula: an equation as a tree, whose leaves know their values.
 *
 * One tree serves four purposes: it is set in mathematical type (draw/mathbox),
 * printed as plain text and as LaTeX, shown again with the numbers put in
 * (every symbol replaced by its value), and evaluated. So an equation on the
 * screen cannot disagree with its own numbers.
 *
 * Nodes live in an arena, own nothing and are immutable once built; children
 * are borrowed for the arena's life. Strings passed in are copied.
 */
#ifndef BACKSTEP_FORMULA_FORMULA_H
#define BACKSTEP_FORMULA_FORMULA_H

#include "base/arena.h"
#include "base/number.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

enum formula_kind {
    FORMULA_NUMBER,   /* a constant of the formula: 1, 2 */
    FORMULA_SYMBOL,   /* a quantity: base letter, subscript, superscript; has a value */
    FORMULA_PARTIAL,  /* ∂a/∂b of two symbols, set as a fraction; has a value; a leaf */
    FORMULA_ADD,      /* n-ary; a NEGATE child is set with a minus */
    FORMULA_MULTIPLY, /* n-ary; set with · between symbols where `dot` or where it is needed,
                       * else side by side; × between numbers */
    FORMULA_NEGATE,
    FORMULA_FRACTION, /* children: numerator, denominator */
    FORMULA_POWER,    /* children: base, exponent */
    FORMULA_CALL,     /* a function applied to its children */
    FORMULA_CASES,    /* a case distinction: value, condition, value, condition, ..., the value of
                       * all other cases; with numbers the value that holds is shown alone */
    FORMULA_CONDITION, /* children: left, right; `base`: < > ≤ ≥ between them; 1, 0 or NaN */
    FORMULA_SUM,      /* child 0: the general term, shown after Σ over `index`;
                       * children 1..: the actual terms, shown as numbers and evaluated */
    FORMULA_PLACEHOLDER, /* '…' or '?' in a formula that is not complete yet; evaluates to NaN */
};

enum formula_function {
    FORMULA_SIGMOID, /* σ(z) */
    FORMULA_TANH,
    FORMULA_EXP,     /* e to the child, set as a power of e */
    FORMULA_LN,
    FORMULA_ABS,
    FORMULA_ROOT,    /* square root */
    FORMULA_SIN,
    FORMULA_COS,
    FORMULA_MAX,     /* of two children, as FORMULA_MIN; NaN if either is */
    FORMULA_MIN,
    FORMULA_LOGSUMEXP, /* ln Σ e^child, of all children */
};

/* What a factor stands for; the same role has the same colour in the formula,
 * in the rows below it and in the picture of the network. */
enum formula_role {
    FORMULA_ROLE_NONE,
    FORMULA_ROLE_LOSS_SLOPE,       /* ∂L/∂a: how the loss answers to the output */
    FORMULA_ROLE_ACTIVATION_SLOPE, /* ∂a/∂z */
    FORMULA_ROLE_INPUT,            /* ∂z/∂w = the activation that the weight carries */
    FORMULA_ROLE_ERROR,            /* δ = ∂L/∂z */
    FORMULA_ROLE_GRADIENT,         /* ∂L/∂w */
    FORMULA_ROLE_WEIGHT,
    FORMULA_ROLE_RESULT,           /* what this step computes */
    FORMULA_ROLE_STEP,             /* −η ∂L/∂w */
    FORMULA_ROLE_COUNT
};

struct formula {
    enum formula_kind kind;
    enum formula_role role;
    enum formula_function function;       /* CALL */
    const char *base;                     /* SYMBOL: "w", "z", "δ", "∂"...; PLACEHOLDER: its text;
                                           * SUM: the index letter; CONDITION: its sign */
    const char *sub;                      /* SYMBOL: "5", "o1"; SUM: from; NULL for none */
    const char *sup;                      /* SYMBOL: "(2)"; SUM: to; NULL for none */
    bool hat;                             /* SYMBOL: an accent over the base: m̂ */
    bool roman;                           /* SYMBOL, PLACEHOLDER: base upright (a unit's name) */
    bool roman_sub;                       /* SYMBOL: subscript upright (a unit's name) */
    bool roman_sup;                       /* SYMBOL: superscript upright ("new") */
    bool dot;                             /* MULTIPLY: · between all factors, as in a chain rule */
    double value;                         /* NUMBER, SYMBOL, PARTIAL */
    const struct formula *const *children; /* PARTIAL: the two symbols */
    size_t count;
};

/* ---- building ---- */

struct formula *formula_number(struct arena *arena, double value);
/* sub and sup may be NULL or empty. A base of more than one letter is upright (a leading Δ or ∂
 * does not count), and so is a subscript that mixes letters and digits ("o1") or has three
 * letters ("out"), and a superscript of more than one letter; other letters are indices, in
 * italics. The caller may set hat, and roman, roman_sub and roman_sup otherwise, in the node
 * returned. */
struct formula *formula_symbol(struct arena *arena, const char *base, const char *sub,
                               const char *sup, double value);
/* value: of the derivative itself. */
struct formula *formula_partial(struct arena *arena, const struct formula *of,
                                const struct formula *by, double value);
struct formula *formula_nary(struct arena *arena, enum formula_kind kind,
                             const struct formula *const *children, size_t count);
struct formula *formula_add(struct arena *arena, const struct formula *a, const struct formula *b);
struct formula *formula_subtract(struct arena *arena, const struct formula *a,
                                 const struct formula *b);
struct formula *formula_multiply(struct arena *arena, const struct formula *a,
                                 const struct formula *b);
/* A product set with · between all its factors: the chain rule. */
struct formula *formula_chain(struct arena *arena, const struct formula *const *factors,
                              size_t count);
struct formula *formula_negate(struct arena *arena, const struct formula *a);
struct formula *formula_fraction(struct arena *arena, const struct formula *numerator,
                                 const struct formula *denominator);
struct formula *formula_power(struct arena *arena, const struct formula *base,
                              const struct formula *exponent);
struct formula *formula_call(struct arena *arena, enum formula_function function,
                             const struct formula *const *arguments, size_t count);
struct formula *formula_condition(struct arena *arena, const struct formula *left,
                                  const char *relation, const struct formula *right);
/* An odd number of parts: value, condition, ..., value. */
struct formula *formula_cases(struct arena *arena, const struct formula *const *parts,
                              size_t count);
/* Σ from `from` to `to` over `index` of `general`; `terms` are the actual ones. */
struct formula *formula_sum(struct arena *arena, const char *index, const char *from,
                            const char *to, const struct formula *general,
                            const struct formula *const *terms, size_t count);
struct formula *formula_placeholder(struct arena *arena, const char *text);
/* The same node in another role (a copy; children shared). */
struct formula *formula_in_role(struct arena *arena, const struct formula *formula,
                                enum formula_role role);

/* ---- using ---- */

/* The value, from the leaves up, in the order written; SUM and ADD from left
 * to right; stable forms for σ and logsumexp. An empty SUM or ADD is 0, an
 * empty MULTIPLY 1; a PLACEHOLDER is NaN and makes NaN of what contains it. */
double formula_evaluate(const struct formula *formula);

/* Whether two leaves are called the same: symbols, or derivatives of the same by the same. */
bool formula_same_name(const struct formula *a, const struct formula *b);

/* The value of a case distinction that holds; NaN where a condition is neither true nor false. */
const struct formula *formula_case(const struct formula *cases);

/* Whether the numbers put in say what stands there anyway: those of a constant, and, where the
 * result is written too, those of a single symbol (formula_text.c). */
bool formula_is_said(const struct formula *formula, bool result);

/* How leaves are shown. */
enum formula_show {
    FORMULA_SYMBOLS, /* w₅ · a */
    FORMULA_NUMBERS, /* 0.4 × 0.5933: values in place of symbols; negative ones in parentheses
                      * where a sign would be ambiguous */
};

/* One line of Unicode text: "w₅ · aₕ₁ + b₂", "1/(1 + e^(−z))". Appends. The style's sign is
 * for a formula that is one number; within a longer one + is an operator. */
void formula_to_text(const struct formula *formula, enum formula_show show,
                     struct number_style style, struct text *out);

/* LaTeX with amsmath, without the surrounding $: balanced braces, known
 * commands only. Appends. */
void formula_to_latex(const struct formula *formula, enum formula_show show,
                      struct number_style style, struct text *out);

#endif
