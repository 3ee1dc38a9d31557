#include "graph/graph_history.h"

#include <stdlib.h>
#include <string.h>

enum { SNAPSHOTS_LEAST = 8, SNAPSHOTS_MOST = 1 << 16 };

static char *snapshot_at(const struct graph_history *history, size_t index)
{
    return history->snapshots + index * history->snapshot_size;
}

bool graph_history_init(struct graph_history *history, struct graph_run *run, size_t budget,
                        struct error *err)
{
    size_t size = graph_run_snapshot_size(run), most = budget / size;

    most = most < SNAPSHOTS_LEAST ? SNAPSHOTS_LEAST : most > SNAPSHOTS_MOST ? SNAPSHOTS_MOST : most;
    *history = (struct graph_history){
        .run = run, .snapshot_size = size, .most = most, .stride = 1, .count = 1};
    history->snapshots = malloc(most * size);
    if (history->snapshots == NULL)
        return error_set(err, "not enough memory to travel back in: %zu bytes", most * size);
    graph_run_save(run, history->snapshots);
    return true;
}

void graph_history_finish(struct graph_history *history)
{
    free(history->snapshots);
    *history = (struct graph_history){0};
}

/* The step at which the index-th snapshot was taken. */
static uint64_t step_of(const struct graph_history *history, uint64_t index)
{
    return graph_run_start_of(history->run->graph, index * history->stride + 1);
}

/* Only every second one is kept. */
static void thin(struct graph_history *history)
{
    history->count = (history->count + 1) / 2;
    for (size_t i = 1; i < history->count; i++)
        memcpy(snapshot_at(history, i), snapshot_at(history, 2 * i), history->snapshot_size);
    history->stride *= 2;
}

/* The run stands where the next snapshot is due. */
static void keep(struct graph_history *history)
{
    if (history->count == history->most)
        thin(history);
    if (history->run->state.step != step_of(history, history->count))
        return;
    graph_run_save(history->run, snapshot_at(history, history->count++));
}

static bool run_on(struct graph_history *history, uint64_t step)
{
    struct graph_run *run = history->run;

    while (run->state.step < step) {
        if (!graph_run_step(run))
            return false;
        if (run->state.stop_step == 0 && run->state.step == step_of(history, history->count))
            keep(history);
    }
    return true;
}

bool graph_history_seek(struct graph_history *history, uint64_t step)
{
    size_t from = history->count - 1;

    while (from > 0 && step_of(history, from) > step)
        from--;
    if (step < history->run->state.step || step_of(history, from) > history->run->state.step)
        graph_run_restore(history->run, snapshot_at(history, from));
    return run_on(history, step);
}

bool graph_history_edit(struct graph_history *history, const struct edit_log *edits, uint64_t step)
{
    struct graph_run *run = history->run;
    uint64_t first = edit_log_difference(&run->edits, edits);

    edit_log_copy(&run->edits, edits);
    while (history->count > 1 && step_of(history, history->count - 1) > first)
        history->count--;
    if (run->state.step > first)
        graph_run_restore(run, snapshot_at(history, history->count - 1));
    return graph_history_seek(history, step);
}
