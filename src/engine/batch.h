/*
 * batch: the passes of many samples of a batch at once.
 *
 * What is in the block afterwards has the bits that they leave there one after the other, each by
 * net_forward, net_loss and net_backward: every sum of a sample runs in the same order, and so does
 * that of a parameter's gradient over the samples. It is only that a weight is read for all of them
 * at once. Batches are done in pieces of at most BATCH_SAMPLES; sequences one by one, but of one
 * the gradients of all its times at once.
 */
#ifndef BACKSTEP_ENGINE_BATCH_H
#define BACKSTEP_ENGINE_BATCH_H

#include "engine/net.h"

enum { BATCH_SAMPLES = 32 };

/* The numbers of a layer for all samples: of a unit beside each other, the units behind each other
 * (rows.h). */
struct batch_layer {
    double *z, *a, *da, *dz;  /* borrowed from `room`; (out,stride) each */
    double *units;            /* borrowed from `room`: a, of each sample (out) */
    const double **rows;      /* borrowed from `pointers`: where those of each sample are */
};

struct batch {
    const struct net *net;    /* borrowed for the batch's life */
    double *block;            /* borrowed for the batch's life */
    size_t stride;            /* samples that there is room for; 1: a piece is one, in the block */
    struct batch_layer layers[NET_LAYERS_MAX + 1]; /* 0 .. L; 0 has only a and rows */
    double *room;             /* owned; NULL if it is not needed */
    const double **pointers;  /* owned */
    const double **t;         /* borrowed from `pointers`: of each sample the targets */
    /* Borrowed from `room`: of each sample z, a, da and dz (K) of the output layer; and x and t, if
     * they are no longer the data's. */
    double *z, *a, *da, *dz, *own_x, *own_t;
    double losses[BATCH_SAMPLES]; /* of each sample, after batch_pass */
};

/* For batches of that many samples. Errors: not enough memory. */
bool batch_init(struct batch *batch, const struct net *net, size_t samples, double *block,
                struct error *err);
void batch_finish(struct batch *batch);

/* Sample i of the piece to come: x and t are the data's, which stay; or what is loaded in the
 * block, copied. */
void batch_put(struct batch *batch, size_t i, const double *x, const double *t);
void batch_put_loaded(struct batch *batch, size_t i);

/* Forward, loss and backward of the first `count`, of which the last is loaded in the block. The
 * sums are theirs if they are the batch's `first`; else theirs are added. */
void batch_pass(struct batch *batch, size_t count, bool first);

/* Forward and loss alone; for a stride over 1. The output layer's a of each are in batch->a; of the
 * block only the loss and its parts are touched. */
void batch_evaluate(struct batch *batch, size_t count);

#endif
