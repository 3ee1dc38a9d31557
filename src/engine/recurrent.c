#include "engine/recurrent.h"

void recurrent_forward(size_t out, size_t in, const double *w, const double *r, const double *b,
                       const double *x, const double *before, double *restrict z)
{
    for (size_t j = 0; j < out; j++) {
        double from_below = 0.0, from_before = 0.0;

        for (size_t k = 0; k < in; k++)
            from_below += w[j * in + k] * x[k];
        for (size_t i = 0; before != NULL && i < out; i++)
            from_before += r[j * out + i] * before[i];
        z[j] = from_below + from_before;
        z[j] = b != NULL ? z[j] + b[j] : z[j];
    }
}

void recurrent_backward(size_t out, const double *r, const double *next, const double *output,
                        double *restrict future, double *restrict da)
{
    for (size_t i = 0; i < out; i++) {
        double sum = 0.0;

        for (size_t j = 0; next != NULL && j < out; j++)
            sum += r[j * out + i] * next[j];
        future[i] = sum;
        da[i] = output[i] + future[i];
    }
}

void recurrent_backward_weights(size_t out, const double *dz, const double *before,
                                double *restrict gr)
{
    for (size_t j = 0; before != NULL && j < out; j++)
        for (size_t i = 0; i < out; i++)
            gr[j * out + i] += dz[j] * before[i];
}
