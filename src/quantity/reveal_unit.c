/* Which unit a step is of, and what its moments depend on; see reveal.h. */
#include "quantity/reveal.h"

#include <assert.h>

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
