#include "bench/bench_fann.h"

#include <assert.h>
#include <stddef.h>

bool bench_fann_present(void)
{
    return false;
}

struct bench_fann *bench_fann_new(const struct net *net, const double *params,
                                  double learning_rate, struct error *err)
{
    (void)net;
    (void)params;
    (void)learning_rate;
    (void)err;
    return NULL;
}

void bench_fann_free(struct bench_fann *fann)
{
    (void)fann;
}

void bench_fann_train(struct bench_fann *fann, double *x, double *t)
{
    (void)fann;
    (void)x;
    (void)t;
    assert(false);
}

const double *bench_fann_run(struct bench_fann *fann, double *x)
{
    (void)fann;
    (void)x;
    assert(false);
    return NULL;
}
