#include "engine/optimizer.h"

double optimizer_gradient(double sum, size_t batch)
{
    return sum / (double)batch;
}

void optimizer_update(const struct optimizer *optimizer, size_t n, double *w, const double *sum,
                      size_t batch)
{
    for (size_t i = 0; i < n; i++)
        w[i] -= optimizer->learning_rate * optimizer_gradient(sum[i], batch);
}
