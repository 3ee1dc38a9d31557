/*
 * travel: moving the cursor through the run, forward, back and to anywhere.
 *
 * The cursor walks boundaries: places where a step of the given granularity
 * ends. Back from a boundary leads to the one before it, so a step back undoes
 * exactly a step forward of the same size.
 */
#ifndef BACKSTEP_APP_RUN_TRAVEL_H
#define BACKSTEP_APP_RUN_TRAVEL_H

#include "app/run/run.h"
#include "draw/theme.h"


/* One step; false if the run is at its end (or start). */
bool travel_forward(struct run *run, enum granularity granularity);
bool travel_back(struct run *run, enum granularity granularity);

/* To the end of this iteration, or of the next if already there, and on to the end of the count-th;
 * or to the end of the run. False if that is where it was. */
bool travel_iterations_forward(struct run *run, uint64_t count);
/* To the end of the iteration before; before the first step from the first one. */
bool travel_iteration_back(struct run *run);
struct cursor travel_iteration_before(const struct run *run);

/* Forward to the end of that step's unit, all of it shown; false if the run stops before. */
bool travel_to_step(struct run *run, uint64_t step);

/* To exactly that cursor, from anywhere; to the end of the run if it stops before. */
void travel_to(struct run *run, struct cursor cursor);

/* The same in parts, of at most so many iterations each; true once it is there. Back, it begins at
 * a moment before that one. */
bool travel_approach(struct run *run, struct cursor cursor, uint64_t iterations);

/* Before the first step. */
void travel_start(struct run *run);
/* The end of this iteration. */
void travel_end(struct run *run);

/* To exactly that cursor, forward from where the stepper stands (after the log of edits changed);
 * to the end of the run if it stops before. */
void travel_resume(struct run *run, struct cursor cursor);

/* To a fraction, 0 .. 1, of this iteration's steps at the current granularity. */
void travel_to_fraction(struct run *run, double fraction);

/* To the first step of a phase in this iteration (of the sample being shown). */
void travel_to_phase(struct run *run, enum theme_phase phase);

/* Where the step that ends at the cursor began. */
struct cursor travel_origin(const struct run *run, enum granularity granularity);

/* The end of an iteration: all of its last update unit, shown. */
struct cursor travel_iteration_end(const struct run *run, uint64_t iteration);

/* Whether the parameters have moved at the cursor: old values before, new ones after. */
bool travel_has_moved(const struct run *run);

#endif
