/*
 * mistake: the common ways to get backpropagation wrong, on purpose.
 *
 * A run with a mistake walks the same program of units as the right one, so both can be stepped
 * side by side; it only computes something else in some of them:
 *
 *   updated_weights  ∂L/∂a of a hidden layer goes through the weights of the layer above as this
 *                    iteration's update would leave them: w - η·g/B with the sums so far,
 *                    whatever the optimiser; of a recurrent layer also through its own, with the
 *                    shares of the times that have come back
 *   not_cleared      the gradient sums are not set to 0 when an iteration begins
 *   added            the update adds η·g instead of subtracting it
 *   one_path         ∂L/∂a of a hidden unit has only the path through the first unit above
 *   no_bias          z = Σ w a, without b, which is not trained either
 *   no_slope         ∂L/∂z = ∂L/∂a, without ∂a/∂z, where the loss is not fused with the
 *                    output activation
 *
 * The passes are those of net.h, which has hooks for what is wrong.
 */
#ifndef BACKSTEP_ENGINE_WRONG_MISTAKE_H
#define BACKSTEP_ENGINE_WRONG_MISTAKE_H

#include "engine/net.h"
#include "engine/optimizer.h"

#include <stdbool.h>
#include <stddef.h>

enum mistake {
    MISTAKE_NONE,
    MISTAKE_UPDATED_WEIGHTS,
    MISTAKE_NOT_CLEARED,
    MISTAKE_ADDED,
    MISTAKE_ONE_PATH,
    MISTAKE_NO_BIAS,
    MISTAKE_NO_SLOPE,
    MISTAKE_COUNT
};

/* The word in scenarios and traces, and of its texts: "updated_weights"; "none". */
const char *mistake_name(enum mistake mistake);

/* net_forward, net_backward and net_evaluate_loaded with a mistake in them (or without, for
 * MISTAKE_NONE). `optimizer` and `batch` are those of the update to come. */
void mistake_forward(enum mistake mistake, const struct net *net, double *block, size_t layer,
                     size_t time);
void mistake_backward(enum mistake mistake, const struct net *net, double *block, size_t layer,
                      size_t time, const struct optimizer *optimizer, size_t batch);
double mistake_evaluate_loaded(enum mistake mistake, const struct net *net, double *block);

/* The optimiser as the update uses it: with `added`, η has the wrong sign. */
struct optimizer mistake_optimizer(enum mistake mistake, const struct optimizer *optimizer);

/* Whether an iteration begins with gradient sums of 0, and whether biases are added and trained. */
bool mistake_clears(enum mistake mistake);
bool mistake_uses_biases(enum mistake mistake);

#endif
