#include "lesson/exchange/python_record.h"

#include "base/memory.h"
#include "base/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void python_number(FILE *out, double value)
{
    char text[NUMBER_TEXT_SIZE];

    if (isfinite(value))
        fputs(number_shortest(text, value), out);
    else
        fputs(isnan(value) ? "nan" : value > 0 ? "inf" : "-inf", out);
}

void python_list(FILE *out, const double *values, size_t n)
{
    fputc('[', out);
    for (size_t i = 0; i < n; i++) {
        fputs(i > 0 ? ", " : "", out);
        python_number(out, values[i]);
    }
    fputc(']', out);
}

void python_rows(FILE *out, const double *values, size_t rows, size_t columns)
{
    fputc('[', out);
    for (size_t i = 0; i < rows; i++) {
        fputs(i > 0 ? ", " : "", out);
        python_list(out, values + i * columns, columns);
    }
    fputc(']', out);
}

/* One iteration's numbers: of each layer (batch,out), and of the inputs and targets. */
struct record {
    double *x, *t;
    double *z[NET_LAYERS_MAX + 1], *a[NET_LAYERS_MAX + 1], *dz[NET_LAYERS_MAX + 1];
    size_t samples;
};

static void record_init(struct record *record, const struct net *net, size_t batch)
{
    *record = (struct record){0};
    record->x = memory_new(batch * net->layers[0].out, sizeof(double));
    record->t = memory_new(batch * net_output(net)->out, sizeof(double));
    for (size_t l = 1; l <= net->layer_count; l++) {
        record->z[l] = memory_new(batch * net->layers[l].out, sizeof(double));
        record->a[l] = memory_new(batch * net->layers[l].out, sizeof(double));
        record->dz[l] = memory_new(batch * net->layers[l].out, sizeof(double));
    }
}

static void record_finish(struct record *record)
{
    free(record->x);
    free(record->t);
    for (size_t l = 1; l <= NET_LAYERS_MAX; l++) {
        free(record->z[l]);
        free(record->a[l]);
        free(record->dz[l]);
    }
}

static void copy_out(double *all, size_t index, const double *block, size_t offset, size_t n)
{
    memcpy(all + index * n, block + offset, n * sizeof *all);
}

static void record_unit(struct record *record, const struct stepper *stepper,
                        const struct place *place)
{
    const struct net *net = stepper->net;
    const struct net_layer *layer = &net->layers[place->unit.layer];
    const double *block = stepper->block;
    size_t index = place->batch_index;

    switch (place->unit.kind) {
    case UNIT_FORWARD:
        copy_out(record->z[place->unit.layer], index, block, layer->z, layer->out);
        copy_out(record->a[place->unit.layer], index, block, layer->a, layer->out);
        break;
    case UNIT_LOSS:
        copy_out(record->x, index, block, net->layers[0].a, net->layers[0].out);
        copy_out(record->t, index, block, net->t, net_output(net)->out);
        record->samples = index + 1;
        break;
    case UNIT_BACKWARD:
        copy_out(record->dz[place->unit.layer], index, block, layer->dz, layer->out);
        break;
    case UNIT_UPDATE:
    case UNIT_STOP:
        break;
    }
}

/* The gradient that the optimiser got for a parameter, at an offset from the first. */
static double gradient_of(const struct stepper *stepper, const struct place *place, size_t sum,
                          size_t param)
{
    const struct optimizer *optimizer = &stepper->state.optimizer;
    const struct net *net = stepper->net;

    if (optimizer_keeps_gradient(optimizer)) /* in the last of the buffers */
        return stepper->block[net->buffers
                              + (optimizer_buffers(optimizer) - 1) * net->param_count + param];
    return optimizer_gradient(stepper->block[sum], place->divisor);
}

/* Those of n parameters; owned by the caller. */
static double *gradients_of(const struct stepper *stepper, const struct place *place, size_t sum,
                            size_t param, size_t n)
{
    double *values = memory_new(n, sizeof *values);

    for (size_t i = 0; i < n; i++)
        values[i] = gradient_of(stepper, place, sum + i, param + i);
    return values;
}

/* A key whose value is a list with an item a layer. */
static void write_layer_rows(FILE *out, const struct net *net, const char *key,
                             double *const values[], size_t samples)
{
    fprintf(out, "    \"%s\": [", key);
    for (size_t l = 1; l <= net->layer_count; l++) {
        fputs(l > 1 ? ",\n        " : "", out);
        python_rows(out, values[l], samples, net->layers[l].out);
    }
    fputs("],\n", out);
}

/* Numbers of all parameters that are trained, by their names in PyTorch: gradients, or values. */
static void write_parameters(FILE *out, const struct stepper *stepper, const struct place *place,
                             bool gradients)
{
    const struct net *net = stepper->net;

    for (size_t l = 1; l <= net->layer_count; l++) {
        const struct net_layer *layer = &net->layers[l];
        size_t weights = layer->in * layer->out;
        double *g = gradients_of(stepper, place, layer->gw, layer->w, weights);

        fprintf(out, "%s\"%zu.weight\": ", l > 1 ? ",\n        " : "", 2 * l - 2);
        python_rows(out, gradients ? g : stepper->block + layer->w, layer->out, layer->in);
        free(g);
        if (!layer->train_biases)
            continue;
        g = gradients_of(stepper, place, layer->gb, layer->b, layer->out);
        fprintf(out, ",\n        \"%zu.bias\": ", 2 * l - 2);
        python_list(out, gradients ? g : stepper->block + layer->b, layer->out);
        free(g);
    }
}

static void write_record(FILE *out, const struct stepper *stepper, const struct place *place,
                         const struct record *record)
{
    const struct net *net = stepper->net;
    double loss = optimizer_gradient(stepper->state.batch_loss, place->divisor);

    fprintf(out, "iterations.append({  # iteration %llu\n    \"x\": ",
            (unsigned long long)place->iteration);
    python_rows(out, record->x, record->samples, net->layers[0].out);
    fputs(",\n    \"t\": ", out);
    python_rows(out, record->t, record->samples, net_output(net)->out);
    fputs(",\n", out);
    write_layer_rows(out, net, "z", record->z, record->samples);
    write_layer_rows(out, net, "a", record->a, record->samples);
    fputs("    \"loss\": ", out);
    python_number(out, loss);
    fputs(",\n", out);
    write_layer_rows(out, net, "dz", record->dz, record->samples);
    fputs("    \"gradients\": {", out);
    write_parameters(out, stepper, place, true);
    fputs("},\n    \"parameters\": {", out);
    write_parameters(out, stepper, place, false);
    fputs("}})\n", out);
}

void python_run(FILE *out, struct stepper *stepper, uint64_t iterations)
{
    struct record record;
    struct place place;

    record_init(&record, stepper->net, stepper->training.batch);
    while (stepper_step(stepper)) {
        stepper_place(stepper, &place);
        if (place.iteration > iterations || place.unit.kind == UNIT_STOP)
            break;
        record_unit(&record, stepper, &place);
        if (stepper->state.step == program_iteration_start(&stepper->program, place.iteration + 1))
            write_record(out, stepper, &place, &record);
    }
    record_finish(&record);
}
