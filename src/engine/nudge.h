/*
 * nudge: one parameter moved a little, everything else held: what does the loss do?
 *
 * For a parameter w the central difference (L(w+h) - L(w-h)) / 2h is what ∂L/∂w has
 * to be, up to an error of O(h²) (CS231n, "Gradient checks"); it needs nothing but
 * forward passes. All of them run on a scratch copy: whoever trains is not touched.
 *
 * L is the mean loss over the model's samples, without any penalty on the weights.
 * NaN and infinity are data here too: they come out as they are.
 */
#ifndef BACKSTEP_ENGINE_NUDGE_H
#define BACKSTEP_ENGINE_NUDGE_H

#include "base/error.h"
#include "data/dataset.h"
#include "engine/net.h"

#include <stdbool.h>
#include <stddef.h>

/* ---- the two forward passes ---- */

/* h for a parameter of value w: 1e-5 max(1, |w|), between the error of the difference,
 * which grows with h², and that of rounding, which grows with 1/h. */
double nudge_size(double w);

/* Sums over the samples of one pair of perturbed forward passes. */
struct nudge_sums {
    double plus, minus;  /* of L(w+h), of L(w-h) */
    double difference;   /* of L(w+h) - L(w-h), sample by sample: this keeps more digits */
    double width;        /* (w+h) - (w-h), as it came out: not always 2h */
    bool kink;           /* a (leaky) ReLU unit is on different sides of its kink; only with `sides` */
};

/* Bytes of `sides`: the units of the net that have a kink. */
size_t nudge_sides_size(const struct net *net);

/* block: parameters to start from (and to leave as they were); its sample part is overwritten.
 * sides: nudge_sides_size bytes to work with; NULL: kinks are not looked for. */
void nudge_sums(const struct net *net, const struct dataset *data, double *block, size_t param,
                double h, unsigned char *sides, struct nudge_sums *sums);

/* How far rounding alone may move the loss of the sample that was just evaluated and propagated
 * back on the block, to first order; see gradcheck.h. 0 where it is not finite. */
double nudge_noise(const struct net *net, const double *block);

/* ---- a scratch copy ---- */

/* Everything that a loss depends on. */
struct nudge_model {
    const struct net *net;  /* borrowed for the model's life */
    struct dataset data;    /* owned; the samples over which L is the mean */
    double *block;          /* owned; begins with the parameters */
    unsigned char *sides;   /* owned */
};

/* Copies the parameters (net->param_count) and makes room for `samples` samples, at least 1; the
 * caller fills data.x and data.t. Errors: not enough memory. */
bool nudge_model_init(struct nudge_model *model, const struct net *net, const double *params,
                      size_t samples, struct error *err);
void nudge_model_finish(struct nudge_model *model);

/* L with that parameter at `value`, all others as they are: one forward pass a sample. */
double nudge_loss(struct nudge_model *model, size_t param, double value);

/* ---- one nudge ---- */

struct nudge {
    size_t param;     /* index into the parameters */
    double w;         /* its value */
    double h;         /* half the width as it came out, so that 2h is exact */
    double loss;      /* L(w) */
    double plus;      /* L(w+h) */
    double minus;     /* L(w-h) */
    double numeric;   /* (plus - minus) / 2h */
    double noise;     /* how far rounding alone may move `numeric` */
    bool kink;        /* a (leaky) ReLU unit changes sides between w-h and w+h */
};

void nudge_run(struct nudge_model *model, size_t param, struct nudge *nudge);

/* In how many leading digits two numbers agree: the largest d <= NUDGE_DIGITS_MAX with
 * |a - b| <= 10^-d max(|a|, |b|); 0 if either is not finite. */
enum { NUDGE_DIGITS_MAX = 15 };
int nudge_digits(double a, double b);

#endif
