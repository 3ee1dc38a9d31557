#include "quantity/quantity.h"

#include <assert.h>
#include <math.h>
#include <string.h>

struct quantity quantity_of_weight(enum quantity_kind kind, size_t layer, size_t to, size_t from)
{
    return (struct quantity){kind, QUANTITY_OF_WEIGHT, layer, to, from, .time = 0};
}

struct quantity quantity_of_bias(enum quantity_kind kind, size_t layer, size_t to)
{
    return (struct quantity){kind, QUANTITY_OF_BIAS, layer, to, .time = 0};
}

struct quantity quantity_of_recurrent(enum quantity_kind kind, size_t layer, size_t to,
                                      size_t from)
{
    return (struct quantity){kind, QUANTITY_OF_RECURRENT, layer, to, from, .time = 0};
}

struct quantity quantity_input(const struct net *net, size_t layer, size_t from)
{
    size_t feeding = net->layers[layer].from;

    assert(layer > 0);
    return quantity_at(feeding == 0 ? QUANTITY_X : QUANTITY_A, feeding, from, 0);
}

struct quantity quantity_of_edit(const struct net *net, const struct edit *edit)
{
    size_t time = net->recurrent ? edit->time : 0;

    switch (edit->kind) {
    case EDIT_WEIGHT:
        return quantity_of_weight(QUANTITY_VALUE, edit->layer, edit->to, edit->from);
    case EDIT_RECURRENT:
        return quantity_of_recurrent(QUANTITY_VALUE, edit->layer, edit->to, edit->from);
    case EDIT_BIAS:
        return quantity_of_bias(QUANTITY_VALUE, edit->layer, edit->to);
    case EDIT_INPUT:
        return quantity_then(quantity_at(QUANTITY_X, 0, edit->to, 0), time);
    case EDIT_TARGET:
        return quantity_then(quantity_at(QUANTITY_T, net->layer_count, edit->to, 0), time);
    case EDIT_LEARNING_RATE:
        return quantity_at(QUANTITY_RATE, 0, 0, 0);
    case EDIT_OPTIMIZER:
    case EDIT_LEAF:
    case EDIT_KIND_COUNT:
        break;
    }
    return (struct quantity){0};
}

bool quantity_is_of_parameter(struct quantity q)
{
    return q.of >= QUANTITY_OF_WEIGHT;
}

struct quantity quantity_as(struct quantity quantity, enum quantity_kind kind)
{
    quantity.kind = kind == QUANTITY_OBJECTIVE_GRADIENT && quantity.of == QUANTITY_OF_BIAS
                        ? QUANTITY_BATCH_GRADIENT : kind;
    return quantity;
}

struct quantity quantity_diverged(const struct net *net, const struct divergence *divergence)
{
    static const struct {
        enum quantity_kind kind;
        enum quantity_of of;
    } what[] = {
        [DIVERGENCE_NONE] = {QUANTITY_NONE, QUANTITY_OF_RUN},
        [DIVERGENCE_Z] = {QUANTITY_Z, QUANTITY_OF_UNIT},
        [DIVERGENCE_A] = {QUANTITY_A, QUANTITY_OF_UNIT},
        [DIVERGENCE_LOSS] = {QUANTITY_LOSS, QUANTITY_OF_RUN},
        [DIVERGENCE_DA] = {QUANTITY_DA, QUANTITY_OF_UNIT},
        [DIVERGENCE_DZ] = {QUANTITY_DZ, QUANTITY_OF_UNIT},
        [DIVERGENCE_DW] = {QUANTITY_GRADIENT, QUANTITY_OF_WEIGHT},
        [DIVERGENCE_DB] = {QUANTITY_GRADIENT, QUANTITY_OF_BIAS},
        [DIVERGENCE_W] = {QUANTITY_NEW, QUANTITY_OF_WEIGHT},
        [DIVERGENCE_B] = {QUANTITY_NEW, QUANTITY_OF_BIAS},
    };
    enum quantity_kind kind = what[divergence->kind].kind;

    if (kind == QUANTITY_NONE)
        return (struct quantity){0};
    if (kind == QUANTITY_LOSS)
        return quantity_at(QUANTITY_LOSS, net->layer_count, 0, 0);
    if (divergence->of_batch)
        kind = QUANTITY_BATCH_GRADIENT;
    return (struct quantity){kind, what[divergence->kind].of, divergence->layer, divergence->to,
                             divergence->from, .time = 0};
}

/* From the lowest bits up: from, to, layer, time, whose, kind. */
enum { UNIT_BITS = 12, LAYER_BITS = 7, TIME_BITS = 14, OF_BITS = 3, KIND_BITS = 5 };

_Static_assert(NET_UNITS_MAX <= 1 << UNIT_BITS && NET_LAYERS_MAX < 1 << LAYER_BITS &&
                   QUANTITY_OF_COUNT <= 1 << OF_BITS && QUANTITY_OF_GRAPH < 1 << KIND_BITS &&
                   2 * UNIT_BITS + LAYER_BITS + TIME_BITS + OF_BITS + KIND_BITS <= 53,
               "a quantity fits a double without rounding");

double quantity_pack(struct quantity q)
{
    uint64_t bits = q.kind;

    bits = bits << OF_BITS | q.of;
    bits = bits << TIME_BITS | q.time;
    bits = bits << LAYER_BITS | q.layer;
    bits = bits << UNIT_BITS | q.to;
    return (double)(bits << UNIT_BITS | q.from);
}

/* The lowest bits of the number, which loses them. */
static size_t take(uint64_t *bits, unsigned count)
{
    size_t low = *bits & ((UINT64_C(1) << count) - 1);

    *bits >>= count;
    return low;
}

struct quantity quantity_unpack(double packed)
{
    struct quantity q;
    uint64_t bits;

    if (!(packed > 0 && packed < 9007199254740992.0 /* 2^53 */))
        return (struct quantity){0};
    bits = (uint64_t)packed;
    q.from = take(&bits, UNIT_BITS);
    q.to = take(&bits, UNIT_BITS);
    q.layer = take(&bits, LAYER_BITS);
    q.time = take(&bits, TIME_BITS);
    q.of = (enum quantity_of)take(&bits, OF_BITS);
    q.kind = (enum quantity_kind)bits;
    if (bits == QUANTITY_NONE || bits > QUANTITY_OF_GRAPH || q.of >= QUANTITY_OF_COUNT)
        return (struct quantity){0};
    return q;
}

/* Whether the optimiser has already moved the layer's parameters in the block. */
static bool layer_is_updated(const struct snapshot *snapshot, size_t layer)
{
    const struct program *program = snapshot->program;
    size_t first = snapshot->place.batch_count * program->sample_count;

    for (size_t i = 0; i < program->update_count; i++)
        if (program->update[i].layer == layer)
            return snapshot->place.index > first + i;
    return false;
}

/* The optimiser as the run uses it: if that is wrong on purpose, η may be too. */
static struct optimizer used_optimizer(const struct snapshot *snapshot)
{
    return mistake_optimizer(snapshot->training->mistake, &snapshot->state->optimizer);
}

/* What it makes of the parameter at `param` of the block, from that sum of gradients. */
static struct optimizer_move move_of(const struct snapshot *snapshot, size_t layer, size_t param,
                                     double sum, double *first, double *second)
{
    const struct net *net = snapshot->net;
    const struct net_layer *at = &net->layers[layer];
    const double *buffer = &snapshot->before[net->buffers + param];
    const struct optimizer optimizer = used_optimizer(snapshot);
    bool has_first = optimizer_has_first(&optimizer);
    size_t weights = at->out * (at->in + (at->recurrent ? at->out : 0));

    *first = has_first ? buffer[0] : 0.0;
    *second = optimizer_has_second(&optimizer) ? buffer[has_first ? net->param_count : 0] : 0.0;
    return optimizer_move(&optimizer, param >= at->w && param < at->w + weights,
                          stepper_update_number(snapshot->state, &snapshot->place),
                          snapshot->before[param], sum, snapshot->place.divisor, *first, *second);
}

size_t quantity_parameter(const struct net *net, struct quantity q)
{
    const struct net_layer *layer = &net->layers[q.layer];

    if (q.of == QUANTITY_OF_RECURRENT)
        return layer->r + q.to * layer->out + q.from;
    return q.of == QUANTITY_OF_BIAS ? layer->b + q.to : layer->w + q.to * layer->in + q.from;
}

struct optimizer_move quantity_move(const struct snapshot *snapshot, struct quantity q,
                                    double *first, double *second)
{
    /* The gradients are in the parameters' order. */
    size_t param = quantity_parameter(snapshot->net, q),
           gradient = snapshot->net->param_count + param;

    return move_of(snapshot, q.layer, param, snapshot->now[gradient], first, second);
}

struct optimizer_move quantity_move_by(const struct snapshot *snapshot, struct quantity q,
                                       double gradient)
{
    double first, second;

    return move_of(snapshot, q.layer, quantity_parameter(snapshot->net, q),
                   gradient * (double)snapshot->place.divisor, &first, &second);
}

/* ∂J/∂w, before it is clipped. */
static double objective_gradient(const struct snapshot *snapshot, struct quantity q)
{
    struct optimizer optimizer = used_optimizer(snapshot);
    size_t at = quantity_parameter(snapshot->net, q);

    return optimizer_objective(optimizer_gradient(snapshot->now[snapshot->net->param_count + at],
                                                  snapshot->place.divisor),
                               q.of == QUANTITY_OF_BIAS ? 0.0 : optimizer.l2,
                               snapshot->before[at]);
}

/* Of what the optimiser makes of a parameter, and of the buffers before, that quantity. */
static double made(const struct snapshot *snapshot, struct quantity q)
{
    double old_first, old_second;
    struct optimizer_move move = quantity_move(snapshot, q, &old_first, &old_second);
    const double values[QUANTITY_KIND_COUNT] = {
        [QUANTITY_OBJECTIVE_GRADIENT] = objective_gradient(snapshot, q),
        [QUANTITY_CLIPPED] = move.gradient,
        [QUANTITY_FIRST] = move.first,
        [QUANTITY_SECOND] = move.second,
        [QUANTITY_OLD_FIRST] = old_first,
        [QUANTITY_OLD_SECOND] = old_second,
        [QUANTITY_FIRST_HAT] = move.first_hat,
        [QUANTITY_SECOND_HAT] = move.second_hat,
        [QUANTITY_STEP] = move.step,
        [QUANTITY_NEW] = move.value,
    };

    return values[q.kind];
}

static double penalty(const struct snapshot *snapshot)
{
    return net_penalty(snapshot->net, snapshot->before, snapshot->state->optimizer.l2);
}

/* Of a parameter. New values are as the engine has left them, or, while their update unit is still
 * to come, as the optimiser will. */
static double parameter_value(const struct snapshot *snapshot, struct quantity q)
{
    const struct net *net = snapshot->net;
    const struct net_layer *layer = &net->layers[q.layer];
    bool bias = q.of == QUANTITY_OF_BIAS;
    bool used = !bias || mistake_uses_biases(snapshot->training->mistake);
    bool trained = !bias || (layer->train_biases && used);
    size_t at = quantity_parameter(net, q);

    if (bias && !layer->has_biases)
        return 0;
    if (q.kind == QUANTITY_VALUE || (q.kind == QUANTITY_NEW && !trained))
        return snapshot->before[at];
    if (q.kind == QUANTITY_SHARE || (q.kind == QUANTITY_GRADIENT && net->recurrent))
        return used ? quantity_share(snapshot, q) : 0;
    if (q.kind == QUANTITY_GRADIENT)
        return !used ? 0
                     : snapshot->now[layer->dz + q.to]
                           * (bias ? 1 : snapshot->now[net_from(net, q.layer)->a + q.from]);
    if (q.kind == QUANTITY_BATCH_GRADIENT) /* the gradients are in the parameters' order */
        return optimizer_gradient(snapshot->now[net->param_count + at], snapshot->place.divisor);
    if (q.kind == QUANTITY_NEW && layer_is_updated(snapshot, q.layer))
        return snapshot->now[at];
    return trained ? made(snapshot, q) : 0;
}

/* The steps of n weights from `param` of the block on, from their sums of gradients. */
static void step_values(const struct snapshot *snapshot, size_t n, size_t param, const double *sums,
                        double *values)
{
    const struct net *net = snapshot->net;
    const struct optimizer optimizer = used_optimizer(snapshot);
    const double *first = &snapshot->before[net->buffers + param];
    const double *second = optimizer_has_first(&optimizer) ? first + net->param_count : first;
    const struct optimizer_weights weights = {
        .n = n, .w = snapshot->before + param, .sum = sums,
        .first = optimizer_has_first(&optimizer) ? first : NULL,
        .second = optimizer_has_second(&optimizer) ? second : NULL,
    };

    optimizer_steps(&optimizer, stepper_update_number(snapshot->state, &snapshot->place),
                    snapshot->place.divisor, &weights, values);
}

void quantity_values(const struct snapshot *snapshot, enum quantity_kind kind, size_t layer,
                     size_t unit, double *values)
{
    const struct net_layer *at = &snapshot->net->layers[layer];
    const double *now = snapshot->now;
    size_t row = unit * at->in, param = at->w + row, gradient = at->gw + row;

    if (kind == QUANTITY_GRADIENT && !snapshot->net->recurrent)
        for (size_t k = 0; k < at->in; k++)
            values[k] = now[at->dz + unit] * now[net_from(snapshot->net, layer)->a + k];
    else if (kind == QUANTITY_STEP)
        step_values(snapshot, at->in, param, now + gradient, values);
    else if (kind == QUANTITY_BATCH_GRADIENT)
        for (size_t k = 0; k < at->in; k++)
            values[k] = optimizer_gradient(now[gradient + k], snapshot->place.divisor);
    else if (kind == QUANTITY_VALUE || (kind == QUANTITY_NEW && layer_is_updated(snapshot, layer)))
        memcpy(values, (kind == QUANTITY_VALUE ? snapshot->before : now) + param,
               at->in * sizeof *values);
    else
        for (size_t k = 0; k < at->in; k++)
            values[k] = parameter_value(snapshot, quantity_of_weight(kind, layer, unit, k));
}

/* The first of its kind in the block; 0: it does not stand there. */
static size_t place_in_block(const struct net *net, struct quantity q)
{
    const struct net_layer *layer = &net->layers[q.layer];
    const size_t places[QUANTITY_KIND_COUNT] = {
        [QUANTITY_X] = layer->a,
        [QUANTITY_Z] = layer->z,
        [QUANTITY_A] = layer->a,
        [QUANTITY_DA_OUTPUT] = layer->da_output,
        [QUANTITY_DA_FUTURE] = layer->da_future,
        [QUANTITY_DA] = layer->da,
        [QUANTITY_DZ] = layer->dz,
        [QUANTITY_T] = net->t,
        [QUANTITY_LOSS_PART] = net->loss_parts,
        [QUANTITY_TIME_LOSS] = net->time_loss,
        [QUANTITY_LOSS] = net->loss_value,
    };

    return places[q.kind];
}

double quantity_value(const struct snapshot *snapshot, struct quantity q)
{
    size_t place;

    if (quantity_is_of_parameter(q))
        return parameter_value(snapshot, q);
    place = place_in_block(snapshot->net, q);
    if (place > 0)
        return quantity_now(snapshot, q)[place + q.to];
    if (q.kind == QUANTITY_RATE)
        return snapshot->state->optimizer.learning_rate;
    if (q.kind == QUANTITY_PENALTY)
        return penalty(snapshot);
    return q.kind == QUANTITY_OBJECTIVE ? snapshot->batch_loss + penalty(snapshot) : (double)NAN;
}
