/*
 * weights: a network's weights from and to other programs.
 *
 * A file of weights (tensor/tensors.h) becomes a scenario of its own, or gives a scenario its
 * weights: "network": {"weights_file": "w.safetensors"}, relative to the scenario.
 */
#ifndef BACKSTEP_LESSON_EXCHANGE_WEIGHTS_H
#define BACKSTEP_LESSON_EXCHANGE_WEIGHTS_H

#include "engine/net.h"
#include "tensor/layers.h"

#include <stdbool.h>
#include <stddef.h>

/* What the file does not know. */
struct weights_wish {
    const char *hidden;  /* the activation of all layers but the last; NULL: relu */
    const char *output;  /* of the last; NULL: identity */
};

/* The JSON of a scenario of these layers: half the squared error, gradient descent with a learning
 * rate of 0.1, and one sample, to be replaced; owned by the caller. `title`: what it is called.
 * NULL with the error: a number that is not finite, a network over the limits of net.h. */
char *weights_scenario(const struct tensor_layers *layers, const struct weights_wish *wish,
                       const char *title, struct error *err);

/* The scenario of a document (the bytes of a file that was read) with other weights and biases and
 * all else as it is; but no "session", "init" and "weights_file". NULL with the error: the shapes
 * are not the document's. `shape`: the document's network. */
char *weights_replace(const char *document, size_t length, const struct net *shape,
                      const struct tensor_layers *layers, struct error *err);

/* The layers' numbers into params (net->param_count). Errors: other layers, other sizes, recurrent
 * weights for a plain layer or none for a recurrent one, biases where the net has none, a number
 * that is not finite. */
bool weights_fill(const struct tensor_layers *layers, const struct net *net, double *params,
                  struct error *err);

/* The parameters as arrays "layers.0.weight", "layers.0.bias", ..., of a recurrent layer
 * by the names that tensor_layers_write gives. */
bool weights_of(const struct net *net, const double *params, struct tensors *tensors,
                struct error *err);

#endif
