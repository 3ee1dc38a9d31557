#include "engine/order.h"

void order_plain(size_t *order, size_t count)
{
    for (size_t i = 0; i < count; i++)
        order[i] = i;
}

void order_shuffle(size_t *order, size_t count, struct rng *rng)
{
    order_plain(order, count);
    for (size_t left = count; left > 1; left--) {
        size_t pick = rng_below(rng, left), swap = order[left - 1];

        order[left - 1] = order[pick];
        order[pick] = swap;
    }
}
