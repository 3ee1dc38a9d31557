#include "lesson/scenario.h"
#include "lesson/scenario_parts.h"

#include "base/text.h"

#include <string.h>

bool scenario_read_loss(const struct node *node, void *scenario)
{
    const char *words[LOSS_NAMES_MAX];
    size_t count = loss_names(words), index = 0;

    if (!node_choice(node, words, count, &index))
        return false;
    ((struct scenario *)scenario)->net.loss = (enum loss)index;
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
        if (member.json != NULL
            && !member_number(&member, constant->fraction ? MEMBER_FRACTION : MEMBER_FROM_ZERO,
                           &constants[i]))
            return false;
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

/* Whether it has no member but what any row of that kind may have. */
static bool check_members(const struct node *node, const char *kind)
{
    char words[MEMBERS_SIZE];
    struct members keys = {0};
    struct text text;

    text_init(&text, words, sizeof words);
    for (size_t i = 0; i < optimizer_count(); i++)
        if (strcmp(optimizer_row((enum optimizer_kind)i)->kind, kind) == 0)
            keys = schema_constants(optimizer_row((enum optimizer_kind)i), &text);
    return members_check(node, &keys);
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

static bool read_optimizer(const struct node *node, struct optimizer *optimizer)
{
    const char *kinds[OPTIMIZERS_MAX];
    struct node kind = node_member(node, "kind");
    size_t count = 0, index = 0;

    for (size_t i = 0; i < optimizer_count(); i++)
        if (text_index(optimizer_row((enum optimizer_kind)i)->kind, kinds, count) == count)
            kinds[count++] = optimizer_row((enum optimizer_kind)i)->kind;
    if (kind.json != NULL && !node_choice(&kind, kinds, count, &index))
        return false;
    return read_row(node, kinds[index], optimizer)
        && members_fill(node, &schema_optimizer, optimizer);
}

bool scenario_read_optimizer(const struct node *node, void *out)
{
    const char *expected = "an object such as {\"kind\": \"sgd\", \"learning_rate\": 0.5}";
    struct scenario *scenario = out;
    struct optimizer *optimizer = &scenario->training.optimizer;

    if (node->json == NULL && scenario_is_graph(scenario)) {
        optimizer->learning_rate = 0.01;
        return true;
    }
    if (!node_require(node, expected))
        return false;
    if (!json_is_object(node->json))
        return node_unexpected(node, "%s", expected);
    return read_optimizer(node, optimizer);
}

/* By how much a loss must be better, for patience. */
bool scenario_read_min_delta(const struct node *node, void *out)
{
    struct stop *stop = out;

    if (stop->patience > 0)
        stop->min_delta = STOP_MIN_DELTA;
    if (node->json == NULL)
        return true;
    if (stop->patience == 0)
        return node_error(node, "it belongs to \"patience\", which is not there");
    return member_number(node, MEMBER_FROM_ZERO, &stop->min_delta);
}

bool scenario_read_stop(const struct node *node, void *out)
{
    struct member rows[SCHEMA_STOP_ROWS];
    struct members keys = schema_stop(rows);

    return members_read(node, &keys, &((struct scenario *)out)->training.stop);
}
