#include "engine/check/gradcheck.h"

#include <float.h>
#include <math.h>
#include <string.h>

static void add(struct gradcheck *result, size_t param, const struct nudge_slope *slope,
                double backprop)
{
    enum judge_verdict verdict = judge(slope, backprop);
    double apart = fabs(slope->value - backprop), size = fmax(fabs(slope->value), fabs(backprop));
    double error = isfinite(apart) ? apart > 0 ? apart / size : 0.0 : (double)INFINITY;
    const size_t *counts = result->summary.counts;
    size_t differ = counts[JUDGE_DIFFERS], agree = counts[JUDGE_AGREES];
    bool first = verdict == JUDGE_DIFFERS ? differ == 0 : differ + agree == 0;

    judge_add(&result->summary, verdict, judge_digits(slope->value, backprop));
    result->tried++;
    if (verdict > JUDGE_DIFFERS || (verdict == JUDGE_AGREES && differ > 0))
        return;
    result->nonzero += verdict == JUDGE_AGREES && backprop != 0;
    if (first || error > result->worst) {
        result->worst = error;
        result->worst_param = param;
        result->worst_numeric = slope->value;
        result->worst_backprop = backprop;
    }
}

/* s on top of L. */
static void penalise(struct nudge_slope *slope, double l2, double w)
{
    double up = w + slope->h, down = w - slope->h;

    slope->value += l2 / 2.0 * (up * up - down * down) / (up - down);
    slope->bound += 4.0 * DBL_EPSILON * (l2 / 2.0 * w * w) / slope->h;
}

/* gradients: NULL: the backpropagated ones. */
static void compare(struct nudge_model *model, const double *gradients, double l2, size_t most,
                    struct gradcheck *result)
{
    size_t params = model->net->param_count, count = params < most ? params : most;

    while (!nudge_model_weigh(model))
        continue;
    for (size_t i = 0; i < count; i++) {
        size_t param = i * params / count;
        double backprop = gradients != NULL
                              ? gradients[param]
                              : model->block[params + param] / (double)model->data.count;
        struct nudge nudge;

        nudge_run(model, param, &nudge);
        /* Without a penalty not even 0·w is added, which may be NaN. */
        if (l2 != 0 && !net_find(model->net, param).bias) {
            penalise(&nudge.slope, l2, nudge.w);
            backprop += l2 * nudge.w;
        }
        add(result, param, &nudge.slope, backprop);
    }
}

bool gradcheck_run(const struct net *net, const struct dataset *data, const double *params,
                   const double *gradients, double l2, size_t most, struct gradcheck *result,
                   struct error *err)
{
    size_t samples = data->count < GRADCHECK_SAMPLES ? data->count : GRADCHECK_SAMPLES;
    struct nudge_model model;

    *result = (struct gradcheck){.summary = {.least_digits = JUDGE_DIGITS_MAX}};
    if (!nudge_model_init(&model, net, params, samples, err))
        return false;
    memcpy(model.data.x, data->x, samples * data->inputs * sizeof *data->x);
    memcpy(model.data.t, data->t, samples * data->targets * sizeof *data->t);
    compare(&model, gradients, l2, most, result);
    nudge_model_finish(&model);
    return true;
}
