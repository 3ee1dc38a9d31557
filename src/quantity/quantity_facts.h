/*
 * quantity_facts: what a kind of quantity is, whatever the network: a row each.
 *
 * What the optimiser's buffers are called is the optimiser's (row_words).
 */
#ifndef BACKSTEP_QUANTITY_FACTS_H
#define BACKSTEP_QUANTITY_FACTS_H

#include "quantity/reveal.h"
#include "words/words.h"

/* From when to when it is what it is. */
enum quantity_stage {
    QUANTITY_GIVEN,     /* all along: no moment shows it */
    QUANTITY_OF_SAMPLE, /* from its moment, until the parameters move */
    QUANTITY_OF_BATCH,  /* the same, for all its samples together */
    QUANTITY_OF_MOVE,   /* from its moment: it is part of the move */
    QUANTITY_MOVED,     /* from the move */
};

/* What the optimiser must have for it. */
enum quantity_needs {
    QUANTITY_NEEDS_NOTHING,
    QUANTITY_NEEDS_FIRST, /* a buffer; with a hat one that it corrects */
    QUANTITY_NEEDS_SECOND,
    QUANTITY_NEEDS_PENALTY,
    QUANTITY_NEEDS_CLIPPING,
};

struct quantity_facts {
    enum quantity_of of;   /* WEIGHT: of any parameter */
    enum quantity_stage stage;
    enum quantity_needs needs;
    const char *letter;    /* NULL: its parameter's, of a buffer the optimiser's, or a derivative */
    const char *before, *after; /* around the letter: Δw, w⁺; NULL: nothing */
    bool hat;              /* over it */
    bool has_time;         /* in a recurrent net there is one a time */
    enum quantity_kind by; /* of a derivative: by what; QUANTITY_NONE: it is none */
    enum word phrase;      /* with what it is of: "step of {f}"; W_NONE: the optimiser's */
    enum formula_role role;
    enum unit_kind unit;   /* whose moment shows it, where its stage has one: */
    enum moment_kind moment;
    enum word head, brief; /* of its column; W_NONE: the optimiser's */
    const char *field;     /* in CSV */
};

/* QUANTITY_NONE has a row of nothing. */
const struct quantity_facts *quantity_facts(enum quantity_kind kind);

/* ∂L/∂ or ∂J/∂ of something. δ is one with a letter of its own. */
bool quantity_is_partial(enum quantity_kind kind);

/* What the derivative is of: the sample's loss, the batch's, or the objective. */
struct formula *quantity_numerator(struct arena *arena, const struct snapshot *snapshot,
                                   enum quantity_kind kind);

#endif
