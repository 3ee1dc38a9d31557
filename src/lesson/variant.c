#include "lesson/variant.h"

#include "base/number.h"
#include "base/text.h"
#include "lesson/scenario.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 5 };

static const double seed_max = 9007199254740991.0; /* 2^53 - 1: a double has them all */

const char *variant_setting(enum variant_kind kind)
{
    static const char *const names[VARIANT_KIND_COUNT] = {
        [VARIANT_MISTAKE] = "mistake",
        [VARIANT_LEARNING_RATE] = "learning rate",
        [VARIANT_OPTIMIZER] = "optimiser",
        [VARIANT_INIT] = "first weights",
        [VARIANT_SEED] = "seed of the weights",
        [VARIANT_ACTIVATION] = "hidden activation",
        [VARIANT_ORDER] = "seed of the order",
    };

    assert(kind > VARIANT_NONE && kind < VARIANT_KIND_COUNT);
    return names[kind];
}

const char *variant_name(enum variant_kind kind)
{
    static const char *const names[VARIANT_KIND_COUNT] = {
        [VARIANT_LEARNING_RATE] = "learning_rate",
        [VARIANT_OPTIMIZER] = "optimizer",
        [VARIANT_INIT] = "init",
        [VARIANT_SEED] = "seed",
        [VARIANT_ACTIVATION] = "activation",
        [VARIANT_ORDER] = "order",
    };

    assert(kind > VARIANT_MISTAKE && kind < VARIANT_KIND_COUNT);
    return names[kind];
}

/* ---- what the scenario has ---- */

/* The rows of activations for a hidden layer, in order; returns how many. */
static size_t hidden_rows(enum activation rows[ACTIVATIONS_MAX])
{
    size_t count = 0;

    for (size_t i = 0; i < activation_count(); i++)
        if (!activation_row((enum activation)i)->couples)
            rows[count++] = (enum activation)i;
    return count;
}

/* Which of them all hidden layers have; below 0 if they have several. */
static double hidden_activation(const struct net *net)
{
    enum activation rows[ACTIVATIONS_MAX];
    size_t at = 0;

    for (size_t l = 2; l < net->layer_count; l++)
        if (net->layers[l].activation != net->layers[1].activation)
            return -1.0;
    for (size_t count = hidden_rows(rows); at < count && rows[at] != net->layers[1].activation;)
        at++;
    return (double)at;
}

static const struct activation_row *hidden_row(double value)
{
    enum activation rows[ACTIVATIONS_MAX];

    hidden_rows(rows);
    return activation_row(rows[(size_t)value]);
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

    switch (kind) {
    case VARIANT_SEED:
        return scenario->weights.kind == INIT_ZEROS || scenario->weights.kind == INIT_CONSTANT
                   ? "the weights are not random" : NULL;
    case VARIANT_ACTIVATION:
        return scenario->net.layer_count == 1 ? "there is no hidden layer" : NULL;
    case VARIANT_ORDER:
        if (!training->shuffle)
            return "the samples are not shuffled";
        return training->batch == scenario->data.count ? "all samples are in each batch" : NULL;
    default:
        return NULL;
    }
}

/* ---- words ---- */

static const char *init_words(enum init_kind kind)
{
    static const char *const words[INIT_KIND_COUNT] = {
        [INIT_ZEROS] = "all weights 0",
        [INIT_CONSTANT] = "all weights 1",
        [INIT_UNIFORM] = ("uniform weights, \xe2\x88\x92" "1 to 1"),
        [INIT_NORMAL] = "normal weights, deviation 1",
        [INIT_XAVIER_UNIFORM] = "Xavier uniform weights",
        [INIT_XAVIER_NORMAL] = "Xavier normal weights",
        [INIT_HE_UNIFORM] = "He uniform weights",
        [INIT_HE_NORMAL] = "He normal weights",
    };

    return words[kind];
}

const char *variant_words(const struct variant *variant, char out[VARIANT_WORDS_SIZE])
{
    char number[NUMBER_TEXT_SIZE];
    struct text text;

    text_init(&text, out, VARIANT_WORDS_SIZE);
    number_format(number, variant->value, (struct number_style){.decimals = NUMBER_DECIMALS_MAX});
    switch (variant->kind) {
    case VARIANT_MISTAKE:
        text_add(&text, mistake_title((enum mistake)variant->value));
        break;
    case VARIANT_LEARNING_RATE:
        text_printf(&text, "\xce\xb7 = %s", number);
        break;
    case VARIANT_OPTIMIZER:
        text_add(&text, optimizer_row((enum optimizer_kind)variant->value)->title);
        break;
    case VARIANT_INIT:
        text_add(&text, init_words((enum init_kind)variant->value));
        break;
    case VARIANT_SEED:
        text_printf(&text, "weights from seed %.0f", variant->value);
        break;
    case VARIANT_ACTIVATION:
        text_printf(&text, "hidden %s", hidden_row(variant->value)->title);
        break;
    case VARIANT_ORDER:
        text_printf(&text, "order from seed %.0f", variant->value);
        break;
    case VARIANT_NONE:
    case VARIANT_KIND_COUNT:
        break;
    }
    return out;
}

const char *variant_own_words(const struct scenario *scenario, enum variant_kind kind,
                              char out[VARIANT_WORDS_SIZE])
{
    struct variant own = {kind, own_value(scenario, kind)};
    const char *words = "no mistake";

    if (own.value >= 0.0 && kind == VARIANT_OPTIMIZER)
        words = optimizer_title(&scenario->training.optimizer);
    else if (own.value >= 0.0)
        return variant_words(&own, out);
    else if (kind == VARIANT_INIT || kind == VARIANT_SEED)
        words = "the given weights";
    else if (kind == VARIANT_ACTIVATION)
        words = "several";
    snprintf(out, VARIANT_WORDS_SIZE, "%s", words);
    return out;
}

/* ---- values ---- */

bool variant_is_number(enum variant_kind kind)
{
    return kind == VARIANT_LEARNING_RATE || kind == VARIANT_SEED || kind == VARIANT_ORDER;
}

/* Short decimals stay short: a tenth of 0.7 is 0.07. */
static double times(double value, double factor)
{
    char text[NUMBER_TEXT_SIZE];

    snprintf(text, sizeof text, "%.14g", value * factor);
    return strtod(text, NULL);
}

static size_t value_count(enum variant_kind kind)
{
    enum activation rows[ACTIVATIONS_MAX];

    switch (kind) {
    case VARIANT_OPTIMIZER:
        return optimizer_count();
    case VARIANT_INIT:
        return INIT_KIND_COUNT;
    case VARIANT_ACTIVATION:
        return hidden_rows(rows);
    case VARIANT_SEED:
    case VARIANT_ORDER:
        return SEEDS + 1;
    default:
        return 0;
    }
}

size_t variant_choices(enum variant_kind kind, const char *names[VARIANT_VALUES_MAX])
{
    size_t count = variant_is_number(kind) ? 0 : value_count(kind);

    for (size_t i = 0; i < count; i++)
        names[i] = kind == VARIANT_OPTIMIZER ? optimizer_row((enum optimizer_kind)i)->name
                 : kind == VARIANT_INIT      ? init_kind_name((enum init_kind)i)
                                             : hidden_row((double)i)->name;
    return count;
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
    size_t count = 0;

    if (kind == VARIANT_LEARNING_RATE) {
        for (size_t i = 0; i < sizeof factors / sizeof factors[0] && own > 0.0; i++)
            values[count++] = (struct variant){kind, times(own, factors[i])};
        return count;
    }
    for (size_t i = 0; i < value_count(kind); i++)
        if (first + (double)i != own && count < VARIANT_VALUES_MAX)
            values[count++] = (struct variant){kind, first + (double)i};
    return count;
}

bool variant_check(const struct variant *variant, struct error *err)
{
    double value = variant->value;

    if (variant->kind == VARIANT_LEARNING_RATE)
        return (isfinite(value) && value >= 0.0)
            || error_set(err, "a learning rate is a number of at least 0");
    if (variant_is_number(variant->kind))
        return (value >= 0.0 && value <= seed_max && value == floor(value))
            || error_set(err, "a seed is a whole number of at least 0");
    return true;
}

const char *variant_range(enum variant_kind kind)
{
    return kind == VARIANT_LEARNING_RATE ? "a number of at least 0"
                                         : "a whole number from 0 to 9007199254740991";
}

bool variant_takes_edit(const struct variant *variant, const struct edit *edit)
{
    return !(variant->kind == VARIANT_LEARNING_RATE && edit->kind == EDIT_LEARNING_RATE)
        && !(variant->kind == VARIANT_OPTIMIZER && edit->kind == EDIT_OPTIMIZER);
}

/* ---- the run ---- */

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

    hidden_rows(rows);
    for (size_t l = 1; l < net->layer_count; l++) {
        net->layers[l].activation = rows[row];
        net->layers[l].slope = activation_row(rows[row])->s;
    }
}

bool variant_begin(struct variant_run *run, const struct scenario *scenario,
                   const struct variant *variant, struct error *err)
{
    struct optimizer *optimizer = &run->training.optimizer;
    size_t buffers = scenario->net.buffer_count, needed;

    assert(variant->kind == VARIANT_MISTAKE || variant_impossible(scenario, variant->kind) == NULL);
    *run = (struct variant_run){.net = scenario->net, .training = scenario->training};
    run->params = calloc(run->net.param_count, sizeof *run->params);
    if (run->params == NULL)
        return error_set(err, "not enough memory for %zu more weights and biases",
                         run->net.param_count);
    memcpy(run->params, scenario->params, run->net.param_count * sizeof *run->params);
    change_params(run, scenario, variant);
    if (variant->kind == VARIANT_MISTAKE)
        run->training.mistake = (enum mistake)variant->value;
    if (variant->kind == VARIANT_LEARNING_RATE)
        optimizer->learning_rate = variant->value;
    if (variant->kind == VARIANT_OPTIMIZER)
        optimizer_choose(optimizer, (enum optimizer_kind)variant->value);
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
