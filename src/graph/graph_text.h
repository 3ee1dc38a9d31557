/*
 * graph_text: a step of a graph, read into nodes.
 *
 * Read from left to right with two stacks of its own (Dijkstra's shunting yard), so that nothing
 * about a text, be it deep or long, is a matter of the machine's stack.
 */
#ifndef BACKSTEP_GRAPH_GRAPH_TEXT_H
#define BACKSTEP_GRAPH_GRAPH_TEXT_H

#include "base/error.h"
#include "graph/graph.h"

/* Whether it can be a name: letters (any but ASCII's signs), digits and _, no digit first, and none
 * of a function. The error says what it has to be. */
bool graph_text_check_name(const char *name, struct error *err);

/* How many bytes the name at `at` has; 0: there is none. */
size_t graph_text_name(const char *at);

/* The name that a step gives, and how many bytes lie before its expression; false if it has none.
 */
bool graph_text_head(const char *text, const char **name, size_t *length, size_t *body);

/* Adds the operations of the index-th step of `source` to the graph, in order. The graph has room
 * for GRAPH_NODES_MAX operations. Their names are still NULL, but for the last one's. */
bool graph_text_read(struct graph *graph, const struct graph_source *source, size_t index,
                     struct error *err);

#endif
