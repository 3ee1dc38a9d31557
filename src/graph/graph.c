#include "graph/graph.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

size_t graph_find(const struct graph *graph, const char *name)
{
    for (size_t i = 0; i < graph->count; i++)
        if (graph->nodes[i].name != NULL && strcmp(graph->nodes[i].name, name) == 0)
            return i;
    return graph->count;
}

void graph_finish(struct graph *graph)
{
    for (size_t i = 0; i < graph->count; i++)
        free(graph->nodes[i].name);
    for (size_t i = 0; i < graph->step_count; i++)
        free(graph->steps[i]);
    free(graph->nodes);
    free(graph->steps);
    free(graph->uses);
    program_finish(&graph->program);
    *graph = (struct graph){0};
}

/* ---- the passes ---- */

/* The value of an operation's argument. */
static double argument_of(const struct graph *graph, const double *values, size_t node,
                          size_t argument)
{
    const struct graph_argument *from = &graph->nodes[node].arguments[argument];

    return from->node == GRAPH_CONSTANT ? from->constant : values[from->node];
}

void graph_forward(const struct graph *graph, double *values, size_t node)
{
    assert(node >= graph->leaf_count);
    values[node] = graph->nodes[node].operation->value(argument_of(graph, values, node, 0),
                                                       argument_of(graph, values, node, 1));
}

double graph_evaluate(const struct graph *graph, double *values)
{
    for (size_t i = graph->leaf_count; i < graph->count; i++)
        graph_forward(graph, values, i);
    return values[graph_objective(graph)];
}

double graph_slope(const struct graph *graph, const double *values, size_t node, size_t argument)
{
    double slopes[OPERATION_ARGUMENTS_MAX] = {0.0};

    assert(node >= graph->leaf_count);
    graph->nodes[node].operation->slope(argument_of(graph, values, node, 0),
                                        argument_of(graph, values, node, 1), values[node],
                                        slopes);
    return slopes[argument];
}

size_t graph_use_of(const struct graph *graph, size_t use)
{
    const struct graph_use *u = &graph->uses[use];

    return graph->nodes[u->by].arguments[u->argument].node;
}

struct graph_share graph_share(const struct graph *graph, const double *values,
                               const double *gradients, size_t node, size_t k)
{
    const struct graph_use *use = &graph->uses[graph->nodes[node].first_use + k];
    struct graph_share share = {use->by, use->argument, gradients[use->by],
                                graph_slope(graph, values, use->by, use->argument), 0.0};

    if (graph->nodes[use->by].reaches)
        share.share = share.upstream * share.local;
    return share;
}

void graph_backward(const struct graph *graph, const double *values, double *gradients,
                    size_t node)
{
    double sum = node == graph_objective(graph) ? 1.0 : 0.0;

    for (size_t k = 0; k < graph->nodes[node].use_count; k++)
        sum += graph_share(graph, values, gradients, node, k).share;
    gradients[node] = sum;
}
