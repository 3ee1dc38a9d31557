/*
 * bench_train: how long the engine takes to train one sample.
 */
#ifndef BACKSTEP_CLI_BENCH_TRAIN_H
#define BACKSTEP_CLI_BENCH_TRAIN_H

#include "base/error.h"

#include <stdbool.h>

enum { BENCH_NETS = 4 };

struct bench_train {
    const char *shape; /* "2-8-8-1" */
    double ns;         /* a sample: forward, loss, backward, update; the median of interleaved runs */
};

/* Online gradient descent, sigmoid units, half squared error. Errors: not enough memory. */
bool bench_train(struct bench_train results[BENCH_NETS], struct error *err);

/* The median of `count` numbers, which are put in order. */
double bench_median(double *values, int count);

#endif
