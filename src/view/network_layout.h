/*
 * network_layout: where the picture of a network puts its neurons, its weights'
 * numbers and the loss, and how much of it there is room for.
 *
 * Depends on the network's shape and the space only, never on values: nothing
 * jumps while one steps.
 */
#ifndef BACKSTEP_VIEW_NETWORK_LAYOUT_H
#define BACKSTEP_VIEW_NETWORK_LAYOUT_H

#include "view/view.h"

enum network_nodes {
    NETWORK_NODES_FULL,    /* z and a in the circle, name and bias above, ∂L/∂a and δ below */
    NETWORK_NODES_TIGHT,   /* the same with one row above and one below */
    NETWORK_NODES_COMPACT, /* one number in the circle */
    NETWORK_NODES_DOTS,    /* colour only */
};

enum network_chips {
    NETWORK_CHIPS_ALL,   /* every weight has its chip */
    NETWORK_CHIPS_FOCUS, /* only those of the neuron the step is about */
    NETWORK_CHIPS_NONE,
};

struct network_layer_layout {
    float x;           /* of the column's centres */
    float first_y, step_y;
    size_t shown;      /* units drawn; fewer than the layer has: the middle is left out */
    /* Of the weights into this layer: */
    enum network_chips chips;
    float chip_t;      /* 0 .. 1: where along the edge from the lower layer they sit */
    bool chip_middle;  /* those of level edges sit in the middle instead */
    float chip_width;
    bool chip_two_lines;
    bool chip_symbols; /* room for w₅ and ∂L/∂w₅ before the numbers */
};

struct network_layout {
    struct rect area;
    enum network_nodes nodes;
    float radius;
    float row_height;  /* of the rows above and below a circle */
    bool names;        /* room for a name above every circle */
    struct network_layer_layout layers[NET_LAYERS_MAX + 1];
    struct rect loss;  /* the loss's card */
    struct rect curve; /* where the loss curve may go; h 0: no room */
    float target_x;    /* left end of the outputs' targets */
    float target_width;
};

void network_layout_make(struct network_layout *layout, const struct view *view,
                         struct rect area);

/* Whether the unit is drawn, and where. */
bool network_layout_node(const struct network_layout *layout, const struct net *net, size_t layer,
                         size_t unit, struct point *center);

/* The unit drawn at a place 0 .. shown-1 of its column. */
size_t network_layout_unit(const struct network_layout *layout, const struct net *net,
                           size_t layer, size_t place);

#endif
