#include "engine/check/nudge.h"

#include <stdlib.h>
#include <string.h>

/* Doubles of the sample part of a block, which begins with x. */
static size_t sample_size(const struct net *net)
{
    return net->buffers - net->layers[0].a;
}

/* The room for what a nudge leaves as it is. */
static bool init_standing(struct nudge_model *model, size_t samples)
{
    const struct net *net = model->net;
    size_t widest = 0;

    for (size_t l = 1; l <= net->layer_count; l++)
        widest = net->layers[l].in > widest ? net->layers[l].in : widest;
    model->standing = calloc(samples, (net->buffers - net->layers[1].z) * sizeof *model->standing);
    model->rows = calloc(widest, NUDGE_PASSES * sizeof *model->rows);
    return model->standing != NULL && model->rows != NULL;
}

bool nudge_model_init(struct nudge_model *model, const struct net *net, const double *params,
                      size_t samples, struct error *err)
{
    *model = (struct nudge_model){.net = net, .divisor = samples};
    if (!dataset_init(&model->data, samples, net->times * net->layers[0].out,
                      net->times * net_output(net)->out, err))
        return false;
    model->data.times = net->times;
    model->block = net_new_block(net);
    model->extent = calloc(sample_size(net), sizeof *model->extent);
    model->plus = calloc(sample_size(net), sizeof *model->plus);
    if (net->truncate > 0)
        model->held = net_new_block(net);
    if (model->block == NULL || (net->truncate > 0 && model->held == NULL) ||
        model->extent == NULL || model->plus == NULL ||
        (!net->recurrent && !init_standing(model, samples))) {
        nudge_model_finish(model);
        return error_set(err, "not enough memory for a copy of the network's %zu parameters",
                         net->param_count);
    }
    memcpy(model->block, params, net->param_count * sizeof *params);
    return true;
}

void nudge_model_finish(struct nudge_model *model)
{
    dataset_finish(&model->data);
    free(model->block);
    free(model->held);
    free(model->extent);
    free(model->plus);
    free(model->standing);
    free(model->rows);
    *model = (struct nudge_model){0};
}

void nudge_hold(struct nudge_model *model, size_t sample)
{
    const double *x = dataset_x(&model->data, sample), *t = dataset_t(&model->data, sample);

    if (model->held == NULL)
        return;
    net_evaluate(model->net, model->block, x, t);
    memcpy(model->held + model->net->layers[0].a, model->block + model->net->layers[0].a,
           sample_size(model->net) * sizeof *model->held);
}

double nudge_evaluate(struct nudge_model *model, size_t sample)
{
    const struct net_hooks hooks = {.held = model->held};

    net_load(model->net, model->block, dataset_x(&model->data, sample),
             dataset_t(&model->data, sample));
    return net_evaluate_hooked(model->net, model->block, &hooks);
}

double nudge_loss(struct nudge_model *model, size_t param, double value)
{
    double kept = model->block[param], sum = 0.0;

    for (size_t s = 0; s < model->data.count; s++) {
        nudge_hold(model, s);
        model->block[param] = value;
        sum += nudge_evaluate(model, s);
        model->block[param] = kept;
    }
    return sum / (double)model->divisor;
}

void nudge_run(struct nudge_model *model, size_t param, struct nudge *nudge)
{
    double count = (double)model->divisor;
    struct nudge_trial trial;

    *nudge = (struct nudge){.param = param, .w = model->block[param]};
    while (!nudge_model_weigh(model))
        continue;
    nudge_begin(model, param, &trial);
    while (!nudge_advance(model, &trial, &nudge->slope))
        continue;
    nudge->plus = trial.near.plus / count;
    nudge->minus = trial.near.minus / count;
}
