#include "engine/stepper.h"

#include "engine/measure/evaluate.h"
#include "engine/order.h"
#include "engine/stepper/parts.h"
#include "engine/update.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool check_fit(const struct net *net, const struct dataset *data,
                      const struct training *training, struct error *err)
{
    if (data->count == 0)
        return error_set(err, "there are no samples to train on; at least 1 is needed");
    if (data->times != net->times)
        return error_set(err, "the samples have %zu times, the network has %zu", data->times,
                         net->times);
    if (data->inputs != net->layers[0].out * net->times)
        return error_set(err, "the samples have %zu inputs, the network has %zu",
                         data->inputs / net->times, net->layers[0].out);
    if (data->targets != net_output(net)->out * net->times)
        return error_set(err, "the samples have %zu targets, the network has %zu outputs",
                         data->targets / net->times, net_output(net)->out);
    if (training->batch < 1 || training->batch > data->count)
        return error_set(err, "a batch of %zu samples is not possible; there are %zu samples, so "
                              "1 to %zu", training->batch, data->count, data->count);
    return true;
}

static const struct stepper_work net_work;

/* Before the first step. */
static void begin(struct stepper *stepper, const struct training *training)
{
    stepper->training = *training;
    stepper->state.optimizer = training->optimizer;
    program_locate(&stepper->program, 0, 0, &stepper->here);
    stepper->state.epoch = 1;
}

bool stepper_init(struct stepper *stepper, const struct net *net, const struct dataset *data,
                  const struct training *training, const double *params, struct error *err)
{
    memset(stepper, 0, sizeof *stepper); /* padding too: snapshots are compared as bytes */
    if (!check_fit(net, data, training, err))
        return false;
    assert(optimizer_buffers(&training->optimizer) <= net->buffer_count);
    stepper->work = &net_work;
    stepper->net = net;
    stepper->data = data;
    stepper->block_size = net->block_size;
    stepper->iteration_work = (net->param_count + 50) * training->batch;
    if (!program_init(&stepper->program, net, data->count, training->batch, err))
        return false;
    stepper->program.sum = training->sum;
    stepper->block = net_new_block(net);
    stepper->order = calloc(data->count, sizeof *stepper->order);
    if (data->validation > 0)
        stepper->scratch = net_new_scratch(net);
    if (stepper->block == NULL || stepper->order == NULL ||
        (data->validation > 0 && stepper->scratch == NULL)) {
        stepper_finish(stepper);
        return error_set(err, "not enough memory for a network of %zu parameters and %zu samples",
                         net->param_count, data->count);
    }
    if (!descent_init(&stepper->descent, net, &stepper->program, stepper->block, err) ||
        !batch_init(&stepper->batch, net, training->batch, stepper->block, err)) {
        stepper_finish(stepper);
        return false;
    }
    memcpy(stepper->block, params, net->param_count * sizeof *params);
    begin(stepper, training);
    rng_seed(&stepper->state.epoch_rng, training->seed);
    stepper->state.rng = stepper->state.epoch_rng;
    order_plain(stepper->order, data->count);
    stepper_draw_order(stepper);
    /* Before the first step the first sample is already there to be seen. */
    net_load(net, stepper->block, dataset_x(data, stepper->order[0]),
             dataset_t(data, stepper->order[0]));
    return true;
}

bool stepper_init_work(struct stepper *stepper, const struct stepper_work *work, const void *of,
                       const struct program *program, size_t block_size,
                       const struct training *training, struct error *err)
{
    memset(stepper, 0, sizeof *stepper);
    stepper->work = work;
    stepper->of = of;
    stepper->program = *program;
    stepper->block_size = block_size;
    stepper->block = calloc(block_size + 1, sizeof *stepper->block);
    stepper->order = calloc(1, sizeof *stepper->order);
    if (stepper->block == NULL || stepper->order == NULL) {
        stepper_finish(stepper);
        return error_set(err, "not enough memory for %zu numbers", block_size);
    }
    begin(stepper, training);
    return true;
}

void stepper_finish(struct stepper *stepper)
{
    if (stepper->net != NULL)
        program_finish(&stepper->program);
    descent_finish(&stepper->descent);
    batch_finish(&stepper->batch);
    edit_log_finish(&stepper->edits);
    free(stepper->block);
    free(stepper->order);
    free(stepper->scratch);
    memset(stepper, 0, sizeof *stepper);
}

static bool diverged(const struct stepper *stepper)
{
    return stop_has_diverged(stepper->net, stepper->block, &stepper->here, stepper->data->count,
                             stepper->state.batch_loss);
}

enum stop_reason stepper_find_stop(const struct stepper *stepper)
{
    const struct stepper_state *state = &stepper->state;
    size_t samples = stepper->program.samples;

    if (stepper->training.stop.divergence && stepper->work->diverged(stepper))
        return STOP_DIVERGENCE;
    return stop_find(&stepper->training.stop, &stepper->here, samples,
                     state->epoch_loss / (double)samples, state->epoch_norm, state->best_epoch);
}

enum stop_reason stepper_stop_due(const struct stepper *stepper)
{
    if (stepper->state.stop_step != 0 || stepper->here.index != stepper->here.count)
        return STOP_NONE;
    return stepper_find_stop(stepper);
}

/* What the epoch that has just ended comes to. */
static void end_epoch(struct stepper *stepper)
{
    struct stepper_state *state = &stepper->state;
    const struct dataset *data = stepper->data;
    double loss = state->epoch_loss / (double)stepper->program.samples;

    if (stepper->scratch != NULL)
        loss = state->validation_loss =
            evaluate_loss(stepper->training.mistake, stepper->net, data, evaluate_validation(data),
                          stepper->block, stepper->scratch);
    if (state->best_epoch > 0 ? loss < state->best_loss - stepper->training.stop.min_delta
                              : isfinite(loss)) {
        state->best_loss = loss;
        state->best_epoch = stepper->here.epoch;
    }
}

void stepper_end_iteration(struct stepper *stepper)
{
    const struct place *here = &stepper->here;

    if (here->epoch_offset + here->batch_count >= stepper->program.samples)
        end_epoch(stepper);
    if (stepper->watch.ended != NULL)
        stepper->watch.ended(stepper->watch.context, stepper);
}

void stepper_draw_order(struct stepper *stepper)
{
    struct stepper_state *state = &stepper->state;

    if (!stepper->training.shuffle)
        return;
    state->rng = state->epoch_rng;
    order_shuffle(stepper->order, stepper->data->count, &state->rng);
}

void stepper_begin_iteration(struct stepper *stepper, const struct place *place, bool clear)
{
    const struct net *net = stepper->net;
    struct stepper_state *state = &stepper->state;

    if (clear && net != NULL)
        memset(stepper->block + net->param_count, 0, net->param_count * sizeof *stepper->block);
    state->batch_loss = 0.0;
    state->gradient_norm = 0.0;
    if (place->epoch_offset > 0)
        return;
    state->epoch_loss = 0.0;
    state->epoch_norm = 0.0;
    if (place->epoch != state->epoch) {
        state->epoch = place->epoch;
        state->epoch_rng = state->rng;
        stepper_draw_order(stepper);
    }
}

uint64_t stepper_update_number(const struct stepper_state *state, const struct place *place)
{
    return place->iteration - state->optimizer_start;
}

void stepper_begin_updates(struct stepper *stepper, const struct place *place)
{
    struct stepper_state *state = &stepper->state;

    if (state->optimizer.clip_norm > 0)
        state->optimizer.clip_scale = update_clip_scale(stepper->net, stepper->block,
                                                        &state->optimizer, place->divisor);
    if (stepper->training.stop.gradient_norm_below == 0)
        return;
    state->gradient_norm = update_gradient_norm(stepper->net, stepper->block, state->optimizer.l2,
                                                place->divisor);
    /* Asked this way round, NaN counts as the largest of all. */
    if (!(state->gradient_norm <= state->epoch_norm))
        state->epoch_norm = state->gradient_norm;
}

void stepper_load_sample(const struct stepper *stepper, size_t sample, uint64_t step, double *block)
{
    net_load(stepper->net, block, dataset_x(stepper->data, sample),
             dataset_t(stepper->data, sample));
    if (stepper->edits.count > 0)
        edit_log_patch_sample(&stepper->edits, step, stepper->net, sample, block);
}

/* Whether the place's unit does nothing for the sample that is loaded. */
static bool is_idle(const struct stepper *stepper, const struct place *place)
{
    return place->unit.time > 0 && !net_runs(stepper->net, stepper->block, place->unit.layer,
                                             place->unit.time);
}

bool stepper_is_idle(const struct stepper *stepper)
{
    return stepper->state.stop_step == 0 && is_idle(stepper, &stepper->here);
}

static void execute(struct stepper *stepper, const struct place *place)
{
    const struct net *net = stepper->net;
    const struct unit *unit = &place->unit;
    enum mistake mistake = stepper->training.mistake;
    double loss;

    if (place->index - 1 == place->batch_index * stepper->program.sample_count &&
        unit->kind == UNIT_FORWARD)
        stepper_load_sample(stepper, stepper->order[place->epoch_offset + place->batch_index],
                            place->step, stepper->block);
    if (is_idle(stepper, place))
        return;
    switch (unit->kind) {
    case UNIT_FORWARD:
        mistake_forward(mistake, net, stepper->block, unit->layer, unit->time);
        break;
    case UNIT_LOSS:
        loss = unit->time == 0 ? net_loss(net, stepper->block)
                               : net_loss_at(net, stepper->block, unit->time);
        if (net->recurrent && unit->time > 0)
            break;
        stepper->state.batch_loss += loss;
        stepper->state.epoch_loss += loss;
        break;
    case UNIT_BACKWARD:
        if (mistake == MISTAKE_NONE)
            net_backward_hooked(net, stepper->block, unit->layer, unit->time, NULL);
        else
            mistake_backward(mistake, net, stepper->block, unit->layer, unit->time,
                             &stepper->state.optimizer, place->divisor);
        break;
    case UNIT_UPDATE:
        if (place->index == place->count - stepper->program.update_count + 1)
            stepper_begin_updates(stepper, place);
        update_layer(net, stepper->block, unit->layer, &stepper->state.optimizer, mistake,
                     stepper_update_number(&stepper->state, place), place->divisor);
        break;
    case UNIT_STOP:
        break;
    }
}

static bool edit(struct stepper *stepper)
{
    return edit_log_apply(&stepper->edits, stepper->state.step, stepper->net, stepper->block,
                          &stepper->state.optimizer);
}

static const struct stepper_work net_work = {execute, edit, diverged};

/* UNIT_STOP, if a criterion holds. */
static bool stop(struct stepper *stepper)
{
    struct stepper_state *state = &stepper->state;
    enum stop_reason reason = stepper_find_stop(stepper);

    if (reason == STOP_NONE)
        return false;
    state->step++;
    state->stopped = reason;
    state->stop_step = state->step;
    return true;
}

bool stepper_step(struct stepper *stepper)
{
    struct stepper_state *state = &stepper->state;
    struct place *here = &stepper->here;

    if (state->stop_step != 0)
        return false;
    if (here->index == here->count && stop(stepper))
        return true;
    program_advance(&stepper->program, here);
    if (here->index == 1)
        stepper_begin_iteration(stepper, here, mistake_clears(stepper->training.mistake));
    if (stepper->edits.count > 0 && stepper->work->edit(stepper))
        state->optimizer_start = here->iteration - 1;
    stepper->work->execute(stepper, here);
    state->step++;
    if (here->index == here->count)
        stepper_end_iteration(stepper);
    return true;
}

void stepper_place(const struct stepper *stepper, struct place *place)
{
    if (stepper->state.stop_step == 0)
        *place = stepper->here;
    else
        program_locate(&stepper->program, stepper->state.step, stepper->state.stop_step, place);
}

size_t stepper_sample(const struct stepper *stepper, size_t batch_index)
{
    struct place place;

    stepper_place(stepper, &place);
    assert(batch_index < place.batch_count);
    return stepper->order[place.epoch_offset + batch_index];
}

void stepper_load(const struct stepper *stepper, size_t batch_index, double *block)
{
    const struct program *program = &stepper->program;
    struct place place;

    stepper_place(stepper, &place);
    assert(batch_index < place.batch_count);
    /* Nothing is changed before the first step: its edits come with it. */
    stepper_load_sample(stepper, stepper->order[place.epoch_offset + batch_index],
                        place.step == 0
                            ? 0
                            : program_iteration_start(program, place.iteration) + 1 +
                                  batch_index * program->sample_count,
                        block);
}

double stepper_batch_loss_now(const struct stepper *stepper, double *scratch)
{
    const struct net *net = stepper->net;
    struct place place;
    double sum = 0.0;

    stepper_place(stepper, &place);
    memcpy(scratch, stepper->block, net->param_count * sizeof *scratch);
    for (size_t i = 0; i < place.batch_count; i++) {
        stepper_load(stepper, i, scratch);
        sum += mistake_evaluate_loaded(stepper->training.mistake, net, scratch);
    }
    return sum / (double)place.divisor;
}
