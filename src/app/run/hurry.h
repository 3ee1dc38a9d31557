/*
 * hurry: on to the stopping criterion or to a given moment, or back to the start, so that the
 * picture stays live and a key is answered: in slices between the frames, or, where there are two
 * cores, beside them, while pixels are drawn and events waited for.
 */
#ifndef BACKSTEP_APP_RUN_HURRY_H
#define BACKSTEP_APP_RUN_HURRY_H

#include "app/run/run.h"
#include "explain/explain.h"

/* Begins; false if the run has no criterion, and would have no end. `slowly`: the first seconds go
 * faster and faster, so that a short run can be watched. */
bool hurry_start(struct run *run, bool slowly);
/* Back to the start of the run, whatever its length in a few seconds. */
void hurry_rewind(struct run *run);
/* To the end of this epoch, or of the next if it is there already (step 1); to the end of the one
 * before (-1). */
void hurry_epochs(struct run *run, int step);

/* To that moment, forward from where the run stands: at once if it is near, else in slices. */
void hurry_to(struct run *run, struct cursor cursor);
/* To a moment where the run has been before, in slices if that takes long; else false, and the
 * caller travels there. */
bool hurry_back(struct run *run, struct cursor cursor);
/* To the end of an iteration (from 1), near or far: see hurry_to. */
void hurry_to_iteration(struct run *run, uint64_t iteration);
/* To a fraction, 0 .. 1, of the iterations that the run has had so far. */
void hurry_to_run_fraction(struct run *run, double fraction);

/* The same, stretched over so many seconds, slowly at first, so that it can be watched; 0: at once.
 */
void hurry_in(struct run *run, struct cursor cursor, double seconds);
/* The rest of it at once, for who has no time to show. */
void hurry_finish(struct run *run);
/* Stays where it is; false if it was not running. */
bool hurry_stop(struct run *run);
/* Where to it hurries and how fast, for the page about it. */
void hurry_describe(const struct run *run, struct explain_run *out);
/* A slice of work; to be called every tick. As long as keeps the picture at 30 frames a second:
 * what drawing takes is measured, training gets the rest. */
void hurry_tick(struct run *run);

/* From here to hurry_hold nobody looks at the run: where it hurries as fast as it can, it goes on
 * beside what the caller does, and not in the ticks. */
void hurry_release(struct run *run);
/* The same, but the moment may be looked at, and is not the run's last one any more: what goes on
 * is not to be seen before hurry_hold. */
void hurry_release_shown(struct run *run);
void hurry_hold(struct run *run);

#endif
