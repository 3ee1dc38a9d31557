#include "lesson/scenario_parts.h"

#include <string.h>

bool scenario_read_loss(const struct node *root, enum loss *loss)
{
    const char *words[LOSS_COUNT];
    struct node node = node_member(root, "loss");
    size_t index = 0;

    for (size_t i = 0; i < LOSS_COUNT; i++)
        words[i] = loss_name((enum loss)i);
    if (!node_require(&node, "\"half_squared_error\", \"cross_entropy\" or another loss") ||
        !node_choice(&node, words, LOSS_COUNT, &index))
        return false;
    *loss = (enum loss)index;
    return true;
}

bool scenario_check_loss(const struct node *root, const struct net *net)
{
    struct node node = node_member(root, "loss");
    enum activation activation = net_output(net)->activation;
    bool bounded = activation == ACTIVATION_SIGMOID || activation == ACTIVATION_SOFTMAX;

    /* The cross-entropies take the logarithm of an output. */
    if (net->loss == LOSS_BINARY_CROSS_ENTROPY && !bounded)
        return node_error(&node, "binary_cross_entropy needs outputs between 0 and 1, but the last "
                                 "layer's activation is %s; use sigmoid there, or another loss",
                          activation_name(activation));
    if (net->loss == LOSS_CROSS_ENTROPY && !bounded)
        return node_error(&node, "cross_entropy needs outputs between 0 and 1, but the last "
                                 "layer's activation is %s; use softmax there, or another loss",
                          activation_name(activation));
    return true;
}

/* sgd's momentum and nesterov: known, but only their absence can be trained. */
static bool refuse_momentum(const struct node *optimizer)
{
    struct node momentum = node_member(optimizer, "momentum");
    struct node nesterov = node_member(optimizer, "nesterov");
    double mu = 0;
    bool look_ahead = false;

    if ((momentum.json != NULL && !node_number(&momentum, &mu)) ||
        (nesterov.json != NULL && !node_bool(&nesterov, &look_ahead)))
        return false;
    if (mu != 0)
        return node_error(&momentum, "this version cannot train with momentum yet; remove it or "
                                     "make it 0");
    if (look_ahead)
        return node_error(&nesterov, "this version cannot train with Nesterov momentum yet; remove "
                                     "it or make it false");
    return true;
}

static bool read_optimizer(const struct node *node, struct optimizer *optimizer)
{
    static const char *const kinds[] = {"sgd", "rmsprop", "adam"};
    static const char *const known[] = {"kind", "learning_rate", "momentum", "nesterov"};
    struct node kind = node_member(node, "kind"), rate = node_member(node, "learning_rate");
    const char *expected = "an object such as {\"kind\": \"sgd\", \"learning_rate\": 0.5}";
    size_t index = 0;

    if (!node_require(node, expected))
        return false;
    if (!json_is_object(node->json))
        return node_unexpected(node, "%s", expected);
    if (kind.json != NULL && !node_choice(&kind, kinds, sizeof kinds / sizeof kinds[0], &index))
        return false;
    if (index != 0)
        return node_error(&kind, "this version cannot train with %s yet; use \"sgd\"",
                          kinds[index]);
    if (!node_check_object(node, known, sizeof known / sizeof known[0]) ||
        !node_require(&rate, "a number such as 0.5") ||
        !node_number(&rate, &optimizer->learning_rate) || !refuse_momentum(node))
        return false;
    optimizer->kind = OPTIMIZER_SGD;
    return optimizer->learning_rate >= 0 ||
           node_unexpected(&rate, "a number of at least 0; the minus sign of gradient descent is "
                                  "not part of it");
}

static bool read_l2(const struct node *node)
{
    double strength = 0;

    if (node->json == NULL)
        return true;
    if (!node_number(node, &strength))
        return false;
    if (strength < 0)
        return node_unexpected(node, "a number of at least 0");
    return strength == 0 ||
           node_error(node, "this version cannot train with an L2 penalty yet; remove it or make "
                            "it 0");
}

static bool read_threshold(const struct node *node, double *out)
{
    if (node->json == NULL)
        return true;
    return node_number(node, out) &&
           (*out > 0 || node_unexpected(node, "a number greater than 0"));
}

static bool read_limit(const struct node *node, uint64_t *out)
{
    return node->json == NULL || node_whole(node, 1, INT64_MAX, out);
}

static bool read_stop(const struct node *node, struct stop *stop)
{
    static const char *const known[] = {"iterations", "epochs", "loss_below",
                                        "gradient_norm_below"};
    struct node iterations = node_member(node, "iterations"), epochs = node_member(node, "epochs");
    struct node loss = node_member(node, "loss_below");
    struct node norm = node_member(node, "gradient_norm_below");

    if (node->json == NULL)
        return true;
    return node_check_object(node, known, sizeof known / sizeof known[0]) &&
           read_limit(&iterations, &stop->iterations) && read_limit(&epochs, &stop->epochs) &&
           read_threshold(&loss, &stop->loss_below) &&
           read_threshold(&norm, &stop->gradient_norm_below);
}

bool scenario_read_training(const struct node *root, struct training *training)
{
    struct node optimizer = node_member(root, "optimizer"), l2 = node_member(root, "l2");
    struct node stop = node_member(root, "stop");

    return read_optimizer(&optimizer, &training->optimizer) && read_l2(&l2) &&
           read_stop(&stop, &training->stop);
}
