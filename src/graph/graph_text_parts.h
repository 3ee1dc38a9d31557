/*
 * graph_text_parts: what reads a step of a graph, for the graph_text*.c files only.
 */
#ifndef BACKSTEP_GRAPH_GRAPH_TEXT_PARTS_H
#define BACKSTEP_GRAPH_GRAPH_TEXT_PARTS_H

#include "base/error.h"
#include "graph/graph.h"

/* Who stands on the stack of operators, by how tightly it binds. */
enum binding { BIND_BRACKET, BIND_SUM, BIND_PRODUCT, BIND_MINUS, BIND_POWER };

struct waiting {
    const struct operation *operation; /* NULL: a bracket */
    enum binding binding;              /* BIND_BRACKET: a bracket or a function's */
    size_t at, body;                   /* bytes before it, and before what stands in its bracket */
    size_t commas;                     /* so far, of a function */
};

struct graph_text_reader {
    struct graph *graph;
    const struct graph_source *source;
    size_t index;                      /* of the step */
    const char *text;
    size_t at;                         /* bytes read */
    struct graph_argument *operands;   /* owned */
    size_t operand_count, operand_room;
    struct waiting *operators;         /* owned */
    size_t operator_count, operator_room;
    struct error *err;
};

/* The character, from 1, that stands behind so many bytes. */
size_t graph_text_column(const struct graph_text_reader *r, size_t at);

/* "column 5: ..."; always false. */
bool graph_text_fail(const struct graph_text_reader *r, size_t at, const char *sentence);

/* Found what stands there; expected that. */
bool graph_text_unexpected(const struct graph_text_reader *r, size_t at, const char *expected);

/* Nothing that could be used has the name that stands there. */
bool graph_text_unknown(const struct graph_text_reader *r, size_t at, size_t length);

#endif
