/* What is known of a quantity at the cursor; see reveal.h. */
#include "quantity/quantity_facts.h"

/* A unit's place in the iteration, from 1, and a moment in it; index 0: never. */
struct appearance {
    size_t index;
    size_t moment;
};

bool reveal_shown_by(const struct net *net, struct quantity q, enum unit_kind *kind,
                     struct moment *moment)
{
    const struct quantity_facts *facts = quantity_facts(q.kind);
    const struct net_layer *layer = &net->layers[q.layer];

    *kind = facts->unit;
    *moment = (struct moment){
        .kind = facts->moment,
        .to = q.to,
        .from = q.from,
        .of = q.of,
    };
    if (q.kind == QUANTITY_Z && !layer->has_biases)
        *moment = (struct moment){.kind = MOMENT_PRODUCT, .to = q.to, .from = layer->in - 1};
    if (q.kind == QUANTITY_LOSS_PART && net_output(net)->out == 1)
        moment->kind = MOMENT_LOSS_TOTAL;
    return facts->stage != QUANTITY_GIVEN && facts->stage != QUANTITY_MOVED;
}

/* The first kind that appears at such moments; of the moments on the way to a sum the sum. */
static enum quantity_kind shown_at(enum moment_kind moment)
{
    if (moment == MOMENT_PRODUCT)
        return QUANTITY_Z;
    if (moment == MOMENT_DA_TERM)
        return QUANTITY_DA;
    for (int i = 1; i < QUANTITY_KIND_COUNT; i++) {
        const struct quantity_facts *facts = quantity_facts((enum quantity_kind)i);

        if (facts->stage != QUANTITY_GIVEN && facts->stage != QUANTITY_MOVED
            && moment == facts->moment)
            return (enum quantity_kind)i;
    }
    return QUANTITY_NONE;
}

struct quantity reveal_shown(const struct net *net, size_t layer, struct moment moment)
{
    enum quantity_kind kind = shown_at(moment.kind);
    const struct quantity_facts *facts = quantity_facts(kind);

    if (kind == QUANTITY_NONE)
        return (struct quantity){0};
    if (facts->unit == UNIT_LOSS)
        layer = net->layer_count;
    if (facts->of != QUANTITY_OF_WEIGHT)
        return quantity_at(kind, layer, moment.to, 0);
    return (struct quantity){kind, moment.of, layer, moment.to, moment.from, .time = 1};
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
    size_t sample = quantity_facts(q.kind)->stage == QUANTITY_OF_BATCH ? place->batch_count - 1
                                                                       : place->batch_index;
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
    return q.of != QUANTITY_OF_BIAS || net->layers[q.layer].train_biases;
}

enum known reveal_known(const struct snapshot *snapshot, struct cursor from, struct cursor cursor,
                        struct quantity q)
{
    const struct place *place = &snapshot->place;
    enum quantity_stage stage = quantity_facts(q.kind)->stage;
    struct appearance move, at;
    uint64_t step;

    if (q.kind == QUANTITY_NONE
        || (quantity_is_of_optimizer(q.kind)
            && !quantity_is_kept(&snapshot->state->optimizer, q.kind)))
        return KNOWN_NOT_YET;
    if (stage == QUANTITY_GIVEN)
        return quantity_is_buffer(q.kind) && !is_updated(snapshot->net, q) ? KNOWN_NOT_YET : KNOWN;
    if (place->index == 0)
        return KNOWN_NOT_YET;
    if (q.kind == QUANTITY_A && q.layer == 0)
        return KNOWN;
    move = the_move(snapshot);
    at = stage == QUANTITY_MOVED ? move : appearance_of(snapshot, q);
    if (at.index == 0 || !is_reached(at, place, cursor))
        return KNOWN_NOT_YET;
    if (stage < QUANTITY_OF_MOVE && is_reached(move, place, cursor))
        return KNOWN_OLD;
    step = cursor.step - place->index + at.index;
    if (step > from.step || (step == from.step && at.moment > from.moment))
        return KNOWN_FRESH;
    return KNOWN;
}
