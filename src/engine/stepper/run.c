/* A run of many steps: whole iterations, in another way than unit by unit where that is sooner. */
#include "engine/stepper.h"

#include "engine/fast/few.h"
#include "engine/stepper/parts.h"
#include "engine/update.h"

/* Iterations of one sample without the sums, up to the next after which there may be more to do. */
static void iterate_without_sums(struct stepper *stepper, uint64_t step)
{
    struct stepper_state *state = &stepper->state;
    struct place *here = &stepper->here;
    const struct net *net = stepper->net;
    const bool changed = stepper->edits.count > 0;
    double *block = stepper->block, loss = 0.0, rate;
    uint64_t more, room;

    program_advance_iteration(&stepper->program, here);
    stepper_begin_iteration(stepper, here, false);
    more = stepper->watch.ended != NULL
               ? 0
               : stop_unasked(&stepper->training.stop, here, stepper->data->count);
    room = (step - here->step) / here->count;
    if (more > room)
        more = room;
    rate = state->optimizer.learning_rate;
    descent_begin(&stepper->descent, changed ? 1 : more + 1);
    for (uint64_t i = 0; i <= more; i++) {
        const size_t sample = stepper->order[here->epoch_offset + i];

        /* What was edited before the first is for all of them: no edit comes in between. */
        if (changed || i == more)
            stepper_load_sample(stepper, sample, state->step + 1, block);
        else
            few_copy(net_output(net)->out, dataset_t(stepper->data, sample), block + net->t);
        loss = descent_iterate(&stepper->descent,
                               changed ? block + net->layers[0].a
                                       : dataset_x(stepper->data, sample), rate);
        state->epoch_loss += loss;
    }
    descent_settle(&stepper->descent, rate);
    state->batch_loss += loss;
    state->step = here->step + more * here->count;
    if (more > 0)
        program_locate(&stepper->program, state->step, 0, here);
    stepper_end_iteration(stepper);
}

/* Whole iterations from the end of one to the end of one; not over a stop. */
static void run_without_sums(struct stepper *stepper, uint64_t step)
{
    do
        iterate_without_sums(stepper, step);
    while (step - stepper->state.step >= stepper->here.count &&
           stepper_find_stop(stepper) == STOP_NONE);
    descent_sums(&stepper->descent);
}

/* The samples of that order, as the iteration of `here` finds them; the last one is loaded, too. */
static void put_samples(struct stepper *stepper, const size_t *samples, size_t count)
{
    const bool changed = stepper->edits.count > 0;

    for (size_t i = 0; i < count; i++) {
        if (changed || i + 1 == count)
            stepper_load_sample(stepper, samples[i], stepper->state.step + 1, stepper->block);
        if (changed)
            batch_put_loaded(&stepper->batch, i);
        else
            batch_put(&stepper->batch, i, dataset_x(stepper->data, samples[i]),
                      dataset_t(stepper->data, samples[i]));
    }
}

/* Iterations of many samples, or by another optimiser: all samples of a batch at once. */
static void run_batch(struct stepper *stepper)
{
    struct stepper_state *state = &stepper->state;
    struct place *here = &stepper->here;
    struct batch *batch = &stepper->batch;

    program_advance_iteration(&stepper->program, here);
    stepper_begin_iteration(stepper, here, false);
    for (size_t from = 0, count; from < here->batch_count; from += count) {
        const size_t left = here->batch_count - from;

        count = batch->stride == 1 ? 1 : left < BATCH_SAMPLES ? left : BATCH_SAMPLES;
        put_samples(stepper, stepper->order + here->epoch_offset + from, count);
        batch_pass(batch, count, from == 0);
        for (size_t i = 0; i < count; i++) {
            state->batch_loss += batch->losses[i];
            state->epoch_loss += batch->losses[i];
        }
    }
    stepper_begin_updates(stepper, here);
    for (size_t l = 1; l <= stepper->net->layer_count; l++)
        update_layer(stepper->net, stepper->block, l, &state->optimizer, MISTAKE_NONE,
                     stepper_update_number(state, here), here->divisor);
    state->step = here->step;
    stepper_end_iteration(stepper);
}

/* Whether whole iterations come next that can be run so. */
static bool can_iterate(const struct stepper *stepper, uint64_t step)
{
    const struct place *here = &stepper->here;
    const uint64_t next = here->iteration + (here->index > 0 ? 1 : 0);

    return stepper->net != NULL && stepper->training.mistake == MISTAKE_NONE &&
           (here->index == here->count || here->index == 0) && stepper->state.stop_step == 0 &&
           step - stepper->state.step >= program_iteration_units(&stepper->program, next) &&
           stepper_find_stop(stepper) == STOP_NONE;
}

/* Whether a sample is all of an iteration, and its gradients are used but once, by an update that
 * can have them from the sample. There is time for two: the sums are made up for in the end. */
static bool can_leave_sums_out(const struct stepper *stepper, uint64_t step)
{
    return stepper->training.batch == 1 && !stepper->net->recurrent &&
           stepper->training.stop.gradient_norm_below == 0 &&
           optimizer_buffers(&stepper->state.optimizer) == 0 &&
           step - stepper->state.step >= 2 * stepper->here.count;
}

bool stepper_run(struct stepper *stepper, uint64_t step)
{
    const struct edit_log *edits = &stepper->edits;
    const uint64_t *now = &stepper->state.step;

    while (*now < step) {
        size_t next = edit_log_lower(edits, *now);
        uint64_t free = next < edits->count && edits->edits[next].step < step
                            ? edits->edits[next].step
                            : step;

        if (can_iterate(stepper, free)) {
            if (can_leave_sums_out(stepper, free))
                run_without_sums(stepper, free);
            else
                run_batch(stepper);
        } else if (!stepper_step(stepper)) {
            return false;
        }
    }
    return true;
}

