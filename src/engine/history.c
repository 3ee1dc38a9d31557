#include "engine/history.h"

#include "base/memory.h"
#include "engine/stepper/revolve.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { CHECKPOINTS_MIN = 2, CHECKPOINTS_FEW = 64, TRAIL_MIN = 1, TRAIL_SHARE = 4 /* a quarter */ };

static char *checkpoint(const struct history *history, size_t index)
{
    return history->checkpoints + index * history->snapshot_size;
}

static char *trail(const struct history *history, size_t index)
{
    return history->trail + index * history->snapshot_size;
}

static uint64_t snapshot_step(const char *snapshot)
{
    return stepper_snapshot_state(snapshot)->step;
}

/* The iteration whose start a snapshot holds. */
static uint64_t snapshot_iteration(const struct history *history, const char *snapshot)
{
    struct place next;

    program_locate(&history->stepper->program, snapshot_step(snapshot) + 1, 0, &next);
    return next.iteration;
}

bool history_init(struct history *history, struct stepper *stepper, size_t budget,
                  struct error *err)
{
    size_t size = stepper_snapshot_size(stepper);
    size_t room = budget / size > 0 ? budget / size - 1 : 0; /* one is `start` */

    assert(stepper->state.step == 0);
    *history = (struct history){
        .stepper = stepper,
        .snapshot_size = size,
        .trail_max = room / TRAIL_SHARE > TRAIL_MIN ? room / TRAIL_SHARE : TRAIL_MIN,
        .stride = revolve_stride(stepper->iteration_work),
        .start_iteration = 1,
    };
    history->checkpoint_max =
        room > history->trail_max + CHECKPOINTS_MIN ? room - history->trail_max : CHECKPOINTS_MIN;
    /* Few and large, they never move; memory that is not touched costs nothing. */
    room = history->checkpoint_max < CHECKPOINTS_FEW ? history->checkpoint_max : CHECKPOINTS_MIN;
    history->checkpoints = memory_large(room * size);
    if (history->checkpoints == NULL)
        history->checkpoints = memory_large((room = CHECKPOINTS_MIN) * size);
    history->checkpoint_room = room;
    history->start = memory_large(size);
    if (history->checkpoints == NULL || history->start == NULL) {
        history_finish(history);
        return error_set(err, "not enough memory to remember the training's steps (one takes "
                              "%zu KiB)", (size + 1023) / 1024);
    }
    stepper_save(stepper, history->start);
    return true;
}

void history_finish(struct history *history)
{
    free(history->checkpoints);
    free(history->trail);
    free(history->start);
    free(history->before);
    *history = (struct history){0};
}

/* Whether there is room for one checkpoint more. Room is taken as it is needed, twice as much each
 * time; where the machine has no more, the budget is what there is. */
static bool make_room(struct history *history)
{
    const size_t twice = 2 * history->checkpoint_room, most = history->checkpoint_max;
    size_t room = twice < most ? twice : most;
    char *larger;

    if (history->checkpoint_count < history->checkpoint_room)
        return true;
    if (history->checkpoint_room == most)
        return false;
    larger = memory_large(room * history->snapshot_size);
    if (larger == NULL)
        return history->checkpoint_max = history->checkpoint_room, false;
    memcpy(larger, history->checkpoints, history->checkpoint_count * history->snapshot_size);
    free(history->checkpoints);
    history->checkpoints = larger;
    history->checkpoint_room = room;
    return true;
}

/* Keeps every second checkpoint. */
static void thin_out(struct history *history)
{
    size_t kept = (history->checkpoint_count + 1) / 2;

    for (size_t i = 1; i < kept; i++)
        memcpy(checkpoint(history, i), checkpoint(history, 2 * i), history->snapshot_size);
    history->checkpoint_count = kept;
    history->stride *= 2;
}

/* The stepper stands at the start of `iteration`: keep a checkpoint if one is due. */
static void keep_checkpoint(struct history *history, uint64_t iteration)
{
    if (iteration - 1 != history->checkpoint_count * history->stride)
        return;
    if (!make_room(history)) {
        thin_out(history);
        if (iteration - 1 != history->checkpoint_count * history->stride)
            return;
    }
    stepper_save(history->stepper, checkpoint(history, history->checkpoint_count++));
}

static void keep_start(struct history *history, uint64_t iteration)
{
    if (history->start_iteration != iteration)
        stepper_save(history->stepper, history->start);
    history->start_iteration = iteration;
}

/* Whether the next unit is the first of an iteration, and of which. */
static bool at_start(const struct history *history, uint64_t *iteration)
{
    const struct stepper *stepper = history->stepper;
    const struct place *here = &stepper->here;

    if (stepper->state.stop_step != 0 || (here->index > 0 && here->index < here->count))
        return false;
    *iteration = here->index > 0 ? here->iteration + 1 : here->iteration;
    return stepper_stop_due(stepper) == STOP_NONE;
}

/* Units after step `from` have been executed, up to where the stepper stands. */
static void count_units(struct history *history, uint64_t from)
{
    uint64_t step = history->stepper->state.step;
    uint64_t known = history->furthest < step ? history->furthest : step;

    if (known > from)
        history->replayed += known - from;
    if (step > history->furthest)
        history->furthest = step;
}

bool history_step(struct history *history)
{
    uint64_t from = history->stepper->state.step, iteration;

    if (at_start(history, &iteration)) {
        keep_checkpoint(history, iteration);
        keep_start(history, iteration);
    }
    stepper_step(history->stepper);
    count_units(history, from);
    return history->stepper->state.step > from;
}

/* Forward to after step `step` or the end of the run, from one due checkpoint to the next. */
static void run_to(struct history *history, uint64_t step)
{
    struct stepper *stepper = history->stepper;
    bool going = true;

    while (going && stepper->state.step < step) {
        uint64_t from = stepper->state.step, iteration, due;

        if (at_start(history, &iteration))
            keep_checkpoint(history, iteration);
        due = program_iteration_start(&stepper->program,
                                      history->checkpoint_count * history->stride + 1);
        going = stepper_run(stepper, from < due && due < step ? due : step);
        count_units(history, from);
    }
}

/* The free places of the trail, which is there from the first journey on that needs it; where the
 * machine has no room for it, there are none. */
static size_t trail_places(struct history *history)
{
    if (history->trail == NULL) {
        history->trail = memory_room(history->trail_max, history->snapshot_size);
        if (history->trail == NULL)
            history->trail_max = 0;
    }
    return history->trail_max - history->trail_count;
}

/* From the start of iteration `from`, where the stepper stands, to that of `to`, or only to that of
 * `end`; the free places of the trail are used for what lies between. */
static void replay(struct history *history, uint64_t from, uint64_t to, uint64_t end)
{
    struct stepper *stepper = history->stepper;

    while (from < to && from < end) {
        uint64_t spacing = revolve_spacing(trail_places(history), to - from);
        uint64_t next = spacing > 0 ? from + spacing : to;

        run_to(history, program_iteration_start(&stepper->program, next < end ? next : end));
        if (spacing > 0 && next <= end)
            stepper_save(stepper, trail(history, history->trail_count++));
        from = next;
    }
}

/* The checkpoint nearest below the start of `iteration`; before there is any, the run's start. */
static const char *nearest_checkpoint(const struct history *history, uint64_t iteration)
{
    uint64_t index = (iteration - 1) / history->stride, last = history->checkpoint_count - 1;

    if (history->checkpoint_count == 0)
        return history->start;
    return checkpoint(history, (size_t)(index < last ? index : last));
}

/* The snapshot to replay from, trimming the trail to what is of use: what lies above `iteration` is
 * not, nor all of it if a checkpoint is nearer, or it leaves too few places for this journey. */
static const char *choose_base(struct history *history, uint64_t iteration)
{
    const char *base = nearest_checkpoint(history, iteration), *top;
    uint64_t base_iteration = snapshot_iteration(history, base), top_iteration;

    while (history->trail_count > 0 &&
           snapshot_iteration(history, trail(history, history->trail_count - 1)) > iteration)
        history->trail_count--;
    if (history->trail_count == 0)
        return base;
    top = trail(history, history->trail_count - 1);
    top_iteration = snapshot_iteration(history, top);
    if (top_iteration > base_iteration &&
        revolve_replays(history->trail_max - history->trail_count, iteration - top_iteration) <=
            revolve_replays(history->trail_max, history->stride))
        return top;
    history->trail_count = 0;
    return base;
}

/* Back to the start of `iteration`, with `start`. */
static void go_back(struct history *history, uint64_t iteration)
{
    const char *base;

    if (history->start_iteration == iteration) {
        stepper_restore(history->stepper, history->start);
        return;
    }
    base = choose_base(history, iteration);
    stepper_restore(history->stepper, base);
    replay(history, snapshot_iteration(history, base), iteration, iteration);
    keep_start(history, iteration);
}

/* Forward to the start of `iteration`, from the nearest checkpoint if that is ahead. */
static void go_forward(struct history *history, uint64_t iteration)
{
    struct stepper *stepper = history->stepper;
    const char *base = nearest_checkpoint(history, iteration);

    if (iteration == history->start_iteration)
        return;
    if (stepper_snapshot_state(base)->step > stepper->state.step)
        stepper_restore(stepper, base);
    run_to(history, program_iteration_start(&stepper->program, iteration));
    keep_start(history, iteration);
}

/* After a journey that the run may have ended early: then what was kept is not the start of
 * its last iteration. */
static void keep_right_start(struct history *history)
{
    struct place place;

    stepper_place(history->stepper, &place);
    if (place.iteration == history->start_iteration)
        return;
    go_back(history, place.iteration);
    run_to(history, place.step);
}

bool history_seek(struct history *history, uint64_t step)
{
    struct stepper *stepper = history->stepper;
    struct place place;

    if (stepper->state.stop_step != 0 && step > stepper->state.step)
        return false;
    program_locate(&stepper->program, step, stepper->state.stop_step, &place);
    if (place.step < stepper->state.step)
        go_back(history, place.iteration);
    else
        go_forward(history, place.iteration);
    run_to(history, place.step);
    keep_right_start(history);
    return stepper->state.step == step;
}

uint64_t history_distance(const struct history *history, uint64_t step)
{
    const struct stepper *stepper = history->stepper;
    struct place place;
    uint64_t from;

    program_locate(&stepper->program, step, stepper->state.stop_step, &place);
    from = snapshot_iteration(history, nearest_checkpoint(history, place.iteration));
    if (place.step >= stepper->state.step && stepper->here.iteration > from)
        from = stepper->here.iteration;
    return history->start_iteration == place.iteration ? 0 : place.iteration - from;
}

bool history_approach(struct history *history, uint64_t step, uint64_t most)
{
    struct stepper *stepper = history->stepper;
    struct place place, here;
    const char *base;
    uint64_t end;

    if (history_distance(history, step) <= most)
        return history_seek(history, step), true;
    program_locate(&stepper->program, step, 0, &place);
    base = choose_base(history, place.iteration);
    if (step < stepper->state.step || snapshot_step(base) > stepper->state.step)
        stepper_restore(stepper, base);
    program_locate(&stepper->program, stepper->state.step + 1, 0, &here);
    end = here.iteration + most < place.iteration ? here.iteration + most : place.iteration;
    replay(history, here.iteration, place.iteration, end);
    if (stepper->state.stop_step == 0)
        keep_start(history, end);
    run_to(history, program_iteration_start(&stepper->program, end + 1));
    keep_right_start(history);
    return stepper->state.stop_step != 0;
}

/* Forgets what lies after step `step`. */
static void drop_after(struct history *history, uint64_t step)
{
    while (history->checkpoint_count > 1 &&
           snapshot_step(checkpoint(history, history->checkpoint_count - 1)) > step)
        history->checkpoint_count--;
    while (history->trail_count > 0 &&
           snapshot_step(trail(history, history->trail_count - 1)) > step)
        history->trail_count--;
    if (snapshot_step(history->start) > step)
        history->start_iteration = 0;
    if (history->furthest > step)
        history->furthest = step;
}

bool history_edit(struct history *history, const struct edit_log *edits, uint64_t step)
{
    struct stepper *stepper = history->stepper;
    uint64_t changed = edit_log_difference(&stepper->edits, edits);
    struct place first, place;

    if (changed < UINT64_MAX)
        drop_after(history, changed);
    edit_log_copy(&stepper->edits, edits);
    if (edits->count > 0 && history->before == NULL)
        history->before = memory_new(stepper->block_size, sizeof *history->before);
    if (stepper->state.step <= changed)
        return history_seek(history, step);

    /* Up to the iteration that changes, the run is what it was; where it stops is not known. */
    program_locate(&stepper->program, changed + 1, 0, &first);
    program_locate(&stepper->program, step, 0, &place);
    go_back(history, place.iteration < first.iteration ? place.iteration : first.iteration);
    go_forward(history, place.iteration);
    run_to(history, step);
    keep_right_start(history);
    return stepper->state.step == step;
}

const double *history_before(const struct history *history)
{
    const struct stepper *stepper = history->stepper;
    const struct edit_log *edits = &stepper->edits;
    const double *block = stepper_snapshot_block(history->start);
    uint64_t step = snapshot_step(history->start);
    size_t first = edit_log_lower(edits, step);
    struct optimizer optimizer;

    if (stepper->state.step <= step || first == edits->count || edits->edits[first].step != step)
        return block;
    optimizer = stepper_snapshot_state(history->start)->optimizer;
    memcpy(history->before, block, stepper->block_size * sizeof *block);
    edit_log_apply(edits, step, stepper->net, history->before, &optimizer);
    return history->before;
}

size_t history_memory(const struct history *history)
{
    return (history->checkpoint_count + history->trail_count + 1) * history->snapshot_size;
}
