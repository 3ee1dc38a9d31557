/*
 * bench_fann: the networks of bench_train in FANN, to be measured against.
 *
 * FANN is the Fast Artificial Neural Network Library (http://leenissen.dk/fann), here the
 * one for doubles, libdoublefann. Where it was not there when this was built, bench_fann_new
 * gives NULL without an error and nothing else may be called.
 */
#ifndef BACKSTEP_BENCH_FANN_H
#define BACKSTEP_BENCH_FANN_H

#include "base/error.h"
#include "engine/net.h"

#include <stdbool.h>

struct bench_fann;

bool bench_fann_present(void);

/* A network of FANN's with the net's layers and these parameters, all units sigmoids of
 * steepness 0.5, which is 1/(1+e^-z), with ½ squared error (FANN_ERRORFUNC_LINEAR) and online
 * gradient descent without momentum. FANN keeps the learning rate in a float: choose one that fits.
 * Owned by the caller. Errors: not enough memory. */
struct bench_fann *bench_fann_new(const struct net *net, const double *params,
                                  double learning_rate, struct error *err);
void bench_fann_free(struct bench_fann *fann);

/* Forward, loss, backward and update of one sample. */
void bench_fann_train(struct bench_fann *fann, double *x, double *t);

/* The output for x; valid until the next call. */
const double *bench_fann_run(struct bench_fann *fann, double *x);

#endif
