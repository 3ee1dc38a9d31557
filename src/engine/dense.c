#include "engine/dense.h"

void dense_forward(size_t out, size_t in, const double *w, const double *b, const double *x,
                   double *z)
{
    for (size_t j = 0; j < out; j++) {
        double sum = 0.0;

        for (size_t k = 0; k < in; k++)
            sum += w[j * in + k] * x[k];
        z[j] = b != NULL ? sum + b[j] : sum;
    }
}

void dense_backward_input(size_t out, size_t in, const double *w, const double *dz, double *dx)
{
    for (size_t k = 0; k < in; k++)
        dx[k] = 0.0;
    /* Row by row, as the weights lie in memory; each dx_k still sums over rising j. */
    for (size_t j = 0; j < out; j++)
        for (size_t k = 0; k < in; k++)
            dx[k] += w[j * in + k] * dz[j];
}

void dense_backward_weights(size_t out, size_t in, const double *dz, const double *x, double *gw,
                            double *gb)
{
    for (size_t j = 0; j < out; j++)
        for (size_t k = 0; k < in; k++)
            gw[j * in + k] += dz[j] * x[k];
    if (gb == NULL)
        return;
    for (size_t j = 0; j < out; j++)
        gb[j] += dz[j];
}
