#include "graph/graph_run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- places ---- */

size_t graph_run_units(const struct graph *graph)
{
    return graph_operation_count(graph) + 1 + graph->count + 1;
}

uint64_t graph_run_start_of(const struct graph *graph, uint64_t iteration)
{
    return (iteration - 1) * graph_run_units(graph);
}

size_t graph_run_index(const struct graph *graph, enum unit_kind kind, size_t node)
{
    size_t operations = graph_operation_count(graph), loss = operations + 1;

    switch (kind) {
    case UNIT_FORWARD:
        return node - graph->leaf_count + 1;
    case UNIT_LOSS:
        return loss;
    case UNIT_BACKWARD:
        return loss + (node >= graph->leaf_count ? graph->count - node : operations + node + 1);
    case UNIT_UPDATE:
    case UNIT_STOP:
        break;
    }
    return graph_run_units(graph) + (kind == UNIT_STOP ? 1 : 0);
}

struct graph_place graph_run_locate(const struct graph *graph, uint64_t step, uint64_t stop_step)
{
    size_t units = graph_run_units(graph), operations = graph_operation_count(graph), index;
    uint64_t of = step > 0 && step == stop_step ? step - 1 : step;
    struct graph_place place = {.step = step, .iteration = 1, .count = units,
                                .kind = UNIT_FORWARD, .node = graph->leaf_count};

    if (step == 0)
        return place;
    index = (size_t)((of - 1) % units);
    place.iteration = (of - 1) / units + 1;
    place.index = index + 1;
    place.node = 0;
    if (of != step) {
        place.kind = UNIT_STOP;
        place.index++;
    } else if (index < operations) {
        place.node = graph->leaf_count + index;
    } else if (index == operations) {
        place.kind = UNIT_LOSS;
    } else if (index < units - 1) {
        size_t back = index - operations - 1;

        place.kind = UNIT_BACKWARD;
        place.node = back < operations ? graph->count - 1 - back : back - operations;
    } else {
        place.kind = UNIT_UPDATE;
    }
    return place;
}

struct graph_place graph_run_place(const struct graph_run *run)
{
    return graph_run_locate(run->graph, run->state.step, run->state.stop_step);
}

/* ---- the run ---- */

bool graph_run_init(struct graph_run *run, const struct graph *graph,
                    const struct graph_start *start, struct error *err)
{
    size_t nodes = graph->count, leaves = graph->leaf_count;
    double *at;

    memset(run, 0, sizeof *run); /* padding too: snapshots are compared as bytes */
    run->graph = graph;
    run->start = *start;
    run->block_size = 3 * nodes + 4 * leaves;
    run->block = at = calloc(run->block_size + 1, sizeof *run->block);
    if (at == NULL)
        return error_set(err, "not enough memory for a graph of %zu nodes", nodes);
    run->values = at;
    run->gradients = at += nodes;
    run->old_values = at += nodes;
    run->first = at += nodes;
    run->second = at += leaves;
    run->old_first = at += leaves;
    run->old_second = at += leaves;
    run->state.optimizer = start->training->optimizer;
    memcpy(run->values, start->values, leaves * sizeof *run->values);
    return true;
}

void graph_run_finish(struct graph_run *run)
{
    edit_log_finish(&run->edits);
    free(run->block);
    memset(run, 0, sizeof *run);
}

struct optimizer_move graph_run_move(const struct graph_run *run, size_t leaf)
{
    const struct graph_state *state = &run->state;
    struct graph_place place = graph_run_place(run);
    bool moved = place.kind >= UNIT_UPDATE && place.step > 0;

    return optimizer_move(&state->optimizer, true, place.iteration - state->optimizer_start,
                          moved ? run->old_values[leaf] : run->values[leaf], run->gradients[leaf],
                          1, moved ? run->old_first[leaf] : run->first[leaf],
                          moved ? run->old_second[leaf] : run->second[leaf]);
}

/* All trained leaves at once. */
static void update(struct graph_run *run, uint64_t iteration)
{
    size_t leaves = run->graph->leaf_count, bytes = leaves * sizeof(double);
    double squares = 0.0;

    memcpy(run->old_values, run->values, run->graph->count * sizeof *run->values);
    memcpy(run->old_first, run->first, bytes);
    memcpy(run->old_second, run->second, bytes);
    for (size_t i = 0; i < leaves; i++) {
        struct optimizer_move move;

        if (!run->start.trained[i])
            continue;
        move = optimizer_move(&run->state.optimizer, true, iteration - run->state.optimizer_start,
                              run->values[i], run->gradients[i], 1, run->first[i], run->second[i]);
        squares += run->gradients[i] * run->gradients[i];
        run->values[i] = move.value;
        run->first[i] = move.first;
        run->second[i] = move.second;
    }
    run->state.norm = sqrt(squares);
}

static void apply_edit(struct graph_run *run, const struct edit *edit, uint64_t iteration)
{
    size_t bytes = run->graph->leaf_count * sizeof(double);

    if (edit->kind == EDIT_LEAF) {
        run->values[edit->to] = edit->value;
    } else if (edit->kind == EDIT_LEARNING_RATE) {
        run->state.optimizer.learning_rate = edit->value;
    } else {
        optimizer_choose(&run->state.optimizer, (enum optimizer_kind)edit->value);
        run->state.optimizer_start = iteration - 1;
        memset(run->first, 0, bytes);
        memset(run->second, 0, bytes);
    }
}

/* ---- the end ---- */

static bool is_finite(const struct graph_run *run)
{
    bool finite = isfinite(run->values[graph_objective(run->graph)]);

    for (size_t i = 0; i < run->graph->leaf_count; i++)
        finite = finite && (!run->start.trained[i] || isfinite(run->values[i]));
    return finite;
}

/* Why the run ends with this iteration, which has ended. */
static enum stop_reason find_stop(const struct graph_run *run, uint64_t iteration)
{
    const struct stop *stop = &run->start.training->stop;
    const struct place place = {.iteration = iteration, .epoch = iteration, .batch_count = 1};

    if (stop->divergence && !is_finite(run))
        return STOP_DIVERGENCE;
    return stop_find(stop, &place, 1, run->values[graph_objective(run->graph)], run->state.norm,
                     run->state.best_iteration);
}

/* What patience counts. */
static void end_iteration(struct graph_run *run, uint64_t iteration)
{
    struct graph_state *state = &run->state;
    double loss = run->values[graph_objective(run->graph)];

    if (state->best_iteration > 0
            ? loss < state->best_loss - run->start.training->stop.min_delta
            : isfinite(loss)) {
        state->best_loss = loss;
        state->best_iteration = iteration;
    }
}

enum stop_reason graph_run_stop_due(const struct graph_run *run)
{
    struct graph_place place = graph_run_place(run);

    return run->state.stop_step == 0 && place.step > 0 && place.index == place.count
               ? find_stop(run, place.iteration) : STOP_NONE;
}

bool graph_run_step(struct graph_run *run)
{
    struct graph_state *state = &run->state;
    enum stop_reason due = graph_run_stop_due(run);
    struct graph_place place;

    if (state->stop_step != 0)
        return false;
    if (due != STOP_NONE) {
        state->stopped = due;
        state->stop_step = ++state->step;
        return true;
    }
    place = graph_run_locate(run->graph, state->step + 1, 0);
    for (size_t i = edit_log_lower(&run->edits, state->step);
         i < run->edits.count && run->edits.edits[i].step == state->step; i++)
        apply_edit(run, &run->edits.edits[i], place.iteration);
    if (place.kind == UNIT_FORWARD)
        graph_forward(run->graph, run->values, place.node);
    else if (place.kind == UNIT_BACKWARD)
        graph_backward(run->graph, run->values, run->gradients, place.node);
    else if (place.kind == UNIT_UPDATE)
        update(run, place.iteration);
    state->step++;
    if (place.kind == UNIT_UPDATE)
        end_iteration(run, place.iteration);
    if (place.kind == UNIT_UPDATE && run->watch.ended != NULL)
        run->watch.ended(run->watch.context, run);
    return true;
}

/* ---- snapshots ---- */

size_t graph_run_snapshot_size(const struct graph_run *run)
{
    return sizeof run->state + run->block_size * sizeof *run->block;
}

void graph_run_save(const struct graph_run *run, void *snapshot)
{
    memcpy(snapshot, &run->state, sizeof run->state);
    memcpy((char *)snapshot + sizeof run->state, run->block,
           run->block_size * sizeof *run->block);
}

void graph_run_restore(struct graph_run *run, const void *snapshot)
{
    memcpy(&run->state, snapshot, sizeof run->state);
    memcpy(run->block, (const char *)snapshot + sizeof run->state,
           run->block_size * sizeof *run->block);
}
