/*
 * row_words: what is said of the rows of the engine's tables (activations, losses, optimisers), by
 * their key. Sentences hold names in braces, {z}, that stand for what the row's formulas call so.
 */
#ifndef BACKSTEP_EXPLAIN_ROW_WORDS_H
#define BACKSTEP_EXPLAIN_ROW_WORDS_H

#include "engine/activation.h"

/* {z}, {a}, {σ}; {unit}: what the neuron is called. */
struct activation_words {
    const char *key;
    const char *title;  /* of the page of a neuron's activation */
    const char *says;   /* where z is positive */
    const char *below;  /* where it is not; NULL: the same */
    const char *name;   /* as the subject of a sentence: "the sigmoid" */
};

const struct activation_words *activation_words(enum activation activation);

#endif
