#include "graph/graph_build.h"

#include "base/memory.h"

#include <stdio.h>
#include <string.h>

static bool add_leaves(struct graph *graph, const struct graph_source *source, struct error *err)
{
    if (source->leaf_count > GRAPH_NODES_MAX)
        return error_set(err, "found %zu values, expected at most %d", source->leaf_count,
                         (int)GRAPH_NODES_MAX);
    for (size_t i = 0; i < source->leaf_count; i++) {
        if (!graph_text_check_name(source->leaves[i], err))
            return false;
        if (graph_find(graph, source->leaves[i]) < graph->count)
            return error_set(err, "there are two values called '%s'", source->leaves[i]);
        graph->nodes[graph->count++].name = memory_string(source->leaves[i]);
    }
    graph->leaf_count = graph->count;
    return true;
}

/* Those inside a step. */
static void name_inner(struct graph *graph, size_t first)
{
    const char *outer = graph->nodes[graph->count - 1].name;
    size_t size = strlen(outer) + 24;

    for (size_t i = first; i + 1 < graph->count; i++) {
        graph->nodes[i].name = memory_new(size, 1);
        snprintf(graph->nodes[i].name, size, "%s.%zu", outer, i - first + 1);
    }
}

static char *without_blanks(const char *text)
{
    size_t length;
    char *copy;

    text += strspn(text, " \t\r\n");
    length = strlen(text);
    while (length > 0 && strchr(" \t\r\n", text[length - 1]) != NULL)
        length--;
    copy = memory_new(length + 1, 1);
    memcpy(copy, text, length);
    return copy;
}

static bool add_steps(struct graph *graph, const struct graph_source *source, size_t *wrong,
                      struct error *err)
{
    *wrong = source->step_count;
    if (source->step_count == 0)
        return error_set(err, "there is no step; expected at least one, such as \"f = x + y\"");
    graph->steps = memory_new(source->step_count, sizeof *graph->steps);
    for (size_t i = 0; i < source->step_count; i++) {
        size_t first = graph->count;

        *wrong = i;
        if (!graph_text_read(graph, source, i, err))
            return false;
        name_inner(graph, first);
        graph->steps[graph->step_count++] = without_blanks(source->steps[i]);
    }
    return true;
}

/* Who uses whom, the latest operation first, and what leads to the objective. */
static void link_uses(struct graph *graph)
{
    struct graph_node *nodes = graph->nodes;
    size_t total = 0;

    for (size_t i = graph->leaf_count; i < graph->count; i++)
        for (size_t a = 0; a < nodes[i].operation->arguments; a++)
            if (nodes[i].arguments[a].node != GRAPH_CONSTANT)
                nodes[nodes[i].arguments[a].node].use_count++;
    for (size_t i = 0; i < graph->count; i++) {
        nodes[i].first_use = total;
        total += nodes[i].use_count;
        nodes[i].use_count = 0;
    }
    graph->uses = memory_new(total + 1, sizeof *graph->uses);
    nodes[graph_objective(graph)].reaches = true;
    for (size_t i = graph->count; i-- > graph->leaf_count;) {
        for (size_t a = 0; a < nodes[i].operation->arguments; a++) {
            size_t from = nodes[i].arguments[a].node;

            if (from == GRAPH_CONSTANT)
                continue;
            graph->uses[nodes[from].first_use + nodes[from].use_count++] =
                (struct graph_use){i, a};
            nodes[from].reaches = nodes[from].reaches || nodes[i].reaches;
        }
    }
}

/* The units of an iteration. */
static void list_units(struct graph *graph)
{
    struct unit *unit = memory_new(2 * graph->count + 2, sizeof *unit);

    graph->program = (struct program){.sample = unit, .update_count = 1, .samples = 1, .batch = 1};
    for (size_t i = graph->leaf_count; i < graph->count; i++)
        *unit++ = (struct unit){UNIT_FORWARD, i, 0};
    *unit++ = (struct unit){UNIT_LOSS, 0, 0};
    for (size_t i = graph->count; i-- > graph->leaf_count;)
        *unit++ = (struct unit){UNIT_BACKWARD, i, 0};
    for (size_t i = 0; i < graph->leaf_count; i++)
        *unit++ = (struct unit){UNIT_BACKWARD, i, 0};
    *unit = (struct unit){UNIT_UPDATE, 0, 0};
    graph->program.update = unit;
    graph->program.sample_count = (size_t)(unit - graph->program.sample);
}

bool graph_build(struct graph *graph, const struct graph_source *source, size_t *wrong,
                 struct error *err)
{
    *graph = (struct graph){0};
    *wrong = source->step_count;
    graph->nodes = memory_new(2 * GRAPH_NODES_MAX, sizeof *graph->nodes);
    if (!add_leaves(graph, source, err) || !add_steps(graph, source, wrong, err)) {
        graph_finish(graph);
        return false;
    }
    graph->nodes = memory_resize(graph->nodes, graph->count, sizeof *graph->nodes);
    link_uses(graph);
    list_units(graph);
    return true;
}
