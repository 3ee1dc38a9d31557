/*
 * all_quantities: what a run can be asked about: the quantities it has, each once.
 */
#ifndef BACKSTEP_TESTS_EXPLAIN_ALL_QUANTITIES_H
#define BACKSTEP_TESTS_EXPLAIN_ALL_QUANTITIES_H

#include "quantity/quantity.h"

struct all_quantities {
    struct quantity *items; /* owned */
    size_t count, capacity;
};

struct all_quantities all_quantities_of(const struct net *net);
void all_quantities_finish(struct all_quantities *all);

#endif
