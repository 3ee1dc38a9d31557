#include "engine/measure/divergence.h"

#include "base/number.h"
#include "base/text.h"

#include <math.h>

static bool found(struct divergence *out, enum divergence_kind kind, size_t to, size_t from,
                  double value)
{
    out->kind = kind;
    out->to = to;
    out->from = from;
    out->value = value;
    return true;
}

/* Of n numbers. */
static bool in_vector(struct divergence *out, enum divergence_kind kind, size_t n, const double *v)
{
    for (size_t j = 0; j < n; j++)
        if (!isfinite(v[j]))
            return found(out, kind, j, 0, v[j]);
    return false;
}

static bool in_matrix(struct divergence *out, enum divergence_kind kind, size_t rows,
                      size_t columns, const double *v)
{
    for (size_t j = 0; j < rows; j++)
        for (size_t k = 0; k < columns; k++)
            if (!isfinite(v[j * columns + k]))
                return found(out, kind, j, k, v[j * columns + k]);
    return false;
}

/* The sums have every sample's gradient in them: one that is not finite stays so. */
static bool in_backward(const struct net *net, const double *block, const double *at,
                        struct divergence *out)
{
    const struct net_layer *layer = &net->layers[out->layer], *from = net_from(net, out->layer);

    if (in_vector(out, DIVERGENCE_DA, layer->out, at + layer->da) ||
        in_vector(out, DIVERGENCE_DZ, layer->out, at + layer->dz))
        return true;
    if (in_matrix(out, DIVERGENCE_DW, layer->out, layer->in, block + layer->gw))
        out->of_batch = isfinite(at[layer->dz + out->to] * at[from->a + out->from]);
    else if (layer->recurrent &&
             in_matrix(out, DIVERGENCE_DR, layer->out, layer->out, block + layer->gr))
        out->of_batch = true; /* a share of it is as finite as the state before */
    else if (layer->has_biases && in_vector(out, DIVERGENCE_DB, layer->out, block + layer->gb))
        out->of_batch = true; /* this sample's own is its error signal */
    return out->kind != DIVERGENCE_NONE;
}

static bool in_loss(const struct stepper *stepper, struct divergence *out)
{
    const struct net *net = stepper->net;
    size_t time = out->place.unit.time;

    if (net->recurrent && time > 0)
        return in_vector(out, DIVERGENCE_LOSS, 1,
                         net_at(net, stepper->block, time) + net->time_loss);
    if (in_vector(out, DIVERGENCE_LOSS, 1, stepper->block + net->loss_value))
        return true;
    out->of_batch = in_vector(out, DIVERGENCE_LOSS, 1, &stepper->state.batch_loss);
    return out->of_batch;
}

bool divergence_in_unit(const struct stepper *stepper, struct divergence *out)
{
    const struct net *net = stepper->net;
    const double *block = stepper->block, *at = block;
    const struct net_layer *layer;

    *out = (struct divergence){0};
    if (stepper->state.step == 0 || stepper_is_idle(stepper))
        return false;
    stepper_place(stepper, &out->place);
    if (out->place.unit.time > 0)
        at = net_at(net, stepper->block, out->place.unit.time);
    out->layer = out->place.unit.layer;
    out->sample = stepper_sample(stepper, out->place.batch_index);
    layer = &net->layers[out->layer];
    switch (out->place.unit.kind) {
    case UNIT_FORWARD:
        return in_vector(out, DIVERGENCE_Z, layer->out, at + layer->z) ||
               in_vector(out, DIVERGENCE_A, layer->out, at + layer->a);
    case UNIT_LOSS:
        return in_loss(stepper, out);
    case UNIT_BACKWARD:
        return in_backward(net, block, at, out);
    case UNIT_UPDATE:
        return in_matrix(out, DIVERGENCE_W, layer->out, layer->in, block + layer->w) ||
               (layer->recurrent && in_matrix(out, DIVERGENCE_R, layer->out, layer->out,
                                              block + layer->r)) ||
               (layer->has_biases &&
                in_vector(out, DIVERGENCE_B, layer->out, block + layer->b));
    case UNIT_STOP:
        break;
    }
    return false;
}

bool divergence_find(struct history *history, struct divergence *out)
{
    struct stepper *stepper = history->stepper;
    uint64_t step = stepper->state.step;
    uint64_t every = stop_look_interval(stepper->net);
    struct place place;
    bool is = false;

    /* The last time that all was looked at, it was well. */
    stepper_place(stepper, &place);
    history_seek(history, place.iteration > every
                              ? program_iteration_start(&stepper->program, place.iteration - every)
                              : 0);
    while (!is && stepper->state.step < step && history_step(history))
        is = divergence_in_unit(stepper, out);
    history_seek(history, step);
    return is;
}

/* ---- in words ---- */

static void add_unit(struct text *text, const struct net *net, size_t l, size_t unit)
{
    const char *what = l == 0 ? "input" : "unit";

    if (net->layers[l].units != NULL)
        text_printf(text, "%s %.40s", what, net->layers[l].units[unit]);
    else
        text_printf(text, "%s %zu", what, unit + 1);
}

/* "weight w5 (layer 2, into unit 1 from unit 3)"; without a name, "weight of layer 2, into ...". */
static void add_weight(struct text *text, const struct net *net, const struct divergence *d)
{
    const struct net_layer *layer = &net->layers[d->layer];
    const char *name = layer->weights != NULL ? layer->weights[d->to * layer->in + d->from] : NULL;

    text_printf(text, "weight %.40s%slayer %zu, into ", name != NULL ? name : "of ",
                name != NULL ? " (" : "", d->layer);
    add_unit(text, net, d->layer, d->to);
    text_add(text, " from ");
    add_unit(text, net, layer->from, d->from);
    text_add(text, name != NULL ? ")" : "");
}

static void add_of_unit(struct text *text, const struct net *net, const struct divergence *d,
                        const char *what)
{
    text_printf(text, "%s of ", what);
    add_unit(text, net, d->layer, d->to);
    text_printf(text, " (layer %zu)", d->layer);
}

static void add_quantity(struct text *text, const struct net *net, const struct divergence *d)
{
    static const char *const of_units[] = {
        [DIVERGENCE_Z] = "weighted sum z",
        [DIVERGENCE_A] = "activation a",
        [DIVERGENCE_DA] = "gradient of the activation a",
        [DIVERGENCE_DZ] = "error signal δ",
        [DIVERGENCE_DB] = "gradient of the bias",
        [DIVERGENCE_B] = "bias",
    };

    if (d->of_batch && d->kind != DIVERGENCE_LOSS)
        text_add(text, "batch's sum of the ");
    switch (d->kind) {
    case DIVERGENCE_NONE:
        text_add(text, "nothing");
        break;
    case DIVERGENCE_LOSS:
        text_add(text, d->of_batch ? "sum of the batch's losses" : "loss");
        break;
    case DIVERGENCE_DW:
        text_add(text, "gradient of the ");
        add_weight(text, net, d);
        break;
    case DIVERGENCE_W:
        add_weight(text, net, d);
        break;
    case DIVERGENCE_DR:
    case DIVERGENCE_R:
        text_printf(text, "%srecurrent weight of layer %zu, into ",
                    d->kind == DIVERGENCE_DR ? "gradient of the " : "", d->layer);
        add_unit(text, net, d->layer, d->to);
        text_add(text, " from ");
        add_unit(text, net, d->layer, d->from);
        break;
    default:
        add_of_unit(text, net, d, of_units[d->kind]);
    }
}

void divergence_describe(const struct divergence *divergence, const struct net *net,
                         char out[DIVERGENCE_TEXT_SIZE])
{
    /* The loss says itself where it is. */
    static const char *const phases[] = {
        [UNIT_FORWARD] = ", in the forward pass",
        [UNIT_LOSS] = "",
        [UNIT_BACKWARD] = ", in the backward pass",
        [UNIT_UPDATE] = ", in the weight update",
        [UNIT_STOP] = "",
    };
    const struct place *place = &divergence->place;
    char iteration[NUMBER_TEXT_SIZE];
    struct text text;

    text_init(&text, out, DIVERGENCE_TEXT_SIZE);
    text_add(&text, "the ");
    add_quantity(&text, net, divergence);
    text_printf(&text, " became %s in iteration %s%s",
                isnan(divergence->value) ? "NaN" : "infinite",
                number_count(iteration, place->iteration), phases[place->unit.kind]);
    if (place->unit.time > 0 && net->recurrent)
        text_printf(&text, ", at time %zu", place->unit.time);
    if (place->batch_count > 1 && place->unit.kind != UNIT_UPDATE)
        text_printf(&text, "%s sample %s", place->unit.kind == UNIT_LOSS ? ", at" : " of",
                    number_count(iteration, divergence->sample + 1));
}
