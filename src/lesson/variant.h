/*
 * variant: the same scenario with one thing changed, as a second run beside the first.
 *
 * Either a mistake made on purpose (engine/wrong/mistake.h), or another value of one setting:
 *
 *   learning rate   value: η, at least 0
 *   optimizer       value: an enum optimizer_kind; the learning rate and λ stay
 *   init            value: an enum init_kind, of scale 1 and the scenario's seed
 *   seed            value: of the weights' random numbers, a whole number
 *   activation      value: an enum activation, of all hidden layers; the weights stay
 *   order           value: the seed of the shuffling, a whole number
 *
 * Weights that the file gives stay as they are, unless it gives all of them: then init and seed
 * make all (kind and seed that the scenario does not name are those of scenario.h's defaults).
 * Everything else is the scenario's own. The learning rate and the optimiser can also be edited by
 * hand in the middle of a run: a variant of that setting does not take part in such an edit.
 */
#ifndef BACKSTEP_LESSON_VARIANT_H
#define BACKSTEP_LESSON_VARIANT_H

#include "base/error.h"
#include "engine/activation.h"
#include "engine/edit.h"

#include <stdbool.h>
#include <stddef.h>

enum variant_kind {
    VARIANT_NONE,
    VARIANT_MISTAKE,
    VARIANT_LEARNING_RATE,
    VARIANT_OPTIMIZER,
    VARIANT_INIT,
    VARIANT_SEED,
    VARIANT_ACTIVATION,
    VARIANT_ORDER,
    VARIANT_KIND_COUNT
};

/* Zeroed: none. */
struct variant {
    enum variant_kind kind;
    double value;
};

enum { VARIANT_VALUES_MAX = 24, VARIANT_WORDS_SIZE = 96 };

/* The setting's name: "learning rate". Not of NONE. */
const char *variant_setting(enum variant_kind kind);

/* The same as scenario files and the command line spell it: "learning_rate". Not of NONE, nor of a
 * mistake. */
const char *variant_name(enum variant_kind kind);

/* The names of its values in scenario files, in the order of the numbers that stand for them.
 * Returns how many; 0: any number can be the value. */
size_t variant_choices(enum variant_kind kind, const char *names[VARIANT_VALUES_MAX]);

/* What distinguishes the variant: "η = 5", "Adam", "weights from seed 7". Returns out. */
const char *variant_words(const struct variant *variant, char out[VARIANT_WORDS_SIZE]);

/* Whether any number can be the value, and not just one of a few. */
bool variant_is_number(enum variant_kind kind);

/* Whether the number can be the value; the error says what it has to be. */
bool variant_check(const struct variant *variant, struct error *err);

/* What that number has to be, for a sentence: "a number of at least 0". */
const char *variant_range(enum variant_kind kind);

/* Whether an edit by hand is made in the variant's run too. */
bool variant_takes_edit(const struct variant *variant, const struct edit *edit);

/* The activations that can be a hidden layer's, in order; returns how many. */
size_t variant_activations(enum activation rows[ACTIVATIONS_MAX]);

#endif
