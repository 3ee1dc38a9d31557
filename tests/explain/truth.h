/*
 * truth: a page's sentences beside the numbers that they speak of.
 */
#ifndef BACKSTEP_TESTS_EXPLAIN_TRUTH_H
#define BACKSTEP_TESTS_EXPLAIN_TRUTH_H

#include "run.h"

/* NULL, or what is wrong: words that are false of any network, or a sentence that its own numbers
 * contradict. `*found` counts the sentences that had numbers to be compared with. */
const char *truth_of_page(const struct run *run, struct cursor cursor, enum granularity granularity,
                          const struct explanation *explanation, size_t *found);

/* The first half of that, for any text. */
const char *truth_of_words(const char *text);

#endif
