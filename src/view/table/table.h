/*
 * table: all parameters in the place of the network's picture: old value, gradient, what the
 * optimiser keeps, step and new value, aligned at the decimal point.
 *
 * In the network's order with a line above each layer, or by falling size of the gradient. What is
 * not computed yet is a question mark, stale values are soft, fresh ones bold, the rows the step is
 * about tinted. Only the lines in sight are laid out, however many there are.
 */
#ifndef BACKSTEP_VIEW_TABLE_TABLE_H
#define BACKSTEP_VIEW_TABLE_TABLE_H

#include "engine/check/numeric_gradient.h"
#include "view/table/table_scroll.h"

void table_finish(struct table *table);

/* Command numbers for its clicks. */
struct table_actions {
    int sort;   /* argument: 1 by size, 0 in order */
    int scroll; /* argument: 0 .. 1 */
};

/* other: the finite differences to be compared with the gradients; NULL: a table of the run. */
void table_view(const struct view *view, struct rect area, struct table *table,
                const struct numeric_gradient *other, struct table_actions actions);

#endif
