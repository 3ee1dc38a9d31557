/*
 * optimizer: how the gradients are used. PyTorch's semantics (torch.optim).
 *
 * What it gets for a parameter w is g, the gradient of the objective J = L + s with
 * s = λ/2 Σ w²: the mean over the batch, plus λw of a weight (never of a bias). L2
 * enters through the gradient, so with Adam it is L2, not AdamW. Then it may be clipped
 * (Pascanu, Mikolov and Bengio 2013): by its value, and all together by their norm. To add an
 * optimiser is to add a row in optimizer.c and its words in explain/row_words.c.
 *
 *   sgd      w ← w - η g                           gradient descent
 *   momentum v ← μ v + g;  w ← w - η v             (sgd with μ > 0; Rumelhart 1986,
 *                                                   with η outside v as in PyTorch)
 *   nesterov v ← μ v + g;  w ← w - η (g + μ v)     (Sutskever et al. 2013)
 *   rmsprop  v ← α v + (1-α) g²;  w ← w - η g / (√v + ε)            (Hinton 2012)
 *   adam     m ← β₁ m + (1-β₁) g;  v ← β₂ v + (1-β₂) g²
 *            m̂ = m / (1-β₁ᵗ);  v̂ = v / (1-β₂ᵗ);  w ← w - η m̂ / (√v̂ + ε)
 *                                                   (Kingma and Ba 2015, algorithm 1)
 *   adagrad  v ← v + g²;  w ← w - η g / (√v + ε)   (Duchi, Hazan and Singer 2011)
 *   adamw    as adam, and of a weight - η ω w       (Loshchilov and Hutter 2019)
 *
 * t counts the updates from 1. m and v begin at 0 and live in the block (net.h):
 * momentum's v and Adam's m are the first buffer, the v of RMSProp and Adam, a mean
 * of squares, the second. With λ or clipping a last
 * one keeps g: after the update w is another.
 */
#ifndef BACKSTEP_ENGINE_OPTIMIZER_H
#define BACKSTEP_ENGINE_OPTIMIZER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Rows that the engine's fast paths and the tests ask for. */
enum optimizer_kind {
    OPTIMIZER_SGD,
    OPTIMIZER_MOMENTUM,
    OPTIMIZER_NESTEROV,
    OPTIMIZER_RMSPROP,
    OPTIMIZER_ADAM
};

enum { OPTIMIZER_CONSTANTS_MAX = 4, OPTIMIZERS_MAX = 16 };

struct optimizer {
    enum optimizer_kind kind;
    double learning_rate;                  /* η */
    double constants[OPTIMIZER_CONSTANTS_MAX]; /* the row's, in its order; else 0 */
    double l2;                             /* λ, of the weights */
    double clip_value;                     /* each gradient is clipped to ± this; 0: not */
    double clip_norm;                      /* then all of them together to this norm; 0: not */
    double clip_scale;                     /* by which that multiplies them in the iteration's
                                            * updates: the stepper finds it before the first */
};

/* A number that a lesson may set. */
struct optimizer_constant {
    const char *key;         /* in scenario files: "beta1"; NULL: there is none */
    const char *letter;      /* "β1" */
    double value;            /* PyTorch's */
    bool fraction;           /* from 0 to less than 1; else of at least 0 */
    bool of_weights;         /* pulls at the weights, whatever their gradients are */
};

/* What it keeps from one update to the next, for every parameter. Rules are formulas as
 * formula_read has them: of g, w, t, the constants' letters, and of the buffers' letters: m is the
 * old one, m' the one after the update, m̂ the one that is corrected for its start at 0. */
struct optimizer_buffer {
    const char *letter;      /* NULL: there is none */
    const char *rule;        /* m' */
    const char *corrected;   /* m̂; NULL: it is not */
    const char *key;         /* what people call it, for its texts: "velocity" */
};

struct optimizer_move;
struct optimizer_params;
struct optimizer_weights;

typedef void optimizer_mover(const struct optimizer *optimizer, const double corrections[2],
                             bool weight, double w, double first, double second,
                             struct optimizer_move *move);

/* All that is said of an optimiser, in one place. Strings live as long as the program. */
struct optimizer_row {
    const char *name;        /* where one of all is chosen, and the key of its words: "nesterov" */
    const char *kind;        /* in scenario files, with `flag` true, where it has one: "sgd" */
    const char *flag;
    const char *title;       /* what people call it: "Nesterov momentum" */
    const char *brief, *narrow; /* the same in short, and where there is no room */
    struct optimizer_constant constants[OPTIMIZER_CONSTANTS_MAX];
    struct optimizer_buffer first, second;
    const char *direction;   /* the step is -η times this */
    const char *direction_of_weight; /* of a weight, where that is another; NULL: it is not */
    bool corrects;           /* the buffers; by 1-βᵗ of the first two constants */
    const char *pytorch;     /* the call in torch.optim, with "{learning_rate}" and the constants'
                              * keys in braces; `parameters` are what it is to move */
    /* From old buffers to new ones and the step; weight: not a bias. */
    optimizer_mover *move;
    /* The steps of many weights. */
    void (*steps)(const struct optimizer *optimizer, const double corrections[2], size_t batch,
                  const struct optimizer_weights *weights, double *steps);
    /* The same of many parameters, which move: by vectors of 2, 4 and 8 (processor_lanes). */
    void (*update[3])(const struct optimizer *optimizer, const struct optimizer_params *params,
                      const double corrections[2], size_t batch);
};

size_t optimizer_count(void);
const struct optimizer_row *optimizer_row(enum optimizer_kind kind);

/* All names, in order; returns how many. */
size_t optimizer_names(const char *names[OPTIMIZERS_MAX]);

/* The formula of what times -η the step is, of a weight or of a bias. */
const char *optimizer_direction(const struct optimizer *optimizer, bool weight);

/* What people call it: "gradient descent". */
const char *optimizer_title(const struct optimizer *optimizer);

/* Makes it that one, with PyTorch's numbers; the learning rate and λ stay. */
void optimizer_choose(struct optimizer *optimizer, enum optimizer_kind kind);

/* Which buffers it keeps. */
bool optimizer_has_first(const struct optimizer *optimizer);
bool optimizer_has_second(const struct optimizer *optimizer);
size_t optimizer_buffers(const struct optimizer *optimizer);

/* Whether the gradients are clipped; whether a buffer, the last, keeps what it gets. */
bool optimizer_clips(const struct optimizer *optimizer);
bool optimizer_keeps_gradient(const struct optimizer *optimizer);

/* g of one parameter from the batch's mean, before clip_norm. l2: λ, or 0 of a bias. */
double optimizer_clipped(const struct optimizer *optimizer, double mean, double l2, double w);

/* The batch's gradient: its `sum` / `batch`, which is how many samples it has, or 1 where the loss
 * is their sum. The one place that says so, for engine, trace and display. */
double optimizer_gradient(double sum, size_t batch);

/* g before it is clipped: the mean, plus λw; without a penalty not even + 0·w, which is NaN for an
 * infinite w. */
static inline double optimizer_objective(double mean, double l2, double w)
{
    return l2 != 0 ? mean + l2 * w : mean;
}

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
 * t from 1; weight: λw is part of its gradient. */
struct optimizer_move optimizer_move(const struct optimizer *optimizer, bool weight, uint64_t t,
                                     double w, double sum, size_t batch, double first,
                                     double second);

/* n weights as an update finds them. */
struct optimizer_weights {
    size_t n;
    const double *w;
    const double *sum;           /* of the batch's gradients */
    const double *first, *second; /* the old buffers; NULL where the optimiser has none */
};

/* steps(n): of each weight as optimizer_move has it. */
void optimizer_steps(const struct optimizer *optimizer, uint64_t t, size_t batch,
                     const struct optimizer_weights *weights, double *steps);

/* n parameters of one kind, and what belongs to each of them. */
struct optimizer_params {
    size_t n;
    double *w;
    const double *sum; /* of the batch's gradients */
    double *first;     /* NULL: not kept */
    double *second;
    double *gradient;  /* NULL: not kept; else gets g */
    bool weights;      /* not biases: λw is part of the gradient */
};

/* Moves w(n) and the buffers: the same bits as optimizer_move for each. */
void optimizer_update(const struct optimizer *optimizer, const struct optimizer_params *params,
                      uint64_t t, size_t batch);

#endif
