/*
 * trace: what the engine did, unit by unit, as JSON Lines for other programs.
 */
#ifndef BACKSTEP_LESSON_TRACE_H
#define BACKSTEP_LESSON_TRACE_H

#include "engine/stepper.h"
#include "graph/graph_run.h"

#include <stdio.h>

/* One line for the unit the stepper has just executed; nothing at step 0. Write
 * errors stay in the stream (ferror). */
void trace_unit(FILE *out, const struct stepper *stepper);

/* A number, in quotes where JSON has none such. */
void trace_number(FILE *out, double value);

/* What trace_unit does of a graph. Its loss is the last value, and has no line of its own. */
void trace_graph_unit(FILE *out, const struct graph_run *run);

#endif
