/* Proofs of the questions about times: what is made larger at one time changes the losses after it. */
#include "proof.h"

#include "explain/rich.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT = 256 };

/* What is made larger on the way through the times: a unit's z or a at its time, or a parameter
 * from one time to another. */
struct kick {
    struct quantity of;
    size_t from, to;
    double by;
};

static void kick_unit(const struct net *net, double *at, const struct kick *kick)
{
    const struct net_layer *layer = &net->layers[kick->of.layer];

    if (kick->of.kind == QUANTITY_Z || kick->of.kind == QUANTITY_DZ) {
        at[layer->z + kick->of.to] += kick->by;
        activation_forward(layer->activation, layer->slope, layer->out, at + layer->z,
                           at + layer->a);
    } else {
        at[layer->a + kick->of.to] += kick->by;
    }
}

/* Loss of the sample with that kick; the times' own losses are in the scratch block then. */
static double loss_kicked(struct walk *walk, const struct kick *kick)
{
    const struct net *net = &walk->run.scenario.net;
    double *block = walk->run.scratch;
    bool parameter = quantity_is_of_parameter(kick->of);
    size_t p = parameter ? quantity_parameter(net, kick->of) : 0;

    memcpy(block, walk->run.stepper.block, net->block_size * sizeof *block);
    memcpy(block, walk->run.before, net->param_count * sizeof *block);
    for (size_t time = 1; time <= net_times(net, block); time++) {
        bool now = time >= kick->from && time <= kick->to;

        if (parameter)
            block[p] = walk->run.before[p] + (now ? kick->by : 0);
        for (size_t l = 1; l <= net->layer_count; l++) {
            if (!net_runs(net, block, l, time))
                continue;
            net_forward_hooked(net, block, l, time, NULL);
            if (now && !parameter && l == kick->of.layer)
                kick_unit(net, net_at(net, block, time), kick);
        }
        if (net_has_target(net, block, time))
            net_loss_at(net, block, time);
    }
    return net_loss(net, block);
}

/* ∂L/∂ of it, used from that time to that one, by finite differences. */
double proof_slope_between(struct walk *walk, struct quantity q, size_t from, size_t to)
{
    const struct kick up = {q, from, to, 1e-5}, down = {q, from, to, -1e-5};

    return (loss_kicked(walk, &up) - loss_kicked(walk, &down)) / 2e-5;
}

/* Of a recurrent unit: which times' losses change when its activation does. */
bool proof_of_reach(struct walk *walk, const struct question *question)
{
    const struct net *net = &walk->run.scenario.net;
    const size_t time = question->of.time;
    const struct kick none = {question->of, time, time, 0},
                      kick = {question->of, time, time, 0.1};
    double *losses = malloc(net->times * sizeof *losses);
    size_t later = 0;
    char words[TEXT];
    bool ok = true;

    assert_non_null(losses);
    loss_kicked(walk, &none);
    for (size_t t = 1; t <= net_times(net, walk->run.scratch); t++)
        losses[t - 1] = net_at(net, walk->run.scratch, t)[net->time_loss];
    loss_kicked(walk, &kick);
    for (size_t t = 1; t <= net_times(net, walk->run.scratch); t++) {
        bool changed = losses[t - 1] != net_at(net, walk->run.scratch, t)[net->time_loss];

        if (!net_has_target(net, walk->run.scratch, t))
            continue;
        ok = ok && changed == (t >= time);
        later += changed && t > time;
    }
    free(losses);
    snprintf(words, sizeof words, "time %zu and later", time);
    return ok && later > 0 && proof_says(question, words);
}

/* δ at a time from that of the last one by nothing but recurrent weights and slopes. */
bool proof_of_vanished(struct walk *walk, const struct question *question)
{
    const struct snapshot *s = &walk->run.snapshot;
    const struct net_layer *layer = &s->net->layers[question->of.layer];
    const size_t last = net_times(s->net, s->now), out = layer->out;
    double *delta = calloc(2 * out, sizeof *delta), *before = delta + out, was = 0;
    struct quantity q = quantity_then(quantity_at(QUANTITY_DZ, question->of.layer, 0, 0), last);
    char words[TEXT];
    bool ok;

    assert_non_null(delta);
    for (q.to = 0; q.to < out; q.to++) {
        delta[q.to] = quantity_value(s, q);
        was = fmax(was, fabs(delta[q.to]));
    }
    for (q.time = last - 1; q.time >= question->of.time; q.time--) {
        memcpy(before, delta, out * sizeof *delta);
        for (q.to = 0; q.to < out; q.to++) {
            delta[q.to] = 0;
            for (size_t k = 0; k < out; k++)
                delta[q.to] += before[k] * s->before[layer->r + k * out + q.to];
            delta[q.to] *= activation_slope(layer->activation, layer->slope,
                                            quantity_value(s, quantity_as(q, QUANTITY_Z)),
                                            quantity_value(s, quantity_as(q, QUANTITY_A)));
        }
    }
    ok = fabs(delta[question->of.to] - quantity_value(s, question->of)) < 1e-12
      && fabs(delta[question->of.to]) < 0.1 * was;
    free(delta);
    snprintf(words, sizeof words, "recurrent weights and slopes, %zu times over",
             last - question->of.time);
    return ok && proof_says(question, words);
}

/* Each answer that names times, by the slope of the loss where the parameter is another at those
 * times alone: only the right one has all of the gradient. */
bool proof_of_times(struct walk *walk, const struct question_moment *moment,
                        const struct question *question)
{
    double gradient = proof_gradient(walk, question->of);
    size_t named = 0;
    bool ok = true;

    (void)moment;
    for (size_t i = 0; i < question->count; i++) {
        size_t from, to;
        double slope;

        if (sscanf(proof_answer(question, i), "times %zu to %zu", &from, &to) != 2) {
            if (sscanf(proof_answer(question, i), "time %zu alone", &from) != 1)
                continue;
            to = from;
        }
        slope = proof_slope_between(walk, question->of, from, to);
        named++;
        ok = ok
          && (fabs(slope - gradient) < 1e-8 + 1e-7 * fabs(gradient)) == (i == question->right);
    }
    return ok && named == 3;
}

/* The slope of the loss where the parameter is another at one time alone: of no other time is it as
 * large as of the right one. */
bool proof_of_largest_share(struct walk *walk, const struct question *question)
{
    size_t best, times = net_times(&walk->run.scenario.net, walk->run.stepper.block);
    double most;

    if (sscanf(proof_answer(question, question->right), "time %zu", &best) != 1)
        return false;
    most = fabs(proof_slope_between(walk, question->of, best, best));
    for (size_t time = 1; time <= times; time++)
        if (time != best
            && fabs(proof_slope_between(walk, question->of, time, time)) > 0.95 * most)
            return false;
    return most > 0;
}

/* One place in the block, which changes z at both times, and does not change before the update. */
bool proof_of_same_weight(struct walk *walk, const struct question_moment *moment,
                              const struct question *question)
{
    const struct net *net = &walk->run.scenario.net;
    struct snapshot *s = &walk->run.snapshot;
    size_t p = quantity_parameter(net, question->of), time = s->place.unit.time;
    struct quantity z = quantity_at(QUANTITY_Z, question->of.layer, question->of.to, 0);
    double *block = walk->run.scratch;
    bool both = true;

    (void)moment;
    memcpy(block, s->now, net->block_size * sizeof *block);
    block[p] += 0.5;
    net_evaluate_loaded(net, block);
    for (size_t t = time - 1; t <= time; t++) {
        struct quantity share = quantity_then(quantity_as(question->of, QUANTITY_SHARE), t),
                        carried = quantity_carried(s, share);

        both = both && (quantity_value(s, carried) == 0
                        || net_at(net, block, t)[net->layers[z.layer].z + z.to]
                               != quantity_value(s, quantity_then(z, t)));
    }
    return both && s->now[p] == walk->run.before[p] && proof_says(question, "no, it is the same number");
}
