#include "engine/check/nudge.h"

#include "engine/check/nudge_passes.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <string.h>

/* How far a curved unit may move, and how often h is divided by ten for that or for a kink. */
static const double most_moved = 0.05;
enum { SHRINK_MOST = 4 };

static bool has_kink(enum activation activation)
{
    return activation_row(activation)->kinks;
}

/* Straight but for its kink. */
static bool is_straight(enum activation activation)
{
    return activation == ACTIVATION_IDENTITY || has_kink(activation);
}

/* ---- weighing ---- */

/* How far rounding may move a sample's loss beside what it does to z and a: softmax's logarithms
 * are differences of numbers that may be large. */
static double noise_at(const struct net *net, const double *block)
{
    const struct net_layer *output = net_output(net);
    bool logarithms = net->loss == LOSS_CROSS_ENTROPY || net->loss == LOSS_BINARY_CROSS_ENTROPY;
    double largest = 0.0, weight = 0.0;

    for (size_t k = 0; k < output->out; k++) {
        largest = fmax(largest, fabs(block[output->z + k]));
        weight += fabs(block[net->t + k]);
    }
    if (!logarithms || output->activation != ACTIVATION_SOFTMAX)
        largest = 0.0;
    largest = fabs(block[net->time_loss]) + weight * largest;
    return isfinite(largest) ? largest : 0.0;
}

/* The same over all its times. */
static double noise_of_loss(const struct net *net, double *block)
{
    double noise = 0.0;

    for (size_t time = 1; time <= net_times(net, block); time++)
        if (net_has_target(net, block, time))
            noise += noise_at(net, net_at(net, block, time));
    return net->recurrent ? block[net->time_share] * noise : noise;
}

static bool is_squared(enum loss loss)
{
    return loss == LOSS_HALF_SQUARED_ERROR || loss == LOSS_MEAN_SQUARED_ERROR;
}

/* Z of a unit at a time, as the block stands, and what rounding there does to the loss. */
static double noise_of_unit(const struct net *net, double *block, size_t l, size_t j, size_t time,
                            double *size)
{
    const struct net_layer *layer = &net->layers[l];
    const double *at = net_at(net, block, time), *below = &at[net_from(net, l)->a];
    const double *w = &block[layer->w + j * layer->in], *r = &block[layer->r + j * layer->out];
    double noise = 0.0;

    *size = layer->has_biases ? fabs(block[layer->b + j]) : 0.0;
    for (size_t k = 0; k < layer->in; k++)
        *size += fabs(w[k] * below[k]);
    for (size_t i = 0; layer->recurrent && time > 1 && i < layer->out; i++)
        *size += fabs(r[i] * net_at(net, block, time - 1)[layer->a + i]);
    /* The closed forms do without a. */
    if (l < net->layer_count || !loss_is_fused(net->loss, layer->activation))
        noise = fabs(at[layer->da + j] * at[layer->a + j]);
    noise += fabs(at[layer->dz + j]) * *size;
    if (l == net->layer_count && is_squared(net->loss)) {
        double off = 4 * DBL_EPSILON *
                     fmax(is_straight(layer->activation) ? *size : 0.0, fabs(at[layer->a + j]));

        noise += off * off / (4 * DBL_EPSILON);
    }
    return isfinite(noise) ? noise : 0.0;
}

static void weigh_unit(struct nudge_model *model, size_t l, size_t j, size_t time)
{
    const struct net_layer *layer = &model->net->layers[l];
    double *largest = &model->extent[nudge_place(model, layer->z + j)], size;
    double noise = noise_of_unit(model->net, model->block, l, j, time, &size);

    *largest = fmax(*largest, size);
    model->extent[nudge_place(model, layer->dz + j)] += noise;
    model->noise[l] += noise;
}

/* Of n numbers from that place of a time's on. */
static void keep_largest(struct nudge_model *model, size_t offset, size_t n, size_t time)
{
    double *largest = &model->extent[nudge_place(model, offset)];
    const double *numbers = net_at(model->net, model->block, time) + offset;

    for (size_t i = 0; i < n; i++)
        largest[i] = fmax(largest[i], fabs(numbers[i]));
}

static void weigh_time(struct nudge_model *model, size_t time)
{
    const struct net *net = model->net;

    if (net_has_target(net, model->block, time))
        keep_largest(model, net->t, net_output(net)->out, time);
    for (size_t l = 0; l <= net->layer_count; l++) {
        if (!net_runs(net, model->block, l, time))
            continue;
        keep_largest(model, net->layers[l].a, net->layers[l].out, time);
        for (size_t j = 0; l > 0 && j < net->layers[l].out; j++)
            weigh_unit(model, l, j, time);
    }
}

bool nudge_model_weigh(struct nudge_model *model)
{
    const struct net *net = model->net;
    const size_t first = net->layers[1].z;
    double loss;

    if (model->weighed == model->data.count)
        return true;
    loss = net_evaluate(net, model->block, dataset_x(&model->data, model->weighed),
                        dataset_t(&model->data, model->weighed));
    model->loss += loss;
    if (model->standing != NULL)
        memcpy(nudge_standing(model, model->weighed), model->block + first,
               (net->buffers - first) * sizeof *model->block);
    net_backpropagate(net, model->block);
    model->noise[net->layer_count + 1] += noise_of_loss(net, model->block);
    for (size_t time = 1; time <= net_times(net, model->block); time++)
        weigh_time(model, time);
    model->weighed++;
    if (model->weighed < model->data.count)
        return false;
    model->loss /= (double)model->divisor;
    return true;
}

/* ---- the step ---- */

static double size_of_unit(const struct nudge_model *model, size_t l, size_t j)
{
    return model->extent[nudge_place(model, model->net->layers[l].z + j)];
}

/* The largest power of ten with (h reach)³ <= 1e-14 max(1, size); it begins with 1e-5. */
static double step_for(double reach, double size)
{
    double most = 1e-14 * fmax(1.0, size), h = 1e-5, s = h * reach;

    if (!(reach > 0) || !isfinite(reach) || !isfinite(most))
        return h;
    for (; s * s * s > most; s = h * reach)
        h /= 10;
    for (; 1e3 * (s * s * s) <= most && h < 1e100; s = h * reach)
        h *= 10;
    return h;
}

void nudge_begin(const struct nudge_model *model, size_t param, struct nudge_trial *trial)
{
    struct net_place place = net_find(model->net, param);
    const struct net_layer *below = place.recurrent ? &model->net->layers[place.layer]
                                                    : net_from(model->net, place.layer);

    assert(model->weighed == model->data.count);
    *trial = (struct nudge_trial){.param = param, .layer = place.layer, .unit = place.to};
    trial->h = step_for(place.bias ? 1.0 : model->extent[nudge_place(model, below->a + place.from)],
                        size_of_unit(model, place.layer, place.to));
}

/* ---- how far it can be trusted ---- */

static bool moves_far(const struct nudge_model *model, const struct nudge_trial *trial)
{
    for (size_t l = trial->layer; l <= model->net->layer_count; l++) {
        enum activation activation = model->net->layers[l].activation;

        if (!is_straight(activation) && trial->moved[l] > most_moved)
            return true;
    }
    return false;
}

/* Of softmax each unit moves all; of a recurrent layer, at the next time. */
static bool leads_into(const struct nudge_model *model, const struct nudge_trial *trial, size_t l,
                       size_t j)
{
    return l > trial->layer || j == trial->unit ||
           activation_row(model->net->layers[l].activation)->couples ||
           model->net->layers[l].recurrent;
}

/* Of the units that the parameter moves at a time, once its backward pass is there. */
static double noise_at_time(struct nudge_model *model, const struct nudge_trial *trial, size_t time)
{
    const struct net *net = model->net;
    double noise = 0.0, size;

    for (size_t l = net->layer_count; l >= trial->layer; l--) {
        if (!net_runs(net, model->block, l, time))
            continue;
        net_backward_units(net, model->block, l, time);
        for (size_t j = 0; j < net->layers[l].out; j++)
            if (leads_into(model, trial, l, j))
                noise += noise_of_unit(net, model->block, l, j, time, &size);
    }
    return noise;
}

/* What rounding does where the parameters stand after a step of 2h. */
static double noise_after_step(struct nudge_model *model, const struct nudge_trial *trial)
{
    double *w = &model->block[trial->param], kept = *w, noise = 0.0;

    for (size_t s = 0; s < model->data.count; s++) {
        nudge_hold(model, s);
        *w = kept + 2 * trial->h;
        nudge_evaluate(model, s);
        for (size_t time = net_times(model->net, model->block); time >= 1; time--)
            noise += noise_at_time(model, trial, time);
        noise += noise_of_loss(model->net, model->block);
        *w = kept;
    }
    return noise;
}

/* 4ε R, of the mean loss. */
static double rounding(struct nudge_model *model, const struct nudge_trial *trial)
{
    const struct net *net = model->net;
    const struct net_layer *layer = &net->layers[trial->layer];
    double count = (double)model->divisor, noise = 0.0;
    double bend = fabs(trial->near.plus + trial->near.minus - 2 * count * model->loss);

    for (size_t j = 0; j < layer->out; j++)
        if (leads_into(model, trial, trial->layer, j))
            noise += model->extent[nudge_place(model, layer->dz + j)];
    for (size_t l = trial->layer + 1; l <= net->layer_count + 1; l++)
        noise += model->noise[l];
    if (bend > 0.01 * fabs(trial->near.difference))
        noise = fmax(noise, noise_after_step(model, trial));
    return 4 * DBL_EPSILON * noise / count;
}

/* How far rounding may move backpropagation's own gradient, which begins with a - t. */
static double noise_of_gradient(const struct nudge_model *model, const struct nudge_trial *trial)
{
    const struct net_layer *output = net_output(model->net);
    double size = 0.0;

    for (size_t k = 0; k < output->out; k++)
        size += model->extent[nudge_place(model, output->a + k)] +
                model->extent[nudge_place(model, model->net->t + k)];
    return 4 * DBL_EPSILON * loss_factor(model->net->loss, output->out) * size *
           trial->moved[model->net->layer_count] / (2 * trial->h) * (double)model->net->times;
}

static void conclude(struct nudge_model *model, const struct nudge_trial *trial, double near,
                     double far, struct nudge_slope *slope)
{
    double count = (double)model->divisor, noise, bend;

    *slope = (struct nudge_slope){.h = near / 2, .kink = trial->kink, .loss = model->loss};
    slope->value = trial->near.difference / near / count;
    noise = rounding(model, trial) / slope->h + noise_of_gradient(model, trial);
    bend = fabs(slope->value - trial->far.difference / far / count);
    slope->bends = bend > noise || moves_far(model, trial);
    slope->bound = moves_far(model, trial) ? (double)INFINITY : noise + bend;
}

bool nudge_advance(struct nudge_model *model, struct nudge_trial *trial, struct nudge_slope *slope)
{
    double far, near;

    nudge_passes(model, trial, &far, &near);
    trial->sample++;
    if (trial->sample < model->data.count)
        return false;
    if ((trial->kink || moves_far(model, trial)) && trial->shrunk < SHRINK_MOST) {
        *trial = (struct nudge_trial){.param = trial->param, .layer = trial->layer,
                                      .unit = trial->unit, .h = trial->h / 10,
                                      .shrunk = trial->shrunk + 1};
        return false;
    }
    conclude(model, trial, near, far, slope);
    return true;
}
