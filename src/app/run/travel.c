#include "app/run/travel.h"

#include "app/run/course.h"

#include "view/view.h"

#include <math.h>

/* Executes the next unit; the cursor then shows none of it yet. */
static bool next_unit(struct run *run)
{
    if (!course_next(run))
        return false;
    run->cursor.step++;
    run->cursor.moment = 0;
    return true;
}

static void go_to(struct run *run, struct cursor cursor)
{
    if (cursor.step != run->cursor.step)
        course_seek(run, cursor.step);
    run->cursor = cursor;
}

bool travel_forward(struct run *run, enum granularity granularity)
{
    for (;;) {
        uint64_t step = run->cursor.step;

        if (step > 0) {
            size_t rank = course_rank(run, step, granularity, run->cursor.moment);

            if (rank < course_steps(run, step, granularity)) {
                run->cursor.moment = course_boundary(run, step, granularity, rank + 1);
                return true;
            }
            run->cursor.moment = course_moments(run, step);
        }
        if (!next_unit(run))
            return false;
    }
}

/* The last boundary before the cursor; step 0 if there is none. */
static struct cursor boundary_before(const struct run *run, struct cursor cursor,
                                     enum granularity granularity)
{
    while (cursor.step > 0) {
        size_t rank = cursor.moment > 0
                          ? course_rank(run, cursor.step, granularity, cursor.moment - 1)
                          : 0;

        if (rank > 0) {
            cursor.moment = course_boundary(run, cursor.step, granularity, rank);
            return cursor;
        }
        cursor.step--;
        cursor.moment = cursor.step > 0 ? course_moments(run, cursor.step) + 1 : 0;
    }
    return (struct cursor){0};
}

bool travel_back(struct run *run, enum granularity granularity)
{
    if (run->cursor.step == 0)
        return false;
    go_to(run, boundary_before(run, run->cursor, granularity));
    return true;
}

struct cursor travel_origin(const struct run *run, enum granularity granularity)
{
    return boundary_before(run, run->cursor, granularity);
}

struct cursor travel_iteration_end(const struct run *run, uint64_t iteration)
{
    struct cursor cursor = {program_iteration_start(&run->stepper.program, iteration + 1), 0};

    if (iteration == 0)
        return (struct cursor){0};
    cursor.moment = course_moments(run, cursor.step);
    return cursor;
}

bool travel_to_step(struct run *run, uint64_t step)
{
    if (run->cursor.step < step) {
        course_seek(run, step);
        run->cursor.step = run->stepper.state.step;
    }
    if (run->cursor.step > 0)
        run->cursor.moment = course_moments(run, run->cursor.step);
    return run->cursor.step == step;
}

void travel_resume(struct run *run, struct cursor cursor)
{
    run->cursor = (struct cursor){run->stepper.state.step, 0};
    if (travel_to_step(run, cursor.step))
        run->cursor.moment = cursor.moment;
}

void travel_to(struct run *run, struct cursor cursor)
{
    if (cursor.step <= run->cursor.step)
        go_to(run, cursor);
    else if (travel_to_step(run, cursor.step))
        run->cursor.moment = cursor.moment;
}

bool travel_iterations_forward(struct run *run, uint64_t count)
{
    struct cursor before = run->cursor, end;
    struct place place;

    stepper_place(&run->stepper, &place);
    if (place.step > 0 && place.unit.kind == UNIT_STOP)
        return false;
    end = travel_iteration_end(run, place.iteration);
    if (before.step == end.step && before.moment == end.moment)
        count++;
    travel_to_step(run, program_iteration_start(&run->stepper.program, place.iteration + count));
    return run->cursor.step != before.step || run->cursor.moment != before.moment;
}

struct cursor travel_iteration_before(const struct run *run)
{
    struct place place;

    if (run->cursor.step == 0)
        return run->cursor;
    stepper_place(&run->stepper, &place);
    return travel_iteration_end(run, place.unit.kind == UNIT_STOP ? place.iteration
                                                                  : place.iteration - 1);
}

bool travel_iteration_back(struct run *run)
{
    if (run->cursor.step == 0)
        return false;
    go_to(run, travel_iteration_before(run));
    return true;
}

bool travel_approach(struct run *run, struct cursor cursor, uint64_t iterations)
{
    bool there = course_approach(run, cursor.step, iterations);

    run->cursor = (struct cursor){run->stepper.state.step, 0};
    if (run->cursor.step > 0)
        run->cursor.moment = there && run->cursor.step == cursor.step
                                 ? cursor.moment
                                 : course_moments(run, run->cursor.step);
    return there;
}

void travel_start(struct run *run)
{
    go_to(run, (struct cursor){0});
}

void travel_end(struct run *run)
{
    struct place place;
    struct cursor end;

    stepper_place(&run->stepper, &place);
    if (place.step > 0 && place.unit.kind == UNIT_STOP)
        return;
    end = travel_iteration_end(run, place.iteration);
    if (end.step < run->cursor.step)
        go_to(run, end);
    else
        travel_to_step(run, end.step);
}

/* To the unit with that index in the current iteration; whole. */
static bool go_to_index(struct run *run, size_t index)
{
    struct place place;
    uint64_t step;

    stepper_place(&run->stepper, &place);
    step = program_iteration_start(&run->stepper.program, place.iteration) + index;
    if (step > run->cursor.step)
        return travel_to_step(run, step);
    go_to(run, (struct cursor){step, 0});
    return true;
}

/* Shows the unit that the cursor has come to up to that step; all of it if it has fewer: an
 * optimiser that takes over on the way there has others. */
static void show_step(struct run *run, enum granularity granularity, size_t step)
{
    uint64_t unit = run->cursor.step;

    run->cursor.moment = step <= course_steps(run, unit, granularity)
                             ? course_boundary(run, unit, granularity, step)
                             : course_moments(run, unit);
}

void travel_to_fraction(struct run *run, double fraction)
{
    enum granularity granularity = run->granularity;
    struct place place;
    size_t units, total = 0, wanted;
    uint64_t start;

    stepper_place(&run->stepper, &place);
    start = program_iteration_start(&run->stepper.program, place.iteration);
    units = place.count + (place.step > 0 && place.unit.kind == UNIT_STOP ? 1 : 0);
    for (size_t i = 1; i <= units; i++)
        total += course_steps(run, start + i, granularity);
    fraction = fmin(fmax(fraction, 0.0), 1.0);
    wanted = (size_t)(fraction * (double)total) + 1;
    if (wanted > total)
        wanted = total;
    for (size_t i = 1; i <= units; i++) {
        size_t steps = course_steps(run, start + i, granularity);

        if (wanted <= steps) {
            if (go_to_index(run, i))
                show_step(run, granularity, wanted);
            return;
        }
        wanted -= steps;
    }
}

void travel_to_phase(struct run *run, enum theme_phase phase)
{
    struct place place;
    size_t sample;
    uint64_t start;

    stepper_place(&run->stepper, &place);
    start = program_iteration_start(&run->stepper.program, place.iteration);
    sample = place.index > 0 ? place.batch_index : 0;
    for (size_t i = 1; i <= place.count; i++) {
        struct place unit;

        unit = course_locate(run, start + i);
        if (view_phase(unit.unit.kind) != phase
            || (phase != PHASE_UPDATE && unit.batch_index != sample)
            || course_steps(run, start + i, run->granularity) == 0)
            continue;
        if (go_to_index(run, i))
            show_step(run, run->granularity, 1);
        return;
    }
}

bool travel_has_moved(const struct run *run)
{
    struct place place;

    if (run->cursor.step == 0)
        return false;
    stepper_place(&run->stepper, &place);
    if (place.unit.kind == UNIT_STOP)
        return true;
    return place.index == place.count
        && run->cursor.moment == course_moments(run, run->cursor.step);
}
