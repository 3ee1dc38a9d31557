#include "app/run/still.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* A larger moment takes longer to copy than training would gain. */
enum { MOMENT_BYTES = 16 << 20 };

/* What there is no memory for is tried again the next time. */
static bool make(struct still *still, const struct run *run)
{
    if (still->ahead == NULL)
        still->ahead = malloc(sizeof *still->ahead);
    if (still->block == NULL)
        still->block = memory_large(run->scenario.net.block_size * sizeof *still->block);
    if (still->order == NULL)
        still->order = malloc(run->scenario.data.count * sizeof *still->order);
    if (still->start == NULL)
        still->start = memory_large(run->history.snapshot_size);
    return still->ahead != NULL && still->block != NULL && still->order != NULL
        && still->start != NULL;
}

/* Whatever points to the run's own parts points to those of this struct. */
static void settle(struct run *run)
{
    run->history.stepper = &run->stepper;
    run->stepper.watch.context = run;
}

/* The start of the iteration that has ended is for who looks: the other keeps that of a later one,
 * where it comes to one. */
static void part_start(struct still *still, const struct history *history)
{
    still->ahead->history.start = still->start;
    if (history->stepper->here.index == history->stepper->here.count)
        still->ahead->history.start_iteration = 0;
    else
        memcpy(still->start, history->start, history->snapshot_size);
}

static void join_start(struct still *still, struct history *history)
{
    struct history *ahead = &still->ahead->history;

    if (ahead->start_iteration == 0) {
        ahead->start = history->start;
        ahead->start_iteration = history->start_iteration;
    } else {
        still->start = history->start;
    }
}

struct run *still_part(struct run *run)
{
    struct still *still = &run->hurry.still;
    struct stepper *stepper = &run->stepper;
    struct history *history = &run->history;

    if (run_is_graph(run) || history->snapshot_size > MOMENT_BYTES
        || history->checkpoint_count == 0 || !make(still, run))
        return NULL;
    *still->ahead = *run;
    settle(still->ahead);
    memcpy(still->block, stepper->block, run->scenario.net.block_size * sizeof *still->block);
    memcpy(still->order, stepper->order, run->scenario.data.count * sizeof *still->order);
    part_start(still, history);
    stepper->block = still->block;
    stepper->order = still->order;
    still->parted = true;
    return still->ahead;
}

void still_join(struct run *run)
{
    const struct run *ahead = run->hurry.still.ahead;

    if (!run->hurry.still.parted)
        return;
    run->hurry.still.parted = false;
    join_start(&run->hurry.still, &run->history);
    run->stepper = ahead->stepper;
    run->history = ahead->history;
    settle(run);
    run->record = ahead->record;
    run->accuracy.loss_count = ahead->accuracy.loss_count;
    run->cursor = ahead->cursor;
    run->hurry.on = ahead->hurry.on;
}

void still_make_room(struct run *run)
{
    if (run_is_graph(run))
        return;
    record_make_room(&run->record, run->scenario.net.layer_count);
    accuracy_make_room(&run->accuracy, &run->scenario.data);
}

bool still_has_room(const struct run *run, size_t iterations)
{
    return run_is_graph(run)
        || (record_room(&run->record) > iterations && accuracy_room(&run->accuracy) > iterations);
}
