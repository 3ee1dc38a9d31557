/*
 * descent: whole iterations of plain gradient descent with batches of one sample.
 *
 * It walks the same list of units as the stepper, in the same order, and what is in the block
 * afterwards has the same bits, but for gw and gb. Those are used just once here, by the update,
 * which can have dw_jk = dz_j · a_k from the sample itself; so they are made up for when somebody
 * is to see them, by descent_sums. What each unit needs is found once and not at each call:
 * pointers into one block, so a descent belongs to that block and dies with it.
 *
 * In a run of many iterations a wide first layer is moved later: its weights are kept transposed,
 * and one pass over them updates them by the last sample and weights the inputs of the next.
 */
#ifndef BACKSTEP_ENGINE_FAST_DESCENT_H
#define BACKSTEP_ENGINE_FAST_DESCENT_H

#include "engine/net.h"
#include "engine/program.h"

struct descent_layer {
    const struct descent_layer *to; /* borrowed: the layer that it feeds; NULL: the output layer */
    size_t in, out;
    /* Borrowed from the block. */
    const double *x;         /* (in): the a of the layer below; of the first layer the sample's */
    double *w, *b;           /* (out,in), (out); b NULL without biases */
    double *trained;         /* b, NULL if it is not trained */
    double *z, *a, *da, *dz; /* (out) each */
    enum activation activation;
    double slope;
    /* Which units few.h is for, and not dense.h: the update; forward, of sigmoids; backward (and
     * the loss), of sigmoids where what is above allows it. */
    bool few_update, few_forward, few_backward;
};

/* A unit of the program, and the layer that it is about. */
struct descent_unit {
    enum unit_kind kind;
    const struct descent_layer *layer; /* borrowed from `layers` */
};

struct descent {
    const struct net *net;             /* borrowed for the descent's life */
    double *block;                     /* borrowed for the descent's life */
    struct descent_layer *layers;      /* owned; 0..L, 0 unused */
    struct descent_unit *units;        /* owned; those of an iteration, in order */
    size_t unit_count;
    const struct descent_layer *output; /* borrowed from `layers`: L */
    const double *t;                   /* borrowed from the block */
    double *parts, *loss;              /* borrowed from the block */
    /* Owned: the first layer's w as (in,pitch), and behind it a row for its dz and one for its z;
     * NULL as long as no run was long enough. */
    double *turned;
    size_t pitch;                      /* its units, rounded up to whole vectors */
    bool later;                        /* the first layer is updated with the next sample */
    const double *waiting;             /* borrowed: inputs of the update to come; NULL: none */
};

/* Errors: not enough memory. */
bool descent_init(struct descent *descent, const struct net *net, const struct program *program,
                  double *block, struct error *err);
void descent_finish(struct descent *descent);

/* Before `count` iterations of samples whose numbers stay where they are until descent_settle. */
void descent_begin(struct descent *descent, uint64_t count);

/* The units of one iteration, whose batch is 1, of the sample with that x, whose targets are in the
 * block. Returns its loss. The sums are neither read nor written. */
double descent_iterate(struct descent *descent, const double *x, double learning_rate);

/* The first layer's weights are in the block again, if they were not. */
void descent_settle(struct descent *descent, double learning_rate);

/* The sums after that iteration, whose sample is loaded. */
void descent_sums(const struct descent *descent);

#endif
