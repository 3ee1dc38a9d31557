/*
 * numeric_gradient: the whole backward pass by another route: every ∂L/∂w by its
 * central difference, with nothing but forward passes.
 *
 * The same gradients come out, up to the error of the difference; the price is
 * two forward passes for each parameter and sample, where backpropagation takes one
 * backward pass a sample. That is why backpropagation is used.
 *
 * Computed in slices; on a scratch copy. `sample` and `sums` are of the parameter under way.
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
    size_t sample;
    struct nudge_sums sums;
    size_t weighed;            /* samples that `noise` has so far */
    double noise;              /* how far rounding alone may move the mean loss; see gradcheck.h */
};

/* What the two routes say of one parameter. */
enum { NUMERIC_DIGITS_LEAST = 3 };
enum numeric_verdict {
    NUMERIC_AGREES,     /* to some digits */
    NUMERIC_ROUNDING,   /* apart by no more than rounding may do: too small to be told from 0 */
    NUMERIC_DIFFERS,    /* fewer digits than that are the same, and rounding does not explain it */
    NUMERIC_KINK,       /* a ReLU changes sides: nothing to compare */
    NUMERIC_NOT_FINITE, /* one of them is no number: nothing to compare */
    NUMERIC_VERDICT_COUNT
};

/* What they say of many. */
struct numeric_summary {
    size_t counts[NUMERIC_VERDICT_COUNT];
    int least_digits; /* of those that agree; NUDGE_DIGITS_MAX if none does */
};

/* As nudge_model_init. */
bool numeric_gradient_init(struct numeric_gradient *numeric, const struct net *net,
                           const double *params, size_t samples, struct error *err);
void numeric_gradient_finish(struct numeric_gradient *numeric);

/* Goes on for about that many forward passes, at least two. True once all are done. What rounding
 * may do is found first, with a pass forward and back for each sample: no part of `passes`. */
bool numeric_gradient_advance(struct numeric_gradient *numeric, uint64_t passes);

/* The forward passes of all parameters and samples: 2 · P · B. */
uint64_t numeric_gradient_cost(const struct net *net, size_t samples);

/* The parameter of the first numeric->done, trained or not, whose difference is the least like
 * the backpropagated gradient: the largest |n - g| / max(1e-4 G, |n|, |g|) with G the largest
 * |g|; those at a kink or not finite are left out. backprop: net->param_count means over the
 * same samples. False if there is none. */
bool numeric_gradient_worst(const struct numeric_gradient *numeric, const double *backprop,
                            size_t *param, double *error);

/* How far rounding alone may move the difference of that parameter. */
double numeric_gradient_noise(const struct numeric_gradient *numeric, size_t param);

/* Of a parameter that is done, beside its backpropagated gradient; *digits: how many are the same. */
enum numeric_verdict numeric_gradient_judge(const struct numeric_gradient *numeric, size_t param,
                                            double backprop, int *digits);

/* Adds a verdict. A zeroed summary is empty but for least_digits, which is to be NUDGE_DIGITS_MAX. */
void numeric_summary_add(struct numeric_summary *summary, enum numeric_verdict verdict, int digits);

#endif
