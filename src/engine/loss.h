/*
 * loss: how far a sample's outputs a(K) are from its targets t(K).
 *
 *   half_squared_error    Σ ½(a-t)²
 *   mean_squared_error    (1/K) Σ (a-t)²
 *   binary_cross_entropy  (1/K) Σ -[t ln a + (1-t) ln(1-a)]
 *   cross_entropy         Σ -t ln a
 *
 * The summands, without the 1/K, are the loss's parts. The cross-entropies are
 * computed from z where the output activation allows (log-sum-exp), so that a
 * saturated output has a finite loss: sigmoid at z = 40 against 0 costs 40.
 */
#ifndef BACKSTEP_ENGINE_LOSS_H
#define BACKSTEP_ENGINE_LOSS_H

#include "engine/activation.h"

#include <stdbool.h>
#include <stddef.h>

enum loss {
    LOSS_HALF_SQUARED_ERROR,
    LOSS_MEAN_SQUARED_ERROR,
    LOSS_BINARY_CROSS_ENTROPY,
    LOSS_CROSS_ENTROPY,
    LOSS_COUNT
};

const char *loss_name(enum loss loss);

/* Whether the loss is defined for a target, and which those are: "from 0 to 1", "of at least 0" or
 * "of any size". */
bool loss_takes_target(enum loss loss, double t);
const char *loss_target_range(enum loss loss);

/* 1 or 1/K: the loss is this times the sum of its parts. */
double loss_factor(enum loss loss, size_t outputs);

/* parts(K) from z(K), a(K), t(K); returns the loss. `activation` is the output layer's. */
double loss_forward(enum loss loss, enum activation activation, size_t outputs, const double *z,
                    const double *a, const double *t, double *parts);

/* The same of half the squared error: the part of one output, and its ∂L/∂a. */
static inline double loss_half_squared(double a, double t)
{
    return 0.5 * ((a - t) * (a - t));
}

static inline double loss_half_squared_slope(double a, double t)
{
    return a - t;
}

/* da(K) = ∂L/∂a. May be infinite for the cross-entropies at a = 0 or 1. */
void loss_backward(enum loss loss, size_t outputs, const double *a, const double *t, double *da);

/* Whether dz has a closed form that skips da: softmax with cross_entropy (a-t) and
 * sigmoid with binary_cross_entropy ((a-t)/K). */
bool loss_is_fused(enum loss loss, enum activation activation);

/* dz(K) by that closed form; only where loss_is_fused. With softmax, a·Σt - t, which is
 * a-t for targets that sum to 1. */
void loss_backward_fused(enum loss loss, size_t outputs, const double *a, const double *t,
                         double *dz);

#endif
