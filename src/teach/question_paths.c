/* Along how many ways something reaches the loss. */
#include "teach/question_parts.h"

/* ---- paths ---- */

static void add_count(struct asking *asking, size_t count, enum word reply)
{
    asking_answer(asking, rich_format(asking->arena, "{v}", (double)count), reply);
}

/* The neuron asked about, else that of which the next step shows ∂L/∂a. */
static struct quantity neuron_of(struct asking *asking)
{
    struct reveal_unit unit = reveal_unit_in(asking->ahead, asking->ahead->place.index);
    struct quantity of = asking->of;

    if (of.kind == QUANTITY_NONE)
        of = reveal_shown(asking->net, unit.unit.layer,
                          reveal_moment(asking->net, unit, asking->moment->next.moment));
    return of.layer == 0 || of.layer >= asking->net->layer_count
               ? (struct quantity){0} : quantity_at(QUANTITY_DA, of.layer, of.to, 0);
}

bool question_paths(struct asking *asking)
{
    const struct net *net = asking->net;
    struct quantity neuron = neuron_of(asking);
    size_t paths = 1, sum = 0, layers;

    if (neuron.kind == QUANTITY_NONE || !asking_awaits(asking, neuron))
        return false;
    layers = net->layer_count - neuron.layer;
    for (size_t l = neuron.layer + 1; l <= net->layer_count; l++) {
        paths *= net->layers[l].out;
        sum += net->layers[l].out;
        if (paths > NET_WEIGHTS_MAX)
            return false;
    }
    if (paths < 2)
        return false;
    asking->out->of = quantity_at(QUANTITY_A, neuron.layer, neuron.to, 0);
    asking_title(asking, W_ALONG_HOW_MANY_PATHS_DOES, asking_symbol(asking, asking->out->of));
    asking_hint(asking, W_FOLLOW_LINES_FROM_NEURON_TO);
    add_count(asking, paths, W_NONE);
    add_count(asking, 1, W_ONE_PATH_IS_NOT_ENOUGH);
    if (layers > 1)
        add_count(asking, sum, W_FROM_LAYER_TO_LAYER_PATHS);
    add_count(asking, net->layers[neuron.layer].in, W_SO_MANY_WEIGHTS_LEAD_TO);
    add_count(asking, paths * net->layers[neuron.layer].out, W_SO_MANY_PATHS_START_IN);
    add_count(asking, paths + 1, W_EACH_PATH_ENDS_AT_OUTPUT);
    asking->out->sorted = true;
    asking_why(asking, layers > 1 ? W_FROM_LAYER_TO_LAYER_EACH : W_ONE_PATH_FOR_EACH_OF, paths);
    return true;
}
