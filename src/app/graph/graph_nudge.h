/*
 * graph_nudge: a leaf of a graph is nudged, to see whether the objective answers as its gradient
 * says: what jobs/nudge.h does with a parameter.
 */
#ifndef BACKSTEP_APP_GRAPH_GRAPH_NUDGE_H
#define BACKSTEP_APP_GRAPH_GRAPH_NUDGE_H

#include "app/run/run.h"
#include "view/panel/nudge.h"

/* Which leaf: the one asked about, else the step's, else the one before, else the first. */
struct quantity graph_nudge_leaf(const struct run *run, struct quantity asked,
                                 struct quantity before);

/* What a card shows of it at the run's cursor; the profile has so many points. */
void graph_nudge_make(const struct run *run, struct quantity leaf, struct nudge *nudge,
                      struct nudge_profile *profile, size_t points, struct nudge_card *card);

#endif
