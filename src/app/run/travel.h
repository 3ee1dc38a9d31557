/*
 * travel: moving the cursor through the run, forward, back and to anywhere.
 *
 * The cursor walks boundaries: places where a step of the given granularity
 * ends. Back from a boundary leads to the one before it, so a step back undoes
 * exactly a step forward of the same size.
 */
#ifndef BACKSTEP_APP_RUN_TRAVEL_H
#define BACKSTEP_APP_RUN_TRAVEL_H

#include "app/app.h"

/* One step; false if the run is at its end (or start). */
bool travel_forward(struct app *app, enum granularity granularity);
bool travel_back(struct app *app, enum granularity granularity);

/* To the end of this iteration, or of the next if already there, and on to the end of the count-th;
 * or to the end of the run. False if that is where it was. */
bool travel_iterations_forward(struct app *app, uint64_t count);
/* To the end of the iteration before; before the first step from the first one. */
bool travel_iteration_back(struct app *app);

/* Forward to the end of that step's unit, all of it shown; false if the run stops before. */
bool travel_to_step(struct app *app, uint64_t step);

/* To exactly that cursor, from anywhere; to the end of the run if it stops before. */
void travel_to(struct app *app, struct cursor cursor);

/* To the end of an iteration (from 1), near or far: see hurry_to. */
void travel_to_iteration(struct app *app, uint64_t iteration);
/* To a fraction, 0 .. 1, of the iterations that the run has had so far. */
void travel_to_run_fraction(struct app *app, double fraction);

/* Before the first step. */
void travel_start(struct app *app);
/* The end of this iteration. */
void travel_end(struct app *app);

/* To exactly that cursor, forward from where the stepper stands (after the log of edits changed);
 * to the end of the run if it stops before. */
void travel_resume(struct app *app, struct cursor cursor);

/* To a fraction, 0 .. 1, of this iteration's steps at the current granularity. */
void travel_to_fraction(struct app *app, double fraction);

/* To the first step of a phase in this iteration (of the sample being shown). */
void travel_to_phase(struct app *app, enum theme_phase phase);

/* Where the step that ends at the cursor began. */
struct cursor travel_origin(const struct app *app, enum granularity granularity);

/* Whether the parameters have moved at the cursor: old values before, new ones after. */
bool travel_has_moved(const struct app *app);

#endif
