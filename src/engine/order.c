#include "engine/order.h"

void order_draw(struct stepper *stepper)
{
    size_t count = stepper->data->count, *order = stepper->order;

    for (size_t i = 0; i < count; i++)
        order[i] = i;
    if (!stepper->training.shuffle)
        return;
    stepper->state.rng = stepper->state.epoch_rng;
    for (size_t left = count; left > 1; left--) {
        size_t pick = rng_below(&stepper->state.rng, left), swap = order[left - 1];

        order[left - 1] = order[pick];
        order[pick] = swap;
    }
}
