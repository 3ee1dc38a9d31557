/*
 * numeric_gradient: the whole backward pass by another route: every ∂L/∂w by its
 * central difference, with nothing but forward passes.
 *
 * The same gradients come out, up to the error of the difference; the price is
 * two forward passes for each parameter and sample, where backpropagation takes one
 * backward pass a sample. That is why backpropagation is used.
 *
 * Computed in slices; on a scratch copy.
 */
#ifndef BACKSTEP_ENGINE_NUMERIC_GRADIENT_H
#define BACKSTEP_ENGINE_NUMERIC_GRADIENT_H

#include "engine/nudge.h"

#include <stdint.h>

struct numeric_gradient {
    struct nudge_model model;  /* owned */
    double *gradient;          /* owned; net->param_count: (L(w+h) - L(w-h)) / 2h of the mean loss */
    unsigned char *kink;       /* owned; whether a ReLU changed sides within ±h */
    size_t done;               /* so many of the parameters, in order */
    uint64_t passes;           /* forward passes done */
};

/* As nudge_model_init. */
bool numeric_gradient_init(struct numeric_gradient *numeric, const struct net *net,
                           const double *params, size_t samples, struct error *err);
void numeric_gradient_finish(struct numeric_gradient *numeric);

/* Goes on for about that many forward passes, at least one parameter. True once all are done. */
bool numeric_gradient_advance(struct numeric_gradient *numeric, uint64_t passes);

/* The forward passes of all parameters and samples: 2 · P · B. */
uint64_t numeric_gradient_cost(const struct net *net, size_t samples);

/* The parameter of the first numeric->done, trained or not, whose difference is the least like
 * the backpropagated gradient: the largest |n - g| / max(1e-4 G, |n|, |g|) with G the largest
 * |g|; those at a kink or not finite are left out. backprop: net->param_count means over the
 * same samples. False if there is none. */
bool numeric_gradient_worst(const struct numeric_gradient *numeric, const double *backprop,
                            size_t *param, double *error);

#endif
