/*
 * graph_line: the line in which another formula is typed: steps with ; between them, and values
 * such as x = 3 (lesson/graph/graph_rewrite.h). What becomes of it: graph_another.h.
 */
#ifndef BACKSTEP_APP_GRAPH_GRAPH_LINE_H
#define BACKSTEP_APP_GRAPH_GRAPH_LINE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum { GRAPH_LINE_SIZE = 2048 };

struct graph_line {
    bool open;
    char text[GRAPH_LINE_SIZE];
    size_t caret;           /* bytes before it */
    bool replace;           /* nothing typed yet: the first character replaces the text */
    struct error problem;   /* text "": none */
};

#endif
