/*
 * update_parts: what the pages of the steps (explain_update.c) and of the move (explain_move.c)
 * share.
 */
#ifndef BACKSTEP_EXPLAIN_STEPS_UPDATE_PARTS_H
#define BACKSTEP_EXPLAIN_STEPS_UPDATE_PARTS_H

#include "explain/steps/explain_parts.h"

/* The optimiser's. */
const char *update_title(const struct page *page);

/* The optimiser before, where one was chosen by hand in this iteration; NULL: none was. */
const char *update_title_before(const struct page *page);

/* The last moment of the iteration. */
void explain_move(struct page *page);

#endif
