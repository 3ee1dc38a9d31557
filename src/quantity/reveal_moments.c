/* From a moment's number to the moment, and back; see reveal.h. */
#include "quantity/reveal_layout.h"

#include <assert.h>

size_t reveal_count(const struct net *net, struct reveal_unit unit)
{
    struct reveal_layout layout = reveal_layout(net, unit);

    return layout.before + layout.blocks * layout.length + layout.after;
}

/* The at-th (from 1) of the moments of a parameter in the update, the step being the last: without
 * those that the optimiser does not have. */
static enum moment_kind update_kind(struct reveal_unit unit, enum quantity_of of, size_t at)
{
    if (of != QUANTITY_OF_BIAS && unit.penalty && at-- == 1)
        return MOMENT_OBJECTIVE_GRADIENT;
    if (unit.clips && at-- == 1)
        return MOMENT_CLIPPED;
    if (unit.first && at-- == 1)
        return MOMENT_FIRST;
    if (unit.second && at-- == 1)
        return MOMENT_SECOND;
    return MOMENT_STEP;
}

static enum moment_kind parameter_kind(const struct net *net, struct reveal_unit unit,
                                       enum quantity_of of, size_t at)
{
    if (unit.unit.kind == UNIT_UPDATE)
        return update_kind(unit, of, at);
    if (unit.unit.kind == UNIT_FORWARD)
        return of == QUANTITY_OF_BIAS ? MOMENT_BIAS : MOMENT_PRODUCT;
    return net->recurrent ? MOMENT_SHARE : MOMENT_GRADIENT;
}

/* The at-th (from 1) of the moments of the parameters of neuron j. */
static struct moment parameter_moment(const struct net *net, struct reveal_unit unit, size_t j,
                                      size_t at)
{
    struct reveal_group groups[REVEAL_GROUPS], *group = groups;

    reveal_groups(&net->layers[unit.unit.layer], unit, groups);
    for (; at > group->count * group->each; group++)
        at -= group->count * group->each;
    return (struct moment){.kind = parameter_kind(net, unit, group->of,
                                                   (at - 1) % group->each + 1),
                           .to = j, .from = (at - 1) / group->each, .of = group->of};
}

/* The products, the bias, and what becomes of them; at_end: the last moment is the activation. */
static struct moment forward_moment(const struct net *net, struct reveal_unit unit, size_t j,
                                    size_t at)
{
    const struct net_layer *layer = &net->layers[unit.unit.layer];
    struct reveal_layout layout = reveal_layout(net, unit);
    size_t sum = layout.length - (activation_row(layer->activation)->couples ? 0 : 1);
    struct moment moment;

    if (at > sum)
        return (struct moment){.kind = MOMENT_ACTIVATION, .to = j};
    moment = parameter_moment(net, unit, j, at);
    moment.completes_z = at == sum;
    return moment;
}

static struct moment backward_moment(const struct net *net, struct reveal_unit unit, size_t j,
                                     size_t at)
{
    struct reveal_backward parts = reveal_backward(net, unit.unit);

    if (at <= parts.paths)
        return (struct moment){.kind = MOMENT_DA_TERM, .to = j, .from = at - 1};
    at -= parts.paths;
    if (parts.output && at-- == 1)
        return (struct moment){.kind = MOMENT_DA_OUTPUT, .to = j};
    if (parts.future && at-- == 1)
        return (struct moment){.kind = MOMENT_DA_FUTURE, .to = j};
    if (parts.da && at-- == 1)
        return (struct moment){.kind = MOMENT_DA, .to = j};
    if (at == 1)
        return (struct moment){.kind = MOMENT_DZ, .to = j};
    return parameter_moment(net, unit, j, at - 1);
}

/* The at-th (from 1) moment in the block of neuron j. */
static struct moment block_moment(const struct net *net, struct reveal_unit unit, size_t j,
                                  size_t at)
{
    if (unit.unit.kind == UNIT_FORWARD)
        return forward_moment(net, unit, j, at);
    if (unit.unit.kind == UNIT_BACKWARD)
        return backward_moment(net, unit, j, at);
    return parameter_moment(net, unit, j, at);
}

/* The at-th single moment (from 1), before or after the blocks. */
static struct moment single_moment(const struct net *net, struct unit unit, bool before, size_t at)
{
    static const enum moment_kind objective[] = {MOMENT_LOSS_TOTAL, MOMENT_PENALTY,
                                                 MOMENT_OBJECTIVE};

    switch (unit.kind) {
    case UNIT_FORWARD:
        return (struct moment){.kind = MOMENT_ACTIVATION, .to = at - 1};
    case UNIT_LOSS:
        if (!before && net->recurrent && unit.time > 0)
            return (struct moment){.kind = MOMENT_TIME_LOSS};
        return before ? (struct moment){.kind = MOMENT_LOSS_PART, .to = at - 1}
                      : (struct moment){.kind = objective[at - 1]};
    case UNIT_BACKWARD:
        return (struct moment){.kind = MOMENT_DA, .to = at - 1};
    case UNIT_UPDATE:
        return (struct moment){.kind = MOMENT_MOVE};
    case UNIT_STOP:
        break;
    }
    return (struct moment){.kind = MOMENT_STOP};
}

struct moment reveal_moment(const struct net *net, struct reveal_unit unit, size_t moment)
{
    struct reveal_layout layout = reveal_layout(net, unit);
    size_t in_blocks = layout.blocks * layout.length;

    assert(moment >= 1 && moment <= layout.before + in_blocks + layout.after);
    if (moment <= layout.before)
        return single_moment(net, unit.unit, true, moment);
    moment -= layout.before;
    if (moment > in_blocks)
        return single_moment(net, unit.unit, false, moment - in_blocks);
    return block_moment(net, unit, (moment - 1) / layout.length,
                        (moment - 1) % layout.length + 1);
}

/* Among the moments of its neuron's parameters, from 1. */
static size_t place_of_parameter(const struct net *net, struct reveal_unit unit,
                                 struct moment moment)
{
    struct reveal_group groups[REVEAL_GROUPS];
    size_t before = 0, at = 1;

    reveal_groups(&net->layers[unit.unit.layer], unit, groups);
    for (size_t g = 0; g < REVEAL_GROUPS; g++) {
        if (groups[g].of != moment.of) {
            before += groups[g].count * groups[g].each;
            continue;
        }
        while (at <= groups[g].each && parameter_kind(net, unit, moment.of, at) != moment.kind)
            at++;
        return moment.from < groups[g].count && at <= groups[g].each
                   ? before + moment.from * groups[g].each + at : 0;
    }
    return 0;
}

static size_t place_in_forward(const struct net *net, struct reveal_unit unit,
                               struct moment moment)
{
    const struct net_layer *layer = &net->layers[unit.unit.layer];

    if (moment.kind == MOMENT_PRODUCT && moment.of != QUANTITY_OF_RECURRENT)
        moment.of = QUANTITY_OF_WEIGHT;
    if (moment.kind == MOMENT_BIAS)
        moment = (struct moment){.kind = MOMENT_BIAS, .to = moment.to, .of = QUANTITY_OF_BIAS};
    if (moment.kind != MOMENT_ACTIVATION)
        return place_of_parameter(net, unit, moment);
    return activation_row(layer->activation)->couples ? 0 : reveal_layout(net, unit).length;
}

static size_t place_in_backward(const struct net *net, struct reveal_unit unit,
                                struct moment moment)
{
    struct reveal_backward parts = reveal_backward(net, unit.unit);
    size_t dz = reveal_to_error(parts), at;

    if (moment.kind == MOMENT_DA_TERM)
        return moment.from < parts.paths ? moment.from + 1 : 0;
    if (moment.kind == MOMENT_DA_OUTPUT)
        return parts.output ? parts.paths + 1 : 0;
    if (moment.kind == MOMENT_DA_FUTURE)
        return parts.future ? parts.paths + 2 : 0;
    if (moment.kind == MOMENT_DA)
        return parts.da ? dz - 1 : 0;
    if (moment.kind == MOMENT_DZ)
        return dz;
    at = place_of_parameter(net, unit, moment);
    return at > 0 ? dz + at : 0;
}

/* Where in its neuron's block a moment of that kind stands, from 1; 0: not in blocks. */
static size_t place_in_block(const struct net *net, struct reveal_unit unit, struct moment moment)
{
    switch (unit.unit.kind) {
    case UNIT_FORWARD:
        return place_in_forward(net, unit, moment);
    case UNIT_BACKWARD:
        return place_in_backward(net, unit, moment);
    case UNIT_UPDATE:
        return place_of_parameter(net, unit, moment);
    case UNIT_LOSS:
    case UNIT_STOP:
        break;
    }
    return 0;
}

size_t reveal_find(const struct net *net, struct reveal_unit unit, struct moment moment)
{
    struct reveal_layout layout = reveal_layout(net, unit);
    size_t at = place_in_block(net, unit, moment), number = moment.to + 1;
    size_t blocks = layout.blocks * layout.length;

    if (at > 0)
        return moment.to < layout.blocks ? layout.before + moment.to * layout.length + at : 0;
    if (number <= layout.before && single_moment(net, unit.unit, true, number).kind == moment.kind)
        return number;
    if (unit.unit.kind == UNIT_LOSS) /* what comes after the parts, one of each kind */
        number = moment.kind == MOMENT_PENALTY ? 2 : moment.kind == MOMENT_OBJECTIVE ? 3 : 1;
    if (number <= layout.after && single_moment(net, unit.unit, false, number).kind == moment.kind)
        return layout.before + blocks + number;
    return 0;
}
