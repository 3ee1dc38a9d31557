#include "engine/recurrent.h"

#include "engine/fast/rows.h"

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

/* ---- by rows.h ---- */

void recurrent_rows_forward(size_t out, size_t in, const double *w, const double *r,
                            const double *b, const double *x, const double *before,
                            double *restrict spare, double *restrict z)
{
    rows_forward(out, in, w, NULL, x, z);
    if (before != NULL)
        rows_forward(out, out, r, NULL, before, spare);
    for (size_t j = 0; j < out; j++)
        z[j] = z[j] + (before != NULL ? spare[j] : 0.0);
    for (size_t j = 0; b != NULL && j < out; j++)
        z[j] = z[j] + b[j];
}

void recurrent_rows_backward(size_t out, const double *r, const double *next,
                             const double *output, double *restrict future, double *restrict da)
{
    if (next != NULL)
        rows_backward_input(out, out, r, next, future);
    for (size_t i = 0; next == NULL && i < out; i++)
        future[i] = 0.0;
    for (size_t i = 0; i < out; i++)
        da[i] = output[i] + future[i];
}

void recurrent_rows_backward_weights(size_t out, const double *dz, const double *before,
                                     double *restrict gr)
{
    if (before != NULL)
        rows_backward_weights(out, out, dz, before, gr, NULL);
}
