#include "tensor/tensors.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

double *tensors_add(struct tensors *tensors, const char *name, size_t dimensions, size_t rows,
                    size_t columns, struct error *err)
{
    struct tensor *tensor;

    if (tensors->count == TENSORS_MAX) {
        error_set(err, "there are more than %d arrays", TENSORS_MAX);
        return NULL;
    }
    if (columns != 0 && rows > (TENSORS_NUMBERS_MAX - tensors->numbers) / columns) {
        error_set(err, "there are more than %d numbers", TENSORS_NUMBERS_MAX);
        return NULL;
    }
    if (strlen(name) > TENSORS_NAME_MAX) {
        error_set(err, "the name of an array has %zu bytes; expected at most %d", strlen(name),
                  TENSORS_NAME_MAX);
        return NULL;
    }
    tensors->items = memory_resize(tensors->items, tensors->count + 1, sizeof *tensors->items);
    tensor = &tensors->items[tensors->count++];
    *tensor = (struct tensor){
        .name = memory_string(name),
        .dimensions = dimensions,
        .rows = rows,
        .columns = columns,
        .values = memory_new(rows * columns, sizeof *tensor->values),
    };
    tensors->numbers += rows * columns;
    return tensor->values;
}

void tensors_finish(struct tensors *tensors)
{
    for (size_t i = 0; i < tensors->count; i++) {
        free(tensors->items[i].name);
        free(tensors->items[i].values);
    }
    free(tensors->items);
    *tensors = (struct tensors){0};
}
