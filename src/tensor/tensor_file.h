/*
 * tensor_file: a file of weights, of whichever kind.
 *
 * It knows the parameters and their names, not what the network does with them: no activations, no
 * loss, no data. Two kinds are read, recognised by what is in them: safetensors (safetensors.h) and
 * JSON of lists, either {"0.weight": [[...], ...], "0.bias": [...]} or, as Keras'
 * get_weights() lists them, [kernel, bias, ...] without names.
 */
#ifndef BACKSTEP_TENSOR_TENSOR_FILE_H
#define BACKSTEP_TENSOR_TENSOR_FILE_H

#include "tensor/tensors.h"

enum { TENSORS_BYTES_MAX = 512 << 20 }; /* of a file */

/* Whether the bytes are of one of the two kinds: then they are no scenario. */
bool tensors_are(const char *bytes, size_t length);

/* Reads them; `name` stands for the file in errors. On false the struct is zeroed. Errors name the
 * array or the place in it. */
bool tensors_parse(struct tensors *tensors, const char *bytes, size_t length, const char *name,
                   struct error *err);

/* The same from a file. Of one of another kind that holds a network (.pt, .h5, .keras, .onnx, .npz)
 * the error says what it is and how to save what can be read. */
bool tensors_read(struct tensors *tensors, const char *path, struct error *err);

/* If the bytes are such a file of another kind, sets the error and returns true. */
bool tensors_foreign(const char *bytes, size_t length, const char *name, struct error *err);

#endif
