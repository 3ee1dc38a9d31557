/*
 * network_layout: where the picture of a network puts its neurons, its weights'
 * numbers and the loss, and how much of it there is room for.
 *
 * A layer whose neurons fit as circles is drawn so. One that is too large is a column
 * of cells, with a number in each if they are high enough, else as shades; if they
 * would be too low even for that, several columns of them, filled row by row. Inputs
 * without names whose number is a square of 5 or more are an image, row by row; below
 * it is room for two smaller ones, of a neuron's weights and gradients.
 *
 * Depends on the network's shape and the space only, never on values: nothing
 * jumps while one steps.
 */
#ifndef BACKSTEP_VIEW_NETWORK_NETWORK_LAYOUT_H
#define BACKSTEP_VIEW_NETWORK_NETWORK_LAYOUT_H

#include "view/network/network_places.h"

void network_layout_make(struct network_layout *layout, const struct view *view,
                         struct rect area);

/* All layers as circles; of one that is too large the middle is left out. */
void network_layout_plain(struct network_layout *layout, const struct view *view, struct rect area);

/* The layout of a network with layers that do not fit as circles; false if all of them do. */
bool network_layout_dense(struct network_layout *layout, const struct view *view, struct rect area);

/* At a projector's text sizes: small circles far apart, so that what the step needs has room beside
 * them (network_step.h); in the update nothing but their names. */
void network_layout_step(struct network_layout *layout, const struct view *view, struct rect area);

/* Columns of circles between two x. */
void network_layout_columns(struct network_layout *layout, const struct view *view, float left,
                            float right);
size_t network_largest_layer(const struct net *net);

/* The card of the loss at the right, before it the targets. */
void network_layout_loss(struct network_layout *layout, const struct view *view, float width,
                         float targets);
/* Where the notes below the card end. */
float network_layout_notes(const struct network_layout *layout, const struct view *view);
/* The curve of the loss from there down, if it can be so high. */
void network_layout_curve(struct network_layout *layout, float top, float least);

/* How much a circle shows, at most `most`, from the vertical room of one and the width of a column.
 */
void network_layout_circles(struct network_layout *layout, const struct view *view, float room,
                            float column, enum network_nodes most);

/* An empty layout: columns that know whose columns are to their left. */
void network_layout_begin(struct network_layout *layout, const struct view *view, struct rect area,
                          float row_width);

/* Where the names of the circles go, of which radius and distances are known; the radius may get
 * smaller for long ones. */
void network_layout_names(struct network_layout *layout, const struct view *view);

/* Columns move down a little where the first circle's name has no room above it. */
void network_layout_lower(struct network_layout *layout, const struct view *view);

/* The box of the cell at a place 0 .. shown-1 of a layer of cells or an image. */
struct rect network_layout_cell(const struct network_layout *layout, size_t layer, size_t place);

/* Where the lines of a unit's weights end: at its right side those to the layer above, at its left
 * those from the one below. Images have theirs spread over their height. False if it is not drawn.
 */
enum network_side { NETWORK_LEFT = -1, NETWORK_RIGHT = 1 };
bool network_layout_port(const struct network_layout *layout, const struct net *net, size_t layer,
                         size_t unit, enum network_side side, struct point *port);

/* Whether the unit is drawn, and where its middle is. */
bool network_layout_node(const struct network_layout *layout, const struct net *net, size_t layer,
                         size_t unit, struct point *center);

/* The unit drawn at a place 0 .. shown-1 of its column. */
size_t network_layout_unit(const struct network_layout *layout, const struct net *net,
                           size_t layer, size_t place);

#endif
