/*
 * graph_view_parts: what the drawing of a graph is made of; for graph_*.c in this folder only.
 */
#ifndef BACKSTEP_VIEW_GRAPH_GRAPH_VIEW_PARTS_H
#define BACKSTEP_VIEW_GRAPH_GRAPH_VIEW_PARTS_H

#include "view/graph/graph_frame.h"

/* How large things are, in sizes of the text; `along` is from layer to layer, `across` from slot to
 * slot. */
struct graph_style {
    bool down;         /* layers below each other, flat boxes; else from left to right */
    float box_w, box_h;
    float radius;      /* of a circle */
    float edge;        /* least room for the ways between two layers */
    float edge_most;
    float join;        /* from the circle to its box */
    float name;        /* above a box */
    float gap, gap_most; /* between two boxes of a layer */
    bool slopes;       /* at every way; else only at those that are lit */
};

/* A picture of that style, in pixels. */
struct graph_drawing {
    const struct view *view;
    const struct graph_view *of;
    const struct graph *graph;
    const struct graph_style *style;
    struct rect area;
    int size_px;
    float size;          /* the same */
    float along, across; /* from layer to layer, from slot to slot */
    struct point origin; /* of the middle of layer 0 and slot 0 */
    bool scrolls;
};

void graph_drawing_init(struct graph_drawing *d, const struct view *view, struct rect area);

/* The box of a node; the middle of its circle; the place of a way in a layer. */
struct rect graph_drawing_box(const struct graph_drawing *d, size_t node);
struct point graph_drawing_circle(const struct graph_drawing *d, size_t node);
/* The outline of its sign: that circle, or longer to the left where the sign is a word. */
struct rect graph_drawing_outline(const struct graph_drawing *d, size_t node);

struct point graph_drawing_spot(const struct graph_drawing *d, size_t layer, float slot);

/* Whether the node is in sight. */
bool graph_drawing_sees(const struct graph_drawing *d, size_t node);

/* The rectangle shows the item: there it can be asked about, and has an outline if it is. */
void graph_drawing_item(const struct graph_drawing *d, struct rect box, float round,
                        struct graph_item item);

/* Whether it is a trained value after the move, though its step may have been 0. */
bool graph_drawing_has_moved(const struct graph_drawing *d, size_t node);

/* Its new value around there; the one before, crossed out, up to there, where that has room and is
 * another; both, behind the name of a flat box. */
void graph_drawing_new(const struct graph_drawing *d, size_t node, struct point at, float width);
void graph_drawing_old(const struct graph_drawing *d, size_t node, struct point right, float width);
void graph_drawing_flat_moved(const struct graph_drawing *d, size_t node, struct rect room);

/* The step that a trained leaf is to take, below its box. */
void graph_drawing_step(const struct graph_drawing *d, size_t node, struct rect box);

/* After the move, at the foot left of `right` where nothing stands: that what is grey is old. */
void graph_drawing_say_old(const struct graph_drawing *d, struct rect area, float right);

/* The ways of all values, and the slopes at them. */
void graph_drawing_ways(const struct graph_drawing *d);
void graph_drawing_slopes(const struct graph_drawing *d);

#endif
