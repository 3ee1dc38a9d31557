#include "quantity/reveal_layout.h"

struct reveal_backward reveal_backward(const struct net *net, struct unit unit)
{
    const struct net_layer *layer = &net->layers[unit.layer];
    bool fused = layer->to == 0 && loss_is_fused(net->loss, layer->activation);
    bool coupled = activation_row(layer->activation)->couples;
    size_t above = layer->to == 0 || layer->recurrent ? 0 : net->layers[layer->to].out;

    return (struct reveal_backward){
        .paths = above > 1 ? above : 0,
        .da = !fused && !coupled,
        .output = layer->recurrent && unit.time < net->times,
        .future = layer->recurrent && unit.time < net->times,
        .da_first = !fused && coupled,
    };
}

size_t reveal_to_error(struct reveal_backward parts)
{
    return parts.paths + (parts.output ? 1 : 0) + (parts.future ? 1 : 0) + (parts.da ? 1 : 0) + 1;
}

static size_t parameter_moments(const struct net_layer *layer, struct reveal_unit unit)
{
    struct reveal_group groups[REVEAL_GROUPS];
    size_t sum = 0;

    reveal_groups(layer, unit, groups);
    for (size_t g = 0; g < REVEAL_GROUPS; g++)
        sum += groups[g].count * groups[g].each;
    return sum;
}

static struct reveal_layout forward_layout(const struct net_layer *layer, struct reveal_unit unit)
{
    size_t sum = parameter_moments(layer, unit);

    if (activation_row(layer->activation)->couples)
        return (struct reveal_layout){.blocks = layer->out, .length = sum, .cuts = {sum},
                                      .cut_count = 1, .after = layer->out};
    return (struct reveal_layout){.blocks = layer->out, .length = sum + 1,
                                  .cuts = {sum, sum + 1}, .cut_count = 2};
}

void reveal_groups(const struct net_layer *layer, struct reveal_unit unit,
                   struct reveal_group groups[REVEAL_GROUPS])
{
    bool update = unit.unit.kind == UNIT_UPDATE;
    size_t each = update ? (unit.clips ? 1 : 0) + (unit.first ? 1 : 0) + (unit.second ? 1 : 0) + 1
                         : 1;
    size_t weight = each + (update && unit.penalty ? 1 : 0);
    bool bias = update ? layer->train_biases : layer->has_biases;
    bool recurs = layer->recurrent && (update || unit.unit.time > 1);

    groups[0] = (struct reveal_group){QUANTITY_OF_WEIGHT, layer->in, weight};
    groups[1] = (struct reveal_group){QUANTITY_OF_RECURRENT, recurs ? layer->out : 0, weight};
    groups[2] = (struct reveal_group){QUANTITY_OF_BIAS, bias ? 1 : 0, each};
}

static struct reveal_layout backward_layout(const struct net *net, struct reveal_unit unit)
{
    const struct net_layer *layer = &net->layers[unit.unit.layer];
    struct reveal_backward parts = reveal_backward(net, unit.unit);
    size_t dz = reveal_to_error(parts);
    struct reveal_layout layout = {
        .before = parts.da_first ? layer->out : 0,
        .blocks = layer->out,
        .length = dz + parameter_moments(layer, unit),
    };

    if (parts.da)
        layout.cuts[layout.cut_count++] = dz - 1;
    layout.cuts[layout.cut_count++] = dz;
    layout.cuts[layout.cut_count++] = layout.length;
    return layout;
}

static struct reveal_layout update_layout(const struct net_layer *layer, struct reveal_unit unit)
{
    size_t length = parameter_moments(layer, unit);

    return (struct reveal_layout){.blocks = layer->out, .length = length, .cuts = {length},
                                  .cut_count = 1, .after = unit.ends_updates ? 1 : 0};
}

struct reveal_layout reveal_layout(const struct net *net, struct reveal_unit unit)
{
    const struct net_layer *layer = &net->layers[unit.unit.layer];

    switch (unit.unit.kind) {
    case UNIT_FORWARD:
        return forward_layout(layer, unit);
    case UNIT_LOSS:
        if (net->recurrent && unit.unit.time == 0)
            return (struct reveal_layout){.after = unit.penalty && unit.ends_batch ? 3 : 1};
        return (struct reveal_layout){
            .before = net_output(net)->out > 1 ? net_output(net)->out : 0,
            .after = unit.penalty && unit.ends_batch && !net->recurrent ? 3 : 1,
        };
    case UNIT_BACKWARD:
        return backward_layout(net, unit);
    case UNIT_UPDATE:
        return update_layout(layer, unit);
    case UNIT_STOP:
        break;
    }
    return (struct reveal_layout){.after = 1};
}
