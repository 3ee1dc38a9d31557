#include "explain/row_words.h"

enum word activation_words(enum activation activation, const char *what)
{
    return words_named(activation_row(activation)->name, what);
}

enum word loss_words(enum loss loss, const char *what)
{
    return words_named(loss_row(loss)->name, what);
}

enum word optimizer_words(enum optimizer_kind kind, const char *what)
{
    return words_named(optimizer_row(kind)->name, what);
}

enum word buffer_words(const struct optimizer *optimizer, bool second, const char *what)
{
    const struct optimizer_row *row = optimizer_row(optimizer->kind);
    const char *key = second ? row->second.key : row->first.key;

    if (key == NULL)
        key = second ? "mean_square" : "velocity";
    return words_named(key, what);
}

enum word verdict_words(enum judge_verdict verdict)
{
    static const enum word reasons[JUDGE_VERDICT_COUNT] = {
        [JUDGE_ROUNDING] = W_TOO_SMALL_BESIDE_ROUNDING,
        [JUDGE_BEND] = W_TOO_SMALL_BESIDE_BEND,
        [JUDGE_KINK] = W_KINK_THERE,
        [JUDGE_NOT_FINITE] = W_NOT_FINITE,
    };

    return reasons[verdict];
}

enum word constant_words(const char *key, const char *what)
{
    return words_named(key, what);
}
