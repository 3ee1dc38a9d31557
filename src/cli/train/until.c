#include "cli/train/until.h"

#include "base/number.h"
#include "base/text.h"
#include "cli/options.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum word { ITERATIONS, EPOCHS, PATIENCE, LOSS, GRADIENT, WORDS };

static const char *const words[WORDS] = {"iterations", "epochs", "patience", "loss", "gradient"};

static bool find_word(const char *word, size_t length, size_t *index)
{
    for (*index = 0; *index < WORDS; ++*index)
        if (strlen(words[*index]) == length && strncmp(words[*index], word, length) == 0)
            return true;
    return false;
}

static bool read_value(const char *text, double *value)
{
    char *end;

    *value = strtod(text, &end);
    return end != text && *end == '\0' && isfinite(*value) && *value > 0;
}

bool until_read(const char *word, struct stop *stop, struct error *err)
{
    const char *equals = strchr(word, '=');
    struct stop read = {.divergence = stop->divergence};
    double value = 0;
    long number = 0;
    size_t index;

    if (equals == NULL || !find_word(word, (size_t)(equals - word), &index))
        return error_set(err, "'--until': found '%.60s', expected iterations=N, epochs=N, "
                              "patience=N, loss=X or gradient=X", word);
    if (index < LOSS && !options_number(equals + 1, 1, LONG_MAX, &number))
        return error_set(err, "'--until %s': found '%.60s', expected a whole number of at least 1",
                         words[index], equals + 1);
    if (index >= LOSS && !read_value(equals + 1, &value))
        return error_set(err, "'--until %s': found '%.60s', expected a number greater than 0",
                         words[index], equals + 1);
    read.iterations = index == ITERATIONS ? (uint64_t)number : 0;
    read.epochs = index == EPOCHS ? (uint64_t)number : 0;
    read.patience = index == PATIENCE ? (uint64_t)number : 0;
    read.min_delta = index == PATIENCE ? STOP_MIN_DELTA : 0;
    read.loss_below = index == LOSS ? value : 0;
    read.gradient_norm_below = index == GRADIENT ? value : 0;
    *stop = read;
    return true;
}

void until_json(const struct stop *stop, char out[UNTIL_JSON_SIZE])
{
    const struct number_style in_full = {.decimals = NUMBER_DECIMALS_MAX, .ascii = true};
    char number[NUMBER_TEXT_SIZE];
    struct text text;

    text_init(&text, out, UNTIL_JSON_SIZE);
    text_add(&text, "{");
    if (stop->iterations > 0)
        text_printf(&text, "\"iterations\": %llu", (unsigned long long)stop->iterations);
    if (stop->epochs > 0)
        text_printf(&text, "\"epochs\": %llu", (unsigned long long)stop->epochs);
    if (stop->patience > 0)
        text_printf(&text, "\"patience\": %llu", (unsigned long long)stop->patience);
    if (stop->loss_below > 0)
        text_printf(&text, "\"loss_below\": %s", number_format(number, stop->loss_below, in_full));
    if (stop->gradient_norm_below > 0)
        text_printf(&text, "\"gradient_norm_below\": %s",
                    number_format(number, stop->gradient_norm_below, in_full));
    text_printf(&text, "%s}", stop->divergence ? "" : ", \"divergence\": false");
}
