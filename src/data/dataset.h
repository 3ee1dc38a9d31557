/*
 * dataset: the samples, in memory: x(count, inputs) and t(count, targets), row-major.
 *
 * Behind the samples to train on there may be some that are held out, to validate on: training
 * never looks at them (data/split.h).
 */
#ifndef BACKSTEP_DATA_DATASET_H
#define BACKSTEP_DATA_DATASET_H

#include "base/error.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Samples, and the numbers of all of them together: 2 GiB. */
enum { DATASET_SAMPLES_MAX = 1000000, DATASET_NUMBERS_MAX = 1 << 28 };

/* How a column was brought to scale; see data/standardize.h. */
struct dataset_scale {
    double mean, deviation;
};

struct dataset {
    size_t count;      /* to train on */
    size_t validation; /* held out, behind those */
    size_t inputs;  /* numbers of each sample: of a sequence those of all its times */
    size_t targets;
    size_t times;   /* of the longest sequence; shorter ones end in NaN; 1: they are no sequences */
    double *x; /* owned */
    double *t; /* owned */
    struct dataset_scale *x_scales; /* owned; x_scales(inputs); NULL: they are as they were given */
    bool pixels; /* the inputs are only divided, by x_scales' deviation */
    struct dataset_scale
        *t_scales; /* owned; t_scales(targets); NULL: they are as they were given */
};

/* Zeroed samples. Errors: too many samples or numbers, not enough memory. */
bool dataset_init(struct dataset *data, size_t count, size_t inputs, size_t targets,
                  struct error *err);
void dataset_finish(struct dataset *data);

/* sample: 0 .. count + validation - 1. */
static inline const double *dataset_x(const struct dataset *data, size_t sample)
{
    assert(sample < data->count + data->validation);
    return data->x + sample * data->inputs;
}

static inline const double *dataset_t(const struct dataset *data, size_t sample)
{
    assert(sample < data->count + data->validation);
    return data->t + sample * data->targets;
}

#endif
