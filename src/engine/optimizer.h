/*
 * optimizer: how the gradients are used. PyTorch's semantics (torch.optim).
 *
 * What it gets for a parameter w is g, the gradient of the objective J = L + s with
 * s = λ/2 Σ w²: the mean over the batch, plus λw of a weight (never of a bias). L2
 * enters through the gradient, so with Adam it is L2, not AdamW.
 *
 *   sgd      w ← w - η g                           gradient descent
 *   momentum v ← μ v + g;  w ← w - η v             (sgd with μ > 0; Rumelhart 1986,
 *                                                   with η outside v as in PyTorch)
 *   nesterov v ← μ v + g;  w ← w - η (g + μ v)     (Sutskever et al. 2013)
 *   rmsprop  v ← α v + (1-α) g²;  w ← w - η g / (√v + ε)            (Hinton 2012)
 *   adam     m ← β₁ m + (1-β₁) g;  v ← β₂ v + (1-β₂) g²
 *            m̂ = m / (1-β₁ᵗ);  v̂ = v / (1-β₂ᵗ);  w ← w - η m̂ / (√v̂ + ε)
 *                                                   (Kingma and Ba 2015, algorithm 1)
 *
 * t counts the updates from 1. m and v begin at 0 and live in the block (net.h):
 * momentum's v and Adam's m are the first buffer, the v of RMSProp and Adam, a mean
 * of squares, the second. With λ a last one keeps g: after the update w is another.
 */
#ifndef BACKSTEP_ENGINE_OPTIMIZER_H
#define BACKSTEP_ENGINE_OPTIMIZER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum optimizer_kind { OPTIMIZER_SGD, OPTIMIZER_RMSPROP, OPTIMIZER_ADAM, OPTIMIZER_KIND_COUNT };

struct optimizer {
    enum optimizer_kind kind;
    bool nesterov;        /* sgd with momentum looks ahead */
    double learning_rate; /* η */
    double momentum;      /* μ of sgd; 0: none */
    double decay;         /* α of rmsprop */
    double beta1, beta2;  /* of adam */
    double epsilon;       /* ε of rmsprop and adam */
    double l2;            /* λ, of the weights */
};

/* The name in scenario files: "adam". */
const char *optimizer_kind_name(enum optimizer_kind kind);

/* What people call it: "gradient descent", "momentum", "Nesterov momentum", "RMSProp", "Adam". */
const char *optimizer_title(const struct optimizer *optimizer);

/* What one can change to in the middle of a run, with PyTorch's numbers (μ 0.9, α 0.99, β₁ 0.9,
 * β₂ 0.999, ε 1e-8). */
enum optimizer_choice {
    OPTIMIZER_CHOICE_SGD,
    OPTIMIZER_CHOICE_MOMENTUM,
    OPTIMIZER_CHOICE_NESTEROV,
    OPTIMIZER_CHOICE_RMSPROP,
    OPTIMIZER_CHOICE_ADAM,
    OPTIMIZER_CHOICES
};

const char *optimizer_choice_name(enum optimizer_choice choice); /* "nesterov" */

/* What people call it, in short: "Nesterov". */
const char *optimizer_choice_title(enum optimizer_choice choice);

/* Makes it that one; the learning rate and λ stay. */
void optimizer_choose(struct optimizer *optimizer, enum optimizer_choice choice);

/* The choice that it is, whatever its numbers. */
enum optimizer_choice optimizer_choice_of(const struct optimizer *optimizer);

/* Which buffers it keeps. */
bool optimizer_has_first(const struct optimizer *optimizer);
bool optimizer_has_second(const struct optimizer *optimizer);
size_t optimizer_buffers(const struct optimizer *optimizer);

/* The batch's gradient: its `sum` / `batch`, which is how many samples it has, or 1 where the loss
 * is their sum. The one place that says so, for engine, trace and display. */
double optimizer_gradient(double sum, size_t batch);

/* What one update of one parameter is made of. What the optimiser does not have is 0. */
struct optimizer_move {
    double gradient;   /* g */
    double first;      /* the new v of momentum, m of adam */
    double second;     /* the new v */
    double first_hat;  /* m̂ */
    double second_hat; /* v̂ */
    double step;       /* what is added to w */
    double value;      /* the new w */
};

/* The update of a parameter from its value w, the sum over the batch and the old buffers;
 * t from 1; `l2`: whether λw is part of its gradient. */
struct optimizer_move optimizer_move(const struct optimizer *optimizer, bool l2, uint64_t t,
                                     double w, double sum, size_t batch, double first,
                                     double second);

/* n parameters of one kind, and what belongs to each of them. */
struct optimizer_params {
    size_t n;
    double *w;
    const double *sum; /* of the batch's gradients */
    double *first;     /* NULL: not kept */
    double *second;
    double *gradient;  /* NULL: not kept; else gets g */
    bool l2;           /* weights: λw is part of the gradient */
};

/* Moves w(n) and the buffers: the same bits as optimizer_move for each. */
void optimizer_update(const struct optimizer *optimizer, const struct optimizer_params *params,
                      uint64_t t, size_t batch);

#endif
