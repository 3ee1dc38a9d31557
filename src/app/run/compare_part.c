#include "app/run/compare_part.h"

#include <math.h>

/* How long is searched: some hundredths of a second. */
enum { FIRST_ITERATIONS = 3, FIRST_UNITS_MAX = 100000, LOSS_ITERATIONS_MAX = 10000,
      LOSS_WORK_MAX = 4000000 };

static const double clearly = 0.01;

/* ---- the first number ---- */

static double at_quantity(const struct stepper *stepper, struct quantity q)
{
    struct snapshot snapshot = {
        .net = stepper->net, .program = &stepper->program, .training = &stepper->training,
        .state = &stepper->state, .now = stepper->block, .before = stepper->block,
    };

    stepper_place(stepper, &snapshot.place);
    return quantity_value(&snapshot, q);
}

/* The first of those numbers that differs; the offset is in both blocks. */
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

/* The first of the layer's parameters, or their sums, that differs; `base`: where all begin. */
static bool parameter_differs(const struct stepper *shown, const struct stepper *other, size_t l,
                              enum quantity_kind kind, size_t base, struct quantity *q)
{
    const struct net_layer *layer = &shown->net->layers[l];
    size_t n = layer->out, at;

    if (differs_at(shown, other, base + layer->w, n * layer->in, &at))
        *q = quantity_of_weight(kind, l, at / layer->in, at % layer->in);
    else if (differs_at(shown, other, base + layer->r, layer->recurrent ? n * n : 0, &at))
        *q = quantity_of_recurrent(kind, l, at / n, at % n);
    else if (differs_at(shown, other, base + layer->b, layer->has_biases ? n : 0, &at))
        *q = quantity_of_bias(kind, l, at);
    else
        return false;
    return true;
}

/* Of a recurrent net's sum that differs: its share of that time, or if that does not, the sum when
 * it is whole. */
static bool share_differs(const struct stepper *shown, const struct stepper *other,
                          const struct place *place, struct quantity *q)
{
    struct quantity share = quantity_then(quantity_as(*q, QUANTITY_SHARE), place->unit.time);

    if (at_quantity(shown, share) == at_quantity(other, share))
        return place->unit.time == 1 && place->batch_index + 1 == place->batch_count;
    *q = share;
    return true;
}

/* The first number of the unit that has run, in the order in which a neuron's are shown. */
static bool difference(const struct stepper *shown, const struct stepper *other, struct quantity *q)
{
    const struct net *net = shown->net;
    struct place place;
    size_t l, n, parts, frame, at = 0;

    stepper_place(shown, &place);
    l = place.unit.layer;
    n = net->layers[l].out;
    parts = net->layers[l].recurrent ? n : 0;
    frame = place.unit.time > 0 ? (place.unit.time - 1) * net->frame : 0;

    const struct {
        enum unit_kind unit;
        enum quantity_kind kind;
        size_t offset, count;
    } numbers[] = {
        {UNIT_FORWARD, QUANTITY_Z, frame + net->layers[l].z, n},
        {UNIT_LOSS, QUANTITY_LOSS, net->loss_value, 1},
        {UNIT_BACKWARD, QUANTITY_DA_OUTPUT, frame + net->layers[l].da_output, parts},
        {UNIT_BACKWARD, QUANTITY_DA_FUTURE, frame + net->layers[l].da_future, parts},
        {UNIT_BACKWARD, QUANTITY_DA, frame + net->layers[l].da, n},
        {UNIT_BACKWARD, QUANTITY_DZ, frame + net->layers[l].dz, n},
    };

    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (numbers[i].unit == place.unit.kind
            && differs_at(shown, other, numbers[i].offset, numbers[i].count, &at)) {
            *q = quantity_at(numbers[i].kind, l, at, 0);
            if (quantity_has_time(net, *q))
                q->time = place.unit.time;
            return true;
        }
    if (place.unit.kind == UNIT_BACKWARD)
        return parameter_differs(shown, other, l, QUANTITY_BATCH_GRADIENT, net->param_count, q)
            && (!net->recurrent || share_differs(shown, other, &place, q));
    return place.unit.kind == UNIT_UPDATE
        && parameter_differs(shown, other, l, QUANTITY_NEW, 0, q);
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

/* Of so many units; false: there are more to look at. */
static bool search_number(struct stepper *shown, struct stepper *other, size_t units,
                          struct compare_first *first)
{
    struct place place;

    for (size_t unit = 0; unit < units; unit++) {
        if (!stepper_step(shown) || !stepper_step(other))
            return true;
        stepper_place(shown, &place);
        if (place.iteration > FIRST_ITERATIONS || place.step > FIRST_UNITS_MAX)
            return true;
        if (!difference(shown, other, &first->quantity))
            continue;
        first->iteration = place.iteration;
        first->cursor = cursor_of(shown, &place, first->quantity);
        first->shown = at_quantity(shown, first->quantity);
        first->other = at_quantity(other, first->quantity);
        return true;
    }
    return false;
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

bool compare_part_search(struct stepper *shown, struct stepper *other, size_t units,
                         struct compare_first *first, uint64_t *searched)
{
    if (other->training.mistake != MISTAKE_NONE)
        return search_number(shown, other, units, first);
    *searched = search_loss(shown, other, first);
    return true;
}
