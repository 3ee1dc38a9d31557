/*
 * evaluate: what a network makes of samples, without training: on a scratch block.
 *
 * The scratch block has net->block_size doubles; its parameters are overwritten with those given,
 * its sample part with the samples'.
 */
#ifndef BACKSTEP_ENGINE_MEASURE_EVALUATE_H
#define BACKSTEP_ENGINE_MEASURE_EVALUATE_H

#include "data/dataset.h"
#include "engine/wrong/mistake.h"
#include "engine/net.h"

/* A range of a dataset's samples. */
struct evaluate_range {
    size_t first, count;
};

struct evaluate_range evaluate_training(const struct dataset *data);
struct evaluate_range evaluate_validation(const struct dataset *data);

/* What came of that: how good the network is on so many samples. */
struct evaluation {
    size_t samples;
    double loss;    /* their mean */
    bool classes;   /* the targets are classes; see classify.h */
    size_t right;   /* of classes: so many samples are said right */
};

/* What the output layer has of a sample. */
typedef void evaluate_seen(void *context, size_t sample, const double *a);

/* The sum of the range's losses; shows each sample in order. seen: NULL: nobody looks. */
double evaluate_each(enum mistake mistake, const struct net *net, const struct dataset *data,
                     struct evaluate_range range, const double *params, double *scratch,
                     evaluate_seen *seen, void *context);

/* The mean loss of the range's samples; NaN for none. params(net->param_count). */
double evaluate_loss(enum mistake mistake, const struct net *net, const struct dataset *data,
                     struct evaluate_range range, const double *params, double *scratch);

#endif
