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

/* What clip_norm multiplies every gradient of the update by: n/norm, or 1 where the norm of all
 * that are trained, each clipped by clip_value, is at most n. No parameter has moved yet. */
double update_clip_scale(const struct net *net, const double *block,
                         const struct optimizer *optimizer, size_t batch);

/* ‖∂J/∂(w, b)‖ over the trained parameters, which must not have moved yet: the norm of the sums,
 * over the batch size. l2: λ. */
double update_gradient_norm(const struct net *net, const double *block, double l2, size_t batch);

#endif
