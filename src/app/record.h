/*
 * record: what a run leaves by iteration, for the plots: losses and gradient norms.
 *
 * Nothing but training adds to it: every unit that is executed for the first time is passed to
 * record_unit, and going back and forth again changes nothing. An edit cuts off what came after it.
 */
#ifndef BACKSTEP_APP_RECORD_H
#define BACKSTEP_APP_RECORD_H

#include "engine/stepper.h"

/* A network of more parameters than this has its norms taken only every so many iterations: they
 * would cost as much as the training. */
enum { RECORD_NORM_PARAMETERS = 4000 };

struct record {
    double *losses;      /* owned; [i]: mean loss of iteration i + 1's batch */
    float *norms;        /* owned; [i * layers + l]: of layer l + 1's gradient (weights and biases) in
                          * iteration i + 1; NaN where none was taken */
    size_t layers;
    size_t count;        /* iterations with a loss */
    size_t capacity;
};

/* Zeroed: empty. */
void record_finish(struct record *record);

/* Looks at the unit that was just executed. */
void record_unit(struct record *record, const struct stepper *stepper);

/* Only the first `count` iterations hold. */
void record_cut(struct record *record, size_t count);

#endif
