/*
 * changes: what a step has changed, as a list: the numbers that appeared in it.
 */
#ifndef BACKSTEP_EXPLAIN_CHANGES_H
#define BACKSTEP_EXPLAIN_CHANGES_H

#include "quantity/reveal.h"

enum { CHANGES_MOST = 12 };

/* "aₕ₁ = 0.5933, ... and 3 more"; of a parameter that moved "w₅: 0.4 → 0.3589". Of a step that
 * changed nothing: "nothing". Appended. */
void changes_to_text(const struct snapshot *snapshot, struct cursor from, struct cursor cursor,
                     struct number_style style, struct text *out);

#endif
