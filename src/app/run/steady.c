#include "app/run/steady.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void steady_finish(struct steady *steady)
{
    free(steady->block);
    *steady = (struct steady){0};
}

/* With the parameters of the moment and the inputs as they were changed by hand. */
static void forward(struct steady *steady, const struct run *run, const struct snapshot *snapshot)
{
    const struct net *net = snapshot->net;
    const struct dataset *data = &run->scenario.data;
    double *block = steady->block;
    size_t sample = run->hurry.sample;

    memcpy(block, snapshot->now, net->block_size * sizeof *block);
    net_load(net, block, dataset_x(data, sample), dataset_t(data, sample));
    edit_log_patch_sample(&run->stepper.edits, snapshot->place.step, net, sample, block);
    net_evaluate_loaded(net, block);
}

/* As if an iteration of that sample alone stood after its loss. */
static void stand(struct steady *steady, size_t sample, struct cursor *cursor)
{
    struct snapshot *snapshot = &steady->snapshot;
    struct place *place = &snapshot->place;

    for (size_t i = 0; i < snapshot->program->sample_count; i++) {
        if (snapshot->program->sample[i].kind != UNIT_LOSS)
            continue;
        place->index = i + 1; /* the last: the sample's */
        place->unit = snapshot->program->sample[i];
    }
    place->batch_index = 0;
    place->batch_count = 1;
    place->count = snapshot->program->sample_count + snapshot->program->update_count;
    snapshot->now = snapshot->before = steady->block;
    snapshot->sample = sample;
    snapshot->time = quantity_time_of(snapshot->net, steady->block, place->unit);
    snapshot->batch_loss = snapshot->loss_after = (double)NAN;
    snapshot->divergence = NULL;
    *cursor = (struct cursor){place->step,
                              reveal_count(snapshot->net, reveal_unit_in(snapshot, place->index))};
}

const struct view *steady_view(struct steady *steady, const struct run *run,
                               const struct view *view, struct view *out)
{
    if (!run->hurry.on || run->scenario.data.count == 1)
        return view;
    if (steady->block == NULL)
        steady->block = memory_new(run->scenario.net.block_size, sizeof *steady->block);
    *out = *view;
    steady->snapshot = *view->snapshot;
    forward(steady, run, view->snapshot);
    stand(steady, run->hurry.sample, &out->cursor);
    steady->explanation = *view->explanation;
    steady->explanation.mark_count = 0;
    steady->explanation.focus_layer = 0;
    out->from = out->cursor;
    out->snapshot = &steady->snapshot;
    out->explanation = &steady->explanation;
    out->other = NULL; /* it is at another sample */
    out->motion = 1.0f;
    out->move = 0.0f;
    return out;
}
