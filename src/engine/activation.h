/*
 * activation: a = f(z) for a layer, and its slope.
 *
 * Which there are, and what each is, say the rows in activation.c: to add one is to add a row there
 * and its words in explain/row_words.c. relu has slope 0 at 0 (PyTorch's choice), leaky_relu s;
 * softmax is e^(z_j - max)/Σ e^(z_k - max).
 * No input overflows on the way: sigmoid(-800) is 0, softmax of 1000 is finite.
 */
#ifndef BACKSTEP_ENGINE_ACTIVATION_H
#define BACKSTEP_ENGINE_ACTIVATION_H

#include "base/exponential.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

/* Rows that the engine's fast paths ask for. */
enum activation {
    ACTIVATION_IDENTITY,
    ACTIVATION_SIGMOID,
    ACTIVATION_TANH,
    ACTIVATION_RELU,
    ACTIVATION_LEAKY_RELU,
    ACTIVATION_SOFTMAX
};

/* All that is said of an activation, in one place. Its rules are formulas as formula_read has them,
 * of z and a of the unit, of s, the slope that a lesson may set, and of u, where `where` says what
 * that is. Strings live as long as the program. */
struct activation_row {
    const char *name;   /* in scenario files, and the key of its words: "leaky_relu" */
    const char *title;  /* what people call it: "leaky ReLU" */
    const char *letter; /* of the function: "σ"; NULL: there is none, a is z */
    const char *call;   /* a by that letter where it is not written out; NULL: it is always */
    const char *rule;   /* a; S in it is Σ e^z of the whole layer */
    const char *slope;  /* ∂a/∂z; NULL: of the whole layer */
    const char *where;  /* u; NULL: it does not occur */
    void (*forward)(size_t n, double s, const double *z, double *a);
    double (*derivative)(double z, double a, double s);
    double steepest;    /* of a curve that is flat at both ends, its largest slope; else 0 */
    bool couples;       /* each unit's a depends on the z of the whole layer */
    bool bounded;       /* a is from 0 to 1 */
    bool kinks;         /* it has no slope at 0 */
    bool dies;          /* below 0 its slope is 0 */
    double s;           /* what s is if a lesson does not say; 0: it has none */
    const char *pytorch; /* the module of PyTorch that does it, with "{s}" for s */
};

/* Rows are counted from 0; those without a name above are found by theirs alone. */
enum { ACTIVATIONS_MAX = 24 };

size_t activation_count(void);
const struct activation_row *activation_row(enum activation activation);

/* All names, in order; returns how many. */
size_t activation_names(const char *names[ACTIVATIONS_MAX]);

/* 1/(1+e^-z) with an exponent that is never positive: that, or e^z/(1+e^z) below 0. What stands
 * above is the larger of e and of 1 or 0, by the sign of z: no branch, which in training nobody can
 * predict. */
static inline double activation_sigmoid(double z)
{
    double e = exponential(-fabs(z)), least = 0.5 + copysign(0.5, z);

    return (e > least ? e : least) / (1.0 + e);
}

/* Its slope where it is a. */
static inline double activation_sigmoid_slope(double a)
{
    return a * (1.0 - a);
}

/* a(n) = f(z(n)). `slope` is leaky_relu's, otherwise unused. a and z are distinct. */
void activation_forward(enum activation activation, double slope, size_t n, const double *z,
                        double *a);

/* ∂a/∂z of one unit from its z and a; not for softmax, which has none of its own. */
double activation_slope(enum activation activation, double slope, double z, double a);

/* ∂a_j/∂z_k of softmax: a_j (1 - a_k) where j = k, else -a_j a_k. */
double activation_softmax_slope(const double *a, size_t j, size_t k);

/* dz(n) = (∂a/∂z)ᵀ(n,n) da(n): elementwise, but for softmax dz_k = Σ_j da_j ∂a_j/∂z_k. */
void activation_backward(enum activation activation, double slope, size_t n, const double *z,
                         const double *a, const double *da, double *dz);

#endif
