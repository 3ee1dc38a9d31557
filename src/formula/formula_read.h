/*
 * formula_read: a formula from the text of a rule, such as "1 / (1 + exp(-z))".
 *
 *   cases   = sum ["if" sum ("<" | "<=" | ">" | ">=") sum "else" cases]
 *   sum     = ["-"] product {("+" | "-") product}
 *   product = power {("*" | "/" | nothing) power}
 *   power   = primary ["^" ["-"] power]
 *   primary = number | name | function "(" cases ["," cases] ")" | "(" cases ")"
 *
 * So ^ binds tighter than a minus before it, and to the right. The functions are exp ln sqrt abs
 * sin cos tanh sigmoid relu, and max, min and logsumexp of two. A name is of letters, digits and _,
 * begins with a letter (Greek ones and accents too) and may end in ': w, β1, m̂, v'.
 *
 * A number of more than five characters, 0.044715, is shown as it is written, not rounded.
 * Who reads says what a name is. The tree is built as it is written: 2 a b is one product of
 * three factors, a + b - c one sum of three terms.
 */
#ifndef BACKSTEP_FORMULA_FORMULA_READ_H
#define BACKSTEP_FORMULA_FORMULA_READ_H

#include "base/error.h"
#include "formula/formula.h"

struct formula_names {
    /* What a name stands for; NULL: nothing has that name. */
    const struct formula *(*of)(void *context, const char *name);
    void *context;
    bool products; /* what stands side by side is multiplied: a (1 - a) */
};

/* The tree, in the arena; NULL: the error names the character (from 1), what was found and what was
 * expected. */
const struct formula *formula_read(struct arena *arena, const char *text,
                                   const struct formula_names *names, struct error *err);

#endif
