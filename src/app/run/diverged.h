/*
 * diverged: a run that stopped because a number became infinite or NaN: which was the first, and
 * the way back to it.
 */
#ifndef BACKSTEP_APP_RUN_DIVERGED_H
#define BACKSTEP_APP_RUN_DIVERGED_H

#include "app/run/run.h"

/* What it was and how to get there, in a sentence; false unless the run stands where it stopped
 * so. */
bool diverged_describe(struct run *run, char text[ERROR_TEXT_SIZE]);

/* To the step that shows it; *asked is what to ask about there. False if nothing is known to have
 * diverged. */
bool diverged_go(struct run *run, struct quantity *asked);

#endif
