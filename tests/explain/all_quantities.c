#include "all_quantities.h"

#include "run.h"

#include <stdlib.h>

static void add(struct all_quantities *all, enum quantity_kind kind, size_t layer, size_t to, size_t from)
{
    if (all->count == all->capacity) {
        all->capacity = all->capacity > 0 ? 2 * all->capacity : 64;
        all->items = realloc(all->items, all->capacity * sizeof *all->items);
        assert_non_null(all->items);
    }
    all->items[all->count++] = quantity_at(kind, layer, to, from);
}

static void add_unit(struct all_quantities *all, const struct net *net, size_t layer, size_t unit)
{
    static const enum quantity_kind of_unit[] = {QUANTITY_Z, QUANTITY_A, QUANTITY_DA, QUANTITY_DZ};
    static const enum quantity_kind of_bias[] = {QUANTITY_B, QUANTITY_DB, QUANTITY_GB,
                                                 QUANTITY_STEP_B, QUANTITY_NEW_B,
                                                 QUANTITY_FIRST_B, QUANTITY_SECOND_B,
                                                 QUANTITY_OLD_FIRST_B, QUANTITY_OLD_SECOND_B,
                                                 QUANTITY_FIRST_HAT_B, QUANTITY_SECOND_HAT_B};
    static const enum quantity_kind of_weight[] = {QUANTITY_W, QUANTITY_DW, QUANTITY_GW,
                                                   QUANTITY_STEP_W, QUANTITY_NEW_W,
                                                   QUANTITY_JW, QUANTITY_FIRST_W, QUANTITY_SECOND_W,
                                                   QUANTITY_OLD_FIRST_W, QUANTITY_OLD_SECOND_W,
                                                   QUANTITY_FIRST_HAT_W, QUANTITY_SECOND_HAT_W};

    for (size_t i = 0; i < 4; i++)
        add(all, of_unit[i], layer, unit, 0);
    for (size_t i = 0; i < sizeof of_bias / sizeof *of_bias && net->layers[layer].has_biases; i++)
        add(all, of_bias[i], layer, unit, 0);
    for (size_t k = 0; k < net->layers[layer].in; k++)
        for (size_t i = 0; i < sizeof of_weight / sizeof *of_weight; i++)
            add(all, of_weight[i], layer, unit, k);
}

struct all_quantities all_quantities_of(const struct net *net)
{
    struct all_quantities all = {0};
    size_t outputs = net->layer_count;

    for (size_t k = 0; k < net->layers[0].out; k++)
        add(&all, QUANTITY_X, 0, k, 0);
    for (size_t l = 1; l <= net->layer_count; l++)
        for (size_t j = 0; j < net->layers[l].out; j++)
            add_unit(&all, net, l, j);
    for (size_t k = 0; k < net_output(net)->out; k++) {
        add(&all, QUANTITY_T, outputs, k, 0);
        add(&all, QUANTITY_LOSS_PART, outputs, k, 0);
    }
    add(&all, QUANTITY_LOSS, outputs, 0, 0);
    add(&all, QUANTITY_PENALTY, outputs, 0, 0);
    add(&all, QUANTITY_OBJECTIVE, outputs, 0, 0);
    add(&all, QUANTITY_RATE, 0, 0, 0);
    return all;
}

void all_quantities_finish(struct all_quantities *all)
{
    free(all->items);
    *all = (struct all_quantities){0};
}
