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

/* Where a step of the run stands. Of a graph an epoch is an iteration, a batch is of one. */
struct place course_locate(const struct run *run, uint64_t step);

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
/* The same way in parts, each of at most so many iterations: true once it is there. */
bool course_approach(struct run *run, uint64_t step, uint64_t iterations);

/* The sample that is worked on. */
size_t course_sample(const struct run *run);

/* What is seen of a graph at a cursor, its numbers if the run stands at its step; and how finely: a
 * layer is an operation, as a neuron is. */
struct graph_moment course_graph_moment(const struct run *run, struct cursor cursor);
enum graph_fineness course_fineness(enum granularity granularity);

#endif
