/*
 * gradcheck: is the backpropagated gradient right? Ask the loss itself.
 *
 * For one parameter w the central difference (L(w+h) - L(w-h)) / 2h is compared
 * with ∂L/∂w; its error is O(h²) (CS231n, "Gradient checks"). On a scratch
 * copy: the model is not touched.
 *
 * With n the difference, g the gradient to judge and G the largest |g| of the net,
 * the error of a parameter is
 *
 *     max(0, |n - g| - R/h) / max(1e-4 G, |n|, |g|),    h = 1e-5 max(1, |w|)
 *
 * R is how far rounding alone may move the mean loss, to first order: with ε the
 * distance from 1 to the next double, the mean over the samples of
 *
 *     4ε (|L| + Σ over all units j of |dz_j| (Σ_k |w_jk a_k| + |b_j|) + |da_j a_j|)
 *
 * With L2 it is the objective J = L + s, s = λ/2 Σ w² over the weights, and g = ∂L/∂w + λw: of s
 * only the weight's own term changes, which adds 4ε λ/2 w² to R.
 *
 * The difference divides R by h; a gradient that is smaller than R/h, about 1e-10
 * of the loss, cannot be told from 0. A wrong one above it is off by much more.
 */
#ifndef BACKSTEP_ENGINE_GRADCHECK_H
#define BACKSTEP_ENGINE_GRADCHECK_H

#include "base/error.h"
#include "data/dataset.h"
#include "engine/net.h"

#include <stdbool.h>
#include <stddef.h>

enum { GRADCHECK_SAMPLES = 64 };

struct gradcheck {
    size_t checked;          /* parameters compared */
    size_t kinks;            /* left out: a (leaky) ReLU changes side within ±h */
    size_t not_finite;       /* left out: the gradient or the difference is infinite or NaN */
    size_t nonzero;          /* compared gradients that are not 0 */
    double worst;            /* largest error, by the formula above; finite, 0 if none compared */
    size_t worst_param;      /* where: index into the parameters; where all errors are 0, of `largest` */
    double worst_numeric, worst_backprop;
    double largest;          /* largest error without R, what rounding may do */
    size_t largest_param;
};

/* The central difference of the mean loss over all samples of data for
 * parameter `param`. params: net->param_count; scratch: a block whose parameters
 * equal params, and do again afterwards. */
double gradcheck_difference(const struct net *net, const struct dataset *data,
                            const double *params, size_t param, double h, double *scratch);

/* l2: λ, 0 for L alone. Compares every weight and bias (trained or not), or, in a large net, an even
 * sample of at most `most` of them, over at most the first
 * GRADCHECK_SAMPLES samples of data.
 * Errors: not enough memory. */
bool gradcheck_run(const struct net *net, const struct dataset *data, const double *params,
                   double l2, size_t most, struct gradcheck *result, struct error *err);

/* The same for gradients of L from elsewhere: net->param_count means over these samples,
 * in the parameters' order. */
bool gradcheck_compare(const struct net *net, const struct dataset *data, const double *params,
                       const double *gradients, size_t most, struct gradcheck *result,
                       struct error *err);

#endif
