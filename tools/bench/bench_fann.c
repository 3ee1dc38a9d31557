#include "bench/bench_fann.h"

#include <doublefann.h>

#include <stdlib.h>
#include <string.h>

struct bench_fann {
    struct fann *fann;                /* owned */
    struct fann_train_data **batches; /* owned; count of them */
    size_t count;
    bool online;                      /* a sample at a time */
};

bool bench_fann_present(void)
{
    return true;
}

/* FANN keeps each unit's weights together, as the net does, with its bias behind them. */
static void copy_params(struct fann *fann, const struct net *net, const double *params)
{
    fann_type *to = fann->weights;

    for (size_t l = 1; l <= net->layer_count; l++) {
        const struct net_layer *layer = &net->layers[l];

        for (size_t j = 0; j < layer->out; j++) {
            for (size_t k = 0; k < layer->in; k++)
                *to++ = params[layer->w + j * layer->in + k];
            *to++ = layer->has_biases ? params[layer->b + j] : 0.0;
        }
    }
}

static bool copy_samples(struct bench_fann *fann, const struct dataset *data, size_t batch)
{
    fann->count = data->count / batch;
    fann->batches = calloc(fann->count, sizeof(struct fann_train_data *));
    for (size_t i = 0; fann->batches != NULL && i < fann->count; i++) {
        struct fann_train_data *to = fann_create_train((unsigned)batch, (unsigned)data->inputs,
                                                       (unsigned)data->targets);

        fann->batches[i] = to;
        if (to == NULL)
            return false;
        for (size_t s = 0; s < batch; s++) {
            memcpy(to->input[s], dataset_x(data, i * batch + s), data->inputs * sizeof(double));
            memcpy(to->output[s], dataset_t(data, i * batch + s), data->targets * sizeof(double));
        }
    }
    return fann->batches != NULL;
}

static void set_up(struct fann *fann, bool online, double learning_rate, double momentum)
{
    fann_set_activation_function_hidden(fann, FANN_SIGMOID);
    fann_set_activation_function_output(fann, FANN_SIGMOID);
    fann_set_activation_steepness_hidden(fann, 0.5);
    fann_set_activation_steepness_output(fann, 0.5);
    fann_set_training_algorithm(fann, online ? FANN_TRAIN_INCREMENTAL : FANN_TRAIN_BATCH);
    fann_set_train_error_function(fann, FANN_ERRORFUNC_LINEAR);
    fann_set_learning_rate(fann, (float)learning_rate);
    fann_set_learning_momentum(fann, (float)momentum);
}

struct bench_fann *bench_fann_new(const struct net *net, const double *params,
                                  const struct dataset *data, size_t batch,
                                  double learning_rate, double momentum, struct error *err)
{
    unsigned units[NET_LAYERS_MAX + 1];
    struct bench_fann *fann = calloc(1, sizeof *fann);

    for (size_t l = 0; l <= net->layer_count; l++)
        units[l] = (unsigned)net->layers[l].out;
    if (fann != NULL)
        fann->fann = fann_create_standard_array((unsigned)net->layer_count + 1, units);
    if (fann == NULL || fann->fann == NULL || !copy_samples(fann, data, batch)) {
        bench_fann_free(fann);
        error_set(err, "not enough memory for a network in FANN");
        return NULL;
    }
    fann->online = batch == 1;
    set_up(fann->fann, fann->online, learning_rate, momentum);
    copy_params(fann->fann, net, params);
    return fann;
}

void bench_fann_free(struct bench_fann *fann)
{
    if (fann == NULL)
        return;
    for (size_t i = 0; fann->batches != NULL && i < fann->count; i++)
        if (fann->batches[i] != NULL)
            fann_destroy_train(fann->batches[i]);
    free(fann->batches);
    if (fann->fann != NULL)
        fann_destroy(fann->fann);
    free(fann);
}

void bench_fann_epoch(struct bench_fann *fann)
{
    for (size_t i = 0; i < fann->count; i++)
        if (fann->online)
            fann_train(fann->fann, fann->batches[i]->input[0], fann->batches[i]->output[0]);
        else
            fann_train_epoch(fann->fann, fann->batches[i]);
}

const double *bench_fann_run(struct bench_fann *fann, double *x)
{
    return fann_run(fann->fann, x);
}
