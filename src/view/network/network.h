/*
 * network: the picture of the network at the cursor: neurons, weights, targets and
 * the loss, each number beside what it belongs to.
 *
 * Sign is told by colour, by the printed sign and by solid or dashed lines;
 * magnitude by width. What is not computed yet is a question mark.
 */
#ifndef BACKSTEP_VIEW_NETWORK_NETWORK_H
#define BACKSTEP_VIEW_NETWORK_NETWORK_H

#include "view/network/network_layout.h"

/* Draws into the area; *layout tells afterwards where things are. */
void network_view(const struct view *view, struct rect area, struct network_layout *layout);

#endif
