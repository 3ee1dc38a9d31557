#include "data/dataset.h"

#include <stdlib.h>

/* count(rows, columns) zeroed doubles; NULL if that is too many. */
static double *new_table(size_t rows, size_t columns)
{
    if (columns > 0 && rows > SIZE_MAX / sizeof(double) / columns)
        return NULL;
    return calloc(rows * columns > 0 ? rows * columns : 1, sizeof(double));
}

bool dataset_init(struct dataset *data, size_t count, size_t inputs, size_t targets,
                  struct error *err)
{
    *data = (struct dataset){0};
    if (count > DATASET_SAMPLES_MAX)
        return error_set(err, "%zu samples are too many; at most %d can be used", count,
                         DATASET_SAMPLES_MAX);
    if (count > 0
        && (inputs > DATASET_NUMBERS_MAX || inputs + targets > DATASET_NUMBERS_MAX / count))
        return error_set(err,
                         "%zu samples of %zu inputs and %zu targets are too many numbers; at most "
                         "%d can be "
                         "used",
                         count, inputs, targets, DATASET_NUMBERS_MAX);
    *data = (struct dataset){
        .count = count,
        .inputs = inputs,
        .targets = targets,
        .times = 1,
        .x = new_table(count, inputs),
        .t = new_table(count, targets),
    };
    if (data->x == NULL || data->t == NULL) {
        dataset_finish(data);
        return error_set(err, "not enough memory for %zu samples of %zu inputs and %zu targets",
                         count, inputs, targets);
    }
    return true;
}

void dataset_finish(struct dataset *data)
{
    free(data->x);
    free(data->t);
    free(data->x_scales);
    free(data->t_scales);
    *data = (struct dataset){0};
}
