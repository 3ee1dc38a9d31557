/*
 * safetensors: the file format of that name, of Hugging Face (github.com/huggingface/safetensors).
 *
 * Eight bytes: the header's length N, the least significant byte first. N bytes of JSON: for each
 * array {"dtype", "shape", "data_offsets": [begin, end]}, offsets into what follows; perhaps
 * "__metadata__". Then the numbers, row by row, the least significant byte first. F64, F32, F16 and
 * BF16 are read, the latter three exactly; F64 is written.
 */
#ifndef BACKSTEP_TENSOR_SAFETENSORS_H
#define BACKSTEP_TENSOR_SAFETENSORS_H

#include "tensor/tensors.h"

#include <stdio.h>

bool safetensors_is(const char *bytes, size_t length);

/* As tensors_parse; adds to `tensors`, also before it fails. */
bool safetensors_parse(struct tensors *tensors, const char *bytes, size_t length, const char *name,
                       struct error *err);

/* All of them as F64, in their order. Errors: not enough memory, or a name that is not UTF-8.
 * Whether the stream took the bytes is for its owner to ask. */
bool safetensors_write(const struct tensors *tensors, FILE *stream, struct error *err);

#endif
