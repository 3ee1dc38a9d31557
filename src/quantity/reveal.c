#include "quantity/reveal.h"

#include <assert.h>

/* The moments of every kind of unit have one layout: single moments first, then a block of
 * equal length for each neuron, then single moments again. A single moment ends a step of
 * NEURON granularity; in a block the moments at `cuts` do. Everything else follows. */
struct layout {
    size_t before;    /* single moments before the blocks */
    size_t blocks;    /* neurons; > 0 only if length > 0 */
    size_t length;    /* moments in a block */
    size_t cuts[3];   /* where steps end in a block, rising; the last is `length` */
    size_t cut_count;
    size_t after;     /* single moments after the blocks */
};

/* What a backward block consists of, in its order. */
struct backward {
    size_t paths;  /* DA_TERM */
    bool da;       /* DA in the block; false where it comes first or is left out */
    bool da_first; /* all DA before the blocks */
    size_t weights;
    bool bias;
};

static struct backward backward_parts(const struct net *net, size_t l)
{
    const struct net_layer *layer = &net->layers[l];
    bool output = l == net->layer_count;
    bool fused = output && loss_is_fused(net->loss, layer->activation);
    bool coupled = activation_row(layer->activation)->couples;
    size_t above = output ? 0 : layer[1].out;

    return (struct backward){
        .paths = above > 1 ? above : 0,
        .da = !fused && !coupled,
        .da_first = !fused && coupled,
        .weights = layer->in,
        .bias = layer->has_biases,
    };
}

static struct layout forward_layout(const struct net_layer *layer)
{
    size_t sum = layer->in + (layer->has_biases ? 1 : 0);

    if (activation_row(layer->activation)->couples)
        return (struct layout){.blocks = layer->out, .length = sum, .cuts = {sum}, .cut_count = 1,
                               .after = layer->out};
    return (struct layout){.blocks = layer->out, .length = sum + 1, .cuts = {sum, sum + 1},
                           .cut_count = 2};
}

static struct layout backward_layout(const struct net *net, size_t l)
{
    struct backward parts = backward_parts(net, l);
    size_t dz = parts.paths + (parts.da ? 1 : 0) + 1;
    struct layout layout = {
        .before = parts.da_first ? net->layers[l].out : 0,
        .blocks = net->layers[l].out,
        .length = dz + parts.weights + (parts.bias ? 1 : 0),
    };

    if (parts.da)
        layout.cuts[layout.cut_count++] = dz - 1;
    layout.cuts[layout.cut_count++] = dz;
    layout.cuts[layout.cut_count++] = layout.length;
    return layout;
}

/* How many moments a bias has in its update, and a weight: its step and what leads to it. */
static size_t bias_moments(struct reveal_unit unit)
{
    return (unit.first ? 1 : 0) + (unit.second ? 1 : 0) + 1;
}

static size_t weight_moments(struct reveal_unit unit)
{
    return (unit.penalty ? 1 : 0) + bias_moments(unit);
}

static struct layout update_layout(const struct net_layer *layer, struct reveal_unit unit)
{
    size_t length = layer->in * weight_moments(unit)
                    + (layer->train_biases ? bias_moments(unit) : 0);

    return (struct layout){.blocks = layer->out, .length = length, .cuts = {length},
                           .cut_count = 1, .after = unit.ends_updates ? 1 : 0};
}

static struct layout unit_layout(const struct net *net, struct reveal_unit unit)
{
    const struct net_layer *layer = &net->layers[unit.unit.layer];

    switch (unit.unit.kind) {
    case UNIT_FORWARD:
        return forward_layout(layer);
    case UNIT_LOSS:
        return (struct layout){.before = net_output(net)->out > 1 ? net_output(net)->out : 0,
                               .after = unit.penalty && unit.ends_batch ? 3 : 1};
    case UNIT_BACKWARD:
        return backward_layout(net, unit.unit.layer);
    case UNIT_UPDATE:
        return update_layout(layer, unit);
    case UNIT_STOP:
        break;
    }
    return (struct layout){.after = 1};
}

size_t reveal_count(const struct net *net, struct reveal_unit unit)
{
    struct layout layout = unit_layout(net, unit);

    return layout.before + layout.blocks * layout.length + layout.after;
}

/* ---- from a moment's number to the moment, and back ---- */

static struct moment forward_moment(const struct net_layer *layer, size_t j, size_t at)
{
    if (at <= layer->in)
        return (struct moment){MOMENT_PRODUCT, j, at - 1, at == layer->in && !layer->has_biases};
    if (at == layer->in + 1 && layer->has_biases)
        return (struct moment){MOMENT_BIAS, j, 0, true};
    return (struct moment){MOMENT_ACTIVATION, j, 0, false};
}

static struct moment backward_moment(const struct net *net, size_t l, size_t j, size_t at)
{
    struct backward parts = backward_parts(net, l);

    if (at <= parts.paths)
        return (struct moment){MOMENT_DA_TERM, j, at - 1, false};
    at -= parts.paths;
    if (parts.da && at-- == 1)
        return (struct moment){MOMENT_DA, j, 0, false};
    if (at == 1)
        return (struct moment){MOMENT_DZ, j, 0, false};
    at -= 1;
    if (at <= parts.weights)
        return (struct moment){MOMENT_DW, j, at - 1, false};
    return (struct moment){MOMENT_DB, j, 0, false};
}

/* The at-th (from 1) of the moments that lead to a parameter's step, the step being the last:
 * without those that the optimiser does not have. */
static enum moment_kind update_kind(struct reveal_unit unit, bool bias, size_t at)
{
    if (!bias && unit.penalty && at-- == 1)
        return MOMENT_JW;
    if (unit.first && at-- == 1)
        return bias ? MOMENT_FIRST_B : MOMENT_FIRST_W;
    if (unit.second && at-- == 1)
        return bias ? MOMENT_SECOND_B : MOMENT_SECOND_W;
    return bias ? MOMENT_STEP_B : MOMENT_STEP_W;
}

static struct moment update_moment(const struct net_layer *layer, struct reveal_unit unit, size_t j,
                                   size_t at)
{
    size_t each = weight_moments(unit), weights = layer->in * each;

    if (at <= weights)
        return (struct moment){update_kind(unit, false, (at - 1) % each + 1), j, (at - 1) / each,
                               false};
    return (struct moment){update_kind(unit, true, at - weights), j, 0, false};
}

/* The at-th (from 1) moment in the block of neuron j. */
static struct moment block_moment(const struct net *net, struct reveal_unit unit, size_t j,
                                  size_t at)
{
    const struct net_layer *layer = &net->layers[unit.unit.layer];

    if (unit.unit.kind == UNIT_FORWARD)
        return forward_moment(layer, j, at);
    if (unit.unit.kind == UNIT_BACKWARD)
        return backward_moment(net, unit.unit.layer, j, at);
    return update_moment(layer, unit, j, at);
}

/* The at-th single moment (from 1), before or after the blocks. */
static struct moment single_moment(struct unit unit, bool before, size_t at)
{
    static const enum moment_kind objective[] = {MOMENT_LOSS_TOTAL, MOMENT_PENALTY,
                                                 MOMENT_OBJECTIVE};

    switch (unit.kind) {
    case UNIT_FORWARD:
        return (struct moment){MOMENT_ACTIVATION, at - 1, 0, false};
    case UNIT_LOSS:
        return before ? (struct moment){MOMENT_LOSS_PART, at - 1, 0, false}
                      : (struct moment){objective[at - 1], 0, 0, false};
    case UNIT_BACKWARD:
        return (struct moment){MOMENT_DA, at - 1, 0, false};
    case UNIT_UPDATE:
        return (struct moment){MOMENT_MOVE, 0, 0, false};
    case UNIT_STOP:
        break;
    }
    return (struct moment){MOMENT_STOP, 0, 0, false};
}

struct moment reveal_moment(const struct net *net, struct reveal_unit unit, size_t moment)
{
    struct layout layout = unit_layout(net, unit);
    size_t in_blocks = layout.blocks * layout.length;

    assert(moment >= 1 && moment <= layout.before + in_blocks + layout.after);
    if (moment <= layout.before)
        return single_moment(unit.unit, true, moment);
    moment -= layout.before;
    if (moment > in_blocks)
        return single_moment(unit.unit, false, moment - in_blocks);
    return block_moment(net, unit, (moment - 1) / layout.length,
                        (moment - 1) % layout.length + 1);
}

static size_t place_in_forward(const struct net_layer *layer, struct moment moment)
{
    size_t sum = layer->in + (layer->has_biases ? 1 : 0);

    if (moment.kind == MOMENT_PRODUCT)
        return moment.from < layer->in ? moment.from + 1 : 0;
    if (moment.kind == MOMENT_BIAS)
        return layer->has_biases ? sum : 0;
    return moment.kind == MOMENT_ACTIVATION && !activation_row(layer->activation)->couples
               ? sum + 1 : 0;
}

static size_t place_in_backward(const struct net *net, size_t l, struct moment moment)
{
    struct backward parts = backward_parts(net, l);
    size_t dz = parts.paths + (parts.da ? 1 : 0) + 1;

    switch (moment.kind) {
    case MOMENT_DA_TERM:
        return moment.from < parts.paths ? moment.from + 1 : 0;
    case MOMENT_DA:
        return parts.da ? dz - 1 : 0;
    case MOMENT_DZ:
        return dz;
    case MOMENT_DW:
        return moment.from < parts.weights ? dz + moment.from + 1 : 0;
    case MOMENT_DB:
        return parts.bias ? dz + parts.weights + 1 : 0;
    default:
        return 0;
    }
}

static size_t place_in_update(const struct net_layer *layer, struct reveal_unit unit,
                              struct moment moment)
{
    bool bias = moment.kind >= MOMENT_FIRST_B && moment.kind <= MOMENT_STEP_B;
    size_t each = bias ? bias_moments(unit) : weight_moments(unit);
    size_t start = bias ? layer->in * weight_moments(unit) : moment.from * each;

    if (bias ? !layer->train_biases : moment.from >= layer->in)
        return 0;
    for (size_t at = 1; at <= each; at++)
        if (update_kind(unit, bias, at) == moment.kind)
            return start + at;
    return 0;
}

/* Where in its neuron's block a moment of that kind stands, from 1; 0: not in blocks. */
static size_t place_in_block(const struct net *net, struct reveal_unit unit, struct moment moment)
{
    const struct net_layer *layer = &net->layers[unit.unit.layer];

    switch (unit.unit.kind) {
    case UNIT_FORWARD:
        return place_in_forward(layer, moment);
    case UNIT_BACKWARD:
        return place_in_backward(net, unit.unit.layer, moment);
    case UNIT_UPDATE:
        return place_in_update(layer, unit, moment);
    default:
        return 0;
    }
}

size_t reveal_find(const struct net *net, struct reveal_unit unit, struct moment moment)
{
    struct layout layout = unit_layout(net, unit);
    size_t at = place_in_block(net, unit, moment), number = moment.to + 1;
    size_t blocks = layout.blocks * layout.length;

    if (at > 0)
        return moment.to < layout.blocks ? layout.before + moment.to * layout.length + at : 0;
    if (number <= layout.before && single_moment(unit.unit, true, number).kind == moment.kind)
        return number;
    if (unit.unit.kind == UNIT_LOSS) /* what comes after the parts, one of each kind */
        number = moment.kind == MOMENT_PENALTY ? 2 : moment.kind == MOMENT_OBJECTIVE ? 3 : 1;
    if (number <= layout.after && single_moment(unit.unit, false, number).kind == moment.kind)
        return layout.before + blocks + number;
    return 0;
}

/* ---- steps ---- */

static size_t neuron_steps(const struct layout *layout)
{
    return layout->before + layout->blocks * layout->cut_count + layout->after;
}

static size_t neuron_boundary(const struct layout *layout, size_t step)
{
    size_t in_blocks = layout->blocks * layout->cut_count;

    if (step <= layout->before)
        return step;
    step -= layout->before;
    if (step > in_blocks)
        return layout->before + layout->blocks * layout->length + (step - in_blocks);
    return layout->before + (step - 1) / layout->cut_count * layout->length +
           layout->cuts[(step - 1) % layout->cut_count];
}

static size_t neuron_rank(const struct layout *layout, size_t moment)
{
    size_t in_blocks = layout->blocks * layout->length, rank;

    if (moment <= layout->before)
        return moment;
    moment -= layout->before;
    if (moment >= in_blocks)
        return layout->before + layout->blocks * layout->cut_count + (moment - in_blocks);
    rank = layout->before + moment / layout->length * layout->cut_count;
    for (size_t i = 0; i < layout->cut_count; i++)
        rank += layout->cuts[i] <= moment % layout->length;
    return rank;
}

size_t reveal_steps(const struct net *net, struct reveal_unit unit, enum granularity granularity)
{
    struct layout layout = unit_layout(net, unit);

    switch (granularity) {
    case GRANULARITY_PHASE:
        return unit.ends_phase ? 1 : 0;
    case GRANULARITY_LAYER:
        return unit.ends_updates ? 2 : 1;
    case GRANULARITY_NEURON:
        return neuron_steps(&layout);
    default:
        return reveal_count(net, unit);
    }
}

size_t reveal_boundary(const struct net *net, struct reveal_unit unit,
                       enum granularity granularity, size_t step)
{
    struct layout layout = unit_layout(net, unit);

    assert(step >= 1 && step <= reveal_steps(net, unit, granularity));
    switch (granularity) {
    case GRANULARITY_PHASE:
        return reveal_count(net, unit);
    case GRANULARITY_LAYER:
        return reveal_count(net, unit) - (unit.ends_updates && step == 1 ? 1 : 0);
    case GRANULARITY_NEURON:
        return neuron_boundary(&layout, step);
    default:
        return step;
    }
}

size_t reveal_rank(const struct net *net, struct reveal_unit unit, enum granularity granularity,
                   size_t moment)
{
    struct layout layout = unit_layout(net, unit);
    size_t count = reveal_count(net, unit), rank;

    switch (granularity) {
    case GRANULARITY_PHASE:
        return unit.ends_phase && moment >= count ? 1 : 0;
    case GRANULARITY_LAYER:
        rank = moment >= count ? 1 : 0;
        return rank + (unit.ends_updates && moment + 1 >= count ? 1 : 0);
    case GRANULARITY_NEURON:
        return neuron_rank(&layout, moment);
    default:
        return moment;
    }
}
