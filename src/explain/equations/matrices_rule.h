/*
 * matrices_rule: rules of the engine's rows in matrix form.
 */
#ifndef BACKSTEP_EXPLAIN_EQUATIONS_MATRICES_RULE_H
#define BACKSTEP_EXPLAIN_EQUATIONS_MATRICES_RULE_H

#include "explain/equations/matrices_parts.h"

/* ln a (rest: ln(1 - a)) of the outputs, with the digits that a has lost. */
struct matrices_term *matrices_add_logarithm(const struct matrices_sheet *sheet,
                                             struct matrices_equation *equation,
                                             enum matrices_sign sign, bool rest);

/* The slopes of the loss by its rule, (2/K)(a - t); false, and nothing is added: the rule is no sum
 * or product. */
bool matrices_loss_slope(const struct matrices_sheet *sheet, struct matrices_equation *equation,
                         enum matrices_sign sign);

/* Adds the right side of the equation of all quantities that stand together with the result, by its
 * rule (equation.h); behind a factor a sum stands in parentheses. Returns its last term. */
struct matrices_term *matrices_rule(const struct matrices_sheet *sheet,
                                    struct matrices_equation *equation, enum matrices_sign sign,
                                    struct quantity result);

/* An equation of its own: the result = its rule. */
struct matrices_equation *matrices_add_rule(struct matrices_sheet *sheet, const char *tag,
                                            const char *words, struct quantity result);

#endif
