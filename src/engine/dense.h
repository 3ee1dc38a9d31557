/*
 * dense: the arithmetic of one fully connected layer, forward and backward.
 *
 * Weights are w(out,in), row-major: row j holds the weights into unit j. Each
 * sum runs over its index in rising order, so every build gives the same bits. Results
 * overlap no arguments.
 */
#ifndef BACKSTEP_ENGINE_DENSE_H
#define BACKSTEP_ENGINE_DENSE_H

#include <stddef.h>

/* z(out) = w(out,in) x(in) + b(out); b may be NULL. The bias is added last. */
void dense_forward(size_t out, size_t in, const double *w, const double *b, const double *x,
                   double *restrict z);

/* dx(in) = wᵀ(in,out) dz(out): each unit sums what it costs along every path. */
void dense_backward_input(size_t out, size_t in, const double *restrict w,
                          const double *restrict dz, double *restrict dx);

/* gw(out,in) += dz(out) xᵀ(in); gb(out) += dz(out); gb may be NULL. */
void dense_backward_weights(size_t out, size_t in, const double *restrict dz,
                            const double *restrict x, double *restrict gw, double *restrict gb);

/* w(out,in) -= rate · g and b(out) -= rate · gb, where g and gb are what dense_backward_weights
 * adds to zeros: the same bits as storing them and updating from there. b may be NULL. */
void dense_descend(size_t out, size_t in, double rate, const double *restrict dz,
                   const double *restrict x, double *restrict w, double *restrict b);

#endif
