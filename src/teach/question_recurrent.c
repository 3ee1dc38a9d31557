/* Numbers that one gets by a mistake in time: what a unit remembers, the two parts of what comes
 * back to it, and the sum over the times. */
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
