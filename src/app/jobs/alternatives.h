/*
 * alternatives: the step of every optimiser from this iteration's gradients, on scratch copies.
 */
#ifndef BACKSTEP_APP_JOBS_ALTERNATIVES_H
#define BACKSTEP_APP_JOBS_ALTERNATIVES_H

#include "app/run/run.h"
#include "view/sheets/optimizers.h"

/* Of the moment shown; false where the gradients are not computed yet. */
bool alternatives_make(struct run *run, struct optimizers_card *card);

#endif
