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

bool numeric_gradient_advance(struct numeric_gradient *numeric, uint64_t passes)
{
    struct nudge_model *model = &numeric->model;
    size_t count = model->net->param_count;
    uint64_t used = 0;

    while (numeric->done < count && (used == 0 || used < passes)) {
        size_t param = numeric->done++;
        struct nudge_sums sums;

        nudge_sums(model->net, &model->data, model->block, param,
                   nudge_size(model->block[param]), model->sides, &sums);
        numeric->gradient[param] = (sums.plus / (double)model->data.count -
                                    sums.minus / (double)model->data.count) / sums.width;
        numeric->kink[param] = sums.kink ? 1 : 0;
        used += 2 * model->data.count;
    }
    numeric->passes += used;
    return numeric->done == count;
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
