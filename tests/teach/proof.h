/*
 * proof: whether the right answer of a question is right and its wrong ones are wrong, found in
 * another way than the question was made: by finite differences, by going on with the run, by
 * counting.
 */
#ifndef BACKSTEP_TESTS_TEACH_PROOF_H
#define BACKSTEP_TESTS_TEACH_PROOF_H

#include "run.h"
#include "teach/question.h"

/* What the proofs need of a walk through a run. */
struct walk {
    struct run run;
    void *start;        /* owned; a snapshot of the stepper at the iteration's start */
    void *now;          /* owned; room for one more */
    size_t values[QUANTITY_KIND_COUNT]; /* of what was asked how much it is */
    size_t typed[QUANTITY_KIND_COUNT];  /* the same, where the number is typed */
    char phases[128];   /* the names of the phases that the iteration has gone through so far */
};

/* Fails the test, naming the question, if it is wrong. */
void proof_of(struct walk *walk, const struct question_moment *moment,
              const struct question *question);

/* One line of plain text. */
const char *proof_text(struct rich rich, char *out, size_t size);

#endif
