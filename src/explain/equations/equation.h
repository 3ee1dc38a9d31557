/*
 * equation: what each quantity is made of, once: a rule (formula_read.h), and what its names mean.
 *
 *   forward   z = w x + b;           a by the activation's row, of softmax e^z / S, S = Σ e^z
 *   loss      its parts by the loss's row;          with L2 also J = L + s
 *   backward  ∂L/∂a by the loss's row, of a hidden layer wᵀ δ: w and δ of the layer that it feeds
 *             δ = a - t where loss and activation are fused, of softmax a T - t if T, Σt, is no 1
 *             ∂L/∂b = δ;             ∂L/∂w = δ xᵀ
 *             of a recurrent layer z = w x + r m + b, m being its activations of the time
 *             before, and ∂L/∂a = wᵀ δ + rᵀ n, n its δ of the time after; a share as ∂L/∂w
 *   update    with L2 ∂J/∂w = d + λ w, d being ∂L/∂w; the buffers by the optimiser's row
 *             Δw = -η times the optimiser's direction;             w⁺ = w + Δ
 *
 * Scalar equations (expression.h) and those in matrix form (matrices.h) read the same rules: there
 * a name is the quantity of one unit or parameter, here all that stand together with it.
 */
#ifndef BACKSTEP_EXPLAIN_EQUATIONS_EQUATION_H
#define BACKSTEP_EXPLAIN_EQUATIONS_EQUATION_H

#include "formula/formula_read.h"
#include "quantity/quantity.h"

/* The right side of the quantity's equation; NULL: it has none of these. */
const char *equation_rule(struct arena *arena, const struct snapshot *snapshot,
                          struct quantity result);

/* Whether T is 1, as a - t takes for granted; targets are known before all else. */
bool equation_targets_are_shares(const struct snapshot *snapshot);

/* What a name in a rule stands for. */
struct equation_name {
    struct quantity quantity;     /* NONE: it is a number, */
    const struct formula *number; /* with its letter: λ, β1, t */
    bool transposed;
};

/* In the rules of that quantity: a unit's (the first where all of a layer are meant) or a
 * parameter's. False: nothing has that name. */
bool equation_name(struct arena *arena, const struct snapshot *snapshot, struct quantity result,
                   const char *name, struct equation_name *meaning);

/* "β1" as a letter with a subscript. */
struct formula *equation_letter(struct arena *arena, const char *name, double value);

/* The gradient, a symbol with its value, as the optimiser clips it. */
const struct formula *equation_clipped(struct arena *arena, const struct optimizer *optimizer,
                                       const struct formula *gradient);

/* The optimiser's constant of that letter; NULL: it has none. */
const struct formula *equation_constant(struct arena *arena, const struct optimizer *optimizer,
                                        const char *letter);

/* A rule of one of the rows, or one of these, which is known to be one. */
const struct formula *equation_read(struct arena *arena, const char *text,
                                    const struct formula_names *names);

/* t: which update of the optimiser it is. */
double equation_update_number(const struct snapshot *snapshot);
/* The gradient that the optimiser gets: ∂J/∂w; without penalty, and of a bias, ∂L/∂w. */
struct quantity equation_followed(const struct optimizer *optimizer, struct quantity parameter);

/* An optimiser's step in one line, for any parameter: -η g, -η v, -η m̂/(√v̂ + ε), in letters
 * without values; v, m and v are the buffers after the update. */
const struct formula *equation_step(struct arena *arena, const struct optimizer *optimizer);

#endif
