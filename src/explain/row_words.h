/*
 * row_words: what is said of the rows of the engine's tables (activations, losses, optimisers), by
 * their key. Sentences hold names in braces, {z}, that stand for what the row's formulas call so.
 */
#ifndef BACKSTEP_EXPLAIN_ROW_WORDS_H
#define BACKSTEP_EXPLAIN_ROW_WORDS_H

#include "engine/activation.h"
#include "engine/loss.h"

/* {z}, {a}, {σ}; {unit}: what the neuron is called. */
struct activation_words {
    const char *key;
    const char *title;  /* of the page of a neuron's activation */
    const char *says;   /* where z is positive */
    const char *below;  /* where it is not; NULL: the same */
    const char *name;   /* as the subject of a sentence: "the sigmoid" */
};

const struct activation_words *activation_words(enum activation activation);

/* {a}, {t}; {unit}: what the output is called. */
struct loss_words {
    const char *key;
    const char *name;       /* "half squared error" */
    const char *says;       /* of an output's part */
    const char *says_0, *says_1, *says_alone; /* where t is 0, where it is 1, where there is no
                             * other output; NULL: the same */
    const char *left_0, *left_1; /* what t = 0 and t = 1 leave of it; NULL: nothing to say */
    const char *why;        /* it is such a part */
    const char *convention, *convention_several; /* with one output, with several */
    const char *derivative; /* why the slope is what it is */
};

const struct loss_words *loss_words(enum loss loss);

#endif
