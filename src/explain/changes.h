/*
 * changes: what a step has changed, as a list: the numbers that appeared in it.
 */
#ifndef BACKSTEP_EXPLAIN_CHANGES_H
#define BACKSTEP_EXPLAIN_CHANGES_H

#include "quantity/reveal.h"

enum { CHANGES_MOST = 12 };

/* Up to CHANGES_MOST of the quantities that appeared between the two cursors, in the order of the
 * phases; the snapshot is of the later one. Returns how many appeared. */
size_t changes_find(const struct snapshot *snapshot, struct cursor from, struct cursor cursor,
                    struct quantity found[CHANGES_MOST]);

/* "aₕ₁ = 0.5933, ... and 3 more"; of a parameter that moved "w₅: 0.4 → 0.3589". Of a step that
 * changed nothing: "nothing". Appended. */
void changes_to_text(const struct snapshot *snapshot, struct cursor from, struct cursor cursor,
                     struct number_style style, struct text *out);

#endif
