#include "app/run/travel.h"

#include "app/run/hurry.h"
#include "view/view.h"

#include <math.h>

/* The unit that step `step` executed (not step 0), or will. */
static struct reveal_unit unit_at(const struct app *app, uint64_t step)
{
    return reveal_unit_of(&app->run.stepper, step);
}

/* The index-th unit of the current iteration, as the timeline shows it. */
static struct reveal_unit unit_in(const struct app *app, const struct place *place, size_t index)
{
    return reveal_unit(&app->run.stepper.program, &app->run.stepper.state.optimizer,
                       place->batch_count,
                       index);
}

/* Executes the next unit; the cursor then shows none of it yet. */
static bool next_unit(struct app *app)
{
    if (!history_step(&app->run.history))
        return false;
    record_look(&app->run.record, &app->run.stepper);
    app->run.cursor.step++;
    app->run.cursor.moment = 0;
    return true;
}

static void go_to(struct app *app, struct cursor cursor)
{
    if (cursor.step != app->run.cursor.step)
        history_seek(&app->run.history, cursor.step);
    app->run.cursor = cursor;
}

bool travel_forward(struct app *app, enum granularity granularity)
{
    const struct net *net = &app->run.scenario.net;

    for (;;) {
        if (app->run.cursor.step > 0) {
            struct reveal_unit unit = unit_at(app, app->run.cursor.step);
            size_t rank = reveal_rank(net, unit, granularity, app->run.cursor.moment);

            if (rank < reveal_steps(net, unit, granularity)) {
                app->run.cursor.moment = reveal_boundary(net, unit, granularity, rank + 1);
                return true;
            }
            app->run.cursor.moment = reveal_count(net, unit);
        }
        if (!next_unit(app))
            return false;
    }
}

/* The last boundary before the cursor; step 0 if there is none. */
static struct cursor boundary_before(const struct app *app, struct cursor cursor,
                                     enum granularity granularity)
{
    const struct net *net = &app->run.scenario.net;

    while (cursor.step > 0) {
        struct reveal_unit unit = unit_at(app, cursor.step);
        size_t rank = cursor.moment > 0 ? reveal_rank(net, unit, granularity, cursor.moment - 1)
                                        : 0;

        if (rank > 0) {
            cursor.moment = reveal_boundary(net, unit, granularity, rank);
            return cursor;
        }
        cursor.step--;
        cursor.moment = cursor.step > 0 ? reveal_count(net, unit_at(app, cursor.step)) + 1 : 0;
    }
    return (struct cursor){0};
}

bool travel_back(struct app *app, enum granularity granularity)
{
    if (app->run.cursor.step == 0)
        return false;
    go_to(app, boundary_before(app, app->run.cursor, granularity));
    return true;
}

struct cursor travel_origin(const struct app *app, enum granularity granularity)
{
    return boundary_before(app, app->run.cursor, granularity);
}

/* The end of an iteration: all of its last update unit, shown. */
static struct cursor iteration_end(const struct app *app, uint64_t iteration)
{
    struct cursor cursor = {program_iteration_start(&app->run.stepper.program, iteration + 1), 0};

    if (iteration == 0)
        return (struct cursor){0};
    cursor.moment = reveal_count(&app->run.scenario.net, unit_at(app, cursor.step));
    return cursor;
}

bool travel_to_step(struct app *app, uint64_t step)
{
    if (app->run.cursor.step < step) {
        history_seek(&app->run.history, step);
        record_look(&app->run.record, &app->run.stepper);
        app->run.cursor.step = app->run.stepper.state.step;
    }
    if (app->run.cursor.step > 0)
        app->run.cursor.moment = reveal_count(&app->run.scenario.net,
                                              unit_at(app, app->run.cursor.step));
    return app->run.cursor.step == step;
}

void travel_resume(struct app *app, struct cursor cursor)
{
    app->run.cursor = (struct cursor){app->run.stepper.state.step, 0};
    if (travel_to_step(app, cursor.step))
        app->run.cursor.moment = cursor.moment;
}

void travel_to(struct app *app, struct cursor cursor)
{
    if (cursor.step <= app->run.cursor.step)
        go_to(app, cursor);
    else if (travel_to_step(app, cursor.step))
        app->run.cursor.moment = cursor.moment;
}

void travel_to_iteration(struct app *app, uint64_t iteration)
{
    uint64_t end = program_iteration_start(&app->run.stepper.program, iteration + 1);

    if (end <= app->run.cursor.step)
        travel_to(app, iteration_end(app, iteration));
    else
        hurry_to(app, iteration_end(app, iteration));
}

void travel_to_run_fraction(struct app *app, double fraction)
{
    size_t count = app->run.record.count;

    fraction = fmin(fmax(fraction, 0.0), 1.0);
    if (count > 0)
        travel_to_iteration(app, (uint64_t)llround(fraction * (double)(count - 1)) + 1);
}

bool travel_iterations_forward(struct app *app, uint64_t count)
{
    struct cursor before = app->run.cursor, end;
    struct place place;

    stepper_place(&app->run.stepper, &place);
    if (place.step > 0 && place.unit.kind == UNIT_STOP)
        return false;
    end = iteration_end(app, place.iteration);
    if (before.step == end.step && before.moment == end.moment)
        count++;
    travel_to_step(app,
                   program_iteration_start(&app->run.stepper.program, place.iteration + count));
    return app->run.cursor.step != before.step || app->run.cursor.moment != before.moment;
}

bool travel_iteration_back(struct app *app)
{
    struct place place;
    struct cursor end;

    if (app->run.cursor.step == 0)
        return false;
    stepper_place(&app->run.stepper, &place);
    end = iteration_end(app, place.iteration);
    if (place.unit.kind != UNIT_STOP)
        end = iteration_end(app, place.iteration - 1);
    go_to(app, end);
    return true;
}

void travel_start(struct app *app)
{
    go_to(app, (struct cursor){0});
}

void travel_end(struct app *app)
{
    struct place place;
    struct cursor end;

    stepper_place(&app->run.stepper, &place);
    if (place.step > 0 && place.unit.kind == UNIT_STOP)
        return;
    end = iteration_end(app, place.iteration);
    if (end.step < app->run.cursor.step)
        go_to(app, end);
    else
        travel_to_step(app, end.step);
}

/* To the unit with that index in the current iteration; whole. */
static bool go_to_index(struct app *app, size_t index)
{
    struct place place;
    uint64_t step;

    stepper_place(&app->run.stepper, &place);
    step = program_iteration_start(&app->run.stepper.program, place.iteration) + index;
    if (step > app->run.cursor.step)
        return travel_to_step(app, step);
    go_to(app, (struct cursor){step, 0});
    return true;
}

/* Shows the unit that the cursor has come to up to that step; all of it if it has fewer: an
 * optimiser that takes over on the way there has others. */
static void show_step(struct app *app, enum granularity granularity, size_t step)
{
    const struct net *net = &app->run.scenario.net;
    struct reveal_unit unit = unit_at(app, app->run.cursor.step);

    app->run.cursor.moment = step <= reveal_steps(net, unit, granularity)
                             ? reveal_boundary(net, unit, granularity, step)
                             : reveal_count(net, unit);
}

void travel_to_fraction(struct app *app, double fraction)
{
    const struct net *net = &app->run.scenario.net;
    enum granularity granularity = app->shown.settings.granularity;
    struct place place;
    size_t units, total = 0, wanted;

    stepper_place(&app->run.stepper, &place);
    units = place.count + (place.step > 0 && place.unit.kind == UNIT_STOP ? 1 : 0);
    for (size_t i = 1; i <= units; i++)
        total += reveal_steps(net, unit_in(app, &place, i), granularity);
    fraction = fmin(fmax(fraction, 0.0), 1.0);
    wanted = (size_t)(fraction * (double)total) + 1;
    if (wanted > total)
        wanted = total;
    for (size_t i = 1; i <= units; i++) {
        struct reveal_unit unit = unit_in(app, &place, i);
        size_t steps = reveal_steps(net, unit, granularity);

        if (wanted <= steps) {
            if (go_to_index(app, i))
                show_step(app, granularity, wanted);
            return;
        }
        wanted -= steps;
    }
}

void travel_to_phase(struct app *app, enum theme_phase phase)
{
    const struct net *net = &app->run.scenario.net;
    struct place place;
    size_t sample;

    stepper_place(&app->run.stepper, &place);
    sample = place.index > 0 ? place.batch_index : 0;
    for (size_t i = 1; i <= place.count; i++) {
        struct reveal_unit unit = unit_in(app, &place, i);
        size_t batch_index;

        program_unit(&app->run.stepper.program, place.batch_count, i, &batch_index);
        if (view_phase(unit.unit.kind) != phase || (phase != PHASE_UPDATE && batch_index != sample)
            || reveal_steps(net, unit, app->shown.settings.granularity) == 0)
            continue;
        if (go_to_index(app, i))
            show_step(app, app->shown.settings.granularity, 1);
        return;
    }
}

bool travel_has_moved(const struct app *app)
{
    struct place place;

    if (app->run.cursor.step == 0)
        return false;
    stepper_place(&app->run.stepper, &place);
    if (place.unit.kind == UNIT_STOP)
        return true;
    return place.index == place.count
        && app->run.cursor.moment == reveal_count(&app->run.scenario.net,
                                                  unit_at(app, app->run.cursor.step));
}
