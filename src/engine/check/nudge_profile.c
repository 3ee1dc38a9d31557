#include "engine/check/nudge_profile.h"

#include <assert.h>
#include <math.h>

/* Of the search for the range, in multiples of max(|w|, 0.1). */
static const double first_reach = 1.0 / 64, last_reach = 128.0;
/* A step is drawn if it is that part of the reach; a range is narrowed for one at most by... */
static const double step_seen = 1.0 / 12, most_narrowing = 1.0 / 100;

static double unit_of(double w)
{
    return isfinite(w) ? fmax(fabs(w), 0.1) : 1.0;
}

void nudge_profile_start(struct nudge_profile *profile, const struct nudge *nudge, double step,
                         size_t points)
{
    assert(points >= 3 && points <= NUDGE_POINTS_MAX && points % 2 == 1);
    *profile = (struct nudge_profile){
        .param = nudge->param,
        .w = nudge->w,
        .loss = nudge->slope.loss,
        .slope = nudge->slope.value,
        .step = isfinite(step) ? step : 0.0,
        .reach = first_reach * unit_of(nudge->w),
        .count = points,
    };
}

/* The range that shows the bend and, if that can be, the step. */
static void settle(struct nudge_profile *profile)
{
    double step = fabs(profile->step), bend = profile->reach;

    if (step > bend / 1.6)
        profile->reach = 1.6 * step;
    else if (step < step_seen * bend && step > most_narrowing * bend)
        profile->reach = step / step_seen;
    for (size_t i = 0; i < profile->count; i++) {
        double along = 2.0 * (double)i / (double)(profile->count - 1) - 1.0;

        profile->value[i] = profile->w + along * profile->reach;
    }
    profile->ranged = true;
}

/* One look at the loss at both ends of the range: wide enough? */
static void widen(struct nudge_profile *profile, nudge_curve *curve, void *of)
{
    double reach = profile->reach, unit = unit_of(profile->w);
    double right = curve(of, profile->w + reach);
    double left = curve(of, profile->w - reach);
    double bend = fabs(left + right - 2 * profile->loss), line = fabs(right - left);

    if (!isfinite(bend)) { /* beyond what can be drawn */
        profile->reach = fmax(reach / 2, first_reach * unit);
        settle(profile);
    } else if ((bend >= 0.5 * line && bend > 1e-6 * fabs(profile->loss))) {
        settle(profile);
    } else if (2 * reach > last_reach * unit) {
        /* Flat or straight as far as one looks: any range will do. */
        profile->reach = fmax(1.0, fabs(profile->w));
        settle(profile);
    } else {
        profile->reach = 2 * reach;
    }
}

bool nudge_profile_is_done(const struct nudge_profile *profile)
{
    return profile->ranged && profile->done == profile->count;
}

bool nudge_profile_follow(struct nudge_profile *profile, nudge_curve *curve, void *of,
                          size_t passes)
{
    size_t used = 0;

    while (!nudge_profile_is_done(profile) && (used == 0 || used < passes)) {
        if (!profile->ranged) {
            widen(profile, curve, of);
            used += 2;
        } else {
            size_t i = profile->done++;

            profile->height[i] = i == profile->count / 2 ? profile->loss
                                                         : curve(of, profile->value[i]);
            used++;
        }
    }
    return nudge_profile_is_done(profile);
}

/* The loss of a network's samples. */
struct model_at {
    struct nudge_model *model;
    size_t param;
};

static double loss_of_model(void *of, double value)
{
    const struct model_at *at = of;

    return nudge_loss(at->model, at->param, value);
}

bool nudge_profile_advance(struct nudge_profile *profile, struct nudge_model *model, size_t passes)
{
    struct model_at at = {model, profile->param};

    return nudge_profile_follow(profile, loss_of_model, &at, passes);
}
