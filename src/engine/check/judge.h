/*
 * judge: does a backpropagated gradient agree with a difference of the loss, as far as the numbers
 * can tell?
 *
 * With n the difference, b how far that can be off (nudge.h), g the gradient to judge and s the
 * larger of |n| and |g|:
 *
 *   differs          |n - g| > b + 1e-6 s; or g is not finite where L and n are, or is where L
 *                    is NaN
 *   cannot be told   else, where b > 1e-4 s, n is not finite or there is a kink: and why
 *   agrees           else: to 3 digits at least, as a rule to 8 or 9. Two plain 0 agree
 */
#ifndef BACKSTEP_ENGINE_CHECK_JUDGE_H
#define BACKSTEP_ENGINE_CHECK_JUDGE_H

#include "engine/check/nudge.h"

#include <stdbool.h>
#include <stddef.h>

enum judge_verdict {
    JUDGE_AGREES,
    JUDGE_DIFFERS,
    /* Cannot be told: */
    JUDGE_ROUNDING,   /* they are too small beside what rounding does to the loss */
    JUDGE_BEND,       /* or beside how the loss bends within the step */
    JUDGE_KINK,       /* a ReLU changes sides */
    JUDGE_NOT_FINITE, /* neither, or the loss itself, is a finite number */
    JUDGE_VERDICT_COUNT
};

enum judge_verdict judge(const struct nudge_slope *slope, double backprop);

/* In how many leading digits two numbers agree: the largest d <= JUDGE_DIGITS_MAX with
 * |a - b| <= 10^-d max(|a|, |b|); 0 if either is not finite. */
enum { JUDGE_DIGITS_MAX = 15 };
int judge_digits(double a, double b);

/* What there is to say of many. A zeroed summary is empty but for least_digits, which is to be
 * JUDGE_DIGITS_MAX. */
struct judge_summary {
    size_t counts[JUDGE_VERDICT_COUNT];
    int least_digits; /* of those that agree */
};

void judge_add(struct judge_summary *summary, enum judge_verdict verdict, int digits);

/* How many could not be told. */
size_t judge_untold(const struct judge_summary *summary);

#endif
