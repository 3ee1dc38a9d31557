/*
 * plan: when a learner is asked, and what: few questions, at chosen steps of the first iterations.
 *
 * Each row is a place in an iteration, in words of the network and not of one lesson, and a kind of
 * question. Later rows ask the same again with less shown (fading).
 */
#ifndef BACKSTEP_TEACH_PLAN_H
#define BACKSTEP_TEACH_PLAN_H

#include "teach/question.h"

enum { PLAN_ROWS_MAX = 64 };

struct plan_row {
    uint64_t iteration;
    unsigned place;          /* plan.c */
    enum question_kind kind;
    unsigned level;
};

/* The rows, in order; as many as *count says, PLAN_ROWS_MAX at most. */
const struct plan_row *plan_rows(size_t *count);

/* Where a step of the run goes. */
struct plan_step {
    const struct net *net;
    const struct stepper *stepper; /* stands at the step shown; borrowed for the call */
    struct cursor shown, next;     /* next.step may lie ahead of it */
};

/* Whether the row's place is here: at what is shown, for a kind that does not look ahead, else in
 * the step to come, which is not in a later iteration's. */
bool plan_is_here(const struct plan_step *step, const struct plan_row *row);

#endif
