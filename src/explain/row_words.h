/*
 * row_words: what is said of the rows of the engine's tables (activations, losses, optimisers), by
 * their key. Sentences hold names in braces, {z}, that stand for what the row's formulas call so.
 */
#ifndef BACKSTEP_EXPLAIN_ROW_WORDS_H
#define BACKSTEP_EXPLAIN_ROW_WORDS_H

#include "engine/activation.h"
#include "engine/loss.h"
#include "engine/optimizer.h"

/* {z}, {a}, {σ}; {unit}: what the neuron is called. */
struct activation_words {
    const char *key;
    const char *title;  /* of the page of a neuron's activation */
    const char *says;   /* where z is positive */
    const char *below;  /* where it is not; NULL: the same */
    const char *name;   /* as the subject of a sentence: "the sigmoid" */
};

const struct activation_words *words_of_activation(enum activation activation);

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

const struct loss_words *words_of_loss(enum loss loss);

/* A constant of optimisers, by the key that it has in scenario files. */
struct constant_words {
    const char *key;
    const char *meaning; /* before the first step; NULL: it is not listed there */
    const char *setting; /* beside η */
};

const struct constant_words *words_of_constant(const char *key);

/* A buffer of optimisers. */
struct buffer_words {
    const char *row;       /* of a table: "velocity" */
    const char *head;      /* of a column: "velocity v" */
    const char *matrix;    /* of its equation in matrix form */
    const char *of, *old_of, *corrected_of; /* before the parameter: "velocity of" */
    const char *title, *title_corrected; /* of its page; {f} is the parameter */
    const char *says, *says_corrected; /* what it is, where it is corrected; {new}, {corrected}, and
                            * {kept}, the share of the old one */
};

struct optimizer_words {
    const char *key;
    const struct buffer_words *first, *second; /* NULL: it has none */
    const char *letters; /* what those in the step mean; NULL: they speak for themselves */
    const char *uses;    /* the gradients how */
};

const struct optimizer_words *words_of_optimizer(enum optimizer_kind kind);
/* Of its first or second buffer; if it has none, of one that others have. */
const struct buffer_words *words_of_buffer(const struct optimizer *optimizer, bool second);

#endif
