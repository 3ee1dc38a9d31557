/*
 * netgraph: a network's own graph in the place of its picture: variables as boxes, with their value
 * above and, once the backward pass has come by, their gradient below; operations as circles; the
 * loss, and with L2 the penalty s and the objective J, as in the figure of d2l.ai's chapter on
 * computational graphs.
 *
 * Small matrices show their numbers, large ones are heat maps (view/matrices). The operation that
 * is running is lit, with its ways; from the backward pass on the local slope stands at each way:
 * what comes back along it is multiplied by that. Of a deep network the part around the step is
 * shown.
 *
 * A recurrent network is unrolled: a row a time, below each other, one set of parameters that all
 * of them use, and from row to row what is remembered. Of many times those around the step are
 * shown.
 */
#ifndef BACKSTEP_VIEW_NETGRAPH_NETGRAPH_H
#define BACKSTEP_VIEW_NETGRAPH_NETGRAPH_H

#include "view/view.h"

void netgraph_view(const struct view *view, struct rect area);

#endif
