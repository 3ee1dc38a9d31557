#include "engine/measure/map.h"

#include "data/classify.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- what there is to show ---- */

static size_t sample_count(const struct dataset *data)
{
    return data->count + data->validation;
}

static bool one_place(const struct dataset *data)
{
    for (size_t i = 1; i < sample_count(data); i++) {
        if (memcmp(dataset_x(data, i), dataset_x(data, 0), data->inputs * sizeof(double)) != 0)
            return false;
    }
    return true;
}

/* Whether every target is -1 or 1, and not all are the same. */
static bool has_signs(const struct dataset *data)
{
    bool differ = false;

    for (size_t i = 0; i < sample_count(data); i++) {
        double t = *dataset_t(data, i);

        if (t != 1 && t != -1)
            return false;
        differ = differ || t != *dataset_t(data, 0);
    }
    return differ;
}

enum map_kind map_kind(const struct net *net, const struct dataset *data)
{
    size_t inputs = net->layers[0].out, outputs = net_output(net)->out;

    if (net->recurrent || inputs > 2 || outputs > MAP_OUTPUTS_MAX
        || net->param_count > MAP_PARAMS_MAX || one_place(data))
        return MAP_NONE;
    if (inputs == 1)
        return outputs == 1 ? MAP_CURVE : MAP_NONE;
    if (outputs > 1)
        return classify_has_classes(data) ? MAP_CLASSES : MAP_NONE;
    if (classify_has_classes(data) || has_signs(data))
        return MAP_THRESHOLD;
    return sample_count(data) < MAP_SAMPLES_MIN ? MAP_NONE : MAP_VALUE;
}

double map_threshold(const struct dataset *data)
{
    return has_signs(data) ? 0 : 0.5;
}

/* ---- the grid ---- */

/* The range of an input over the samples, a tenth wider on each side; where it is one number, by as
 * much as that is large. */
static void find_range(struct map *map, const struct dataset *data, size_t axis)
{
    double low = dataset_x(data, 0)[axis], high = low, margin;

    for (size_t i = 1; i < sample_count(data); i++) {
        low = fmin(low, dataset_x(data, i)[axis]);
        high = fmax(high, dataset_x(data, i)[axis]);
    }
    margin = high > low ? 0.1 * (high - low) : fmax(fabs(low), 1);
    map->low[axis] = low - margin;
    map->high[axis] = high + margin;
}

bool map_init(struct map *map, const struct net *net, const struct dataset *data,
                   struct error *err)
{
    bool plane = data->inputs == 2;

    assert(data->inputs == 1 || data->inputs == 2);
    *map = (struct map){
        .net = net,
        .columns = plane ? MAP_PLANE_POINTS : MAP_LINE_POINTS,
        .rows = plane ? MAP_PLANE_POINTS : 1,
        .outputs = net_output(net)->out,
    };
    for (size_t axis = 0; axis < data->inputs; axis++)
        find_range(map, data, axis);
    map->block = net_new_block(net);
    map->values = calloc(map->columns * map->rows * map->outputs,
                              sizeof *map->values);
    if (map->block == NULL || map->values == NULL) {
        map_finish(map);
        return error_set(err, "not enough memory for what the network answers");
    }
    return true;
}

void map_finish(struct map *map)
{
    free(map->block);
    free(map->values);
    *map = (struct map){0};
}

void map_set(struct map *map, const double *params)
{
    size_t bytes = map->net->param_count * sizeof *params;
    bool begun = map->stride > 0 || map->level > 0;

    if (begun && memcmp(map->block, params, bytes) == 0)
        return;
    memcpy(map->block, params, bytes);
    map->stride = 0;
    map->level = MAP_FIRST_STRIDE;
    map->next = 0;
}

double map_input(const struct map *map, size_t axis, size_t index)
{
    size_t last = (axis == 0 ? map->columns : map->rows) - 1;
    double part = (double)index / (double)last;

    return map->low[axis] * (1 - part) + map->high[axis] * part;
}

const double *map_answer(struct map *map, const double *x)
{
    const struct net *net = map->net;

    memcpy(&map->block[net->layers[0].a], x, net->layers[0].out * sizeof *x);
    for (size_t l = 1; l <= net->layer_count; l++)
        mistake_forward(map->mistake, net, map->block, l, 1);
    return &map->block[net_output(net)->a];
}

const double *map_at(const struct map *map, size_t column, size_t row)
{
    return &map->values[(row * map->columns + column) * map->outputs];
}

/* Answers at a point of the level, unless the level before did; false if so. */
static bool answer_point(struct map *map, size_t across, size_t index)
{
    size_t column = index % across * map->level, row = index / across * map->level;
    double x[2] = {map_input(map, 0, column), 0};
    size_t coarser = 2 * map->level;

    if (map->stride > 0 && column % coarser == 0 && row % coarser == 0)
        return false;
    if (map->rows > 1)
        x[1] = map_input(map, 1, row);
    memcpy(&map->values[(row * map->columns + column) * map->outputs],
           map_answer(map, x), map->outputs * sizeof *map->values);
    return true;
}

bool map_advance(struct map *map, size_t passes)
{
    while (map->level > 0 && passes > 0) {
        size_t across = (map->columns - 1) / map->level + 1;
        size_t down = (map->rows - 1) / map->level + 1;

        while (passes > 0 && map->next < across * down)
            passes -= answer_point(map, across, map->next++) ? 1 : 0;
        if (map->next < across * down)
            break;
        map->stride = map->level;
        map->level /= 2;
        map->next = 0;
    }
    return map->level > 0;
}
