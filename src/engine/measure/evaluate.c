#include "engine/measure/evaluate.h"

#include <math.h>
#include <string.h>

struct evaluate_range evaluate_training(const struct dataset *data)
{
    return (struct evaluate_range){0, data->count};
}

struct evaluate_range evaluate_validation(const struct dataset *data)
{
    return (struct evaluate_range){data->count, data->validation};
}

double evaluate_loss(enum mistake mistake, const struct net *net, const struct dataset *data,
                     struct evaluate_range range, const double *params, double *scratch)
{
    double total = 0.0;

    if (range.count == 0)
        return (double)NAN;
    memcpy(scratch, params, net->param_count * sizeof *scratch);
    for (size_t i = range.first; i < range.first + range.count; i++) {
        net_load(net, scratch, dataset_x(data, i), dataset_t(data, i));
        total += mistake_evaluate_loaded(mistake, net, scratch);
    }
    return total / (double)range.count;
}
