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
 * steepness 0.5, which is 1/(1+e^-z), with ½ squared error (FANN_ERRORFUNC_LINEAR) and gradient
 * descent in batches of that many of the data's samples; of one sample, with that momentum. FANN
 * keeps both numbers in floats: choose some that fit. Owned by the caller. Errors: not enough
 * memory. */
struct bench_fann *bench_fann_new(const struct net *net, const double *params,
                                  const struct dataset *data, size_t batch,
                                  double learning_rate, double momentum, struct error *err);
void bench_fann_free(struct bench_fann *fann);

/* Forward, loss, backward and update with each of the samples, in order. */
void bench_fann_epoch(struct bench_fann *fann);

/* The output for x; valid until the next call. */
const double *bench_fann_run(struct bench_fann *fann, double *x);

#endif
