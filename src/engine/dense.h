/*
 * dense: the arithmetic of one fully connected layer, forward and backward.
 *
 * Weights are w(out,in), row-major: row j holds the weights into unit j. Each
 * sum runs over its index in rising order, so every build gives the same bits. Results
 * overlap no arguments. These are the loops to read; where training has to be fast,
 * engine/fast/rows.h gives the same bits.
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

#endif
