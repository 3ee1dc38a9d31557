#include "bench/bench_fann.h"

#include <doublefann.h>

/* Nothing but a name for FANN's own struct. */
static struct fann *in(struct bench_fann *fann)
{
    return (struct fann *)(void *)fann;
}

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

struct bench_fann *bench_fann_new(const struct net *net, const double *params,
                                  double learning_rate, struct error *err)
{
    unsigned units[NET_LAYERS_MAX + 1];
    struct fann *fann;

    for (size_t l = 0; l <= net->layer_count; l++)
        units[l] = (unsigned)net->layers[l].out;
    fann = fann_create_standard_array((unsigned)net->layer_count + 1, units);
    if (fann == NULL) {
        error_set(err, "not enough memory for a network in FANN");
        return NULL;
    }
    fann_set_activation_function_hidden(fann, FANN_SIGMOID);
    fann_set_activation_function_output(fann, FANN_SIGMOID);
    fann_set_activation_steepness_hidden(fann, 0.5);
    fann_set_activation_steepness_output(fann, 0.5);
    fann_set_training_algorithm(fann, FANN_TRAIN_INCREMENTAL);
    fann_set_train_error_function(fann, FANN_ERRORFUNC_LINEAR);
    fann_set_learning_rate(fann, (float)learning_rate);
    fann_set_learning_momentum(fann, 0.0F);
    copy_params(fann, net, params);
    return (struct bench_fann *)(void *)fann;
}

void bench_fann_free(struct bench_fann *fann)
{
    if (fann != NULL)
        fann_destroy(in(fann));
}

void bench_fann_train(struct bench_fann *fann, double *x, double *t)
{
    fann_train(in(fann), x, t);
}

const double *bench_fann_run(struct bench_fann *fann, double *x)
{
    return fann_run(in(fann), x);
}
