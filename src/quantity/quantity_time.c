/* Quantities in time: of a recurrent net; see quantity.h. */
#include "quantity/quantity_facts.h"

size_t quantity_time(const struct snapshot *snapshot, struct quantity q)
{
    return q.time > 0 ? q.time : snapshot->time > 0 ? snapshot->time : 1;
}

size_t quantity_time_of(const struct net *net, const double *block, struct unit unit)
{
    return unit.time > 0 ? unit.time : unit.kind == UNIT_LOSS ? net_times(net, block) : 1;
}

bool quantity_has_time(const struct net *net, struct quantity q)
{
    return net != NULL && net->recurrent && quantity_facts(q.kind)->has_time;
}

struct quantity quantity_then(struct quantity q, size_t time)
{
    q.time = time;
    return q;
}

struct quantity quantity_settled(const struct snapshot *snapshot, struct quantity q)
{
    return quantity_then(q, quantity_has_time(snapshot->net, q) ? quantity_time(snapshot, q) : 0);
}

const double *quantity_now(const struct snapshot *snapshot, struct quantity q)
{
    return quantity_has_time(snapshot->net, q)
               ? snapshot->now + (quantity_time(snapshot, q) - 1) * snapshot->net->frame
               : snapshot->now;
}

bool quantity_happens(const struct snapshot *snapshot, struct quantity q)
{
    const struct net *net = snapshot->net;
    size_t time = quantity_time(snapshot, q);

    if (!quantity_has_time(net, q))
        return true;
    if (time > net_times(net, snapshot->now))
        return false;
    if (quantity_facts(q.kind)->unit == UNIT_LOSS || q.kind == QUANTITY_T)
        return net_has_target(net, snapshot->now, time);
    if (q.of == QUANTITY_OF_RECURRENT && time == 1)
        return false;
    return q.layer == 0 || net_runs(net, snapshot->now, q.layer, time);
}

struct quantity quantity_carried(const struct snapshot *snapshot, struct quantity q)
{
    size_t time = quantity_time(snapshot, q);

    if (q.of == QUANTITY_OF_BIAS || (q.of == QUANTITY_OF_RECURRENT && time == 1))
        return (struct quantity){0};
    if (q.of == QUANTITY_OF_RECURRENT)
        return quantity_then(quantity_at(QUANTITY_A, q.layer, q.from, 0), time - 1);
    return quantity_settled(snapshot,
                            quantity_then(quantity_input(snapshot->net, q.layer, q.from), time));
}

static double share(const struct snapshot *snapshot, struct quantity q)
{
    struct quantity dz = quantity_then(quantity_at(QUANTITY_DZ, q.layer, q.to, 0),
                                       quantity_time(snapshot, q));
    struct quantity carried = quantity_carried(snapshot, q);

    if (!mistake_counts(snapshot->training->mistake, snapshot->net, snapshot->now, q.layer,
                        dz.time))
        return 0;
    if (q.of == QUANTITY_OF_BIAS)
        return quantity_value(snapshot, dz);
    return carried.kind == QUANTITY_NONE
               ? 0 : quantity_value(snapshot, dz) * quantity_value(snapshot, carried);
}

double quantity_share(const struct snapshot *snapshot, struct quantity q)
{
    double sum = 0;

    if (q.kind == QUANTITY_SHARE)
        return share(snapshot, q);
    q.kind = QUANTITY_SHARE;
    for (q.time = net_times(snapshot->net, snapshot->now); q.time >= 1; q.time--)
        if (quantity_happens(snapshot, q))
            sum += share(snapshot, q);
    return sum;
}

double quantity_sum_so_far(const struct snapshot *snapshot, struct cursor cursor,
                           struct quantity q)
{
    double sum = 0;

    q.kind = QUANTITY_SHARE;
    for (q.time = net_times(snapshot->net, snapshot->now); q.time >= 1; q.time--)
        if (reveal_known(snapshot, cursor, cursor, q) != KNOWN_NOT_YET)
            sum += share(snapshot, q);
    return sum;
}
