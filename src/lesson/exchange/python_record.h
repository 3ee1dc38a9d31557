/*
 * python_record: what the engine computed, as Python's literals.
 */
#ifndef BACKSTEP_LESSON_EXCHANGE_PYTHON_RECORD_H
#define BACKSTEP_LESSON_EXCHANGE_PYTHON_RECORD_H

#include "engine/stepper.h"

#include <stdio.h>

/* A number (inf and nan as the module math calls them), a list of n, a list of rows of them. */
void python_number(FILE *out, double value);
void python_list(FILE *out, const double *values, size_t n);
void python_rows(FILE *out, const double *values, size_t rows, size_t columns);

/* Runs the iterations and appends each, when its last update is done, to the list `iterations`: a
 * dictionary of its samples, every z, a and dz, its loss, its gradients and its new parameters. */
void python_run(FILE *out, struct stepper *stepper, uint64_t iterations);

#endif
