#include "app/graph/graph_course.h"

#include <math.h>

bool graph_course_begin(struct graph_course *course, const struct scenario *scenario,
                        size_t memory, struct error *err)
{
    return scenario_graph_run(&course->run, scenario, &(struct edit_log){0}, err)
           && graph_history_init(&course->history, &course->run, memory, err);
}

void graph_course_finish(struct graph_course *course)
{
    graph_history_finish(&course->history);
    graph_run_finish(&course->run);
    *course = (struct graph_course){0};
}

enum graph_fineness graph_course_fineness(enum granularity granularity)
{
    return granularity == GRANULARITY_PHASE  ? GRAPH_PHASES
           : granularity == GRANULARITY_TERM ? GRAPH_TERMS
                                             : GRAPH_OPERATIONS;
}

static struct graph_place locate_step(const struct graph_course *course, uint64_t step)
{
    return graph_run_locate(course->run.graph, step, course->run.state.stop_step);
}

struct place graph_course_place(const struct graph_course *course, uint64_t step)
{
    struct graph_place place = locate_step(course, step);

    return (struct place){.step = step, .iteration = place.iteration, .epoch = place.iteration,
                          .index = place.index, .count = place.count,
                          .unit = {.kind = place.kind}, .batch_count = 1, .divisor = 1};
}

size_t graph_course_moments(const struct graph_course *course, uint64_t step)
{
    struct graph_place place = locate_step(course, step);

    return graph_moment_count(&course->run, &place);
}

size_t graph_course_rank(const struct graph_course *course, uint64_t step,
                         enum granularity granularity, size_t moment)
{
    struct graph_place place = locate_step(course, step);
    size_t count = graph_moment_count(&course->run, &place), rank = 0;

    for (size_t m = 1; m <= count && m <= moment; m++)
        rank += graph_moment_ends(&course->run, &place, m, graph_course_fineness(granularity));
    return rank;
}

size_t graph_course_boundary(const struct graph_course *course, uint64_t step,
                             enum granularity granularity, size_t rank)
{
    struct graph_place place = locate_step(course, step);
    size_t count = graph_moment_count(&course->run, &place), moment = 0;

    while (rank > 0 && moment < count)
        rank -= graph_moment_ends(&course->run, &place, ++moment,
                                  graph_course_fineness(granularity));
    return moment;
}

struct graph_moment graph_course_moment(const struct graph_course *course, struct cursor cursor)
{
    return (struct graph_moment){&course->run, locate_step(course, cursor.step), cursor.moment};
}

void graph_course_snapshot(struct graph_course *course, const struct training *training,
                           struct snapshot *snapshot)
{
    const struct graph_state *state = &course->run.state;

    course->told = (struct stepper_state){.step = state->step, .optimizer = state->optimizer,
                                          .stopped = state->stopped,
                                          .stop_step = state->stop_step};
    course->program = (struct program){.samples = 1, .batch = 1};
    *snapshot = (struct snapshot){.program = &course->program, .training = training,
                                  .state = &course->told, .batch_loss = (double)NAN,
                                  .loss_after = (double)NAN,
                                  .place = graph_course_place(course, state->step)};
}
