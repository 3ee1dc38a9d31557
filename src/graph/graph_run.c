#include "graph/graph_run.h"

#include <math.h>
#include <string.h>

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
    return program_iteration_units(&graph->program, 1) + (kind == UNIT_STOP ? 1 : 0);
}

struct place graph_run_place(const struct graph_run *run)
{
    struct place place;

    stepper_place(run->stepper, &place);
    return place;
}

struct optimizer_move graph_run_move(const struct graph_run *run, size_t leaf)
{
    const struct stepper_state *state = &run->stepper->state;
    struct place place = graph_run_place(run);
    bool moved = place.unit.kind >= UNIT_UPDATE && place.step > 0;

    return optimizer_move(&state->optimizer, true, stepper_update_number(state, &place),
                          moved ? run->old_values[leaf] : run->values[leaf], run->gradients[leaf],
                          1, moved ? run->old_first[leaf] : run->first[leaf],
                          moved ? run->old_second[leaf] : run->second[leaf]);
}

/* By what clip_norm multiplies the gradients of the trained leaves. */
static double clip_scale(const struct graph_run *run, const struct optimizer *optimizer)
{
    double squares = 0.0, norm;

    for (size_t i = 0; i < run->graph->leaf_count; i++) {
        double g = optimizer_clipped(optimizer, run->gradients[i], 0.0, 0.0);

        squares += run->start.trained[i] ? g * g : 0.0;
    }
    norm = sqrt(squares);
    return norm > optimizer->clip_norm ? optimizer->clip_norm / norm : 1.0;
}

/* All trained leaves at once. */
static void update(const struct graph_run *run, struct stepper_state *state, uint64_t number)
{
    size_t leaves = run->graph->leaf_count, bytes = leaves * sizeof(double);
    double squares = 0.0;

    if (state->optimizer.clip_norm > 0)
        state->optimizer.clip_scale = clip_scale(run, &state->optimizer);

    memcpy(run->old_values, run->values, run->graph->count * sizeof *run->values);
    memcpy(run->old_first, run->first, bytes);
    memcpy(run->old_second, run->second, bytes);
    for (size_t i = 0; i < leaves; i++) {
        struct optimizer_move move;

        if (!run->start.trained[i])
            continue;
        move = optimizer_move(&state->optimizer, true, number, run->values[i], run->gradients[i], 1,
                              run->first[i], run->second[i]);
        squares += run->gradients[i] * run->gradients[i];
        run->values[i] = move.value;
        run->first[i] = move.first;
        run->second[i] = move.second;
    }
    state->gradient_norm = state->epoch_norm = sqrt(squares);
}

static void execute(struct stepper *stepper, const struct place *place)
{
    const struct graph_run *run = stepper->of;
    struct stepper_state *state = &stepper->state;

    if (place->unit.kind == UNIT_FORWARD)
        graph_forward(run->graph, run->values, place->unit.layer);
    else if (place->unit.kind == UNIT_LOSS)
        state->batch_loss = state->epoch_loss = run->values[graph_objective(run->graph)];
    else if (place->unit.kind == UNIT_BACKWARD)
        graph_backward(run->graph, run->values, run->gradients, place->unit.layer);
    else
        update(run, state, stepper_update_number(state, place));
}

static bool edit(struct stepper *stepper)
{
    const struct graph_run *run = stepper->of;
    const struct edit_log *log = &stepper->edits;
    size_t bytes = run->graph->leaf_count * sizeof(double);
    bool changed = false;

    for (size_t i = edit_log_lower(log, stepper->state.step);
         i < log->count && log->edits[i].step == stepper->state.step; i++) {
        const struct edit *made = &log->edits[i];

        if (made->kind == EDIT_LEAF) {
            run->values[made->to] = made->value;
        } else if (made->kind == EDIT_LEARNING_RATE) {
            stepper->state.optimizer.learning_rate = made->value;
        } else {
            optimizer_choose(&stepper->state.optimizer, (enum optimizer_kind)made->value);
            memset(run->first, 0, bytes);
            memset(run->second, 0, bytes);
            changed = true;
        }
    }
    return changed;
}

static bool diverged(const struct stepper *stepper)
{
    const struct graph_run *run = stepper->of;
    bool finite = isfinite(run->values[graph_objective(run->graph)]);

    for (size_t i = 0; i < run->graph->leaf_count; i++)
        finite = finite && (!run->start.trained[i] || isfinite(run->values[i]));
    return !finite;
}

bool graph_run_init(struct graph_run *run, struct stepper *stepper, const struct graph *graph,
                    const struct graph_start *start, struct error *err)
{
    static const struct stepper_work work = {execute, edit, diverged};
    size_t nodes = graph->count, leaves = graph->leaf_count;
    double *at;

    *run = (struct graph_run){.stepper = stepper, .graph = graph, .start = *start};
    if (!stepper_init_work(stepper, &work, run, &graph->program, 3 * nodes + 4 * leaves,
                           start->training, err))
        return false;
    stepper->iteration_work = 50 + 20 * nodes;
    run->values = at = stepper->block;
    run->gradients = at += nodes;
    run->old_values = at += nodes;
    run->first = at += nodes;
    run->second = at += leaves;
    run->old_first = at += leaves;
    run->old_second = at += leaves;
    memcpy(run->values, start->values, leaves * sizeof *run->values);
    return true;
}
