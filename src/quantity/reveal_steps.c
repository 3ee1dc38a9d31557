/* At which moments the steps of each granularity end; see reveal.h. */
#include "quantity/reveal_layout.h"

#include <assert.h>

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
