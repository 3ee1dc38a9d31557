/*
 * edit: what a person changed by hand in the middle of a run, and when.
 *
 * A run is a pure function of the scenario and its log of edits, so edits are part of
 * history: the state after step `edit.step` does not have the edit, the state after
 * the next step has it. Stepping back over an edit undoes it, stepping forward
 * does it again, to the bit.
 *
 * Weights, biases, leaves, the learning rate and the optimiser change once, when the unit after
 * `step` begins. Inputs and targets change in the data: whenever a sample is loaded by a later unit
 * than `step`, in this epoch or another one.
 */
#ifndef BACKSTEP_ENGINE_EDIT_H
#define BACKSTEP_ENGINE_EDIT_H

#include "engine/net.h"
#include "engine/optimizer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum edit_kind {
    EDIT_WEIGHT,        /* into unit `to` of `layer` from unit `from` below */
    EDIT_BIAS,          /* of unit `to` of `layer` */
    EDIT_INPUT,         /* number `to` of sample `sample`, of a sequence at `time` */
    EDIT_TARGET,        /* number `to` of sample `sample`, the same way */
    EDIT_LEARNING_RATE,
    EDIT_OPTIMIZER,     /* value: an enum optimizer_kind; its buffers and its t begin anew */
    EDIT_RECURRENT,     /* weight into unit `to` of `layer` from its unit `from` a time before */
    EDIT_LEAF,          /* the value of leaf `to` of a graph */
    EDIT_KIND_COUNT
};

/* Fields that the kind does not name are 0. */
struct edit {
    uint64_t step;
    enum edit_kind kind;
    size_t layer, to, from;
    size_t sample;      /* its index in the data */
    size_t time;        /* from 1, of a recurrent net; else 0 */
    double value;
};

/* Ordered by step; of one step no two edits change the same thing. Zeroed: empty. */
struct edit_log {
    struct edit *edits; /* owned */
    size_t count;
    size_t capacity;
};

void edit_log_finish(struct edit_log *log);
void edit_log_copy(struct edit_log *to, const struct edit_log *from);

/* Whether both change the same thing, at whatever step, to whatever value. */
bool edit_same_target(const struct edit *a, const struct edit *b);

/* Adds an edit, in place of one that changes the same thing at the same step. */
void edit_log_put(struct edit_log *log, const struct edit *edit);

/* Takes away the edit of that target at that step; false if there is none. */
bool edit_log_remove(struct edit_log *log, const struct edit *edit);

/* The edit of that target at that step; NULL if there is none. Until the log changes. */
const struct edit *edit_log_find(const struct edit_log *log, const struct edit *edit);

/* Index of the first edit at or after the step; `count` if there is none. */
size_t edit_log_lower(const struct edit_log *log, uint64_t step);

/* The least step of the edits that only one of the logs has; UINT64_MAX: they are equal. */
uint64_t edit_log_difference(const struct edit_log *a, const struct edit_log *b);

/* Before unit step+1: writes the edits of that step to the block and the optimiser. True if it is
 * another optimiser now: its buffers in the block are 0. */
bool edit_log_apply(const struct edit_log *log, uint64_t step, const struct net *net, double *block,
                    struct optimizer *optimizer);

/* Makes of the optimiser that a run begins with the one that its unit `step` gets. */
void edit_log_optimizer(const struct edit_log *log, uint64_t step, struct optimizer *optimizer);

/* The most buffers that an optimiser of the log keeps, beside `optimizer`'s own. */
size_t edit_log_buffers(const struct edit_log *log, const struct optimizer *optimizer);

/* Writes what was changed, by edits before unit `step`, of the sample that net_load put
 * into the block. */
void edit_log_patch_sample(const struct edit_log *log, uint64_t step, const struct net *net,
                           size_t sample, double *block);

#endif
