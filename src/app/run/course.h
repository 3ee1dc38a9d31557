/*
 * course: what moving through a run has to know of it, be it a network's or a graph's: its units,
 * the moments inside them, and which of those end a step.
 *
 * A unit is named by the step of the run that executes it, from 1. Moments and ranks count from 1,
 * too; 0 is before the first.
 */
#ifndef BACKSTEP_APP_RUN_COURSE_H
#define BACKSTEP_APP_RUN_COURSE_H

#include "app/run/run.h"

/* Where the run stands, and where a step of it does. Of a graph an epoch is an iteration, a batch
 * is of one. */
void course_place(const struct run *run, struct place *place);
void course_locate(const struct run *run, uint64_t step, struct place *place);

/* The step before the first unit of the iteration (from 1). */
uint64_t course_start_of(const struct run *run, uint64_t iteration);

/* How many moments the unit has. */
size_t course_moments(const struct run *run, uint64_t step);

/* How many steps of that granularity end in the unit; how many of them have at that moment; and
 * the moment at which the rank-th does. */
size_t course_steps(const struct run *run, uint64_t step, enum granularity granularity);
size_t course_rank(const struct run *run, uint64_t step, enum granularity granularity,
                   size_t moment);
size_t course_boundary(const struct run *run, uint64_t step, enum granularity granularity,
                       size_t rank);

/* The steps of the iteration in which it stands: how many there are, and how many have ended at the
 * cursor. */
struct reveal_progress course_progress(const struct run *run);

/* Executes the next unit; false at the end of the run. */
bool course_next(struct run *run);
/* To after that step, in either direction, or to the end of the run if it stops before. */
void course_seek(struct run *run, uint64_t step);
/* How many iterations that takes; and the same way in parts, each of at most so many: true once it
 * is there. */
uint64_t course_distance(const struct run *run, uint64_t step);
bool course_approach(struct run *run, uint64_t step, uint64_t iterations);
/* The last step executed; the last one that seeking leads to without computing much. */
uint64_t course_step(const struct run *run);
uint64_t course_furthest(const struct run *run);

/* Whether it has stopped, and why. */
enum stop_reason course_stopped(const struct run *run);

/* Iterations of an epoch; what one costs, in parameters moved; the sample that is worked on. */
uint64_t course_epoch(const struct run *run);
uint64_t course_work(const struct run *run);
size_t course_sample(const struct run *run);

/* Its changes by hand. */
const struct edit_log *course_edits(const struct run *run);

#endif
