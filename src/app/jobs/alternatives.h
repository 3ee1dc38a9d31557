/*
 * alternatives: the step of every optimiser from this iteration's gradients, on scratch copies, and
 * the change to another one, which is an edit like those by hand.
 */
#ifndef BACKSTEP_APP_JOBS_ALTERNATIVES_H
#define BACKSTEP_APP_JOBS_ALTERNATIVES_H

#include "view/sheets/optimizers.h"

#include <stdbool.h>

struct app;

/* Opens the sheet; a notice says why not, where the gradients are not computed yet. */
void alternatives_open(struct app *app);

/* What the optimiser at work is called. */
const char *alternatives_now(struct app *app);

/* The run goes on with that optimiser from this iteration's update on. The cursor goes back to just
 * before the update. */
void alternatives_use(struct app *app, enum optimizer_kind choice);

#endif
