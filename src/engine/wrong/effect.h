/*
 * effect: whether a mistake can show at all in the run that makes it.
 */
#ifndef BACKSTEP_ENGINE_WRONG_EFFECT_H
#define BACKSTEP_ENGINE_WRONG_EFFECT_H

#include "engine/stepper.h"

/* Why the mistake cannot change anything in such a run: the name of the text that says it,
 * effect_... of words/english/rows.h; NULL if it can. params: the initial ones. */
const char *effect_missing(enum mistake mistake, const struct net *net,
                                   const struct training *training, const double *params);

#endif
