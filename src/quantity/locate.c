#include "quantity/locate.h"

#include "engine/order.h"
#include "quantity/quantity_facts.h"

#include <assert.h>
#include <stdlib.h>

const char *const locate_phase_names[UNIT_STOP + 1] = {"forward", "loss", "backward", "update",
                                                       "stop"};

const char *locate_phase_name(enum unit_kind phase)
{
    assert(phase <= UNIT_STOP);
    return locate_phase_names[phase];
}

/* The order of an epoch's samples: drawn again from the first epoch on. */
static void draw_order(const struct stepper *stepper, uint64_t epoch, size_t *order)
{
    struct rng rng;

    order_plain(order, stepper->data->count);
    rng_seed(&rng, stepper->training.seed);
    for (uint64_t e = 1; stepper->training.shuffle && e <= epoch; e++)
        order_shuffle(order, stepper->data->count, &rng);
}

/* Which of the batch's samples it is, from 0. */
static bool find_sample(const struct stepper *stepper, const struct place *place, size_t sample,
                        size_t *batch_index, struct error *err)
{
    size_t *order = malloc(stepper->data->count * sizeof *order), at = 0;

    if (order == NULL)
        return error_set(err, "there is not enough memory for the order of %zu samples",
                         stepper->data->count);
    draw_order(stepper, place->epoch, order);
    while (at < place->batch_count && order[place->epoch_offset + at] != sample)
        at++;
    *batch_index = at;
    free(order);
    return at < place->batch_count
           || error_set(err, "sample %zu (counted from 0) is not in the batch of iteration %llu",
                        sample, (unsigned long long)place->iteration);
}

static struct cursor end_of(const struct stepper *stepper, uint64_t step)
{
    const struct cursor start = {0, 0};

    return step == 0 ? start
                     : (struct cursor){step, reveal_count(stepper->net,
                                                          reveal_unit_of(stepper, step))};
}

/* The index in the iteration, from 1, of the last unit of that kind and layer (0: any) that works
 * on that sample of the batch; 0: there is none. */
static size_t find_unit(const struct stepper *stepper, const struct place *place,
                        enum unit_kind kind, size_t layer, size_t batch_index)
{
    for (size_t index = place->count; index > 0; index--) {
        size_t sample;
        struct unit unit = program_unit(&stepper->program, place->batch_count, index, &sample);

        if (unit.kind == kind && (layer == 0 || unit.layer == layer)
            && (kind == UNIT_UPDATE || sample == batch_index))
            return index;
    }
    return 0;
}

static bool locate_phase(const struct stepper *stepper, const struct locate *what, uint64_t start,
                         const struct place *place, struct cursor *cursor, struct error *err)
{
    size_t sample = place->batch_count - 1, index = place->count;

    if (what->sampled && !find_sample(stepper, place, what->sample, &sample, err))
        return false;
    if (what->phased && what->phase == UNIT_STOP) {
        *cursor = (struct cursor){start + place->count + 1, 1};
        return true;
    }
    if (what->phased)
        index = find_unit(stepper, place, what->phase, 0, sample);
    *cursor = end_of(stepper, start + index);
    return true;
}

/* The index of the unit that shows the quantity of that sample of the batch, and the moment in it;
 * 0: none does. Of what there is at every time, and names none, the first that comes. */
static size_t find_quantity(const struct stepper *stepper, const struct place *place,
                            uint64_t start, struct quantity quantity, size_t batch_index,
                            size_t *moment)
{
    bool first = quantity_has_time(stepper->net, quantity) && quantity.time == 0;

    for (size_t i = 1; i <= place->count; i++) {
        size_t index = first ? i : place->count + 1 - i, sample;
        struct unit unit = program_unit(&stepper->program, place->batch_count, index, &sample);

        if (unit.kind != UNIT_UPDATE && sample != batch_index)
            continue;
        *moment = reveal_in_unit(stepper->net, reveal_unit_of(stepper, start + index), quantity);
        if (*moment > 0)
            return index;
    }
    return 0;
}

static bool locate_quantity(const struct stepper *stepper, const struct locate *what,
                            uint64_t start, const struct place *place, struct cursor *cursor,
                            struct error *err)
{
    enum quantity_stage stage = quantity_facts(what->quantity.kind)->stage;
    size_t sample = 0, index, number = 0;
    enum unit_kind kind = UNIT_UPDATE;
    struct moment moment = {.kind = MOMENT_MOVE};
    struct cursor end;

    if (stage == QUANTITY_GIVEN)
        return error_set(err, "what is given appears in no step; expected something that is "
                              "computed, such as \"a h1\"");
    if (stage != QUANTITY_MOVED)
        reveal_shown_by(stepper->net, what->quantity, &kind, &moment);
    if (what->phased && what->phase != kind)
        return error_set(err, "this appears in phase \"%s\", not in \"%s\"",
                         locate_phase_name(kind), locate_phase_name(what->phase));
    if (what->sampled && !find_sample(stepper, place, what->sample, &sample, err))
        return false;
    if (stage == QUANTITY_OF_BATCH)
        sample = place->batch_count - 1;
    if (moment.kind == MOMENT_MOVE) {
        index = place->count;
        number = reveal_find(stepper->net, reveal_unit_of(stepper, start + index), moment);
    } else {
        index = find_quantity(stepper, place, start, what->quantity, sample, &number);
    }
    if (number == 0)
        return error_set(err, "no step of this network computes this");
    end = (struct cursor){start + index, number};
    if (what->before)
        end = number > 1 ? (struct cursor){end.step, number - 1} : end_of(stepper, end.step - 1);
    *cursor = end;
    return true;
}

bool locate(const struct stepper *stepper, const struct locate *what, struct cursor *cursor,
            struct error *err)
{
    struct place place;
    uint64_t start;

    *cursor = (struct cursor){0, 0};
    if (what->start)
        return true;
    start = program_iteration_start(&stepper->program, what->iteration);
    program_locate(&stepper->program, start + 1, 0, &place);
    return what->quantity.kind == QUANTITY_NONE
               ? locate_phase(stepper, what, start, &place, cursor, err)
               : locate_quantity(stepper, what, start, &place, cursor, err);
}
