/*
 * scenario: a network, its data and how it is trained, read from a JSON file
 * (version 1; the README's "Write a scenario" and backstep(1) describe it).
 *
 * A file must say its version, the network's inputs, each layer's units and
 * activation, the loss, the learning rate and the samples. What else it leaves
 * out becomes:
 *
 *   title            the file's name; about, source and all names: none
 *   weights          made by init; init itself: xavier_uniform, seed 1, scale 1.
 *                    Weights that are given take nothing from init's numbers
 *   biases           0; train_biases: true
 *   slope            0.01, of leaky_relu
 *   optimizer.kind   sgd; learning_rate may be 0: nothing moves then; momentum 0, nesterov
 *                    false, decay 0.99, beta1 0.9, beta2 0.999, epsilon 1e-8
 *   l2               0
 *   kind             plain, of a layer; recurrent_weights: made by init, like weights
 *   time_reduction   sum, of a recurrent network; truncate: none; clip_value, clip_norm: none
 *   n, noise         200, 0.1, of a generator (data/generator.h has their formulas)
 *   batch            1; order: sequential; seed: 1
 *   validation       0: no sample is held out. A part of them below 1, or how many: drawn by
 *                    seed (data/split.h), of classes each its share, and then behind the others,
 *                    which alone are counted and batched. validation_csv, beside csv, and
 *                    validation_samples, beside samples, hold out samples of their own instead
 *   stop             no criterion: the run goes on until its user ends it, or until it has
 *                    diverged, unless divergence is false
 *   mistake, compare none: the run is alone. A mistake (engine/wrong/mistake.h), or one setting and
 *                    its value (lesson/variant.h), that a second run has beside it
 *   session          none: the run begins at its start (session.h)
 *   script, next     none: the lesson has no stations, and no other comes after it (script.h)
 *
 * Or a graph: leaves with values, and steps that compute from them (graph/graph.h). Then there is
 * neither network nor loss nor data, optimizer may be left out (sgd, learning rate 0.01), and train
 * lists the leaves that the update moves, all unless it says.
 *
 * Every error names the file, line and column where the JSON is broken, or the
 * JSON path where its content is ("t.json: network.layers[1].weights[0]: found 3
 * numbers, expected 2, one for each unit of the layer before"), what was found
 * and what was expected. The first error is the one reported. Unknown keys are
 * errors that name the nearest known one. Features of the format that this
 * version cannot train yet are errors that say so. A mistake in the script alone is kept in
 * scenario.script.wrong, and the rest is read.
 */
#ifndef BACKSTEP_LESSON_SCENARIO_H
#define BACKSTEP_LESSON_SCENARIO_H

#include "base/error.h"
#include "data/dataset.h"
#include "data/csv_table.h"
#include "engine/net.h"
#include "engine/stepper.h"
#include "graph/graph_run.h"
#include "lesson/link/link.h"
#include "lesson/script/script.h"
#include "lesson/session.h"
#include "lesson/variant.h"

#include <stdbool.h>

enum { SCENARIO_BYTES_MAX = 64 << 20, SCENARIO_NOTE_SIZE = 2048 };

/* How the weights that the file does not give are made. */
struct scenario_weights {
    enum init_kind kind;
    double scale;
    uint64_t seed;
    bool given[NET_LAYERS_MAX + 1]; /* by layer: the file gives its weights */
    bool given_recurrent[NET_LAYERS_MAX + 1]; /* its recurrent ones, or it has none */
};

/* A graph and what its run begins with. */
struct scenario_graph {
    struct graph graph; /* of no nodes: the scenario is a network's */
    double *values;     /* owned; of its leaves */
    bool *trained;      /* owned; the same */
};

struct scenario {
    char *title;        /* owned, never NULL: the file's name if it gives none */
    char *about;        /* owned, may be NULL */
    char *source;       /* owned, may be NULL */
    struct scenario_graph graph;
    struct net net;     /* of a graph this, the data and the parameters are zeroed */
    struct dataset data;
    struct training training;
    double *params;     /* owned; initial, net.param_count */
    struct scenario_weights weights; /* how they were made */
    struct variant compare; /* a second run beside this one: its mistake, or its setting */
    struct session session; /* a moment that was saved, and what was changed by hand */
    struct script script;   /* its stations; without them where there is a mistake in one */
    struct link_look look;  /* that the link it came from asks for */
    char *path;         /* owned; of the file, or what stands for it */
    char *document;     /* owned; the file's bytes, to be saved again with a session */
    size_t document_length;
    char *table;        /* owned; what was found in its table, a line each; NULL: it has none */
    struct csv_table
        *opened; /* borrowed while it is read: the table, which need not be opened again */
};

/* How a file is opened; zeroed: as it says itself. */
struct scenario_opening {
    const char *target; /* of a table: the column that is learned */
    struct csv_progress progress; /* of a table */
    struct variant with; /* a setting that is to be another; kind NONE: none */
    bool friendly;       /* other numbers, for paper, of this seed */
    uint64_t seed;
};

/* Reads and validates; on false the scenario is zeroed. Of a link (link.h) what it leads to; of a
 * table, the scenario of csv_scenario.h; of a file of weights alone, that of exchange/weights.h. */
bool scenario_read(struct scenario *scenario, const char *path, struct error *err);
bool scenario_open(struct scenario *scenario, const char *path,
                   const struct scenario_opening *opening, struct error *err);

/* The same from bytes in memory; `name` stands for the path in errors. */
bool scenario_parse(struct scenario *scenario, const char *bytes, size_t length,
                    const char *name, struct error *err);

void scenario_finish(struct scenario *scenario);

/* Whether it is a graph's. */
bool scenario_is_graph(const struct scenario *scenario);


/* A stepper of its run at the start, with these changes; of a network, not of a graph. Errors: not
 * enough memory. */
bool scenario_stepper(struct stepper *stepper, const struct scenario *scenario,
                      const struct edit_log *edits, struct error *err);

/* The same also of a graph: then `run` is its (see graph_run_init), else untouched. */
bool scenario_any_stepper(struct stepper *stepper, struct graph_run *run,
                          const struct scenario *scenario, const struct edit_log *edits,
                          struct error *err);

/* Whether the file gives the weights of every layer. */
bool scenario_gives_weights(const struct scenario *scenario);

/* Other initial parameters, params(net.param_count): the weights that were made are made again, in
 * another way or from another seed; if the file gives them all, then all of them. Biases, and what
 * else is given, as they are. */
void scenario_make_weights(const struct scenario *scenario, const struct scenario_weights *weights,
                           double *params);

/* "2-2-2 network, 8 weights, 4 biases (not trained), ..." or "graph of 2 operations on 3 values,
 * ..." for `check`; to a buffer. */
void scenario_summary(const struct scenario *scenario, char *out, size_t size);

#endif
