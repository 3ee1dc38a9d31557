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
 * and of recurrent nets alone:
 *
 *   each_time        the weights move at each time of the way back, by -η times that time's share
 *                    over B, so earlier times go through what the later ones have left of them;
 *                    the update itself makes of the shares what its optimiser does
 *   last_time        a parameter's gradient is the share of the last time at which its layer runs
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
    MISTAKE_EACH_TIME, /* from here on: of recurrent nets */
    MISTAKE_LAST_TIME,
    MISTAKE_COUNT
};

/* The word in scenarios and traces, and of its texts: "updated_weights"; "none". */
extern const char *const mistake_names[MISTAKE_COUNT];
const char *mistake_name(enum mistake mistake);

/* Those that such a net can make: the first so many. */
size_t mistake_count(const struct net *net);

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

/* Whether that time's shares are added to the gradients of the layer. */
bool mistake_counts(enum mistake mistake, const struct net *net, const double *block, size_t layer,
                    size_t time);

#endif
