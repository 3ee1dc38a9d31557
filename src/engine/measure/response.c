#include "engine/measure/response.h"

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

enum response_kind response_kind(const struct net *net, const struct dataset *data)
{
    size_t inputs = net->layers[0].out, outputs = net_output(net)->out;

    if (inputs > 2 || outputs > RESPONSE_OUTPUTS_MAX || net->param_count > RESPONSE_PARAMS_MAX
        || one_place(data))
        return RESPONSE_NONE;
    if (inputs == 1)
        return outputs == 1 ? RESPONSE_CURVE : RESPONSE_NONE;
    if (outputs > 1)
        return classify_has_classes(data) ? RESPONSE_CLASSES : RESPONSE_NONE;
    if (classify_has_classes(data) || has_signs(data))
        return RESPONSE_THRESHOLD;
    return sample_count(data) < RESPONSE_SAMPLES_MIN ? RESPONSE_NONE : RESPONSE_VALUE;
}

double response_threshold(const struct dataset *data)
{
    return has_signs(data) ? 0 : 0.5;
}

/* ---- the grid ---- */

/* The range of an input over the samples, a tenth wider on each side; where it is one number, by as
 * much as that is large. */
static void find_range(struct response *response, const struct dataset *data, size_t axis)
{
    double low = dataset_x(data, 0)[axis], high = low, margin;

    for (size_t i = 1; i < sample_count(data); i++) {
        low = fmin(low, dataset_x(data, i)[axis]);
        high = fmax(high, dataset_x(data, i)[axis]);
    }
    margin = high > low ? 0.1 * (high - low) : fmax(fabs(low), 1);
    response->low[axis] = low - margin;
    response->high[axis] = high + margin;
}

bool response_init(struct response *response, const struct net *net, const struct dataset *data,
                   struct error *err)
{
    bool plane = data->inputs == 2;

    assert(data->inputs == 1 || data->inputs == 2);
    *response = (struct response){
        .net = net,
        .columns = plane ? RESPONSE_PLANE_POINTS : RESPONSE_LINE_POINTS,
        .rows = plane ? RESPONSE_PLANE_POINTS : 1,
        .outputs = net_output(net)->out,
    };
    for (size_t axis = 0; axis < data->inputs; axis++)
        find_range(response, data, axis);
    response->block = net_new_block(net);
    response->values = calloc(response->columns * response->rows * response->outputs,
                              sizeof *response->values);
    if (response->block == NULL || response->values == NULL) {
        response_finish(response);
        return error_set(err, "not enough memory for what the network answers");
    }
    return true;
}

void response_finish(struct response *response)
{
    free(response->block);
    free(response->values);
    *response = (struct response){0};
}

void response_set(struct response *response, const double *params)
{
    size_t bytes = response->net->param_count * sizeof *params;
    bool begun = response->stride > 0 || response->level > 0;

    if (begun && memcmp(response->block, params, bytes) == 0)
        return;
    memcpy(response->block, params, bytes);
    response->stride = 0;
    response->level = RESPONSE_FIRST_STRIDE;
    response->next = 0;
}

double response_input(const struct response *response, size_t axis, size_t index)
{
    size_t last = (axis == 0 ? response->columns : response->rows) - 1;
    double part = (double)index / (double)last;

    return response->low[axis] * (1 - part) + response->high[axis] * part;
}

const double *response_answer(struct response *response, const double *x)
{
    const struct net *net = response->net;

    memcpy(&response->block[net->layers[0].a], x, net->layers[0].out * sizeof *x);
    for (size_t l = 1; l <= net->layer_count; l++)
        mistake_forward(response->mistake, net, response->block, l);
    return &response->block[net_output(net)->a];
}

const double *response_at(const struct response *response, size_t column, size_t row)
{
    return &response->values[(row * response->columns + column) * response->outputs];
}

/* Answers at a point of the level, unless the level before did; false if so. */
static bool answer_point(struct response *response, size_t across, size_t index)
{
    size_t column = index % across * response->level, row = index / across * response->level;
    double x[2] = {response_input(response, 0, column), 0};
    size_t coarser = 2 * response->level;

    if (response->stride > 0 && column % coarser == 0 && row % coarser == 0)
        return false;
    if (response->rows > 1)
        x[1] = response_input(response, 1, row);
    memcpy(&response->values[(row * response->columns + column) * response->outputs],
           response_answer(response, x), response->outputs * sizeof *response->values);
    return true;
}

bool response_advance(struct response *response, size_t passes)
{
    while (response->level > 0 && passes > 0) {
        size_t across = (response->columns - 1) / response->level + 1;
        size_t down = (response->rows - 1) / response->level + 1;

        while (passes > 0 && response->next < across * down)
            passes -= answer_point(response, across, response->next++) ? 1 : 0;
        if (response->next < across * down)
            break;
        response->stride = response->level;
        response->level /= 2;
        response->next = 0;
    }
    return response->level > 0;
}
