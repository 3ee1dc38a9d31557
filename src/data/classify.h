/*
 * classify: values read as classes.
 *
 * Of several outputs the largest says the class (of equal ones the first); of a single one,
 * class 1 from 0.5 on and class 0 below. Samples are of classes when the targets are: a single
 * target that is 0 or 1, or several of which one is 1 and the others are 0.
 */
#ifndef BACKSTEP_DATA_CLASSIFY_H
#define BACKSTEP_DATA_CLASSIFY_H

#include "data/dataset.h"

#include <stdbool.h>

/* Of an output that is NaN: it says no class. */
#define CLASSIFY_NONE ((size_t)-1)

/* How many classes that many outputs tell apart: 2 for a single one. */
size_t classify_count(size_t outputs);

/* Whether all targets, the held out ones too, are classes, and not all the same one. */
bool classify_has_classes(const struct dataset *data);

/* The class that `outputs` values say. */
size_t classify_class(const double *values, size_t outputs);

#endif
