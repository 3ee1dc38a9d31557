/*
 * asking: which number of the screen the user asks about.
 */
#ifndef BACKSTEP_APP_ASKING_H
#define BACKSTEP_APP_ASKING_H

#include "app/app.h"

/* Commands (command.h): asks about a quantity (quantity_pack; 0: nothing), about the next thing on
 * the screen (1) or the one before (-1); opens or closes the long form. */
void asking_select(struct app *app, double packed);
void asking_next(struct app *app, double step);
void asking_open(struct app *app, double unused);

/* Nothing is asked about any more; false if nothing was. */
bool asking_clear(struct app *app);

/* The pointer stands at that place now: what is there is asked about. */
void asking_point(struct app *app, struct point at);
/* The pointer means nothing until it moves again. */
void asking_unpoint(struct app *app);

#endif
