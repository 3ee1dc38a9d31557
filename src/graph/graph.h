/*
 * graph: a computation as nodes: leaves, which have values, and operations on them.
 *
 * It is built from steps such as "f = (x + y) * z": a name, and an expression of numbers, names of
 * leaves and of earlier steps, + - * / ^, unary minus, brackets and the functions of operation.h.
 * ^ binds tighter than a minus before it, and to the right; its power is a constant. Each operation
 * becomes a node. The outermost of a step has the step's name, those inside are called f.1, f.2,
 * ... in the order of evaluation. A number is no node, nor is what is computed from numbers alone:
 * 2 * a is an operation of one argument. f = a is one, too, of the sign =.
 *
 * The last step is the objective. As a step uses only what stands before it, there is no cycle.
 *
 * A graph holds no numbers but its constants. What a pass computes lies in arrays by node: leaves
 * first, then the operations in the order of evaluation. Immutable once built; names are owned.
 */
#ifndef BACKSTEP_GRAPH_GRAPH_H
#define BACKSTEP_GRAPH_GRAPH_H

#include "engine/program.h"
#include "graph/operation.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    GRAPH_NODES_MAX = 1000,   /* operations, and as many leaves */
    GRAPH_NAME_MAX = 64,      /* bytes */
    GRAPH_TEXT_MAX = 2 << 20, /* bytes of one step */
};

#define GRAPH_CONSTANT SIZE_MAX /* in the place of a node: the argument is a number */

struct graph_argument {
    size_t node;
    double constant;
};

/* Where a node is used. */
struct graph_use {
    size_t by;       /* the operation */
    size_t argument; /* which of its arguments, from 0 */
};

struct graph_node {
    char *name;                        /* owned */
    const struct operation *operation; /* NULL: a leaf */
    struct graph_argument arguments[OPERATION_ARGUMENTS_MAX];
    size_t step;                       /* of an operation: whose it is, from 0 */
    size_t first_use, use_count;       /* in the graph's uses, the latest operation first */
    bool reaches;                      /* the objective depends on it */
};

struct graph {
    struct graph_node *nodes; /* owned */
    size_t count, leaf_count;
    char **steps;             /* owned; as they were given, without blanks around them */
    size_t step_count;
    struct graph_use *uses;   /* owned */
    struct program program;   /* owned; of one sample: see graph_run.h */
};

/* What a graph is built from; borrowed for the call. */
struct graph_source {
    const char *const *leaves; /* names */
    size_t leaf_count;
    const char *const *steps;
    size_t step_count;
};

void graph_finish(struct graph *graph);

/* The node of that name; graph->count if there is none. */
size_t graph_find(const struct graph *graph, const char *name);

/* The last one. */
static inline size_t graph_objective(const struct graph *graph)
{
    return graph->count - 1;
}

static inline size_t graph_operation_count(const struct graph *graph)
{
    return graph->count - graph->leaf_count;
}

/* ---- the passes, on arrays by node ---- */

/* Computes the value of an operation from those of its arguments. */
void graph_forward(const struct graph *graph, double *values, size_t node);

/* All operations in order; returns the objective. */
double graph_evaluate(const struct graph *graph, double *values);

/* ∂v/∂a of an operation at one of its arguments. */
double graph_slope(const struct graph *graph, const double *values, size_t node, size_t argument);

/* What comes back to a node through one of its uses. */
struct graph_share {
    size_t through;  /* the operation */
    size_t argument; /* of it */
    double upstream; /* that operation's own gradient */
    double local;    /* its slope at the argument */
    double share;    /* upstream times local; 0 where the objective does not depend on it */
};

/* Whose use it is, an index in the graph's uses. */
size_t graph_use_of(const struct graph *graph, size_t use);

/* The k-th of a node's uses, whose gradient must be there. */
struct graph_share graph_share(const struct graph *graph, const double *values,
                               const double *gradients, size_t node, size_t k);

/* The node's gradient: 1 of the objective, else the sum of its shares in their order. */
void graph_backward(const struct graph *graph, const double *values, double *gradients,
                    size_t node);

#endif
