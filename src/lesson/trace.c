#include "lesson/trace.h"

#include "base/number.h"

#include <math.h>

static void write_number(FILE *out, double value)
{
    char text[NUMBER_TEXT_SIZE];
    const char *quote = isfinite(value) ? "" : "\"";

    fprintf(out, "%s%s%s", quote, number_exact(text, value), quote);
}

static void write_vector(FILE *out, const char *key, size_t n, const double *v)
{
    fprintf(out, ",\"%s\":[", key);
    for (size_t j = 0; j < n; j++) {
        if (j > 0)
            fputc(',', out);
        write_number(out, v[j]);
    }
    fputc(']', out);
}

/* One layer's numbers, to be written weight by weight. */
struct source {
    const struct net_layer *layer;
    const double *block;
    const double *below; /* a of the layer before */
    size_t batch;        /* what the batch's sums are divided by */
    const double *objective; /* what the optimiser got, where L2 is part of it; NULL: the batch's */
};

static double weight(const struct source *from, size_t j, size_t k)
{
    return from->block[from->layer->w + j * from->layer->in + k];
}

/* This sample's own ∂L/∂w_jk = dz_j a_k, as it was added to the sum. */
static double sample_gradient(const struct source *from, size_t j, size_t k)
{
    return from->block[from->layer->dz + j] * from->below[k];
}

static double batch_gradient(const struct source *from, size_t j, size_t k)
{
    size_t at = j * from->layer->in + k;

    if (from->objective != NULL)
        return from->objective[from->layer->w + at];
    return optimizer_gradient(from->block[from->layer->gw + at], from->batch);
}

/* (out,in), a list a row. */
static void write_matrix(FILE *out, const char *key, const struct source *from,
                         double (*value)(const struct source *from, size_t j, size_t k))
{
    fprintf(out, ",\"%s\":[", key);
    for (size_t j = 0; j < from->layer->out; j++) {
        fputs(j > 0 ? ",[" : "[", out);
        for (size_t k = 0; k < from->layer->in; k++) {
            if (k > 0)
                fputc(',', out);
            write_number(out, value(from, j, k));
        }
        fputc(']', out);
    }
    fputc(']', out);
}

static void write_bias_gradients(FILE *out, const char *key, const struct source *from)
{
    fprintf(out, ",\"%s\":[", key);
    for (size_t j = 0; j < from->layer->out; j++) {
        if (j > 0)
            fputc(',', out);
        write_number(out, optimizer_gradient(from->block[from->layer->gb + j], from->batch));
    }
    fputc(']', out);
}

static void write_forward(FILE *out, const struct net_layer *layer, const double *block)
{
    write_vector(out, "z", layer->out, block + layer->z);
    write_vector(out, "a", layer->out, block + layer->a);
}

static void write_loss(FILE *out, const struct net *net, const double *block, double l2)
{
    fputs(",\"loss\":", out);
    write_number(out, block[net->loss_value]);
    fputs(",\"penalty\":", out);
    write_number(out, net_penalty(net, block, l2));
}

static void write_backward(FILE *out, const struct source *from)
{
    const struct net_layer *layer = from->layer;

    write_vector(out, "da", layer->out, from->block + layer->da);
    write_vector(out, "dz", layer->out, from->block + layer->dz);
    write_matrix(out, "dw", from, sample_gradient);
    if (layer->has_biases)
        write_vector(out, "db", layer->out, from->block + layer->dz); /* ∂z/∂b = 1 */
}

static void write_update(FILE *out, const struct source *from)
{
    const struct net_layer *layer = from->layer;

    write_matrix(out, "gw", from, batch_gradient);
    if (layer->train_biases)
        write_bias_gradients(out, "gb", from);
    write_matrix(out, "w", from, weight);
    if (layer->train_biases)
        write_vector(out, "b", layer->out, from->block + layer->b);
}

/* The keys that every line begins with. */
static void write_head(FILE *out, const char *unit, const struct place *place)
{
    fprintf(out, "{\"unit\":\"%s\",\"iteration\":%llu,\"epoch\":%llu", unit,
            (unsigned long long)place->iteration, (unsigned long long)place->epoch);
}

static void write_sample(FILE *out, const struct stepper *stepper, const struct place *place)
{
    fprintf(out, ",\"sample\":%zu", stepper_sample(stepper, place->batch_index));
}

static void write_layer(FILE *out, size_t layer)
{
    fprintf(out, ",\"layer\":%zu", layer);
}

void trace_unit(FILE *out, const struct stepper *stepper)
{
    const struct net *net = stepper->net;
    const struct optimizer *optimizer = &stepper->state.optimizer;
    struct source from = {.block = stepper->block};
    struct place place;

    if (stepper->state.step == 0)
        return;
    stepper_place(stepper, &place);
    from.batch = place.divisor;
    if (optimizer->l2 != 0) /* the last of the buffers */
        from.objective = stepper->block + net->buffers +
                         (optimizer_buffers(optimizer) - 1) * net->param_count;
    if (place.unit.layer > 0) {
        from.layer = &net->layers[place.unit.layer];
        from.below = stepper->block + net_from(net, place.unit.layer)->a;
    }
    switch (place.unit.kind) {
    case UNIT_FORWARD:
        write_head(out, "forward", &place);
        write_sample(out, stepper, &place);
        write_layer(out, place.unit.layer);
        write_forward(out, from.layer, from.block);
        break;
    case UNIT_LOSS:
        write_head(out, "loss", &place);
        write_sample(out, stepper, &place);
        write_loss(out, net, from.block, optimizer->l2);
        break;
    case UNIT_BACKWARD:
        write_head(out, "backward", &place);
        write_sample(out, stepper, &place);
        write_layer(out, place.unit.layer);
        write_backward(out, &from);
        break;
    case UNIT_UPDATE:
        write_head(out, "update", &place);
        write_layer(out, place.unit.layer);
        write_update(out, &from);
        break;
    case UNIT_STOP:
        write_head(out, "stop", &place);
        fprintf(out, ",\"reason\":\"%s\"", stop_reason_name(stepper->state.stopped));
        break;
    }
    if (stepper->training.mistake != MISTAKE_NONE)
        fprintf(out, ",\"mistake\":\"%s\"", mistake_name(stepper->training.mistake));
    fputs("}\n", out);
}
