#include "engine/dense.h"

void dense_forward(size_t out, size_t in, const double *w, const double *b, const double *x,
                   double *restrict z)
{
    for (size_t j = 0; j < out; j++) {
        double sum = 0.0;

        for (size_t k = 0; k < in; k++)
            sum += w[j * in + k] * x[k];
        z[j] = b != NULL ? sum + b[j] : sum;
    }
}

void dense_backward_input(size_t out, size_t in, const double *restrict w,
                          const double *restrict dz, double *restrict dx)
{
    for (size_t k = 0; k < in; k++) {
        double sum = 0.0;

        for (size_t j = 0; j < out; j++)
            sum += w[j * in + k] * dz[j];
        dx[k] = sum;
    }
}

void dense_backward_weights(size_t out, size_t in, const double *restrict dz,
                            const double *restrict x, double *restrict gw, double *restrict gb)
{
    for (size_t j = 0; j < out; j++) {
        for (size_t k = 0; k < in; k++)
            gw[j * in + k] += dz[j] * x[k];
        if (gb != NULL)
            gb[j] += dz[j];
    }
}
