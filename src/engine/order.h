/*
 * order: in which order the samples of an epoch come.
 */
#ifndef BACKSTEP_ENGINE_ORDER_H
#define BACKSTEP_ENGINE_ORDER_H

#include "base/rng.h"

#include <stddef.h>

/* order(count) = 0, 1, ..., as in the data. */
void order_plain(size_t *order, size_t count);

/* The same shuffled (Fisher and Yates; Knuth, The Art of Computer Programming, section 3.4.2) by
 * the numbers that rng gives. */
void order_shuffle(size_t *order, size_t count, struct rng *rng);

#endif
