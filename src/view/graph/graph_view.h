/*
 * graph_view: a graph as boxes and circles: values with their gradients, and the operations between
 * them. The operation that is running is lit, and so are the ways by which a gradient comes back;
 * the local slope stands at each way.
 *
 * Where the graph is deep the boxes become flat and stand below each other; where it is deeper
 * still, the part around the step is shown, and what is left out is said.
 */
#ifndef BACKSTEP_VIEW_GRAPH_GRAPH_VIEW_H
#define BACKSTEP_VIEW_GRAPH_GRAPH_VIEW_H

#include "draw/geom.h"
#include "view/graph/graph_frame.h"

void graph_view(const struct view *view, struct rect area);


#endif
