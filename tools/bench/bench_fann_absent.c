#include "bench/bench_fann.h"

#include <assert.h>
#include <stddef.h>

bool bench_fann_present(void)
{
    return false;
}

struct bench_fann *bench_fann_new(const struct net *net, const double *params,
                                  const struct dataset *data, size_t batch,
                                  double learning_rate, double momentum, struct error *err)
{
    (void)net, (void)params, (void)data, (void)batch;
    (void)learning_rate, (void)momentum, (void)err;
    return NULL;
}

void bench_fann_free(struct bench_fann *fann)
{
    (void)fann;
}

void bench_fann_epoch(struct bench_fann *fann)
{
    (void)fann;
    assert(false);
}

const double *bench_fann_run(struct bench_fann *fann, double *x)
{
    (void)fann;
    (void)x;
    assert(false);
    return NULL;
}
