/*
 * gradient_norm: how large the gradient of one layer is.
 */
#ifndef BACKSTEP_ENGINE_MEASURE_GRADIENT_NORM_H
#define BACKSTEP_ENGINE_MEASURE_GRADIENT_NORM_H

#include "engine/stepper.h"

/* ‖∂L/∂(W, b)‖ over what is trained of layer l (from 1), of the batch's loss (mean or sum) without
 * the penalty. The gradients of the iteration must be complete; it may have ended.
 *
 * Of a single sample it is not summed over the weights: there ∂L/∂W = δ xᵀ, whose norm is ‖δ‖ ‖x‖.
 * So it holds in stepper_run too, which does not write that matrix in every iteration. */
double gradient_norm_of_layer(const struct stepper *stepper, size_t l);

#endif
