/*
 * classify: outputs read as classes: which one the network says, which one it is, how often the
 * two agree.
 *
 * Of several outputs the largest says the class (of equal ones the first); of a single one,
 * class 1 from 0.5 on and class 0 below. Samples are of classes when the targets are: a single
 * target that is 0 or 1, or several of which one is 1 and the others are 0.
 */
#ifndef BACKSTEP_ENGINE_CLASSIFY_H
#define BACKSTEP_ENGINE_CLASSIFY_H

#include "engine/evaluate.h"

#include <stdbool.h>

/* Of an output that is NaN: it says no class. */
#define CLASSIFY_NONE ((size_t)-1)

/* How many classes that many outputs tell apart: 2 for a single one. */
size_t classify_count(size_t outputs);

/* Whether all targets, the held out ones too, are classes, and not all the same one. */
bool classify_has_classes(const struct dataset *data);

/* The class that `outputs` values say. */
size_t classify_class(const double *values, size_t outputs);

/* counts(classes, classes + 1): row: what the sample is; column: what the network says, the last
 * for none. */
struct confusion {
    size_t classes;
    size_t samples;
    size_t right;   /* on the diagonal */
    size_t *counts; /* owned */
};

/* Empty. Errors: not enough memory. */
bool confusion_init(struct confusion *confusion, size_t classes, struct error *err);
void confusion_finish(struct confusion *confusion);
void confusion_clear(struct confusion *confusion);
void confusion_add(struct confusion *confusion, size_t is, size_t said);
/* Samples of class `is` of which the network says `said` (CLASSIFY_NONE: none). */
size_t confusion_at(const struct confusion *confusion, size_t is, size_t said);
/* right / samples; NaN for none. */
double confusion_accuracy(const struct confusion *confusion);

/* Clears and counts the range's samples, which must be of classes; returns their mean loss. */
double classify_samples(struct confusion *confusion, enum mistake mistake, const struct net *net,
                        const struct dataset *data, struct evaluate_range range,
                        const double *params, double *scratch);

#endif
