#include "exercise.h"

#include "engine/history.h"
#include "graph/graph_build.h"
#include "graph/graph_check.h"
#include "graph/graph_run.h"
#include "lesson/scenario.h"
#include "lesson/trace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS_MOST = 200, LINES_MOST = 100 };

/* Every node has a name of its own, and uses only what stands before it. */
static const char *check_shape(const struct graph *graph)
{
    if (graph->count <= graph->leaf_count || graph->leaf_count > GRAPH_NODES_MAX ||
        graph_operation_count(graph) > GRAPH_NODES_MAX)
        return "a wrong number of nodes";
    for (size_t i = 0; i < graph->count; i++) {
        const struct graph_node *node = &graph->nodes[i];

        if (node->name == NULL || graph_find(graph, node->name) != i)
            return "two nodes of one name, or one of none";
        if ((node->operation == NULL) != (i < graph->leaf_count))
            return "a leaf that is an operation";
        for (size_t a = 0; node->operation != NULL && a < node->operation->arguments; a++)
            if (node->arguments[a].node != GRAPH_CONSTANT && node->arguments[a].node >= i)
                return "a node that uses what stands after it";
    }
    return NULL;
}

const char *exercise_graph_run(const struct scenario *scenario)
{
    const struct graph *graph = &scenario->graph.graph;
    uint64_t units = program_iteration_units(&graph->program, 1);
    uint64_t most = units < STEPS_MOST ? 2 * units + 3 : STEPS_MOST;
    const char *wrong = check_shape(graph);
    struct history history = {0};
    struct stepper stepper = {0};
    struct graph_run run;
    struct graph_check check;
    FILE *out = tmpfile();
    char *before, *after;
    size_t size;

    if (wrong == NULL && (!scenario_any_stepper(&stepper, &run, scenario, &scenario->session.edits,
                                                NULL) ||
                          !history_init(&history, &stepper, 4000, NULL)))
        wrong = "a run cannot begin";
    size = wrong == NULL ? stepper_snapshot_size(&stepper) : 0;
    before = calloc(2 * size + 2, 1);
    after = before + size + 1;
    if (wrong == NULL && before != NULL && out != NULL) {
        graph_check_run(graph, scenario->graph.values, &check);
        for (uint64_t i = 0; i < most && stepper_step(&stepper); i++)
            trace_unit(out, &stepper);
        stepper_save(&stepper, before);
        most = stepper.state.step;
        history_seek(&history, most / 3);
        history_seek(&history, most);
        stepper_save(&stepper, after);
        if (memcmp(before, after, size) != 0)
            wrong = "travelling there and back gives other bits";
    }
    history_finish(&history);
    stepper_finish(&stepper);
    free(before);
    if (out != NULL)
        fclose(out);
    return wrong;
}

const char *exercise_graph(const char *bytes, size_t length, bool *accepted)
{
    static double values[] = {1.5, -2.0, 0.0};
    static bool trained[] = {true, false, true};
    static const char *const leaves[] = {"x", "y", "zero"};
    char *text = malloc(length + 1);
    const char *steps[LINES_MOST], *wrong = NULL;
    struct graph_source source = {leaves, 3, steps, 0};
    struct scenario scenario = {.graph = {.values = values, .trained = trained}};
    struct error err = {0};
    size_t at;

    if (text == NULL)
        return NULL;
    memcpy(text, bytes, length);
    text[length] = '\0';
    for (char *line = strtok(text, "\n"); line != NULL && source.step_count < LINES_MOST;
         line = strtok(NULL, "\n"))
        steps[source.step_count++] = line;
    scenario.training.optimizer.learning_rate = 0.1;
    *accepted = graph_build(&scenario.graph.graph, &source, &at, &err);
    if (*accepted)
        wrong = exercise_graph_run(&scenario);
    else if (err.text[0] == '\0')
        wrong = "refused without a word";
    graph_finish(&scenario.graph.graph);
    free(text);
    return wrong;
}
