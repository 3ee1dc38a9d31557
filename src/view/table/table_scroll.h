/*
 * table_scroll: the lines of the table of parameters, and which of them are in sight.
 *
 * In the network's order a layer's heading and its parameters, layer after layer; by size the
 * parameters alone.
 */
#ifndef BACKSTEP_VIEW_TABLE_TABLE_SCROLL_H
#define BACKSTEP_VIEW_TABLE_TABLE_SCROLL_H

#include "quantity/parameters.h"
#include "view/view.h"

/* Where it stands, kept from frame to frame. A zeroed struct is the top, in order. */
struct table {
    bool by_size;
    size_t first;                  /* line at the top */
    size_t visible, lines;         /* as of the last frame */
    struct cursor followed;        /* the moment and the selection that the table has scrolled to */
    struct quantity selected;
    bool following;
    struct parameters_order order; /* owned */
};

/* Scrolls by lines, or so that a fraction of what is out of sight lies above. */
void table_scroll_by(struct table *table, double lines);
void table_scroll_to(struct table *table, double fraction);

struct table_line {
    size_t layer; /* of a heading; 0: a parameter */
    struct quantity parameter;
};

/* The line of that index, from the top of all. */
struct table_line table_scroll_line(const struct net *net, const struct table *table, size_t index);

/* Counts the lines, of which so many have room, and scrolls to the step's first where the cursor
 * has moved, to the selected one where that has changed. */
void table_scroll_follow(const struct view *view, struct table *table, size_t visible);

#endif
