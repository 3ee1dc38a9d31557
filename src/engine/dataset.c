#include "engine/dataset.h"

#include "base/rng.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

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
    *data = (struct dataset){
        .count = count,
        .inputs = inputs,
        .targets = targets,
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

/* Marks `count` of the samples, drawn one after the other from those that are left. */
static void draw(bool *held, size_t *left, size_t all, size_t count, uint64_t seed)
{
    struct rng rng;

    rng_seed(&rng, seed);
    for (size_t i = 0; i < all; i++)
        left[i] = i;
    for (size_t i = 0; i < count; i++) {
        size_t pick = rng_below(&rng, all - i);

        held[left[pick]] = true;
        left[pick] = left[all - i - 1];
    }
}

/* The rows that are not held in front, the others behind them. `spare` has room for the others. */
static void part(double *rows, size_t all, size_t columns, const bool *held, double *spare)
{
    size_t size = columns * sizeof *rows, kept = 0, moved = 0;

    for (size_t i = 0; i < all; i++) {
        if (held[i])
            memcpy(spare + columns * moved++, rows + columns * i, size);
        else if (kept++ != i)
            memcpy(rows + columns * (kept - 1), rows + columns * i, size);
    }
    memcpy(rows + columns * kept, spare, moved * size);
}

bool dataset_hold_out(struct dataset *data, size_t validation, uint64_t seed, struct error *err)
{
    size_t all = data->count;
    bool *held = calloc(all, sizeof *held);
    size_t *left = calloc(all, sizeof *left);
    double *spare = new_table(validation, data->inputs > data->targets ? data->inputs
                                                                       : data->targets);
    bool ok = held != NULL && left != NULL && spare != NULL;

    assert(data->validation == 0 && validation < all);
    if (ok) {
        draw(held, left, all, validation, seed);
        part(data->x, all, data->inputs, held, spare);
        part(data->t, all, data->targets, held, spare);
        data->count = all - validation;
        data->validation = validation;
    }
    free(held);
    free(left);
    free(spare);
    return ok || error_set(err, "not enough memory to hold out %zu samples", validation);
}

void dataset_finish(struct dataset *data)
{
    free(data->x);
    free(data->t);
    *data = (struct dataset){0};
}
