/*
 * row_words: the texts of the rows of the engine's tables (activations, losses, optimisers, their
 * constants and buffers), which stand in words/english/rows.h under the row's own name. W_NONE: the
 * row has no such text. Sentences hold names in braces, {z}, that stand for what the row's formulas
 * call so (rich_of_names).
 */
#ifndef BACKSTEP_EXPLAIN_ROW_WORDS_H
#define BACKSTEP_EXPLAIN_ROW_WORDS_H

#include "engine/activation.h"
#include "engine/check/judge.h"
#include "engine/loss.h"
#include "engine/optimizer.h"
#include "words/words.h"

enum word activation_words(enum activation activation, const char *what);
enum word loss_words(enum loss loss, const char *what);
enum word optimizer_words(enum optimizer_kind kind, const char *what);
/* Of its first or second buffer; if it has none, of one that others have. */
enum word buffer_words(const struct optimizer *optimizer, bool second, const char *what);
/* Why it cannot be told; of those verdicts only. */
enum word verdict_words(enum judge_verdict verdict);
/* By the key that a constant has in scenario files. */
enum word constant_words(const char *key, const char *what);

#endif
