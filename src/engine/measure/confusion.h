/*
 * confusion: how often what the network says (data/classify.h) is what the sample is.
 */
#ifndef BACKSTEP_ENGINE_MEASURE_CONFUSION_H
#define BACKSTEP_ENGINE_MEASURE_CONFUSION_H

#include "data/classify.h"
#include "engine/measure/evaluate.h"

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
double confusion_count(struct confusion *confusion, enum mistake mistake, const struct net *net,
                       const struct dataset *data, struct evaluate_range range,
                       const double *params, double *scratch);

#endif
