/*
 * session: a moment of a run, with what was changed by hand, as the member "session" of a
 * scenario file.
 *
 *   "session": {
 *     "step": 17,              units of work done (engine/program.h); 0: before the first
 *     "moment": 3,             how much of the last of them is shown; all unless it says
 *     "granularity": "neuron", how fine a step is: phase, layer, neuron or term
 *     "changes": [
 *       {"after": 0, "weight": {"layer": 1, "unit": 2, "from": 1}, "value": 0.75},
 *       {"after": 0, "bias": {"layer": 1, "unit": 2}, "value": 0.1},
 *       {"after": 0, "input": {"sample": 0, "unit": 1}, "value": 0.2},
 *       {"after": 0, "target": {"sample": 0, "unit": 1}, "value": 0.2},
 *       {"after": 0, "recurrent_weight": {"layer": 1, "unit": 2, "from": 1}, "value": 0.75},
 *       {"after": 0, "input": {"sample": 0, "unit": 1, "time": 3}, "value": 0.2},
 *       {"after": 6, "learning_rate": {}, "value": 1},
 *       {"after": 6, "optimizer": {"kind": "adam"}}    sgd, momentum, nesterov, rmsprop, adam
 *     ]
 *   }
 *
 * Of a graph the changes are {"after": 0, "leaf": {"name": "x"}, "value": 0.75} and the last two,
 * and a neuron is an operation.
 *
 * "after" is the step that the change comes after, a start of an iteration for weights,
 * biases, leaves and the learning rate. Layers and units count from 1, samples from 0: their index
 * in the data, as in a trace. "of" is the path of the file that the session was begun with; only
 * what is kept for recovery has it.
 */
#ifndef BACKSTEP_LESSON_SESSION_H
#define BACKSTEP_LESSON_SESSION_H

#include "base/error.h"
#include "engine/edit.h"
#include "quantity/reveal.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SESSION_ALL = -1 };

struct session {
    bool present;       /* false: the scenario has none, the rest is zero */
    uint64_t step;
    long moment;        /* SESSION_ALL: all of the step's unit; not checked against the unit */
    enum granularity granularity;
    struct edit_log edits;
    char *of;           /* owned; the file that the document came from; NULL: this one */
};

/* What a change of each kind is called there: "weight". */
extern const char *const session_change_names[EDIT_KIND_COUNT];

void session_finish(struct session *session);

#endif
