/*
 * graph_changes: the symbols of a graph's items, and which of them a step has made.
 */
#ifndef BACKSTEP_EXPLAIN_GRAPH_GRAPH_CHANGES_H
#define BACKSTEP_EXPLAIN_GRAPH_GRAPH_CHANGES_H

#include "base/text.h"
#include "formula/formula.h"
#include "graph/graph_item.h"

/* Of a value, a gradient, a step or the loss: its symbol, with its value. */
struct formula *graph_changes_symbol(struct arena *arena, const struct graph_moment *at,
                                     struct graph_item item);

/* What has come between the two moments, of which `from` is of the same run and not later: "q = 3,
 * ∂f/∂q = −4", of a leaf that moved "x: −2 → −1.96"; at most 12 of them, then "and 3 more"; else
 * "nothing". Appended. */
void graph_changes_to_text(const struct graph_moment *from, const struct graph_moment *at,
                           struct number_style style, struct text *out);

#endif
