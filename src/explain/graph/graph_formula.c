#include "explain/graph/graph_formula.h"

#include "formula/formula_read.h"

#include <assert.h>
#include <math.h>
#include <string.h>

struct reading {
    struct arena *arena;
    const struct graph_moment *at;
    size_t node;
};

/* x1 is x with the index 1; c2.3, an operation inside c2, is c with the index 2.3, since on one
 * line it would read as a product; f.1 stays as it is. */
struct formula *graph_formula_symbol(struct arena *arena, const struct graph_moment *at,
                                     size_t node)
{
    const char *name = at->run->graph->nodes[node].name;
    size_t letters = strcspn(name, "0123456789._");
    double value;

    if (!graph_moment_value(at, node, &value))
        value = (double)NAN;
    if (letters == 0 || name[letters] == '.' ||
        strspn(name + letters, "0123456789.") != strlen(name + letters))
        letters = strlen(name);
    return formula_symbol(arena, arena_printf(arena, "%.*s", (int)letters, name), name + letters,
                          NULL, value);
}

bool graph_formula_is_loss(const struct graph_moment *at)
{
    const struct graph *graph = at->run->graph;

    return strcmp(graph->nodes[graph_objective(graph)].name, "L") == 0;
}

/* As the passes had it, also when the leaves have moved since. */
static const struct formula *as_computed(const struct reading *reading, size_t node)
{
    struct formula *symbol = graph_formula_symbol(reading->arena, reading->at, node);

    if (!isnan(symbol->value))
        symbol->value = graph_moment_values(reading->at)[node];
    return symbol;
}

/* a, b and v of an operation. */
static const struct formula *of_name(void *context, const char *name)
{
    const struct reading *reading = context;
    const struct graph_node *node = &reading->at->run->graph->nodes[reading->node];
    const struct graph_argument *argument;

    if (strcmp(name, "v") == 0)
        return as_computed(reading, reading->node);
    if (strcmp(name, "a") != 0 && strcmp(name, "b") != 0)
        return NULL;
    argument = &node->arguments[name[0] - 'a'];
    return argument->node == GRAPH_CONSTANT
               ? formula_number(reading->arena, argument->constant)
               : as_computed(reading, argument->node);
}

const struct formula *graph_formula_named(struct arena *arena, const char *text,
                                          const struct formula *(*of)(void *context,
                                                                      const char *name),
                                          void *context)
{
    const struct formula *formula;
    struct error err;

    formula = formula_read(arena, text, &(struct formula_names){of, context, true}, &err);
    assert(formula != NULL);
    return formula;
}

const struct formula *graph_formula_read(struct arena *arena, const struct graph_moment *at,
                                       size_t node, const char *text)
{
    struct reading reading = {arena, at, node};

    return graph_formula_named(arena, text, of_name, &reading);
}

const struct formula *graph_formula_rule(struct arena *arena, const struct graph_moment *at,
                                         size_t node)
{
    return graph_formula_read(arena, at, node, at->run->graph->nodes[node].operation->rule);
}
