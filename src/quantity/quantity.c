#include "quantity/quantity.h"

#include <assert.h>
#include <math.h>
#include <string.h>

struct quantity quantity_at(enum quantity_kind kind, size_t layer, size_t to, size_t from)
{
    return (struct quantity){.kind = kind, .layer = layer, .to = to, .from = from};
}

struct quantity quantity_input(size_t layer, size_t from)
{
    assert(layer > 0);
    return layer == 1 ? quantity_at(QUANTITY_X, 0, from, 0)
                      : quantity_at(QUANTITY_A, layer - 1, from, 0);
}

bool quantity_equal(struct quantity a, struct quantity b)
{
    return a.kind == b.kind && a.layer == b.layer && a.to == b.to && a.from == b.from;
}

bool quantity_is_of_bias(enum quantity_kind kind)
{
    return kind >= QUANTITY_W && (kind - QUANTITY_W) % 2 == 1;
}

enum quantity_kind quantity_of_weight(enum quantity_kind kind)
{
    return quantity_is_of_bias(kind) ? (enum quantity_kind)(kind - 1) : kind;
}

struct quantity quantity_as(struct quantity quantity, enum quantity_kind of_weight)
{
    bool bias = quantity_is_of_bias(quantity.kind);

    quantity.kind = !bias ? of_weight
                    : of_weight == QUANTITY_JW ? QUANTITY_GB : (enum quantity_kind)(of_weight + 1);
    return quantity;
}

struct quantity quantity_diverged(const struct net *net, const struct divergence *divergence)
{
    static const enum quantity_kind kinds[] = {
        [DIVERGENCE_NONE] = QUANTITY_NONE,
        [DIVERGENCE_Z] = QUANTITY_Z,
        [DIVERGENCE_A] = QUANTITY_A,
        [DIVERGENCE_LOSS] = QUANTITY_LOSS,
        [DIVERGENCE_DA] = QUANTITY_DA,
        [DIVERGENCE_DZ] = QUANTITY_DZ,
        [DIVERGENCE_DW] = QUANTITY_DW,
        [DIVERGENCE_DB] = QUANTITY_DB,
        [DIVERGENCE_W] = QUANTITY_NEW_W,
        [DIVERGENCE_B] = QUANTITY_NEW_B,
    };

    enum quantity_kind kind = kinds[divergence->kind];

    if (divergence->kind == DIVERGENCE_LOSS)
        return quantity_at(QUANTITY_LOSS, net->layer_count, 0, 0);
    if (divergence->of_batch)
        kind = kind == QUANTITY_DW ? QUANTITY_GW : QUANTITY_GB;
    return quantity_at(kind, divergence->layer, divergence->to, divergence->from);
}

/* From the lowest bits up: from, to, layer, kind. */
enum { UNIT_BITS = 12, LAYER_BITS = 7, KIND_BITS = 8 };

_Static_assert(NET_UNITS_MAX <= 1 << UNIT_BITS && NET_LAYERS_MAX < 1 << LAYER_BITS &&
                   QUANTITY_KIND_COUNT <= 1 << KIND_BITS &&
                   2 * UNIT_BITS + LAYER_BITS + KIND_BITS < 53,
               "a quantity fits a double without rounding");

double quantity_pack(struct quantity q)
{
    uint64_t bits = q.kind;

    bits = bits << LAYER_BITS | q.layer;
    bits = bits << UNIT_BITS | q.to;
    return (double)(bits << UNIT_BITS | q.from);
}

struct quantity quantity_unpack(double packed)
{
    const uint64_t unit = (1u << UNIT_BITS) - 1, layer = (1u << LAYER_BITS) - 1;
    struct quantity q;
    uint64_t bits;

    if (!(packed > 0 && packed < 9007199254740992.0 /* 2^53 */))
        return (struct quantity){0};
    bits = (uint64_t)packed;
    q.from = bits & unit;
    q.to = bits >> UNIT_BITS & unit;
    q.layer = bits >> 2 * UNIT_BITS & layer;
    bits >>= 2 * UNIT_BITS + LAYER_BITS;
    if (bits == QUANTITY_NONE || bits >= QUANTITY_KIND_COUNT)
        return (struct quantity){0};
    q.kind = (enum quantity_kind)bits;
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
static struct optimizer_move moved_by(const struct snapshot *snapshot,
                                      const struct optimizer *optimizer, bool weight, size_t param,
                                      double sum, double *first, double *second)
{
    const struct net *net = snapshot->net;
    const double *buffer = &snapshot->before[net->buffers + param];
    bool has_first = optimizer_has_first(optimizer);

    *first = has_first ? buffer[0] : 0.0;
    *second = optimizer_has_second(optimizer) ? buffer[has_first ? net->param_count : 0] : 0.0;
    return optimizer_move(optimizer, weight,
                          stepper_update_number(snapshot->state, &snapshot->place),
                          snapshot->before[param], sum, snapshot->place.divisor, *first, *second);
}

static struct optimizer_move move_of(const struct snapshot *snapshot, size_t layer, size_t param,
                                     double sum, double *first, double *second)
{
    const struct net_layer *at = &snapshot->net->layers[layer];
    struct optimizer optimizer = used_optimizer(snapshot);

    return moved_by(snapshot, &optimizer, param >= at->w && param < at->w + at->out * at->in, param,
                    sum, first, second);
}

size_t quantity_parameter(const struct net *net, struct quantity q)
{
    const struct net_layer *layer = &net->layers[q.layer];

    return quantity_is_of_bias(q.kind) ? layer->b + q.to : layer->w + q.to * layer->in + q.from;
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

/* Of what the optimiser makes of a parameter, that quantity. */
static double made(const struct snapshot *snapshot, struct quantity q)
{
    double first, second;
    struct optimizer_move move = quantity_move(snapshot, q, &first, &second);

    switch (quantity_of_weight(q.kind)) {
    case QUANTITY_JW:
        return move.gradient;
    case QUANTITY_FIRST_W:
        return move.first;
    case QUANTITY_SECOND_W:
        return move.second;
    case QUANTITY_OLD_FIRST_W:
        return first;
    case QUANTITY_OLD_SECOND_W:
        return second;
    case QUANTITY_FIRST_HAT_W:
        return move.first_hat;
    case QUANTITY_SECOND_HAT_W:
        return move.second_hat;
    case QUANTITY_NEW_W:
        return move.value;
    default:
        return move.step;
    }
}

static double penalty(const struct snapshot *snapshot)
{
    return net_penalty(snapshot->net, snapshot->before, snapshot->state->optimizer.l2);
}

/* Of a weight or a bias. New values are as the engine has left them, or, while their update unit is
 * still to come, as the optimiser will. */
static double parameter_value(const struct snapshot *snapshot, struct quantity q)
{
    const struct net *net = snapshot->net;
    const struct net_layer *layer = &net->layers[q.layer];
    bool bias = quantity_is_of_bias(q.kind);
    bool used = !bias || mistake_uses_biases(snapshot->training->mistake);
    bool trained = !bias || (layer->train_biases && used);
    size_t at = quantity_parameter(net, q);

    if (bias && !layer->has_biases)
        return 0;
    switch (quantity_of_weight(q.kind)) {
    case QUANTITY_W:
        return snapshot->before[at];
    case QUANTITY_DW:
        return !used ? 0
                     : snapshot->now[layer->dz + q.to]
                           * (bias ? 1 : snapshot->now[layer[-1].a + q.from]);
    case QUANTITY_GW: /* the gradients are in the parameters' order */
        return optimizer_gradient(snapshot->now[net->param_count + at], snapshot->place.divisor);
    case QUANTITY_NEW_W:
        if (!trained)
            return snapshot->before[at];
        return layer_is_updated(snapshot, q.layer) ? snapshot->now[at] : made(snapshot, q);
    default:
        return trained ? made(snapshot, q) : 0;
    }
}

void quantity_values(const struct snapshot *snapshot, enum quantity_kind kind, size_t layer,
                     size_t unit, double *values)
{
    const struct net_layer *at = &snapshot->net->layers[layer];
    struct optimizer optimizer = used_optimizer(snapshot);
    const double *now = snapshot->now;
    size_t row = unit * at->in, param = at->w + row, gradient = at->gw + row;
    double first, second;

    if (kind == QUANTITY_DW)
        for (size_t k = 0; k < at->in; k++)
            values[k] = now[at->dz + unit] * now[at[-1].a + k];
    else if (kind == QUANTITY_STEP_W)
        for (size_t k = 0; k < at->in; k++)
            values[k] = moved_by(snapshot, &optimizer, true, param + k, now[gradient + k], &first,
                                 &second)
                            .step;
    else if (kind == QUANTITY_NEW_W && layer_is_updated(snapshot, layer))
        memcpy(values, now + param, at->in * sizeof *values);
    else
        for (size_t k = 0; k < at->in; k++)
            values[k] = parameter_value(snapshot, quantity_at(kind, layer, unit, k));
}

double quantity_value(const struct snapshot *snapshot, struct quantity q)
{
    const struct net *net = snapshot->net;
    const struct net_layer *layer = &net->layers[q.layer];

    switch (q.kind) {
    case QUANTITY_NONE:
    case QUANTITY_KIND_COUNT:
        return (double)NAN;
    case QUANTITY_X:
        return snapshot->now[net->layers[0].a + q.to];
    case QUANTITY_Z:
        return snapshot->now[layer->z + q.to];
    case QUANTITY_A:
        return snapshot->now[layer->a + q.to];
    case QUANTITY_DA:
        return snapshot->now[layer->da + q.to];
    case QUANTITY_DZ:
        return snapshot->now[layer->dz + q.to];
    case QUANTITY_T:
        return snapshot->now[net->t + q.to];
    case QUANTITY_LOSS_PART:
        return snapshot->now[net->loss_parts + q.to];
    case QUANTITY_LOSS:
        return snapshot->now[net->loss_value];
    case QUANTITY_PENALTY:
        return penalty(snapshot);
    case QUANTITY_OBJECTIVE:
        return snapshot->batch_loss + penalty(snapshot);
    case QUANTITY_RATE:
        return snapshot->state->optimizer.learning_rate;
    default:
        return parameter_value(snapshot, q);
    }
}
