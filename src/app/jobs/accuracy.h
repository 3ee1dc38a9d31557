/*
 * accuracy: how good the network is at the cursor,
 beyond the one loss that is shown: how many samples
 * it gets right, and the loss of those that are held out.
 *
 * Samples are classified on a scratch block, with the parameters as they are shown; of many
 * samples or a large network only as many as take a moment, and it is said how many.
 */
#ifndef BACKSTEP_APP_JOBS_ACCURACY_H
#define BACKSTEP_APP_JOBS_ACCURACY_H

#include "engine/measure/confusion.h"
#include "view/view.h"

struct accuracy {
    bool has_classes;
    struct confusion training, validation; /* owned; as of `made_for` */
    struct evaluation training_result, validation_result; /* of the samples classified, or at the
                                                           * end of the run of others */
    uint64_t made_for; /* twice the iteration, and one more if its parameters have moved; 0: none */
    double made_ms;
    double *losses;       /* owned: of the samples held out, at the end of each epoch so far; of
                           * very many, of every second, fourth, ... */
    size_t loss_count, loss_capacity;
    size_t loss_each;     /* epochs from one to the next; 0: 1 */
};

/* What it is of. */
struct accuracy_of {
    const struct stepper *stepper;
    double *scratch;   /* net->block_size */
    double now_ms;
    bool hurries;      /* then it is not made anew for every moment */
};

/* When a lesson has been opened. Errors: not enough memory. */
bool accuracy_begin(struct accuracy *accuracy, const struct dataset *data, struct error *err);
void accuracy_finish(struct accuracy *accuracy);

/* An iteration has ended: keeps the loss of what is held out, if an epoch ended with it. */
void accuracy_record(struct accuracy *accuracy, const struct stepper *stepper);
/* So that what is kept stays where it is, while somebody reads it, for so many epochs more. */
void accuracy_make_room(struct accuracy *accuracy, const struct dataset *data);
size_t accuracy_room(const struct accuracy *accuracy);
/* The run is another one from that iteration on. */
void accuracy_forget(struct accuracy *accuracy, const struct program *program, uint64_t iteration);

/* What the run's end shows of them, into the snapshot. */
void accuracy_result(struct accuracy *accuracy, const struct accuracy_of *of,
                     struct snapshot *snapshot);

/* Of another run of the same data, on as many training samples; zeroed: no memory. */
struct evaluation accuracy_of_other(const struct accuracy *accuracy,
                                    const struct accuracy_of *other, const double *params);

/* What is to be shown at the cursor, with the parameters moved or not. */
void accuracy_make(struct accuracy *accuracy, const struct accuracy_of *of,
                   const struct snapshot *snapshot, bool moved, struct view_accuracy *out);

#endif
