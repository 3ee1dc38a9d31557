/*
 * program: the list of units of work that one training iteration walks.
 *
 * For every sample of the batch: forward through the layers, the loss, backward
 * through the same list in reverse; then, once, the update of every layer. In a recurrent net
 * forward from time to time, the loss of each time and then the sample's, backward from the last
 * time to the first. A time that no sample has a target at has no loss; a sample that is shorter
 * than others, or has no target where they do, leaves units out: stepper_is_idle. A
 * unit may be executed many times in an iteration (once a sample), and the last
 * batch of an epoch may be smaller than the others: ask program_locate which
 * unit a step is, do not count layers. A graph's is in graph/graph_build.c: its layers are nodes.
 *
 * Steps are numbered from 1 over the whole run; step 0 is before the first.
 */
#ifndef BACKSTEP_ENGINE_PROGRAM_H
#define BACKSTEP_ENGINE_PROGRAM_H

#include "engine/net.h"

#include <stdint.h>

enum unit_kind {
    UNIT_FORWARD,  /* z and a of one layer */
    UNIT_LOSS,     /* the sample's loss, its parts first */
    UNIT_BACKWARD, /* da, dz of one layer; its dw, db added to the sums */
    UNIT_UPDATE,   /* one layer's parameters moved by the optimiser */
    UNIT_STOP,     /* a stopping criterion holds: the run is over */
};

/* It reads the layer that feeds its own (net_from), backward also the one that it feeds (net_to),
 * and of a recurrent layer the same layer a time before or after. */
struct unit {
    enum unit_kind kind;
    size_t layer; /* 1..L; the output layer for the loss; 0 for stop */
    size_t time;  /* from 1; 0: of no one time: the update, the stop, of a recurrent net the
                   * sample's loss */
};

struct program {
    struct unit *sample;  /* owned; the units of one sample, in order; behind them `update` */
    size_t sample_count;
    struct unit *update;  /* borrowed from `sample`; the units that end the iteration */
    size_t update_count;
    size_t samples;       /* in the data, N */
    size_t batch;         /* 1..N */
    bool sum;             /* the batch's losses and gradients are added up, not averaged */
};

/* Where a step stands. */
struct place {
    uint64_t step;        /* 0: before the first; then the other fields are those of step 1's
                           * iteration with index 0 and no unit */
    uint64_t iteration;   /* from 1 */
    uint64_t epoch;       /* from 1 */
    size_t index; /* of the unit in its iteration, from 1; 0: before the iteration's first */
    size_t count;         /* units in this iteration, without a stop */
    struct unit unit;     /* the unit that step executed */
    size_t batch_index;   /* which sample of the batch, from 0; batch_count - 1 in the update */
    size_t batch_count;   /* samples in this iteration's batch */
    size_t divisor; /* by which the sums over them are divided: batch_count, or where the loss is
                     * the sum, 1 */
    size_t epoch_offset;  /* of the batch's first sample in the epoch's order */
};

/* `sum` is for the caller to set. Errors: not enough memory. */
bool program_init(struct program *program, const struct net *net, size_t samples, size_t batch,
                  struct error *err);
void program_finish(struct program *program);

/* Where step `step` stands. A step past the iteration's last unit belongs to the
 * next iteration, except that a stop step belongs to the iteration it ends:
 * the caller says where that is with `stop_step` (0: none known). */
void program_locate(const struct program *program, uint64_t step, uint64_t stop_step,
                    struct place *place);

/* From where a step stands to where the next does, unless that is a stop: what program_locate says
 * of it, but without its divisions. */
void program_advance(const struct program *program, struct place *place);

/* From the end of an iteration, or from before the first, to the end of the next, unless a stop
 * comes first. */
void program_advance_iteration(const struct program *program, struct place *place);

/* The step before the first unit of the iteration (from 1); the inverse of locate:
 * program_iteration_start(p, 1) = 0. */
uint64_t program_iteration_start(const struct program *program, uint64_t iteration);

/* Iterations of an epoch, the last of which may have a smaller batch. */
uint64_t program_epoch_iterations(const struct program *program);

/* Units in the iteration, without a stop. */
size_t program_iteration_units(const struct program *program, uint64_t iteration);

/* The index-th unit (from 1) of an iteration with that many samples; *batch_index gets the
 * sample of the batch it works on. */
struct unit program_unit(const struct program *program, size_t batch_count, size_t index,
                         size_t *batch_index);

#endif
