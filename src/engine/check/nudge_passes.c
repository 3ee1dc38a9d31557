#include "engine/check/nudge_passes.h"

#include "engine/fast/rows.h"

#include <math.h>
#include <string.h>

double *nudge_standing(const struct nudge_model *model, size_t sample)
{
    return model->standing + sample * (model->net->buffers - model->net->layers[1].z);
}

static void keep_z(struct nudge_model *model, size_t first)
{
    const struct net *net = model->net;

    for (size_t time = 1; time <= net_times(net, model->block); time++) {
        const double *block = net_at(net, model->block, time);
        double *plus = net_at(net, model->plus, time);

        for (size_t l = first; l <= net->layer_count; l++) {
            const struct net_layer *layer = &net->layers[l];

            memcpy(&plus[nudge_place(model, layer->z)], &block[layer->z],
                   layer->out * sizeof *plus);
        }
    }
}

static void compare_layer(const struct nudge_model *model, struct nudge_trial *trial, size_t l,
                          size_t time)
{
    const struct net_layer *layer = &model->net->layers[l];
    const double *plus = &net_at(model->net, model->plus, time)[nudge_place(model, layer->z)];
    const double *minus = &net_at(model->net, model->block, time)[layer->z];

    for (size_t j = 0; j < layer->out; j++) {
        trial->moved[l] = fmax(trial->moved[l], fabs(plus[j] - minus[j]) / 2);
        if (activation_row(layer->activation)->kinks && (plus[j] > 0) != (minus[j] > 0))
            trial->kink = true;
    }
}

/* Beside the z that were kept: how far every unit moved, and over what kinks. */
static void compare_z(const struct nudge_model *model, struct nudge_trial *trial)
{
    for (size_t time = 1; time <= net_times(model->net, model->block); time++)
        for (size_t l = trial->layer; l <= model->net->layer_count; l++)
            if (net_runs(model->net, model->block, l, time))
                compare_layer(model, trial, l, time);
}

/* The z of the trial's unit for each of those values of its parameter: four sums side by side,
 * which takes no longer than one. */
static void find_sums(struct nudge_model *model, const struct nudge_trial *trial,
                      const double values[NUDGE_PASSES], double z[NUDGE_PASSES])
{
    const struct net_layer *layer = &model->net->layers[trial->layer];
    const struct net_layer *below = net_from(model->net, trial->layer);
    const size_t row = layer->w + trial->unit * layer->in;
    const bool bias = trial->param < row || trial->param >= row + layer->in;
    const double *x = dataset_x(&model->data, trial->sample);
    double b[NUDGE_PASSES];

    if (trial->layer > 1)
        x = nudge_standing(model, trial->sample) + (below->a - model->net->layers[1].z);
    for (size_t i = 0; i < NUDGE_PASSES; i++) {
        double *w = model->rows + i * layer->in;

        if (trial->sample == 0) {
            memcpy(w, &model->block[row], layer->in * sizeof *w);
            if (!bias)
                w[trial->param - row] = values[i];
        }
        b[i] = bias ? values[i] : layer->has_biases ? model->block[layer->b + trial->unit] : 0.0;
    }
    rows_forward(NUDGE_PASSES, layer->in, model->rows, layer->has_biases ? b : NULL, x, z);
}

/* The loss where the trial's unit has that z: all below it and beside it stand. */
static double evaluate_above(struct nudge_model *model, const struct nudge_trial *trial, double z)
{
    const struct net *net = model->net;
    const struct net_layer *layer = &net->layers[trial->layer];
    const double *stand = nudge_standing(model, trial->sample) + (layer->z - net->layers[1].z);
    const size_t j = trial->unit, a = layer->a - layer->z;
    double *block = model->block + layer->z;

    memcpy(block, stand, layer->out * sizeof *block);
    block[j] = z;
    if (activation_row(layer->activation)->couples) {
        activation_forward(layer->activation, layer->slope, layer->out, block, block + a);
    } else {
        memcpy(block + a, stand + a, layer->out * sizeof *block);
        activation_forward(layer->activation, layer->slope, 1, block + j, block + a + j);
    }
    for (size_t l = trial->layer + 1; l <= net->layer_count; l++)
        net_forward(net, model->block, l);
    return net_loss(net, model->block);
}

/* The loss of the next sample with that value of the parameter; z: of its unit, NULL: not known. */
static double evaluate(struct nudge_model *model, const struct nudge_trial *trial, double value,
                       const double *z)
{
    double *w = &model->block[trial->param], kept = *w, loss;

    if (z != NULL)
        return evaluate_above(model, trial, *z);
    *w = value;
    loss = nudge_evaluate(model, trial->sample);
    *w = kept;
    return loss;
}

/* Two passes of the next sample, with values above and below; z as for evaluate. */
static void pair(struct nudge_model *model, struct nudge_trial *trial, const double values[2],
                 const double *z, struct nudge_sums *sums)
{
    double plus = evaluate(model, trial, values[0], z), minus;

    keep_z(model, trial->layer);
    minus = evaluate(model, trial, values[1], z != NULL ? z + 1 : NULL);
    compare_z(model, trial);
    sums->plus += plus;
    sums->minus += minus;
    sums->difference += plus;
    sums->difference -= minus;
}

void nudge_passes(struct nudge_model *model, struct nudge_trial *trial, double *far, double *near)
{
    const double w = model->block[trial->param], h = trial->h;
    const double values[NUDGE_PASSES] = {w + 2 * h, w - 2 * h, w + h, w - h};
    const bool stands = model->standing != NULL;
    double z[NUDGE_PASSES];

    nudge_hold(model, trial->sample);
    if (stands) {
        net_load(model->net, model->block, dataset_x(&model->data, trial->sample),
                 dataset_t(&model->data, trial->sample));
        find_sums(model, trial, values, z);
    }
    pair(model, trial, values, stands ? z : NULL, &trial->far);
    pair(model, trial, values + 2, stands ? z + 2 : NULL, &trial->near);
    *far = values[0] - values[1];
    *near = values[2] - values[3];
}
