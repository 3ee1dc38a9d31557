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
    if (q.kind == QUANTITY_Z && !layer->has_biases) {
        bool recurs = layer->recurrent && q.time > 1;

        *moment = (struct moment){.kind = MOMENT_PRODUCT, .to = q.to,
                                  .from = (recurs ? layer->out : layer->in) - 1,
                                  .of = recurs ? QUANTITY_OF_RECURRENT : QUANTITY_OF_WEIGHT};
    }
    if (q.kind == QUANTITY_LOSS_PART && net_output(net)->out == 1)
        moment->kind = net->recurrent ? MOMENT_TIME_LOSS : MOMENT_LOSS_TOTAL;
    if (net->recurrent && moment->kind == MOMENT_GRADIENT)
        moment->kind = MOMENT_SHARE;
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
    return (struct quantity){kind, moment.of, layer, moment.to, moment.from, .time = 0};
}

size_t reveal_in_unit(const struct net *net, struct reveal_unit unit, struct quantity q)
{
    enum unit_kind kind;
    struct moment moment;

    if (!reveal_shown_by(net, q, &kind, &moment) || unit.unit.kind != kind
        || (kind != UNIT_LOSS && unit.unit.layer != q.layer))
        return 0;
    if (quantity_has_time(net, q) && q.time > 0 && unit.unit.time != q.time)
        return 0;
    return reveal_find(net, unit, moment);
}

static struct appearance appearance_of(const struct snapshot *snapshot, struct quantity q)
{
    const struct program *program = snapshot->program;
    const struct place *place = &snapshot->place;
    size_t sample = quantity_facts(q.kind)->stage == QUANTITY_OF_BATCH ? place->batch_count - 1
                                                                       : place->batch_index;
    bool update = quantity_facts(q.kind)->unit == UNIT_UPDATE;
    size_t last = update ? place->batch_count * program->sample_count + program->update_count
                         : (sample + 1) * program->sample_count;
    size_t first = last - (update ? program->update_count : program->sample_count);
    struct appearance at = {0, 0};

    for (size_t index = last; index > first && at.moment == 0; index--) {
        at.moment = reveal_in_unit(snapshot->net, reveal_unit_in(snapshot, index), q);
        at.index = at.moment > 0 ? index : 0;
    }
    return at;
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

    q = quantity_settled(snapshot, q);
    if (q.kind == QUANTITY_NONE
        || (quantity_is_of_optimizer(q.kind)
            && !quantity_is_kept(&snapshot->state->optimizer, q.kind)))
        return KNOWN_NOT_YET;
    if (!quantity_happens(snapshot, q))
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
