/*
 * recurrent: the arithmetic of one recurrent layer (Elman 1990) at one time, forward and backward.
 *
 * The layer is fed by the layer below, as any is, and by its own activations of the time before,
 * h_0 being 0:
 *
 *   z_t = W x_t + R h_(t-1) + b      h_t = f(z_t)
 *
 * Unrolled, that is a deep network with a layer a time and the same W, R and b in each. So the way
 * back is that of any network, from the last time to the first (backpropagation through time;
 * Werbos 1990): h_t has two ways to the loss, through the layer above at this time and through
 * z_(t+1), and a parameter's gradient is the sum over the times at which it is used.
 *
 * Shapes as in dense.h: w(out,in), r(out,out), row j into unit j. Sums run in rising order. The
 * first three are the loops to read; the others do it by engine/fast/rows.h.
 */
#ifndef BACKSTEP_ENGINE_RECURRENT_H
#define BACKSTEP_ENGINE_RECURRENT_H

#include <stddef.h>

/* z(out) = w x + r before + b, each product summed for itself; before(out): h of the time before,
 * NULL at the first time; b may be NULL. */
void recurrent_forward(size_t out, size_t in, const double *w, const double *r, const double *b,
                       const double *x, const double *before, double *restrict z);

/* da(out) = output + future; future(out) = rᵀ next, which is dz of the next time; NULL: there is
 * none, or the gradient is cut. output(out): what came through the layer above. */
void recurrent_backward(size_t out, const double *r, const double *next, const double *output,
                        double *restrict future, double *restrict da);

/* gr(out,out) += dz beforeᵀ; before NULL: it was 0. */
void recurrent_backward_weights(size_t out, const double *dz, const double *before,
                                double *restrict gr);

/* The same bits, sooner; spare(out): room, which is overwritten. */
void recurrent_rows_forward(size_t out, size_t in, const double *w, const double *r,
                            const double *b, const double *x, const double *before,
                            double *restrict spare, double *restrict z);
void recurrent_rows_backward(size_t out, const double *r, const double *next,
                             const double *output, double *restrict future, double *restrict da);
void recurrent_rows_backward_weights(size_t out, const double *dz, const double *before,
                                     double *restrict gr);

#endif
