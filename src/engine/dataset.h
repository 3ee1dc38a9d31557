/*
 * dataset: the samples, in memory: x(count, inputs) and t(count, targets), row-major.
 */
#ifndef BACKSTEP_ENGINE_DATASET_H
#define BACKSTEP_ENGINE_DATASET_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum { DATASET_SAMPLES_MAX = 1000000 };

struct dataset {
    size_t count;
    size_t inputs;
    size_t targets;
    double *x; /* owned */
    double *t; /* owned */
};

/* Zeroed samples. Errors: too many, not enough memory. */
bool dataset_init(struct dataset *data, size_t count, size_t inputs, size_t targets,
                  struct error *err);
void dataset_finish(struct dataset *data);

const double *dataset_x(const struct dataset *data, size_t sample);
const double *dataset_t(const struct dataset *data, size_t sample);

#endif
