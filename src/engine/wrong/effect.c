#include "engine/wrong/effect.h"

static const char *one_path_without_effect(const struct net *net)
{
    if (net->layer_count == 1)
        return "no_hidden_path";
    for (size_t l = 2; l <= net->layer_count; l++)
        if (net->layers[l].out > 1)
            return NULL;
    return "single_paths";
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
    return any ? "zero_biases" : "no_biases";
}

static const char *no_slope_without_effect(const struct net *net)
{
    bool fused = loss_is_fused(net->loss, net_output(net)->activation);

    for (size_t l = 1; l <= net->layer_count; l++)
        if (activation_row(net->layers[l].activation)->letter != NULL &&
            !(fused && l == net->layer_count))
            return NULL;
    return fused ? "closed_form" : "slope_1";
}

/* Where the gradient is cut before each time only those with a target have a share. */
static const char *times_without_effect(const struct net *net)
{
    if (net->times == 1)
        return "one_time";
    for (size_t time = 0; time + 1 < net->times; time++)
        if (net->targeted == NULL || net->targeted[time])
            return NULL;
    return net->truncate == 1 ? "cut_times" : NULL;
}

const char *effect_missing(enum mistake mistake, const struct net *net,
                                   const struct training *training, const double *params)
{
    switch (mistake) {
    case MISTAKE_UPDATED_WEIGHTS:
        if (net->layer_count == 1)
            return "no_hidden_weights";
        /* fall through */
    case MISTAKE_ADDED:
        return training->optimizer.learning_rate == 0 ? "no_rate" : NULL;
    case MISTAKE_EACH_TIME:
        if (training->optimizer.learning_rate == 0)
            return "no_rate";
        /* fall through */
    case MISTAKE_LAST_TIME:
        return times_without_effect(net);
    case MISTAKE_NOT_CLEARED:
        return training->stop.iterations == 1 ? "one_iteration" : NULL;
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
