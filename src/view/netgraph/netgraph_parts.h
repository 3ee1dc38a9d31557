/*
 * netgraph_parts: what the drawing of a network's graph is made of; for netgraph*.c only.
 */
#ifndef BACKSTEP_VIEW_NETGRAPH_NETGRAPH_PARTS_H
#define BACKSTEP_VIEW_NETGRAPH_NETGRAPH_PARTS_H

#include "view/matrices/matrix_parts.h"

/* A variable. */
struct netgraph_box {
    struct matrices_term terms[2]; /* its value, and its gradient */
    struct matrix_cache caches[2];
    struct matrix_box boxes[2];
    bool shown, has_gradient;
    bool lit;
    struct rect at;                /* without caption and foot */
};

struct netgraph_circle {
    const char *sign;
    bool shown, lit;
    struct point at;
    float half; /* of its width */
};

/* From what feeds it to its activation. */
struct netgraph_layer {
    struct netgraph_box w, b, z, a;
    struct netgraph_circle times, function;
    const char *slope; /* σ′(z) */
};

struct netgraph {
    const struct view *view;
    const struct net *net;
    struct matrix_page page;
    struct netgraph_box x, t, loss, penalty, objective;
    struct netgraph_layer *layers; /* from 1; in the frame's arena */
    struct netgraph_circle loss_of, penalty_of, plus;
    float size;                    /* of the numbers */
    float half;                    /* of the highest box of the main row, with what is around it */
    float least_x, most_x, least_y, most_y; /* of all of it */
    float middle;                  /* where the step is, along x */
};

/* The variables and operations of the view's network, and which of them the step is about. */
void netgraph_make(struct netgraph *graph, const struct view *view);

/* Measures and places them for a fit, the middle of the first box of the main row at height 0. */
void netgraph_place(struct netgraph *graph, struct matrix_fit fit);

/* Moves all of it. */
void netgraph_shift(struct netgraph *graph, float x, float y);

/* The room of a caption above a box; of what stands below it. */
float netgraph_caption(const struct netgraph *graph);
float netgraph_foot(const struct netgraph *graph, const struct netgraph_box *box);

#endif
