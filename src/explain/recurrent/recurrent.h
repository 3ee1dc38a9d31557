/*
 * recurrent: the pages of networks that go through time, where they are other than those of plain
 * networks: the loss of a time and of all, the two parts of δ, and the shares of the times in a
 * gradient.
 *
 * The page's snapshot is of one time, and so are all quantities that name none.
 */
#ifndef BACKSTEP_EXPLAIN_RECURRENT_RECURRENT_H
#define BACKSTEP_EXPLAIN_RECURRENT_RECURRENT_H

#include "explain/page.h"

/* The page of a step of a recurrent net; false, and nothing done, where one of plain nets
 * holds. */
bool recurrent_step(struct page *page);

/* The same of whoever asks about a quantity, in all but the kicker. */
bool recurrent_chapter(struct page *page, struct quantity quantity);

/* ---- the chapters ---- */

void recurrent_time_loss(struct page *page);
void recurrent_loss(struct page *page);
/* DA_OUTPUT, DA_FUTURE, DA or DZ of a unit. */
void recurrent_delta(struct page *page, struct quantity quantity);
/* SHARE or GRADIENT of a parameter, with a row a time. */
void recurrent_gradient(struct page *page, struct quantity quantity);
/* All shares of a unit at the page's time; all units of a layer; the end of the backward pass. */
void recurrent_unit(struct page *page, size_t layer, size_t unit);
void recurrent_layer(struct page *page, size_t layer);
void recurrent_backward_end(struct page *page);

#endif
