/*
 * loss: how far a sample's outputs a(K) are from its targets t(K).
 *
 * Which there are, and what each is, say the rows in loss.c: to add one is to add a row there and
 * its words in explain/row_words.c. A loss is the sum or the mean (1/K) of its parts, one an
 * output. The cross-entropies are computed from z where the output activation allows (log-sum-exp),
 * so that a saturated output has a finite loss: sigmoid at z = 40 against 0 costs 40.
 */
#ifndef BACKSTEP_ENGINE_LOSS_H
#define BACKSTEP_ENGINE_LOSS_H

#include "engine/activation.h"

#include <stdbool.h>
#include <stddef.h>

/* Rows that the engine's fast paths ask for. */
enum loss {
    LOSS_HALF_SQUARED_ERROR,
    LOSS_MEAN_SQUARED_ERROR,
    LOSS_BINARY_CROSS_ENTROPY,
    LOSS_CROSS_ENTROPY
};

/* All that is said of a loss, in one place. Its rules are formulas as formula_read has them, of a
 * and t of one output. Strings live as long as the program. */
struct loss_row {
    const char *name;   /* in scenario files, and the key of its words: "half_squared_error" */
    const char *title;  /* what people call it, in short: "½ squared error" */
    const char *part;   /* of one output */
    const char *part_from_z; /* the same with the digits that a has lost, where fused: of z, and of
                         * Z, which is ln Σ e^z of the layer; NULL: there is none */
    const char *slope;  /* ∂part/∂a */
    bool mean;          /* the mean over the outputs; else their sum */
    bool fused;         /* with `with` ∂L/∂z has a closed form */
    enum activation with; /* what goes with it where outputs must be from 0 to 1 */
    double least, most; /* of a target */
    const char *range;  /* the same in words: "from 0 to 1" */
    const char *pytorch; /* the parts in PyTorch, of a and t; F is torch.nn.functional */
    const char *pytorch_from_z; /* of z and t, where fused; else NULL */
    void (*forward)(enum activation activation, size_t outputs, const double *z, const double *a,
                    const double *t, double *parts);
    void (*backward)(size_t outputs, const double *a, const double *t, double *slopes);
};

/* Rows are counted from 0; those without a name above are found by theirs alone. */
enum { LOSS_NAMES_MAX = 16 };

size_t loss_count(void);
const struct loss_row *loss_row(enum loss loss);

/* All names, in order; returns how many. */
size_t loss_names(const char *names[LOSS_NAMES_MAX]);

/* Whether the loss is defined for a target. */
bool loss_takes_target(enum loss loss, double t);

/* 1 or 1/K: the loss is this times the sum of its parts. */
double loss_factor(enum loss loss, size_t outputs);

/* parts(K) from z(K), a(K), t(K); returns the loss. `activation` is the output layer's. */
double loss_forward(enum loss loss, enum activation activation, size_t outputs, const double *z,
                    const double *a, const double *t, double *parts);

/* The same of half the squared error: the part of one output, and its ∂L/∂a. */
static inline double loss_half_squared(double a, double t)
{
    return 0.5 * ((a - t) * (a - t));
}

static inline double loss_half_squared_slope(double a, double t)
{
    return a - t;
}

/* da(K) = ∂L/∂a. May be infinite for the cross-entropies at a = 0 or 1. */
void loss_backward(enum loss loss, size_t outputs, const double *a, const double *t, double *da);

/* Whether dz has a closed form that skips da: softmax with cross_entropy (a-t) and
 * sigmoid with binary_cross_entropy ((a-t)/K). */
bool loss_is_fused(enum loss loss, enum activation activation);

/* dz(K) by that closed form; only where loss_is_fused. With softmax, a·Σt - t, which is
 * a-t for targets that sum to 1. */
void loss_backward_fused(enum loss loss, size_t outputs, const double *a, const double *t,
                         double *dz);

#endif
