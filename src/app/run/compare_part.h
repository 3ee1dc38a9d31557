/*
 * compare_part: where another run (compare.h) and the one that is shown begin to differ.
 *
 * Of a run with a mistake: the first number that is not the same, to the bit. With a changed
 * setting that says nothing, for the setting itself or all numbers differ from the start; there it
 * is the first iteration whose mean loss differs by more than 1 % of the larger one.
 */
#ifndef BACKSTEP_APP_RUN_COMPARE_PART_H
#define BACKSTEP_APP_RUN_COMPARE_PART_H

#include "engine/stepper.h"
#include "view/panel/compare.h"

/* Steps both, from step 0, until they part, for a while: *first says where, and *searched how many
 * whole iterations were looked at. False: of a mistake so many units have been looked at, and it is
 * to be called again. */
bool compare_part_search(struct stepper *shown, struct stepper *other, size_t units,
                         struct compare_first *first, uint64_t *searched);

/* Whether two losses differ that clearly. */
bool compare_part_differs(double shown, double other);

/* The losses of that iteration (from 1) as the place where they part. */
struct compare_first compare_part_at(const struct stepper *stepper, uint64_t iteration,
                                     double shown,
                                   double other);

#endif
