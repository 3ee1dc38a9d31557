/*
 * trouble: when the numbers themselves need a word: a neuron through which no
 * gradient flows, a saturated one, values that are no longer finite.
 */
#ifndef BACKSTEP_EXPLAIN_TROUBLE_H
#define BACKSTEP_EXPLAIN_TROUBLE_H

#include "explain/page.h"

/* ReLU with z <= 0: its output and its slope are 0. */
bool trouble_is_dead(const struct page *page, size_t layer, size_t unit);

/* Adds a remark about what stops the gradient at that neuron, if anything does; says whether. */
bool trouble_remark_backward(struct page *page, size_t layer, size_t unit);
/* The same for what its activation means in the forward pass. */
bool trouble_remark_forward(struct page *page, size_t layer, size_t unit);
/* The same for the first neuron of the layer in such trouble. */
bool trouble_remark_layer(struct page *page, size_t layer);

/* If one of the quantities that the step shows is NaN or infinite, puts that in the place of
 * remark and sentence, naming the first one. Searches the first 65536 moments of a step. */
void trouble_report(struct page *page);
/* The same for a quantity alone, if it is NaN or infinite. */
void trouble_report_quantity(struct page *page, struct quantity quantity);

#endif
