/*
 * gradcheck: is the backpropagated gradient right? Ask the loss itself.
 *
 * For one parameter w the central difference (L(w+h) - L(w-h)) / 2h is compared
 * with ∂L/∂w; its error is O(h²) (CS231n, "Gradient checks"). On a scratch
 * copy: the model is not touched.
 */
#ifndef BACKSTEP_ENGINE_GRADCHECK_H
#define BACKSTEP_ENGINE_GRADCHECK_H

#include "base/error.h"
#include "engine/dataset.h"
#include "engine/net.h"

#include <stdbool.h>
#include <stddef.h>

struct gradcheck {
    size_t checked;          /* parameters compared */
    size_t kinks;            /* left out: a (leaky) ReLU changes side within ±h */
    size_t nonzero;          /* backpropagated gradients that are not 0 */
    double worst;            /* largest |numeric - backprop| / max(1e-4 scale, |numeric|, |backprop|) */
    size_t worst_param;      /* where: index into the parameters */
    double worst_numeric, worst_backprop;
};

/* The central difference of the mean loss over all samples of data for
 * parameter `param`. params: net->param_count; scratch: net->block_size. */
double gradcheck_difference(const struct net *net, const struct dataset *data,
                            const double *params, size_t param, double h, double *scratch);

/* Compares every weight and bias (trained or not), or, in a large net, an even
 * sample of at most `most` of them, over at most the first 64 samples of data.
 * Errors: not enough memory. */
bool gradcheck_run(const struct net *net, const struct dataset *data, const double *params,
                   size_t most, struct gradcheck *result, struct error *err);

#endif
