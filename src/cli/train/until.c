#include "cli/train/until.h"

#include "base/number.h"
#include "base/text.h"
#include "cli/options.h"

#include <limits.h>
#include <math.h>
#include <string.h>

static bool find_criterion(const char *word, size_t length, enum stop_reason *found)
{
    for (*found = STOP_ITERATIONS; *found <= STOP_PATIENCE; ++*found) {
        const char *option = stop_row(*found)->option;

        if (strlen(option) == length && strncmp(option, word, length) == 0)
            return true;
    }
    return false;
}

bool until_read(const char *word, struct stop *stop, struct error *err)
{
    const char *equals = strchr(word, '=');
    struct stop read = {.divergence = stop->divergence};
    double value = 0;
    long number = 0;
    enum stop_reason found;
    const struct stop_row *row;

    if (equals == NULL || !find_criterion(word, (size_t)(equals - word), &found))
        return error_set(err, "'--until': found '%.60s', expected iterations=N, epochs=N, "
                              "patience=N, loss=X or gradient=X", word);
    row = stop_row(found);
    if (row->counts && !options_number(equals + 1, 1, LONG_MAX, &number))
        return error_set(err, "'--until %s': found '%.60s', expected a whole number of at least 1",
                         row->option, equals + 1);
    if (!row->counts && !(number_read(equals + 1, &value) && isfinite(value) && value > 0))
        return error_set(err, "'--until %s': found '%.60s', expected a number greater than 0",
                         row->option, equals + 1);
    stop_set(&read, found, (uint64_t)number, value);
    read.min_delta = read.patience > 0 ? STOP_MIN_DELTA : 0;
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
    for (enum stop_reason r = STOP_ITERATIONS; r <= STOP_PATIENCE; r++) {
        if (stop_row(r)->counts)
            snprintf(number, sizeof number, "%llu", (unsigned long long)stop_count(stop, r));
        else
            number_format(number, stop_limit(stop, r), in_full);
        if (stop_limit(stop, r) > 0)
            text_printf(&text, "\"%s\": %s", stop_row(r)->key, number);
    }
    text_printf(&text, "%s}", stop->divergence ? "" : ", \"divergence\": false");
}
