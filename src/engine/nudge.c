#include "engine/nudge.h"

#include "base/elementary.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool has_kink(const struct net_layer *layer)
{
    return activation_row(layer->activation)->kinks;
}

double nudge_size(double w)
{
    return 1e-5 * fmax(1.0, fabs(w));
}

size_t nudge_sides_size(const struct net *net)
{
    size_t units = 0;

    for (size_t l = 1; l <= net->layer_count; l++)
        units += has_kink(&net->layers[l]) ? net->layers[l].out : 0;
    return units;
}

/* Notes on which side of its kink every unit is; true if one is not where it was noted before. */
static bool note_sides(const struct net *net, const double *block, unsigned char *sides)
{
    bool differ = false;
    size_t at = 0;

    for (size_t l = 1; l <= net->layer_count; l++) {
        const struct net_layer *layer = &net->layers[l];

        if (!has_kink(layer))
            continue;
        for (size_t j = 0; j < layer->out; j++, at++) {
            unsigned char side = block[layer->z + j] > 0 ? 1 : 0;

            differ = differ || sides[at] != side;
            sides[at] = side;
        }
    }
    return differ;
}

void nudge_sums(const struct net *net, const struct dataset *data, double *block, size_t param,
                double h, unsigned char *sides, struct nudge_sums *sums)
{
    const double w = block[param], up = w + h, down = w - h;

    *sums = (struct nudge_sums){.width = up - down};
    for (size_t s = 0; s < data->count; s++) {
        const double *x = dataset_x(data, s), *t = dataset_t(data, s);
        double plus, minus;

        block[param] = up;
        plus = net_evaluate(net, block, x, t);
        if (sides != NULL)
            note_sides(net, block, sides);
        block[param] = down;
        minus = net_evaluate(net, block, x, t);
        if (sides != NULL && note_sides(net, block, sides))
            sums->kink = true;
        sums->plus += plus;
        sums->minus += minus;
        sums->difference += plus;
        sums->difference -= minus;
    }
    block[param] = w;
}

double nudge_noise(const struct net *net, const double *block)
{
    double noise = fabs(block[net->loss_value]);

    for (size_t l = 1; l <= net->layer_count; l++) {
        const struct net_layer *layer = &net->layers[l];
        const double *below = &block[net->layers[l - 1].a];

        for (size_t j = 0; j < layer->out; j++) {
            const double *w = &block[layer->w + j * layer->in];
            double size = layer->has_biases ? fabs(block[layer->b + j]) : 0.0, moved;

            for (size_t k = 0; k < layer->in; k++)
                size += fabs(w[k] * below[k]);
            moved = fabs(block[layer->dz + j]) * size +
                    fabs(block[layer->da + j] * block[layer->a + j]);
            if (isfinite(moved))
                noise += moved;
        }
    }
    return isfinite(noise) ? 4 * DBL_EPSILON * noise : 0.0;
}

/* ---- a scratch copy ---- */

bool nudge_model_init(struct nudge_model *model, const struct net *net, const double *params,
                      size_t samples, struct error *err)
{
    *model = (struct nudge_model){.net = net};
    if (!dataset_init(&model->data, samples, net->layers[0].out, net_output(net)->out, err))
        return false;
    model->block = net_new_block(net);
    model->sides = calloc(nudge_sides_size(net) + 1, 1);
    if (model->block == NULL || model->sides == NULL) {
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
    free(model->sides);
    *model = (struct nudge_model){0};
}

double nudge_loss(struct nudge_model *model, size_t param, double value)
{
    double kept = model->block[param], sum = 0.0;

    model->block[param] = value;
    for (size_t s = 0; s < model->data.count; s++)
        sum += net_evaluate(model->net, model->block, dataset_x(&model->data, s),
                            dataset_t(&model->data, s));
    model->block[param] = kept;
    return sum / (double)model->data.count;
}

/* ---- one nudge ---- */

/* The mean loss at the parameters as they are, and what rounding may do to it. */
static void weigh(struct nudge_model *model, double *loss, double *noise)
{
    double count = (double)model->data.count;

    *loss = *noise = 0.0;
    for (size_t s = 0; s < model->data.count; s++) {
        *loss += net_evaluate(model->net, model->block, dataset_x(&model->data, s),
                              dataset_t(&model->data, s));
        for (size_t l = model->net->layer_count; l >= 1; l--)
            net_backward(model->net, model->block, l);
        *noise += nudge_noise(model->net, model->block) / count;
    }
    *loss /= count;
}

void nudge_run(struct nudge_model *model, size_t param, struct nudge *nudge)
{
    double count = (double)model->data.count;
    struct nudge_sums sums;

    *nudge = (struct nudge){.param = param, .w = model->block[param]};
    weigh(model, &nudge->loss, &nudge->noise);
    nudge_sums(model->net, &model->data, model->block, param, nudge_size(nudge->w), model->sides,
               &sums);
    nudge->h = sums.width / 2;
    nudge->plus = sums.plus / count;
    nudge->minus = sums.minus / count;
    nudge->numeric = (nudge->plus - nudge->minus) / sums.width;
    nudge->noise /= nudge->h;
    nudge->kink = sums.kink;
}

int nudge_digits(double a, double b)
{
    double apart = fabs(a - b), size = fmax(fabs(a), fabs(b)), digits;

    if (!isfinite(a) || !isfinite(b))
        return 0;
    if (apart == 0.0)
        return NUDGE_DIGITS_MAX;
    digits = floor(elementary_log10(size) - elementary_log10(apart));
    return (int)fmin(fmax(digits, 0.0), NUDGE_DIGITS_MAX);
}
