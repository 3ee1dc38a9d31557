#include "lesson/scenario.h"
#include "lesson/scenario_parts.h"

#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* "inputs" or "units": a number or a list of names. */
static bool read_units(const struct node *node, size_t *count)
{
    uint64_t number = 0;

    if (json_is_array(node->json)) {
        *count = node_size(node);
        if (*count < 1 || *count > NET_UNITS_MAX)
            return node_unexpected(node, "1 to %d names", NET_UNITS_MAX);
        return true;
    }
    if (!json_is_number(node->json))
        return node_unexpected(node, "a number of units or a list of their names");
    if (!node_whole(node, 1, NET_UNITS_MAX, &number))
        return false;
    *count = (size_t)number;
    return true;
}

/* The names of the list's elements into names[]; no two alike. */
static bool read_unit_names(const struct node *list, size_t count, char **names)
{
    for (size_t i = 0; i < count; i++) {
        struct node element = node_element(list, i);

        if (!node_name(&element, &names[i]))
            return false;
        for (size_t k = 0; k < i; k++) {
            if (strcmp(names[k], names[i]) == 0)
                return node_error(&element, "the name \"%s\" is taken by [%zu]; give each unit "
                                            "of a layer its own", names[i], k);
        }
    }
    return true;
}

static bool read_names_of(const struct node *node, size_t count, char ***names)
{
    if (!json_is_array(node->json))
        return true;
    *names = memory_new(count, sizeof **names);
    return read_unit_names(node, count, *names);
}

static bool read_activation(const struct node *layer, bool is_output, struct net_layer_spec *spec)
{
    const char *words[ACTIVATIONS_MAX];
    size_t count = activation_names(words);
    const struct activation_row *row;
    struct node activation = node_member(layer, "activation"), slope = node_member(layer, "slope");
    size_t index = 0;

    if (!node_require(&activation, "\"sigmoid\", \"tanh\", \"relu\" or another activation") ||
        !node_choice(&activation, words, count, &index))
        return false;
    spec->activation = (enum activation)index;
    row = activation_row(spec->activation);
    if (row->couples && !is_output)
        return node_error(&activation, "%s is for the last layer only; use sigmoid, tanh or "
                                       "relu below it", row->name);
    spec->slope = row->s;
    if (slope.json == NULL)
        return true;
    if (row->s == 0)
        return node_error(&slope, "%s has no slope to set, only leaky_relu has; remove it",
                          row->name);
    return member_number(&slope, MEMBER_FROM_ZERO, &spec->slope);
}

/* "kind": plain unless it says. */
static bool read_kind(const struct node *layer, bool is_output, struct net_layer_spec *spec)
{
    static const char *const words[] = {"plain", "recurrent"};
    struct node kind = node_member(layer, "kind");
    struct node weights = node_member(layer, "recurrent_weights");
    struct node recurrent = node_member(layer, "recurrent");
    size_t index = 0;

    if (recurrent.json != NULL)
        return node_error(&recurrent, "a layer says so as \"kind\": \"recurrent\"; write that");
    if (kind.json != NULL && !node_choice(&kind, words, 2, &index))
        return false;
    spec->recurrent = index == 1;
    if (spec->recurrent && is_output)
        return node_error(&kind, "the last layer is plain: it says what comes out at a time; add a "
                                 "plain layer above the recurrent one");
    return spec->recurrent || weights.json == NULL ||
           node_error(&weights, "only a recurrent layer has them; add \"kind\": \"recurrent\", or "
                                "remove them");
}

static bool read_layer(const struct node *layer, bool is_output, bool train_biases,
                       struct net_layer_spec *spec)
{
    struct node units = node_member(layer, "units"), biases = node_member(layer, "biases");
    *spec = (struct net_layer_spec){0};
    if (!read_kind(layer, is_output, spec) ||
        !members_check(layer, &schema_layer) ||
        !node_require(&units, "a number of units or a list of their names") ||
        !read_units(&units, &spec->units) || !read_activation(layer, is_output, spec))
        return false;
    spec->has_biases = !json_is_false(biases.json);
    spec->train_biases = spec->has_biases && train_biases;
    return true;
}

/* All layers' shapes, and the net laid out for them. */
static bool read_shapes(const struct node *network, enum loss loss, struct net *net)
{
    struct net_layer_spec specs[NET_LAYERS_MAX];
    struct node inputs = node_member(network, "inputs"), layers = node_member(network, "layers");
    struct node train = node_member(network, "train_biases");
    size_t input_count = 0, count, before, weights = 0;
    bool train_biases = true;

    if (!node_require(&inputs, "a number of inputs or a list of their names") ||
        !read_units(&inputs, &input_count) ||
        !node_require(&layers, "a list of layers, the output layer last") ||
        !node_check_list(&layers, "a list of layers, the output layer last") ||
        (train.json != NULL && !node_bool(&train, &train_biases)))
        return false;
    count = node_size(&layers);
    if (count < 1 || count > NET_LAYERS_MAX)
        return node_unexpected(&layers, "1 to %d layers", NET_LAYERS_MAX);
    before = input_count;
    for (size_t l = 0; l < count; l++) {
        struct node layer = node_element(&layers, l);

        if (!read_layer(&layer, l + 1 == count, train_biases, &specs[l]))
            return false;
        weights += specs[l].units * (before + (specs[l].recurrent ? specs[l].units : 0));
        before = specs[l].units;
        if (weights > NET_WEIGHTS_MAX)
            return node_error(&layer, "the network has %zu weights up to this layer; expected at "
                                      "most %d in all", weights, NET_WEIGHTS_MAX);
    }
    return net_init(net, input_count, specs, count, loss, network->err) ||
           error_prefix(network->err, "%.300s: network", network->file);
}

static const char *const input = "input", *const unit_before = "unit of the layer before";

/* each: what a row has one name for, `input` or `unit_before`. */
static bool read_weight_names(const struct node *node, const char *each, struct net_layer *layer)
{
    if (!node_check_list(node, "a list of rows of names"))
        return false;
    if (node_size(node) != layer->out)
        return node_error(node, "found %zu row%s, expected %zu, one for each unit of this layer",
                          node_size(node), node_size(node) == 1 ? "" : "s", layer->out);
    layer->weights = memory_new(layer->out * layer->in, sizeof *layer->weights);
    for (size_t j = 0; j < layer->out; j++) {
        struct node row = node_element(node, j);

        if (!node_check_list(&row, "a list of names"))
            return false;
        if (node_size(&row) != layer->in)
            return node_error(&row, "found %zu name%s, expected %zu, one for each %s",
                              node_size(&row), node_size(&row) == 1 ? "" : "s", layer->in, each);
        for (size_t k = 0; k < layer->in; k++) {
            struct node name = node_element(&row, k);

            if (!node_name(&name, &layer->weights[j * layer->in + k]))
                return false;
        }
    }
    return true;
}

static bool read_names(const struct node *network, struct net *net)
{
    struct node inputs = node_member(network, "inputs"), layers = node_member(network, "layers");

    if (!read_names_of(&inputs, net->layers[0].out, &net->layers[0].units))
        return false;
    for (size_t l = 1; l <= net->layer_count; l++) {
        struct net_layer *layer = &net->layers[l];
        struct node node = node_element(&layers, l - 1);
        struct node name = node_member(&node, "name"), units = node_member(&node, "units");
        struct node weights = node_member(&node, "weight_names");
        const char *each = l == 1 ? input : unit_before;

        if ((name.json != NULL && !node_name(&name, &layer->name)) ||
            !read_names_of(&units, layer->out, &layer->units) ||
            (weights.json != NULL && !read_weight_names(&weights, each, layer)))
            return false;
    }
    return true;
}

bool scenario_read_scale(const struct node *node, void *out)
{
    struct scenario_weights *init = out;

    if (init->kind == INIT_ZEROS)
        return node_error(node, "zeros have no scale; remove it, or use \"constant\"");
    return member_number(node, init->kind == INIT_CONSTANT ? MEMBER_ANY : MEMBER_ABOVE_ZERO,
                         &init->scale);
}

/* w(out,in). */
static bool read_weights(const struct node *node, const char *each, size_t out, size_t in,
                         double *w)
{
    if (!node_check_list(node, "a list of rows of numbers"))
        return false;
    if (node_size(node) != out)
        return node_error(node, "found %zu row%s, expected %zu, one for each unit of this layer",
                          node_size(node), node_size(node) == 1 ? "" : "s", out);
    for (size_t j = 0; j < out; j++) {
        struct node row = node_element(node, j);

        if (!node_numbers(&row, in, each, w + j * in))
            return false;
    }
    return true;
}

static bool read_biases(const struct node *node, const struct net_layer *layer, double *params)
{
    if (!layer->has_biases || node->json == NULL)
        return true;
    if (!json_is_array(node->json))
        return node_unexpected(node, "a list of %zu number%s, or false for a layer without biases",
                               layer->out, layer->out == 1 ? "" : "s");
    return node_numbers(node, layer->out, "unit of this layer", params + layer->b);
}

/* w and r of a layer; file: another gives them. What is given takes nothing from init's numbers. */
static bool read_layer_params(const struct node *node, const struct net *net, size_t l, bool file,
                              struct scenario_weights *init, struct rng *rng, double *params)
{
    const struct net_layer *layer = &net->layers[l];
    struct node weights = node_member(node, "weights");
    struct node recurrent = node_member(node, "recurrent_weights");

    init->given[l] = weights.json != NULL || file;
    init->given_recurrent[l] = !layer->recurrent || recurrent.json != NULL || file;
    if (weights.json == NULL)
        net_init_weights(net, l, init->kind, init->scale, rng, params);
    else if (!read_weights(&weights, l == 1 ? input : unit_before, layer->out, layer->in,
                           params + layer->w))
        return false;
    if (init->given_recurrent[l])
        return recurrent.json == NULL ||
               read_weights(&recurrent, "unit of this layer", layer->out, layer->out,
                            params + layer->r);
    net_init_recurrent(net, l, init->kind, init->scale, rng, params);
    return true;
}

static bool read_params(const struct node *network, const struct net *net,
                        struct scenario_weights *init, double *params)
{
    struct node init_node = node_member(network, "init"), layers = node_member(network, "layers");
    struct node file = node_member(network, "weights_file");
    struct rng rng;

    *init = (struct scenario_weights){
        .kind = INIT_XAVIER_UNIFORM, .scale = 1, .seed = SCENARIO_SEED};
    if (init_node.json != NULL && !members_read(&init_node, &schema_init, init))
        return false;
    rng_seed(&rng, init->seed);
    for (size_t l = 1; l <= net->layer_count; l++) {
        struct node node = node_element(&layers, l - 1), biases = node_member(&node, "biases");

        if (!read_layer_params(&node, net, l, file.json != NULL, init, &rng, params) ||
            !read_biases(&biases, &net->layers[l], params))
            return false;
    }
    return true;
}

bool scenario_read_network(const struct node *network, void *out)
{
    struct scenario *scenario = out;

    if (!members_check(network, &schema_network) ||
        !read_shapes(network, scenario->net.loss, &scenario->net))
        return false;
    scenario->params = calloc(scenario->net.param_count, sizeof *scenario->params);
    if (scenario->params == NULL)
        return node_error(network, "not enough memory for %zu weights and biases",
                          scenario->net.param_count);
    return read_params(network, &scenario->net, &scenario->weights, scenario->params) &&
           scenario_read_weights_file(network, &scenario->net, scenario->params) &&
           read_names(network, &scenario->net) &&
           scenario_check_times(network->parent, &scenario->net) &&
           scenario_check_loss(network->parent, &scenario->net);
}

bool scenario_gives_weights(const struct scenario *scenario)
{
    for (size_t l = 1; l <= scenario->net.layer_count; l++)
        if (!scenario->weights.given[l] || !scenario->weights.given_recurrent[l])
            return false;
    return true;
}

void scenario_make_weights(const struct scenario *scenario, const struct scenario_weights *weights,
                           double *params)
{
    const struct net *net = &scenario->net;
    bool all = scenario_gives_weights(scenario);
    struct rng rng;

    memcpy(params, scenario->params, net->param_count * sizeof *params);
    rng_seed(&rng, weights->seed);
    for (size_t l = 1; l <= net->layer_count; l++) {
        if (all || !scenario->weights.given[l])
            net_init_weights(net, l, weights->kind, weights->scale, &rng, params);
        if (net->layers[l].recurrent && (all || !scenario->weights.given_recurrent[l]))
            net_init_recurrent(net, l, weights->kind, weights->scale, &rng, params);
    }
}
