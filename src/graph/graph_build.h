/*
 * graph_build: a graph from its leaves and steps.
 */
#ifndef BACKSTEP_GRAPH_GRAPH_BUILD_H
#define BACKSTEP_GRAPH_GRAPH_BUILD_H

#include "graph/graph_text.h"

/* On false the graph is zeroed, and *wrong is the step that the error is about, or step_count. The
 * error names the column, found and expected, and the remedy. */
bool graph_build(struct graph *graph, const struct graph_source *source, size_t *wrong,
                 struct error *err);
#endif
