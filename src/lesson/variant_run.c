#include "lesson/variant_run.h"

#include "base/memory.h"
#include "base/number.h"
#include "lesson/scenario.h"
#include "words/words.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 5 };

/* Which of them all hidden layers have; below 0 if they have several. */
static double hidden_activation(const struct net *net)
{
    enum activation rows[ACTIVATIONS_MAX];
    size_t count = variant_activations(rows), at = 0;

    for (size_t l = 2; l < net->layer_count; l++)
        if (net->layers[l].activation != net->layers[1].activation)
            return -1.0;
    while (at < count && rows[at] != net->layers[1].activation)
        at++;
    return (double)at;
}

/* Its own value; below 0 where it is not one. */
static double own_value(const struct scenario *scenario, enum variant_kind kind)
{
    switch (kind) {
    case VARIANT_LEARNING_RATE:
        return scenario->training.optimizer.learning_rate;
    case VARIANT_OPTIMIZER:
        return (double)scenario->training.optimizer.kind;
    case VARIANT_INIT:
        return scenario_gives_weights(scenario) ? -1.0 : (double)scenario->weights.kind;
    case VARIANT_SEED:
        return scenario_gives_weights(scenario) ? -1.0 : (double)scenario->weights.seed;
    case VARIANT_ACTIVATION:
        return hidden_activation(&scenario->net);
    case VARIANT_ORDER:
        return (double)scenario->training.seed;
    default:
        return -1.0;
    }
}

const char *variant_impossible(const struct scenario *scenario, enum variant_kind kind)
{
    const struct training *training = &scenario->training;

    if (scenario_is_graph(scenario) && kind != VARIANT_LEARNING_RATE && kind != VARIANT_OPTIMIZER)
        return words(W_GRAPH_HAS_VALUES_ONLY);
    switch (kind) {
    case VARIANT_SEED:
        return scenario->weights.kind == INIT_ZEROS || scenario->weights.kind == INIT_CONSTANT
                   ? words(W_WEIGHTS_ARE_NOT_RANDOM)
                   : NULL;
    case VARIANT_ACTIVATION:
        return scenario->net.layer_count == 1 ? words(W_THERE_IS_NO_HIDDEN_LAYER) : NULL;
    case VARIANT_ORDER:
        if (!training->shuffle)
            return words(W_SAMPLES_ARE_NOT_SHUFFLED);
        return training->batch == scenario->data.count ? words(W_ALL_SAMPLES_IN_EACH_BATCH) : NULL;
    default:
        return NULL;
    }
}

const char *variant_own_words(const struct scenario *scenario, enum variant_kind kind,
                              char out[VARIANT_WORDS_SIZE])
{
    struct variant own = {kind, own_value(scenario, kind)};
    const char *name = words(words_named("none", "title"));

    if (own.value >= 0.0 && kind == VARIANT_OPTIMIZER)
        name = optimizer_title(&scenario->training.optimizer);
    else if (own.value >= 0.0)
        return variant_words(&own, out);
    else if (kind == VARIANT_INIT || kind == VARIANT_SEED)
        name = words(W_GIVEN_WEIGHTS);
    else if (kind == VARIANT_ACTIVATION)
        name = words(W_SEVERAL);
    snprintf(out, VARIANT_WORDS_SIZE, "%s", name);
    return out;
}

/* Short decimals stay short: a tenth of 0.7 is 0.07. */
static double times(double value, double factor)
{
    char text[NUMBER_TEXT_SIZE];

    snprintf(text, sizeof text, "%.14g", value * factor);
    return strtod(text, NULL);
}

bool variant_is_own(const struct scenario *scenario, const struct variant *variant)
{
    return own_value(scenario, variant->kind) == variant->value;
}

size_t variant_values(const struct scenario *scenario, enum variant_kind kind,
                      struct variant values[VARIANT_VALUES_MAX])
{
    static const double factors[] = {0.1, 0.5, 2.0, 10.0};
    double own = own_value(scenario, kind), first = variant_is_number(kind) ? fmax(own, 1.0) : 0.0;
    const char *names[VARIANT_VALUES_MAX];
    size_t count = 0, choices;

    if (kind == VARIANT_LEARNING_RATE) {
        for (size_t i = 0; i < sizeof factors / sizeof factors[0] && own > 0.0; i++)
            values[count++] = (struct variant){kind, times(own, factors[i])};
        return count;
    }
    choices = variant_is_number(kind) ? SEEDS + 1 : variant_choices(kind, names);
    for (size_t i = 0; i < choices; i++)
        if (first + (double)i != own && count < VARIANT_VALUES_MAX)
            values[count++] = (struct variant){kind, first + (double)i};
    return count;
}

static void change_params(struct variant_run *run, const struct scenario *scenario,
                          const struct variant *variant)
{
    struct scenario_weights weights = scenario->weights;

    if (variant->kind == VARIANT_INIT) {
        weights.kind = (enum init_kind)variant->value;
        weights.scale = 1.0;
    }
    if (variant->kind == VARIANT_SEED)
        weights.seed = (uint64_t)variant->value;
    if (variant->kind == VARIANT_INIT || variant->kind == VARIANT_SEED)
        scenario_make_weights(scenario, &weights, run->params);
}

static void change_activation(struct net *net, size_t row)
{
    enum activation rows[ACTIVATIONS_MAX];

    variant_activations(rows);
    for (size_t l = 1; l < net->layer_count; l++) {
        net->layers[l].activation = rows[row];
        net->layers[l].slope = activation_row(rows[row])->s;
    }
}

static void change_optimizer(struct optimizer *optimizer, const struct variant *variant)
{
    if (variant->kind == VARIANT_LEARNING_RATE)
        optimizer->learning_rate = variant->value;
    if (variant->kind == VARIANT_OPTIMIZER)
        optimizer_choose(optimizer, (enum optimizer_kind)variant->value);
}

bool variant_begin(struct variant_run *run, const struct scenario *scenario,
                   const struct variant *variant, struct error *err)
{
    struct optimizer *optimizer = &run->training.optimizer;
    size_t buffers = scenario->net.buffer_count, needed;

    assert(variant->kind == VARIANT_MISTAKE || variant_impossible(scenario, variant->kind) == NULL);
    *run = (struct variant_run){.net = scenario->net, .training = scenario->training};
    run->params = memory_large(run->net.param_count * sizeof *run->params);
    if (run->params == NULL)
        return error_set(err, "not enough memory for %zu more weights and biases",
                         run->net.param_count);
    memcpy(run->params, scenario->params, run->net.param_count * sizeof *run->params);
    change_params(run, scenario, variant);
    if (variant->kind == VARIANT_MISTAKE)
        run->training.mistake = (enum mistake)variant->value;
    change_optimizer(optimizer, variant);
    if (variant->kind == VARIANT_ACTIVATION)
        change_activation(&run->net, (size_t)variant->value);
    if (variant->kind == VARIANT_ORDER)
        run->training.seed = (uint64_t)variant->value;
    needed = optimizer_buffers(optimizer);
    net_reserve_buffers(&run->net, needed > buffers ? needed : buffers);
    return true;
}

void variant_finish(struct variant_run *run)
{
    free(run->params);
    *run = (struct variant_run){0};
}

bool variant_apply(struct scenario *scenario, const struct variant *variant, struct error *err)
{
    struct edit_log taken = {0}, *edits = &scenario->session.edits;
    struct variant_run run;

    if (scenario_is_graph(scenario)) {
        change_optimizer(&scenario->training.optimizer, variant);
        return true;
    }
    if (!variant_begin(&run, scenario, variant, err))
        return false;
    for (size_t i = 0; i < edits->count; i++)
        if (variant_takes_edit(variant, &edits->edits[i]))
            edit_log_put(&taken, &edits->edits[i]);
    edit_log_finish(edits);
    free(scenario->params);
    *edits = taken;
    scenario->net = run.net;
    scenario->training = run.training;
    scenario->params = run.params;
    return true;
}

bool variant_apply_asked(const struct variant *variant, struct scenario *scenario,
                         struct error *err)
{
    const char *why = variant_impossible(scenario, variant->kind);

    if (why != NULL)
        return error_set(err, "'--with %s': another %s changes nothing in this scenario: %s",
                         variant_name(variant->kind), variant_setting(variant->kind), why);
    return variant_apply(scenario, variant, err);
}
