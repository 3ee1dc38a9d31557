/*
 * friendly: other numbers for a scenario, such as one likes to calculate with on paper.
 */
#ifndef BACKSTEP_LESSON_FRIENDLY_H
#define BACKSTEP_LESSON_FRIENDLY_H

#include "lesson/scenario.h"

/* Weights and biases become tenths from -0.9 to 0.9, no weight 0, and so do inputs that are no
 * class of 0 and 1: tenths from 0.1 to 1. Targets stay. The same seed, the same numbers. */
void friendly_numbers(struct scenario *scenario, uint64_t seed);

#endif
