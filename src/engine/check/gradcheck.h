/*
 * gradcheck: are the backpropagated gradients right? Ask the loss itself.
 *
 * Each is judged (judge.h) beside the central difference of the loss (nudge.h), on a scratch copy:
 * the model is not touched.
 *
 * With L2 it is the objective J = L + s, s = λ/2 Σ w² over the weights, and g = ∂L/∂w + λw: of s
 * only the weight's own term changes, which adds 4ε λ/2 w² / h to what rounding may do.
 */
#ifndef BACKSTEP_ENGINE_CHECK_GRADCHECK_H
#define BACKSTEP_ENGINE_CHECK_GRADCHECK_H

#include "base/error.h"
#include "data/dataset.h"
#include "engine/check/judge.h"
#include "engine/net.h"

#include <stdbool.h>
#include <stddef.h>

enum { GRADCHECK_SAMPLES = 64 };

struct gradcheck {
    struct judge_summary summary;
    size_t tried;            /* parameters judged: the sum of its counts */
    size_t nonzero;          /* gradients that agree and are not 0 */
    double worst;            /* the largest |n - g| / max(|n|, |g|) of those that differ, or where
                              * none does, that agree; infinite where one is not finite, 0 if there
                              * are none */
    size_t worst_param;      /* where: index into the parameters */
    double worst_numeric, worst_backprop;
};

/* gradients: of L from elsewhere, net->param_count means over these samples; NULL: those of the
 * engine's backward pass. l2: λ, 0 for L alone. Judges every weight and bias (trained or not), or,
 * in a large net, an even sample of at most `most` of them, over at most the first
 * GRADCHECK_SAMPLES samples of data. Errors: not enough memory. */
bool gradcheck_run(const struct net *net, const struct dataset *data, const double *params,
                   const double *gradients, double l2, size_t most, struct gradcheck *result,
                   struct error *err);

#endif
