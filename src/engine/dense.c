#include "engine/dense.h"

/* Rows at a time: their sums do not wait for each other. Each is summed in the same order as
 * alone, so the result has the bits of the plain loop (tests/engine/test_dense.c has it). */
enum { ROWS = 8, HALF = 4 };

/* sums(ROWS) of the rows at w */
static void forward_rows(size_t in, const double *restrict w, const double *restrict x,
                         double sums[ROWS])
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
    sums[0] = s0;
    sums[1] = s1;
    sums[2] = s2;
    sums[3] = s3;
    sums[4] = s4;
    sums[5] = s5;
    sums[6] = s6;
    sums[7] = s7;
}

/* The same for HALF as many. */
static void forward_half(size_t in, const double *restrict w, const double *restrict x,
                         double sums[HALF])
{
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    const double *w0 = w, *w1 = w0 + in, *w2 = w1 + in, *w3 = w2 + in;

    for (size_t k = 0; k < in; k++) {
        s0 += w0[k] * x[k];
        s1 += w1[k] * x[k];
        s2 += w2[k] * x[k];
        s3 += w3[k] * x[k];
    }
    sums[0] = s0;
    sums[1] = s1;
    sums[2] = s2;
    sums[3] = s3;
}

void dense_forward(size_t out, size_t in, const double *w, const double *b, const double *x,
                   double *z)
{
    size_t j = 0;

    for (; j + ROWS <= out; j += ROWS)
        forward_rows(in, w + j * in, x, z + j);
    for (; j + HALF <= out; j += HALF)
        forward_half(in, w + j * in, x, z + j);
    for (; j < out; j++) {
        double sum = 0.0;

        for (size_t k = 0; k < in; k++)
            sum += w[j * in + k] * x[k];
        z[j] = sum;
    }
    for (j = 0; b != NULL && j < out; j++)
        z[j] += b[j];
}

/* dx(in) += the shares of HALF rows at w, one after the other. */
static void backward_rows(size_t in, const double *restrict w, const double *dz,
                          double *restrict dx)
{
    const double d0 = dz[0], d1 = dz[1], d2 = dz[2], d3 = dz[3];
    const double *w0 = w, *w1 = w0 + in, *w2 = w1 + in, *w3 = w2 + in;

    for (size_t k = 0; k < in; k++) {
        double sum = dx[k];

        sum += w0[k] * d0;
        sum += w1[k] * d1;
        sum += w2[k] * d2;
        sum += w3[k] * d3;
        dx[k] = sum;
    }
}

void dense_backward_input(size_t out, size_t in, const double *w, const double *dz,
                          double *restrict dx)
{
    size_t j = 0;

    for (size_t k = 0; k < in; k++)
        dx[k] = 0.0;
    /* Row by row, as the weights lie in memory; each dx_k still sums over rising j. */
    for (; j + HALF <= out; j += HALF)
        backward_rows(in, w + j * in, dz + j, dx);
    for (; j < out; j++)
        for (size_t k = 0; k < in; k++)
            dx[k] += w[j * in + k] * dz[j];
}

void dense_backward_weights(size_t out, size_t in, const double *dz, const double *x,
                            double *restrict gw, double *restrict gb)
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
