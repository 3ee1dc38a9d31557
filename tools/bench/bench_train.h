/*
 * bench_train: how long the engine takes to train one sample, and how long FANN does.
 *
 * Both train the same networks from the same parameters on the same samples, in the same
 * order, in one thread: sigmoid units, half squared error, in doubles; online gradient descent where
 * a row says nothing else, which may be a batch or an optimiser that FANN has not. The engine does it by stepper_run, the stepper's units in
 * their order as fast-forward runs them; FANN by fann_train, which updates after each sample
 * (bench_fann.h has its settings). That they do the same work is checked: both begin with
 * one epoch that is not timed, after which their outputs must agree to 1e-9.
 *
 * They take turns in rounds of a few milliseconds, so that what else the machine does hits
 * both; the ratio is the median of the rounds' ratios.
 */
#ifndef BACKSTEP_BENCH_TRAIN_H
#define BACKSTEP_BENCH_TRAIN_H

#include "base/error.h"

#include <stdbool.h>

enum { BENCH_NETS = 14 };

struct bench_train {
    const char *shape; /* "2-8-8-1", "784-16-16-10 batch 32" */
    double ns;         /* a sample: forward, loss, backward, update; the median of interleaved runs */
    /* The same in FANN; 0 without it (bench_fann_present), or where it does not train so. */
    double fann_ns;
    double fann_ratio; /* the engine's time over FANN's */
    /* Where FANN does not train so, what it is to be measured by: of an optimiser plain gradient
     * descent in the same network and a bare pass over the parameters, with the root and the
     * quotient that it has; of sequences twice what their multiplications take in plain layers;
     * else 0. */
    double limit_ns;
};

/* Errors: not enough memory; FANN does not compute the same. */
bool bench_train(struct bench_train results[BENCH_NETS], struct error *err);

/* The median of `count` numbers, which are put in order. */
double bench_median(double *values, int count);

#endif
