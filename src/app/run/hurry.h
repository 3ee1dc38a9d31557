/*
 * run: on to the stopping criterion or to a given moment, or back to the start, in slices, so that
 * the picture stays live and a key is answered.
 */
#ifndef BACKSTEP_APP_RUN_HURRY_H
#define BACKSTEP_APP_RUN_HURRY_H

#include "explain/explain.h"

#include <stdbool.h>

struct app;

/* Begins; a notice says so if the run has no criterion, and would have no end. */
void hurry_start(struct app *app);
/* Back to the start of the run, whatever its length in a few seconds. */
void hurry_rewind(struct app *app);
/* To the end of this epoch, or of the next if it is there already (step 1); to the end of the one
 * before (-1). */
void hurry_epochs(struct app *app, int step);

/* To that moment, forward from where the run stands: at once if it is near, else in slices. */
void hurry_to(struct app *app, struct cursor cursor);
/* The rest of it at once, for who has no time to show. */
void hurry_finish(struct app *app);
/* Stays where it is; false if it was not running. */
bool hurry_stop(struct app *app);
/* Where to it hurries and how fast, for the page about it. */
void hurry_describe(const struct app *app, struct explain_run *out);
/* A slice of work; to be called every tick. As long as keeps the picture at 30 frames a second:
 * what drawing takes is measured, training gets the rest. */
void hurry_tick(struct app *app);

#endif
