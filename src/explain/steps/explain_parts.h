/*
 * explain_parts: the chapters of explain: each fills the page for a step that
 * ended in its kind of unit.
 */
#ifndef BACKSTEP_EXPLAIN_STEPS_EXPLAIN_PARTS_H
#define BACKSTEP_EXPLAIN_STEPS_EXPLAIN_PARTS_H

#include "explain/page.h"
#include "explain/ranking.h"

void explain_forward(struct page *page);
void explain_loss(struct page *page);
void explain_backward(struct page *page);
void explain_update(struct page *page);
void explain_stop(struct page *page);
/* Why it ends, by enum stop_reason. */
extern const enum word explain_stop_titles[STOP_REASON_COUNT];
/* Rows for the stopping criteria that are set, each with what it is now and what it says to that,
 * in a table or foot of three columns with those heads. */
extern const enum word explain_criteria_heads[3];
void explain_criteria(struct page *page);
/* The same as the foot of the page where an iteration ends. */
void explain_criteria_foot(struct page *page);
/* A criterion's number, in the fewest digits. */
const char *explain_limit(const struct page *page, double value);
/* A count, its thousands apart. */
const char *explain_count(const struct page *page, uint64_t count);
/* At moment 0 of a step: it is executed, but nothing of it is shown. */
void explain_edit(struct page *page);

/* ---- what optimisers make of gradients: parts of the pages of steps (explain_optimizer.c) ---- */

/* Whether it is gradient descent and nothing else: no buffers, no penalty. */
bool optimizer_is_plain(const struct page *page);
/* Where what stands in the step comes from: the equation of the one buffer of momentum or RMSProp,
 * the table of Adam's two (before, now, corrected), and with a penalty ∂J/∂w = ∂L/∂w + λw
 * (explain_objective.c). Each does nothing where the optimiser has no such thing. */
void optimizer_buffer_equation(struct page *page, struct quantity parameter);
void optimizer_memory_table(struct page *page, struct quantity parameter);
void optimizer_penalty_equation(struct page *page, struct quantity parameter);
/* All of that, number by number, as a table. */
void optimizer_way_table(struct page *page, struct quantity parameter);
/* What the letters in the step mean: as a remark; of optimisers with a buffer as the sentence of
 * the move. */
void optimizer_letters_remark(struct page *page, struct quantity parameter);
void optimizer_letters_sentence(struct page *page, struct quantity parameter);

/* Of the backward pass: the moments up to δ: DA_TERM, DA, DZ. */
void explain_delta(struct page *page);

/* ---- pages of one quantity, in all but the kicker: for the step that shows it, and for whoever
 * asks about it ---- */

void explain_weighted_sum(struct page *page, size_t layer, size_t unit);
void explain_activation(struct page *page, size_t layer, size_t unit);
void explain_loss_part(struct page *page, size_t output);
/* The table of all parts. */
void explain_loss_parts(struct page *page);
void explain_loss_total(struct page *page);
void explain_da(struct page *page, size_t layer, size_t unit);
void explain_dz(struct page *page, size_t layer, size_t unit);
/* local: by ∂L/∂w = δ a; else by the chain rule. */
void explain_weight(struct page *page, size_t layer, size_t to, size_t from, bool local);
void explain_bias(struct page *page, size_t layer, size_t unit);
/* QUANTITY_BATCH_GRADIENT of a batch of several samples. */
void explain_mean_gradient(struct page *page, struct quantity q);
/* QUANTITY_STEP; opened: with all that an optimiser with a memory or a penalty does for it.
 */
void explain_step(struct page *page, struct quantity q, bool opened);
/* A buffer that the optimiser keeps; opened: how the one after the update came about, term by term.
 */
void explain_buffer(struct page *page, struct quantity q, bool opened);
/* With a penalty (explain_objective.c): s; J; the loss and both on one page; its gradient. */
void explain_penalty(struct page *page);
void explain_objective(struct page *page);
void explain_loss_with_penalty(struct page *page);
void explain_objective_gradient(struct page *page, struct quantity q);
/* QUANTITY_NEW of a trained parameter. */
void explain_new(struct page *page, struct quantity q);

/* ---- parts of pages ---- */

/* A table of the ways back into ∂L/∂a of a unit, or a part of it: those before `first` are left out
 * of `count`; current: the last is that of the step. Returns their sum. */
double explain_path_rows(struct page *page, struct quantity da, size_t first, size_t count,
                         bool current);

/* Of the backward pass: a step of a whole layer. */
void explain_backward_layer(struct page *page, size_t layer);

/* A term of a weighted sum: symbols, numbers, value. */
void explain_term_row(struct page *page, const struct formula *term, bool current);
/* Where there is a batch: the mean gradient from the sum, as equation and in words. */
void explain_mean_equation(struct page *page, struct quantity q);
void explain_mean_remark(struct page *page);
/* A row for each gradient: δ times what came in. */
void explain_gradient_rows(struct page *page, const struct ranking *gradients);
/* A table of them: each with its value, the one that the equation is of marked. */
void explain_gradient_list(struct page *page, const enum word heads[2],
                           const struct ranking *gradients);
/* What clipping leaves of a gradient. */
void explain_clipped(struct page *page, struct quantity q);
/* Which bounds the optimiser keeps, as remarks. */
void explain_clipping(struct page *page, const struct optimizer *optimizer);
/* What happens to a sample's gradients in a batch. */
void explain_batch_remark(struct page *page);

/* What training changes here. */
enum explain_trained {
    EXPLAIN_TRAINS_WEIGHTS,
    EXPLAIN_TRAINS_ALL,  /* biases, too */
    EXPLAIN_TRAINS_SOME, /* some of the biases */
    EXPLAIN_TRAINS_COUNT
};

enum explain_trained explain_trained(const struct page *page);
bool explain_trains_biases(const struct page *page);
bool explain_has_fixed_biases(const struct page *page);

/* What is left of softmax and cross-entropy when every 1/a has cancelled: a sentence. */
const char *explain_softmax_rest(const struct page *page);

/* The factors of δ = ∂L/∂a · ∂a/∂z as rows of a table with four columns. */
void explain_factor_rows(struct page *page, size_t layer, size_t unit);
/* δ itself as one row, where it is not a product. */
void explain_error_row(struct page *page, size_t layer, size_t unit);

#endif
