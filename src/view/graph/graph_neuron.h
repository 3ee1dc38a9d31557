/*
 * graph_neuron: a graph that is one neuron, drawn once more as a network, beside it: what the step
 * is about is lit in both, and a click on a number asks about its node.
 */
#ifndef BACKSTEP_VIEW_GRAPH_GRAPH_NEURON_H
#define BACKSTEP_VIEW_GRAPH_GRAPH_NEURON_H

#include "view/graph/graph_frame.h"

/* Draws it at the left of the area, which becomes what is left for the graph. Nothing, and false,
 * where the graph is no neuron (f(w x + b) against a target) or the area has no room for both. */
bool graph_neuron_view(const struct view *view, struct rect *area);

#endif
