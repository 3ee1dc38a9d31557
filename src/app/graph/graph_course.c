#include "app/graph/graph_course.h"

static struct place locate_step(const struct run *run, uint64_t step)
{
    struct place place;

    program_locate(&run->stepper.program, step, run->stepper.state.stop_step, &place);
    return place;
}

enum graph_fineness graph_course_fineness(enum granularity granularity)
{
    return granularity == GRANULARITY_PHASE  ? GRAPH_PHASES
           : granularity == GRANULARITY_TERM ? GRAPH_TERMS
                                             : GRAPH_OPERATIONS;
}

size_t graph_course_moments(const struct run *run, uint64_t step)
{
    struct place place = locate_step(run, step);

    return graph_moment_count(&run->graph, &place);
}

size_t graph_course_rank(const struct run *run, uint64_t step, enum granularity granularity,
                         size_t moment)
{
    struct place place = locate_step(run, step);

    return graph_moment_rank(&run->graph, &place, moment, graph_course_fineness(granularity));
}

size_t graph_course_boundary(const struct run *run, uint64_t step, enum granularity granularity,
                             size_t rank)
{
    struct place place = locate_step(run, step);
    size_t count = graph_moment_count(&run->graph, &place), moment = 0;

    while (rank > 0 && moment < count)
        rank -= graph_moment_ends(&run->graph, &place, ++moment,
                                  graph_course_fineness(granularity));
    return moment;
}

struct graph_moment graph_course_moment(const struct run *run, struct cursor cursor)
{
    return (struct graph_moment){&run->graph, locate_step(run, cursor.step), cursor.moment};
}
