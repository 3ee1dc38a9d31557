/* Numbers that one gets by a mistake in time: what a unit remembers, the two parts of what comes
 * back to it, the share of a time, and the sums over the times. */
#include "teach/question_parts.h"

double question_remembered(const struct asking *asking, struct quantity z)
{
    const struct net_layer *layer = &asking->net->layers[z.layer];
    double sum = 0;

    for (size_t i = 0; layer->recurrent && z.time > 1 && i < layer->out; i++)
        sum += asking_value(asking, quantity_of_recurrent(QUANTITY_VALUE, z.layer, z.to, i))
             * asking_value(asking, quantity_then(quantity_at(QUANTITY_A, z.layer, i, 0),
                                                  z.time - 1));
    return sum;
}

size_t question_two_parts(const struct asking *asking, struct quantity q, struct slip *slips)
{
    double own = asking_value(asking, quantity_as(q, QUANTITY_DA_OUTPUT)),
           future = asking_value(asking, quantity_as(q, QUANTITY_DA_FUTURE));
    size_t count = 0;

    if (!asking->net->layers[q.layer].recurrent || own == 0 || future == 0)
        return 0;
    slips[count++] = (struct slip){own, W_IS_FROM_OWN_LOSS_ALONE};
    slips[count++] = (struct slip){future, W_IS_FROM_FUTURE_ALONE};
    slips[count++] = (struct slip){own * future, W_TWO_PARTS_ARE_ADDED};
    slips[count++] = (struct slip){own - future, W_NEITHER_PART_IS_TAKEN_AWAY};
    return count;
}

size_t question_sum_of_times(const struct asking *asking, struct quantity q, struct slip *slips)
{
    struct quantity share = quantity_as(q, QUANTITY_SHARE);
    size_t times = net_times(asking->net, asking->ahead->now), shares = 0, count = 0;
    double product = 1, last = 0, first = 0;

    for (share.time = times; share.time >= 1; share.time--) {
        if (!quantity_happens(asking->ahead, share))
            continue;
        first = asking_value(asking, share);
        last = shares++ == 0 ? first : last;
        product *= first;
    }
    if (shares < 2)
        return 0;
    slips[count++] = (struct slip){last, W_IS_SHARE_OF_LAST_TIME_ALONE};
    slips[count++] = (struct slip){product, W_SHARES_ARE_ADDED_NOT_MULTIPLIED};
    slips[count++] = (struct slip){first, W_IS_SHARE_OF_FIRST_TIME_ALONE};
    slips[count++] = (struct slip){asking_value(asking, q) / (double)shares, W_IS_MEAN_OF_SHARES};
    return count;
}

struct quantity question_carried_otherwise(const struct asking *asking, struct quantity share)
{
    const struct quantity a = quantity_then(quantity_at(QUANTITY_A, share.layer, share.from, 0),
                                            share.time);

    if (share.of == QUANTITY_OF_RECURRENT)
        return a;
    share.time = share.time > 1 ? share.time - 1 : share.time + 1;
    return quantity_happens(asking->ahead, share) ? quantity_carried(asking->ahead, share)
                                                  : (struct quantity){0};
}

size_t question_share_of_time(const struct asking *asking, struct quantity q, struct slip *slips)
{
    const struct quantity carried = quantity_carried(asking->ahead, q);
    const struct quantity other = question_carried_otherwise(asking, q);
    double share = asking_value(asking, q), so_far, delta;
    size_t count = 0;

    if (carried.kind == QUANTITY_NONE || share == 0)
        return 0;
    delta = asking_value(asking, quantity_then(quantity_at(QUANTITY_DZ, q.layer, q.to, 0), q.time));
    so_far = quantity_sum_so_far(asking->ahead, asking->moment->next, q);
    if (other.kind != QUANTITY_NONE)
        slips[count++] = (struct slip){delta * asking_value(asking, other),
                                       q.of == QUANTITY_OF_RECURRENT ? W_MEMORY_IS_OF_TIME_BEFORE
                                                                     : W_CAME_IN_AT_ANOTHER_TIME};
    slips[count++] = (struct slip){delta * asking_value(asking, quantity_as(q, QUANTITY_VALUE)),
                                   W_IS_DELTA_TIMES_WEIGHT_ITSELF};
    slips[count++] = (struct slip){delta, W_IS_DELTA_IT_IS_STILL};
    if (so_far != share)
        slips[count++] = (struct slip){so_far, W_IS_SUM_SO_FAR_NOT_SHARE};
    slips[count++] = (struct slip){-share, W_SIGN_IS_WRONG_IT_IS};
    return count;
}

size_t question_loss_of_times(const struct asking *asking, struct quantity q, struct slip *slips)
{
    size_t times = net_times(asking->net, asking->ahead->now), targets = 0, count = 0;
    double loss = asking_value(asking, q), sum = 0, last = 0;

    for (size_t time = 1; asking->net->recurrent && time <= times; time++) {
        if (!net_has_target(asking->net, asking->ahead->now, time))
            continue;
        last = asking_value(asking, quantity_then(quantity_at(QUANTITY_TIME_LOSS, 0, 0, 0), time));
        sum += last;
        targets++;
    }
    if (targets < 2)
        return 0;
    slips[count++] = (struct slip){last, W_IS_LOSS_OF_LAST_TIME_ALONE};
    if (asking->net->time_mean)
        slips[count++] = (struct slip){sum, W_LOSSES_OF_TIMES_ARE_AVERAGED};
    else
        slips[count++] = (struct slip){loss / (double)targets, W_LOSSES_OF_TIMES_ARE_ADDED};
    return count;
}
