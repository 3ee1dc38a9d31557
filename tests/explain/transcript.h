/*
 * transcript: an explanation as a page of plain text, to be read and compared.
 */
#ifndef BACKSTEP_TESTS_EXPLAIN_TRANSCRIPT_H
#define BACKSTEP_TESTS_EXPLAIN_TRANSCRIPT_H

#include "run.h"

#include <stdio.h>

/* Heading, title, equations, table, remark, sentence. */
void transcript_page(FILE *out, const char *heading, const struct explanation *explanation);

/* Every step of the run at that granularity, up to and with that unit; before it the page of
 * step 0, with the scenario's own words. */
void transcript_run(FILE *out, struct run *run, enum granularity granularity, uint64_t last);

/* The rich text in one line, formulas as symbols. */
const char *transcript_rich(struct rich rich, char *out, size_t size);

#endif
