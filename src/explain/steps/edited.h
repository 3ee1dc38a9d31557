/*
 * edited: which of the numbers on the screen a person has changed.
 */
#ifndef BACKSTEP_EXPLAIN_STEPS_EDITED_H
#define BACKSTEP_EXPLAIN_STEPS_EDITED_H

#include "quantity/quantity.h"

/* Whether the quantity's value was set by hand: an input or target of the sample shown, a parameter
 * at the start of this iteration, or the learning rate at any time before. */
bool edited(const struct snapshot *snapshot, struct quantity quantity);

/* The unit of this iteration (from 1) that is the first for which the index-th edit of the
 * snapshot's log counts: of the optimiser and its learning rate the first update. 0: it is of
 * another iteration. */
size_t edited_unit(const struct snapshot *snapshot, size_t index);

#endif
