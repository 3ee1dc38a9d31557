#include "explain/quantity.h"

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

bool quantity_is_of_weight(enum quantity_kind kind)
{
    switch (kind) {
    case QUANTITY_W:
    case QUANTITY_DW:
    case QUANTITY_GW:
    case QUANTITY_JW:
    case QUANTITY_STEP_W:
    case QUANTITY_NEW_W:
    case QUANTITY_FIRST_W:
    case QUANTITY_SECOND_W:
    case QUANTITY_OLD_FIRST_W:
    case QUANTITY_OLD_SECOND_W:
    case QUANTITY_FIRST_HAT_W:
    case QUANTITY_SECOND_HAT_W:
        return true;
    default:
        return false;
    }
}

bool quantity_is_of_bias(enum quantity_kind kind)
{
    switch (kind) {
    case QUANTITY_B:
    case QUANTITY_DB:
    case QUANTITY_GB:
    case QUANTITY_STEP_B:
    case QUANTITY_NEW_B:
    case QUANTITY_FIRST_B:
    case QUANTITY_SECOND_B:
    case QUANTITY_OLD_FIRST_B:
    case QUANTITY_OLD_SECOND_B:
    case QUANTITY_FIRST_HAT_B:
    case QUANTITY_SECOND_HAT_B:
        return true;
    default:
        return false;
    }
}

bool quantity_is_buffer(enum quantity_kind kind)
{
    return kind >= QUANTITY_FIRST_W && kind <= QUANTITY_SECOND_HAT_B;
}

bool quantity_is_old_buffer(enum quantity_kind kind)
{
    return kind >= QUANTITY_OLD_FIRST_W && kind <= QUANTITY_OLD_SECOND_B;
}

bool quantity_is_second_buffer(enum quantity_kind kind)
{
    return quantity_is_buffer(kind) && (kind - QUANTITY_FIRST_W) % 4 >= 2;
}

struct quantity quantity_fresh_buffer(struct quantity buffer)
{
    assert(quantity_is_buffer(buffer.kind));
    buffer.kind = QUANTITY_FIRST_W + (buffer.kind - QUANTITY_FIRST_W) % 4;
    return buffer;
}

bool quantity_is_of_optimizer(enum quantity_kind kind)
{
    return quantity_is_buffer(kind) || kind == QUANTITY_JW || kind == QUANTITY_PENALTY ||
           kind == QUANTITY_OBJECTIVE;
}

bool quantity_is_kept(const struct optimizer *optimizer, enum quantity_kind kind)
{
    switch (kind) {
    case QUANTITY_FIRST_W:
    case QUANTITY_FIRST_B:
    case QUANTITY_OLD_FIRST_W:
    case QUANTITY_OLD_FIRST_B:
        return optimizer_has_first(optimizer);
    case QUANTITY_SECOND_W:
    case QUANTITY_SECOND_B:
    case QUANTITY_OLD_SECOND_W:
    case QUANTITY_OLD_SECOND_B:
        return optimizer_has_second(optimizer);
    case QUANTITY_FIRST_HAT_W:
    case QUANTITY_FIRST_HAT_B:
        return optimizer_row(optimizer->kind)->first.corrected != NULL;
    case QUANTITY_SECOND_HAT_W:
    case QUANTITY_SECOND_HAT_B:
        return optimizer_row(optimizer->kind)->second.corrected != NULL;
    case QUANTITY_JW:
    case QUANTITY_PENALTY:
    case QUANTITY_OBJECTIVE:
        return optimizer->l2 != 0;
    default:
        return false;
    }
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
static struct optimizer_move moved_by(const struct snapshot *snapshot, const struct optimizer *optimizer,
                                      bool weight, size_t param, double sum, double *first, double *second)
{
    const struct net *net = snapshot->net;
    const double *buffer = &snapshot->before[net->buffers + param];
    bool has_first = optimizer_has_first(optimizer);

    *first = has_first ? buffer[0] : 0.0;
    *second = optimizer_has_second(optimizer) ? buffer[has_first ? net->param_count : 0] : 0.0;
    return optimizer_move(optimizer, weight, stepper_update_number(snapshot->state, &snapshot->place),
                          snapshot->before[param], sum,
                          snapshot->place.divisor, *first, *second);
}

static struct optimizer_move move_of(const struct snapshot *snapshot, size_t layer, size_t param,
                                     double sum, double *first, double *second)
{
    const struct net_layer *at = &snapshot->net->layers[layer];
    struct optimizer optimizer = used_optimizer(snapshot);

    return moved_by(snapshot, &optimizer, param >= at->w && param < at->w + at->out * at->in, param, sum,
                    first, second);
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
    size_t param = quantity_parameter(snapshot->net, q), gradient = snapshot->net->param_count + param;

    return move_of(snapshot, q.layer, param, snapshot->now[gradient], first, second);
}

struct optimizer_move quantity_move_by(const struct snapshot *snapshot, struct quantity q,
                                       double gradient)
{
    double first, second;

    return move_of(snapshot, q.layer, quantity_parameter(snapshot->net, q),
                   gradient * (double)snapshot->place.divisor, &first, &second);
}

/* The parameter at `param` after the update: as the engine left it, or, while its update unit is
 * still to come, as the optimiser will. */
static double updated(const struct snapshot *snapshot, size_t layer, size_t param, size_t gradient)
{
    double first, second;

    if (layer_is_updated(snapshot, layer))
        return snapshot->now[param];
    return move_of(snapshot, layer, param, snapshot->now[gradient], &first, &second).value;
}

static double batch_gradient(const struct snapshot *snapshot, size_t gradient)
{
    return optimizer_gradient(snapshot->now[gradient], snapshot->place.divisor);
}

static double step_of(const struct snapshot *snapshot, struct quantity q)
{
    double first, second;

    return quantity_move(snapshot, q, &first, &second).step;
}

static double buffer_of(const struct snapshot *snapshot, struct quantity q)
{
    double first, second;
    struct optimizer_move move = quantity_move(snapshot, q, &first, &second);

    switch (q.kind) {
    case QUANTITY_FIRST_W:
    case QUANTITY_FIRST_B:
        return move.first;
    case QUANTITY_SECOND_W:
    case QUANTITY_SECOND_B:
        return move.second;
    case QUANTITY_OLD_FIRST_W:
    case QUANTITY_OLD_FIRST_B:
        return first;
    case QUANTITY_OLD_SECOND_W:
    case QUANTITY_OLD_SECOND_B:
        return second;
    case QUANTITY_FIRST_HAT_W:
    case QUANTITY_FIRST_HAT_B:
        return move.first_hat;
    default:
        return move.second_hat;
    }
}

static double objective_gradient(const struct snapshot *snapshot, struct quantity q)
{
    double first, second;

    return quantity_move(snapshot, q, &first, &second).gradient;
}

static double penalty(const struct snapshot *snapshot)
{
    return net_penalty(snapshot->net, snapshot->before, snapshot->state->optimizer.l2);
}

static double weight_value(const struct snapshot *snapshot, struct quantity q)
{
    const struct net_layer *layer = &snapshot->net->layers[q.layer];
    size_t at = q.to * layer->in + q.from;

    switch (q.kind) {
    case QUANTITY_W:
        return snapshot->before[layer->w + at];
    case QUANTITY_DW:
        return snapshot->now[layer->dz + q.to] * snapshot->now[layer[-1].a + q.from];
    case QUANTITY_GW:
        return batch_gradient(snapshot, layer->gw + at);
    case QUANTITY_JW:
        return objective_gradient(snapshot, q);
    case QUANTITY_STEP_W:
        return step_of(snapshot, q);
    default:
        if (quantity_is_buffer(q.kind))
            return buffer_of(snapshot, q);
        return updated(snapshot, q.layer, layer->w + at, layer->gw + at);
    }
}

void quantity_values(const struct snapshot *snapshot, enum quantity_kind kind, size_t layer, size_t unit,
                     double *values)
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
            values[k] = moved_by(snapshot, &optimizer, true, param + k, now[gradient + k], &first, &second).step;
    else if (kind == QUANTITY_NEW_W && layer_is_updated(snapshot, layer))
        memcpy(values, now + param, at->in * sizeof *values);
    else
        for (size_t k = 0; k < at->in; k++)
            values[k] = weight_value(snapshot, quantity_at(kind, layer, unit, k));
}

static double bias_value(const struct snapshot *snapshot, struct quantity q)
{
    const struct net_layer *layer = &snapshot->net->layers[q.layer];

    bool used = mistake_uses_biases(snapshot->training->mistake), trained = layer->train_biases && used;

    if (!layer->has_biases)
        return 0;
    switch (q.kind) {
    case QUANTITY_B:
        return snapshot->before[layer->b + q.to];
    case QUANTITY_DB:
        return !used ? 0 : snapshot->now[layer->dz + q.to];
    case QUANTITY_GB:
        return batch_gradient(snapshot, layer->gb + q.to);
    case QUANTITY_STEP_B:
        if (!trained)
            return 0;
        return step_of(snapshot, q);
    default:
        if (quantity_is_buffer(q.kind))
            return trained ? buffer_of(snapshot, q) : 0;
        if (!trained)
            return snapshot->before[layer->b + q.to];
        return updated(snapshot, q.layer, layer->b + q.to, layer->gb + q.to);
    }
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
        return quantity_is_of_weight(q.kind) ? weight_value(snapshot, q) : bias_value(snapshot, q);
    }
}
