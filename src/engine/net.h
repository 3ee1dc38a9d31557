/*
 * net: a network's shape, names, and where its numbers live.
 *
 * A net holds no numbers. They live in one block of doubles, found through the
 * offsets here; a snapshot of everything is one memcpy of `block_size` doubles.
 * The block's parts, in order:
 *
 *   parameters   w, r and b of layer 1, of layer 2, ...   param_count doubles
 *   gradients    gw, gr and gb in the same order: the sum of the batch's samples so
 *                far; what is ∂L/∂w of the batch is this over the batch size
 *   sample       x, t; per layer z, a, da, dz; the loss's parts and the loss
 *   buffers      none to three of the optimiser, each in the parameters' order
 *
 * This sample's own dw_jk is dz_j · a_k and its db_j is dz_j: the same bits as
 * what was added, so they are not stored. Layer 0 is the input: its a is x.
 *
 * A recurrent net (one with a recurrent layer; engine/recurrent.h) has a sequence for a sample, and
 * the sample's part once for each time, one behind the other: net_at. Behind them stand the
 * sample's loss, its length and what each time's loss counts in it. A time without a target has
 * NaN for it. Plain layers above the last recurrent one run only at times with a target.
 *
 * Immutable once built; the names are owned.
 */
#ifndef BACKSTEP_ENGINE_NET_H
#define BACKSTEP_ENGINE_NET_H

#include "base/error.h"
#include "base/rng.h"
#include "data/dataset.h"
#include "engine/activation.h"
#include "engine/loss.h"

#include <stdbool.h>
#include <stddef.h>

enum { NET_LAYERS_MAX = 64, NET_UNITS_MAX = 4096, NET_WEIGHTS_MAX = 10000000 };

struct net_layer {
    size_t from; /* the layer that feeds it */
    size_t to;   /* the layer that it feeds; 0: none, what it puts out the loss judges */
    size_t in;  /* units of the layer that feeds it */
    size_t out; /* units of this layer; layer 0: the number of inputs, in = 0 */
    bool recurrent;     /* it also feeds itself, one time later */
    bool at_targets;    /* it runs only at times with a target */
    enum activation activation;
    double slope;       /* leaky_relu's */
    bool has_biases;
    bool train_biases;  /* false also where there are none */
    /* Offsets into the block. Layer 0 has only `a`. */
    size_t w, r, b;     /* (out,in), (out,out), (out); b undefined without biases, r too */
    size_t gw, gr, gb;
    size_t z, a, da, dz; /* (out) each */
    size_t da_output, da_future; /* (out) each; of a recurrent layer: the two parts of da, through
                         * the layer that it feeds and through itself at the next time */
    /* Names, NULL where the scenario gives none. */
    char *name;         /* owned: "hidden" */
    char **units;       /* owned: out names */
    char **weights;     /* owned: out*in names, row-major */
};

struct net {
    size_t layer_count;                       /* L, without the input */
    struct net_layer layers[NET_LAYERS_MAX + 1]; /* 0 .. L */
    enum loss loss;
    bool recurrent;       /* some layer is */
    bool time_mean;       /* a sample's loss is the mean over its times with a target; else their
                           * sum */
    size_t truncate;      /* the gradient is cut every so many times, from the end; 0: not */
    size_t times;         /* the most of any sample; 1 if it is not recurrent */
    bool *targeted;       /* owned; targeted(times): some sample has a target then; NULL: all do */
    size_t frame;         /* from a number of one time to that of the next */
    size_t param_count;   /* w, r and b of all layers, trained or not */
    size_t t;             /* offset: targets (K) */
    size_t loss_parts;    /* offset: (K) */
    size_t time_loss;     /* offset: 1, the loss at that time; of a plain net the sample's */
    size_t loss_value;    /* offset: 1, this sample's loss */
    size_t length;        /* offset: 1, this sample's times; of a recurrent net */
    size_t time_share;    /* offset: 1, by what each time's loss counts in the sample's: 1, or 1
                           * over how many there are; of a recurrent net */
    size_t buffers;       /* offset: the optimiser's buffers, param_count each */
    size_t buffer_count;
    size_t block_size;    /* doubles */
};

/* What a layer is to be, before the net knows its offsets. */
struct net_layer_spec {
    size_t units;
    enum activation activation;
    double slope;
    bool has_biases;
    bool train_biases;
    bool recurrent;
};

enum { NET_NUMBERS_MAX = 1 << 26 }; /* of the sample, over all its times */

/* Lays out a net of `count` layers above `inputs` inputs. Errors: over the
 * limits or empty, softmax below the output layer, a recurrent output layer. */
bool net_init(struct net *net, size_t inputs, const struct net_layer_spec *layers, size_t count,
              enum loss loss, struct error *err);
void net_finish(struct net *net);

/* Makes room for the times of samples, which the longest of the data has, and finds when any has a
 * target. Only before blocks of this net exist. Errors: over the limit, not enough memory. */
bool net_unroll(struct net *net, const struct dataset *data, struct error *err);

/* Makes room for the buffers of an optimiser, 0 to 3 (net_init: 0). Only before blocks of this
 * net exist: it changes their size. */
void net_reserve_buffers(struct net *net, size_t count);

/* A block of this net, zeroed; to be freed; NULL: not enough memory. It begins a cache line: loops
 * over it take longer where what they load together lies in two. */
double *net_new_block(const struct net *net);
/* The same, but not zeroed, so that it costs nothing until it is used: for passes forward. */
double *net_new_scratch(const struct net *net);

/* The output layer; K is its `out`. */
static inline const struct net_layer *net_output(const struct net *net)
{
    return &net->layers[net->layer_count];
}

/* The layer that feeds that one, from 1, and the one that it feeds: of the output layer none. */
static inline const struct net_layer *net_from(const struct net *net, size_t layer)
{
    return &net->layers[net->layers[layer].from];
}

static inline const struct net_layer *net_to(const struct net *net, size_t layer)
{
    return &net->layers[net->layers[layer].to];
}

/* The block as of a time, from 1: the offsets of the sample's part lead to that time's numbers. */
static inline double *net_at(const struct net *net, double *block, size_t time)
{
    return block + (time - 1) * net->frame;
}

/* How many times the loaded sample has, whether it has a target at one of them, and whether a layer
 * runs then. Of a plain net all is at time 1. */
size_t net_times(const struct net *net, const double *block);
bool net_has_target(const struct net *net, const double *block, size_t time);
bool net_runs(const struct net *net, const double *block, size_t layer, size_t time);
/* Whether it does at no later time. */
bool net_runs_last(const struct net *net, const double *block, size_t layer, size_t time);

/* Whether no gradient comes back to a time from the one after: it is the last, or `truncate` cuts
 * there. */
bool net_is_cut(const struct net *net, const double *block, size_t time);

/* What a parameter is: the weight into unit `to` of a layer from unit `from` of the one before, or
 * of its own one time before, or that unit's bias. */
struct net_place {
    size_t layer, to, from;
    bool bias, recurrent;
};

/* param: below net->param_count. */
struct net_place net_find(const struct net *net, size_t param);

enum init_kind {
    INIT_ZEROS,
    INIT_CONSTANT,       /* scale */
    INIT_UNIFORM,        /* in [-scale, scale) */
    INIT_NORMAL,         /* standard deviation scale */
    INIT_XAVIER_UNIFORM, /* scale · √(6/(in+out)) as bound (Glorot and Bengio 2010) */
    INIT_XAVIER_NORMAL,  /* scale · √(2/(in+out)) */
    INIT_HE_UNIFORM,     /* scale · √(6/in) as bound (He et al. 2015) */
    INIT_HE_NORMAL,      /* scale · √(2/in) */
    INIT_KIND_COUNT
};

extern const char *const init_kind_names[INIT_KIND_COUNT];

/* Fills w of one layer in params (the block's first part), row by row. */
void net_init_weights(const struct net *net, size_t layer, enum init_kind kind, double scale,
                      struct rng *rng, double *params);
/* The same for r. */
void net_init_recurrent(const struct net *net, size_t layer, enum init_kind kind, double scale,
                        struct rng *rng, double *params);

struct optimizer; /* optimizer.h */

/* What a pass does otherwise than it should, on purpose (mistake.h). Zeroed: nothing. */
struct net_hooks {
    bool no_biases; /* z = Σ w a, and no db */
    bool last_only; /* of dw, dr and db those of the layer's last time alone are added */
    bool no_slopes; /* ∂L/∂z = ∂L/∂a, where the loss is not fused with the activation */
    /* da of a hidden layer by another way than through the weights above; NULL: by that. */
    void (*backward_da)(const struct net_hooks *hooks, const struct net *net, double *block,
                        size_t layer, size_t time, double *da);
    /* What comes back to a recurrent layer from its next time by another way; NULL: through r. */
    void (*backward_future)(const struct net_hooks *hooks, const struct net *net, double *block,
                            size_t layer, size_t time, double *future);
    const double *held; /* borrowed: a block whose hidden states are taken across the cuts of
                         * `truncate`, where no gradient comes back; NULL: the block's own */
    const struct optimizer *optimizer; /* borrowed for the call: of the update to come, and */
    size_t batch;                      /* how many samples it has */
};

/* The three units of work of a sample, in place on `block`. Forward: z and a of the layer
 * from the a below. Loss: its parts and value; returned. Backward: da and dz of the layer
 * (from the loss, or from dz and w of the layer above), and its dw, db added to gw, gb. Those with
 * hooks (NULL: nothing is wrong) are of any time; the others of time 1, which is all that a plain
 * net has. Units that do not run then are not to be asked for. */
void net_forward(const struct net *net, double *block, size_t layer);
double net_loss_at(const struct net *net, double *block, size_t time);
void net_backward(const struct net *net, double *block, size_t layer);
void net_forward_hooked(const struct net *net, double *block, size_t layer, size_t time,
                        const struct net_hooks *hooks);
void net_backward_hooked(const struct net *net, double *block, size_t layer, size_t time,
                         const struct net_hooks *hooks);

/* The sample's loss: of a plain net computed, else of those of its times. */
double net_loss(const struct net *net, double *block);

/* The two halves of net_backward: da and dz; dw and db added to gw and gb. The second needs
 * nothing but what the sample has left in the block, so it can be made up for later. */
void net_backward_units(const struct net *net, double *block, size_t layer, size_t time);
void net_backward_weights(const struct net *net, double *block, size_t layer);

/* s = λ/2 Σ w² over the weights in params, never the biases. */
double net_penalty(const struct net *net, const double *params, double l2);

/* Copies a sample x(times, inputs), t(times, K) to where a forward pass begins. A sequence that is
 * shorter than others ends where x is NaN; a time without a target has NaN there. */
void net_load(const struct net *net, double *block, const double *x, const double *t);

/* One whole forward pass and loss of sample x, t on `block` (its parameters are
 * used, its sample part is overwritten): for scratch copies, never for stepping.
 * Returns the loss. */
double net_evaluate(const struct net *net, double *block, const double *x, const double *t);
/* The same of the sample that is already loaded; and with hooks. */
double net_evaluate_loaded(const struct net *net, double *block);
double net_evaluate_hooked(const struct net *net, double *block, const struct net_hooks *hooks);

/* One whole backward pass after that. */
void net_backpropagate(const struct net *net, double *block);

#endif
