/*
 * optimizer: how the gradients are used. Gradient descent: w ← w - η g.
 *
 * Optimisers with state (momentum, RMSProp, Adam) will add theirs to the block.
 */
#ifndef BACKSTEP_ENGINE_OPTIMIZER_H
#define BACKSTEP_ENGINE_OPTIMIZER_H

#include <stddef.h>

enum optimizer_kind { OPTIMIZER_SGD, OPTIMIZER_KIND_COUNT };

struct optimizer {
    enum optimizer_kind kind;
    double learning_rate; /* η */
};

/* The gradient the optimiser gets for one parameter: the mean over the batch,
 * `sum` / `batch`. The one place that says so, for engine, trace and display. */
double optimizer_gradient(double sum, size_t batch);

/* w(n) ← w(n) - η · sum(n)/batch */
void optimizer_update(const struct optimizer *optimizer, size_t n, double *w, const double *sum,
                      size_t batch);

#endif
