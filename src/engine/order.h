/*
 * order: in which order the samples of an epoch come.
 */
#ifndef BACKSTEP_ENGINE_ORDER_H
#define BACKSTEP_ENGINE_ORDER_H

#include "engine/stepper.h"

/* This epoch's order, as in the data or shuffled (Fisher and Yates; Knuth, The Art of Computer
 * Programming, section 3.4.2) from state.epoch_rng: the same again each time. */
void order_draw(struct stepper *stepper);

#endif
