/*
 * graph_shown: what is drawn of the open graph, beside what any lesson shows.
 */
#ifndef BACKSTEP_APP_GRAPH_GRAPH_SHOWN_H
#define BACKSTEP_APP_GRAPH_GRAPH_SHOWN_H

#include "app/graph/graph_line.h"
#include "app/run/run.h"
#include "view/graph/graph_frame.h"

struct graph_shown {
    struct graph_layout layout; /* owned; zeroed: no graph is open */
    double scroll;              /* layers further on than where the step is, until the next step */
    struct graph_line line;     /* another formula, as it is typed */
    struct graph_view view;     /* of the frame being built */
};

void graph_shown_begin(struct graph_shown *shown, const struct graph *graph);
void graph_shown_finish(struct graph_shown *shown);

/* Completes the view of a frame of the run, which is a graph's. */
void graph_shown_fill(struct graph_shown *shown, const struct run *run, struct view *view);

/* What the panel says: of the step, or of the item that is asked about. Lives in the arena. */
const struct explanation *graph_shown_explain(const struct run *run, struct arena *arena,
                                              struct quantity asked);

/* What can be changed by hand of an item: a leaf's value; else QUANTITY_NONE. And its value. */
struct quantity graph_shown_changeable(const struct run *run, struct quantity quantity);
double graph_shown_value(const struct run *run, struct quantity quantity);

#endif
