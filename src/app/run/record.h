/*
 * record: what a run leaves by iteration, for the plots: losses and gradient norms; and by epoch,
 * as the stopping criteria have it.
 *
 * Nothing but training adds to it: whoever trains calls record_look with what the stepper has come
 * to, at the latest at the end of each iteration (stepper_watch), and going back and forth again
 * changes nothing. An edit cuts off what came after it.
 *
 * Of a long run the numbers of the newest iterations are kept, at most RECORD_BYTES of them and at
 * least half as many; of those before, what the summaries of view/plot/series.h tell, which take
 * half a megabyte a layer whatever the length of the run. A run may go on for ever.
 */
#ifndef BACKSTEP_APP_RUN_RECORD_H
#define BACKSTEP_APP_RUN_RECORD_H

#include "engine/stepper.h"
#include "view/plot/series.h"

enum { RECORD_BYTES = 16 << 20, RECORD_EPOCHS_MAX = 1 << 18 };

struct record {
    /* A ring: iteration i + 1 has the place i modulo capacity, and nothing moves. */
    double *losses; /* owned; mean loss of its batch */
    float *norms; /* owned; [place * layers + l]: of layer l + 1's gradient (weights and biases) in
                   * that iteration; NaN until it is complete */
    size_t layers;
    size_t first;        /* iterations whose numbers are not kept any more */
    size_t count;        /* iterations with a loss */
    size_t measured;     /* iterations with norms: as many, or one less */
    size_t capacity;     /* a power of two */
    /* A ring of epoch_capacity, too. */
    double *epoch_losses; /* owned; mean loss of the epoch, each sample before its own update */
    double *epoch_norms;  /* owned; the largest gradient norm of its iterations, where a criterion
                           * asks for it; else 0 */
    size_t epochs;       /* that have ended */
    size_t first_epoch;  /* epochs whose numbers are not kept any more */
    size_t epoch_capacity; /* a power of two */
    size_t an_epoch;     /* iterations; 0: none has ended */
    struct summary *summaries; /* owned: of the losses, and of each layer's norms */
};

/* Zeroed: empty. */
void record_finish(struct record *record);

/* Keeps what the stepper's iteration has by now of what is not known yet. */
void record_look(struct record *record, const struct stepper *stepper);

/* Only the first `count` iterations hold. */
void record_cut(struct record *record, size_t count);

/* The losses, and the norms of a layer (from 1), to be plotted; of what is new since the last time
 * they were, the summary is made now. Borrowed until the record changes. */
struct series record_losses(struct record *record);
struct series record_norms(struct record *record, size_t layer);
/* All those summaries. */
void record_sum_up(struct record *record);

/* So that for a good while nothing that is kept has to move or to go: as many iterations and epochs
 * may come as there is room for, while somebody reads those that are there. */
void record_make_room(struct record *record, size_t layers);
size_t record_room(const struct record *record);

/* Of the iteration, or the epoch, i + 1, which is kept. */
double record_loss(const struct record *record, size_t i);
double record_epoch_loss(const struct record *record, size_t i);
double record_epoch_norm(const struct record *record, size_t i);

#endif
