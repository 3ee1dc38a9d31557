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
#ifndef BACKSTEP_ENGINE_CHECK_NUMERIC_GRADIENT_H
#define BACKSTEP_ENGINE_CHECK_NUMERIC_GRADIENT_H

#include "engine/check/nudge.h"

#include <stdint.h>

struct numeric_gradient {
    struct nudge_model model;   /* owned */
    struct nudge_slope *slopes; /* owned; net->param_count */
    size_t done;                /* so many of the parameters, in order */
    uint64_t passes;            /* forward passes of the route that are done */
    struct nudge_trial trial;   /* of the parameter under way */
};

/* As nudge_model_init. */
bool numeric_gradient_init(struct numeric_gradient *numeric, const struct net *net,
                           const double *params, size_t samples, struct error *err);
void numeric_gradient_finish(struct numeric_gradient *numeric);

/* Goes on for about that many forward passes, at least four. True once all are done. What it takes
 * to know how far the differences can be trusted is no part of `passes`: a pass forward and back
 * for each sample, and two more passes forward for each two. */
bool numeric_gradient_advance(struct numeric_gradient *numeric, uint64_t passes);

/* The forward passes of all parameters and samples: 2 · P · B. */
uint64_t numeric_gradient_cost(const struct net *net, size_t samples);

#endif
