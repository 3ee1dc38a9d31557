#include "engine/stepper.h"

#include "engine/evaluate.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool check_fit(const struct net *net, const struct dataset *data,
                      const struct training *training, struct error *err)
{
    if (data->count == 0)
        return error_set(err, "there are no samples to train on; at least 1 is needed");
    if (data->inputs != net->layers[0].out)
        return error_set(err, "the samples have %zu inputs, the network has %zu", data->inputs,
                         net->layers[0].out);
    if (data->targets != net_output(net)->out)
        return error_set(err, "the samples have %zu targets, the network has %zu outputs",
                         data->targets, net_output(net)->out);
    if (training->batch < 1 || training->batch > data->count)
        return error_set(err, "a batch of %zu samples is not possible; there are %zu samples, so "
                              "1 to %zu", training->batch, data->count, data->count);
    return true;
}

/* This epoch's order, from state.epoch_rng (Fisher and Yates). */
static void draw_order(struct stepper *stepper)
{
    size_t count = stepper->data->count, *order = stepper->order;

    for (size_t i = 0; i < count; i++)
        order[i] = i;
    if (!stepper->training.shuffle)
        return;
    stepper->state.rng = stepper->state.epoch_rng;
    for (size_t left = count; left > 1; left--) {
        size_t pick = rng_below(&stepper->state.rng, left), swap = order[left - 1];

        order[left - 1] = order[pick];
        order[pick] = swap;
    }
}

bool stepper_init(struct stepper *stepper, const struct net *net, const struct dataset *data,
                  const struct training *training, const double *params, struct error *err)
{
    memset(stepper, 0, sizeof *stepper); /* padding too: snapshots are compared as bytes */
    if (!check_fit(net, data, training, err))
        return false;
    assert(optimizer_buffers(&training->optimizer) <= net->buffer_count);
    stepper->net = net;
    stepper->data = data;
    stepper->training = *training;
    if (!program_init(&stepper->program, net, data->count, training->batch, err))
        return false;
    stepper->block = calloc(net->block_size, sizeof *stepper->block);
    stepper->order = calloc(data->count, sizeof *stepper->order);
    if (data->validation > 0)
        stepper->scratch = calloc(net->block_size, sizeof *stepper->scratch);
    if (stepper->block == NULL || stepper->order == NULL ||
        (data->validation > 0 && stepper->scratch == NULL)) {
        stepper_finish(stepper);
        return error_set(err, "not enough memory for a network of %zu parameters and %zu samples",
                         net->param_count, data->count);
    }
    memcpy(stepper->block, params, net->param_count * sizeof *params);
    stepper->state.optimizer = training->optimizer;
    program_locate(&stepper->program, 0, 0, &stepper->here);
    rng_seed(&stepper->state.epoch_rng, training->seed);
    stepper->state.rng = stepper->state.epoch_rng;
    stepper->state.epoch = 1;
    draw_order(stepper);
    /* Before the first step the first sample is already there to be seen. */
    net_load(net, stepper->block, dataset_x(data, stepper->order[0]),
             dataset_t(data, stepper->order[0]));
    return true;
}

void stepper_finish(struct stepper *stepper)
{
    program_finish(&stepper->program);
    edit_log_finish(&stepper->edits);
    free(stepper->block);
    free(stepper->order);
    free(stepper->scratch);
    memset(stepper, 0, sizeof *stepper);
}

/* The first criterion that holds when the iteration before `next` has ended. */
static enum stop_reason find_stop(const struct stepper *stepper, const struct place *next)
{
    const struct stop *stop = &stepper->training.stop;
    const struct stepper_state *state = &stepper->state;

    if (stop->divergence &&
        stop_has_diverged(stepper->net, stepper->block, &stepper->here, stepper->data->count,
                          state->batch_loss))
        return STOP_DIVERGENCE;
    if (stop->iterations > 0 && next->iteration > stop->iterations)
        return STOP_ITERATIONS;
    if (next->epoch_offset > 0) /* in the middle of an epoch */
        return STOP_NONE;
    if (stop->epochs > 0 && next->epoch > stop->epochs)
        return STOP_EPOCHS;
    if (stop->loss_below > 0 &&
        state->epoch_loss / (double)stepper->data->count < stop->loss_below)
        return STOP_LOSS_BELOW;
    if (stop->gradient_norm_below > 0 && state->epoch_norm < stop->gradient_norm_below)
        return STOP_GRADIENT_NORM_BELOW;
    if (stop->patience > 0 && stepper->here.epoch - state->best_epoch >= stop->patience)
        return STOP_PATIENCE;
    return STOP_NONE;
}

enum stop_reason stepper_stop_due(const struct stepper *stepper)
{
    struct place next = stepper->here;

    if (stepper->state.stop_step != 0 || next.index != next.count)
        return STOP_NONE;
    program_advance(&stepper->program, &next);
    return next.index == 1 ? find_stop(stepper, &next) : STOP_NONE;
}

/* What the epoch whose last unit has just run comes to. */
static void end_epoch(struct stepper *stepper, uint64_t epoch)
{
    struct stepper_state *state = &stepper->state;
    const struct dataset *data = stepper->data;
    double loss = state->epoch_loss / (double)data->count;

    if (data->validation > 0)
        loss = state->validation_loss =
            evaluate_loss(stepper->training.mistake, stepper->net, data, evaluate_validation(data),
                          stepper->block, stepper->scratch);
    if (state->best_epoch > 0 ? loss < state->best_loss : isfinite(loss)) {
        state->best_loss = loss;
        state->best_epoch = epoch;
    }
}

static void begin_iteration(struct stepper *stepper, const struct place *place)
{
    const struct net *net = stepper->net;
    struct stepper_state *state = &stepper->state;

    if (mistake_clears(stepper->training.mistake))
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
        draw_order(stepper);
    }
}

uint64_t stepper_update_number(const struct stepper_state *state, const struct place *place)
{
    return place->iteration - state->optimizer_start;
}

/* The parameters at `offset` and what belongs to them in the block. */
static struct optimizer_params params_at(const struct stepper *stepper, size_t offset, size_t sum,
                                         size_t n, bool l2)
{
    const struct optimizer *optimizer = &stepper->state.optimizer;
    double *buffer = stepper->block + stepper->net->buffers + offset;
    struct optimizer_params params = {
        .n = n, .w = stepper->block + offset, .sum = stepper->block + sum, .l2 = l2};

    if (optimizer_has_first(optimizer)) {
        params.first = buffer;
        buffer += stepper->net->param_count;
    }
    if (optimizer_has_second(optimizer)) {
        params.second = buffer;
        buffer += stepper->net->param_count;
    }
    if (optimizer->l2 != 0)
        params.gradient = buffer;
    return params;
}

static void update_layer(struct stepper *stepper, size_t l, const struct place *place)
{
    const struct net_layer *layer = &stepper->net->layers[l];
    enum mistake mistake = stepper->training.mistake;
    struct optimizer optimizer = mistake_optimizer(mistake, &stepper->state.optimizer);
    uint64_t t = stepper_update_number(&stepper->state, place);
    struct optimizer_params params =
        params_at(stepper, layer->w, layer->gw, layer->out * layer->in, true);

    optimizer_update(&optimizer, &params, t, place->batch_count);
    if (!layer->train_biases || !mistake_uses_biases(mistake))
        return;
    params = params_at(stepper, layer->b, layer->gb, layer->out, false);
    optimizer_update(&optimizer, &params, t, place->batch_count);
}

/* Σ g² over n parameters; without λw the sums are divided by the batch size in the end. */
static double sum_of_squares(size_t n, const double *sum, const double *w, double l2, size_t batch)
{
    double total = 0.0;

    for (size_t i = 0; i < n; i++) {
        double g = l2 != 0 ? sum[i] + l2 * (double)batch * w[i] : sum[i];

        total += g * g;
    }
    return total;
}

/* ‖∂J/∂(w, b)‖ over the trained parameters, which must not have moved yet: the norm of the sums,
 * over the batch size. */
static double gradient_norm(const struct stepper *stepper, size_t batch)
{
    const struct net *net = stepper->net;
    const double *block = stepper->block;
    double total = 0.0;

    for (size_t l = 1; l <= net->layer_count; l++) {
        const struct net_layer *layer = &net->layers[l];

        total += sum_of_squares(layer->out * layer->in, block + layer->gw, block + layer->w,
                                stepper->state.optimizer.l2, batch);
        if (layer->train_biases)
            total += sum_of_squares(layer->out, block + layer->gb, NULL, 0.0, batch);
    }
    return optimizer_gradient(sqrt(total), batch);
}

static void begin_updates(struct stepper *stepper, const struct place *place)
{
    struct stepper_state *state = &stepper->state;

    state->gradient_norm = gradient_norm(stepper, place->batch_count);
    /* Asked this way round, NaN counts as the largest of all. */
    if (!(state->gradient_norm <= state->epoch_norm))
        state->epoch_norm = state->gradient_norm;
}

/* The sample as unit `step` finds it. */
static void load(const struct stepper *stepper, size_t sample, uint64_t step, double *block)
{
    net_load(stepper->net, block, dataset_x(stepper->data, sample),
             dataset_t(stepper->data, sample));
    edit_log_patch_sample(&stepper->edits, step, stepper->net, sample, block);
}

static void execute(struct stepper *stepper, const struct place *place)
{
    const struct net *net = stepper->net;
    enum mistake mistake = stepper->training.mistake;
    double loss;

    switch (place->unit.kind) {
    case UNIT_FORWARD:
        if (place->index - 1 == place->batch_index * stepper->program.sample_count)
            load(stepper, stepper->order[place->epoch_offset + place->batch_index],
                 place->step, stepper->block);
        if (mistake == MISTAKE_NONE)
            net_forward(net, stepper->block, place->unit.layer);
        else
            mistake_forward(mistake, net, stepper->block, place->unit.layer);
        break;
    case UNIT_LOSS:
        loss = net_loss(net, stepper->block);
        stepper->state.batch_loss += loss;
        stepper->state.epoch_loss += loss;
        break;
    case UNIT_BACKWARD:
        if (mistake == MISTAKE_NONE)
            net_backward(net, stepper->block, place->unit.layer);
        else
            mistake_backward(mistake, net, stepper->block, place->unit.layer,
                             &stepper->state.optimizer, place->batch_count);
        break;
    case UNIT_UPDATE:
        if (stepper->training.stop.gradient_norm_below > 0 &&
            place->index == place->count - stepper->program.update_count + 1)
            begin_updates(stepper, place);
        update_layer(stepper, place->unit.layer, place);
        break;
    case UNIT_STOP:
        break;
    }
}

bool stepper_step(struct stepper *stepper)
{
    struct stepper_state *state = &stepper->state;
    struct place place = stepper->here;

    if (state->stop_step != 0)
        return false;
    program_advance(&stepper->program, &place);
    if (place.index == 1) {
        enum stop_reason reason = state->step > 0 ? find_stop(stepper, &place) : STOP_NONE;

        if (reason != STOP_NONE) {
            state->step++;
            state->stopped = reason;
            state->stop_step = state->step;
            return true;
        }
        begin_iteration(stepper, &place);
    }
    if (edit_log_apply(&stepper->edits, state->step, stepper->net, stepper->block, &state->optimizer))
        state->optimizer_start = place.iteration - 1;
    execute(stepper, &place);
    if (place.index == place.count &&
        place.epoch_offset + place.batch_count == stepper->data->count)
        end_epoch(stepper, place.epoch);
    state->step++;
    stepper->here = place;
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
    load(stepper, stepper->order[place.epoch_offset + batch_index],
         place.step == 0 ? 0 : program_iteration_start(program, place.iteration) + 1 +
                                   batch_index * program->sample_count,
         block);
}

size_t stepper_snapshot_size(const struct stepper *stepper)
{
    return sizeof stepper->state + stepper->net->block_size * sizeof *stepper->block;
}

void stepper_save(const struct stepper *stepper, void *snapshot)
{
    memcpy(snapshot, &stepper->state, sizeof stepper->state);
    memcpy((char *)snapshot + sizeof stepper->state, stepper->block,
           stepper->net->block_size * sizeof *stepper->block);
}

void stepper_restore(struct stepper *stepper, const void *snapshot)
{
    uint64_t epoch = stepper->state.epoch;

    memcpy(&stepper->state, snapshot, sizeof stepper->state);
    memcpy(stepper->block, stepper_snapshot_block(snapshot),
           stepper->net->block_size * sizeof *stepper->block);
    program_locate(&stepper->program, stepper->state.step, 0, &stepper->here);
    if (stepper->training.shuffle && stepper->state.epoch != epoch)
        draw_order(stepper);
}

_Static_assert(sizeof(struct stepper_state) % sizeof(double) == 0, "the block follows, aligned");

const struct stepper_state *stepper_snapshot_state(const void *snapshot)
{
    return snapshot;
}

const double *stepper_snapshot_block(const void *snapshot)
{
    return (const double *)(const void *)((const char *)snapshot + sizeof(struct stepper_state));
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
    return sum / (double)place.batch_count;
}
