/*
 * graph_frame: what a frame with a graph shows; struct view borrows one.
 */
#ifndef BACKSTEP_VIEW_GRAPH_GRAPH_FRAME_H
#define BACKSTEP_VIEW_GRAPH_GRAPH_FRAME_H

#include "graph/graph_item.h"
#include "graph/graph_moment.h"
#include "view/graph/graph_layout.h"
#include "view/view.h"

struct graph_view {
    struct graph_moment at;
    enum graph_fineness fineness;
    const struct graph_layout *layout; /* borrowed for the frame */
    struct graph_item asked;
    double scroll; /* layers further on than where the step is */
};

#endif
