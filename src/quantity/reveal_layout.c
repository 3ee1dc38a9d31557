#include "quantity/reveal_layout.h"

#include <assert.h>

/* ---- which unit a step is of, and what its moments depend on ---- */

const char *const granularity_names[GRANULARITY_COUNT] = {"phase", "layer", "neuron", "term"};

const char *granularity_name(enum granularity granularity)
{
    assert(granularity < GRANULARITY_COUNT);
    return granularity_names[granularity];
}

/* The index-th (from 1) unit of an iteration with that many samples, under that optimiser; index
 * program_iteration_units + 1 is the stop unit. */
static struct reveal_unit unit_at(const struct program *program, const struct optimizer *optimizer,
                                  size_t batch_count, size_t index)
{
    size_t count = batch_count * program->sample_count + program->update_count;
    struct reveal_unit result = {
        .unit = {.kind = UNIT_STOP},
        .ends_phase = true,
        .penalty = optimizer->l2 != 0,
        .clips = optimizer_clips(optimizer),
        .first = optimizer_has_first(optimizer),
        .second = optimizer_has_second(optimizer),
    };
    size_t sample, next;

    assert(index >= 1 && index <= count + 1);
    if (index > count)
        return result;
    result.unit = program_unit(program, batch_count, index, &sample);
    result.ends_batch = sample + 1 == batch_count;
    result.ends_updates = index == count;
    if (index < count)
        result.ends_phase =
            program_unit(program, batch_count, index + 1, &next).kind != result.unit.kind;
    return result;
}

struct reveal_unit reveal_unit_in(const struct snapshot *snapshot, size_t index)
{
    return unit_at(snapshot->program, &snapshot->state->optimizer, snapshot->place.batch_count,
                   index);
}

struct reveal_unit reveal_unit_of(const struct stepper *stepper, uint64_t step)
{
    struct optimizer optimizer = stepper->training.optimizer;
    struct place place;

    program_locate(&stepper->program, step, stepper->state.stop_step, &place);
    edit_log_optimizer(&stepper->edits, step, &optimizer);
    return unit_at(&stepper->program, &optimizer, place.batch_count, place.index);
}

size_t reveal_units(const struct snapshot *snapshot)
{
    const struct place *place = &snapshot->place;

    return place->count + (place->unit.kind == UNIT_STOP && place->step > 0 ? 1 : 0);
}

struct reveal_progress reveal_progress(const struct snapshot *snapshot,
                                       enum granularity granularity, struct cursor cursor)
{
    const struct place *place = &snapshot->place;
    struct reveal_progress progress = {0};

    for (size_t i = 1; i <= reveal_units(snapshot); i++) {
        struct reveal_unit unit = reveal_unit_in(snapshot, i);

        progress.total += reveal_steps(snapshot->net, unit, granularity);
        if (i < place->index)
            progress.done += reveal_steps(snapshot->net, unit, granularity);
        else if (i == place->index)
            progress.done += reveal_rank(snapshot->net, unit, granularity, cursor.moment);
    }
    return progress;
}

/* ---- how its moments lie ---- */

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

/* ---- the steps that end in it ---- */

static size_t neuron_steps(const struct reveal_layout *layout)
{
    return layout->before + layout->blocks * layout->cut_count + layout->after;
}

static size_t neuron_boundary(const struct reveal_layout *layout, size_t step)
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

static size_t neuron_rank(const struct reveal_layout *layout, size_t moment)
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
    struct reveal_layout layout = reveal_layout(net, unit);

    switch (granularity) {
    case GRANULARITY_PHASE:
        return unit.ends_phase ? 1 : 0;
    case GRANULARITY_LAYER:
        return unit.ends_updates ? 2 : 1;
    case GRANULARITY_NEURON:
        return neuron_steps(&layout);
    case GRANULARITY_TERM:
    case GRANULARITY_COUNT:
        break;
    }
    return reveal_count(net, unit);
}

size_t reveal_boundary(const struct net *net, struct reveal_unit unit,
                       enum granularity granularity, size_t step)
{
    struct reveal_layout layout = reveal_layout(net, unit);

    assert(step >= 1 && step <= reveal_steps(net, unit, granularity));
    switch (granularity) {
    case GRANULARITY_PHASE:
        return reveal_count(net, unit);
    case GRANULARITY_LAYER:
        return reveal_count(net, unit) - (unit.ends_updates && step == 1 ? 1 : 0);
    case GRANULARITY_NEURON:
        return neuron_boundary(&layout, step);
    case GRANULARITY_TERM:
    case GRANULARITY_COUNT:
        break;
    }
    return step;
}

size_t reveal_rank(const struct net *net, struct reveal_unit unit, enum granularity granularity,
                   size_t moment)
{
    struct reveal_layout layout = reveal_layout(net, unit);
    size_t count = reveal_count(net, unit), rank;

    switch (granularity) {
    case GRANULARITY_PHASE:
        return unit.ends_phase && moment >= count ? 1 : 0;
    case GRANULARITY_LAYER:
        rank = moment >= count ? 1 : 0;
        return rank + (unit.ends_updates && moment + 1 >= count ? 1 : 0);
    case GRANULARITY_NEURON:
        return neuron_rank(&layout, moment);
    case GRANULARITY_TERM:
    case GRANULARITY_COUNT:
        break;
    }
    return moment;
}
