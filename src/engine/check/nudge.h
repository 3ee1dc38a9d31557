/*
 * nudge: one parameter moved a little, everything else held: what does the loss do?
 *
 * For a parameter w the central difference (L(w+h) - L(w-h)) / 2h is what ∂L/∂w has to be, up to
 * an error of O(h²) (CS231n, "Gradient checks"); it needs nothing but forward passes. All of them
 * run on a scratch copy: whoever trains is not touched.
 *
 * Where the gradient of a recurrent net is cut in time, L is taken as the function whose gradient
 * that is: what comes across a cut is held as it is without the nudge.
 *
 * L is the mean loss over the model's samples (or their sum: `divisor`), without any penalty on the
 * weights. NaN and infinity are data here too: they come out as they are.
 *
 * How far the difference can be trusted, `bound`, is found with it. Its two parts:
 *
 *   rounding   R/h, with R how far rounding alone may move the mean loss, to first order: with ε
 *              the distance from 1 to the next double, the mean over the samples of 4ε times
 *
 *                |L| + Σ |dz_j| Z_j + |da_j a_j|,   Z_j = Σ_k |w_jk a_k| + |b_j|
 *
 *              over the unit that the parameter leads into and those of all layers above: below
 *              them w+h and w-h give the same bits. Where the gradient is next to nothing it is the
 * step that makes dz: then R is found after a step of 2h, if that is more. bend       |n(h) -
 * n(2h)|, three times what Richardson takes for the error of n(h) of O(h²).
 *
 * h is a power of ten, the largest with (h A)³ <= 1e-14 max(1, Z): h A is how far z moves, A being
 * the largest |a_k| that multiplies w (1 for a bias); there both parts are about as large. It is
 * made smaller where a unit further up moves by more than a little, or crosses the kink of its
 * ReLU.
 */
#ifndef BACKSTEP_ENGINE_CHECK_NUDGE_H
#define BACKSTEP_ENGINE_CHECK_NUDGE_H

#include "base/error.h"
#include "data/dataset.h"
#include "engine/net.h"

#include <stdbool.h>
#include <stddef.h>

/* What one sample takes: w + 2h, w - 2h, w + h, w - h. */
enum { NUDGE_PASSES = 4 };

/* ---- a scratch copy ---- */

/* Everything that a loss depends on; and once it is weighed, how large its numbers are. */
struct nudge_model {
    const struct net *net;  /* borrowed for the model's life */
    struct dataset data;    /* owned; the samples over which L is the mean */
    size_t divisor;         /* of the sums over them: as many, or made 1 before weighing */
    double *block;          /* owned; begins with the parameters */
    double *held;           /* owned; of a net whose gradient is cut in time a block with the hidden
                             * states that L is a function of beyond the cuts; NULL: it is not */
    size_t weighed;         /* so many samples, in order */
    double loss;            /* L, the mean over those */
    double *extent;         /* owned; laid out as the sample part of a block: at a and x the largest
                             * |a| of each unit, at z the largest Z, at dz its part of R */
    double noise[NET_LAYERS_MAX + 2]; /* the parts of R of whole layers, from 1; behind them the
                                       * loss's own */
    double *plus;           /* owned; the z of a forward pass */
    /* Of a net that is not recurrent: what a nudge leaves as it is. NULL: it is recurrent. */
    double *standing;       /* owned; of each sample its part of a block behind x and t, when
                             * weighed */
    double *rows;           /* owned; four times the weights of the unit under way, one of them
                             * nudged each time */
};

/* Copies the parameters (net->param_count) and makes room for `samples` samples, at least 1; the
 * caller fills data.x and data.t. Errors: not enough memory. */
bool nudge_model_init(struct nudge_model *model, const struct net *net, const double *params,
                      size_t samples, struct error *err);
void nudge_model_finish(struct nudge_model *model);

/* L with that parameter at `value`, all others as they are: one forward pass a sample. */
double nudge_loss(struct nudge_model *model, size_t param, double value);

/* The loss of a sample as the parameters in the block stand; before they are moved nudge_hold keeps
 * what is held. */
void nudge_hold(struct nudge_model *model, size_t sample);
double nudge_evaluate(struct nudge_model *model, size_t sample);

/* Weighs the next sample, with a pass forward and one back. True once all are: then the second part
 * of the block has the sums of backpropagation's gradients over the samples. */
bool nudge_model_weigh(struct nudge_model *model);

/* ---- the slope ---- */

/* ∂L/∂w by a difference, and how far it can be trusted. */
struct nudge_slope {
    double value;    /* n(h) = (L(w+h) - L(w-h)) / 2h, subtracted sample by sample */
    double h;        /* half the width as it came out, so that 2h is exact */
    double bound;    /* how far `value` may be off; infinite: by anything */
    bool bends;      /* more of that is bend than rounding */
    bool kink;       /* a (leaky) ReLU unit is on different sides of its kink, however small h is */
    double loss;     /* L(w); where it is finite, `value` may still be not */
};

/* Sums over samples of the losses on both sides. */
struct nudge_sums {
    double plus, minus; /* of L(w+h), of L(w-h) */
    double difference;  /* of L(w+h) - L(w-h), sample by sample: this keeps more digits */
};

/* A slope under way. */
struct nudge_trial {
    size_t param, layer, unit; /* which, and what it leads into */
    double h;
    size_t sample;             /* the next one */
    int shrunk;                /* so often h was made smaller */
    bool kink;
    double moved[NET_LAYERS_MAX + 1]; /* the largest Δz of each layer, for 2h */
    struct nudge_sums near, far;      /* of h and of 2h */
};

/* The model must be weighed. */
void nudge_begin(const struct nudge_model *model, size_t param, struct nudge_trial *trial);

/* The next sample: four forward passes, of which a net that is not recurrent needs only what the
 * parameter moves. One slope at a time. True once it is there. */
bool nudge_advance(struct nudge_model *model, struct nudge_trial *trial, struct nudge_slope *slope);

/* ---- one nudge ---- */

struct nudge {
    size_t param;     /* index into the parameters */
    double w;         /* its value */
    double plus;      /* L(w+h) */
    double minus;     /* L(w-h) */
    struct nudge_slope slope;
};

/* Weighs the model if need be. */
void nudge_run(struct nudge_model *model, size_t param, struct nudge *nudge);

#endif
