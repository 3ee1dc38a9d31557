/*
 * run: a small training run that the explain layer's tests step through.
 */
#ifndef BACKSTEP_TESTS_EXPLAIN_RUN_H
#define BACKSTEP_TESTS_EXPLAIN_RUN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "explain/explain.h"
#include "lesson/scenario.h"

struct run {
    struct scenario scenario; /* owned */
    struct stepper stepper;   /* owned */
    double *before;           /* owned: the block when this iteration began */
    double *scratch;          /* owned */
    struct snapshot snapshot; /* of the stepper as it stands */
    struct divergence divergence; /* the first number that was not finite; kind 0: none yet */
    struct reveal_unit unit;  /* the last one executed; unset at step 0 */
};

/* What a made-up net is like. */
struct run_spec {
    const char *name;
    size_t inputs;
    size_t layers;            /* up to 4 */
    size_t units[4];
    enum activation hidden, output;
    enum loss loss;
    bool biases, train_biases;
    size_t samples, batch;
};

/* Nets that differ in everything the order of moments and the words depend on. */
extern const struct run_spec run_specs[];
extern const size_t run_spec_count;

/* Random weights, inputs and (for the cross-entropies: fitting) targets; stops after three
 * iterations. */
void run_compose(struct run *run, const struct run_spec *spec);
/* Small nets in which every activation and every loss of the engine's rows occurs. */
size_t run_row_count(void);
void run_row(struct run *run, size_t index);
/* A built-in scenario. */
void run_open(struct run *run, const char *name);
/* A scenario in JSON. */
void run_parse(struct run *run, const char *json);
void run_close(struct run *run);

/* The next unit; false once stopped. */
bool run_step(struct run *run);

/* The units of an iteration, with the stop that may follow it. */
size_t run_units(const struct run *run);

/* A net of two layers in batches of two, with that optimiser: the members of its JSON object but
 * the learning rate. penalty: with L2, and biases that are kept fixed. */
void run_optimizer(struct run *run, const char *optimizer, bool penalty);

/* Optimisers of all kinds for it; NULL ends them. */
extern const char *const run_optimizers[];

/* The built-in scenarios' names; NULL ends them. */
extern const char *const run_built_in[];

#endif
