#include "lesson/variant.h"

#include "base/number.h"
#include "base/text.h"
#include "engine/net.h"
#include "engine/optimizer.h"
#include "engine/wrong/mistake.h"
#include "words/words.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>

static const double seed_max = 9007199254740991.0; /* 2^53 - 1: a double has them all */

const char *variant_setting(enum variant_kind kind)
{
    static const enum word names[VARIANT_KIND_COUNT] = {
        [VARIANT_MISTAKE] = W_SETTING_MISTAKE,
        [VARIANT_LEARNING_RATE] = W_LEARNING_RATE,
        [VARIANT_OPTIMIZER] = W_OPTIMISER,
        [VARIANT_INIT] = W_SETTING_INIT,
        [VARIANT_SEED] = W_SETTING_SEED,
        [VARIANT_ACTIVATION] = W_SETTING_ACTIVATION,
        [VARIANT_ORDER] = W_SETTING_ORDER,
    };

    assert(kind > VARIANT_NONE && kind < VARIANT_KIND_COUNT);
    return words(names[kind]);
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

size_t variant_activations(enum activation rows[ACTIVATIONS_MAX])
{
    size_t count = 0;

    for (size_t i = 0; i < activation_count(); i++)
        if (!activation_row((enum activation)i)->couples)
            rows[count++] = (enum activation)i;
    return count;
}

static const struct activation_row *hidden_row(double value)
{
    enum activation rows[ACTIVATIONS_MAX];

    variant_activations(rows);
    return activation_row(rows[(size_t)value]);
}

/* ---- words ---- */

static const char *init_words(enum init_kind kind)
{
    static const enum word inits[INIT_KIND_COUNT] = {
        [INIT_ZEROS] = W_INIT_ZEROS,
        [INIT_CONSTANT] = W_INIT_CONSTANT,
        [INIT_UNIFORM] = W_INIT_UNIFORM,
        [INIT_NORMAL] = W_INIT_NORMAL,
        [INIT_XAVIER_UNIFORM] = W_INIT_XAVIER_UNIFORM,
        [INIT_XAVIER_NORMAL] = W_INIT_XAVIER_NORMAL,
        [INIT_HE_UNIFORM] = W_INIT_HE_UNIFORM,
        [INIT_HE_NORMAL] = W_INIT_HE_NORMAL,
    };

    return words(inits[kind]);
}

static const char *seed_text(char out[NUMBER_TEXT_SIZE], double seed)
{
    snprintf(out, NUMBER_TEXT_SIZE, "%.0f", seed);
    return out;
}

const char *variant_words(const struct variant *variant, char out[VARIANT_WORDS_SIZE])
{
    char number[NUMBER_TEXT_SIZE];
    struct text text;

    text_init(&text, out, VARIANT_WORDS_SIZE);
    number_format(number, variant->value, (struct number_style){.decimals = NUMBER_DECIMALS_MAX});
    switch (variant->kind) {
    case VARIANT_MISTAKE:
        text_add(&text, words(words_named(mistake_name((enum mistake)variant->value), "title")));
        break;
    case VARIANT_LEARNING_RATE:
        text_printf(&text, "η = %s", number);
        break;
    case VARIANT_OPTIMIZER:
        text_add(&text, optimizer_row((enum optimizer_kind)variant->value)->title);
        break;
    case VARIANT_INIT:
        text_add(&text, init_words((enum init_kind)variant->value));
        break;
    case VARIANT_SEED:
        words_add(&text, W_WEIGHTS_FROM_SEED, seed_text(number, variant->value));
        break;
    case VARIANT_ACTIVATION:
        words_add(&text, W_HIDDEN_ACTIVATION, hidden_row(variant->value)->title);
        break;
    case VARIANT_ORDER:
        words_add(&text, W_ORDER_FROM_SEED, seed_text(number, variant->value));
        break;
    case VARIANT_NONE:
    case VARIANT_KIND_COUNT:
        break;
    }
    return out;
}

/* ---- values ---- */

bool variant_is_number(enum variant_kind kind)
{
    return kind == VARIANT_LEARNING_RATE || kind == VARIANT_SEED || kind == VARIANT_ORDER;
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
        return variant_activations(rows);
    default:
        return 0;
    }
}

size_t variant_choices(enum variant_kind kind, const char *names[VARIANT_VALUES_MAX])
{
    size_t count = value_count(kind);

    for (size_t i = 0; i < count; i++)
        names[i] = kind == VARIANT_OPTIMIZER ? optimizer_row((enum optimizer_kind)i)->name
                 : kind == VARIANT_INIT      ? init_kind_names[i]
                                             : hidden_row((double)i)->name;
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
