#include "app/run/compare_part.h"

#include <math.h>

/* How long is searched: some hundredths of a second. */
enum { FIRST_ITERATIONS = 3, FIRST_UNITS_MAX = 100000, LOSS_ITERATIONS_MAX = 10000,
      LOSS_WORK_MAX = 4000000 };

static const double clearly = 0.01;

/* ---- the first number ---- */

/* The first number of a unit, in the order in which a neuron's are shown, that differs. */
static bool differs_at(const struct stepper *shown, const struct stepper *other, size_t offset,
                       size_t count, size_t *at)
{
    for (size_t i = 0; i < count; i++) {
        double a = shown->block[offset + i], b = other->block[offset + i];

        if (a == b || (isnan(a) && isnan(b)))
            continue;
        *at = i;
        return true;
    }
    return false;
}

static bool difference(const struct stepper *shown, const struct stepper *other, struct quantity *q)
{
    const struct net *net = shown->net;
    struct place place;
    const struct net_layer *layer;
    size_t at = 0;

    stepper_place(shown, &place);
    layer = &net->layers[place.unit.layer];
    switch (place.unit.kind) {
    case UNIT_FORWARD:
        if (!differs_at(shown, other, layer->z, layer->out, &at))
            return false;
        *q = quantity_at(QUANTITY_Z, place.unit.layer, at, 0);
        return true;
    case UNIT_LOSS:
        if (!differs_at(shown, other, net->loss_value, 1, &at))
            return false;
        *q = quantity_at(QUANTITY_LOSS, net->layer_count, 0, 0);
        return true;
    case UNIT_BACKWARD:
        if (differs_at(shown, other, layer->da, layer->out, &at)) {
            *q = quantity_at(QUANTITY_DA, place.unit.layer, at, 0);
            return true;
        }
        if (differs_at(shown, other, layer->dz, layer->out, &at)) {
            *q = quantity_at(QUANTITY_DZ, place.unit.layer, at, 0);
            return true;
        }
        if (!differs_at(shown, other, layer->gw, layer->out * layer->in, &at))
            return false;
        *q = quantity_of_weight(QUANTITY_BATCH_GRADIENT, place.unit.layer, at / layer->in,
                                at % layer->in);
        return true;
    case UNIT_UPDATE:
        if (!differs_at(shown, other, layer->w, layer->out * layer->in, &at))
            return false;
        *q = quantity_of_weight(QUANTITY_NEW, place.unit.layer, at / layer->in, at % layer->in);
        return true;
    case UNIT_STOP:
        break;
    }
    return false;
}

static double at_quantity(const struct stepper *stepper, struct quantity q)
{
    struct snapshot snapshot = {
        .net = stepper->net, .program = &stepper->program, .training = &stepper->training,
        .state = &stepper->state, .now = stepper->block, .before = stepper->block,
    };

    stepper_place(stepper, &snapshot.place);
    return quantity_value(&snapshot, q);
}

/* Where the quantity, of the unit at that place, is shown: new values when all move at once. */
static struct cursor cursor_of(const struct stepper *stepper, const struct place *place,
                               struct quantity q)
{
    struct cursor end = {place->step + (place->count - place->index), 0};
    enum unit_kind unit;
    struct moment moment;

    if (reveal_shown_by(stepper->net, q, &unit, &moment))
        return (struct cursor){
            place->step, reveal_find(stepper->net, reveal_unit_of(stepper, place->step), moment)};
    end.moment = reveal_count(stepper->net, reveal_unit_of(stepper, end.step));
    return end;
}

static void search_number(struct stepper *shown, struct stepper *other,
                          struct compare_first *first)
{
    struct place place;

    for (size_t units = 0; units < FIRST_UNITS_MAX && stepper_step(shown) && stepper_step(other);
         units++) {
        stepper_place(shown, &place);
        if (place.iteration > FIRST_ITERATIONS)
            break;
        if (!difference(shown, other, &first->quantity))
            continue;
        first->iteration = place.iteration;
        first->cursor = cursor_of(shown, &place, first->quantity);
        first->shown = at_quantity(shown, first->quantity);
        first->other = at_quantity(other, first->quantity);
        break;
    }
}

/* ---- the first loss ---- */

bool compare_part_differs(double shown, double other)
{
    if (!isfinite(shown) || !isfinite(other))
        return isfinite(shown) != isfinite(other);
    return fabs(shown - other) > clearly * fmax(fabs(shown), fabs(other));
}

struct compare_first compare_part_at(const struct stepper *stepper, uint64_t iteration,
                                     double shown,
                                   double other)
{
    const struct program *program = &stepper->program;
    uint64_t start = program_iteration_start(program, iteration);
    struct place place;
    size_t index;

    program_locate(program, start + 1, 0, &place);
    index = place.batch_count * program->sample_count;
    while (program_unit(program, place.batch_count, index, &(size_t){0}).kind != UNIT_LOSS)
        index--;
    return (struct compare_first){
        .iteration = iteration,
        .cursor = {start + index, reveal_find(stepper->net, reveal_unit_of(stepper, start + index),
                                              (struct moment){.kind = MOMENT_LOSS_TOTAL})},
        .quantity = quantity_at(QUANTITY_LOSS, stepper->net->layer_count, 0, 0),
        .shown = shown,
        .other = other,
    };
}

static uint64_t search_loss(struct stepper *shown, struct stepper *other,
                            struct compare_first *first)
{
    size_t cost = (shown->net->param_count + 50) * shown->program.batch, work = 0;
    uint64_t iterations = 0;
    struct place place;

    while (iterations < LOSS_ITERATIONS_MAX && work < LOSS_WORK_MAX && stepper_step(shown)
           && stepper_step(other)) {
        double batch, a, b;

        stepper_place(shown, &place);
        if (place.unit.kind != UNIT_LOSS || place.batch_index + 1 != place.batch_count)
            continue;
        batch = (double)place.divisor;
        a = shown->state.batch_loss / batch;
        b = other->state.batch_loss / batch;
        if (compare_part_differs(a, b)) {
            *first = compare_part_at(shown, place.iteration, a, b);
            break;
        }
        iterations = place.iteration;
        work += cost;
    }
    return iterations;
}

void compare_part_search(struct stepper *shown, struct stepper *other, struct compare_first *first,
                    uint64_t *searched)
{
    *first = (struct compare_first){0};
    *searched = 0;
    if (other->training.mistake != MISTAKE_NONE)
        search_number(shown, other, first);
    else
        *searched = search_loss(shown, other, first);
}
