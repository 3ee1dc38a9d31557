/*
 * matrices_rule: rules of the engine's rows in matrix form.
 */
#ifndef BACKSTEP_EXPLAIN_EQUATIONS_MATRICES_RULE_H
#define BACKSTEP_EXPLAIN_EQUATIONS_MATRICES_RULE_H

#include "explain/equations/matrices_parts.h"

enum { MATRICES_NAMES_MAX = 20 };

/* What a name in a rule stands for: all quantities that stand together with the first, or a number.
 */
struct matrices_name {
    const char *name; /* NULL ends a list of them */
    struct quantity first;
    const struct formula *constant; /* NULL: it is the quantities */
};

/* a and t of the outputs. */
const struct matrices_name *matrices_output_names(const struct matrices_sheet *sheet);

/* ln a (rest: ln(1 - a)) of the outputs, with the digits that a has lost. */
struct matrices_term *matrices_add_logarithm(const struct matrices_sheet *sheet,
                                             struct matrices_equation *equation,
                                             enum matrices_sign sign, bool rest);

/* The slopes of the loss by its rule, (2/K)(a - t); false, and nothing is added: the rule is no sum
 * or product. */
bool matrices_loss_slope(const struct matrices_sheet *sheet, struct matrices_equation *equation,
                         enum matrices_sign sign);

/* Adds what the rule comes to; `factor`: of a product, so that a sum stands in parentheses. */
void matrices_rule(const struct matrices_sheet *sheet, struct matrices_equation *equation,
                   enum matrices_sign sign, const char *text, const struct matrices_name *names,
                   bool factor);

#endif
