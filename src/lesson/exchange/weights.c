#include "lesson/exchange/weights.h"

#include "base/attributes.h"
#include "base/memory.h"
#include "base/number.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static bool check_finite(const struct tensor_layer *layer, size_t number, struct error *err)
{
    const struct tensor *const all[] = {layer->weight, layer->bias, layer->recurrent,
                                        layer->second_bias};

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        for (size_t k = 0; all[i] != NULL && k < all[i]->rows * all[i]->columns; k++)
            if (!isfinite(all[i]->values[k]))
                return error_set(err, "layer %zu: number %zu of \"%s\" is not finite", number,
                                 k + 1, all[i]->name);
    return true;
}

static bool check_all_finite(const struct tensor_layers *layers, struct error *err)
{
    for (size_t l = 0; l < layers->count; l++)
        if (!check_finite(&layers->items[l], l + 1, err))
            return false;
    return true;
}

/* ---- JSON ---- */

static void write_list(FILE *out, const struct tensor_layer *layer, size_t n, size_t to,
                       double (*value)(const struct tensor_layer *layer, size_t to, size_t from))
{
    char text[NUMBER_TEXT_SIZE];

    fputc('[', out);
    for (size_t k = 0; k < n; k++)
        fprintf(out, "%s%s", k > 0 ? ", " : "", number_shortest(text, value(layer, to, k)));
    fputc(']', out);
}

static void write_matrix(FILE *out, const char *key, const struct tensor_layer *layer, size_t in,
                         double (*value)(const struct tensor_layer *layer, size_t to, size_t from))
{
    fprintf(out, ",\n       \"%s\": [", key);
    for (size_t j = 0; j < layer->out; j++) {
        fputs(j > 0 ? ",\n         " : "", out);
        write_list(out, layer, in, j, value);
    }
    fputc(']', out);
}

static double bias(const struct tensor_layer *layer, size_t unused UNUSED, size_t to)
{
    return tensor_layer_bias(layer, to);
}

/* The members that hold the layer's numbers. */
static void write_numbers(FILE *out, const struct tensor_layer *layer)
{
    write_matrix(out, "weights", layer, layer->in, tensor_layer_weight);
    if (layer->recurrent != NULL)
        write_matrix(out, "recurrent_weights", layer, layer->out, tensor_layer_recurrent);
    fputs(",\n       \"biases\": ", out);
    if (layer->bias == NULL && layer->second_bias == NULL)
        fputs("false", out);
    else
        write_list(out, layer, layer->out, 0, bias);
}

static void write_layer(FILE *out, const struct tensor_layer *layer, const char *activation)
{
    fprintf(out, "\n      {%s\"units\": %zu, \"activation\": \"%s\"",
            layer->recurrent != NULL ? "\"kind\": \"recurrent\", " : "", layer->out, activation);
    write_numbers(out, layer);
    fputc('}', out);
}

static void write_zeros(FILE *out, const char *number, size_t n)
{
    fputc('[', out);
    for (size_t k = 0; k < n; k++)
        fprintf(out, "%s%s", k > 0 ? ", " : "", number);
    fputc(']', out);
}

/* A sample to begin with: inputs of 0.5, targets of 0; a sequence has it twice. */
static void write_data(FILE *out, const struct tensor_layers *layers, bool recurrent)
{
    size_t inputs = layers->items[0].in, outputs = layers->items[layers->count - 1].out;

    fprintf(out, "  \"data\": {\"%s\": [{\"x\": %s", recurrent ? "sequences" : "samples",
            recurrent ? "[" : "");
    write_zeros(out, "0.5", inputs);
    if (recurrent) {
        fputs(", ", out);
        write_zeros(out, "0.5", inputs);
    }
    fprintf(out, "%s, \"t\": %s", recurrent ? "]" : "", recurrent ? "[null, " : "");
    write_zeros(out, "0", outputs);
    fprintf(out, "%s}]}\n}\n", recurrent ? "]" : "");
}

static void write_scenario(FILE *out, const struct tensor_layers *layers,
                           const struct weights_wish *wish, const char *title)
{
    const char *hidden = wish->hidden != NULL ? wish->hidden : "relu";
    const char *output = wish->output != NULL ? wish->output : "identity";
    bool recurrent = false;

    fprintf(out, "{\n  \"backstep\": 1,\n  \"title\": %s,\n", title);
    fputs("  \"about\": \"Weights from another program. A file of weights does not say which "
          "activations, loss and samples they were trained with: put yours in.\",\n", out);
    fprintf(out, "  \"network\": {\n    \"inputs\": %zu,\n    \"layers\": [", layers->items[0].in);
    for (size_t l = 0; l < layers->count; l++) {
        fputs(l > 0 ? "," : "", out);
        write_layer(out, &layers->items[l], l + 1 == layers->count ? output : hidden);
        recurrent = recurrent || layers->items[l].recurrent != NULL;
    }
    fputs("\n    ]\n  },\n  \"loss\": \"half_squared_error\",\n"
          "  \"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 0.1},\n", out);
    write_data(out, layers, recurrent);
}

char *weights_scenario(const struct tensor_layers *layers, const struct weights_wish *wish,
                       const char *title, struct error *err)
{
    json_t *json = json_string(title);
    char *text = NULL, *quoted = json != NULL ? json_dumps(json, JSON_ENCODE_ANY) : NULL;
    size_t length;
    FILE *out;

    json_decref(json);
    if (quoted == NULL) {
        error_set(err, "the name of the file is not UTF-8 text; give it another");
        return NULL;
    }
    if (check_all_finite(layers, err)) {
        out = memory_stream(&text, &length);
        write_scenario(out, layers, wish, quoted);
        memory_stream_end(out, &length);
    }
    free(quoted);
    return text;
}

/* ---- into a network, and out of it ---- */

static bool check_shape(const struct tensor_layers *layers, const struct net *net,
                        struct error *err)
{
    if (layers->count != net->layer_count)
        return error_set(err, "found %zu layer%s of weights, expected %zu", layers->count,
                         layers->count == 1 ? "" : "s", net->layer_count);
    for (size_t l = 1; l <= net->layer_count; l++) {
        const struct tensor_layer *from = &layers->items[l - 1];
        const struct net_layer *layer = &net->layers[l];

        if (from->in != layer->in || from->out != layer->out)
            return error_set(err, "layer %zu: found weights of %zu units from %zu, expected %zu "
                                  "from %zu", l, from->out, from->in, layer->out, layer->in);
        if ((from->recurrent != NULL) != layer->recurrent)
            return error_set(err, "layer %zu %s recurrent weights in the file, and the scenario's "
                                  "layer %s recurrent", l,
                             from->recurrent != NULL ? "has" : "has no",
                             layer->recurrent ? "is" : "is not");
        if (from->bias != NULL && !layer->has_biases)
            return error_set(err, "layer %zu has biases in the file, but \"biases\": false in the "
                                  "scenario", l);
    }
    return true;
}

bool weights_fill(const struct tensor_layers *layers, const struct net *net, double *params,
                  struct error *err)
{
    if (!check_shape(layers, net, err) || !check_all_finite(layers, err))
        return false;
    for (size_t l = 1; l <= net->layer_count; l++) {
        const struct tensor_layer *from = &layers->items[l - 1];
        const struct net_layer *layer = &net->layers[l];

        for (size_t j = 0; j < layer->out; j++) {
            for (size_t k = 0; k < layer->in; k++)
                params[layer->w + j * layer->in + k] = tensor_layer_weight(from, j, k);
            for (size_t i = 0; layer->recurrent && i < layer->out; i++)
                params[layer->r + j * layer->out + i] = tensor_layer_recurrent(from, j, i);
            if (layer->has_biases)
                params[layer->b + j] = tensor_layer_bias(from, j);
        }
    }
    return true;
}

bool weights_of(const struct net *net, const double *params, struct tensors *tensors,
                struct error *err)
{
    double *values = (double *)params; /* read only, in tensors that are not kept */
    struct tensor_layers layers = {.count = net->layer_count};
    struct tensor arrays[TENSOR_LAYERS_MAX][3];

    for (size_t l = 0; l < layers.count; l++) {
        const struct net_layer *layer = &net->layers[l + 1];
        struct tensor *own = arrays[l];

        own[0] = (struct tensor){NULL, 2, layer->out, layer->in, values + layer->w};
        own[1] = (struct tensor){NULL, 2, layer->out, layer->out, values + layer->r};
        own[2] = (struct tensor){NULL, 1, layer->out, 1, values + layer->b};
        layers.items[l] = (struct tensor_layer){
            .in = layer->in, .out = layer->out, .weight = &own[0],
            .recurrent = layer->recurrent ? &own[1] : NULL,
            .bias = layer->has_biases ? &own[2] : NULL};
    }
    return tensor_layers_write(&layers, tensors, err);
}

/* The document's object of a layer, with the numbers of another. */
static bool replace_numbers(json_t *object, const struct tensor_layer *layer)
{
    char *text;
    size_t length;
    FILE *out = memory_stream(&text, &length);
    json_t *numbers;
    bool ok;

    fputs("{\"units\": 0", out);
    write_numbers(out, layer);
    fputc('}', out);
    memory_stream_end(out, &length);
    numbers = json_loads(text, 0, NULL);
    free(text);
    json_object_del(numbers, "units");
    ok = numbers != NULL && json_object_update(object, numbers) == 0;
    json_decref(numbers);
    return ok;
}

char *weights_replace(const char *document, size_t length, const struct net *shape,
                      const struct tensor_layers *layers, struct error *err)
{
    json_t *json, *network, *list;
    char *text = NULL;
    bool ok = check_shape(layers, shape, err) && check_all_finite(layers, err);

    if (!ok)
        return NULL;
    json = json_loadb(document, length, 0, NULL);
    network = json_object_get(json, "network");
    list = json_object_get(network, "layers");
    for (size_t l = 0; ok && l < layers->count; l++)
        ok = replace_numbers(json_array_get(list, l), &layers->items[l]);
    json_object_del(json, "session");
    json_object_del(network, "init");
    json_object_del(network, "weights_file");
    if (ok)
        text = json_dumps(json, JSON_INDENT(2) | JSON_REAL_PRECISION(17));
    json_decref(json);
    if (text == NULL)
        error_set(err, "not enough memory for the scenario's text");
    return text;
}
