/*
 * divergence: a run whose loss or parameters have become infinite or NaN has diverged (stop.h says
 * when that is looked for); this finds the number that was the first to become so.
 */
#ifndef BACKSTEP_ENGINE_MEASURE_DIVERGENCE_H
#define BACKSTEP_ENGINE_MEASURE_DIVERGENCE_H

#include "engine/history.h"

#include <stdbool.h>

enum divergence_kind {
    DIVERGENCE_NONE,
    DIVERGENCE_Z,
    DIVERGENCE_A,
    DIVERGENCE_LOSS,
    DIVERGENCE_DA,
    DIVERGENCE_DZ,
    DIVERGENCE_DW,
    DIVERGENCE_DR,
    DIVERGENCE_DB,
    DIVERGENCE_W,
    DIVERGENCE_R,
    DIVERGENCE_B,
};

/* Indices from 0, layers from 1, as in quantity/quantity.h. */
struct divergence {
    enum divergence_kind kind;
    size_t layer, to, from;
    double value;         /* infinite or NaN */
    bool of_batch; /* of a loss or a gradient: this sample's own is finite, but not the sum over
                    * the batch so far */
    struct place place;   /* of the unit that made it so */
    size_t sample;        /* index in the data; of the update: of the batch's last */
};

/* The first number that is not finite of those that the stepper's last unit has written. */
bool divergence_in_unit(const struct stepper *stepper, struct divergence *out);

/* The first one of the run up to where it stands, which must be the stop of a run that has
 * diverged. Moves the stepper there and back. False if there is none. */
bool divergence_find(struct history *history, struct divergence *out);

enum { DIVERGENCE_TEXT_SIZE = 256 };

/* "the weight w5 (layer 2, into unit o1 from unit h3) became infinite in iteration 12, in the
 * weight update"; NUL-terminated into out. */
void divergence_describe(const struct divergence *divergence, const struct net *net,
                         char out[DIVERGENCE_TEXT_SIZE]);

#endif
