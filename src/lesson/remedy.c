#include "lesson/remedy.h"

#include <stdio.h>
#include <string.h>

/* `meant` is what a file calls it; the remedy is that word with `more`, or all of `instead`. */
static const struct {
    const char *word, *meant, *more, *instead;
} names[] = {
    {.word = "linear", .meant = "identity"},
    {.word = "none", .meant = "identity"},
    {.word = "logistic", .meant = "sigmoid"},
    {.word = "lrelu", .meant = "leaky_relu"},
    {.word = "swish", .meant = "silu"},
    {.word = "mse", .meant = "mean_squared_error"},
    {.word = "mseloss", .meant = "mean_squared_error"},
    {.word = "mae", .meant = "mean_absolute_error"},
    {.word = "l1loss", .meant = "mean_absolute_error"},
    {.word = "sse", .meant = "half_squared_error"},
    {.word = "quadratic", .meant = "half_squared_error"},
    {.word = "bce", .meant = "binary_cross_entropy"},
    {.word = "bceloss", .meant = "binary_cross_entropy"},
    {.word = "logloss", .meant = "binary_cross_entropy"},
    {.word = "bcewithlogitsloss", .meant = "binary_cross_entropy",
     .more = " and a last layer of sigmoid"},
    {.word = "ce", .meant = "cross_entropy"},
    {.word = "cce", .meant = "cross_entropy"},
    {.word = "nll", .meant = "cross_entropy"},
    {.word = "nllloss", .meant = "cross_entropy"},
    {.word = "categoricalcrossentropy", .meant = "cross_entropy"},
    {.word = "sparsecategoricalcrossentropy", .meant = "cross_entropy",
     .more = " and a target for each class"},
    {.word = "crossentropyloss", .meant = "cross_entropy", .more = " and a last layer of softmax"},
    {.word = "gd", .meant = "sgd"},
    {.word = "gradientdescent", .meant = "sgd"},
    {.word = "momentum", .meant = "sgd", .instead = "{\"kind\": \"sgd\", \"momentum\": 0.9, ...}"},
    {.word = "nesterov", .meant = "sgd",
     .instead = "{\"kind\": \"sgd\", \"momentum\": 0.9, \"nesterov\": true, ...}"},
    {.word = "nag", .meant = "sgd",
     .instead = "{\"kind\": \"sgd\", \"momentum\": 0.9, \"nesterov\": true, ...}"},
    {.word = "glorotuniform", .meant = "xavier_uniform"},
    {.word = "glorotnormal", .meant = "xavier_normal"},
    {.word = "kaiminguniform", .meant = "he_uniform"},
    {.word = "kaimingnormal", .meant = "he_normal"},
    {.word = "lr", .meant = "learning_rate"},
    {.word = "eta", .meant = "learning_rate"},
    {.word = "eps", .meant = "epsilon"},
    {.word = "rho", .meant = "decay"},
    {.word = "negativeslope", .meant = "slope"},
};

/* Whether `text` is `word`, which has small letters only. */
static bool is_called(const char *text, const char *word)
{
    for (; *text != '\0'; text++) {
        char c = *text >= 'A' && *text <= 'Z' ? (char)(*text - 'A' + 'a') : *text;

        if (c == '_' || c == '-' || c == ' ')
            continue;
        if (c != *word)
            return false;
        word++;
    }
    return *word == '\0';
}

bool remedy_for(const char *word, const char *const *words, size_t count, char out[REMEDY_SIZE])
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        for (size_t k = 0; is_called(word, names[i].word) && k < count; k++) {
            const char *more = names[i].more != NULL ? names[i].more : "";

            if (strcmp(names[i].meant, words[k]) != 0)
                continue;
            if (names[i].instead != NULL)
                snprintf(out, REMEDY_SIZE, "%s", names[i].instead);
            else
                snprintf(out, REMEDY_SIZE, "\"%s\"%s", words[k], more);
            return true;
        }
    return false;
}
