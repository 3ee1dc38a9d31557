/*
 * update_parts: what the pages of the steps (explain_update.c) and of the move (explain_move.c)
 * share.
 */
#ifndef BACKSTEP_EXPLAIN_STEPS_UPDATE_PARTS_H
#define BACKSTEP_EXPLAIN_STEPS_UPDATE_PARTS_H

#include "explain/steps/explain_parts.h"

/* The optimiser's. */
const char *update_title(const struct page *page);

/* Of any quantity of a weight or bias: itself, its mean gradient, step, new value. */
struct quantity update_parameter(struct quantity q);
struct quantity update_gradient(struct quantity q);
struct quantity update_step(struct quantity q);
struct quantity update_new(struct quantity q);

/* The optimiser before, where one was chosen by hand in this iteration; NULL: none was. */
const char *update_title_before(const struct page *page);

/* The last moment of the iteration. */
void explain_move(struct page *page);

#endif
