#include "data/standardize.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

/* scales(columns) of values(count, columns): row by row, which is how they lie in memory. */
static void measure(const double *values, size_t count, size_t columns,
                    struct dataset_scale *scales)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < columns; k++)
            scales[k].mean += values[i * columns + k] / (double)count;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < columns; k++) {
            double apart = values[i * columns + k] - scales[k].mean;

            scales[k].deviation += apart * apart / (double)count;
        }
    for (size_t k = 0; k < columns; k++) {
        struct dataset_scale *scale = &scales[k];

        scale->deviation = sqrt(scale->deviation);
        /* What is left of a constant by rounding is no deviation. */
        if (!(scale->deviation > 1e-12 * fabs(scale->mean)) || !isfinite(scale->deviation))
            scale->deviation = 1.0;
    }
}

/* values(all, columns), of which the first `count` are measured. NULL: not enough memory. */
static struct dataset_scale *bring_to_scale(double *values, size_t count, size_t all,
                                            size_t columns)
{
    struct dataset_scale *scales = calloc(columns + 1, sizeof *scales);

    if (scales == NULL)
        return NULL;
    measure(values, count, columns, scales);
    for (size_t i = 0; i < all; i++)
        for (size_t k = 0; k < columns; k++)
            values[i * columns + k] = (values[i * columns + k] - scales[k].mean)
                                      / scales[k].deviation;
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
           || error_set(err, "not enough memory for the scales of %zu columns",
                        data->inputs + data->targets);
}

double standardize_undo(struct dataset_scale scale, double value)
{
    return value * scale.deviation + scale.mean;
}
