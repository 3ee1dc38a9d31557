/*
 * netgraph_parts: what the drawing of a network's graph is made of; for netgraph*.c only.
 *
 * A row is a forward pass, from left to right: of a plain network there is one, of a recurrent one
 * one a time in sight. The parameters stand once, above all rows (of a plain network the biases
 * below it, if there is room), and a line leads from them through the rows' operations that use
 * them.
 */
#ifndef BACKSTEP_VIEW_NETGRAPH_NETGRAPH_PARTS_H
#define BACKSTEP_VIEW_NETGRAPH_NETGRAPH_PARTS_H

#include "view/matrices/matrix_parts.h"

/* A variable, which is a box, or an operation, a circle. */
struct netgraph_node {
    const char *sign;              /* of an operation; NULL: a variable */
    struct matrices_term terms[2]; /* of a variable its value, and its gradient */
    struct matrix_cache caches[2];
    struct matrix_box boxes[2];
    bool sized;                    /* there is such a variable */
    bool shown;                    /* it is drawn: at this time, too */
    bool has_gradient;
    bool lit;
    struct rect at;                /* a box without caption and foot; an operation's middle */
    float half;                    /* of an operation's width */
};

/* From what feeds it to its activation. All nodes are the graph's. */
struct netgraph_layer {
    struct netgraph_node *times, *z, *function, *a;
};

struct netgraph_row {
    size_t time;                   /* 0: of a plain network */
    float y;                       /* of its middle */
    struct netgraph_layer *layers; /* in the frame's arena; of layer 0 there is `a`, the inputs */
    struct netgraph_node *t, *loss_of, *loss; /* of a recurrent network the loss of that time */
};

/* Of a layer. */
struct netgraph_weights {
    struct netgraph_node *w, *r, *b;
    const char *slope; /* σ′(z) */
};

struct netgraph {
    const struct view *view;
    const struct net *net;
    struct matrix_page page;
    struct netgraph_node *nodes;   /* all of them, from left to right, row by row; in the frame's
                                    * arena, as the next two */
    size_t node_count;
    struct netgraph_row *rows;
    size_t row_count;
    size_t times, now;             /* of the sample; of the step */
    struct netgraph_weights *weights; /* from 1 */
    struct netgraph_node *sum, *loss; /* of a recurrent network the losses of its times */
    struct netgraph_node *penalty_of, *penalty, *plus, *objective;
    bool beside;                   /* the parameters stand side by side, above */
    float size;                    /* of the numbers */
    float above, below;            /* a row's middle: its highest box, with what is around it */
    float gap;                     /* between two rows */
    float names;                   /* the width of the times' names */
    float least_x, most_x, least_y, most_y; /* of all of it */
    float middle;                  /* where the step is, along x */
};

/* The variables and operations of the view's network, and which of them the step is about; at most
 * so many times. */
void netgraph_make(struct netgraph *graph, const struct view *view, size_t rows);

/* Measures and places them for a fit, the middle of the first row at height 0. */
void netgraph_place(struct netgraph *graph, struct matrix_fit fit);

/* Moves all of it. */
void netgraph_shift(struct netgraph *graph, float x, float y);

/* The sizes of captions and of slopes: no larger than the numbers ask for. */
int netgraph_caption_px(const struct netgraph *graph);
int netgraph_slope_px(const struct netgraph *graph);

/* The room of a caption above a box; of what stands below it. */
float netgraph_caption(const struct netgraph *graph);
float netgraph_foot(const struct netgraph *graph, const struct netgraph_node *box);

/* The box of the last loss: the sample's. */
const struct netgraph_node *netgraph_last_loss(const struct netgraph *graph);

/* Whether it lies in the picture's area. */
bool netgraph_sees(const struct netgraph *graph, struct point at);

color netgraph_ink(const struct netgraph *graph);

/* All ways, and at them the local slopes. */
void netgraph_ways(const struct netgraph *graph);

/* ---- local slopes, which stand there from the backward pass on ---- */

bool netgraph_has_slopes(const struct netgraph *graph);

/* The number of a slope that is one number; else (NaN, or no room) its letters. */
const char *netgraph_slope_text(const struct netgraph *graph, const char *letters, double value,
                                float width);

/* Letters, of which the last may be a raised T, or a number, its left end there; its width. */
float netgraph_slope_write(const struct netgraph *graph, const char *text, float x, float y,
                           bool measure);

/* Over a way of a row. */
void netgraph_slope(const struct netgraph *graph, struct point from, struct point to,
                    const char *letters, double value);

/* f'(z) over the way from z, of several neurons where there is room; below it their numbers, where
 * z has its numbers. */
void netgraph_slopes(const struct netgraph *graph, struct point from, struct point to,
                     const struct netgraph_node *z, const struct netgraph_weights *weights);

/* ∂L/∂a where it is one number, fused ∂L/∂z: of that time's own loss. */
double netgraph_loss_slope(const struct netgraph *graph, const struct netgraph_row *row);

/* A variable that is one number: its value; of any other NaN. */
double netgraph_one(const struct netgraph *graph, const struct netgraph_node *box);

#endif
