/*
 * lists: arrays as JSON lists, as json.dump writes what NumPy's tolist() gives.
 *
 * An object has a name for each array, a list has none. A list of lists is an array of two
 * dimensions; its rows have one length. Numbers that are not finite are written as Python does,
 * NaN and Infinity, and refused: they are no JSON.
 */
#ifndef BACKSTEP_TENSOR_LISTS_H
#define BACKSTEP_TENSOR_LISTS_H

#include "tensor/tensors.h"

/* Whether the bytes are JSON, and no scenario. */
bool lists_are(const char *bytes, size_t length);

/* As tensors_parse; adds to `tensors`, also before it fails. */
bool lists_parse(struct tensors *tensors, const char *bytes, size_t length, const char *name,
                 struct error *err);

#endif
