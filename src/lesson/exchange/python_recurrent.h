/*
 * python_recurrent: of a network with memory, the part of the script that is not as in others.
 *
 * Its layers are of a class of their own, since PyTorch's knows two activations. What Backstep
 * computed is the trace, which is complete: of each sequence, layer and time.
 */
#ifndef BACKSTEP_LESSON_EXCHANGE_PYTHON_RECURRENT_H
#define BACKSTEP_LESSON_EXCHANGE_PYTHON_RECURRENT_H

#include "engine/stepper.h"

#include <stdio.h>

/* The class of a layer, before the network is built. */
void python_recurrent_class(FILE *out);

/* How the network is unrolled over a sequence's times; runs the iterations and writes their trace;
 * finds what PyTorch has for each of its records. `share`: what leads from a gradient of the
 * batch's loss to that of a sequence's own, as a factor. */
void python_recurrent_run(FILE *out, struct stepper *stepper, uint64_t iterations,
                          const char *share);

/* The four phases. `penalty`: what the objective adds to the loss, or ""; `clipping`: lines. */
void python_recurrent_training(FILE *out, const struct stepper *stepper, const char *penalty,
                               const char *clipping);

#endif
