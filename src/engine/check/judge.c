#include "engine/check/judge.h"

#include "base/elementary.h"

#include <math.h>

/* What of a difference may be unexplained, and how little is too little to be told. */
static const double tolerance = 1e-6, telling = 1e-4;

static enum judge_verdict judge_not_finite(const struct nudge_slope *slope, double backprop)
{
    bool measured = isfinite(slope->loss) && isfinite(slope->value);

    if (isfinite(backprop) ? isnan(slope->loss) : measured)
        return JUDGE_DIFFERS;
    return JUDGE_NOT_FINITE;
}

enum judge_verdict judge(const struct nudge_slope *slope, double backprop)
{
    double apart = fabs(slope->value - backprop), size = fmax(fabs(slope->value), fabs(backprop));

    if (!isfinite(slope->value) || !isfinite(slope->loss) || !isfinite(backprop))
        return judge_not_finite(slope, backprop);
    if (slope->kink)
        return JUDGE_KINK;
    if (apart > slope->bound + tolerance * size)
        return JUDGE_DIFFERS;
    if (slope->bound > telling * size && size > 0)
        return slope->bends ? JUDGE_BEND : JUDGE_ROUNDING;
    return JUDGE_AGREES;
}

int judge_digits(double a, double b)
{
    double apart = fabs(a - b), size = fmax(fabs(a), fabs(b)), digits;

    if (!isfinite(a) || !isfinite(b))
        return 0;
    if (apart == 0.0)
        return JUDGE_DIGITS_MAX;
    digits = floor(elementary_log10(size) - elementary_log10(apart));
    return (int)fmin(fmax(digits, 0.0), JUDGE_DIGITS_MAX);
}

void judge_add(struct judge_summary *summary, enum judge_verdict verdict, int digits)
{
    summary->counts[verdict]++;
    if (verdict == JUDGE_AGREES && digits < summary->least_digits)
        summary->least_digits = digits;
}

size_t judge_untold(const struct judge_summary *summary)
{
    size_t untold = 0;

    for (int v = JUDGE_ROUNDING; v < JUDGE_VERDICT_COUNT; v++)
        untold += summary->counts[v];
    return untold;
}
