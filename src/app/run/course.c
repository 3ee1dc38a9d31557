#include "app/run/course.h"

#include "app/graph/graph_course.h"

static struct reveal_unit unit_at(const struct run *run, uint64_t step)
{
    return reveal_unit_of(&run->stepper, step);
}

void course_place(const struct run *run, struct place *place)
{
    stepper_place(&run->stepper, place);
}

void course_locate(const struct run *run, uint64_t step, struct place *place)
{
    program_locate(&run->stepper.program, step, run->stepper.state.stop_step, place);
}

uint64_t course_start_of(const struct run *run, uint64_t iteration)
{
    return program_iteration_start(&run->stepper.program, iteration);
}

size_t course_moments(const struct run *run, uint64_t step)
{
    return run_is_graph(run) ? graph_course_moments(run, step)
                             : reveal_count(&run->scenario.net, unit_at(run, step));
}

size_t course_steps(const struct run *run, uint64_t step, enum granularity granularity)
{
    return run_is_graph(run)
               ? graph_course_rank(run, step, granularity, SIZE_MAX)
               : reveal_steps(&run->scenario.net, unit_at(run, step), granularity);
}

size_t course_rank(const struct run *run, uint64_t step, enum granularity granularity,
                   size_t moment)
{
    return run_is_graph(run)
               ? graph_course_rank(run, step, granularity, moment)
               : reveal_rank(&run->scenario.net, unit_at(run, step), granularity, moment);
}

size_t course_boundary(const struct run *run, uint64_t step, enum granularity granularity,
                       size_t rank)
{
    return run_is_graph(run)
               ? graph_course_boundary(run, step, granularity, rank)
               : reveal_boundary(&run->scenario.net, unit_at(run, step), granularity, rank);
}

struct reveal_progress course_progress(const struct run *run)
{
    struct reveal_progress progress = {0};
    struct place place;
    uint64_t start, stop;

    course_place(run, &place);
    start = course_start_of(run, place.iteration);
    stop = place.step > 0 && place.unit.kind == UNIT_STOP ? 1 : 0;
    for (uint64_t step = start + 1; step <= start + place.count + stop; step++) {
        size_t steps = course_steps(run, step, run->granularity);

        progress.total += steps;
        if (step <= run->cursor.step)
            progress.done += step < run->cursor.step
                                 ? steps
                                 : course_rank(run, step, run->granularity, run->cursor.moment);
    }
    return progress;
}

bool course_next(struct run *run)
{
    bool there = history_step(&run->history);

    record_look(&run->record, &run->stepper);
    return there;
}

uint64_t course_distance(const struct run *run, uint64_t step)
{
    return history_distance(&run->history, step);
}

bool course_approach(struct run *run, uint64_t step, uint64_t iterations)
{
    bool there = history_approach(&run->history, step, iterations);

    record_look(&run->record, &run->stepper);
    return there;
}

void course_seek(struct run *run, uint64_t step)
{
    history_seek(&run->history, step);
    record_look(&run->record, &run->stepper);
}

uint64_t course_step(const struct run *run)
{
    return run->stepper.state.step;
}

uint64_t course_furthest(const struct run *run)
{
    return run->history.furthest;
}

enum stop_reason course_stopped(const struct run *run)
{
    return run->stepper.state.stopped;
}

uint64_t course_epoch(const struct run *run)
{
    return program_epoch_iterations(&run->stepper.program);
}

uint64_t course_work(const struct run *run)
{
    return run->stepper.iteration_work;
}

size_t course_sample(const struct run *run)
{
    struct place place;

    course_place(run, &place);
    return stepper_sample(&run->stepper, place.batch_index);
}

const struct edit_log *course_edits(const struct run *run)
{
    return &run->stepper.edits;
}
