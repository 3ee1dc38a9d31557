/*
 * run: on to the stopping criterion, in slices, so that the picture stays live and a key is answered.
 */
#ifndef BACKSTEP_APP_RUN_H
#define BACKSTEP_APP_RUN_H

#include <stdbool.h>

struct app;

/* Begins; a notice says so if the run has no criterion, and would have no end. */
void run_start(struct app *app);
/* Stays where it is; false if it was not running. */
bool run_stop(struct app *app);
/* A slice of a few milliseconds' work; to be called every tick. */
void run_tick(struct app *app);

#endif
