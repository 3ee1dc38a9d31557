/*
 * trace: what the engine did, unit by unit, as JSON Lines for other programs.
 */
#ifndef BACKSTEP_LESSON_TRACE_H
#define BACKSTEP_LESSON_TRACE_H

#include "engine/stepper.h"

#include <stdio.h>

/* One line for the unit the stepper has just executed; nothing at step 0. Write
 * errors stay in the stream (ferror). */
void trace_unit(FILE *out, const struct stepper *stepper);

#endif
