/*
 * graph_course: the moments inside the steps of a graph's run, which course.h asks for.
 *
 * Steps are those of graph_moment.h: a layer is an operation, as a neuron is.
 */
#ifndef BACKSTEP_APP_GRAPH_GRAPH_COURSE_H
#define BACKSTEP_APP_GRAPH_GRAPH_COURSE_H

#include "app/run/run.h"

enum graph_fineness graph_course_fineness(enum granularity granularity);

/* See course.h; a rank of moment SIZE_MAX is how many steps there are. */
size_t graph_course_moments(const struct run *run, uint64_t step);
size_t graph_course_rank(const struct run *run, uint64_t step, enum granularity granularity,
                         size_t moment);
size_t graph_course_boundary(const struct run *run, uint64_t step, enum granularity granularity,
                             size_t rank);

/* What is seen at a cursor, its numbers if the run stands at its step. */
struct graph_moment graph_course_moment(const struct run *run, struct cursor cursor);

#endif
