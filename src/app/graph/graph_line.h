/*
 * graph_line: the line in which another formula is typed: steps with ; between them, and values
 * such as x = 3 (lesson/graph/graph_rewrite.h). What becomes of it: graph_another.h.
 */
#ifndef BACKSTEP_APP_GRAPH_GRAPH_LINE_H
#define BACKSTEP_APP_GRAPH_GRAPH_LINE_H

#include "app/key.h"
#include "base/error.h"
#include "graph/graph.h"

#include <stdbool.h>

enum { GRAPH_LINE_SIZE = 2048 };

struct graph_line {
    bool open;
    char text[GRAPH_LINE_SIZE];
    size_t caret;           /* bytes before it */
    bool replace;           /* nothing typed yet: the first character replaces the text */
    struct error problem;   /* text "": none */
};

/* Opens the line with the graph's own steps. */
void graph_line_begin(struct graph_line *line, const struct graph *graph);

/* A key that types, or moves the caret. */
void graph_line_type(struct graph_line *line, struct key key);

/* The caret to the column that the problem names. */
void graph_line_point_out(struct graph_line *line);

#endif
