/*
 * graph_course: the run of a graph in the application: what struct run has in place of a stepper
 * and its history. course.h asks it for its steps.
 *
 * Steps are those of graph_moment.h: a layer is an operation, as a neuron is.
 */
#ifndef BACKSTEP_APP_GRAPH_GRAPH_COURSE_H
#define BACKSTEP_APP_GRAPH_GRAPH_COURSE_H

#include "graph/graph_history.h"
#include "graph/graph_moment.h"
#include "lesson/scenario.h"
#include "quantity/reveal.h"

struct graph_course {
    struct graph_run run;
    struct graph_history history;
    struct stepper_state told;    /* what a snapshot says of the run, as of the last one */
    struct program program;       /* the same: of one sample */
};

/* The run of the scenario's graph at its start; `memory`: bytes of snapshots. The scenario must
 * stay where it is. Errors: not enough memory; graph_course_finish is due all the same. */
bool graph_course_begin(struct graph_course *course, const struct scenario *scenario,
                        size_t memory, struct error *err);
void graph_course_finish(struct graph_course *course);

enum graph_fineness graph_course_fineness(enum granularity granularity);

/* See course.h; a rank of moment SIZE_MAX is how many steps there are. */
struct place graph_course_place(const struct graph_course *course, uint64_t step);
size_t graph_course_moments(const struct graph_course *course, uint64_t step);
size_t graph_course_rank(const struct graph_course *course, uint64_t step,
                         enum granularity granularity, size_t moment);
size_t graph_course_boundary(const struct graph_course *course, uint64_t step,
                             enum granularity granularity, size_t rank);

/* The little that a view of a graph has of the snapshot (view.h); borrowed until the next. */
void graph_course_snapshot(struct graph_course *course, const struct training *training,
                           struct snapshot *snapshot);

/* What is seen at a cursor, its numbers if the run stands at its step. */
struct graph_moment graph_course_moment(const struct graph_course *course, struct cursor cursor);

#endif
