/*
 * diverged: a run that stopped because a number became infinite or NaN: which was the first, and
 * the way back to it.
 */
#ifndef BACKSTEP_APP_RUN_DIVERGED_H
#define BACKSTEP_APP_RUN_DIVERGED_H

#include "engine/measure/divergence.h"

struct app;

/* What it began with, searched for once; NULL unless the run stands where it stopped so. Moves the
 * history and brings it back. */
const struct divergence *diverged_find(struct app *app);

/* Says what it was and how to get there, if the run stands where it stopped so. */
void diverged_say(struct app *app);

/* To the step that shows it, and asks about it; a notice if nothing is known to have diverged. */
void diverged_go(struct app *app);

#endif
