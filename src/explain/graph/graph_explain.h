/*
 * graph_explain: what happens at a moment of a graph's run, in words and formulas.
 *
 * As explain.h of a network: every number stands in a formula over the run's own values.
 */
#ifndef BACKSTEP_EXPLAIN_GRAPH_GRAPH_EXPLAIN_H
#define BACKSTEP_EXPLAIN_GRAPH_GRAPH_EXPLAIN_H

#include "explain/explain.h"
#include "graph/graph_item.h"
#include "graph/graph_moment.h"

/* The step that ended at that moment, or what is asked about. `about` is the scenario's own
 * sentence, may be NULL. The result lives in the arena. */
const struct explanation *graph_explain(struct arena *arena, const struct graph_moment *at,
                                        struct graph_item asked, const char *about);

#endif
