#include "all_quantities.h"

#include "run.h"

#include <stdlib.h>

static void add(struct all_quantities *all, struct quantity quantity)
{
    if (all->count == all->capacity) {
        all->capacity = all->capacity > 0 ? 2 * all->capacity : 64;
        all->items = realloc(all->items, all->capacity * sizeof *all->items);
        assert_non_null(all->items);
    }
    all->items[all->count++] = quantity;
}

static void add_unit(struct all_quantities *all, const struct net *net, size_t layer, size_t unit)
{
    static const enum quantity_kind of_unit[] = {QUANTITY_Z, QUANTITY_A, QUANTITY_DA, QUANTITY_DZ};
    static const enum quantity_kind of_parameter[] = {
        QUANTITY_VALUE, QUANTITY_GRADIENT, QUANTITY_BATCH_GRADIENT, QUANTITY_STEP, QUANTITY_NEW,
        QUANTITY_OBJECTIVE_GRADIENT, QUANTITY_FIRST, QUANTITY_SECOND, QUANTITY_OLD_FIRST,
        QUANTITY_OLD_SECOND, QUANTITY_FIRST_HAT, QUANTITY_SECOND_HAT};
    size_t kinds = sizeof of_parameter / sizeof *of_parameter;

    for (size_t i = 0; i < 4; i++)
        add(all, quantity_at(of_unit[i], layer, unit, 0));
    for (size_t i = 0; i < kinds && net->layers[layer].has_biases; i++)
        if (of_parameter[i] != QUANTITY_OBJECTIVE_GRADIENT)
            add(all, quantity_of_bias(of_parameter[i], layer, unit));
    for (size_t k = 0; k < net->layers[layer].in; k++)
        for (size_t i = 0; i < kinds; i++)
            add(all, quantity_of_weight(of_parameter[i], layer, unit, k));
}

struct all_quantities all_quantities_of(const struct net *net)
{
    struct all_quantities all = {0};
    size_t outputs = net->layer_count;

    for (size_t k = 0; k < net->layers[0].out; k++)
        add(&all, quantity_at(QUANTITY_X, 0, k, 0));
    for (size_t l = 1; l <= net->layer_count; l++)
        for (size_t j = 0; j < net->layers[l].out; j++)
            add_unit(&all, net, l, j);
    for (size_t k = 0; k < net_output(net)->out; k++) {
        add(&all, quantity_at(QUANTITY_T, outputs, k, 0));
        add(&all, quantity_at(QUANTITY_LOSS_PART, outputs, k, 0));
    }
    add(&all, quantity_at(QUANTITY_LOSS, outputs, 0, 0));
    add(&all, quantity_at(QUANTITY_PENALTY, outputs, 0, 0));
    add(&all, quantity_at(QUANTITY_OBJECTIVE, outputs, 0, 0));
    add(&all, quantity_at(QUANTITY_RATE, 0, 0, 0));
    return all;
}

void all_quantities_finish(struct all_quantities *all)
{
    free(all->items);
    *all = (struct all_quantities){0};
}
