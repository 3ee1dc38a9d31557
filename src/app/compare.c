#include "app/compare.h"

#include "app/app.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

enum { BUDGET = 16 << 20, SEARCH_ITERATIONS = 3, SEARCH_UNITS_MAX = 100000 };

void compare_finish(struct compare *compare)
{
    history_finish(&compare->history);
    stepper_finish(&compare->stepper);
    free(compare->losses);
    *compare = (struct compare){0};
}

static bool begin_run(struct stepper *stepper, const struct app *app, enum mistake mistake, struct error *err)
{
    const struct scenario *scenario = &app->scenario;
    struct training training = scenario->training;

    training.mistake = mistake;
    return stepper_init(stepper, &scenario->net, &scenario->data, &training, scenario->params, err);
}

/* ---- where they begin to differ ---- */

/* The first number of a unit, in the order in which a neuron's are shown, that differs. */
static bool differs_at(const struct stepper *right, const struct stepper *wrong, size_t offset, size_t count,
                       size_t *at)
{
    for (size_t i = 0; i < count; i++) {
        double a = right->block[offset + i], b = wrong->block[offset + i];

        if (a == b || (isnan(a) && isnan(b)))
            continue;
        *at = i;
        return true;
    }
    return false;
}

static bool difference(const struct stepper *right, const struct stepper *wrong, struct quantity *q)
{
    const struct net *net = right->net;
    struct place place;
    const struct net_layer *layer;
    size_t at = 0;

    stepper_place(right, &place);
    layer = &net->layers[place.unit.layer];
    switch (place.unit.kind) {
    case UNIT_FORWARD:
        if (!differs_at(right, wrong, layer->z, layer->out, &at))
            return false;
        *q = quantity_at(QUANTITY_Z, place.unit.layer, at, 0);
        return true;
    case UNIT_LOSS:
        if (!differs_at(right, wrong, net->loss_value, 1, &at))
            return false;
        *q = quantity_at(QUANTITY_LOSS, net->layer_count, 0, 0);
        return true;
    case UNIT_BACKWARD:
        if (differs_at(right, wrong, layer->da, layer->out, &at)) {
            *q = quantity_at(QUANTITY_DA, place.unit.layer, at, 0);
            return true;
        }
        if (differs_at(right, wrong, layer->dz, layer->out, &at)) {
            *q = quantity_at(QUANTITY_DZ, place.unit.layer, at, 0);
            return true;
        }
        if (!differs_at(right, wrong, layer->gw, layer->out * layer->in, &at))
            return false;
        *q = quantity_at(QUANTITY_GW, place.unit.layer, at / layer->in, at % layer->in);
        return true;
    case UNIT_UPDATE:
        if (!differs_at(right, wrong, layer->w, layer->out * layer->in, &at))
            return false;
        *q = quantity_at(QUANTITY_NEW_W, place.unit.layer, at / layer->in, at % layer->in);
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
static struct cursor cursor_of(const struct stepper *stepper, const struct place *place, struct quantity q)
{
    struct reveal_unit unit = reveal_unit(&stepper->program, place->batch_count, place->index);
    const struct net_layer *layer = &stepper->net->layers[place->unit.layer];
    struct moment moment = {.to = q.to, .from = q.from};
    struct cursor end = {place->step + (place->count - place->index), 0};

    switch (q.kind) {
    case QUANTITY_Z:
        moment.kind = layer->has_biases ? MOMENT_BIAS : MOMENT_PRODUCT;
        moment.from = layer->has_biases ? 0 : layer->in - 1;
        break;
    case QUANTITY_LOSS:
        moment = (struct moment){.kind = MOMENT_LOSS_TOTAL};
        break;
    case QUANTITY_DA:
        moment.kind = MOMENT_DA;
        break;
    case QUANTITY_DZ:
        moment.kind = MOMENT_DZ;
        break;
    case QUANTITY_GW:
        moment.kind = MOMENT_DW;
        break;
    default:
        unit = reveal_unit(&stepper->program, place->batch_count, place->count);
        end.moment = reveal_count(stepper->net, unit);
        return end;
    }
    return (struct cursor){place->step, reveal_find(stepper->net, unit, moment)};
}

/* Both runs from their start, side by side. */
static void search(struct app *app, enum mistake mistake, struct mistake_first *first)
{
    struct stepper right = {0}, wrong = {0};
    struct place place;

    *first = (struct mistake_first){0};
    if (begin_run(&right, app, MISTAKE_NONE, NULL) && begin_run(&wrong, app, mistake, NULL)) {
        edit_log_copy(&right.edits, &app->stepper.edits);
        edit_log_copy(&wrong.edits, &app->stepper.edits);
        for (size_t units = 0; units < SEARCH_UNITS_MAX && stepper_step(&right) && stepper_step(&wrong); units++) {
            stepper_place(&right, &place);
            if (place.iteration > SEARCH_ITERATIONS)
                break;
            if (!difference(&right, &wrong, &first->quantity))
                continue;
            first->iteration = place.iteration;
            first->cursor = cursor_of(&right, &place, first->quantity);
            first->right = at_quantity(&right, first->quantity);
            first->wrong = at_quantity(&wrong, first->quantity);
            break;
        }
    }
    stepper_finish(&right);
    stepper_finish(&wrong);
}

/* ---- in step ---- */

bool compare_set(struct app *app, enum mistake mistake, struct error *err)
{
    struct compare *compare = &app->compare;

    compare_finish(compare);
    app->dirty = true;
    if (mistake == MISTAKE_NONE)
        return true;
    if (!begin_run(&compare->stepper, app, mistake, err)
        || !history_init(&compare->history, &compare->stepper, BUDGET, err)) {
        compare_finish(compare);
        return false;
    }
    if (app->stepper.edits.count > 0)
        history_edit(&compare->history, &app->stepper.edits, 0);
    compare->mistake = mistake;
    search(app, mistake, &compare->first);
    return true;
}

static void record(struct compare *compare)
{
    struct place place;

    stepper_place(&compare->stepper, &place);
    if (place.unit.kind != UNIT_LOSS || place.batch_index + 1 != place.batch_count
        || place.iteration != compare->loss_count + 1)
        return;
    if (compare->loss_count == compare->loss_capacity) {
        compare->loss_capacity = compare->loss_capacity > 0 ? 2 * compare->loss_capacity : 256;
        compare->losses = memory_resize(compare->losses, compare->loss_capacity, sizeof *compare->losses);
    }
    compare->losses[compare->loss_count++] =
        compare->stepper.state.batch_loss / (double)place.batch_count;
}

const struct snapshot *compare_follow(struct app *app)
{
    struct compare *compare = &app->compare;
    uint64_t target = app->cursor.step;

    if (compare->mistake == MISTAKE_NONE)
        return NULL;
    if (edit_log_difference(&compare->stepper.edits, &app->stepper.edits) < UINT64_MAX) {
        /* Changed by hand: the same changes, from the start. */
        if (!compare_set(app, compare->mistake, NULL))
            return NULL;
    }
    if (target < compare->stepper.state.step)
        history_seek(&compare->history, target);
    while (compare->stepper.state.step < target && history_step(&compare->history))
        record(compare);
    app_snapshot_of(&compare->stepper, &compare->history, &compare->snapshot);
    if (compare->snapshot.place.step > 0
        && compare->snapshot.place.index >= compare->snapshot.place.count)
        compare->snapshot.loss_after = stepper_batch_loss_now(&compare->stepper, app->scratch);
    return &compare->snapshot;
}
