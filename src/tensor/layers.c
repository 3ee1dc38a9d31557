#include "tensor/layers.h"

#include "base/attributes.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum role { WEIGHT, BIAS, RECURRENT, SECOND_BIAS, NO_ROLE };

/* How a name ends, and what the array is then. After an ending with `numbered` the number of a
 * stacked layer follows, which tells layers apart. */
static const struct ending {
    const char *text;
    enum role role;
    bool numbered;
} endings[] = {
    {"weight_ih_l", WEIGHT, true},     {"weight_hh_l", RECURRENT, true},
    {"bias_ih_l", BIAS, true},         {"bias_hh_l", SECOND_BIAS, true},
    {"recurrent_kernel", RECURRENT, false}, {"kernel", WEIGHT, false},
    {"weight", WEIGHT, false},         {"bias", BIAS, false},
};

/* The length without Keras' ":0" at its end. */
static size_t bare_length(const char *name)
{
    size_t length = strlen(name);

    return length >= 2 && strcmp(name + length - 2, ":0") == 0 ? length - 2 : length;
}

/* What an array is by its name, and in layer[] whose it is. */
static enum role role_of(const char *name, char layer[TENSORS_NAME_MAX + 1])
{
    size_t length = bare_length(name);

    for (size_t e = 0; e < sizeof endings / sizeof endings[0]; e++) {
        const struct ending *ending = &endings[e];
        size_t n = strlen(ending->text), end = length, start;

        while (ending->numbered && end > 0 && isdigit((unsigned char)name[end - 1]))
            end--;
        if (end < n || strncmp(name + end - n, ending->text, n) != 0)
            continue;
        start = end - n;
        if (start > 0 && strchr("./", name[start - 1]) == NULL)
            continue;
        snprintf(layer, TENSORS_NAME_MAX + 1, "%.*s%.*s", (int)(start > 0 ? start - 1 : 0), name,
                 (int)(length - end), name + end);
        return ending->role;
    }
    return NO_ROLE;
}

static const struct tensor **member(struct tensor_layer *layer, enum role role)
{
    switch (role) {
    case WEIGHT: return &layer->weight;
    case BIAS: return &layer->bias;
    case RECURRENT: return &layer->recurrent;
    case SECOND_BIAS: return &layer->second_bias;
    case NO_ROLE: break;
    }
    return NULL;
}

static struct tensor_layer *find_layer(struct tensor_layers *layers, const char *name)
{
    for (size_t l = 0; l < layers->count; l++)
        if (strcmp(layers->items[l].name, name) == 0)
            return &layers->items[l];
    return NULL;
}

static struct tensor_layer *add_layer(struct tensor_layers *layers, const char *name, bool keras,
                                      struct error *err)
{
    struct tensor_layer *layer;

    if (layers->count == TENSOR_LAYERS_MAX) {
        error_set(err, "there are more than %d layers", TENSOR_LAYERS_MAX);
        return NULL;
    }
    layer = &layers->items[layers->count++];
    *layer = (struct tensor_layer){.transposed = keras};
    snprintf(layer->name, sizeof layer->name, "%s", name);
    return layer;
}

/* Without names: a matrix begins a layer, a list is the bias of the one begun last. */
static bool add_unnamed(struct tensor_layers *layers, const struct tensor *tensor, bool keras,
                        struct error *err)
{
    struct tensor_layer *layer = layers->count > 0 ? &layers->items[layers->count - 1] : NULL;

    if (tensor->dimensions == 2) {
        layer = add_layer(layers, "", keras, err);
        if (layer != NULL)
            layer->weight = tensor;
        return layer != NULL;
    }
    if (layer == NULL || layer->bias != NULL)
        return error_set(err, "a list of numbers stands where a matrix of weights was expected");
    layer->bias = tensor;
    return true;
}

static bool add_named(struct tensor_layers *layers, const struct tensor *tensor, bool keras,
                      struct error *err)
{
    char name[TENSORS_NAME_MAX + 1];
    enum role role = role_of(tensor->name, name);
    struct tensor_layer *layer;

    if (role == NO_ROLE)
        return error_set(err, "\"%s\" is of a layer that is not known here; expected names that "
                              "end in .weight and .bias (or /kernel and /bias)", tensor->name);
    layer = find_layer(layers, name);
    if (layer == NULL)
        layer = add_layer(layers, name, keras, err);
    if (layer == NULL)
        return false;
    if (*member(layer, role) != NULL)
        return error_set(err, "\"%s\" is there twice", tensor->name);
    *member(layer, role) = tensor;
    return true;
}

/* A bias has a number for each unit. */
static bool check_bias(const struct tensor_layer *layer, const struct tensor *bias,
                       struct error *err)
{
    const struct tensor *weight = layer->weight;

    if (bias == NULL || (bias->dimensions == 1 && bias->rows == layer->out))
        return true;
    if (bias->name[0] == '\0')
        return error_set(err, "a list of %zu biases stands behind a matrix of %zu × %zu weights, "
                              "expected %zu%s", bias->rows, weight->rows, weight->columns,
                         layer->out, layer->transposed || bias->rows != weight->columns ? ""
                                     : "; Keras' kernels are (inputs, units): --keras");
    return error_set(err, "\"%s\" has %zu × %zu numbers, expected a list of %zu", bias->name,
                     bias->rows, bias->columns, layer->out);
}

static bool check_recurrent(const struct tensor_layer *layer, struct error *err)
{
    const struct tensor *recurrent = layer->recurrent;

    if (recurrent == NULL || (recurrent->rows == layer->out && recurrent->columns == layer->out))
        return true;
    if (recurrent->rows == 3 * recurrent->columns || recurrent->rows == 4 * recurrent->columns
        || recurrent->columns == 3 * recurrent->rows || recurrent->columns == 4 * recurrent->rows)
        return error_set(err, "\"%s\" is of a GRU or an LSTM; expected a plain recurrent layer "
                              "(nn.RNN, SimpleRNN)", recurrent->name);
    return error_set(err, "\"%s\" has %zu × %zu numbers, expected %zu × %zu", recurrent->name,
                     recurrent->rows, recurrent->columns, layer->out, layer->out);
}

static bool check_layer(struct tensor_layer *layer, struct error *err)
{
    const struct tensor *weight = layer->weight;

    if (weight == NULL)
        return error_set(err, "layer \"%s\" has no weights", layer->name);
    if (weight->dimensions != 2)
        return error_set(err, "\"%s\" has %zu dimension%s, expected 2, (units, inputs); "
                              "convolutions and normalisations are not known here",
                         weight->name, weight->dimensions, weight->dimensions == 1 ? "" : "s");
    layer->out = layer->transposed ? weight->columns : weight->rows;
    layer->in = layer->transposed ? weight->rows : weight->columns;
    return check_recurrent(layer, err) && check_bias(layer, layer->bias, err)
        && check_bias(layer, layer->second_bias, err);
}

/* Whether each layer has as many inputs as the one before has units; else *at is the first that
 * has not. */
static bool fit(const struct tensor_layers *layers, size_t *at)
{
    for (*at = 1; *at < layers->count; ++*at)
        if (layers->items[*at].in != layers->items[*at - 1].out)
            return false;
    return true;
}

/* In the order of names, with the numbers in them by their value: "2" before "10". */
static int compare_names(const void *left, const void *right)
{
    const char *a = ((const struct tensor_layer *)left)->name;
    const char *b = ((const struct tensor_layer *)right)->name;

    while (*a != '\0' && *b != '\0') {
        if (isdigit((unsigned char)*a) && isdigit((unsigned char)*b)) {
            char *a_end, *b_end;
            unsigned long long x = strtoull(a, &a_end, 10), y = strtoull(b, &b_end, 10);

            if (x != y)
                return x < y ? -1 : 1;
            a = a_end;
            b = b_end;
        } else if (*a != *b) {
            return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
        } else {
            a++;
            b++;
        }
    }
    return *a == *b ? 0 : *a == '\0' ? -1 : 1;
}

/* Recurrent layers first, each kind in its order: the last layer is a plain one. */
static void recurrent_first(struct tensor_layers *layers)
{
    struct tensor_layers sorted = {.count = 0};

    for (int plain = 0; plain <= 1; plain++)
        for (size_t l = 0; l < layers->count; l++)
            if ((layers->items[l].recurrent == NULL) == plain)
                sorted.items[sorted.count++] = layers->items[l];
    *layers = sorted;
}

static bool order(struct tensor_layers *layers, bool sorted, struct error *err)
{
    struct tensor_layers by_name = *layers;
    const struct tensor_layer *layer;
    size_t at;

    qsort(by_name.items, by_name.count, sizeof by_name.items[0], compare_names);
    if (by_name.count > 0 && by_name.items[by_name.count - 1].recurrent != NULL)
        recurrent_first(&by_name);
    if (sorted ? fit(&by_name, &at) : !fit(layers, &at) && fit(&by_name, &at))
        *layers = by_name;
    if (fit(layers, &at))
        return true;
    layer = &layers->items[at];
    if (layer->transposed ? layers->items[at - 1].out == layer->out
                          : layers->items[at - 1].out == layer->out)
        return error_set(err, "layer %zu, \"%s\", takes %zu inputs, the one before it has %zu "
                              "units; %s", at + 1, layer->name, layer->in,
                         layers->items[at - 1].out,
                         layer->transposed ? "without --keras matrices are read as (units, inputs)"
                                           : "Keras' kernels need --keras");
    return error_set(err, "layer %zu, \"%s\", takes %zu inputs, the one before it has %zu units",
                     at + 1, layer->name, layer->in, layers->items[at - 1].out);
}

bool tensor_layers_find(struct tensor_layers *layers, const struct tensors *tensors, bool keras,
                        const char *file, struct error *err)
{
    layers->count = 0;
    for (size_t i = 0; i < tensors->count; i++) {
        const struct tensor *tensor = &tensors->items[i];

        if (!(tensor->name[0] == '\0' ? add_unnamed : add_named)(layers, tensor, keras, err))
            return error_prefix(err, "%.300s", file);
    }
    for (size_t l = 0; l < layers->count; l++)
        if (!check_layer(&layers->items[l], err))
            return error_prefix(err, "%.300s", file);
    return order(layers, tensors->sorted, err) || error_prefix(err, "%.300s", file);
}

static double element(const struct tensor_layer *layer, const struct tensor *matrix, size_t to,
                      size_t from)
{
    return layer->transposed ? matrix->values[from * matrix->columns + to]
                             : matrix->values[to * matrix->columns + from];
}

double tensor_layer_weight(const struct tensor_layer *layer, size_t to, size_t from)
{
    return element(layer, layer->weight, to, from);
}

double tensor_layer_recurrent(const struct tensor_layer *layer, size_t to, size_t from)
{
    return element(layer, layer->recurrent, to, from);
}

double tensor_layer_bias(const struct tensor_layer *layer, size_t to)
{
    double first = layer->bias != NULL ? layer->bias->values[to] : 0.0;

    return layer->second_bias != NULL ? first + layer->second_bias->values[to] : first;
}

static bool write_array(const struct tensor_layer *layer, size_t number, const char *name,
                        size_t columns,
                        double (*value)(const struct tensor_layer *layer, size_t to, size_t from),
                        struct tensors *tensors, struct error *err)
{
    char whole[48];
    double *values;

    snprintf(whole, sizeof whole, "layers.%zu.%s", number, name);
    values = tensors_add(tensors, whole, columns > 0 ? 2 : 1, layer->out, columns > 0 ? columns : 1,
                         err);
    for (size_t j = 0; values != NULL && j < layer->out; j++)
        for (size_t k = 0; k < (columns > 0 ? columns : 1); k++)
            *values++ = value(layer, j, k);
    return values != NULL;
}

static double bias_of(const struct tensor_layer *layer, size_t to, size_t from UNUSED)
{
    return tensor_layer_bias(layer, to);
}

bool tensor_layers_write(const struct tensor_layers *layers, struct tensors *tensors,
                         struct error *err)
{
    for (size_t l = 0; l < layers->count; l++) {
        const struct tensor_layer *layer = &layers->items[l];
        bool memory = layer->recurrent != NULL;

        if (!write_array(layer, l, memory ? "weight_ih_l0" : "weight", layer->in,
                         tensor_layer_weight, tensors, err)
            || (memory && !write_array(layer, l, "weight_hh_l0", layer->out,
                                       tensor_layer_recurrent, tensors, err))
            || ((layer->bias != NULL || layer->second_bias != NULL)
                && !write_array(layer, l, memory ? "bias_ih_l0" : "bias", 0, bias_of, tensors,
                                err)))
            return false;
    }
    return true;
}
