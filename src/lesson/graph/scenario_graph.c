#include "lesson/scenario_parts.h"

#include "base/memory.h"
#include "graph/graph_build.h"
#include "lesson/scenario.h"

#include <stdlib.h>

/* Names are borrowed from the document. */
static bool read_values(const struct node *values, const char **names, struct scenario *scenario)
{
    json_t *object = (json_t *)values->json; /* jansson's iteration changes nothing */
    struct error err;
    size_t count = 0;

    if (!node_require(values, "an object of names and numbers, such as {\"x\": -2, \"y\": 5}"))
        return false;
    if (!json_is_object(object))
        return node_unexpected(values, "an object of names and numbers: {\"x\": -2, \"y\": 5}");
    if (json_object_size(object) > GRAPH_NODES_MAX)
        return node_error(values, "found %zu values, expected at most %d",
                          json_object_size(object), (int)GRAPH_NODES_MAX);
    scenario->graph.values = memory_new(json_object_size(object) + 1, sizeof(double));
    for (void *i = json_object_iter(object); i != NULL; i = json_object_iter_next(object, i)) {
        struct node value = node_member(values, json_object_iter_key(i));

        if (!graph_text_check_name(value.key, &err))
            return node_error(values, "%s", err.text);
        if (!node_number(&value, &scenario->graph.values[count]))
            return false;
        names[count++] = value.key;
    }
    return true;
}

static bool read_steps(const struct node *steps, const char **texts)
{
    const char *expected = "a list of steps in double quotes: [\"q = x + y\", \"f = q * z\"]";

    if (!node_require(steps, expected) || !node_check_list(steps, expected))
        return false;
    if (node_size(steps) == 0)
        return node_unexpected(steps, "at least one step, such as \"f = x + y\"");
    if (node_size(steps) > GRAPH_NODES_MAX)
        return node_error(steps, "found %zu steps, expected at most %d", node_size(steps),
                          (int)GRAPH_NODES_MAX);
    for (size_t i = 0; i < node_size(steps); i++) {
        struct node step = node_element(steps, i);

        texts[i] = json_string_value(step.json);
        if (texts[i] == NULL)
            return node_unexpected(&step, "a step in double quotes, such as \"f = x + y\"");
    }
    return true;
}

static bool train_one(const struct node *name, struct scenario_graph *of)
{
    const char *word = json_string_value(name->json);
    size_t leaf;

    if (word == NULL)
        return node_unexpected(name, "the name of a value in double quotes");
    leaf = graph_find(&of->graph, word);
    if (leaf == of->graph.count)
        return node_error(name, "no value is called \"%.80s\"; the update moves values only",
                          word);
    if (leaf >= of->graph.leaf_count)
        return node_error(name, "\"%.80s\" is a step: it is computed, not trained; the update "
                                "moves values only", word);
    if (of->trained[leaf])
        return node_error(name, "\"%.80s\" stands there twice; keep one of the two", word);
    of->trained[leaf] = true;
    return true;
}

static bool read_train(const struct node *train, struct scenario_graph *of)
{
    of->trained = memory_new(of->graph.leaf_count + 1, sizeof *of->trained);
    if (train->json == NULL) {
        for (size_t i = 0; i < of->graph.leaf_count; i++)
            of->trained[i] = true;
        return true;
    }
    if (!node_check_list(train, "a list of values' names: [\"x\", \"y\"]"))
        return false;
    for (size_t i = 0; i < node_size(train); i++) {
        struct node name = node_element(train, i);

        if (!train_one(&name, of))
            return false;
    }
    return true;
}

static bool build(const struct node *values, const struct node *steps, const char **names,
                  const char **texts, struct scenario *scenario)
{
    struct graph_source source = {names, json_object_size(values->json), texts, 0};
    struct error err;
    struct node node = *steps;
    size_t wrong = 0;

    source.step_count = node_size(steps);
    if (graph_build(&scenario->graph.graph, &source, &wrong, &err))
        return true;
    if (wrong < source.step_count)
        node = node_element(steps, wrong);
    return node_error(&node, "%s", err.text);
}

bool scenario_read_graph(const struct node *graph, void *out)
{
    struct scenario *scenario = out;
    struct node values = node_member(graph, "values"), steps = node_member(graph, "steps");
    struct node train = node_member(graph, "train");
    const char **names = memory_new(2 * GRAPH_NODES_MAX, sizeof *names);
    bool ok = members_check(graph, &schema_graph) && read_values(&values, names, scenario) &&
              read_steps(&steps, names + GRAPH_NODES_MAX) &&
              build(&values, &steps, names, names + GRAPH_NODES_MAX, scenario) &&
              read_train(&train, &scenario->graph);

    scenario->training.batch = 1;
    free(names);
    return ok;
}
