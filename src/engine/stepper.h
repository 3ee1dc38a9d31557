/*
 * stepper: the pure step machine. One call executes one unit of work.
 *
 * Phase, iteration and run are loops over stepper_step; nothing is ever run
 * ahead and hidden. The whole state is a plain struct plus one block of doubles,
 * so it can be copied out and back bit for bit, random state included. What a unit does to the
 * block is said by a row of functions: the network's, or the graph's of graph/graph_run.h.
 *
 * NaN and infinity are data: the stepper goes on with them, unless its run is to stop then.
 *
 * What a person changes in the middle of a run stands in the log of edits. It is no part
 * of the state: each unit looks up what was changed just before it, so that a restored
 * state goes on exactly as it did. The log is to be changed through history_edit.
 */
#ifndef BACKSTEP_ENGINE_STEPPER_H
#define BACKSTEP_ENGINE_STEPPER_H

#include "base/error.h"
#include "base/rng.h"
#include "data/dataset.h"
#include "engine/batch.h"
#include "engine/fast/descent.h"
#include "engine/edit.h"
#include "engine/wrong/mistake.h"
#include "engine/net.h"
#include "engine/optimizer.h"
#include "engine/program.h"
#include "engine/stop.h"

#include <stdbool.h>
#include <stdint.h>

struct training {
    struct optimizer optimizer; /* as the run begins; stepper_state has today's */
    size_t batch;    /* 1..N */
    bool sum;        /* a batch's loss is the sum of its samples' losses, not their mean */
    bool shuffle;    /* each epoch in a new random order */
    uint64_t seed;   /* of the shuffling */
    struct stop stop;
    enum mistake mistake; /* made on purpose; MISTAKE_NONE in every run that is meant to learn */
};

/* Everything but the block. */
struct stepper_state {
    uint64_t step;           /* units executed so far */
    struct optimizer optimizer; /* of the updates to come: it may change within a run */
    struct rng rng;          /* after drawing this epoch's order */
    struct rng epoch_rng;    /* before drawing it: the order can be drawn again */
    uint64_t epoch;          /* whose order is drawn; from 1 */
    double batch_loss;       /* sum over the batch's samples so far */
    double epoch_loss;       /* sum over the epoch's samples so far */
    uint64_t optimizer_start; /* iterations before its first update: its t is the iteration
                               * minus this */
    double gradient_norm;    /* ‖∂J/∂(w, b)‖ of this iteration, from its first update on, where
                              * a criterion asks for it; else 0 */
    double epoch_norm;       /* largest gradient_norm of the epoch so far */
    double validation_loss;  /* of the samples held out, as of the last epoch's end; 0 before */
    double best_loss;        /* the smallest of an epoch so far, as patience counts it */
    uint64_t best_epoch;     /* whose it is; 0: none yet */
    enum stop_reason stopped;
    uint64_t stop_step;      /* the step that was UNIT_STOP; 0: none */
};
struct stepper;

/* Who wants to know of each iteration that has ended, as a plot does: ended(context, stepper) looks
 * at the state, the parameters and the last sample's numbers, and changes nothing. It is called for
 * what is replayed, too. */
struct stepper_watch {
    void (*ended)(void *context, const struct stepper *stepper); /* NULL: nobody */
    void *context; /* borrowed for the stepper's life */
};

/* What a run is of. */
struct stepper_work {
    /* The unit of that place, with all it adds to the state but the step. */
    void (*execute)(struct stepper *stepper, const struct place *place);
    /* What was changed by hand after state.step; true if it is another optimiser now. */
    bool (*edit)(struct stepper *stepper);
    /* Whether the iteration that has ended has diverged. */
    bool (*diverged)(const struct stepper *stepper);
};

struct stepper {
    const struct stepper_work *work;
    const void *of;                  /* borrowed for the stepper's life: of no network, whose */
    const struct net *net;           /* borrowed for the stepper's life; NULL: of no network */
    const struct dataset *data;      /* the same */
    struct training training;
    struct program program;          /* owned */
    struct descent descent;          /* owned; in the block */
    struct batch batch;              /* owned; the same */
    struct edit_log edits;           /* owned; empty at first */
    struct stepper_state state;
    struct place here; /* of state.step, unless it is a stop: follows from the state */
    double *block;                   /* owned */
    size_t block_size;               /* doubles; net->block_size */
    size_t iteration_work;           /* what one costs, in parameters moved */
    size_t *order;                   /* owned; this epoch's order of the samples */
    double *scratch;                 /* owned; a block to validate on; NULL: nothing is held out */
    struct stepper_watch watch;      /* to be set by whoever owns the stepper; at first nobody's */
};

/* Starts before step 1 with these parameters (net->param_count, copied).
 * The net has room for the optimiser's buffers (net_reserve_buffers).
 * Errors: not enough memory, data that does not fit the net, batch out of range. */
bool stepper_init(struct stepper *stepper, const struct net *net, const struct dataset *data,
                  const struct training *training, const double *params, struct error *err);
void stepper_finish(struct stepper *stepper);

/* Of no network: with that work on a block of so many doubles, all 0, and one sample. The caller
 * sets what is to be there at the start. The program is borrowed. Errors: not enough memory. */
bool stepper_init_work(struct stepper *stepper, const struct stepper_work *work, const void *of,
                       const struct program *program, size_t block_size,
                       const struct training *training, struct error *err);

/* Executes the next unit. False, and nothing done, once stopped. */
bool stepper_step(struct stepper *stepper);

/* Whether the last unit did nothing: the sample has not so many times, or no target then, where
 * others of the batch have. */
bool stepper_is_idle(const struct stepper *stepper);

/* Executes units until after step `step`: the same units in the same order, and in the end the
 * same bits of everything, as by so many calls of stepper_step. Just what nobody can see in
 * between is left out: whole iterations do all samples of a batch at once (batch.h), and where one
 * sample is all and its update needs no more than its gradients, their sums are written in the end
 * only (descent.h). False if the run stopped before. */
bool stepper_run(struct stepper *stepper, uint64_t step);

/* Why the next unit will be UNIT_STOP; STOP_NONE if it will not, or the run is over. */
enum stop_reason stepper_stop_due(const struct stepper *stepper);

/* Where the state stands. */
void stepper_place(const struct stepper *stepper, struct place *place);

/* The t of the optimiser's update in the iteration of that place, from 1. */
uint64_t stepper_update_number(const struct stepper_state *state, const struct place *place);

/* Index in the data of the batch_index-th sample of the current iteration. */
size_t stepper_sample(const struct stepper *stepper, size_t batch_index);

/* Copies that sample to where a forward pass on `block` (net->block_size doubles) begins, as the
 * current iteration sees it: with what was changed by hand. Whoever needs a forward pass of
 * the batch gets its samples here, not from the data. */
void stepper_load(const struct stepper *stepper, size_t batch_index, double *block);

/* Bytes of one snapshot: a multiple of sizeof(double), and to be aligned like one. A snapshot
 * belongs to the run it was saved in: same net, data and training. */
size_t stepper_snapshot_size(const struct stepper *stepper);
/* Copies everything out, and back: bit for bit. */
void stepper_save(const struct stepper *stepper, void *snapshot);
void stepper_restore(struct stepper *stepper, const void *snapshot);

/* Draws the order of the state's epoch, where samples are shuffled: from state.epoch_rng, the same
 * again each time. Whoever restores a state of another epoch does so. */
void stepper_draw_order(struct stepper *stepper);

/* The state and the block of doubles inside a saved snapshot. */
const struct stepper_state *stepper_snapshot_state(const void *snapshot);
const double *stepper_snapshot_block(const void *snapshot);

/* The loss of the current iteration's batch (mean or sum) under the parameters as they
 * stand now, computed on `scratch` (net->block_size doubles, overwritten). */
double stepper_batch_loss_now(const struct stepper *stepper, double *scratch);

#endif
