/*
 * asking: which number of the screen the user asks about.
 */
#ifndef BACKSTEP_APP_ASKING_H
#define BACKSTEP_APP_ASKING_H

#include "app/app.h"

/* Applies a command of asking; false if it is none. */
bool asking_apply(struct app *app, enum command command, double argument);

/* Nothing is asked about any more; false if nothing was. */
bool asking_clear(struct app *app);

/* The pointer stands at that place now: what is there is asked about. */
void asking_point(struct app *app, struct point at);
/* The pointer means nothing until it moves again. */
void asking_unpoint(struct app *app);

#endif
