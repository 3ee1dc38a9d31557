/*
 * expression: the right sides: formula trees over the values of a page's snapshot.
 *
 * Each evaluates to what the engine computed. Where the textbook form would lose
 * its digits (a saturated output under a cross-entropy, softmax of huge sums)
 * the form that keeps them is written instead.
 *
 * Sums of up to four terms are written out, longer ones with Σ.
 */
#ifndef BACKSTEP_EXPLAIN_EQUATIONS_EXPRESSION_H
#define BACKSTEP_EXPLAIN_EQUATIONS_EXPRESSION_H

#include "explain/equations/equation.h"
#include "explain/page.h"

enum {
    EXPRESSION_WRITTEN_OUT = 4, /* the most terms of a sum that are written out */
    EXPRESSION_WITH_NUMBERS = 6 /* the most terms of a sum to repeat with numbers */
};

/* PAGE_WORKED, without the numbers where a sum has too many terms. */
unsigned expression_show(size_t terms);

/* Whose letters have indices, and whose have none, for rules like a(1 − a). */
enum expression_style { EXPRESSION_FULL, EXPRESSION_BARE };

/* A letter with indices and, where `superscript`, the layer; it has no value. */
struct formula *expression_index(const struct page *page, const char *letter, const char *indices,
                                 size_t layer, bool superscript);
/* w, b, z, a or δ of a whole layer, with indices; layer 0: of any layer; `a` of the input is x.
 * All have their layer above them in a net of several hidden layers, none in a smaller one:
 * there page_indices_remark says whose indices they are. */
struct formula *expression_any(const struct page *page, const char *letter, const char *indices,
                               size_t layer);
/* What feeds a layer, by the index k: a_k, or x_k of the input; layer 0: a_k, of any layer. */
struct formula *expression_any_input(const struct page *page, size_t layer);

/* terms[0] + ... + terms[count-1], with Σ of `general` over the index, which begins with `first`,
 * where they are many. */
struct formula *expression_total(const struct page *page, const char *index, size_t first,
                                 const struct formula *general,
                                 const struct formula *const *terms, size_t count);
/* 1/K of a total over the outputs, where the loss is their mean and there are several. */
const struct formula *expression_mean(const struct page *page, const struct formula *total);
/* 1/T of what belongs to one of T times, where the loss is their mean; else that itself. */
const struct formula *expression_share_of_time(const struct page *page,
                                               const struct formula *of_one);

/* ---- sums over an index: z, and ∂L/∂a of a unit that feeds others, whole or its parts ---- */

enum { EXPRESSION_SUMMANDS_MAX = 3 }; /* of such a rule: w x, r m, b */

/* All terms, in the order of the engine's additions. */
struct expression_terms {
    const struct formula *const *items; /* in the page's arena */
    size_t count, products;             /* of them, those that are no bias */
    size_t counts[EXPRESSION_SUMMANDS_MAX]; /* how many terms each summand of the rule comes to */
    size_t summands;
};

struct expression_terms expression_terms(const struct page *page, struct quantity result);
/* Their sum; what is too long to be written out with Σ. */
const struct formula *expression_sum(const struct page *page, struct quantity result);

/* ---- forward ---- */

/* z_j of any unit: Σ_k w_jk a_k + b_j; layer 0: of any layer. */
struct formula *expression_any_sum(const struct page *page, size_t layer);
/* A unit, or any one of a layer, and what the rules of its activation are read with. */
struct expression_unit {
    const struct page *page;
    const struct activation_row *row;
    size_t layer, unit;
    struct formula_names names;       /* also of the row's words */
    const struct formula *z, *a, *u;  /* in whatever role they shall have */
    const struct formula *sum;        /* S, the Σ e^z of a softmax */
    bool has_u;                       /* what was read has u in it */
};

void expression_unit_init(struct expression_unit *of, const struct page *page, size_t layer,
                          size_t unit, enum expression_style style);
/* a = f(z) by name: σ(z), tanh z, max(0, z). */
const struct formula *expression_function(struct expression_unit *of);
/* a, with f written out. */
const struct formula *expression_activation(struct expression_unit *of);
/* u, where the rules have one. */
const struct formula *expression_where(struct expression_unit *of);

/* ---- loss ---- */

/* An output, or any one, and what the rules of the loss are read with. */
struct expression_output {
    const struct page *page;
    const struct loss_row *row;
    size_t output;
    struct formula_names names; /* also of the row's words */
    const struct formula *a, *t;
};

void expression_output_init(struct expression_output *of, const struct page *page, size_t output,
                            enum expression_style style);
/* A rule as it stands in the row. */
const struct formula *expression_output_rule(const struct expression_output *of, const char *text);
/* Whether the term's weight is 0: −t ln a where t = 0. */
bool expression_weighs_nothing(const struct formula *rule);
/* Without what has no weight, and with the digits that a may have lost. */
const struct formula *expression_loss_part(const struct page *page, size_t output);
/* The loss from its parts, or, with one output, at once. */
const struct formula *expression_loss(const struct page *page);

/* ---- backward ---- */

/* ∂L/∂a of an output, by the loss's rule. */
const struct formula *expression_loss_slope(const struct page *page, size_t output,
                                            enum expression_style style);
/* δ of an output whose loss is fused with its activation. */
const struct formula *expression_fused(const struct page *page, size_t output,
                                 enum expression_style style);
/* The engine's f'(z). */
double expression_slope_value(const struct page *page, size_t layer, size_t unit);
/* ∂a/∂z, a leaf. */
struct formula *expression_slope(const struct page *page, size_t layer, size_t unit);
/* f'(z) by its rule: a(1 − a), the case that holds; NULL where that is a constant. */
const struct formula *expression_slope_rule(struct expression_unit *of);
/* A product for putting numbers in: a sum in it, 1 − a, as the one number that it is. */
const struct formula *expression_briefly(const struct page *page, const struct formula *product);
/* δ of one softmax output under another loss: Σ_j ∂L/∂a_j ∂a_j/∂z_k. */
struct formula *expression_coupled(const struct page *page, size_t unit);
/* δ, by whichever of these rules holds for the unit. */
const struct formula *expression_error(const struct page *page, size_t layer, size_t unit);
/* ∂a_j/∂z_k of a softmax, a leaf. */
struct formula *expression_slope_across(const struct page *page, size_t of, size_t by);
/* ∂z/∂w: the activation that the weight carries; a leaf. */
struct formula *expression_carried(const struct page *page, size_t layer, size_t to, size_t from);

/* Whether ∂L/∂w is written as ∂L/∂a · ∂a/∂z · ∂z/∂w; else as δ · ∂z/∂w. */
bool expression_has_chain(const struct page *page, size_t layer);
/* ∂L/∂w by the chain rule. */
struct formula *expression_gradient(const struct page *page, size_t layer, size_t to, size_t from);

/* ---- update ---- */

/* λ counts for the parameter: it is a weight, and there is a penalty. */
bool expression_has_penalty(const struct page *page, struct quantity parameter);
/* The gradient that the optimiser gets: ∂J/∂w, or where there is no penalty ∂L/∂w. */
struct quantity expression_followed(const struct page *page, struct quantity parameter);
/* A parameter's quantity, and what the rules of its equations are read with. */
struct expression_parameter {
    const struct page *page;
    struct quantity result;
    struct formula_names names; /* also of the row's words */
};

void expression_parameter_init(struct expression_parameter *of, const struct page *page,
                               struct quantity parameter);

/* The right side of its equation (equation.h), with its values: ∂L/∂w + λw, L + s. */
const struct formula *expression_rule(const struct page *page, struct quantity result);
/* What is subtracted from the parameter: η ∂L/∂w, η v⁺, η m̂/(√v̂ + ε). */
const struct formula *expression_pace(const struct page *page, struct quantity parameter);

/* What the parameter's first or second buffer after the update is made of. */
struct expression_buffer {
    const struct formula *fresh, *old; /* m⁺ and m; leaves */
    const struct formula *keep;        /* β₁; NULL: all of it */
    const struct formula *share;       /* of a mean: 1 - β₁; else NULL */
    const struct formula *kept, *added, *whole; /* β₁ m; (1 - β₁) ∂L/∂w; their sum */
    const struct formula *hat, *weight, *corrected; /* of Adam: m̂, a leaf; 1 - β₁ᵗ; m⁺ over that */
};

struct expression_buffer expression_buffer(const struct page *page, struct quantity parameter,
                                           bool second);
/* t: which update of the optimiser it is. */
double expression_update_number(const struct page *page);

/* s: λ/2 Σ w² */
struct formula *expression_penalty(const struct page *page);

#endif
