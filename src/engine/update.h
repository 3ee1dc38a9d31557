/*
 * update: what ends an iteration. The layers' parameters in the block are moved by the optimiser,
 * which gets the sums of the batch's gradients.
 */
#ifndef BACKSTEP_ENGINE_UPDATE_H
#define BACKSTEP_ENGINE_UPDATE_H

#include "engine/wrong/mistake.h"
#include "engine/net.h"
#include "engine/optimizer.h"

/* Moves the parameters of one layer. t: the optimiser's update, from 1. */
void update_layer(const struct net *net, double *block, size_t l,
                  const struct optimizer *optimizer, enum mistake mistake, uint64_t t,
                  size_t batch);

/* ‖∂J/∂(w, b)‖ over the trained parameters, which must not have moved yet: the norm of the sums,
 * over the batch size. l2: λ. */
double update_gradient_norm(const struct net *net, const double *block, double l2, size_t batch);

#endif
