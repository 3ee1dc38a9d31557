/*
 * parts: what a step and a run of whole iterations have in common; nobody else's.
 */
#ifndef BACKSTEP_ENGINE_STEPPER_PARTS_H
#define BACKSTEP_ENGINE_STEPPER_PARTS_H

#include "engine/program.h"
#include "engine/stop.h"

struct stepper;

/* Before the first unit of the iteration of that place; clear: the sums become 0. */
void stepper_begin_iteration(struct stepper *stepper, const struct place *place, bool clear);

/* The sample as unit `step` finds it. */
void stepper_load_sample(const struct stepper *stepper, size_t sample, uint64_t step,
                         double *block);

/* Before the first update of the iteration of that place. */
void stepper_begin_updates(struct stepper *stepper, const struct place *place);

/* The last unit of an iteration has just run. */
void stepper_end_iteration(struct stepper *stepper);

/* Why the run ends with the iteration of `here`, which has ended. */
enum stop_reason stepper_find_stop(const struct stepper *stepper);

#endif
