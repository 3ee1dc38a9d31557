/*
 * graph_another: another formula in place of the open graph's: Enter makes a graph of the line at
 * once; what is wrong with it is said with its column, where the caret then stands.
 */
#ifndef BACKSTEP_APP_GRAPH_GRAPH_ANOTHER_H
#define BACKSTEP_APP_GRAPH_GRAPH_ANOTHER_H

#include "app/graph/graph_line.h"
#include "app/key.h"
#include "graph/graph.h"

struct app;

/* The line with the graph's own steps. */
void graph_another_begin(struct graph_line *line, const struct graph *graph);

/* Opens the line. A graph must be open. */
void graph_another_open(struct app *app);

/* A key while the line is open; false: it is not. */
bool graph_another_key(struct app *app, struct key key);

#endif
