#include "engine/program.h"

#include <assert.h>
#include <stdlib.h>

/* Whether some sample has a target then. */
static bool has_target(const struct net *net, size_t time)
{
    return net->targeted == NULL || net->targeted[time - 1];
}

static size_t add(struct unit *units, size_t count, enum unit_kind kind, size_t layer, size_t time)
{
    if (units != NULL)
        units[count] = (struct unit){kind, layer, time};
    return count + 1;
}

/* The units of a sample, in order, to `units` unless that is NULL; returns how many. */
static size_t list_sample(const struct net *net, struct unit *units)
{
    size_t layers = net->layer_count, count = 0;

    for (size_t time = 1; time <= net->times; time++)
        for (size_t l = 1; l <= layers; l++)
            if (!net->layers[l].at_targets || has_target(net, time))
                count = add(units, count, UNIT_FORWARD, l, time);
    for (size_t time = 1; time <= net->times; time++)
        if (has_target(net, time))
            count = add(units, count, UNIT_LOSS, layers, time);
    if (net->recurrent)
        count = add(units, count, UNIT_LOSS, layers, 0);
    for (size_t time = net->times; time >= 1; time--)
        for (size_t l = layers; l >= 1; l--)
            if (!net->layers[l].at_targets || has_target(net, time))
                count = add(units, count, UNIT_BACKWARD, l, time);
    return count;
}

bool program_init(struct program *program, const struct net *net, size_t samples, size_t batch,
                  struct error *err)
{
    size_t layers = net->layer_count;

    assert(samples >= 1 && batch >= 1 && batch <= samples);
    *program = (struct program){
        .sample_count = list_sample(net, NULL),
        .update_count = layers,
        .samples = samples,
        .batch = batch,
    };
    program->sample =
        calloc(program->sample_count + program->update_count, sizeof *program->sample);
    if (program->sample == NULL)
        return error_set(err, "not enough memory for the steps of %zu layers", layers);
    program->update = program->sample + list_sample(net, program->sample);
    for (size_t l = 1; l <= layers; l++)
        program->update[l - 1] = (struct unit){UNIT_UPDATE, l, 0};
    return true;
}

void program_finish(struct program *program)
{
    free(program->sample);
    *program = (struct program){0};
}

uint64_t program_epoch_iterations(const struct program *program)
{
    return (program->samples + program->batch - 1) / program->batch;
}

/* Units of an iteration with a batch of that many samples. */
static size_t batch_units(const struct program *program, size_t samples)
{
    return samples * program->sample_count + program->update_count;
}

static uint64_t epoch_units(const struct program *program)
{
    return (uint64_t)program->samples * program->sample_count +
           program_epoch_iterations(program) * program->update_count;
}

/* The batch that is `number`th (from 0) in its epoch. */
static size_t batch_size(const struct program *program, uint64_t number)
{
    size_t left = program->samples - (size_t)number * program->batch;

    return left < program->batch ? left : program->batch;
}

struct unit program_unit(const struct program *program, size_t batch_count, size_t index,
                         size_t *batch_index)
{
    size_t sample_units = batch_count * program->sample_count;

    assert(index >= 1 && index <= batch_units(program, batch_count));
    if (index > sample_units) {
        *batch_index = batch_count - 1;
        return program->update[index - 1 - sample_units];
    }
    *batch_index = (index - 1) / program->sample_count;
    return program->sample[(index - 1) % program->sample_count];
}

void program_locate(const struct program *program, uint64_t step, uint64_t stop_step,
                    struct place *place)
{
    bool stopped = stop_step != 0 && step >= stop_step;
    /* The unit that decides which iteration it is, from 0. */
    uint64_t unit = stopped ? stop_step - 2 : step > 0 ? step - 1 : 0;
    uint64_t epoch = unit / epoch_units(program), in_epoch = unit % epoch_units(program);
    uint64_t full = batch_units(program, program->batch);
    uint64_t number = in_epoch / full;

    *place = (struct place){
        .step = stopped ? stop_step : step,
        .iteration = epoch * program_epoch_iterations(program) + number + 1,
        .epoch = epoch + 1,
        .batch_count = batch_size(program, number),
        .epoch_offset = (size_t)number * program->batch,
    };
    place->divisor = program->sum ? 1 : place->batch_count;
    place->count = batch_units(program, place->batch_count);
    if (stopped) {
        place->index = place->count + 1;
        place->unit = (struct unit){UNIT_STOP, 0, 0};
        place->batch_index = place->batch_count - 1;
    } else if (step > 0) {
        place->index = (size_t)(in_epoch % full) + 1;
        place->unit = program_unit(program, place->batch_count, place->index,
                                   &place->batch_index);
    }
}

/* On to before the first unit of the next iteration. */
static void next_iteration(const struct program *program, struct place *place)
{
    place->iteration++;
    place->index = 0;
    place->batch_index = 0;
    place->epoch_offset += place->batch_count;
    if (place->epoch_offset == program->samples) {
        place->epoch_offset = 0;
        place->epoch++;
    }
    if (program->batch > 1) { /* else one batch is like another */
        place->batch_count = program->samples - place->epoch_offset;
        if (place->batch_count > program->batch)
            place->batch_count = program->batch;
        place->divisor = program->sum ? 1 : place->batch_count;
        place->count = batch_units(program, place->batch_count);
    }
}

void program_advance(const struct program *program, struct place *place)
{
    size_t at; /* of the unit in the list */

    if (place->index == place->count)
        next_iteration(program, place);
    at = place->index - place->batch_index * program->sample_count;
    if (at == program->sample_count && place->batch_index + 1 < place->batch_count) {
        place->batch_index++;
        at = 0;
    }
    place->step++;
    place->index++;
    place->unit = program->sample[at];
}

void program_advance_iteration(const struct program *program, struct place *place)
{
    assert(place->index == place->count || place->index == 0);
    if (place->index > 0)
        next_iteration(program, place);
    place->step += place->count;
    place->index = place->count;
    place->batch_index = place->batch_count - 1;
    place->unit = program->update[program->update_count - 1];
}

uint64_t program_iteration_start(const struct program *program, uint64_t iteration)
{
    uint64_t epoch = (iteration - 1) / program_epoch_iterations(program);
    uint64_t number = (iteration - 1) % program_epoch_iterations(program);

    assert(iteration >= 1);
    return epoch * epoch_units(program) + number * batch_units(program, program->batch);
}

size_t program_iteration_units(const struct program *program, uint64_t iteration)
{
    assert(iteration >= 1);
    return batch_units(program,
                       batch_size(program, (iteration - 1) % program_epoch_iterations(program)));
}
