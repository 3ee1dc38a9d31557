/*
 * snapshot: one moment of training, read-only, as explanations and views get it.
 */
#ifndef BACKSTEP_QUANTITY_SNAPSHOT_H
#define BACKSTEP_QUANTITY_SNAPSHOT_H

#include "engine/measure/divergence.h"
#include "engine/measure/evaluate.h"

struct quantity;

/* All pointers are borrowed until the stepper moves. */
struct snapshot {
    const struct net *net;
    const struct program *program;
    const struct training *training;
    const struct stepper_state *state;
    const double *now;       /* the block after step place.step */
    const double *before;    /* the block when this iteration began: the old parameters */
    const struct edit_log *edits; /* changes by hand; NULL: none */
    struct place place;
    size_t time;             /* of quantities that name none, in a recurrent net; 0: the first */
    size_t validation;       /* samples held out */
    const struct dataset *data; /* whose sample it is; NULL: not known */
    size_t sample;           /* index in the data of the sample worked on */
    double batch_loss; /* mean (or summed) loss of this iteration's batch; NaN until its last loss
                          unit */
    double loss_after;       /* the same batch's loss under the new parameters; NaN until the last
                              * update unit has run */
    struct evaluation training_result, validation_result; /* at the end of the run: with the final
                              * parameters; of 0 samples: not computed */
    /* What is looked at: a page about several parameters takes the first of these that is one of
     * them for its example, and the largest where none is. */
    const struct quantity *look;
    size_t look_count;
    const struct divergence *divergence; /* of a run that stopped for it, what it began with; NULL:
                                          * not known */
};

/* Which part of the unit at place.step is shown: its first `moment` moments, 1 ..
 * reveal_count (0 only at step 0). */
struct cursor {
    uint64_t step;
    size_t moment;
};

static inline bool cursor_equal(struct cursor a, struct cursor b)
{
    return a.step == b.step && a.moment == b.moment;
}

static inline bool cursor_is_before(struct cursor a, struct cursor b)
{
    return a.step < b.step || (a.step == b.step && a.moment < b.moment);
}

#endif
