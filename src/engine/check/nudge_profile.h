/*
 * nudge_profile: L as a function of one parameter, on a range worth looking at.
 *
 * The range is centred on the parameter's value. It is as wide as it takes to see
 * the curve leave its tangent, or, where the step of the update would be lost in
 * that, narrower, so that both can be seen.
 *
 * Computed in slices, so that a large network does not stop the program.
 */
#ifndef BACKSTEP_ENGINE_CHECK_NUDGE_PROFILE_H
#define BACKSTEP_ENGINE_CHECK_NUDGE_PROFILE_H

#include "engine/check/nudge.h"

enum { NUDGE_POINTS_MAX = 101 };

struct nudge_profile {
    size_t param;
    double w, loss;              /* today's point; the middle one of the curve */
    double slope;                /* of the tangent: the difference quotient */
    double step;                 /* what the update is expected to add to w; may be 0 */
    double reach;                /* the range is w - reach .. w + reach */
    bool ranged;                 /* the reach is found */
    size_t count;                /* points, odd: `value[i]` has the loss `height[i]` */
    size_t done;                 /* how many of them are computed, from the left */
    double value[NUDGE_POINTS_MAX];
    double height[NUDGE_POINTS_MAX]; /* may be infinite or NaN */
};

/* points: 3 .. NUDGE_POINTS_MAX, odd. */
void nudge_profile_start(struct nudge_profile *profile, const struct nudge *nudge, double step,
                         size_t points);

/* L with the parameter at that value: a network's loss, or a graph's objective. */
typedef double nudge_curve(void *of, double value);

/* Goes on for about that many values, at least one. True once all points are there. */
bool nudge_profile_follow(struct nudge_profile *profile, nudge_curve *curve, void *of,
                          size_t passes);

/* The same of a network: about that many forward passes a sample, at least one. The model must be
 * as it was for the nudge. */
bool nudge_profile_advance(struct nudge_profile *profile, struct nudge_model *model,
                           size_t passes);

bool nudge_profile_is_done(const struct nudge_profile *profile);

#endif
