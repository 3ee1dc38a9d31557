/*
 * lower: from a formula to boxes, decided once.
 *
 * Chooses what is shown of a formula (with numbers: values for symbols, the case that holds), puts
 * in the parentheses that are needed, gives the minus of a negation to the sum it stands in, and
 * says what is between two factors.
 */
#ifndef BACKSTEP_FORMULA_LOWER_H
#define BACKSTEP_FORMULA_LOWER_H

#include "formula/boxes.h"

const struct box *box_lower(struct arena *arena, const struct formula *formula,
                            enum formula_show show);

#endif
