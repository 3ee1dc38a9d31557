/*
 * evaluate: what a network makes of samples, without training: on a scratch block.
 *
 * The scratch block has net->block_size doubles; its parameters are overwritten with those given,
 * its sample part with the samples'.
 */
#ifndef BACKSTEP_ENGINE_EVALUATE_H
#define BACKSTEP_ENGINE_EVALUATE_H

#include "engine/dataset.h"
#include "engine/mistake.h"
#include "engine/net.h"

/* A range of a dataset's samples. */
struct evaluate_range {
    size_t first, count;
};

struct evaluate_range evaluate_training(const struct dataset *data);
struct evaluate_range evaluate_validation(const struct dataset *data);

/* The mean loss of the range's samples; NaN for none. params(net->param_count). */
double evaluate_loss(enum mistake mistake, const struct net *net, const struct dataset *data,
                     struct evaluate_range range, const double *params, double *scratch);

#endif
