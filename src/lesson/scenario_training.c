#include "lesson/scenario.h"
#include "lesson/scenario_parts.h"

#include "base/text.h"

#include <string.h>

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
        return node_error(&node,
                          "found a last layer of one softmax unit, which always says 1, "
                          "expected one unit a class; for two classes use sigmoid there with "
                          "binary_cross_entropy, or two softmax units");
    if (row->fused && activation_row(row->with)->couples)
        return node_error(&node,
                          "found cross_entropy over one output, which costs nothing where the "
                          "target is 0, expected one output a class; for two classes in one "
                          "output use binary_cross_entropy");
    return true;
}

static bool read_constants(const struct node *node, const struct optimizer_row *row,
                           double constants[OPTIMIZER_CONSTANTS_MAX])
{
    for (size_t i = 0; i < OPTIMIZER_CONSTANTS_MAX && row->constants[i].key != NULL; i++) {
        const struct optimizer_constant *constant = &row->constants[i];
        struct node member = node_member(node, constant->key);

        constants[i] = constant->value;
        if (member.json == NULL)
            continue;
        if (!node_number(&member, &constants[i]))
            return false;
        if (constants[i] < 0 || (constant->fraction && constants[i] >= 1))
            return node_unexpected(&member, constant->fraction ? "a number from 0 to less than 1"
                                                               : "a number of at least 0");
    }
    return true;
}

/* Whether the object asks for a row that is not the first of its kind: what sets it apart is there,
 * its first constant, and, where it has one, its flag. */
static bool asks_for(const struct node *node, const struct optimizer_row *row, bool *asks)
{
    struct node flag = {0}, constant = node_member(node, row->constants[0].key);
    double value = 0;

    *asks = row->flag == NULL;
    if (row->flag != NULL) {
        flag = node_member(node, row->flag);
        if (flag.json != NULL && !node_bool(&flag, asks))
            return false;
    }
    if (constant.json != NULL && !node_number(&constant, &value))
        return false;
    if (*asks && value == 0 && row->flag != NULL)
        return node_error(&flag, "%s needs a %s; add \"%s\": %g, or make it false", row->title,
                          row->constants[0].key, row->constants[0].key, row->constants[0].value);
    *asks = *asks && value != 0;
    return true;
}

/* What any row of that kind may have. */
static bool check_members(const struct node *node, const char *kind)
{
    const char *known[4 + OPTIMIZERS_MAX * (OPTIMIZER_CONSTANTS_MAX + 1)] = {
        "kind", "learning_rate", "clip_value", "clip_norm"};
    size_t count = 4;

    for (size_t i = 0; i < optimizer_count(); i++) {
        const struct optimizer_row *row = optimizer_row((enum optimizer_kind)i);

        if (strcmp(row->kind, kind) != 0)
            continue;
        for (size_t c = 0; c < OPTIMIZER_CONSTANTS_MAX && row->constants[c].key != NULL; c++)
            if (text_index(row->constants[c].key, known, count) == count)
                known[count++] = row->constants[c].key;
        if (row->flag != NULL)
            known[count++] = row->flag;
    }
    return node_check_object(node, known, count);
}

/* The last row of that kind that is asked for, and its constants. */
static bool read_row(const struct node *node, const char *kind, struct optimizer *optimizer)
{
    bool first = true;

    if (!check_members(node, kind))
        return false;
    for (size_t i = 0; i < optimizer_count(); i++) {
        const struct optimizer_row *row = optimizer_row((enum optimizer_kind)i);
        struct optimizer read = {.kind = (enum optimizer_kind)i};
        bool asked = first;

        if (strcmp(row->kind, kind) != 0)
            continue;
        if (!read_constants(node, row, read.constants) || (!first && !asks_for(node, row, &asked)))
            return false;
        first = false;
        if (asked)
            *optimizer = read;
    }
    return true;
}

static bool read_threshold(const struct node *node, double *out)
{
    if (node->json == NULL)
        return true;
    return node_number(node, out) &&
           (*out > 0 || node_unexpected(node, "a number greater than 0"));
}

static bool read_optimizer(const struct node *node, struct optimizer *optimizer)
{
    const char *kinds[OPTIMIZERS_MAX];
    struct node kind = node_member(node, "kind"), rate = node_member(node, "learning_rate");
    struct node value = node_member(node, "clip_value"), norm = node_member(node, "clip_norm");
    const char *expected = "an object such as {\"kind\": \"sgd\", \"learning_rate\": 0.5}";
    size_t count = 0, index = 0;

    for (size_t i = 0; i < optimizer_count(); i++)
        if (text_index(optimizer_row((enum optimizer_kind)i)->kind, kinds, count) == count)
            kinds[count++] = optimizer_row((enum optimizer_kind)i)->kind;
    if (!node_require(node, expected))
        return false;
    if (!json_is_object(node->json))
        return node_unexpected(node, "%s", expected);
    if (kind.json != NULL && !node_choice(&kind, kinds, count, &index))
        return false;
    if (!read_row(node, kinds[index], optimizer) || !node_require(&rate, "a number such as 0.5") ||
        !node_number(&rate, &optimizer->learning_rate) ||
        !read_threshold(&value, &optimizer->clip_value) ||
        !read_threshold(&norm, &optimizer->clip_norm))
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
    struct node iterations = node_member(node, "iterations"), epochs = node_member(node, "epochs");
    struct node loss = node_member(node, "loss_below");
    struct node norm = node_member(node, "gradient_norm_below");
    struct node patience = node_member(node, "patience");
    struct node delta = node_member(node, "min_delta");
    struct node divergence = node_member(node, "divergence");

    stop->divergence = true;
    if (node->json == NULL)
        return true;
    return node_check_keys(node, "iterations epochs loss_below gradient_norm_below patience "
                           "min_delta divergence") &&
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

bool scenario_read_graph_training(const struct node *root, struct training *training)
{
    struct node optimizer = node_member(root, "optimizer"), stop = node_member(root, "stop");

    training->batch = 1;
    training->optimizer.learning_rate = 0.01;
    return (optimizer.json == NULL || read_optimizer(&optimizer, &training->optimizer)) &&
           read_stop(&stop, &training->stop);
}
