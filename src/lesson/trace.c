#include "lesson/trace.h"

#include "base/number.h"
#include "graph/graph_run.h"

#include <math.h>

/* In quotes where JSON has none such. */
static void write_number(FILE *out, double value)
{
    char text[NUMBER_TEXT_SIZE];
    const char *quote = isfinite(value) ? "" : "\"";

    fprintf(out, "%s%s%s", quote, number_exact(text, value), quote);
}

/* The keys that every line begins with; epochs are of networks. */
static void write_head(FILE *out, const struct stepper *stepper, const char *unit,
                       const struct place *place)
{
    fprintf(out, "{\"unit\":\"%s\",\"iteration\":%llu", unit,
            (unsigned long long)place->iteration);
    if (stepper->net != NULL)
        fprintf(out, ",\"epoch\":%llu", (unsigned long long)place->epoch);
}

/* ---- a graph ---- */

static void write_value(FILE *out, const char *key, double value)
{
    fprintf(out, "\"%s\":", key);
    write_number(out, value);
}

static void write_graph_forward(FILE *out, const struct graph_run *run, const struct place *place)
{
    const struct graph_node *node = &run->graph->nodes[place->unit.layer];

    write_head(out, run->stepper, "forward", place);
    fprintf(out, ",\"node\":\"%s\",\"operation\":\"%s\",", node->name, node->operation->name);
    write_value(out, "value", run->values[place->unit.layer]);
    fputs("}\n", out);
}

static void write_graph_backward(FILE *out, const struct graph_run *run, const struct place *place)
{
    const struct graph_node *node = &run->graph->nodes[place->unit.layer];

    write_head(out, run->stepper, "backward", place);
    fprintf(out, ",\"node\":\"%s\",", node->name);
    write_value(out, "gradient", run->gradients[place->unit.layer]);
    fputs(",\"shares\":[", out);
    for (size_t k = 0; k < node->use_count; k++) {
        struct graph_share share =
            graph_share(run->graph, run->values, run->gradients, place->unit.layer, k);

        fprintf(out, "%s{\"through\":\"%s\",", k > 0 ? "," : "",
                run->graph->nodes[share.through].name);
        write_value(out, "upstream", share.upstream);
        fputc(',', out);
        write_value(out, "local", share.local);
        fputc(',', out);
        write_value(out, "share", share.share);
        fputc('}', out);
    }
    fputs("]}\n", out);
}

static void write_graph_update(FILE *out, const struct graph_run *run, const struct place *place)
{
    const char *before = "";

    write_head(out, run->stepper, "update", place);
    fputs(",\"values\":{", out);
    for (size_t i = 0; i < run->graph->leaf_count; i++) {
        if (!run->start.trained[i])
            continue;
        fputs(before, out);
        write_value(out, run->graph->nodes[i].name, run->values[i]);
        before = ",";
    }
    fputs("}}\n", out);
}

/* A graph's loss is its last value, and has no line of its own. */
static void trace_graph(FILE *out, const struct graph_run *run)
{
    struct place place = graph_run_place(run);

    if (place.step == 0)
        return;
    switch (place.unit.kind) {
    case UNIT_FORWARD:
        write_graph_forward(out, run, &place);
        break;
    case UNIT_BACKWARD:
        write_graph_backward(out, run, &place);
        break;
    case UNIT_UPDATE:
        write_graph_update(out, run, &place);
        break;
    case UNIT_STOP:
        write_head(out, run->stepper, "stop", &place);
        fprintf(out, ",\"reason\":\"%s\"}\n", stop_row(run->stepper->state.stopped)->key);
        break;
    case UNIT_LOSS:
        break;
    }
}

/* ---- a network ---- */

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
    const double *at;    /* the block as of the unit's time */
    const double *below; /* a of the layer before */
    const double *before; /* a of the layer itself a time before; NULL: it was 0 */
    size_t batch;        /* what the batch's sums are divided by */
    const double *objective; /* what the optimiser got, where it keeps that; NULL: the batch's */
};

/* What the optimiser gets of the parameter that stands there. */
static double gradient(const struct source *from, size_t sums, size_t at)
{
    return from->objective != NULL ? from->objective[at]
                                   : optimizer_gradient(from->block[sums], from->batch);
}

/* A number of a matrix, row by row. */
typedef double source_value(const struct source *from, size_t j, size_t k);

static double weight(const struct source *from, size_t j, size_t k)
{
    return from->block[from->layer->w + j * from->layer->in + k];
}

static double recurrent(const struct source *from, size_t j, size_t k)
{
    return from->block[from->layer->r + j * from->layer->out + k];
}

/* This sample's own ∂L/∂w_jk = dz_j a_k, as it was added to the sum. */
static double sample_gradient(const struct source *from, size_t j, size_t k)
{
    return from->at[from->layer->dz + j] * from->below[k];
}

static double recurrent_share(const struct source *from, size_t j, size_t k)
{
    return from->before != NULL ? from->at[from->layer->dz + j] * from->before[k] : 0.0;
}

static double batch_gradient(const struct source *from, size_t j, size_t k)
{
    size_t at = j * from->layer->in + k;

    return gradient(from, from->layer->gw + at, from->layer->w + at);
}

static double recurrent_gradient(const struct source *from, size_t j, size_t k)
{
    size_t at = j * from->layer->out + k;

    return gradient(from, from->layer->gr + at, from->layer->r + at);
}

/* (out,in), a list a row. */
static void write_matrix(FILE *out, const char *key, const struct source *from, size_t in,
                         source_value *value)
{
    fprintf(out, ",\"%s\":[", key);
    for (size_t j = 0; j < from->layer->out; j++) {
        fputs(j > 0 ? ",[" : "[", out);
        for (size_t k = 0; k < in; k++) {
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
        write_number(out, gradient(from, from->layer->gb + j, from->layer->b + j));
    }
    fputc(']', out);
}

/* A time's own loss, or the sample's with the penalty beside it. */
static void write_loss(FILE *out, const struct net *net, const struct source *from, double l2,
                       bool of_time)
{
    const double *block = from->block;

    fputs(",\"loss\":", out);
    write_number(out, of_time ? from->at[net->time_loss] : block[net->loss_value]);
    if (of_time)
        return;
    fputs(",\"penalty\":", out);
    write_number(out, net_penalty(net, block, l2));
}

static void write_backward(FILE *out, const struct source *from)
{
    const struct net_layer *layer = from->layer;

    write_vector(out, "da", layer->out, from->at + layer->da);
    if (layer->recurrent) {
        write_vector(out, "da_output", layer->out, from->at + layer->da_output);
        write_vector(out, "da_future", layer->out, from->at + layer->da_future);
    }
    write_vector(out, "dz", layer->out, from->at + layer->dz);
    write_matrix(out, "dw", from, layer->in, sample_gradient);
    if (layer->recurrent)
        write_matrix(out, "dr", from, layer->out, recurrent_share);
    if (layer->has_biases)
        write_vector(out, "db", layer->out, from->at + layer->dz); /* ∂z/∂b = 1 */
}

static void write_update(FILE *out, const struct source *from)
{
    const struct net_layer *layer = from->layer;

    write_matrix(out, "gw", from, layer->in, batch_gradient);
    if (layer->recurrent)
        write_matrix(out, "gr", from, layer->out, recurrent_gradient);
    if (layer->train_biases)
        write_bias_gradients(out, "gb", from);
    write_matrix(out, "w", from, layer->in, weight);
    if (layer->recurrent)
        write_matrix(out, "r", from, layer->out, recurrent);
    if (layer->train_biases)
        write_vector(out, "b", layer->out, from->block + layer->b);
}

/* The sample, and of a recurrent net the time, unless the unit is of all times. */
static void write_sample(FILE *out, const struct stepper *stepper, const struct place *place)
{
    fprintf(out, ",\"sample\":%zu", stepper_sample(stepper, place->batch_index));
    if (stepper->net->recurrent && place->unit.time > 0)
        fprintf(out, ",\"time\":%zu", place->unit.time);
}

static void write_layer(FILE *out, size_t layer)
{
    fprintf(out, ",\"layer\":%zu", layer);
}

/* Where the numbers of the place's unit are. */
static struct source source_of(const struct stepper *stepper, const struct place *place)
{
    const struct net *net = stepper->net;
    const struct optimizer *optimizer = &stepper->state.optimizer;
    struct source from = {.block = stepper->block, .at = stepper->block, .batch = place->divisor};

    if (place->unit.time > 0)
        from.at = net_at(net, stepper->block, place->unit.time);
    if (optimizer_keeps_gradient(optimizer)) /* the last of the buffers */
        from.objective = stepper->block + net->buffers +
                         (optimizer_buffers(optimizer) - 1) * net->param_count;
    if (place->unit.layer == 0)
        return from;
    from.layer = &net->layers[place->unit.layer];
    from.below = from.at + net_from(net, place->unit.layer)->a;
    if (place->unit.time > 1)
        from.before = from.at - net->frame + from.layer->a;
    return from;
}

void trace_unit(FILE *out, const struct stepper *stepper)
{
    const struct net *net = stepper->net;
    struct source from;
    struct place place;

    if (stepper->net == NULL) {
        trace_graph(out, stepper->of);
        return;
    }
    if (stepper->state.step == 0 || stepper_is_idle(stepper))
        return;
    stepper_place(stepper, &place);
    from = source_of(stepper, &place);
    switch (place.unit.kind) {
    case UNIT_FORWARD:
        write_head(out, stepper, "forward", &place);
        write_sample(out, stepper, &place);
        write_layer(out, place.unit.layer);
        write_vector(out, "z", from.layer->out, from.at + from.layer->z);
        write_vector(out, "a", from.layer->out, from.at + from.layer->a);
        break;
    case UNIT_LOSS:
        write_head(out, stepper, "loss", &place);
        write_sample(out, stepper, &place);
        write_loss(out, net, &from, stepper->state.optimizer.l2,
                   net->recurrent && place.unit.time > 0);
        break;
    case UNIT_BACKWARD:
        write_head(out, stepper, "backward", &place);
        write_sample(out, stepper, &place);
        write_layer(out, place.unit.layer);
        write_backward(out, &from);
        break;
    case UNIT_UPDATE:
        write_head(out, stepper, "update", &place);
        write_layer(out, place.unit.layer);
        write_update(out, &from);
        break;
    case UNIT_STOP:
        write_head(out, stepper, "stop", &place);
        fprintf(out, ",\"reason\":\"%s\"", stop_row(stepper->state.stopped)->key);
        break;
    }
    if (stepper->training.mistake != MISTAKE_NONE)
        fprintf(out, ",\"mistake\":\"%s\"", mistake_name(stepper->training.mistake));
    fputs("}\n", out);
}
