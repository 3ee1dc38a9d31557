/*
 * ask_parts: the chapters of ask.h: each fills the page of one quantity, in all
 * but the kicker.
 */
#ifndef BACKSTEP_EXPLAIN_ANSWERS_ASK_PARTS_H
#define BACKSTEP_EXPLAIN_ANSWERS_ASK_PARTS_H

#include "explain/page.h"

/* What is not computed within an iteration but given to it: X, W, B, T, RATE. */
void ask_given(struct page *page, struct quantity q);

/* Adds to an input, a target or an output what it is in the scale of the data, where that was
 * standardized. */
void ask_scale(struct page *page, struct quantity q);

/* The long form of a quantity that is known, where ask_has_long_form. */
void ask_open(struct page *page, struct quantity q);
bool ask_has_long_form(const struct snapshot *snapshot, struct quantity q);

/* Of them: the gradients of a hidden layer, path by path; */
void ask_paths(struct page *page, struct quantity gradient);
/* what is summed in the forward pass, term by term. */
void ask_open_sum(struct page *page, size_t layer, size_t unit);
void ask_open_activation(struct page *page, size_t layer, size_t unit);
void ask_open_loss(struct page *page);

#endif
