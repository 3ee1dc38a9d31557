#include "engine/fast/rows.h"

#include "base/attributes.h"

#include <stdbool.h>

/* Rows at a time: their sums do not wait for each other. Each is summed in the same order as
 * alone, so the result has the bits of the plain loop. */
enum { ROWS = 8, HALF = 4 };

/* z(ROWS) of the rows at w. What is added up in registers is not read back from z: a load wider
 * than the stores before it has to wait for them. */
static inline void forward_rows(size_t in, const double *restrict w, const double *restrict b,
                         const double *restrict x, double *restrict z)
{
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    const double *w0 = w, *w1 = w0 + in, *w2 = w1 + in, *w3 = w2 + in, *w4 = w3 + in;
    const double *w5 = w4 + in, *w6 = w5 + in, *w7 = w6 + in;

    for (size_t k = 0; k < in; k++) {
        s0 += w0[k] * x[k];
        s1 += w1[k] * x[k];
        s2 += w2[k] * x[k];
        s3 += w3[k] * x[k];
        s4 += w4[k] * x[k];
        s5 += w5[k] * x[k];
        s6 += w6[k] * x[k];
        s7 += w7[k] * x[k];
    }
    z[0] = b != NULL ? s0 + b[0] : s0;
    z[1] = b != NULL ? s1 + b[1] : s1;
    z[2] = b != NULL ? s2 + b[2] : s2;
    z[3] = b != NULL ? s3 + b[3] : s3;
    z[4] = b != NULL ? s4 + b[4] : s4;
    z[5] = b != NULL ? s5 + b[5] : s5;
    z[6] = b != NULL ? s6 + b[6] : s6;
    z[7] = b != NULL ? s7 + b[7] : s7;
}

/* z(HALF) of the rows at w. */
static inline void forward_half(size_t in, const double *restrict w, const double *restrict b,
                         const double *restrict x, double *restrict z)
{
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    const double *w0 = w, *w1 = w0 + in, *w2 = w1 + in, *w3 = w2 + in;

    for (size_t k = 0; k < in; k++) {
        s0 += w0[k] * x[k];
        s1 += w1[k] * x[k];
        s2 += w2[k] * x[k];
        s3 += w3[k] * x[k];
    }
    z[0] = b != NULL ? s0 + b[0] : s0;
    z[1] = b != NULL ? s1 + b[1] : s1;
    z[2] = b != NULL ? s2 + b[2] : s2;
    z[3] = b != NULL ? s3 + b[3] : s3;
}

WIDE_VECTORS
void rows_forward(size_t out, size_t in, const double *w, const double *b, const double *x,
                   double *restrict z)
{
    size_t j = 0;

    for (; j + ROWS <= out; j += ROWS)
        forward_rows(in, w + j * in, b != NULL ? b + j : NULL, x, z + j);
    for (; j + HALF <= out; j += HALF)
        forward_half(in, w + j * in, b != NULL ? b + j : NULL, x, z + j);
    for (; j < out; j++) {
        double sum = 0.0;

        for (size_t k = 0; k < in; k++)
            sum += w[j * in + k] * x[k];
        z[j] = b != NULL ? sum + b[j] : sum;
    }
}

/* dx(in) = or += the shares of HALF rows at w, one after the other. */
static inline void backward_rows(size_t in, const double *restrict w, const double *dz,
                                 double *restrict dx, bool first)
{
    const double d0 = dz[0], d1 = dz[1], d2 = dz[2], d3 = dz[3];
    const double *w0 = w, *w1 = w0 + in, *w2 = w1 + in, *w3 = w2 + in;

    for (size_t k = 0; k < in; k++) {
        double sum = first ? 0.0 : dx[k];

        sum += w0[k] * d0;
        sum += w1[k] * d1;
        sum += w2[k] * d2;
        sum += w3[k] * d3;
        dx[k] = sum;
    }
}

WIDE_VECTORS
void rows_backward_input(size_t out, size_t in, const double *restrict w,
                          const double *restrict dz, double *restrict dx)
{
    size_t j = out < HALF ? 1 : HALF;

    /* Row by row, as the weights lie in memory; each dx_k still sums over rising j. */
    if (out >= HALF)
        backward_rows(in, w, dz, dx, true);
    else
        for (size_t k = 0; k < in; k++)
            dx[k] = 0.0 + w[k] * dz[0];
    for (; j + HALF <= out; j += HALF)
        backward_rows(in, w + j * in, dz + j, dx, false);
    for (; j < out; j++)
        for (size_t k = 0; k < in; k++)
            dx[k] += w[j * in + k] * dz[j];
}

WIDE_VECTORS
void rows_backward_weights(size_t out, size_t in, const double *restrict dz,
                            const double *restrict x, double *restrict gw, double *restrict gb)
{
    for (size_t j = 0; j < out; j++) {
        const double d = dz[j];
        double *restrict row = gw + j * in;

        for (size_t k = 0; k < in; k++)
            row[k] += d * x[k];
    }
    if (gb == NULL)
        return;
    for (size_t j = 0; j < out; j++)
        gb[j] += dz[j];
}

/* w(n) -= rate (0 + d x(n)): 0 + is what the sum of the gradients is, it makes -0 to 0. */
static inline void descend_some(size_t n, double rate, double d, const double *restrict x,
                                double *restrict w)
{
    for (size_t k = 0; k < n; k++)
        w[k] -= rate * (0.0 + d * x[k]);
}

WIDE_VECTORS
void rows_descend(size_t out, size_t in, double rate, const double *restrict dz,
                   const double *restrict x, double *restrict w, double *restrict b)
{
    for (size_t j = 0; j < out; j++, w += in) {
        const double d = dz[j];
        size_t k = 0;

        for (; k + HALF <= in; k += HALF)
            descend_some(HALF, rate, d, x + k, w + k);
        for (; k < in; k++)
            descend_some(1, rate, d, x + k, w + k);
        if (b != NULL)
            b[j] -= rate * (0.0 + d);
    }
}

/* ---- of a recurrent layer ---- */

WIDE_VECTORS
void rows_recurrent_forward(size_t out, size_t in, const double *w, const double *r,
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

WIDE_VECTORS
void rows_recurrent_backward(size_t out, const double *r, const double *next,
                             const double *output, double *restrict future, double *restrict da)
{
    if (next != NULL)
        rows_backward_input(out, out, r, next, future);
    for (size_t i = 0; next == NULL && i < out; i++)
        future[i] = 0.0;
    for (size_t i = 0; i < out; i++)
        da[i] = output[i] + future[i];
}

void rows_recurrent_backward_weights(size_t out, const double *dz, const double *before,
                                     double *restrict gr)
{
    if (before != NULL)
        rows_backward_weights(out, out, dz, before, gr, NULL);
}
