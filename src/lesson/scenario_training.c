#include "lesson/scenario_parts.h"

#include <string.h>

/* PyTorch's. */
static const double decay_default = 0.99, beta1_default = 0.9, beta2_default = 0.999;
static const double epsilon_default = 1e-8;

bool scenario_read_loss(const struct node *root, enum loss *loss)
{
    const char *words[LOSS_NAMES_MAX];
    size_t count = loss_names(words), index = 0;
    struct node node = node_member(root, "loss");

    if (!node_require(&node, "\"half_squared_error\", \"cross_entropy\" or another loss") ||
        !node_choice(&node, words, count, &index))
        return false;
    *loss = (enum loss)index;
    return true;
}

bool scenario_check_loss(const struct node *root, const struct net *net)
{
    struct node node = node_member(root, "loss");
    enum activation activation = net_output(net)->activation;
    const struct loss_row *row = loss_row(net->loss);

    /* The cross-entropies take the logarithm of an output. */
    if (row->fused && !activation_row(activation)->bounded)
        return node_error(&node, "%s needs outputs between 0 and 1, but the last layer's "
                                 "activation is %s; use %s there, or another loss",
                          row->name, activation_row(activation)->name,
                          activation_row(row->with)->name);
    if (net_output(net)->out > 1)
        return true;
    /* The share of one class among one class is 1, whatever the weights. */
    if (activation_row(activation)->couples)
        return node_error(&node, "found a last layer of one softmax unit, which always says 1, "
                                 "expected one unit a class; for two classes use sigmoid there with "
                                 "binary_cross_entropy, or two softmax units");
    if (row->fused && activation_row(row->with)->couples)
        return node_error(&node, "found cross_entropy over one output, which costs nothing where the "
                                 "target is 0, expected one output a class; for two classes in one "
                                 "output use binary_cross_entropy");
    return true;
}

/* An optional number from 0 up to but not including 1. */
static bool read_fraction(const struct node *node, double *out)
{
    if (node->json == NULL)
        return true;
    return node_number(node, out) &&
           ((*out >= 0 && *out < 1) || node_unexpected(node, "a number from 0 to less than 1"));
}

static bool read_sgd(const struct node *node, struct optimizer *optimizer)
{
    static const char *const known[] = {"kind", "learning_rate", "momentum", "nesterov"};
    struct node momentum = node_member(node, "momentum"), nesterov = node_member(node, "nesterov");

    if (!node_check_object(node, known, sizeof known / sizeof known[0]) ||
        !read_fraction(&momentum, &optimizer->momentum) ||
        (nesterov.json != NULL && !node_bool(&nesterov, &optimizer->nesterov)))
        return false;
    return !optimizer->nesterov || optimizer->momentum > 0 ||
           node_error(&nesterov, "Nesterov momentum needs a momentum; add \"momentum\": 0.9, or "
                                 "make it false");
}

static bool read_epsilon(const struct node *node, struct optimizer *optimizer)
{
    struct node epsilon = node_member(node, "epsilon");

    optimizer->epsilon = epsilon_default;
    if (epsilon.json == NULL)
        return true;
    return node_number(&epsilon, &optimizer->epsilon) &&
           (optimizer->epsilon >= 0 || node_unexpected(&epsilon, "a number of at least 0"));
}

static bool read_rmsprop(const struct node *node, struct optimizer *optimizer)
{
    static const char *const known[] = {"kind", "learning_rate", "decay", "epsilon"};
    struct node decay = node_member(node, "decay");

    optimizer->decay = decay_default;
    return node_check_object(node, known, sizeof known / sizeof known[0]) &&
           read_fraction(&decay, &optimizer->decay) && read_epsilon(node, optimizer);
}

static bool read_adam(const struct node *node, struct optimizer *optimizer)
{
    static const char *const known[] = {"kind", "learning_rate", "beta1", "beta2", "epsilon"};
    struct node beta1 = node_member(node, "beta1"), beta2 = node_member(node, "beta2");

    optimizer->beta1 = beta1_default;
    optimizer->beta2 = beta2_default;
    return node_check_object(node, known, sizeof known / sizeof known[0]) &&
           read_fraction(&beta1, &optimizer->beta1) && read_fraction(&beta2, &optimizer->beta2) &&
           read_epsilon(node, optimizer);
}

static bool read_optimizer(const struct node *node, struct optimizer *optimizer)
{
    static bool (*const read[OPTIMIZER_KIND_COUNT])(const struct node *, struct optimizer *) = {
        [OPTIMIZER_SGD] = read_sgd,
        [OPTIMIZER_RMSPROP] = read_rmsprop,
        [OPTIMIZER_ADAM] = read_adam,
    };
    const char *kinds[OPTIMIZER_KIND_COUNT];
    struct node kind = node_member(node, "kind"), rate = node_member(node, "learning_rate");
    const char *expected = "an object such as {\"kind\": \"sgd\", \"learning_rate\": 0.5}";
    size_t index = 0;

    for (size_t i = 0; i < OPTIMIZER_KIND_COUNT; i++)
        kinds[i] = optimizer_kind_name((enum optimizer_kind)i);
    if (!node_require(node, expected))
        return false;
    if (!json_is_object(node->json))
        return node_unexpected(node, "%s", expected);
    if (kind.json != NULL && !node_choice(&kind, kinds, OPTIMIZER_KIND_COUNT, &index))
        return false;
    *optimizer = (struct optimizer){.kind = (enum optimizer_kind)index};
    if (!read[index](node, optimizer) || !node_require(&rate, "a number such as 0.5") ||
        !node_number(&rate, &optimizer->learning_rate))
        return false;
    return optimizer->learning_rate >= 0 ||
           node_unexpected(&rate, "a number of at least 0; the minus sign of gradient descent is "
                                  "not part of it");
}

static bool read_l2(const struct node *node, struct optimizer *optimizer)
{
    if (node->json == NULL)
        return true;
    return node_number(node, &optimizer->l2) &&
           (optimizer->l2 >= 0 || node_unexpected(node, "a number of at least 0"));
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

/* By how much a loss must be better, for patience. */
static bool read_delta(const struct node *node, struct stop *stop)
{
    if (stop->patience > 0)
        stop->min_delta = STOP_MIN_DELTA;
    if (node->json == NULL)
        return true;
    if (stop->patience == 0)
        return node_error(node, "it belongs to \"patience\", which is not there");
    return node_number(node, &stop->min_delta) &&
           (stop->min_delta >= 0 || node_unexpected(node, "a number of at least 0"));
}

static bool read_stop(const struct node *node, struct stop *stop)
{
    static const char *const known[] = {"iterations", "epochs", "loss_below",
                                        "gradient_norm_below", "patience", "min_delta",
                                        "divergence"};
    struct node iterations = node_member(node, "iterations"), epochs = node_member(node, "epochs");
    struct node loss = node_member(node, "loss_below");
    struct node norm = node_member(node, "gradient_norm_below");
    struct node patience = node_member(node, "patience");
    struct node delta = node_member(node, "min_delta");
    struct node divergence = node_member(node, "divergence");

    stop->divergence = true;
    if (node->json == NULL)
        return true;
    return node_check_object(node, known, sizeof known / sizeof known[0]) &&
           read_limit(&iterations, &stop->iterations) && read_limit(&epochs, &stop->epochs) &&
           read_threshold(&loss, &stop->loss_below) &&
           read_threshold(&norm, &stop->gradient_norm_below) &&
           read_limit(&patience, &stop->patience) && read_delta(&delta, stop) &&
           (divergence.json == NULL || node_bool(&divergence, &stop->divergence));
}

static bool read_reduction(const struct node *node, bool *sum)
{
    static const char *const words[] = {"mean", "sum"};
    size_t index = 0;

    if (node->json != NULL && !node_choice(node, words, 2, &index))
        return false;
    *sum = index == 1;
    return true;
}

bool scenario_read_training(const struct node *root, struct training *training)
{
    struct node optimizer = node_member(root, "optimizer"), l2 = node_member(root, "l2");
    struct node stop = node_member(root, "stop"), reduction = node_member(root, "reduction");

    return read_optimizer(&optimizer, &training->optimizer) && read_l2(&l2, &training->optimizer) &&
           read_stop(&stop, &training->stop) && read_reduction(&reduction, &training->sum);
}
