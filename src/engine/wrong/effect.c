#include "engine/wrong/effect.h"

static const char *one_path_without_effect(const struct net *net)
{
    if (net->layer_count == 1)
        return "It changes nothing here: without a hidden layer there is only one path.";
    for (size_t l = 2; l <= net->layer_count; l++)
        if (net->layers[l].out > 1)
            return NULL;
    return "It changes nothing here: every hidden unit has only one unit above it, so there is "
           "only one path.";
}

static const char *no_bias_without_effect(const struct net *net, const double *params)
{
    bool any = false;

    for (size_t l = 1; l <= net->layer_count; l++) {
        const struct net_layer *layer = &net->layers[l];

        if (layer->train_biases)
            return NULL;
        for (size_t j = 0; layer->has_biases && j < layer->out; j++)
            if (params[layer->b + j] != 0)
                return NULL;
        any = any || layer->has_biases;
    }
    return any ? "It changes nothing here: all biases are 0 and are not trained."
               : "It changes nothing here: the network has no biases.";
}

static const char *no_slope_without_effect(const struct net *net)
{
    bool fused = loss_is_fused(net->loss, net_output(net)->activation);

    for (size_t l = 1; l <= net->layer_count; l++)
        if (activation_row(net->layers[l].activation)->letter != NULL &&
            !(fused && l == net->layer_count))
            return NULL;
    return fused
               ? "It changes nothing here: with this loss \xe2\x88\x82L/\xe2\x88\x82z has a closed "
                 "form that needs no derivative of the activation."
               : "It changes nothing here: the slope of the identity is 1.";
}

const char *effect_missing(enum mistake mistake, const struct net *net,
                                   const struct training *training, const double *params)
{
    switch (mistake) {
    case MISTAKE_UPDATED_WEIGHTS:
        if (net->layer_count == 1)
            return "It changes nothing here: without a hidden layer no gradient goes through "
                   "another layer's weights.";
        /* fall through */
    case MISTAKE_ADDED:
        return training->optimizer.learning_rate == 0
                   ? "It changes nothing here: the learning rate is 0, so no weight moves."
                   : NULL;
    case MISTAKE_NOT_CLEARED:
        return training->stop.iterations == 1
                   ? "It changes nothing here: the run stops after one iteration."
                   : NULL;
    case MISTAKE_ONE_PATH:
        return one_path_without_effect(net);
    case MISTAKE_NO_BIAS:
        return no_bias_without_effect(net, params);
    case MISTAKE_NO_SLOPE:
        return no_slope_without_effect(net);
    case MISTAKE_NONE:
    case MISTAKE_COUNT:
        break;
    }
    return NULL;
}
