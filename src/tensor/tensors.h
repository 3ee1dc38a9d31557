/*
 * tensors: named arrays of numbers, as programs that train networks save them.
 *
 * Numbers are finite or not: whoever uses them decides.
 */
#ifndef BACKSTEP_TENSOR_TENSORS_H
#define BACKSTEP_TENSOR_TENSORS_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    TENSORS_MAX = 4096,            /* arrays in a file */
    TENSORS_NUMBERS_MAX = 20000000, /* numbers in all of them */
    TENSORS_NAME_MAX = 200
};

/* Of `dimensions` 0 there is one number, of 1 `rows`, of 2 rows × columns, row by row. Of more
 * there are rows × columns numbers, too: rows is the first dimension, columns what is left. */
struct tensor {
    char *name;            /* owned; "" where the file has no names */
    size_t dimensions, rows, columns;
    double *values;        /* owned */
};

/* Zeroed: none. In the order of the file. */
struct tensors {
    struct tensor *items;  /* owned */
    size_t count, numbers; /* numbers: of all */
    bool sorted;           /* the file's order is its writer's, not the network's */
};

/* One more of that shape; its zeroed values are to be filled. NULL with the error: too many. */
double *tensors_add(struct tensors *tensors, const char *name, size_t dimensions, size_t rows,
                    size_t columns, struct error *err);

void tensors_finish(struct tensors *tensors);

#endif
