#include "cli/with.h"

#include "base/number.h"
#include "base/text.h"
#include "cli/cli.h"
#include "engine/wrong/mistake.h"
#include "lesson/variant_run.h"

#include <stdio.h>
#include <string.h>

enum { SETTINGS = VARIANT_KIND_COUNT - VARIANT_LEARNING_RATE, NAME_SIZE = 61 };

static const char expected[] =
    "learning_rate=X, optimizer=NAME, init=KIND, seed=N, activation=NAME or order=N";

const char with_help[] =
    "one setting changed, all else the same: learning_rate=X, optimizer=NAME,\n"
    "init=KIND, seed=N (of the weights), activation=NAME (of hidden layers) or\n"
    "order=N (the seed of the shuffling)";

/* The setting before the equals sign. */
static bool find_setting(const char *word, size_t length, enum variant_kind *kind,
                         struct error *err)
{
    const char *known[SETTINGS], *near;
    char name[NAME_SIZE];
    struct text text;

    text_init(&text, name, sizeof name);
    text_printf(&text, "%.*s", (int)(length < NAME_SIZE ? length : NAME_SIZE - 1), word);
    for (size_t i = 0; i < SETTINGS; i++) {
        *kind = (enum variant_kind)(VARIANT_LEARNING_RATE + i);
        known[i] = variant_name(*kind);
        if (word[length] == '=' && strlen(known[i]) == length
            && strncmp(known[i], word, length) == 0)
            return true;
    }
    near = text_nearest(name, known, SETTINGS);
    if (near != NULL && strcmp(near, name) != 0)
        return error_set(err, "'--with': there is no setting '%s'; did you mean '%s'?", name, near);
    return error_set(err, "'--with': found '%.60s', expected %s", word, expected);
}

bool with_read(const char *word, struct variant *variant, struct error *err)
{
    const char *names[VARIANT_VALUES_MAX], *value = strchr(word, '=');
    size_t length = value != NULL ? (size_t)(value++ - word) : strlen(word), count;
    char option[NAME_SIZE + 8];
    int found;

    *variant = (struct variant){0};
    if (!find_setting(word, length, &variant->kind, err))
        return false;
    count = variant_choices(variant->kind, names);
    if (count > 0) {
        snprintf(option, sizeof option, "--with %s", variant_name(variant->kind));
        found = cli_find_word(option, value, names, count, err);
        variant->value = (double)found;
        return found >= 0;
    }
    return (number_read(value, &variant->value) && variant_check(variant, NULL))
           || error_set(err, "'--with %s': found '%.60s', expected %s", variant_name(variant->kind),
                        value, variant_range(variant->kind));
}

int with_mistake(const char *word, struct error *err)
{
    int found = cli_find_word("--mistake", word, mistake_names + 1, MISTAKE_COUNT - 1, err);

    return found < 0 ? found : MISTAKE_NONE + 1 + found;
}
