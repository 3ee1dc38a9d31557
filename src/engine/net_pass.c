/* The passes of a sample through a net, forward and backward, a layer at a time. */
#include "engine/net.h"

#include "engine/fast/few.h"
#include "engine/fast/rows.h"
#include "engine/recurrent.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const struct net_hooks none = {0};

/* ---- a sample and its times ---- */

size_t net_times(const struct net *net, const double *block)
{
    return net->recurrent ? (size_t)block[net->length] : 1;
}

bool net_has_target(const struct net *net, const double *block, size_t time)
{
    assert(time > 0);
    return !isnan(block[net->t + (time - 1) * net->frame]);
}

bool net_runs(const struct net *net, const double *block, size_t layer, size_t time)
{
    return !net->recurrent
           || (time <= net_times(net, block)
               && (!net->layers[layer].at_targets || net_has_target(net, block, time)));
}

bool net_runs_last(const struct net *net, const double *block, size_t layer, size_t time)
{
    size_t last = net_times(net, block);

    while (last > time && !net_runs(net, block, layer, last))
        last--;
    return last == time;
}

bool net_is_cut(const struct net *net, const double *block, size_t time)
{
    size_t left = net_times(net, block) - time;

    return left == 0 || (net->truncate > 0 && left % net->truncate == 0);
}

void net_load(const struct net *net, double *block, const double *x, const double *t)
{
    size_t inputs = net->layers[0].out, outputs = net_output(net)->out, length = 0, targets = 0;

    if (!net->recurrent) {
        few_copy(inputs, x, block + net->layers[0].a);
        few_copy(outputs, t, block + net->t);
        return;
    }
    for (size_t time = 1; time <= net->times; time++, x += inputs, t += outputs) {
        double *at = net_at(net, block, time);

        memcpy(at + net->layers[0].a, x, inputs * sizeof *x);
        memcpy(at + net->t, t, outputs * sizeof *t);
        length += !isnan(x[0]);
        targets += !isnan(t[0]);
    }
    block[net->length] = (double)length;
    block[net->time_share] = net->time_mean ? 1.0 / (double)targets : 1.0;
}

/* ---- forward ---- */

/* The layer's own activations of the time before; NULL: there is none. */
static const double *before(const struct net *net, const double *block, size_t layer, size_t time,
                            const struct net_hooks *hooks)
{
    if (time == 1)
        return NULL;
    if (hooks->held != NULL && net_is_cut(net, block, time - 1))
        block = hooks->held;
    return block + (time - 2) * net->frame + net->layers[layer].a;
}

void net_forward_hooked(const struct net *net, double *block, size_t layer, size_t time,
                        const struct net_hooks *hooks)
{
    const struct net_layer *to = &net->layers[layer], *from = net_from(net, layer);
    double *at = net_at(net, block, time);
    const double *b;

    hooks = hooks != NULL ? hooks : &none;
    b = to->has_biases && !hooks->no_biases ? block + to->b : NULL;
    if (to->recurrent)
        /* What comes back in da_future is not there yet. */
        recurrent_rows_forward(to->out, to->in, block + to->w, block + to->r, b, at + from->a,
                               before(net, block, layer, time, hooks), at + to->da_future,
                               at + to->z);
    else
        rows_forward(to->out, to->in, block + to->w, b, at + from->a, at + to->z);
    activation_forward(to->activation, to->slope, to->out, at + to->z, at + to->a);
}

/* ---- loss ---- */

double net_loss_at(const struct net *net, double *block, size_t time)
{
    const struct net_layer *output = net_output(net);
    double *at = net_at(net, block, time);

    at[net->time_loss] = loss_forward(net->loss, output->activation, output->out, at + output->z,
                                      at + output->a, at + net->t, at + net->loss_parts);
    return at[net->time_loss];
}

double net_loss(const struct net *net, double *block)
{
    double sum = 0.0;

    if (!net->recurrent)
        return net_loss_at(net, block, 1);
    for (size_t time = 1; time <= net_times(net, block); time++)
        if (net_has_target(net, block, time))
            sum += net_at(net, block, time)[net->time_loss];
    block[net->loss_value] = block[net->time_share] * sum;
    return block[net->loss_value];
}

/* ---- backward ---- */

/* What a time's loss gives counts by its share in the sample's loss. */
static void by_share(const struct net *net, const double *block, size_t n, double *gradients)
{
    for (size_t i = 0; net->recurrent && i < n; i++)
        gradients[i] *= block[net->time_share];
}

/* da(out) of a layer through the weights of the one that it feeds. */
static void backward_through(const struct net *net, double *block, size_t layer, size_t time,
                             const struct net_hooks *hooks, double *da)
{
    const struct net_layer *to = net_to(net, layer);

    if (!net_runs(net, block, net->layers[layer].to, time))
        memset(da, 0, to->in * sizeof *da);
    else if (hooks->backward_da != NULL)
        hooks->backward_da(hooks, net, block, layer, time, da);
    else
        rows_backward_input(to->out, to->in, block + to->w, net_at(net, block, time) + to->dz, da);
}

/* The same of a recurrent layer, with what comes through itself, if that is not cut. */
static void backward_in_time(const struct net *net, double *block, size_t layer, size_t time,
                             const struct net_hooks *hooks)
{
    const struct net_layer *here = &net->layers[layer];
    double *at = net_at(net, block, time);
    bool cut = net_is_cut(net, block, time);

    backward_through(net, block, layer, time, hooks, at + here->da_output);
    recurrent_rows_backward(here->out, block + here->r, cut ? NULL : at + net->frame + here->dz,
                            at + here->da_output, at + here->da_future, at + here->da);
    if (cut || hooks->backward_future == NULL)
        return;
    hooks->backward_future(hooks, net, block, layer, time, at + here->da_future);
    for (size_t j = 0; j < here->out; j++)
        at[here->da + j] = at[here->da_output + j] + at[here->da_future + j];
}

/* da of a layer: from the loss, or through the weights of the layer above and, of a recurrent
 * layer, through its own. */
static void backward_da(const struct net *net, double *block, size_t layer, size_t time,
                        const struct net_hooks *hooks)
{
    const struct net_layer *here = &net->layers[layer];
    double *at = net_at(net, block, time);

    if (here->to == 0) {
        loss_backward(net->loss, here->out, at + here->a, at + net->t, at + here->da);
        by_share(net, block, here->out, at + here->da);
    } else if (here->recurrent) {
        backward_in_time(net, block, layer, time, hooks);
    } else {
        backward_through(net, block, layer, time, hooks, at + here->da);
    }
}

/* dz of a layer from its da; of a fused loss by the closed form. */
static void backward_dz(const struct net *net, double *block, size_t layer, size_t time,
                        const struct net_hooks *hooks)
{
    const struct net_layer *here = &net->layers[layer];
    double *at = net_at(net, block, time);

    if (here->to == 0 && loss_is_fused(net->loss, here->activation)) {
        loss_backward_fused(net->loss, here->out, at + here->a, at + net->t, at + here->dz);
        by_share(net, block, here->out, at + here->dz);
    } else if (hooks->no_slopes) {
        memcpy(at + here->dz, at + here->da, here->out * sizeof *block);
    } else {
        activation_backward(here->activation, here->slope, here->out, at + here->z, at + here->a,
                            at + here->da, at + here->dz);
    }
}

/* dw, dr and db of a layer, added to the sums. */
static void backward_weights(const struct net *net, double *block, size_t layer, size_t time,
                             const struct net_hooks *hooks)
{
    const struct net_layer *here = &net->layers[layer], *from = net_from(net, layer);
    const double *at = net_at(net, block, time);
    bool biases = here->has_biases && !hooks->no_biases;

    if (hooks->last_only && !net_runs_last(net, block, layer, time))
        return;
    rows_backward_weights(here->out, here->in, at + here->dz, at + from->a, block + here->gw,
                          biases ? block + here->gb : NULL);
    if (here->recurrent)
        recurrent_rows_backward_weights(here->out, at + here->dz,
                                        before(net, block, layer, time, hooks), block + here->gr);
}

void net_backward_hooked(const struct net *net, double *block, size_t layer, size_t time,
                         const struct net_hooks *hooks)
{
    hooks = hooks != NULL ? hooks : &none;
    backward_da(net, block, layer, time, hooks);
    backward_dz(net, block, layer, time, hooks);
    backward_weights(net, block, layer, time, hooks);
}

void net_forward(const struct net *net, double *block, size_t layer)
{
    net_forward_hooked(net, block, layer, 1, &none);
}

void net_backward(const struct net *net, double *block, size_t layer)
{
    net_backward_hooked(net, block, layer, 1, &none);
}

void net_backward_units(const struct net *net, double *block, size_t layer, size_t time)
{
    backward_da(net, block, layer, time, &none);
    backward_dz(net, block, layer, time, &none);
}

void net_backward_weights(const struct net *net, double *block, size_t layer)
{
    backward_weights(net, block, layer, 1, &none);
}

/* ---- whole passes ---- */

double net_evaluate(const struct net *net, double *block, const double *x, const double *t)
{
    net_load(net, block, x, t);
    return net_evaluate_loaded(net, block);
}

double net_evaluate_loaded(const struct net *net, double *block)
{
    return net_evaluate_hooked(net, block, &none);
}

double net_evaluate_hooked(const struct net *net, double *block, const struct net_hooks *hooks)
{
    for (size_t time = 1; time <= net_times(net, block); time++) {
        for (size_t l = 1; l <= net->layer_count; l++)
            if (net_runs(net, block, l, time))
                net_forward_hooked(net, block, l, time, hooks);
        if (net->recurrent && net_has_target(net, block, time))
            net_loss_at(net, block, time);
    }
    return net_loss(net, block);
}

void net_backpropagate(const struct net *net, double *block)
{
    for (size_t time = net_times(net, block); time >= 1; time--)
        for (size_t l = net->layer_count; l >= 1; l--)
            if (net_runs(net, block, l, time))
                net_backward_hooked(net, block, l, time, &none);
}
