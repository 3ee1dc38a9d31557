/*
 * network_ghost: beside each number that a change by hand has changed what it was before.
 */
#ifndef BACKSTEP_VIEW_NETWORK_NETWORK_GHOST_H
#define BACKSTEP_VIEW_NETWORK_NETWORK_GHOST_H

#include "view/view.h"

/* To be called when the network has been drawn in that area. */
void network_ghost(const struct view *view, struct rect area, const struct snapshot *old);

#endif
