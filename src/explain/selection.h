/*
 * selection: which terms of a sum a table lists: all of them, or the largest by
 * magnitude, with what the others add up to.
 */
#ifndef BACKSTEP_EXPLAIN_SELECTION_H
#define BACKSTEP_EXPLAIN_SELECTION_H

#include "explain/page.h"

struct selection {
    size_t items[EXPLAIN_ROWS_MAX]; /* indices of the terms: rising where all are listed, else by
                                     * falling magnitude; NaN counts as larger than anything */
    size_t count;
    size_t others;                  /* terms that are not listed */
    double rest;                    /* their sum */
};

/* Of `count` values; lists up to `most` (1 .. EXPLAIN_ROWS_MAX). */
void selection_make(const double *values, size_t count, size_t most, struct selection *selection);

/* The same for a table that ends with the sum: room for it, and for a row of the others. */
void selection_for_sum(const double *values, size_t count, struct selection *selection);

/* Those last rows: "5 others" if there are any, and `sum`, both in that column. Returns the
 * sum's. */
struct explain_row *selection_sum_rows(struct page *page, const struct selection *selection,
                                       size_t column, const struct formula *sum);

#endif
