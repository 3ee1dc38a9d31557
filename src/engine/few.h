/*
 * few: the arithmetic of dense.h for layers of few units, written to be inlined.
 *
 * Where a layer has one to three units and inputs, as in most lessons, a call and the set-up of
 * a loop with vectors cost more than the sums; so these are written out. Arguments, shapes, the order of each sum and so
 * the bits are those of dense.h. No two numbers are loaded at once: such a load would wait for
 * the two stores that have just made them.
 */
#ifndef BACKSTEP_ENGINE_FEW_H
#define BACKSTEP_ENGINE_FEW_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { FEW = 3 };

/* Whether the functions below are for that layer. */
static inline bool few_are(size_t out, size_t in)
{
    return out <= FEW && in <= FEW;
}

/* to(n) = from(n), of any n */
static inline void few_copy(size_t n, const double *from, double *to)
{
    if (n > FEW) {
        memcpy(to, from, n * sizeof *to);
        return;
    }
    to[0] = from[0];
    if (n > 1)
        to[1] = from[1];
    if (n > 2)
        to[2] = from[2];
}

/* Σ w_i x_i over n, 1 to FEW; the w_i are `stride` apart. It does not begin with 0, so where all
 * products are -0 it is -0: whoever takes it adds + 0 where that is not waited for. */
static inline double few_sum(size_t n, const double *w, size_t stride, const double *x)
{
    double sum = w[0] * x[0];

    if (n > 1)
        sum += w[stride] * x[1];
    if (n > 2)
        sum += w[2 * stride] * x[2];
    return sum;
}

/* z_j of row j; b may be NULL */
static inline double few_forward_row(size_t j, size_t in, const double *w, const double *b,
                                     const double *x)
{
    double sum = few_sum(in, w + j * in, 1, x);

    return b != NULL ? sum + (b[j] + 0.0) : sum + 0.0;
}

/* dx_k of w(out,in) */
static inline double few_backward_column(size_t k, size_t out, size_t in, const double *w,
                                         const double *dz)
{
    return few_sum(out, w + k, in, dz) + 0.0;
}

/* w(in), b_j of row j */
static inline void few_descend_row(size_t j, size_t in, double rate, const double *dz,
                                   const double *x, double *w, double *b)
{
    const double d = dz[j];

    w += j * in;
    w[0] -= rate * (0.0 + d * x[0]);
    if (in > 1)
        w[1] -= rate * (0.0 + d * x[1]);
    if (in > 2)
        w[2] -= rate * (0.0 + d * x[2]);
    if (b != NULL)
        b[j] -= rate * (0.0 + d);
}

static inline void few_descend(size_t out, size_t in, double rate, const double *dz,
                               const double *x, double *w, double *b)
{
    few_descend_row(0, in, rate, dz, x, w, b);
    if (out > 1)
        few_descend_row(1, in, rate, dz, x, w, b);
    if (out > 2)
        few_descend_row(2, in, rate, dz, x, w, b);
}

#endif
