#include "quantity/parameters.h"

#include <math.h>
#include <stdlib.h>

static size_t weights_per_unit(const struct net_layer *layer)
{
    return layer->in + (layer->recurrent ? layer->out : 0);
}

static size_t per_unit(const struct net_layer *layer)
{
    return weights_per_unit(layer) + (layer->has_biases ? 1 : 0);
}

size_t parameters_first(const struct net *net, size_t layer)
{
    size_t first = 0;

    for (size_t l = 1; l < layer; l++)
        first += net->layers[l].out * per_unit(&net->layers[l]);
    return first;
}

size_t parameters_count(const struct net *net)
{
    return parameters_first(net, net->layer_count + 1);
}

struct quantity parameters_at(const struct net *net, size_t index)
{
    for (size_t l = 1; l <= net->layer_count; l++) {
        const struct net_layer *layer = &net->layers[l];
        size_t each = per_unit(layer);

        if (index >= layer->out * each) {
            index -= layer->out * each;
            continue;
        }
        if (index % each == weights_per_unit(layer))
            return quantity_of_bias(QUANTITY_VALUE, l, index / each);
        if (index % each >= layer->in)
            return quantity_of_recurrent(QUANTITY_VALUE, l, index / each,
                                         index % each - layer->in);
        return quantity_of_weight(QUANTITY_VALUE, l, index / each, index % each);
    }
    return (struct quantity){0};
}

bool parameters_find(const struct net *net, struct quantity q, size_t *index)
{
    const struct net_layer *layer = &net->layers[q.layer];
    bool bias = q.of == QUANTITY_OF_BIAS;

    if (bias ? !layer->has_biases : !quantity_is_of_parameter(q))
        return false;
    *index = parameters_first(net, q.layer) + q.to * per_unit(layer)
             + (bias ? weights_per_unit(layer)
                     : q.from + (q.of == QUANTITY_OF_RECURRENT ? layer->in : 0));
    return true;
}

bool parameters_of_sample(const struct snapshot *snapshot)
{
    const struct place *place = &snapshot->place;

    return place->batch_count > 1 && place->index > 0 && place->unit.kind != UNIT_UPDATE
        && place->unit.kind != UNIT_STOP;
}

enum quantity_kind parameters_kind(const struct snapshot *snapshot, enum parameters_column column)
{
    static const enum quantity_kind kinds[PARAMETERS_COLUMNS] = {
        [PARAMETERS_OLD] = QUANTITY_VALUE,
        [PARAMETERS_GRADIENT] = QUANTITY_BATCH_GRADIENT,
        [PARAMETERS_OBJECTIVE] = QUANTITY_OBJECTIVE_GRADIENT,
        [PARAMETERS_CLIPPED] = QUANTITY_CLIPPED,
        [PARAMETERS_FIRST] = QUANTITY_FIRST,
        [PARAMETERS_SECOND] = QUANTITY_SECOND,
        [PARAMETERS_STEP] = QUANTITY_STEP,
        [PARAMETERS_NEW] = QUANTITY_NEW,
    };

    if (column == PARAMETERS_GRADIENT && parameters_of_sample(snapshot))
        return QUANTITY_GRADIENT;
    return kinds[column];
}

bool parameters_has(const struct snapshot *snapshot, enum parameters_column column)
{
    enum quantity_kind kind = parameters_kind(snapshot, column);

    return !quantity_is_of_optimizer(kind) || quantity_is_kept(&snapshot->state->optimizer, kind);
}

struct quantity parameters_cell(const struct snapshot *snapshot, struct quantity parameter,
                                enum parameters_column column)
{
    return quantity_as(parameter, parameters_kind(snapshot, column));
}

bool parameters_fixed(const struct net *net, struct quantity parameter)
{
    return parameter.of == QUANTITY_OF_BIAS && !net->layers[parameter.layer].train_biases;
}

/* ---- by size ---- */

struct parameters_key {
    double size; /* -1: not known */
    size_t index;
};

static int compare(const void *a, const void *b)
{
    const struct parameters_key *x = a, *y = b;

    if (x->size != y->size)
        return x->size < y->size ? 1 : -1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static bool make_room(struct parameters_order *order, size_t count)
{
    struct parameters_key *keys;

    if (count <= order->capacity)
        return true;
    keys = realloc(order->keys, count * sizeof *keys);
    if (keys == NULL)
        return false;
    order->keys = keys;
    order->capacity = count;
    return true;
}

bool parameters_sort(struct parameters_order *order, const struct snapshot *snapshot,
                     struct cursor cursor)
{
    size_t count = parameters_count(snapshot->net);

    if (order->valid && order->count == count && cursor_equal(order->cursor, cursor))
        return true;
    order->valid = false;
    if (!make_room(order, count))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct quantity gradient = parameters_cell(snapshot, parameters_at(snapshot->net, i),
                                                   PARAMETERS_GRADIENT);
        double size = -1.0;

        if (reveal_known(snapshot, cursor, cursor, gradient) != KNOWN_NOT_YET)
            size = fabs(quantity_value(snapshot, gradient));
        order->keys[i] = (struct parameters_key){isnan(size) ? (double)INFINITY : size, i};
    }
    qsort(order->keys, count, sizeof *order->keys, compare);
    order->count = count;
    order->cursor = cursor;
    order->valid = true;
    return true;
}

size_t parameters_sorted(const struct parameters_order *order, size_t place)
{
    return order->keys[place].index;
}

void parameters_order_finish(struct parameters_order *order)
{
    free(order->keys);
    *order = (struct parameters_order){0};
}
