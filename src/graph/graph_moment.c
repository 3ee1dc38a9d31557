#include "graph/graph_moment.h"

static size_t trained_count(const struct graph_run *run)
{
    size_t count = 0;

    for (size_t i = 0; i < run->graph->leaf_count; i++)
        count += run->start.trained[i];
    return count;
}

size_t graph_moment_count(const struct graph_run *run, const struct place *place)
{
    size_t uses;

    if (place->step == 0)
        return 0;
    if (place->unit.kind == UNIT_UPDATE)
        return trained_count(run) + 1;
    if (place->unit.kind != UNIT_BACKWARD)
        return 1;
    uses = run->graph->nodes[place->unit.layer].use_count;
    return uses > 1 ? uses + 1 : 1;
}

/* Whether the unit is the last of its phase. */
static bool ends_phase(const struct graph_run *run, const struct place *place)
{
    size_t operations = graph_operation_count(run->graph);

    return place->unit.kind != UNIT_FORWARD && place->unit.kind != UNIT_BACKWARD
               ? true
               : place->index == operations || place->index + 1 == place->count;
}

bool graph_moment_ends(const struct graph_run *run, const struct place *place, size_t moment,
                       enum graph_fineness fineness)
{
    bool last = moment == graph_moment_count(run, place);

    if (fineness == GRAPH_TERMS || moment == 0)
        return moment > 0;
    if (fineness == GRAPH_PHASES)
        return last && ends_phase(run, place);
    return last || place->unit.kind == UNIT_UPDATE;
}

size_t graph_moment_rank(const struct graph_run *run, const struct place *place, size_t moment,
                         enum graph_fineness fineness)
{
    size_t count = graph_moment_count(run, place), rank = 0;

    for (size_t m = 1; m <= count && m <= moment; m++)
        rank += graph_moment_ends(run, place, m, fineness);
    return rank;
}

struct place graph_moment_place(const struct graph_run *run, uint64_t iteration,
                                      size_t index)
{
    const struct program *program = &run->graph->program;
    uint64_t step = program_iteration_start(program, iteration) + index;
    struct place place;

    program_locate(program, step, index > program_iteration_units(program, 1) ? step : 0, &place);
    return place;
}

bool graph_moment_moved(const struct graph_moment *at)
{
    return at->place.step > 0 &&
           (at->place.unit.kind == UNIT_STOP ||
            (at->place.unit.kind == UNIT_UPDATE &&
             at->moment == graph_moment_count(at->run, &at->place)));
}

/* Whether the index-th unit of the iteration has run and is shown, but for its last moments. */
static bool has_come(const struct graph_moment *at, size_t index)
{
    return at->place.index > index ||
           (at->place.index == index && at->moment == graph_moment_count(at->run, &at->place));
}

bool graph_moment_value(const struct graph_moment *at, size_t node, double *value)
{
    const struct graph_run *run = at->run;

    *value = graph_moment_moved(at) ? run->values[node] : graph_moment_values(at)[node];
    return node < run->graph->leaf_count
           || has_come(at, graph_run_index(run->graph, UNIT_FORWARD, node));
}

const double *graph_moment_values(const struct graph_moment *at)
{
    return at->place.step > 0 && at->place.unit.kind >= UNIT_UPDATE ? at->run->old_values
                                                               : at->run->values;
}

struct graph_share graph_moment_share(const struct graph_moment *at, size_t node, size_t k)
{
    return graph_share(at->run->graph, graph_moment_values(at), at->run->gradients, node, k);
}

bool graph_moment_gradient(const struct graph_moment *at, size_t node, double *gradient)
{
    *gradient = at->run->gradients[node];
    return has_come(at, graph_run_index(at->run->graph, UNIT_BACKWARD, node));
}

size_t graph_moment_shares(const struct graph_moment *at, size_t node)
{
    const struct graph *graph = at->run->graph;
    size_t index = graph_run_index(graph, UNIT_BACKWARD, node), uses = graph->nodes[node].use_count;

    if (at->place.index != index)
        return at->place.index > index ? uses : 0;
    return at->moment < uses ? at->moment : uses;
}

size_t graph_moment_leaf(const struct graph_moment *at)
{
    size_t leaf = 0, seen = 0;

    for (; leaf < at->run->graph->leaf_count; leaf++) {
        seen += at->run->start.trained[leaf];
        if (seen == at->moment && at->run->start.trained[leaf])
            break;
    }
    return leaf;
}

bool graph_moment_step(const struct graph_moment *at, size_t leaf, struct optimizer_move *move)
{
    size_t rank = 0;

    if (at->place.step == 0 || at->place.unit.kind < UNIT_UPDATE || !at->run->start.trained[leaf])
        return false;
    for (size_t i = 0; i <= leaf; i++)
        rank += at->run->start.trained[i];
    *move = graph_run_move(at->run, leaf);
    return at->place.unit.kind == UNIT_STOP || at->moment >= rank;
}
