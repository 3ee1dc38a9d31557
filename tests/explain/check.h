/*
 * check: what must hold of every explanation.
 */
#ifndef BACKSTEP_TESTS_EXPLAIN_CHECK_H
#define BACKSTEP_TESTS_EXPLAIN_CHECK_H

#include "run.h"

enum { CHECK_TITLE_MAX = 48, CHECK_SENTENCE_MAX = 110 };

/* How often things were looked at, against vacuous passes. */
struct check {
    size_t pages, equations, results, sums, rows, products, marks, sentences;
};

/* Fails the test, naming the page, if anything is wrong with it. */
void check_page(struct check *check, const struct run *run, struct cursor cursor,
                enum granularity granularity, const struct explanation *explanation);

/* The same for the page of a quantity that was asked about. */
void check_answer(struct check *check, const struct run *run, struct cursor cursor,
                  struct quantity quantity, bool opened, const struct explanation *explanation);

/* Explains the run at every moment of every unit, up to and with unit `last`, at every
 * granularity, and checks each page. */
void check_run(struct check *check, struct run *run, uint64_t last);

#endif
