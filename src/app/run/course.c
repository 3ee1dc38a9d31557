#include "app/run/course.h"

static struct reveal_unit unit_at(const struct run *run, uint64_t step)
{
    return reveal_unit_of(&run->stepper, step);
}

struct place course_locate(const struct run *run, uint64_t step)
{
    struct place place;

    program_locate(&run->stepper.program, step, run->stepper.state.stop_step, &place);
    return place;
}

/* ---- of a graph ---- */

enum graph_fineness course_fineness(enum granularity granularity)
{
    return granularity == GRANULARITY_PHASE  ? GRAPH_PHASES
           : granularity == GRANULARITY_TERM ? GRAPH_TERMS
                                             : GRAPH_OPERATIONS;
}

static size_t graph_moments(const struct run *run, uint64_t step)
{
    struct place place = course_locate(run, step);

    return graph_moment_count(&run->graph, &place);
}

/* With a moment SIZE_MAX it is how many steps there are. */
static size_t graph_rank(const struct run *run, uint64_t step, enum granularity granularity,
                         size_t moment)
{
    struct place place = course_locate(run, step);

    return graph_moment_rank(&run->graph, &place, moment, course_fineness(granularity));
}

static size_t graph_boundary(const struct run *run, uint64_t step, enum granularity granularity,
                             size_t rank)
{
    struct place place = course_locate(run, step);
    size_t count = graph_moment_count(&run->graph, &place), moment = 0;

    while (rank > 0 && moment < count)
        rank -= graph_moment_ends(&run->graph, &place, ++moment,
                                  course_fineness(granularity));
    return moment;
}

struct graph_moment course_graph_moment(const struct run *run, struct cursor cursor)
{
    return (struct graph_moment){&run->graph, course_locate(run, cursor.step), cursor.moment};
}

/* ---- of either ---- */

size_t course_moments(const struct run *run, uint64_t step)
{
    return run_is_graph(run) ? graph_moments(run, step)
                             : reveal_count(&run->scenario.net, unit_at(run, step));
}

size_t course_steps(const struct run *run, uint64_t step, enum granularity granularity)
{
    return run_is_graph(run)
               ? graph_rank(run, step, granularity, SIZE_MAX)
               : reveal_steps(&run->scenario.net, unit_at(run, step), granularity);
}

size_t course_rank(const struct run *run, uint64_t step, enum granularity granularity,
                   size_t moment)
{
    return run_is_graph(run)
               ? graph_rank(run, step, granularity, moment)
               : reveal_rank(&run->scenario.net, unit_at(run, step), granularity, moment);
}

size_t course_boundary(const struct run *run, uint64_t step, enum granularity granularity,
                       size_t rank)
{
    return run_is_graph(run)
               ? graph_boundary(run, step, granularity, rank)
               : reveal_boundary(&run->scenario.net, unit_at(run, step), granularity, rank);
}

struct reveal_progress course_progress(const struct run *run)
{
    struct reveal_progress progress = {0};
    struct place place;
    uint64_t start, stop;

    stepper_place(&run->stepper, &place);
    start = program_iteration_start(&run->stepper.program, place.iteration);
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

size_t course_sample(const struct run *run)
{
    struct place place;

    stepper_place(&run->stepper, &place);
    return stepper_sample(&run->stepper, place.batch_index);
}
