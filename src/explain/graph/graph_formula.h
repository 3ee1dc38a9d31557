/*
 * graph_formula: the symbols and the rules of a graph as formulas.
 */
#ifndef BACKSTEP_EXPLAIN_GRAPH_GRAPH_FORMULA_H
#define BACKSTEP_EXPLAIN_GRAPH_GRAPH_FORMULA_H

#include "formula/formula.h"
#include "graph/graph_moment.h"

/* A node's symbol, with its value; an operation with its arguments: q = x + y. */
struct formula *graph_formula_symbol(struct arena *arena, const struct graph_moment *at,
                                     size_t node);
const struct formula *graph_formula_rule(struct arena *arena, const struct graph_moment *at,
                                         size_t node);

/* Whether the last value is called L, as the loss is. */
bool graph_formula_is_loss(const struct graph_moment *at);

/* One formula of an operation's row (rule or slope), of that node, with the numbers that the passes
 * of the iteration had. */
const struct formula *graph_formula_read(struct arena *arena, const struct graph_moment *at,
                                         size_t node, const char *text);

/* A rule of a row, which is known to be one, with what its names stand for. */
const struct formula *graph_formula_named(struct arena *arena, const char *text,
                                          const struct formula *(*of)(void *context,
                                                                      const char *name),
                                          void *context);

#endif
