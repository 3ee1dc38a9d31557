/*
 * rows: dense.h, several rows of the weights at a time: the same bits, sooner.
 *
 * Each sum still runs over its index in rising order; only that the sums of several rows do not
 * wait for each other. Shapes and meaning are those of dense.h; a test holds these to its plain
 * loops, bit by bit, on any processor.
 */
#ifndef BACKSTEP_ENGINE_FAST_ROWS_H
#define BACKSTEP_ENGINE_FAST_ROWS_H

#include <stdbool.h>
#include <stddef.h>

void rows_forward(size_t out, size_t in, const double *w, const double *b, const double *x,
                  double *restrict z);

void rows_backward_input(size_t out, size_t in, const double *restrict w,
                         const double *restrict dz, double *restrict dx);

void rows_backward_weights(size_t out, size_t in, const double *restrict dz,
                           const double *restrict x, double *restrict gw, double *restrict gb);

/* w(out,in) -= rate · g and b(out) -= rate · gb, where g and gb are what rows_backward_weights
 * adds to zeros: the same bits as storing them and updating from there. b may be NULL. */
void rows_descend(size_t out, size_t in, double rate, const double *restrict dz,
                  const double *restrict x, double *restrict w, double *restrict b);

/* The same update, by the sample `before`, of a transposed w(in,pitch); then z = Σ w x, without
 * biases. `pitch`: of w, dz and z, a multiple of 8. */
void rows_descend_forward(size_t pitch, size_t in, double rate, const double *dz,
                          const double *before, const double *x, double *restrict w,
                          double *restrict z);

/*
 * The same of many samples. Of those that are `all`, the numbers of one unit stand beside each
 * other, a sample each, and each unit's `stride` behind those of the one before: a multiple of 4.
 * What stands behind the last sample there is computed, too, whatever it is.
 */
void rows_forward_all(size_t out, size_t in, const double *w, const double *b, const double *x,
                      size_t stride, double *restrict z);
void rows_backward_input_all(size_t out, size_t in, const double *w, const double *dz,
                             size_t stride, double *restrict dx);

/* gw and gb = (`first`: no others came before) or += what rows_backward_weights adds for each of
 * `count` samples, in order. x(count), dz(count): each sample's; its dz are `unit` apart. gb may be
 * NULL. */
void rows_gradients(size_t out, size_t in, size_t count, const double *const *x,
                    const double *const *dz, size_t unit, bool first, double *gw, double *gb);

/* to(columns,rows) = the rows `from`; its rows are `pitch` apart. */
void rows_transpose(size_t rows, size_t columns, const double *const *from, double *to,
                    size_t pitch);

#endif
