#include "engine/numeric_gradient.h"

#include <math.h>
#include <stdlib.h>

bool numeric_gradient_init(struct numeric_gradient *numeric, const struct net *net,
                           const double *params, size_t samples, struct error *err)
{
    *numeric = (struct numeric_gradient){0};
    if (!nudge_model_init(&numeric->model, net, params, samples, err))
        return false;
    numeric->gradient = calloc(net->param_count, sizeof *numeric->gradient);
    numeric->kink = calloc(net->param_count, 1);
    if (numeric->gradient == NULL || numeric->kink == NULL) {
        numeric_gradient_finish(numeric);
        return error_set(err, "not enough memory for the gradients of %zu parameters",
                         net->param_count);
    }
    return true;
}

void numeric_gradient_finish(struct numeric_gradient *numeric)
{
    nudge_model_finish(&numeric->model);
    free(numeric->gradient);
    free(numeric->kink);
    *numeric = (struct numeric_gradient){0};
}

/* The next sample's part of the noise: a pass forward and one back. */
static void weigh(struct numeric_gradient *numeric)
{
    struct nudge_model *model = &numeric->model;

    net_evaluate(model->net, model->block, dataset_x(&model->data, numeric->weighed),
                 dataset_t(&model->data, numeric->weighed));
    for (size_t l = model->net->layer_count; l >= 1; l--)
        net_backward(model->net, model->block, l);
    numeric->noise += nudge_noise(model->net, model->block) / (double)model->data.count;
    numeric->weighed++;
}

/* The two forward passes of the next sample for the parameter under way. */
static void nudge_sample(struct numeric_gradient *numeric)
{
    struct nudge_model *model = &numeric->model;
    const struct dataset *all = &model->data;
    const struct dataset one = {
        .count = 1,
        .inputs = all->inputs,
        .targets = all->targets,
        .x = &all->x[numeric->sample * all->inputs],
        .t = &all->t[numeric->sample * all->targets],
    };
    struct nudge_sums sums;

    nudge_sums(model->net, &one, model->block, numeric->done,
               nudge_size(model->block[numeric->done]), model->sides, &sums);
    numeric->sums.plus += sums.plus;
    numeric->sums.minus += sums.minus;
    numeric->sums.width = sums.width;
    numeric->sums.kink = numeric->sums.kink || sums.kink;
    numeric->sample++;
    numeric->passes += 2;
}

bool numeric_gradient_advance(struct numeric_gradient *numeric, uint64_t passes)
{
    size_t params = numeric->model.net->param_count, samples = numeric->model.data.count;

    for (uint64_t used = 0; numeric->done < params && (used == 0 || used < passes); used += 2) {
        if (numeric->weighed < samples) {
            weigh(numeric);
            continue;
        }
        nudge_sample(numeric);
        if (numeric->sample < samples)
            continue;
        numeric->gradient[numeric->done] = (numeric->sums.plus / (double)samples -
                                            numeric->sums.minus / (double)samples) /
                                           numeric->sums.width;
        numeric->kink[numeric->done] = numeric->sums.kink ? 1 : 0;
        numeric->sums = (struct nudge_sums){0};
        numeric->sample = 0;
        numeric->done++;
    }
    return numeric->done == params;
}

uint64_t numeric_gradient_cost(const struct net *net, size_t samples)
{
    return 2 * (uint64_t)net->param_count * samples;
}

bool numeric_gradient_worst(const struct numeric_gradient *numeric, const double *backprop,
                            size_t *param, double *error)
{
    double scale = 0.0;
    bool found = false;

    for (size_t i = 0; i < numeric->done; i++)
        if (isfinite(backprop[i]))
            scale = fmax(scale, fabs(backprop[i]));
    for (size_t i = 0; i < numeric->done; i++) {
        double n = numeric->gradient[i], g = backprop[i], apart = fabs(n - g);

        if (numeric->kink[i] || !isfinite(n) || !isfinite(g))
            continue;
        if (apart > 0)
            apart /= fmax(1e-4 * scale, fmax(fabs(n), fabs(g)));
        if (!found || apart > *error) {
            *param = i;
            *error = apart;
            found = true;
        }
    }
    return found;
}

double numeric_gradient_noise(const struct numeric_gradient *numeric, size_t param)
{
    return numeric->noise / nudge_size(numeric->model.block[param]);
}

enum numeric_verdict numeric_gradient_judge(const struct numeric_gradient *numeric, size_t param,
                                            double backprop, int *digits)
{
    double difference = numeric->gradient[param];

    *digits = nudge_digits(difference, backprop);
    if (!isfinite(difference) || !isfinite(backprop))
        return NUMERIC_NOT_FINITE;
    if (numeric->kink[param])
        return NUMERIC_KINK;
    if (*digits >= NUMERIC_DIGITS_LEAST)
        return NUMERIC_AGREES;
    return fabs(difference - backprop) <= numeric_gradient_noise(numeric, param) ? NUMERIC_ROUNDING
                                                                                 : NUMERIC_DIFFERS;
}

void numeric_summary_add(struct numeric_summary *summary, enum numeric_verdict verdict, int digits)
{
    summary->counts[verdict]++;
    if (verdict == NUMERIC_AGREES && digits < summary->least_digits)
        summary->least_digits = digits;
}
