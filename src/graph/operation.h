/*
 * operation: what a node of a graph computes, and how fast that changes with each of its arguments.
 *
 * Each is a row in operation.c: to add one is to add a row there and its words in
 * explain/graph/graph_words.c. The formulas are such as formula_read has them, of the arguments a
 * and b and of v, the value. At a tie max and min are their first argument, whose slope is then 1;
 * abs and relu have slope 0 at 0. Outside of an operation's domain (ln of a negative number) the
 * value is NaN, at its edge infinite: both are data.
 */
#ifndef BACKSTEP_GRAPH_OPERATION_H
#define BACKSTEP_GRAPH_OPERATION_H

#include <stdbool.h>
#include <stddef.h>

enum { OPERATION_ARGUMENTS_MAX = 2 };

struct operation {
    const char *name;      /* in scenario files and traces: "+", "neg", "exp" */
    const char *sign;      /* in its circle: "×" */
    size_t arguments;      /* 1 or 2; an unused b is 0 */
    bool function;         /* is written name(a, b) */
    bool kinks;            /* somewhere it has no slope */
    const char *rule;      /* the value */
    const char *slopes[OPERATION_ARGUMENTS_MAX]; /* ∂v/∂a, ∂v/∂b */
    double (*value)(double a, double b);
    void (*slope)(double a, double b, double v, double out[OPERATION_ARGUMENTS_MAX]);
};

/* The rows, in order; NULL past the last. */
const struct operation *operation_row(size_t index);

/* The one of that name; `length` bytes. NULL: there is none. */
const struct operation *operation_find(const char *name, size_t length);

#endif
