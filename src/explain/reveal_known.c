/* What is known of a quantity at the cursor; see reveal.h. */
#include "explain/reveal.h"

/* A unit's place in the iteration, from 1, and a moment in it; index 0: never. */
struct appearance {
    size_t index;
    size_t moment;
};

static bool shown_in_update(enum quantity_kind kind, enum moment_kind *moment)
{
    switch (kind) {
    case QUANTITY_JW:
        *moment = MOMENT_JW;
        return true;
    case QUANTITY_FIRST_W:
    case QUANTITY_FIRST_HAT_W:
        *moment = MOMENT_FIRST_W;
        return true;
    case QUANTITY_FIRST_B:
    case QUANTITY_FIRST_HAT_B:
        *moment = MOMENT_FIRST_B;
        return true;
    case QUANTITY_SECOND_W:
    case QUANTITY_SECOND_HAT_W:
        *moment = MOMENT_SECOND_W;
        return true;
    case QUANTITY_SECOND_B:
    case QUANTITY_SECOND_HAT_B:
        *moment = MOMENT_SECOND_B;
        return true;
    case QUANTITY_STEP_W:
        *moment = MOMENT_STEP_W;
        return true;
    case QUANTITY_STEP_B:
        *moment = MOMENT_STEP_B;
        return true;
    default:
        return false;
    }
}

bool reveal_shown_by(const struct net *net, struct quantity q, enum unit_kind *kind,
                     struct moment *moment)
{
    *moment = (struct moment){.to = q.to, .from = q.from};
    switch (q.kind) {
    case QUANTITY_Z: {
        const struct net_layer *layer = &net->layers[q.layer];

        *kind = UNIT_FORWARD;
        moment->kind = layer->has_biases ? MOMENT_BIAS : MOMENT_PRODUCT;
        moment->from = layer->has_biases ? 0 : layer->in - 1;
        return true;
    }
    case QUANTITY_A:
        *kind = UNIT_FORWARD;
        moment->kind = MOMENT_ACTIVATION;
        return true;
    case QUANTITY_PENALTY:
    case QUANTITY_OBJECTIVE:
        *kind = UNIT_LOSS;
        moment->kind = q.kind == QUANTITY_PENALTY ? MOMENT_PENALTY : MOMENT_OBJECTIVE;
        return true;
    case QUANTITY_LOSS_PART:
    case QUANTITY_LOSS:
        *kind = UNIT_LOSS;
        moment->kind = q.kind == QUANTITY_LOSS_PART && net_output(net)->out > 1
                           ? MOMENT_LOSS_PART : MOMENT_LOSS_TOTAL;
        return true;
    case QUANTITY_DA:
    case QUANTITY_DZ:
        *kind = UNIT_BACKWARD;
        moment->kind = q.kind == QUANTITY_DA ? MOMENT_DA : MOMENT_DZ;
        return true;
    case QUANTITY_DW:
    case QUANTITY_GW:
        *kind = UNIT_BACKWARD;
        moment->kind = MOMENT_DW;
        return true;
    case QUANTITY_DB:
    case QUANTITY_GB:
        *kind = UNIT_BACKWARD;
        moment->kind = MOMENT_DB;
        return true;
    default:
        *kind = UNIT_UPDATE;
        return shown_in_update(q.kind, &moment->kind);
    }
}

/* Index in the list of the first unit of that kind and layer (0: any layer), from 0; `count` if
 * there is none. */
static size_t find_unit(const struct unit *units, size_t count, enum unit_kind kind, size_t layer)
{
    size_t i = 0;

    while (i < count && !(units[i].kind == kind && (layer == 0 || units[i].layer == layer)))
        i++;
    return i;
}

static struct appearance appearance_of(const struct snapshot *snapshot, struct quantity q)
{
    const struct program *program = snapshot->program;
    const struct place *place = &snapshot->place;
    bool of_batch = q.kind == QUANTITY_GW || q.kind == QUANTITY_GB || q.kind == QUANTITY_PENALTY ||
                    q.kind == QUANTITY_OBJECTIVE;
    size_t sample = of_batch ? place->batch_count - 1 : place->batch_index;
    size_t updates = place->batch_count * program->sample_count;
    struct appearance result = {0, 0};
    enum unit_kind kind;
    struct moment moment;
    struct reveal_unit unit;
    size_t at;

    if (!reveal_shown_by(snapshot->net, q, &kind, &moment))
        return result;
    if (kind == UNIT_UPDATE) {
        at = find_unit(program->update, program->update_count, kind, q.layer);
        if (at == program->update_count)
            return result;
        result.index = updates + at + 1;
    } else {
        at = find_unit(program->sample, program->sample_count, kind,
                       kind == UNIT_LOSS ? 0 : q.layer);
        if (at == program->sample_count)
            return result;
        result.index = sample * program->sample_count + at + 1;
    }
    unit = reveal_unit_in(snapshot, result.index);
    result.moment = reveal_find(snapshot->net, unit, moment);
    if (result.moment == 0)
        result.index = 0;
    return result;
}

/* The end of the iteration's last update unit. */
static struct appearance the_move(const struct snapshot *snapshot)
{
    const struct program *program = snapshot->program;
    size_t batch = snapshot->place.batch_count;
    size_t last = batch * program->sample_count + program->update_count;

    return (struct appearance){last, reveal_count(snapshot->net, reveal_unit_in(snapshot, last))};
}

/* Whether the appearance lies at or before the cursor, which stands in the place's iteration. */
static bool is_reached(struct appearance at, const struct place *place, struct cursor cursor)
{
    return at.index < place->index || (at.index == place->index && at.moment <= cursor.moment);
}

/* Whether the parameter is one that the optimiser moves. */
static bool is_updated(const struct net *net, struct quantity q)
{
    return !quantity_is_of_bias(q.kind) || net->layers[q.layer].train_biases;
}

enum known reveal_known(const struct snapshot *snapshot, struct cursor from, struct cursor cursor,
                        struct quantity q)
{
    const struct place *place = &snapshot->place;
    bool is_new = q.kind == QUANTITY_NEW_W || q.kind == QUANTITY_NEW_B;
    bool is_step = q.kind == QUANTITY_STEP_W || q.kind == QUANTITY_STEP_B || quantity_is_buffer(q.kind);
    struct appearance move, at;
    uint64_t step;

    switch (q.kind) {
    case QUANTITY_NONE:
        return KNOWN_NOT_YET;
    case QUANTITY_X:
    case QUANTITY_W:
    case QUANTITY_B:
    case QUANTITY_T:
    case QUANTITY_RATE:
        return KNOWN;
    default:
        break;
    }
    if (quantity_is_of_optimizer(q.kind) && !quantity_is_kept(&snapshot->state->optimizer, q.kind))
        return KNOWN_NOT_YET;
    if (quantity_is_old_buffer(q.kind))
        return is_updated(snapshot->net, q) ? KNOWN : KNOWN_NOT_YET;
    if (place->index == 0)
        return KNOWN_NOT_YET;
    if (q.kind == QUANTITY_A && q.layer == 0)
        return KNOWN;
    move = the_move(snapshot);
    at = is_new ? move : appearance_of(snapshot, q);
    if (at.index == 0 || !is_reached(at, place, cursor))
        return KNOWN_NOT_YET;
    if (!is_new && !is_step && is_reached(move, place, cursor))
        return KNOWN_OLD;
    step = cursor.step - place->index + at.index;
    if (step > from.step || (step == from.step && at.moment > from.moment))
        return KNOWN_FRESH;
    return KNOWN;
}
