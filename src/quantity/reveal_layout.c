#include "quantity/reveal_layout.h"

struct reveal_backward reveal_backward(const struct net *net, size_t l)
{
    const struct net_layer *layer = &net->layers[l];
    bool output = l == net->layer_count;
    bool fused = output && loss_is_fused(net->loss, layer->activation);
    bool coupled = activation_row(layer->activation)->couples;
    size_t above = output ? 0 : layer[1].out;

    return (struct reveal_backward){
        .paths = above > 1 ? above : 0,
        .da = !fused && !coupled,
        .da_first = !fused && coupled,
    };
}

static struct reveal_layout forward_layout(const struct net_layer *layer)
{
    size_t sum = layer->in + (layer->has_biases ? 1 : 0);

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
    size_t each = update ? (unit.first ? 1 : 0) + (unit.second ? 1 : 0) + 1 : 1;
    bool bias = update ? layer->train_biases : layer->has_biases;

    groups[0] = (struct reveal_group){QUANTITY_OF_WEIGHT, layer->in,
                                      each + (update && unit.penalty ? 1 : 0)};
    groups[1] = (struct reveal_group){QUANTITY_OF_BIAS, bias ? 1 : 0, each};
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

static struct reveal_layout backward_layout(const struct net *net, struct reveal_unit unit)
{
    const struct net_layer *layer = &net->layers[unit.unit.layer];
    struct reveal_backward parts = reveal_backward(net, unit.unit.layer);
    size_t dz = parts.paths + (parts.da ? 1 : 0) + 1;
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
        return forward_layout(layer);
    case UNIT_LOSS:
        return (struct reveal_layout){
            .before = net_output(net)->out > 1 ? net_output(net)->out : 0,
            .after = unit.penalty && unit.ends_batch ? 3 : 1,
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
