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

/* ---- for the proofs ---- */

/* The answer as text, until the next one is asked for; whether the right one reads so. */
const char *proof_answer(const struct question *question, size_t i);
bool proof_says(const struct question *question, const char *words);

/* ∂L/∂ of a parameter by finite differences; and of it, or of a unit's z or a, where it is another
 * from that time to that one only. */
double proof_gradient(struct walk *walk, struct quantity of);
double proof_slope_between(struct walk *walk, struct quantity q, size_t from, size_t to);

/* Of recurrent networks. */
bool proof_of_reach(struct walk *walk, const struct question *question);
bool proof_of_largest_share(struct walk *walk, const struct question *question);
bool proof_of_vanished(struct walk *walk, const struct question *question);
bool proof_of_times(struct walk *walk, const struct question_moment *moment,
                    const struct question *question);
bool proof_of_same_weight(struct walk *walk, const struct question_moment *moment,
                          const struct question *question);

#endif
