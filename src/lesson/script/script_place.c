/* Where a station stands and what its words name, in a network or in a graph: see script.h. */
#include "graph/graph_item.h"
#include "lesson/script/script_parts.h"

#include <assert.h>

bool script_locate(const struct scenario *scenario, const struct stepper *stepper,
                   const struct locate *at, struct cursor *cursor, struct error *err)
{
    const struct scenario_graph *of = &scenario->graph;

    return scenario_is_graph(scenario)
               ? graph_item_locate(&of->graph, of->trained, at, cursor, err)
               : locate(stepper, at, cursor, err);
}

bool script_named(const struct scenario *scenario, const struct optimizer *optimizer,
                  const char *text, struct quantity *quantity, struct error *err)
{
    return scenario_is_graph(scenario)
               ? graph_item_named(&scenario->graph.graph, text, quantity, err)
               : quantity_named(&scenario->net, optimizer, text, quantity, err);
}

bool script_cursor(const struct scenario *scenario, size_t station, const struct stepper *stepper,
                   struct cursor *cursor)
{
    const struct script *script = &scenario->script;

    assert(station < script->count);
    return script_locate(scenario, stepper, &script->stations[station].at, cursor, NULL);
}
