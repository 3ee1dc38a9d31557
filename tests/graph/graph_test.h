/*
 * graph_test: what the graph layer's tests share.
 */
#ifndef BACKSTEP_TESTS_GRAPH_TEST_H
#define BACKSTEP_TESTS_GRAPH_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "graph/graph_build.h"

#include <stdlib.h>
#include <string.h>

/* A graph of up to 8 leaves, "x y z", and steps, "q = x + y; f = q * z". Its words are copied into
 * `buffer`. */
static inline bool graph_of(struct graph *graph, const char *leaves, const char *steps,
                            char buffer[1024], struct error *err)
{
    const char *names[8], *texts[32];
    struct graph_source source = {names, 0, texts, 0};
    size_t wrong, length = strlen(leaves);
    char *at;

    assert_true(length + strlen(steps) + 2 < 1024);
    strcpy(buffer, leaves);
    strcpy(buffer + length + 1, steps);
    for (at = strtok(buffer, " "); at != NULL; at = strtok(NULL, " "))
        names[source.leaf_count++] = at;
    for (at = strtok(buffer + length + 1, ";"); at != NULL; at = strtok(NULL, ";"))
        texts[source.step_count++] = at;
    return graph_build(graph, &source, &wrong, err);
}

static inline void build(struct graph *graph, const char *leaves, const char *steps)
{
    char buffer[1024];
    struct error err = {0};

    if (!graph_of(graph, leaves, steps, buffer, &err))
        fail_msg("%s: %s", steps, err.text);
}

static inline void expect_refused(const char *leaves, const char *steps, const char *sentence)
{
    static const struct graph zero;
    char buffer[1024];
    struct error err = {0};
    struct graph graph;

    if (graph_of(&graph, leaves, steps, buffer, &err))
        fail_msg("'%s' was read, expected the error: %s", steps, sentence);
    assert_string_equal(err.text, sentence);
    assert_memory_equal(&graph, &zero, sizeof zero);
}

/* The last value of steps on x = -2, y = 5, z = -4. */
static inline double value_of(const char *steps)
{
    double values[64] = {-2.0, 5.0, -4.0};
    struct graph graph;
    double value;

    build(&graph, "x y z", steps);
    assert_true(graph.count <= 64);
    value = graph_evaluate(&graph, values);
    graph_finish(&graph);
    return value;
}

#endif
