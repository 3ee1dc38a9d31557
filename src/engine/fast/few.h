/*
 * few: the arithmetic of dense.h for layers of few units, written to be inlined.
 *
 * Where a layer has one to three units and inputs, as in most lessons, a call and the set-up of
 * a loop with vectors cost more than the sums; so these are written out. Shapes, the order of each
 * sum and so the bits are those of dense.h.
 *
 * What one layer computes the next one waits for, and loading what has just been stored takes as
 * long as three products. So these get it as a `struct few`: the numbers themselves, in registers,
 * and where they were stored.
 */
#ifndef BACKSTEP_ENGINE_FAST_FEW_H
#define BACKSTEP_ENGINE_FAST_FEW_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { FEW = 3 };

/* Whether the functions below are for that layer. */
static inline bool few_are(size_t out, size_t in)
{
    return out <= FEW && in <= FEW;
}

/* The numbers at `at`, of which there are 1 to FEW; the others are 0. All zeroed: none. */
struct few {
    const double *at; /* borrowed until the numbers there change */
    double v0, v1, v2;
};

/* The n numbers at `at`: `last`, if it is they, or else loaded. One by one: two at once would wait
 * for the two stores that have just made them. */
static inline struct few few_at(struct few last, size_t n, const double *at)
{
    if (last.at == at)
        return last;
    return (struct few){at, at[0], n > 1 ? at[1] : 0.0, n > 2 ? at[2] : 0.0};
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
 * products are -0 it is -0: whoever stores it adds + 0, which nobody has to wait for. */
static inline double few_sum(size_t n, const double *w, size_t stride, struct few x)
{
    double sum = w[0] * x.v0;

    if (n > 1)
        sum += w[stride] * x.v1;
    if (n > 2)
        sum += w[2 * stride] * x.v2;
    return sum;
}

/* w(in), b_j of row j, whose dz is d */
static inline void few_descend_row(size_t j, size_t in, double rate, double d,
                                   const double *x, double *w, double *b)
{
    w += j * in;
    w[0] -= rate * (0.0 + d * x[0]);
    if (in > 1)
        w[1] -= rate * (0.0 + d * x[1]);
    if (in > 2)
        w[2] -= rate * (0.0 + d * x[2]);
    if (b != NULL)
        b[j] -= rate * (0.0 + d);
}

static inline void few_descend(size_t out, size_t in, double rate, struct few dz,
                               const double *x, double *w, double *b)
{
    few_descend_row(0, in, rate, dz.v0, x, w, b);
    if (out > 1)
        few_descend_row(1, in, rate, dz.v1, x, w, b);
    if (out > 2)
        few_descend_row(2, in, rate, dz.v2, x, w, b);
}

#endif
