#include "app/run/run.h"

#include "base/error.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

bool run_is_open(const struct run *run)
{
    return run->scenario.params != NULL || run_is_graph(run);
}

bool run_is_graph(const struct run *run)
{
    return scenario_is_graph(&run->scenario);
}

/* What the plots keep of an iteration. */
static void iteration_ended(void *context, const struct stepper *stepper)
{
    struct run *run = context;

    record_look(&run->record, stepper);
    accuracy_record(&run->accuracy, stepper);
}

bool run_begin(struct run *run, struct error *err)
{
    if (!scenario_any_stepper(&run->stepper, &run->graph, &run->scenario, &(struct edit_log){0},
                              err))
        return false;
    run->stepper.watch = (struct stepper_watch){iteration_ended, run};
    if (!history_init(&run->history, &run->stepper, run->memory - run->memory / RUN_OTHER_SHARE,
                      err))
        return error_prefix(err, "with %zu MiB to travel back in", run->memory >> 20);
    run->scratch = memory_large((run->scenario.net.block_size + 1) * sizeof *run->scratch);
    return run->scratch != NULL
        || error_set(err, "not enough memory for the network's numbers");
}

static void finish_still(struct still *still)
{
    free(still->ahead);
    free(still->block);
    free(still->order);
    free(still->start);
    *still = (struct still){0};
}

/* What run_begin began. */
static void end(struct run *run)
{
    finish_still(&run->hurry.still);
    history_finish(&run->history);
    stepper_finish(&run->stepper);
    free(run->scratch);
    run->scratch = NULL;
    run->loss_after_step = 0;
}

bool run_begin_again(struct run *run, size_t buffers, struct error *err)
{
    struct edit_log log = {0};
    bool ok;

    edit_log_copy(&log, &run->stepper.edits);
    end(run);
    net_reserve_buffers(&run->scenario.net, buffers);
    ok = run_begin(run, err);
    if (ok)
        history_edit(&run->history, &log, 0);
    edit_log_finish(&log);
    return ok;
}

static void finish_journal(struct journal *journal)
{
    for (size_t i = 0; i < journal->count; i++)
        free(journal->entries[i].removed);
    free(journal->entries);
    *journal = (struct journal){0};
}

void run_finish(struct run *run)
{
    finish_journal(&run->journal);
    accuracy_finish(&run->accuracy);
    record_finish(&run->record);
    end(run);
    scenario_finish(&run->scenario);
    run->diverged_step = 0;
    run->divergence = (struct divergence){0};
    run->cursor = (struct cursor){0};
    run->playing = run->hurry.on = false;
    run->news = (struct run_news){0};
}

/* ---- the moment shown ---- */

const struct divergence *run_divergence(struct run *run)
{
    const struct stepper_state *state = &run->stepper.state;

    if (!run_is_open(run) || run_is_graph(run) || state->stopped != STOP_DIVERGENCE)
        return NULL;
    if (run->diverged_step != state->stop_step) {
        run->diverged_step = state->stop_step;
        divergence_find(&run->history, &run->divergence);
    }
    return run->divergence.kind != DIVERGENCE_NONE ? &run->divergence : NULL;
}

void run_snapshot_of(const struct stepper *stepper, struct history *history,
                     struct snapshot *snapshot)
{
    const struct place *place = &snapshot->place;

    *snapshot = (struct snapshot){
        .net = stepper->net,
        .program = &stepper->program,
        .training = &stepper->training,
        .state = &stepper->state,
        .now = stepper->block,
        .before = history_before(history),
        .edits = &stepper->edits,
        .batch_loss = (double)NAN,
        .loss_after = (double)NAN,
        .validation = stepper->data->validation,
        .data = stepper->data,
    };
    stepper_place(stepper, &snapshot->place);
    snapshot->time = quantity_time_of(stepper->net, stepper->block, place->unit);
    snapshot->sample = stepper_sample(stepper, place->batch_index);
    if (place->step > 0 && place->batch_index + 1 == place->batch_count
        && place->unit.kind != UNIT_FORWARD)
        snapshot->batch_loss = stepper->state.batch_loss / (double)place->divisor;
}

static struct accuracy_of accuracy_of(const struct run *run)
{
    return (struct accuracy_of){&run->stepper, run->scratch, run->now_ms, run->hurry.on};
}

void run_snapshot(struct run *run, struct snapshot *snapshot)
{
    const struct stepper *stepper = &run->stepper;
    const struct place *place = &snapshot->place;
    const struct divergence *divergence = run_divergence(run); /* moves the history */
    struct accuracy_of of;

    if (run_is_graph(run)) {
        *snapshot = (struct snapshot){.program = &stepper->program, .training = &stepper->training,
                                      .state = &stepper->state, .batch_loss = (double)NAN,
                                      .loss_after = (double)NAN};
        stepper_place(stepper, &snapshot->place);
        return;
    }
    run_snapshot_of(stepper, &run->history, snapshot);
    snapshot->divergence = divergence;
    if (place->step > 0 && place->index >= place->count) {
        if (run->loss_after_step != place->step) {
            run->loss_after = stepper_batch_loss_now(stepper, run->scratch);
            run->loss_after_step = place->step;
        }
        snapshot->loss_after = run->loss_after;
    }
    of = accuracy_of(run);
    accuracy_result(&run->accuracy, &of, snapshot);
}

void run_accuracy(struct run *run, const struct snapshot *snapshot, bool moved,
                  struct view_accuracy *out)
{
    struct accuracy_of of = accuracy_of(run);

    *out = (struct view_accuracy){0};
    if (run_is_graph(run))
        return;
    accuracy_make(&run->accuracy, &of, snapshot, moved, out);
}
