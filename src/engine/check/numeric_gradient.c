#include "engine/check/numeric_gradient.h"

#include <stdlib.h>

bool numeric_gradient_init(struct numeric_gradient *numeric, const struct net *net,
                           const double *params, size_t samples, struct error *err)
{
    *numeric = (struct numeric_gradient){0};
    if (!nudge_model_init(&numeric->model, net, params, samples, err))
        return false;
    numeric->slopes = calloc(net->param_count, sizeof *numeric->slopes);
    if (numeric->slopes == NULL) {
        numeric_gradient_finish(numeric);
        return error_set(err, "not enough memory for the gradients of %zu parameters",
                         net->param_count);
    }
    return true;
}

void numeric_gradient_finish(struct numeric_gradient *numeric)
{
    nudge_model_finish(&numeric->model);
    free(numeric->slopes);
    *numeric = (struct numeric_gradient){0};
}

/* The next sample of the parameter under way. */
static void go_on(struct numeric_gradient *numeric)
{
    struct nudge_model *model = &numeric->model;
    struct nudge_trial *trial = &numeric->trial;

    if (trial->layer == 0)
        nudge_begin(model, numeric->done, trial);
    if (trial->shrunk == 0)
        numeric->passes += 2;
    if (!nudge_advance(model, trial, &numeric->slopes[numeric->done]))
        return;
    *trial = (struct nudge_trial){0};
    numeric->done++;
}

bool numeric_gradient_advance(struct numeric_gradient *numeric, uint64_t passes)
{
    size_t params = numeric->model.net->param_count;

    for (uint64_t used = 0; numeric->done < params && (used == 0 || used < passes); used += 4) {
        if (numeric->model.weighed < numeric->model.data.count)
            nudge_model_weigh(&numeric->model);
        else
            go_on(numeric);
    }
    return numeric->done == params;
}

uint64_t numeric_gradient_cost(const struct net *net, size_t samples)
{
    return 2 * (uint64_t)net->param_count * samples;
}
