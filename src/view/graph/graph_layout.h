/*
 * graph_layout: where the nodes of a graph stand: in layers, with few crossings.
 *
 * An operation stands just before where it is used first, behind its arguments; a leaf in the first
 * layer or, if that is far from its use, just before. What is used further on is led through the
 * layers between on one way that all its uses share. The order within a layer follows the means of
 * the neighbours, layer by layer there and back, and of the orders tried the one with the fewest
 * crossings is kept (Sugiyama, Tagawa and Toda 1981); then places are moved to those means as far
 * as the distances allow. Places are counted in slots, one a node; what they are in pixels is for
 * the view to say.
 */
#ifndef BACKSTEP_VIEW_GRAPH_GRAPH_LAYOUT_H
#define BACKSTEP_VIEW_GRAPH_GRAPH_LAYOUT_H

#include "graph/graph.h"

struct graph_spot {
    size_t layer;      /* from 0 */
    float slot;        /* of its middle */
    size_t way;        /* where its way begins in `way` */
    size_t way_length; /* layers that its way leads through, from layer + 1 on */
};

struct graph_layout {
    struct graph_spot *spots; /* owned; by node */
    float *way;               /* owned; slots */
    size_t layers;
    float slots;              /* they are from 0 to this */
    size_t crossings;
};

/* Never fails: a graph is small. */
void graph_layout_init(struct graph_layout *layout, const struct graph *graph);
void graph_layout_finish(struct graph_layout *layout);

#endif
