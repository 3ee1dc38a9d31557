/*
 * network_places: what network_layout finds: where everything of a network's picture is.
 */
#ifndef BACKSTEP_VIEW_NETWORK_NETWORK_PLACES_H
#define BACKSTEP_VIEW_NETWORK_NETWORK_PLACES_H

#include "view/view.h"

enum network_nodes {
    NETWORK_NODES_FULL,    /* z and a in the circle, name and bias above, ∂L/∂a and δ below */
    NETWORK_NODES_TIGHT,   /* the same with one row above and one below */
    NETWORK_NODES_COMPACT, /* one number in the circle, below its letter where there is room */
    NETWORK_NODES_DOTS,    /* colour only */
};

enum network_chips {
    NETWORK_CHIPS_ALL,   /* every weight has its chip */
    NETWORK_CHIPS_FOCUS, /* only those of the neuron the step is about */
    NETWORK_CHIPS_NONE,
};

/* Where the names of a layer's circles are. */
enum network_names { NETWORK_NAMES_NONE, NETWORK_NAMES_INSIDE, NETWORK_NAMES_ABOVE };

enum network_form { NETWORK_CIRCLES, NETWORK_CELLS, NETWORK_IMAGE };

struct network_layer_layout {
    size_t from;       /* the layer that feeds it, whose column is to the left */
    enum network_form form;
    float x;           /* of the column's centres */
    float first_y, step_y;
    struct rect cells; /* of cells and images: around all of them */
    size_t columns;    /* cells beside each other */
    struct point cell; /* the size of one, without the gap to the next */
    bool numbers;      /* of cells: a name and a number in each */
    size_t shown;      /* units drawn; fewer than the layer has: the middle is left out */
    enum network_names names; /* of circles */
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
    bool dense;        /* not all layers are circles */
    bool by_step;      /* chips stand where the step has room for those it needs */
    bool shared;       /* by step: the targets are in the column of the loss's card */
    bool named;        /* circles have nothing but their names: the stage is the parameters' */
    size_t rows;       /* at most, below a circle */
    enum network_nodes nodes; /* of the circles */
    struct rect weights, gradients; /* the small images, where layer 0 is one */
    float radius;
    /* How far from the middle of a circle the plate of a number on it may reach to a side. */
    float plate;
    float row_height;  /* of the rows above and below a circle */
    float row_width;   /* that the first row below a circle may have, in number sizes */
    struct network_layer_layout layers[NET_LAYERS_MAX + 1];
    struct rect loss;  /* the loss's card */
    struct rect curve; /* where the loss curve may go; h 0: no room */
    struct rect map; /* where the map of the outputs may go; h 0: no room */
    float target_x;    /* left end of the outputs' targets */
    float target_width;
};

/* The column of the layer that feeds that one, from 1. */
static inline const struct network_layer_layout *
network_layout_from(const struct network_layout *layout, size_t layer)
{
    return &layout->layers[layout->layers[layer].from];
}

#endif
