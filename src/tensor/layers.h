/*
 * layers: which arrays of a file are whose weights and biases.
 *
 * By their names, as PyTorch and Keras give them: ".weight" or "/kernel", ".bias", ".weight_ih_l0",
 * "/recurrent_kernel" and so on; without names a matrix begins a layer and a list after it is its
 * bias. The layers stand in the file's order; where a writer has sorted them, in the order of their
 * names, numbers in names counted as numbers, unless only the file's own order fits together.
 */
#ifndef BACKSTEP_TENSOR_LAYERS_H
#define BACKSTEP_TENSOR_LAYERS_H

#include "tensor/tensors.h"

enum { TENSOR_LAYERS_MAX = 64 };

struct tensor_layer {
    size_t in, out;
    const struct tensor *weight;    /* borrowed, as the others */
    const struct tensor *bias;      /* NULL: none */
    const struct tensor *recurrent; /* of a recurrent layer; else NULL */
    const struct tensor *second_bias; /* PyTorch's recurrent layers have two, which are added */
    bool transposed;                /* Keras' kernels are (in,out) */
    char name[TENSORS_NAME_MAX + 1]; /* what the names have in common; "" without names */
};

struct tensor_layers {
    struct tensor_layer items[TENSOR_LAYERS_MAX];
    size_t count;
};

/* keras: kernels are (in,out). Errors: an array that is of no layer known here (normalisation,
 * convolution, LSTM and GRU), layers that do not fit on each other, sizes that do not fit. */
bool tensor_layers_find(struct tensor_layers *layers, const struct tensors *tensors, bool keras,
                        const char *file, struct error *err);

/* The weight into unit `to` from unit `from`; of a recurrent layer the same from its own unit
 * `from` one time before; the bias, or 0. */
double tensor_layer_weight(const struct tensor_layer *layer, size_t to, size_t from);
double tensor_layer_recurrent(const struct tensor_layer *layer, size_t to, size_t from);
double tensor_layer_bias(const struct tensor_layer *layer, size_t to);

/* The layers as arrays of the names that Backstep gives: "layers.0.weight" (units, inputs),
 * "layers.0.bias"; of a recurrent layer "layers.0.weight_ih_l0", "layers.0.weight_hh_l0" and
 * "layers.0.bias_ih_l0". */
bool tensor_layers_write(const struct tensor_layers *layers, struct tensors *tensors,
                         struct error *err);

#endif
