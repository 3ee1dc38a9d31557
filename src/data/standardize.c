#include "data/standardize.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

/* Of one column of values(count, columns). */
static struct dataset_scale measure(const double *values, size_t count, size_t columns, size_t column)
{
    struct dataset_scale scale = {0.0, 0.0};

    for (size_t i = 0; i < count; i++)
        scale.mean += values[i * columns + column] / (double)count;
    for (size_t i = 0; i < count; i++) {
        double apart = values[i * columns + column] - scale.mean;

        scale.deviation += apart * apart / (double)count;
    }
    scale.deviation = sqrt(scale.deviation);
    /* What is left of a constant by rounding is no deviation. */
    if (!(scale.deviation > 1e-12 * fabs(scale.mean)) || !isfinite(scale.deviation))
        scale.deviation = 1.0;
    return scale;
}

/* values(all, columns), of which the first `count` are measured. NULL: not enough memory. */
static struct dataset_scale *bring_to_scale(double *values, size_t count, size_t all, size_t columns)
{
    struct dataset_scale *scales = calloc(columns + 1, sizeof *scales);

    for (size_t k = 0; scales != NULL && k < columns; k++) {
        scales[k] = measure(values, count, columns, k);
        for (size_t i = 0; i < all; i++)
            values[i * columns + k] = (values[i * columns + k] - scales[k].mean) / scales[k].deviation;
    }
    return scales;
}

bool standardize(struct dataset *data, bool targets, struct error *err)
{
    size_t all = data->count + data->validation;

    assert(data->x_scales == NULL && data->t_scales == NULL);
    data->x_scales = bring_to_scale(data->x, data->count, all, data->inputs);
    if (targets)
        data->t_scales = bring_to_scale(data->t, data->count, all, data->targets);
    return (data->x_scales != NULL && (!targets || data->t_scales != NULL))
        || error_set(err, "not enough memory for the scales of %zu columns", data->inputs + data->targets);
}

double standardize_undo(struct dataset_scale scale, double value)
{
    return value * scale.deviation + scale.mean;
}
